//! `claimlog review`: proposals decided by a person, one by one or by their ids.
//!
//! `pile` gathers what there is to decide, `decide` accepts and refuses, `session` is the interactive loop.

mod decide;
mod outcome;
mod pile;
mod session;

use clap::Args;

use super::context::Global;
use super::error::{CliError, DONE, written};
use super::extracting::ExtractorArgs;
use super::propose::{say_dropped, say_looks_like};
use super::shared::{DryRun, Json};
use crate::extract::{Modality, Proposal};
use crate::model::{Handle, Language};
use crate::output::keyboard::Keyboard;
use crate::output::review as output;
use crate::output::sink::Sink;
use crate::review::{NewSource, State, Typed};
use decide::Decider;
use outcome::Outcome;
use pile::{Item, Pile};

/// Arguments of `review`.
#[derive(Debug, Args)]
#[command(
    after_help = "At a terminal each proposal is shown in its sentence, with what the event already knows beside it, and a key decides:
  a accept   e edit a field   r refuse   s, → or Enter skip   ← back   u undo   ? the rule behind it   q stop
Where something is not clear (who says so, on which day, which accusation is denied) it is asked for; nothing is filled in,
and an answer is of that one proposal. Where the words beside the speaker say the day (“said on Saturday”, “accused on 1
March”) that is the day it was stated on; a weekday is the last one up to the day on the article.
The words that named somebody can be kept as a name of that source. Accepting records a claim with its citation, or adds a citation to the claim that says the same. A refusal is remembered beside the database, in
FILE.review.jsonl, and so is where a review stopped.

In a script, with --accept, --accept-all or --refuse, nothing is asked: what is not clear stays open and is named. --stated-on
printed leaves open what the words date otherwise; with --accept-all so does any day that is given for all, and so does what
a claim of up to a week before says in the same way (it may be that statement, printed again).

Examples:
  claimlog review a4
  claimlog review a4 --json
  claimlog review a4 --accept p3f9c2 --stated-on 2022-09-14 --set claimant=armenia-deputy-fm
  claimlog review a4 --accept-all --min-score 0.9 --stated-on printed --dry-run
  claimlog review a4 --refuse p81d0e"
)]
pub struct ReviewArgs {
    /// An article or snapshot, or an event, whose articles are meant [default: every article]
    #[arg(value_name = "ARTICLE|SNAPSHOT|EVENT")]
    what: Option<String>,
    /// What the claims are about: id or handle [default: what the article's claims are about, else the only event]
    #[arg(long)]
    event: Option<String>,
    /// Accept this proposal: p3f9c2, or n4.p3f9c2 where several articles are reviewed; give it once for each
    #[arg(long, value_name = "ID")]
    accept: Vec<String>,
    /// Accept every open proposal that is asserted, no background, and clear; --min-score is required
    #[arg(long, requires = "min_score")]
    accept_all: bool,
    /// Refuse this proposal: it is not proposed again
    #[arg(long, value_name = "ID")]
    refuse: Vec<String>,
    /// Take back a refusal
    #[arg(long, value_name = "ID")]
    reopen: Vec<String>,
    /// The day it was said, for what is accepted: 2022-09-14, or “printed” for the day on the article [default: what the words beside the speaker say]
    #[arg(long, value_name = "DATE")]
    stated_on: Option<String>,
    /// Who says what the text near it ascribes to nobody, for what is accepted: “publisher” for each article’s own [default: it stays open]
    #[arg(long, value_name = "WHO", value_parser = ["publisher"])]
    unattributed: Option<String>,
    /// A field of what is accepted, as the desk has it: claimant=ocha, figure=\"about 50\", side=Armenia, unread=yes, …
    #[arg(long = "set", value_name = "FIELD=VALUE", value_parser = field)]
    set: Vec<(String, String)>,
    /// Show also what is recorded or refused
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    extractor: ExtractorArgs,
    #[command(flatten)]
    dry_run: DryRun,
    #[command(flatten)]
    json: Json,
}

/// How many unknown sources are told with the command that records them.
const MOST_STRANGERS: usize = 20;

/// `FIELD=VALUE`.
fn field(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("write it as FIELD=VALUE: claimant=ocha")?;
    let name = name.trim().replace('-', "_");
    if crate::review::draft::FIELDS
        .iter()
        .all(|(field, _)| *field != name)
    {
        let names: Vec<&str> = crate::review::draft::FIELDS
            .iter()
            .map(|(field, _)| *field)
            .collect();
        return Err(format!(
            "“{name}” is no field; the fields are {}",
            names.join(", ")
        ));
    }
    Ok((name, value.to_owned()))
}

impl ReviewArgs {
    fn is_scripted(&self) -> bool {
        self.accept_all
            || !(self.accept.is_empty() && self.refuse.is_empty() && self.reopen.is_empty())
    }

    /// Refuses fields of what is accepted where nothing is.
    fn sets_something(&self, is_interactive: bool) -> Result<(), CliError> {
        let accepts = self.accept_all || !self.accept.is_empty() || is_interactive;
        let flags = [
            ("--set", !self.set.is_empty()),
            ("--stated-on", self.stated_on.is_some()),
            ("--unattributed", self.unattributed.is_some()),
        ];
        let Some((flag, _)) = flags.iter().find(|(_, is_given)| *is_given && !accepts) else {
            return Ok(());
        };
        Err(CliError::usage(
            format!("{flag} is of what is accepted, and nothing is accepted here"),
            "add --accept ID, or leave it out",
        ))
    }

    fn typed(&self) -> Typed {
        let mut typed: Typed = self.set.iter().cloned().collect();
        if let Some(day) = &self.stated_on {
            typed.insert("stated_on".to_owned(), day.clone());
        }
        if let Some(who) = &self.unattributed {
            typed.insert("unattributed".to_owned(), who.clone());
        }
        typed
    }
}

pub(super) fn run(args: ReviewArgs, global: &Global, sink: &mut Sink) -> Result<u8, CliError> {
    let extractor = args.extractor.extractor()?;
    let is_watched = Keyboard::is_there();
    let is_interactive =
        is_watched && !args.is_scripted() && !args.json.json && !args.dry_run.dry_run;
    args.sets_something(is_interactive)?;
    let writes = is_interactive || args.is_scripted();
    let mut store = if writes {
        global.open_to_write()?
    } else {
        global.open_to_read()?
    };
    let pile = Pile::gather(&args, &*extractor, &store, sink)?;
    for copy in &pile.copies {
        say_looks_like(sink, &copy.proposals)?;
        say_dropped(sink, copy.proposals.dropped)?;
    }
    let decider = Decider::new(&args, global);
    if args.is_scripted() {
        return script(&args, &pile, decider, &mut store, sink);
    }
    if is_interactive {
        let mut keys = Keyboard::new();
        return session::run(&args, pile, decider, &mut store, &mut keys, sink);
    }
    if args.json.json {
        written(output::json(
            sink.out(),
            pile.shown(args.all),
            &pile.parties,
        ))?;
        return Ok(DONE);
    }
    let style = sink.style();
    for (index, item) in pile.items(args.all).into_iter().enumerate() {
        if index > 0 {
            written(writeln!(sink.out()))?;
        }
        let (copy, proposed) = pile.at(item);
        let known = decider.beside(&store, &pile, item, &Typed::new())?;
        written(output::card(
            sink.out(),
            &style,
            copy,
            proposed,
            &known,
            &pile.parties,
        ))?;
    }
    let open = pile.items(false).len();
    written(sink.note(&match open {
        0 => "nothing is left to decide".to_owned(),
        1 => "1 proposal to decide; at a terminal `claimlog review` asks, in a script --accept and --refuse decide".to_owned(),
        open => format!(
            "{open} proposals to decide; at a terminal `claimlog review` asks, in a script --accept and --refuse decide"
        ),
    }))?;
    Ok(DONE)
}

/// Decides as the flags say, all of it or nothing.
fn script(
    args: &ReviewArgs,
    pile: &Pile,
    mut decider: Decider<'_>,
    store: &mut crate::store::sqlite::SqliteStore,
    sink: &mut Sink,
) -> Result<u8, CliError> {
    let find = |ids: &[String]| {
        ids.iter()
            .map(|id| pile.find(id))
            .collect::<Result<Vec<Item>, _>>()
    };
    let (accept, refuse, reopen) = (
        find(&args.accept)?,
        find(&args.refuse)?,
        find(&args.reopen)?,
    );
    if let Some(both) = accept.iter().find(|item| refuse.contains(item)) {
        let id = &pile.at(*both).1.id;
        return Err(CliError::usage(
            format!("{id} is both accepted and refused"),
            "leave one of them out",
        ));
    }
    let typed = args.typed();
    let mut outcome = Outcome::default();
    {
        let mut desk = decider.desk(store)?;
        for item in &accept {
            decider.accept(&mut desk, pile, *item, &typed, &mut outcome)?;
        }
        if args.accept_all {
            for item in pile.items(false) {
                let is_open = pile.at(item).1.state == State::Open;
                if accept.contains(&item) || refuse.contains(&item) || !is_open {
                    continue;
                }
                if let Some(why) = for_a_person(&pile.at(item).1.proposal) {
                    outcome.left.push((pile.name(item), why.to_owned()));
                    continue;
                }
                decider.accept_or_leave(&mut desk, pile, item, &typed, &mut outcome)?;
            }
        }
        if !args.dry_run.dry_run && !outcome.accepted.is_empty() {
            desk.commit()?;
        }
    }
    for item in refuse {
        decider.refuse(pile, item, args.dry_run, &mut outcome)?;
    }
    for item in reopen {
        decider.reopen(pile, item, args.dry_run, &mut outcome)?;
    }
    written(output::outcome(
        sink.out(),
        &outcome.shown(),
        args.dry_run.dry_run,
        args.json.json,
    ))?;
    for (name, claim, known, day) in &outcome.repeated {
        let (recorded, back) = if args.dry_run.dry_run {
            (format!("{name} would be a new statement"), String::new())
        } else {
            (
                format!("{name} is recorded as {claim}, a new statement"),
                format!("retract {claim}, and "),
            )
        };
        written(sink.warning(&format!(
            "{recorded}, though {known} says the same on {day}; if it is that one, printed again, {back}accept it with \
             --set same_as={known}"
        )))?;
    }
    introduce(&outcome.strangers, sink)?;
    Ok(DONE)
}

/// Says how those become known whom what was left names; what they are called and are is for a person to say.
fn introduce(strangers: &[(NewSource, Option<Language>)], sink: &mut Sink) -> Result<(), CliError> {
    if strangers.is_empty() {
        return Ok(());
    }
    let mut handles: Vec<&Handle> = Vec::new();
    let mut commands = Vec::new();
    for stranger in strangers.iter().take(MOST_STRANGERS) {
        // Two names under one handle are of one source, as it seems: the second command would be refused.
        if handles.contains(&&stranger.0.handle) {
            commands.push(source_name(stranger));
        } else {
            handles.push(&stranger.0.handle);
            commands.push(source_add(stranger));
        }
    }
    let mut text =
        "no source is known by these names; record each, or give the name to a source that is there \
         (`claimlog source edit SOURCE --alias NAME`), then accept again"
            .to_owned();
    if let Some(more @ 1..) = strangers.len().checked_sub(MOST_STRANGERS) {
        text.push_str(&format!("; the first {MOST_STRANGERS}, and {more} more"));
    }
    written(sink.hint_commands(&text, &commands))
}

/// The command that gives a source one more name.
fn source_name((new, language): &(NewSource, Option<Language>)) -> String {
    format!(
        "claimlog source edit {} --alias {}",
        new.handle,
        name(new, language.as_ref())
    )
}

/// A name with its language, as a shell reads it.
fn name(new: &NewSource, language: Option<&Language>) -> String {
    let tag = language
        .map(|language| format!("{language}:"))
        .unwrap_or_default();
    let name = format!("{tag}{}", new.name).replace('\'', r"'\''");
    format!("'{name}'")
}

/// The command that records a source; its kind is left to be said where the name does not say it.
fn source_add((new, language): &(NewSource, Option<Language>)) -> String {
    let kind = new
        .kind
        .map_or_else(|| "KIND".to_owned(), |kind| kind.to_string());
    // At the end, where a name that runs the other way moves nothing else.
    format!(
        "claimlog source add {} --kind {kind} --name {}",
        new.handle,
        name(new, language.as_ref())
    )
}

/// Why a proposal is never accepted unseen; none where it is said as it is and about what is new.
fn for_a_person(proposal: &Proposal) -> Option<&'static str> {
    match proposal {
        Proposal::Figure(figure) => match figure.modality {
            Modality::Denied => Some("the words deny it"),
            Modality::Hypothetical => Some("the words do not state it: it may be, or is feared"),
            Modality::Asserted => figure
                .background
                .then_some("an older toll, which a person takes up or leaves"),
        },
        Proposal::Accusation(accusation) => accusation
            .denial
            .then_some("a denial: a person says which accusation it answers"),
    }
}

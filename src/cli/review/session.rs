//! The interactive review: one proposal at a time, a key decides.
//!
//! Every decision is written when it is made, so a session that is cut off loses none. Undoing an accepted proposal
//! retracts its claim, after asking: the log keeps both.

use std::collections::HashMap;

use super::ReviewArgs;
use super::decide::{Decider, is_own_fault};
use super::outcome::Outcome;
use super::pile::{Item, Pile};
use crate::cli::error::{CliError, DONE, written};
use crate::cli::shared::DryRun;
use crate::model::{ArticleId, ClaimId};
use crate::output::keyboard::{Keys, Press};
use crate::output::review as output;
use crate::output::sink::Sink;
use crate::record::RecordError;
use crate::review::draft::FIELDS;
use crate::review::{State, Typed, Unclear};
use crate::store::sqlite::SqliteStore;
use crate::text::digit_value;

/// What can be undone.
enum Done {
    Accepted(Item, ClaimId, &'static str),
    Refused(Item),
}

struct Session<'s, 'a, K> {
    pile: Pile,
    decider: Decider<'a>,
    store: &'s mut SqliteStore,
    keys: &'s mut K,
    sink: &'s mut Sink,
    /// What was given on the command line for every proposal.
    given: Typed,
    /// The day that was last answered for an article: offered for the next proposal, never taken.
    stated: HashMap<ArticleId, String>,
    done: Vec<Done>,
    accepted: usize,
    refused: usize,
    /// Whether it was told how a question is left.
    has_asked: bool,
}

pub(super) fn run<K: Keys>(
    args: &ReviewArgs,
    pile: Pile,
    decider: Decider<'_>,
    store: &mut SqliteStore,
    keys: &mut K,
    sink: &mut Sink,
) -> Result<u8, CliError> {
    let items = pile.items(args.all);
    let mut session = Session {
        pile,
        decider,
        store,
        keys,
        sink,
        given: args.typed(),
        stated: HashMap::new(),
        done: Vec::new(),
        accepted: 0,
        refused: 0,
        has_asked: false,
    };
    session.walk(&items)?;
    let open = session.pile.items(false).len();
    let say = format!(
        "{} accepted, {} refused, {open} left open",
        session.accepted, session.refused
    );
    written(session.sink.note(&say))?;
    Ok(DONE)
}

impl<K: Keys> Session<'_, '_, K> {
    fn walk(&mut self, items: &[Item]) -> Result<(), CliError> {
        let Some(first) = items.first() else {
            return Ok(());
        };
        // Sits down, so that the decisions of earlier reviews are there.
        self.decider.waiting(self.store, &self.pile, *first)?;
        let mut at = items
            .iter()
            .position(|item| self.decider.stopped_at(&self.pile, *item))
            .unwrap_or(0);
        if at > 0 {
            written(
                self.sink
                    .note("going on where the last review stopped; b goes back"),
            )?;
        }
        let mut is_new = true;
        loop {
            let Some(item) = items.get(at).copied() else {
                match self.last(items)? {
                    Some(back) => at = back,
                    None => return Ok(()),
                }
                continue;
            };
            if is_new {
                self.show(item, at + 1, items.len())?;
            }
            is_new = true;
            match self.press()? {
                Press::Char('a' | '1') => at += usize::from(self.accept(item)?),
                Press::Char('e' | '2') => self.edit(item)?,
                Press::Char('r' | '3') => {
                    self.refuse(item)?;
                    at += 1;
                }
                Press::Char('s' | '4') | Press::Next => at += 1,
                Press::Char('b' | '5') | Press::Back if at == 0 => {
                    self.say("this is the first one")?;
                    is_new = false;
                }
                Press::Char('b' | '5') | Press::Back => at -= 1,
                Press::Char('u' | '6') => match self.undo()? {
                    Some(undone) => {
                        at = items.iter().position(|item| *item == undone).unwrap_or(at);
                    }
                    None => is_new = false,
                },
                Press::Char('?' | '7') => {
                    let style = self.sink.style();
                    written(output::reasons(
                        self.sink.out(),
                        &style,
                        self.pile.at(item).1,
                    ))?;
                    self.flush()?;
                    is_new = false;
                }
                Press::Char('q' | '0') | Press::Stop => {
                    self.decider.stop(&self.pile, item)?;
                    return Ok(());
                }
                Press::Char(_) | Press::Other => is_new = false,
            }
        }
    }

    /// Behind the last proposal: the last decision can still be undone. Where to go on; none to end.
    fn last(&mut self, items: &[Item]) -> Result<Option<usize>, CliError> {
        if self.done.is_empty() {
            return Ok(None);
        }
        self.say("that was the last one · 5 b back · 6 u undo · any other key ends")?;
        Ok(match self.press()? {
            Press::Char('b' | '5') | Press::Back => Some(items.len().saturating_sub(1)),
            Press::Char('u' | '6') => {
                let undone = self.undo()?;
                let place = undone.and_then(|undone| items.iter().position(|item| *item == undone));
                place.or(Some(items.len()))
            }
            _ => None,
        })
    }

    /// A key; a digit of any script is that digit, so that no layout is in the way.
    fn press(&mut self) -> Result<Press, CliError> {
        let press = self
            .keys
            .press()
            .map_err(|error| CliError::io("the terminal", &error))?;
        Ok(match press {
            Press::Char(c) => {
                match digit_value(c).and_then(|digit| char::from_digit(u32::from(digit), 10)) {
                    Some(digit) => Press::Char(digit),
                    None => Press::Char(c.to_lowercase().next().unwrap_or(c)),
                }
            }
            other => other,
        })
    }

    fn flush(&mut self) -> Result<(), CliError> {
        written(self.sink.finish())
    }

    fn show(&mut self, item: Item, at: usize, of: usize) -> Result<(), CliError> {
        self.sink.measure();
        let waiting = self.typed(item)?;
        let known = self
            .decider
            .beside(self.store, &self.pile, item, &waiting)?;
        let (copy, proposed) = self.pile.at(item);
        let style = self.sink.style();
        let out = self.sink.out();
        written(writeln!(out))?;
        written(output::card(
            out,
            &style,
            copy,
            proposed,
            &known,
            &self.pile.parties,
        ))?;
        written(output::typed(out, &style, &waiting))?;
        written(output::keys(out, &style, at, of))
    }

    fn typed(&mut self, item: Item) -> Result<Typed, CliError> {
        let mut typed = self.given.clone();
        typed.extend(self.decider.waiting(self.store, &self.pile, item)?);
        Ok(typed)
    }

    fn say(&mut self, what: &str) -> Result<(), CliError> {
        written(output::say(self.sink.out(), what))?;
        self.flush()
    }

    /// A line; none where nothing was typed, or Esc.
    fn ask(&mut self, question: &str) -> Result<Option<String>, CliError> {
        if !std::mem::replace(&mut self.has_asked, true) {
            self.say("an empty line, or Esc and Enter, leaves a question")?;
        }
        let style = self.sink.style();
        written(output::ask(self.sink.out(), &style, question))?;
        let line = self
            .keys
            .line()
            .map_err(|error| CliError::io("the terminal", &error))?;
        // A line is read whole: Esc stands in it as a character.
        Ok(line.filter(|line| !line.is_empty() && !line.contains('\u{1b}')))
    }

    /// Accepts, asking for what is not clear; false when it stays open.
    fn accept(&mut self, item: Item) -> Result<bool, CliError> {
        if let State::Recorded(claim) = self.pile.at(item).1.state {
            self.say(&format!("it is recorded as {claim}"))?;
            return Ok(false);
        }
        let mut typed = self.typed(item)?;
        // What is answered here is of this proposal alone, and kept for it when it is left open.
        let mut answered = Typed::new();
        loop {
            let same = self.decider.same_as(&*self.store, &self.pile, item, &typed);
            let spec = match same {
                Ok(Ok(Some(_))) => Ok(Ok(())),
                Ok(Err(unclear)) => Ok(Err(unclear)),
                Ok(Ok(None)) => self
                    .decider
                    .spec(&*self.store, &self.pile, item, &typed)
                    .map(|spec| spec.map(drop)),
                Err(error) => Err(error),
            };
            let spec = match spec {
                Ok(spec) => spec,
                Err(error) if matches!(error, CliError::Register(_)) => {
                    written(self.sink.error(&error, error.hint().as_deref()))?;
                    return Ok(false);
                }
                Err(error) => return Err(error),
            };
            if let Err(unclear) = spec {
                let field = unclear.field().to_owned();
                // An answer that cannot be read is asked for again, with all its choices.
                if matches!(unclear, Unclear::Field { .. }) && answered.remove(&field).is_some() {
                    self.say(&unclear.to_string())?;
                    typed.remove(&field);
                    continue;
                }
                match self.clear(item, &unclear, &typed)? {
                    Some((field, value)) => {
                        answered.insert(field.clone(), value.clone());
                        typed.insert(field, value);
                        continue;
                    }
                    None => return self.leave(item, answered),
                }
            }
            let mut outcome = Outcome::default();
            let accepted = {
                let mut desk = self.decider.desk(self.store)?;
                match self
                    .decider
                    .accept(&mut desk, &self.pile, item, &typed, &mut outcome)
                {
                    Ok(()) => desk.commit().map(drop).map_err(CliError::from),
                    Err(error) => Err(error),
                }
            };
            match accepted {
                Ok(()) => {}
                Err(CliError::Record(error @ RecordError::FigureNotInQuote { .. })) => {
                    self.say(&error.to_string())?;
                    if self.confirm("record it although its number is not read in the quote?")? {
                        typed.insert("unread".to_owned(), "yes".to_owned());
                        continue;
                    }
                    return self.leave(item, answered);
                }
                Err(error) if is_own_fault(&error) => {
                    written(self.sink.error(&error, error.hint().as_deref()))?;
                    return self.leave(item, answered);
                }
                Err(error) => return Err(error),
            }
            let style = self.sink.style();
            for decided in outcome.shown() {
                written(output::decided(self.sink.out(), &style, &decided))?;
            }
            self.flush()?;
            if let Some((_, claim, deed, _)) = outcome.accepted.into_iter().next() {
                self.pile.set_state(item, State::Recorded(claim));
                self.done.push(Done::Accepted(item, claim, deed));
                self.accepted += 1;
            }
            if let Some(day) = answered.remove("stated_on") {
                self.stated.insert(self.pile.copy(item).article, day);
            }
            return Ok(true);
        }
    }

    /// Leaves a proposal open, with what was answered about it.
    fn leave(&mut self, item: Item, answered: Typed) -> Result<bool, CliError> {
        if !answered.is_empty() {
            let mut waiting = self.decider.waiting(self.store, &self.pile, item)?;
            waiting.extend(answered);
            self.decider.keep_edits(&self.pile, item, waiting)?;
            self.say("left open; what you answered is kept for it")?;
        }
        Ok(false)
    }

    /// Asks until it is answered with yes or no; an empty line is no.
    fn confirm(&mut self, question: &str) -> Result<bool, CliError> {
        loop {
            match self.ask(&format!("{question} y or n"))? {
                None => return Ok(false),
                Some(answer) if is_yes(&answer) => return Ok(true),
                Some(answer) if ["n", "no"].contains(&answer.to_lowercase().as_str()) => {
                    return Ok(false);
                }
                Some(answer) => self.say(&format!("“{answer}” is neither y nor n"))?,
            }
        }
    }

    fn edit(&mut self, item: Item) -> Result<(), CliError> {
        let mut typed = self.decider.waiting(self.store, &self.pile, item)?;
        self.say("a field and its value on a line; ? lists the fields; an empty line ends")?;
        while let Some(line) = self.ask("edit")? {
            if line == "?" {
                written(output::fields(self.sink.out()))?;
                continue;
            }
            // `victims villagers`, `victims=villagers`, `victims = villagers`.
            let end = line.find(['=', ' ']).unwrap_or(line.len());
            let (name, value) = line.split_at(end);
            let value = value.trim_start_matches(['=', ' ']);
            let name = name.replace('-', "_");
            if FIELDS.iter().all(|(field, _)| *field != name) {
                self.say(&format!("“{name}” is no field; ? lists them"))?;
                continue;
            }
            typed.insert(name, value.to_owned());
            self.decider.keep_edits(&self.pile, item, typed.clone())?;
        }
        Ok(())
    }

    fn refuse(&mut self, item: Item) -> Result<(), CliError> {
        let mut outcome = Outcome::default();
        self.decider
            .refuse(&self.pile, item, DryRun { dry_run: false }, &mut outcome)?;
        self.pile.set_state(item, State::Refused);
        self.done.push(Done::Refused(item));
        self.refused += 1;
        self.say(&format!("{} refused", self.pile.at(item).1.id.clone()))
    }

    /// Takes back the last decision; the proposal that is open again.
    fn undo(&mut self) -> Result<Option<Item>, CliError> {
        match self.done.pop() {
            None => {
                self.say("nothing was decided yet")?;
                Ok(None)
            }
            Some(Done::Refused(item)) => {
                let mut outcome = Outcome::default();
                self.decider
                    .reopen(&self.pile, item, DryRun { dry_run: false }, &mut outcome)?;
                self.pile.set_state(item, State::Open);
                self.refused -= 1;
                Ok(Some(item))
            }
            Some(Done::Accepted(item, claim, "cited")) => {
                self.done.push(Done::Accepted(item, claim, "cited"));
                self.say(&format!(
                    "the citation is in the log; `claimlog amend {claim} --drop-citation` takes it away"
                ))?;
                Ok(None)
            }
            Some(Done::Accepted(item, claim, deed)) => {
                let question = format!("{claim} is in the log; retract it? The log keeps both.");
                match self.confirm(&question)? {
                    true => {
                        let mut desk = self.decider.desk(self.store)?;
                        desk.retract(claim, "undone in review")?;
                        desk.commit()?;
                        self.pile.set_state(item, State::Open);
                        self.accepted -= 1;
                        self.say(&format!("{claim} retracted"))?;
                        Ok(Some(item))
                    }
                    false => {
                        self.done.push(Done::Accepted(item, claim, deed));
                        Ok(None)
                    }
                }
            }
        }
    }
}

fn is_yes(answer: &str) -> bool {
    ["y", "yes"].contains(&answer.to_lowercase().as_str())
}

mod ask;

#[cfg(test)]
mod tests;

//! Asking for what a proposal leaves unclear: who says so, on which day, which accusation is denied. What is answered
//! about a name can be kept, so that the next proposal need not be asked about.

use chrono::NaiveDate;

use super::{Session, is_yes};
use crate::cli::error::{CliError, written};
use crate::cli::review::pile::Item;
use crate::extract::Proposal;
use crate::model::{ArticleId, Cause, Handle, PartialDate, SourceId, SourceKind};
use crate::output::keyboard::Keys;
use crate::output::review as output;
use crate::record::Why;
use crate::record::spec::SourceSpec;
use crate::register::{Register, RegisterError};
use crate::review::deniable::deniable;
use crate::review::draft::FIELDS;
use crate::review::{NewSource, Party, Typed, Unclear};
use crate::store::Horizon;

/// How many accusations are offered to be denied: a digit chooses one.
const MOST_OFFERED: usize = 9;

/// A longer row of words is no name that would stand so again.
const LONGEST_NAME: usize = 8;

/// An answer that a key chooses.
struct Offer {
    key: &'static str,
    field: &'static str,
    value: String,
    says: String,
}

impl<K: Keys> Session<'_, '_, K> {
    /// Asks for what is not clear: a field and its value; none when it is left so.
    pub(super) fn clear(
        &mut self,
        item: Item,
        unclear: &Unclear,
        typed: &Typed,
    ) -> Result<Option<(String, String)>, CliError> {
        self.say(&unclear.to_string())?;
        let field = unclear.field();
        let answer = match unclear {
            Unclear::StatedOn | Unclear::SaidOtherwise { .. } => {
                return self.stated_on(item, typed);
            }
            Unclear::Denied | Unclear::NotStated => {
                self.say(
                    "r refuses it; e modality asserted, where the words state it all the same",
                )?;
                None
            }
            Unclear::Background => {
                let question = "record it all the same, as a figure of this event?";
                self.confirm(question)?.then(|| "yes".to_owned())
            }
            Unclear::Answers => self.denied(item)?,
            Unclear::Party {
                field,
                words,
                party: Some(Party::New(new)),
                ..
            } => self.new_or_known(item, field, words.as_deref(), new)?,
            Unclear::Party {
                field,
                words,
                party,
                candidates,
            } => self.party(item, field, words.as_deref(), party.as_ref(), candidates)?,
            _ => {
                let takes = FIELDS
                    .iter()
                    .find(|(name, _)| *name == field)
                    .map_or("", |(_, takes)| *takes);
                self.ask(&format!("{field}: {takes}"))?
            }
        };
        Ok(answer.map(|answer| (field.to_owned(), answer)))
    }

    /// One of the sources that words may mean; the publisher where no words say who.
    fn party(
        &mut self,
        item: Item,
        field: &str,
        words: Option<&str>,
        party: Option<&Party>,
        candidates: &[String],
    ) -> Result<Option<String>, CliError> {
        let publisher = match (field, words) {
            ("claimant", None) => self.publisher(item)?,
            _ => None,
        };
        let question = match (party, candidates, &publisher) {
            (Some(Party::Perhaps(_)), [only], _) => format!("{field}: y for {only}, or another"),
            (_, _, Some(publisher)) => {
                format!("{field}: a handle or name, or p for the publisher, {publisher}")
            }
            _ => format!("{field}: a handle or name"),
        };
        let Some(answer) = self.ask(&question)? else {
            return Ok(None);
        };
        let answer = match (party, candidates, publisher) {
            (Some(Party::Perhaps(_)), [only], _) if is_yes(&answer) => only.clone(),
            (_, _, Some(publisher)) if answer == "p" => publisher.to_string(),
            _ => answer,
        };
        // Words that may mean two are the name of neither.
        if !matches!(party, Some(Party::Ambiguous(_))) {
            self.offer_name(item, words, &answer)?;
        }
        Ok(Some(answer))
    }

    fn publisher(&self, item: Item) -> Result<Option<Handle>, CliError> {
        let register = Register::new(&*self.store, Horizon::NOW);
        let article = register.article(self.pile.copy(item).article)?;
        Ok(match article.publisher {
            Some(publisher) => Some(register.source(publisher)?.handle.clone()),
            None => None,
        })
    }

    /// The day: the one on the article, those that the text names, the one of a claim that says the same and the one that
    /// was last answered are offered; none is taken unasked.
    fn stated_on(
        &mut self,
        item: Item,
        typed: &Typed,
    ) -> Result<Option<(String, String)>, CliError> {
        let article = self.pile.copy(item).article;
        let mut offers: Vec<Offer> = Vec::new();
        let day = |key, day: PartialDate, what: &str| Offer {
            key,
            field: "stated_on",
            value: day.to_string(),
            says: format!("{what}, {day}"),
        };
        if let Some(printed) = self.printed(article)? {
            offers.push(day("p", printed, "the day on the article"));
        }
        if let Some((named, words)) = self.named(item) {
            let words = format!("“{words}”");
            offers.push(day("t", PartialDate::day(named), &words));
        }
        let known = self.decider.beside(&*self.store, &self.pile, item, typed)?;
        let figures = known.neighbours.iter();
        let same = figures
            .filter(|neighbour| neighbour.is_same_claimant)
            .find_map(|neighbour| neighbour.same)
            .or_else(|| {
                known
                    .accusations
                    .first()
                    .map(|one| (one.claim, one.stated_on))
            });
        if let Some((claim, stated_on)) = same {
            offers.push(Offer {
                key: "c",
                field: "same_as",
                value: claim.to_string(),
                says: format!("one more place where {claim} of {stated_on} stands"),
            });
        }
        let last = self.stated.get(&article);
        if let Some(last) = last.and_then(|last| last.parse().ok()) {
            offers.push(day("l", last, "the last day"));
        }
        let mut question = "stated on: a day".to_owned();
        for offer in &offers {
            question.push_str(&format!(", or {} for {}", offer.key, offer.says));
        }
        let answer = self.ask(&question)?;
        Ok(answer.map(
            |answer| match offers.into_iter().find(|offer| offer.key == answer) {
                Some(offer) => (offer.field.to_owned(), offer.value),
                None => ("stated_on".to_owned(), answer),
            },
        ))
    }

    fn printed(&self, article: ArticleId) -> Result<Option<PartialDate>, CliError> {
        let register = Register::new(&*self.store, Horizon::NOW);
        Ok(register.article(article)?.published_at)
    }

    /// The day that the words name, of the saying or of the deaths: which one, only a reader can tell.
    fn named(&self, item: Item) -> Option<(NaiveDate, String)> {
        let proposed = self.pile.at(item).1;
        if let Some(said) = &proposed.said {
            return Some((said.day?, said.words.text().to_owned()));
        }
        let Proposal::Figure(figure) = &proposed.proposal else {
            return None;
        };
        let time = figure.time.as_ref()?;
        Some((proposed.happened?, time.words.text().to_owned()))
    }

    /// Which accusation is denied: those that the event knows are offered, those against whoever denies first.
    fn denied(&mut self, item: Item) -> Result<Option<String>, CliError> {
        let event = self.decider.event(&*self.store, &self.pile, item)?;
        let denier = match self.pile.at(item).1.claimant {
            Some(Party::Known(source)) => Some(source),
            _ => None,
        };
        let known = deniable(&*self.store, event, denier)?;
        if known.is_empty() {
            self.say("no accusation of this event is recorded yet: record the one that is denied, then come back")?;
            return Ok(None);
        }
        let offered = &known[..known.len().min(MOST_OFFERED)];
        let style = self.sink.style();
        written(output::deniable(self.sink.out(), &style, offered))?;
        if known.len() > offered.len() {
            self.say(&format!(
                "… and {} more: `claimlog list claims --kind accusation`",
                known.len() - offered.len()
            ))?;
        }
        let answer = self.ask("answers: a number of these, or the id of a claim")?;
        Ok(answer.map(|answer| {
            let chosen = answer
                .parse::<usize>()
                .ok()
                .and_then(|number| offered.get(number.checked_sub(1)?));
            chosen.map_or(answer, |chosen| chosen.claim.to_string())
        }))
    }

    /// Words that are no known source’s: a source that is known under another name, or a new one.
    fn new_or_known(
        &mut self,
        item: Item,
        field: &str,
        words: Option<&str>,
        new: &NewSource,
    ) -> Result<Option<String>, CliError> {
        let question = format!(
            "{field}: a known handle or name; + to record it as {}, +HANDLE or +NAME as another",
            new.handle
        );
        let Some(answer) = self.ask(&question)? else {
            return Ok(None);
        };
        let Some(name) = answer.strip_prefix('+').map(str::trim) else {
            self.offer_name(item, words, &answer)?;
            return Ok(Some(answer));
        };
        if name.is_empty() {
            return self.new_source(item, new, None);
        }
        if let Ok(handle) = name.parse::<Handle>() {
            let other = NewSource {
                handle,
                ..new.clone()
            };
            return self.new_source(item, &other, None);
        }
        let other = self.pile.parties.suggest(name);
        let other = NewSource {
            kind: other.kind.or(new.kind),
            ..other
        };
        self.new_source(item, &other, Some(&new.name))
    }

    /// Records a source by its name, and by the one that stands in the text where that is another; gives its handle.
    fn new_source(
        &mut self,
        item: Item,
        new: &NewSource,
        alias: Option<&str>,
    ) -> Result<Option<String>, CliError> {
        let kind = match new.kind {
            Some(kind) => kind,
            None => match self.kind()? {
                Some(kind) => kind,
                None => return Ok(None),
            },
        };
        let language = self.pile.at(item).0.language.clone();
        let alias = alias.filter(|alias| *alias != new.name);
        let mut names = vec![(
            new.name.clone(),
            language.clone().filter(|_| alias.is_none()),
        )];
        names.extend(alias.map(|alias| (alias.to_owned(), language)));
        let spec = SourceSpec {
            handle: new.handle.clone(),
            names,
            kind,
            country: None,
            side: None,
            reliability: None,
            note: None,
        };
        let id = {
            let mut desk = self.decider.desk(self.store)?;
            match desk.add_source(&spec) {
                Ok(id) => {
                    desk.commit()?;
                    id
                }
                // A handle that is taken, a name that cannot be one.
                Err(error) => {
                    drop(desk);
                    let error = CliError::from(error);
                    written(self.sink.error(&error, error.hint().as_deref()))?;
                    return Ok(None);
                }
            }
        };
        self.pile.follow(&*self.store)?;
        self.say(&format!("{id} recorded: {} ({})", new.name, new.handle))?;
        Ok(Some(new.handle.to_string()))
    }

    /// What a new source is, by its name or the beginning of it; asked until it can be read or is left out.
    fn kind(&mut self) -> Result<Option<SourceKind>, CliError> {
        let names: Vec<String> = SourceKind::ALL.iter().map(ToString::to_string).collect();
        let question = format!("what it is (the first letters do): {}", names.join(", "));
        while let Some(answer) = self.ask(&question)? {
            let wanted = answer.to_lowercase().replace([' ', '-'], "_");
            let fits: Vec<SourceKind> = SourceKind::ALL
                .iter()
                .copied()
                .filter(|kind| kind.to_string().starts_with(&wanted))
                .collect();
            match (wanted.parse::<SourceKind>(), fits.as_slice()) {
                (Ok(kind), _) => return Ok(Some(kind)),
                (Err(_), [only]) => return Ok(Some(*only)),
                (Err(error), []) => self.say(&error.to_string())?,
                (Err(_), several) => {
                    let several: Vec<String> = several.iter().map(ToString::to_string).collect();
                    self.say(&format!("“{answer}” may be {}", several.join(" or ")))?;
                }
            }
        }
        Ok(None)
    }

    /// Offers to keep the words of the text as a name of the source that was answered, so that they are known next time.
    fn offer_name(
        &mut self,
        item: Item,
        words: Option<&str>,
        answer: &str,
    ) -> Result<(), CliError> {
        let Some(words) = words.filter(|words| words.split(' ').count() <= LONGEST_NAME) else {
            return Ok(());
        };
        let source = match Register::new(&*self.store, Horizon::NOW).find_source(answer) {
            Ok(source) => source,
            // What was typed is said to be wrong where it is used.
            Err(error @ RegisterError::Store(_)) => return Err(error.into()),
            Err(_) => return Ok(()),
        };
        let question = format!("shall “{words}” be a name of {answer} from now on?");
        match self.confirm(&question)? {
            true => self.keep_name(item, source, words),
            false => Ok(()),
        }
    }

    fn keep_name(&mut self, item: Item, source: SourceId, words: &str) -> Result<(), CliError> {
        let language = self.pile.at(item).0.language.clone();
        let mut desk = self.decider.desk(self.store)?;
        let mut spec = SourceSpec::from(&desk.source_at(source)?);
        spec.names.push((words.to_owned(), language));
        let why = Why::because(Cause::LateDiscovery, "a name that a review met");
        desk.edit_source(source, &spec, &why)?;
        desk.commit()?;
        self.pile.follow(&*self.store)
    }
}

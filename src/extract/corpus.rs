//! The corpus of a pack: examples with what must be found in them, and traps in which nothing may be.

use serde::Deserialize;

use crate::model::{Figure, Qualifier};

use super::error::ExtractError;
use super::proposal::{AccusationProposal, FigureProposal, Proposal, Slot};
use super::rules::Rules;

/// A `corpus.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corpus {
    /// Texts in which something must be found.
    #[serde(default)]
    pub positive: Vec<Positive>,
    /// Texts in which nothing may be found.
    #[serde(default)]
    pub trap: Vec<Trap>,
}

/// A text with its expected proposals.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Positive {
    /// Its name, unique in the file.
    pub id: String,
    /// The text.
    pub text: String,
    /// The figures that stand in it.
    #[serde(default)]
    pub figures: Vec<Expected>,
    /// The accusations that stand in it.
    #[serde(default)]
    pub accusations: Vec<ExpectedAccusation>,
}

/// A text in which nothing may be found.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trap {
    /// Its name, unique in the file.
    pub id: String,
    /// The text.
    pub text: String,
    /// What would be mistaken.
    pub why: String,
}

/// A figure that must be found; what is left out is not compared.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "named as the slots of a proposal")]
pub struct Expected {
    pub measure: String,
    pub number: String,
    pub victims: Option<String>,
    pub claimant: Option<String>,
    pub via: Option<String>,
    pub quote: Option<String>,
    pub aggregation: Option<String>,
    pub modality: Option<String>,
    pub background: Option<bool>,
    pub implicit: Option<bool>,
    pub status: Option<String>,
    pub place: Option<String>,
    pub time: Option<String>,
}

/// An accusation that must be found.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "named as the slots of a proposal")]
pub struct ExpectedAccusation {
    #[serde(default)]
    pub accuser: String,
    #[serde(default)]
    pub accused: String,
    pub act: Option<String>,
    #[serde(default)]
    pub denial: bool,
}

/// An example that came out otherwise.
#[derive(Debug)]
pub struct Failure {
    /// Which one.
    pub id: String,
    /// What is wrong, with what was found.
    pub what: String,
}

impl Corpus {
    /// Reads a `corpus.toml`.
    ///
    /// # Errors
    /// [`ExtractError::Pack`] when it is not one.
    pub fn read(origin: &str, text: &str) -> Result<Self, ExtractError> {
        toml::from_str(text).map_err(|error| ExtractError::Pack {
            pack: origin.to_owned(),
            reason: error.to_string(),
        })
    }

    /// The examples that come out otherwise than they say.
    pub fn check(&self, rules: &Rules) -> Vec<Failure> {
        let mut failures = Vec::new();
        for example in &self.positive {
            let found = rules.propose(&example.text);
            let mut wrong = example.mismatches(&found);
            if !wrong.is_empty() {
                wrong.push(format!("found: {}", shown(&found)));
                failures.push(Failure {
                    id: example.id.clone(),
                    what: format!("{}\n    {}", example.text, wrong.join("\n    ")),
                });
            }
        }
        for trap in &self.trap {
            let found = rules.propose(&trap.text);
            if !found.is_empty() {
                failures.push(Failure {
                    id: trap.id.clone(),
                    what: format!(
                        "{}\n    a trap ({}), found: {}",
                        trap.text,
                        trap.why,
                        shown(&found)
                    ),
                });
            }
        }
        failures
    }
}

impl Positive {
    fn mismatches(&self, found: &[Proposal]) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut figures: Vec<&FigureProposal> = Vec::new();
        let mut accusations: Vec<&AccusationProposal> = Vec::new();
        for proposal in found {
            match proposal {
                Proposal::Figure(figure) => figures.push(figure),
                Proposal::Accusation(accusation) => accusations.push(accusation),
            }
        }
        for expected in &self.figures {
            let same: Vec<usize> = (0..figures.len())
                .filter(|&at| expected.is_figure(figures[at]))
                .collect();
            let best = same
                .iter()
                .min_by_key(|&&at| expected.mismatches(figures[at]).len())
                .copied();
            match best {
                Some(at) => wrong.extend(expected.mismatches(figures.remove(at))),
                None => wrong.push(format!("missing: {} {}", expected.measure, expected.number)),
            }
        }
        for extra in figures {
            wrong.push(format!(
                "not expected: {} {}",
                extra.measure,
                notation(&extra.figure)
            ));
        }
        for expected in &self.accusations {
            match accusations.iter().position(|found| expected.is(found)) {
                Some(at) => {
                    accusations.remove(at);
                }
                None => wrong.push(format!(
                    "missing: “{}” accuses “{}”{}",
                    expected.accuser,
                    expected.accused,
                    if expected.denial { " (denial)" } else { "" }
                )),
            }
        }
        for extra in accusations {
            let text = |slot: &Option<Slot>| slot.as_ref().map_or("", Slot::text).to_owned();
            wrong.push(format!(
                "not expected: “{}” accuses “{}”",
                text(&extra.accuser),
                text(&extra.accused)
            ));
        }
        wrong
    }
}

impl Expected {
    fn is_figure(&self, found: &FigureProposal) -> bool {
        self.measure == found.measure.name() && self.number == notation(&found.figure)
    }

    fn mismatches(&self, found: &FigureProposal) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut slot = |name: &str, expected: &Option<String>, found: Option<&Slot>| {
            if let Some(expected) = expected {
                let text = found.map_or("", Slot::text);
                if !overlaps(expected, text) {
                    wrong.push(format!("{name}: “{expected}”, found “{text}”"));
                }
            }
        };
        slot("victims", &self.victims, found.victims.as_ref());
        slot("claimant", &self.claimant, found.claimant.as_ref());
        slot("via", &self.via, found.via.first());
        slot("place", &self.place, found.place.as_ref());
        let time = found.time.as_ref().map(|time| &time.words);
        slot("time", &self.time, time);
        let mut word = |name: &str, expected: &Option<String>, found: &str| {
            if let Some(expected) = expected
                && expected != found
            {
                wrong.push(format!("{name}: “{expected}”, found “{found}”"));
            }
        };
        word("quote", &self.quote, found.quote.text());
        word("aggregation", &self.aggregation, found.aggregation.name());
        word("modality", &self.modality, found.modality.name());
        word("status", &self.status, found.status.name());
        let flag = |value: bool| value.to_string();
        word(
            "background",
            &self.background.map(flag),
            &flag(found.background),
        );
        word("implicit", &self.implicit.map(flag), &flag(found.implicit));
        wrong
    }
}

impl ExpectedAccusation {
    fn is(&self, found: &AccusationProposal) -> bool {
        let text = |slot: &Option<Slot>| slot.as_ref().map_or("", Slot::text).to_owned();
        self.denial == found.denial
            && overlaps(&self.accuser, &text(&found.accuser))
            && overlaps(&self.accused, &text(&found.accused))
            && self
                .act
                .as_ref()
                .is_none_or(|act| overlaps(act, &text(&found.act)))
    }
}

/// Whether two slots share a word, or are both empty.
fn overlaps(expected: &str, found: &str) -> bool {
    let (expected, found) = (expected.to_lowercase(), found.to_lowercase());
    if expected.is_empty() || found.is_empty() {
        return expected.is_empty() && found.is_empty();
    }
    expected.contains(&found)
        || found.contains(&expected)
        || expected
            .split_whitespace()
            .any(|word| found.split_whitespace().any(|other| other == word))
}

/// A figure in the corpus's notation: `50`, `~50`, `>=49`.
pub fn notation(figure: &Figure) -> String {
    let printed = figure.printed_numbers();
    let number = |at: usize| {
        printed
            .get(at)
            .map_or_else(String::new, ToString::to_string)
    };
    match figure.qualifier() {
        Qualifier::Exact => number(0),
        Qualifier::About => format!("~{}", number(0)),
        Qualifier::AtLeast => format!(">={}", number(0)),
        Qualifier::MoreThan => format!(">{}", number(0)),
        Qualifier::UpTo => format!("<={}", number(0)),
        Qualifier::FewerThan => format!("<{}", number(0)),
        Qualifier::Range => format!("{}-{}", number(0), number(1)),
        Qualifier::Vague => "vague".to_owned(),
        Qualifier::Unstated => "unstated".to_owned(),
    }
}

fn shown(found: &[Proposal]) -> String {
    let text = |slot: &Option<Slot>| slot.as_ref().map_or("", Slot::text).to_owned();
    let all: Vec<String> = found
        .iter()
        .map(|proposal| match proposal {
            Proposal::Figure(figure) => format!(
                "{} {} of “{}” by “{}” via “{}” {} {}{}{} in “{}” [{}]",
                figure.measure,
                notation(&figure.figure),
                text(&figure.victims),
                text(&figure.claimant),
                figure.via.first().map_or("", Slot::text),
                figure.aggregation,
                figure.modality,
                if figure.background { " background" } else { "" },
                if figure.implicit { " implicit" } else { "" },
                figure.quote.text(),
                rules_of(proposal),
            ),
            Proposal::Accusation(accusation) => format!(
                "“{}” {} “{}”: “{}” [{}]",
                text(&accusation.accuser),
                if accusation.denial {
                    "denies"
                } else {
                    "accuses"
                },
                text(&accusation.accused),
                text(&accusation.act),
                rules_of(proposal),
            ),
        })
        .collect();
    if all.is_empty() {
        "nothing".to_owned()
    } else {
        all.join("\n           ")
    }
}

fn rules_of(proposal: &Proposal) -> String {
    let mut rules: Vec<&str> = proposal
        .reasons()
        .iter()
        .map(|reason| &*reason.rule)
        .collect();
    rules.dedup();
    rules.join(" ")
}

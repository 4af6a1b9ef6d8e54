//! The report of sources: as terminal text, JSON and CSV.

mod csv;
mod json;
mod text;

pub use csv::{Sheet, csv, header};
pub use json::json;
pub use text::{LISTED_ALONE, text};

use super::claim;
use super::words;
use crate::model::AnswerKind;
use crate::report::sources::{Carrier, Said};

/// What is stated, in a line: `killed: about 50 (Armenian servicemen)`. Safe.
fn said(said: &Said) -> String {
    let with_act = |words: String, act: &Option<String>| match act {
        Some(act) => format!("{words}: {}", words::running(act)),
        None => words,
    };
    match said {
        Said::Figure {
            key,
            figure,
            wording,
        } => {
            let number = claim::figure(figure, wording.as_deref()).replace('\n', " ");
            let mut text = format!("{}: {number}", key.measure);
            if let Some(victims) = &key.victims {
                text.push_str(&format!(" ({})", words::escaped(victims.as_str())));
            }
            if let Some(place) = &key.place {
                text.push_str(&format!(" at {}", words::escaped(place.as_str())));
            }
            text
        }
        Said::Accusation { accused, act } => with_act(format!("accuses {}", accused.handle), act),
        Said::Answer { kind, answers, act } => {
            let verb = match kind {
                AnswerKind::Denial => "denies",
                AnswerKind::Confirmation => "confirms",
                AnswerKind::Concession => "concedes",
            };
            with_act(format!("{verb} {answers}"), act)
        }
    }
}

/// The one word for what is stated.
fn kind(said: &Said) -> &'static str {
    match said {
        Said::Figure { .. } => "figure",
        Said::Accusation { .. } => "accusation",
        Said::Answer { kind, .. } => kind.name(),
    }
}

/// The relays of a carrier as they are written in sheets.
fn via(carrier: &Carrier) -> Option<String> {
    claim::chain(&carrier.via)
}

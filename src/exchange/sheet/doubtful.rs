//! What about the rows that were recorded is possible and seldom meant. Nothing is refused for it.

use super::column::Column;
use super::record::Recorder;
use super::row::Trouble;
use crate::exchange::error::lines_in_words;
use crate::model::{Accusation, Claim};
use crate::record::{Doubt, doubt_of_answer, doubts_at};
use crate::register::Register;
use crate::store::Horizon;

/// One kind of doubt, on however many rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doubtful {
    column: Column,
    /// What it is, of whatever row.
    kind: &'static str,
    /// What it is on the first of them, in words.
    first: String,
    /// Whether that says it of all of them.
    is_same: bool,
    lines: Vec<u64>,
}

impl Recorder<'_, '_, '_> {
    /// Notes what is doubtful about a claim whose citations stand on these lines; of those from the place `from` on, and
    /// of the claim itself where that is the first.
    pub(super) fn doubt(
        &mut self,
        claim: &Claim,
        lines: &[u64],
        from: usize,
    ) -> Result<(), Trouble> {
        let mut doubts = doubts_at(claim);
        if let Some(Accusation::Answers { claim: answers, .. }) = claim.accusation() {
            let answered = self.desk.claim_at(*answers)?;
            let doubt = doubt_of_answer(claim, *answers, &answered);
            doubts.extend(doubt.map(|doubt| (None, doubt)));
        }
        for (place, doubt) in doubts {
            let line = match place {
                Some(place) => place.checked_sub(from).and_then(|place| lines.get(place)),
                None if from == 0 => lines.first(),
                None => None,
            };
            if let Some(line) = line {
                self.put_doubt(&doubt, *line)?;
            }
        }
        Ok(())
    }

    fn put_doubt(&mut self, doubt: &Doubt, line: u64) -> Result<(), Trouble> {
        let (column, kind) = match doubt {
            Doubt::RelaysItself(_) => (Column::Via, "the claimant is said to have relayed it too"),
            Doubt::AccusesItself(_) => (Column::Accused, "the claimant accuses itself"),
            Doubt::OtherQualifier { .. } => (
                Column::Quote,
                "the quote qualifies the number otherwise than the figure",
            ),
            Doubt::OtherWording { .. } => (Column::Wording, "the wording reads as another number"),
            Doubt::NoTimeCovered => (
                Column::Occurred,
                "a number of new ones says nothing without the time that it covers",
            ),
            Doubt::AnswersBefore { .. } => (
                Column::StatedOn,
                "an answer was stated before what it answers",
            ),
        };
        let register = Register::new(self.desk.read(), Horizon::NOW);
        let source = doubt.source().map(|id| register.source(id)).transpose()?;
        let words = doubt.words(source.as_ref().map_or("", |source| source.name().shown()));
        match self
            .doubtful
            .iter_mut()
            .find(|known| known.column == column)
        {
            Some(known) => {
                known.is_same &= known.first == words;
                // A citation row may be doubtful in one way once only.
                if known.lines.last() != Some(&line) {
                    known.lines.push(line);
                }
            }
            None => self.doubtful.push(Doubtful {
                column,
                kind,
                first: words,
                is_same: true,
                lines: vec![line],
            }),
        }
        Ok(())
    }

    /// Says each kind of doubt once, with its lines.
    pub(super) fn tell_doubts(&mut self) {
        for mut doubtful in std::mem::take(&mut self.doubtful) {
            let first = doubtful.lines.first().copied().unwrap_or_default();
            doubtful.lines.sort_unstable();
            let what = match doubtful.is_same {
                true => doubtful.first,
                false => format!("{}; on line {first}: {}", doubtful.kind, doubtful.first),
            };
            self.outcome.notes.push(format!(
                "{}, {}, column {}: {what}",
                self.file.display(),
                lines_in_words(&doubtful.lines),
                doubtful.column.name()
            ));
        }
    }
}

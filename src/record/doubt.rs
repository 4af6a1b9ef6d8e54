//! What about a claim is possible and seldom meant.
//!
//! **In:** a claim. **Out:** [`Doubt`]s to tell a person. Nothing is refused for them: a ministry may accuse itself.

use crate::model::{
    Accusation, Aggregation, Claim, ClaimId, Figure, PartialDate, Prose, Qualifier, SourceId,
};
use crate::text::number::numbers_in;
use crate::text::{may_qualify, read_figure, reads_otherwise};

/// How many words before a number, and behind it, may qualify it.
const MOST_WORDS: usize = 6;

/// Something about a claim that a person should look at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// The claimant is said to have relayed the claim too.
    RelaysItself(SourceId),
    /// The claimant accuses itself.
    AccusesItself(SourceId),
    /// The quote qualifies the number otherwise than the figure does.
    OtherQualifier {
        /// The figure as recorded.
        figure: Figure,
        /// The words of the quote.
        printed: String,
        /// What they say.
        reads: Figure,
    },
    /// The number words as printed say other numbers than the figure.
    OtherWording {
        /// The figure as recorded.
        figure: Figure,
        /// The wording as recorded.
        wording: String,
        /// The numbers that it reads as; never none.
        reads: Vec<u64>,
    },
    /// A figure of what is new without the time that it covers.
    NoTimeCovered,
    /// It was said before what it answers.
    AnswersBefore {
        /// When it was said.
        stated_on: PartialDate,
        /// What it answers.
        answers: ClaimId,
        /// When that was said.
        said: PartialDate,
    },
}

impl Doubt {
    /// The source that it is about, whose name [`Doubt::words`] asks for.
    pub const fn source(&self) -> Option<SourceId> {
        match self {
            Self::RelaysItself(source) | Self::AccusesItself(source) => Some(*source),
            Self::OtherQualifier { .. }
            | Self::OtherWording { .. }
            | Self::NoTimeCovered
            | Self::AnswersBefore { .. } => None,
        }
    }

    /// The doubt in words; `name` is that of its source.
    pub fn words(&self, name: &str) -> String {
        match self {
            Self::RelaysItself(_) => {
                format!("{name} is the claimant, and is said to have relayed it too")
            }
            Self::AccusesItself(_) => format!("{name} accuses itself"),
            Self::OtherQualifier {
                figure,
                printed,
                reads,
            } => {
                let reads = reads.to_string();
                let reads = match reads == *printed {
                    true => String::new(),
                    false => format!(", {reads}"),
                };
                format!("recorded as “{figure}”, but the quote says “{printed}”{reads}")
            }
            Self::OtherWording {
                figure,
                wording,
                reads,
            } => {
                let reads: Vec<String> = reads.iter().map(u64::to_string).collect();
                let reads = reads.join(", ");
                format!("recorded as “{figure}”, but its wording “{wording}” reads as {reads}")
            }
            Self::NoTimeCovered => {
                "a number of new ones says nothing without the time that it covers, which is not recorded".to_owned()
            }
            Self::AnswersBefore {
                stated_on,
                answers,
                said,
            } => format!(
                "stated on {stated_on}, before what it answers: {answers} was stated on {said}"
            ),
        }
    }
}

/// What is doubtful about a claim, each doubt once.
#[must_use]
pub fn doubts(claim: &Claim) -> Vec<Doubt> {
    let mut once = Vec::new();
    for (_, doubt) in doubts_at(claim) {
        if !once.contains(&doubt) {
            once.push(doubt);
        }
    }
    once
}

/// What is doubtful about a claim, with the place among its citations that each doubt is about; none where it is about
/// the claim itself.
#[must_use]
pub fn doubts_at(claim: &Claim) -> Vec<(Option<usize>, Doubt)> {
    let mut doubts = Vec::new();
    if let Some(Accusation::Accuses { accused, .. }) = claim.accusation()
        && *accused == claim.claimant
    {
        doubts.push((None, Doubt::AccusesItself(claim.claimant)));
    }
    for (place, citation) in claim.citations().iter().enumerate() {
        if citation.via.contains(&claim.claimant) {
            doubts.push((Some(place), Doubt::RelaysItself(claim.claimant)));
        }
    }
    let Some(claimed) = claim.figure() else {
        return doubts;
    };
    if claimed.aggregation == Aggregation::Incremental && claim.occurred.is_none() {
        doubts.push((None, Doubt::NoTimeCovered));
    }
    let figure = claimed.figure;
    let wording = claimed.wording.as_ref().and_then(Prose::value);
    doubts.extend(wording.and_then(|wording| Some((None, worded_otherwise(&figure, wording)?))));
    for (place, citation) in claim.citations().iter().enumerate() {
        let passage = citation.passage.as_ref();
        let quote = passage.and_then(|passage| passage.quote.value());
        let doubt = quote.and_then(|quote| qualified_otherwise(&figure, quote));
        doubts.extend(doubt.map(|doubt| (Some(place), doubt)));
    }
    doubts
}

/// What is doubtful about a claim beside the one that it answers: that it was said before it.
#[must_use]
pub fn doubt_of_answer(claim: &Claim, answers: ClaimId, answered: &Claim) -> Option<Doubt> {
    let (stated_on, said) = (claim.stated_on, answered.stated_on);
    stated_on
        .certainly_before(&said)
        .then_some(Doubt::AnswersBefore {
            stated_on,
            answers,
            said,
        })
}

/// The wording of a figure, where it names numbers, but not those of the figure.
fn worded_otherwise(figure: &Figure, wording: &str) -> Option<Doubt> {
    let reads = reads_otherwise(figure, wording);
    (!reads.is_empty()).then(|| Doubt::OtherWording {
        figure: *figure,
        wording: wording.to_owned(),
        reads,
    })
}

/// The words of a quote that qualify the figure's number otherwise than the figure, where none there agrees with it.
/// Words that are not understood qualify nothing.
fn qualified_otherwise(figure: &Figure, quote: &str) -> Option<Doubt> {
    if figure.is_numberless() || figure.qualifier() == Qualifier::Range {
        return None;
    }
    let mut doubt = None;
    for number in numbers_in(quote).iter().filter(|number| !number.implicit) {
        let bounds = [figure.low(), figure.best(), figure.high()];
        let is_stated = bounds
            .into_iter()
            .flatten()
            .any(|count| number.candidates().contains(&count.get()));
        if !is_stated {
            continue;
        }
        let (printed, reads) = qualified(quote, number.span.start, number.span.end)?;
        if reads == *figure {
            return None;
        }
        doubt.get_or_insert(Doubt::OtherQualifier {
            figure: *figure,
            printed: printed.to_owned(),
            reads,
        });
    }
    doubt
}

/// The most words around the number at these bytes that together say how sure it is, and what they say.
fn qualified(quote: &str, start: usize, end: usize) -> Option<(&str, Figure)> {
    let starts = word_starts(&quote[..start]);
    let ends = word_ends(&quote[end..]);
    let before = starts.first().map(|from| quote[*from..start].trim());
    let behind = ends.first().map(|to| quote[end..end + to].trim());
    // Nearly every number has neither: this is asked of each row of a sheet.
    if !may_qualify(before, behind) {
        return None;
    }
    let mut found = None;
    for from in std::iter::once(start).chain(starts) {
        for to in std::iter::once(0).chain(ends.iter().copied()) {
            let words = &quote[from..end + to];
            if let Ok(figure) = read_figure(words)
                && figure.qualifier() != Qualifier::Exact
                && figure.qualifier() != Qualifier::Range
                && !is_only_towards(words)
            {
                found = Some((words.trim(), figure));
            }
        }
    }
    found
}

/// Whether nothing but the Russian “до” stands before a number: a toll that is brought “to 79” is no “up to 79”, and which
/// of them is meant hangs on the verb.
fn is_only_towards(words: &str) -> bool {
    words
        .trim()
        .split_once(char::is_whitespace)
        .is_some_and(|(word, _)| word.to_lowercase() == "до")
}

/// Where the last words of a text begin, the last first.
fn word_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut rest = text.trim_end();
    while starts.len() < MOST_WORDS && !rest.is_empty() {
        let start = rest.rfind(char::is_whitespace).map_or(0, |at| {
            at + rest[at..].chars().next().map_or(1, char::len_utf8)
        });
        starts.push(start);
        rest = rest[..start].trim_end();
    }
    starts
}

/// Where the first words of a text end.
fn word_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    while ends.len() < MOST_WORDS {
        let rest = &text[at..];
        let gap = rest.len() - rest.trim_start().len();
        let word = rest[gap..]
            .find(char::is_whitespace)
            .unwrap_or(rest.len() - gap);
        if word == 0 {
            break;
        }
        at += gap + word;
        ends.push(at);
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn other(figure: &str, quote: &str) -> Option<String> {
        match qualified_otherwise(&read_figure(figure).unwrap(), quote) {
            Some(Doubt::OtherQualifier { printed, .. }) => Some(printed),
            _ => None,
        }
    }

    #[test]
    fn another_qualifier_in_the_quote_is_seen() {
        for (figure, quote, printed) in [
            (
                "at least 49",
                "He said about 49 soldiers were killed.",
                "about 49",
            ),
            ("49", "at least 49 of them died", "at least 49"),
            ("about 50", "more than 50 people", "more than 50"),
            ("50", "نحو 50 جنديا قتلوا", "نحو 50"),
            ("около 50", "не менее 50 человек", "не менее 50"),
        ] {
            assert_eq!(
                other(figure, quote).as_deref(),
                Some(printed),
                "{figure}: {quote}"
            );
        }
    }

    #[test]
    fn a_wording_that_reads_as_another_number_is_seen() {
        let reads = |figure: &str, wording: &str| match worded_otherwise(
            &read_figure(figure).unwrap(),
            wording,
        ) {
            Some(Doubt::OtherWording { reads, .. }) => reads,
            _ => Vec::new(),
        };
        for (figure, wording, numbers) in [
            ("7", "nine", &[9][..]),
            ("50", "خمسة عشر", &[15]),
            ("10", "девять человек", &[9]),
            ("30-40", "thirty to fifty", &[30, 50]),
        ] {
            assert_eq!(reads(figure, wording), numbers, "{figure}: {wording}");
        }
        for (figure, wording) in [
            ("9", "nine"),
            ("50", "٥٠"),
            ("more than 200", "more than two hundred"),
            ("2", "إصابة شخصين"),
            ("dozens", "dozens"),
            ("7", "a handful"),
            ("1200", "1 200"),
        ] {
            assert_eq!(reads(figure, wording), [0; 0], "{figure}: {wording}");
        }
    }

    #[test]
    fn the_same_qualifier_none_or_a_second_number_that_agrees_is_no_doubt() {
        for (figure, quote) in [
            ("at least 49", "at least 49 soldiers"),
            ("about 49", "49 soldiers were killed"),
            ("49", "49 soldiers, and about 70 wounded"),
            ("49", "about 49, later put at 49 soldiers"),
            ("30-40", "about 30 to 40 people"),
            ("dozens", "about 49"),
            ("about 50", "نحو 50 جنديا"),
            ("79", "довело свой список до 79 военнослужащих"),
        ] {
            assert_eq!(other(figure, quote), None, "{figure}: {quote}");
        }
    }
}

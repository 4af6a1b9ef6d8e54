//! The day on which something was said, where the words say it: “said on Saturday”, «اتهمت أرمينيا أمس الأربعاء».
//!
//! Enter: a text, a proposal of it, the day on the article. Leaves: the words that date the saying, and which day they mean
//! ([`Said`]). Only words directly beside who says it and the verb of saying count: behind the verb, behind a speaker that
//! the verb stands beside, or at the beginning of the sentence before both. A day anywhere else may be that of the deaths
//! and is never taken for this one.

use std::ops::Range;

use chrono::{Days, NaiveDate};

use crate::extract::{Proposal, Role, Slot};
use crate::model::PartialDate;
use crate::text::calendar::{Dated, days_in, is_verb_final};
use crate::text::sentence;

/// The words that date a saying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub words: Slot,
    /// The day that they mean; none where they may mean several, or need the day on the article and it has none.
    pub day: Option<NaiveDate>,
}

/// Words for what somebody says, between who speaks and the day on which he did.
const TOLD: [&str; 7] = [
    "قوله",
    "قولها",
    "قولهم",
    "as saying",
    "as telling reporters",
    "comme disant",
    "comme ayant dit",
];
/// How words begin that say of the day before them that something was stated then, where the verb closes the sentence.
const STATED: [&str; 4] = ["yaptığı", "yaptıkları", "düzenlediği", "verdiği"];
/// So far around who speaks it is looked, in bytes.
const AROUND: usize = 160;
/// The verb and who speaks stand together when so many bytes are between them at most, and no number.
const TOGETHER: usize = 24;

/// The day on an article, when it is one day.
pub(super) fn one_day(printed: Option<PartialDate>) -> Option<NaiveDate> {
    let printed = printed?;
    printed
        .earliest()
        .filter(|day| printed.latest() == Some(*day))
}

/// What the words beside the speaker say of when it was said; none where they say nothing, or of two days.
pub(super) fn said(
    text: &str,
    proposal: &Proposal,
    language: &str,
    printed: Option<NaiveDate>,
) -> Option<Said> {
    let role = match proposal {
        Proposal::Figure(_) => Role::Claimant,
        Proposal::Accusation(_) => Role::Frame,
    };
    let reason = proposal
        .reasons()
        .iter()
        .find(|reason| reason.role == role)?;
    let verb = reason.words.span();
    let speaker = proposal.speaker()?.span();
    let accused = match proposal {
        Proposal::Accusation(accusation) => accusation.accused.as_ref().map(Slot::span),
        Proposal::Figure(_) => None,
    };
    let seats = Seats {
        text,
        sentence: sentence(text, verb.clone()).start,
        is_verb_final: is_verb_final(language),
        verb,
        speaker,
        accused,
    };
    let window = window(text, &seats.all());
    let mut found = days_in(text.get(window.clone())?, language)
        .into_iter()
        .map(|dated| {
            (
                dated.span.start + window.start..dated.span.end + window.start,
                dated,
            )
        })
        .filter(|(span, _)| seats.dates(span));
    let (span, dated) = found.next()?;
    if found.any(|(_, other)| other.day(printed) != dated.day(printed)) {
        return None;
    }
    Some(Said {
        words: Slot::of(text, span)?,
        day: dated.day(printed),
    })
}

/// The day that the words of a time mean; `days` where only the language pack knows them.
pub(super) fn happened(
    text: &str,
    time: &Slot,
    days: Option<i32>,
    language: &str,
    printed: Option<NaiveDate>,
) -> Option<NaiveDate> {
    let window = window(text, &time.span());
    let is_of_time = |dated: &Dated| {
        let span = dated.span.start + window.start..dated.span.end + window.start;
        span.start < time.span().end && time.span().start < span.end
    };
    let found = days_in(text.get(window.clone())?, language);
    match found.iter().find(|dated| is_of_time(dated)) {
        Some(dated) => dated.day(printed),
        None => {
            let span = Days::new(days?.unsigned_abs().into());
            if days? < 0 {
                printed?.checked_sub_days(span)
            } else {
                printed?.checked_add_days(span)
            }
        }
    }
}

/// Where a saying's own words stand.
struct Seats<'a> {
    text: &'a str,
    /// Where their sentence begins.
    sentence: usize,
    is_verb_final: bool,
    verb: Range<usize>,
    speaker: Range<usize>,
    accused: Option<Range<usize>>,
}

impl Seats<'_> {
    fn all(&self) -> Range<usize> {
        let accused = self.accused.as_ref().unwrap_or(&self.verb);
        self.verb.start.min(self.speaker.start).min(accused.start)
            ..self.verb.end.max(self.speaker.end).max(accused.end)
    }

    /// Whether nothing but white space, and with `commas` also commas, stands between.
    fn touch(&self, from: usize, to: usize, commas: bool) -> bool {
        self.text.get(from..to).is_some_and(|gap| {
            gap.chars().all(|c| {
                c.is_whitespace() || commas && matches!(c, ',' | '،' | '"' | '”' | '»' | '«' | '“')
            })
        })
    }

    /// Whether nothing stands between but the word for what somebody says: نقلت عن المتحدث قوله أمس، quoted X as saying on.
    fn is_told(&self, from: usize, to: usize) -> bool {
        self.text
            .get(from..to)
            .is_some_and(|gap| TOLD.contains(&gap.trim()))
    }

    /// Whether the words behind a day say that something was stated then.
    fn is_stated(&self, from: usize) -> bool {
        self.text.get(from..).is_some_and(|rest| {
            let rest = rest.trim_start();
            STATED.iter().any(|word| rest.starts_with(word))
        })
    }

    /// Whether the verb and the speaker stand together, whichever is first.
    fn are_together(&self) -> bool {
        let (first, second) = match self.verb.start < self.speaker.start {
            true => (&self.verb, &self.speaker),
            false => (&self.speaker, &self.verb),
        };
        let gap = self.text.get(first.end.min(second.start)..second.start);
        gap.is_some_and(|gap| gap.len() <= TOGETHER && !gap.chars().any(char::is_numeric))
    }

    /// Whether a day that stands at `span` is the day of the saying.
    fn dates(&self, span: &Range<usize>) -> bool {
        let (verb, speaker) = (&self.verb, &self.speaker);
        // Within the words that were taken for the speaker’s: Belmar on 1 March accused.
        let behind_speaker = is_tail_of(speaker, span)
            || self.touch(speaker.end, span.start, true)
            || self.is_told(speaker.end, span.start);
        if behind_speaker {
            // Bakan pazartesi günü yaptığı açıklamada: what was said then is named behind the day.
            if self.is_verb_final && self.is_stated(span.end) {
                return true;
            }
            let is_before_verb = span.end <= verb.start
                && self
                    .text
                    .get(span.end..verb.start)
                    .is_some_and(|gap| gap.len() <= TOGETHER && !gap.chars().any(char::is_numeric));
            return is_before_verb || verb.start < speaker.start && self.are_together();
        }
        if self.touch(verb.end, span.start, false) && !self.is_verb_final {
            return true;
        }
        if let Some(accused) = &self.accused
            && verb.end <= accused.start
            && (self.touch(accused.end, span.start, false) || is_tail_of(accused, span))
        {
            return true;
        }
        let first = verb.start.min(speaker.start);
        let opens = self
            .text
            .get(self.sentence.min(span.start)..span.start)
            .is_some_and(|before| !before.chars().any(char::is_alphanumeric));
        opens && span.end <= first && self.touch(span.end, first, true) && self.are_together()
    }
}

/// Whether words close a longer row of words.
fn is_tail_of(words: &Range<usize>, tail: &Range<usize>) -> bool {
    words.start < tail.start && tail.start < words.end && tail.end >= words.end
}

/// So many bytes around a stretch, on character borders.
fn window(text: &str, span: &Range<usize>) -> Range<usize> {
    let mut start = span.start.saturating_sub(AROUND);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.end.saturating_add(AROUND).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Extractor as _, RuleExtractor, languages};
    use crate::text::calendar::is_known;

    fn found(language: &str, text: &str) -> Option<(String, Option<String>)> {
        let extraction = RuleExtractor
            .extract(text, Some(&language.parse().unwrap()))
            .unwrap();
        let proposal = extraction.proposals.first().expect(text);
        let said = said(text, proposal, language, "2024-03-02".parse().ok())?;
        let day = said.day.map(|day| day.to_string());
        Some((said.words.text().to_owned(), day))
    }

    #[test]
    fn words_beside_the_speaker_date_the_saying() {
        for (language, text, words, day) in [
            (
                "en",
                "The Ministry said on Saturday that 105 soldiers had been killed.",
                "on Saturday",
                "2024-03-02",
            ),
            (
                "en",
                "The Ministry said on 1 March that 49 soldiers had been killed.",
                "on 1 March",
                "2024-03-01",
            ),
            (
                "en",
                "On Tuesday, the ministry said 12 people were killed.",
                "On Tuesday",
                "2024-02-27",
            ),
            (
                "en",
                "12 people were killed, the ministry said on Tuesday.",
                "on Tuesday",
                "2024-02-27",
            ),
            (
                "en",
                "Belmar on Monday accused Tavia of shelling a school.",
                "on Monday",
                "2024-02-26",
            ),
            (
                "en",
                "Belmar accused Tavia on Monday of shelling a school.",
                "on Monday",
                "2024-02-26",
            ),
            (
                "ar",
                "واتهمت أرمينيا أمس الجمعة أذربيجان بقصف القرى.",
                "أمس الجمعة",
                "2024-03-01",
            ),
            (
                "ar",
                "وقالت وزارة الدفاع، الثلاثاء، إن 50 جنديا قتلوا.",
                "الثلاثاء",
                "2024-02-27",
            ),
            (
                "ru",
                "Министерство обороны во вторник сообщило, что погибли 12 человек.",
                "во вторник",
                "2024-02-27",
            ),
            (
                "fr",
                "Le ministère a annoncé mardi que 12 personnes ont été tuées.",
                "mardi",
                "2024-02-27",
            ),
        ] {
            let wanted = Some((words.to_owned(), Some(day.to_owned())));
            assert_eq!(found(language, text), wanted, "{text}");
        }
    }

    #[test]
    fn the_word_for_what_somebody_says_leads_to_the_day_on_which_he_did() {
        for (language, text, words) in [
            (
                "ar",
                "ونقلت الوكالة عن المتحدث قوله أمس إن نحو 50 جنديا قتلوا.",
                "أمس",
            ),
            (
                "en",
                "The agency quoted the minister as saying on Friday that 12 people were killed.",
                "on Friday",
            ),
            (
                "tr",
                "Bakan cuma günü yaptığı açıklamada 12 kişinin öldüğünü söyledi.",
                "cuma günü",
            ),
        ] {
            let wanted = Some((words.to_owned(), Some("2024-03-01".to_owned())));
            assert_eq!(found(language, text), wanted, "{text}");
        }
    }

    #[test]
    fn a_day_of_the_deaths_is_not_that_of_the_saying() {
        for (language, text) in [
            (
                "en",
                "Three soldiers were killed on Monday, the ministry said.",
            ),
            (
                "en",
                "On Monday three soldiers were killed, the ministry said.",
            ),
            (
                "en",
                "The ministry said that on Monday 12 people were killed.",
            ),
            ("en", "The ministry said Monday's attack killed 12 people."),
            ("ar", "وقالت وزارة الدفاع إن 50 جنديا قتلوا الثلاثاء."),
            ("tr", "Bakanlık, salı günü 12 kişinin öldüğünü açıkladı."),
        ] {
            assert_eq!(found(language, text), None, "{text}");
        }
    }

    #[test]
    fn words_that_may_mean_several_days_date_it_and_name_none() {
        let text = "The Ministry said last Saturday that 105 soldiers had been killed.";
        assert_eq!(found("en", text), Some(("last Saturday".to_owned(), None)));
        let text = "قالت وزارة الدفاع أمس الأربعاء إن 50 جنديا قتلوا.";
        assert_eq!(found("ar", text), Some(("أمس الأربعاء".to_owned(), None)));
    }

    #[test]
    fn every_language_with_rules_has_a_calendar() {
        for code in languages() {
            assert!(is_known(code), "{code}");
        }
    }
}

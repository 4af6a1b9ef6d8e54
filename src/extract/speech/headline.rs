//! Who speaks in a headline: the name before a colon at its beginning, or behind one at its end.

use super::super::pack::lexicon::Section;
use super::super::parties;
use super::super::proposal::Kept;
use super::super::seat;
use super::super::sentence::Sentence;
use super::Speech;

/// A headline's speaker before the colon is at most so many tokens long.
const HEADLINE: usize = 8;

/// "Police: five killed", and "five killed: police".
pub(super) fn headline(s: &Sentence<'_>, into: &mut Vec<Speech>) {
    let colon =
        (1..=HEADLINE).find(|&at| matches!(s.tokens.sign(at), Some(':' | '—' | '–' | '-' | '|')));
    if let Some(colon) = colon
        && names_speaker(s, 0, colon)
        && !has_news(s, 0, colon)
        && seat::doer(s, (0, colon)).is_some()
    {
        let is_agency = s
            .marks
            .of(0, Section::Agency)
            .is_some_and(|mark| mark.end == colon);
        into.push(Speech {
            first: colon,
            end: colon + 1,
            speaker: seat::doer(s, (0, colon)),
            via: None,
            trails: false,
            rule: Kept::of(if is_agency {
                "engine/dateline"
            } else {
                "engine/headline"
            }),
        });
    }
    let mut len = s.tokens.len();
    while len > 0 && matches!(s.tokens.sign(len - 1), Some('.' | '!' | '"' | '”' | '»')) {
        len -= 1;
    }
    let tail = (len.saturating_sub(6)..len)
        .rev()
        .find(|&at| matches!(s.tokens.sign(at), Some(':' | '—' | '–' | '-')));
    if let Some(tail) = tail
        && tail > 2
        && tail + 1 < len
        && names_speaker(s, tail + 1, len)
        && !has_news(s, tail + 1, len)
    {
        into.push(Speech {
            first: tail,
            end: tail + 1,
            speaker: Some((tail + 1, len)),
            via: None,
            trails: true,
            rule: Kept::of("engine/headline"),
        });
    }
}

fn names_speaker(s: &Sentence<'_>, from: usize, to: usize) -> bool {
    // A state alone before a colon is the place of the news; some capitals speak.
    let voice = to == from + 1 && parties::is_listed(s, from, &s.pack.grammar.voices);
    voice || (from..to).any(|at| s.is_any(at, &[Section::Speaker, Section::Agency]))
}

fn has_news(s: &Sentence<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        s.is_any(at, &[Section::Trigger, Section::Say, Section::Stop]) || s.number_at(at).is_some()
    })
}

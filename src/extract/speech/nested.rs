//! A saying inside another's: police said so, the agency reports; the paper has it from the army.
//!
//! What enters: the frames of speech in a sentence and a bound figure. What leaves: who states the figure and who relays it.
//! Where two frames cover a figure, whom the other's words are taken from (citing X) states it; else who is no outlet does,
//! and the outlet relays it. An outlet alone states what nobody else does.

use super::super::bind::Cause;
use super::super::marks::Mark;
use super::super::pack::lexicon::Section;
use super::super::pack::raw::{NounPlace, Order};
use super::super::phrase::Quantity;
use super::super::proposal::Kept;
use super::super::seat::is_listed;
use super::super::sentence::Sentence;
use super::{DATELINE, Speech, is_named, speaker_of};

/// Who states a figure, and who relays it by which rule.
#[derive(Debug, Clone, Copy)]
pub(in crate::extract) struct Telling<'a> {
    pub by: &'a Speech,
    pub via: Option<((usize, usize), Kept)>,
}

/// Between two frames before a figure stand at most so many tokens.
const BETWEEN: usize = 8;

/// Who states a figure, and who relays it.
pub(in crate::extract) fn telling<'s>(
    s: &Sentence<'_>,
    speeches: &'s [Speech],
    q: &Quantity,
    cause: &Cause,
) -> Option<Telling<'s>> {
    let main = speaker_of(s, speeches, q, cause)?;
    let relayed = |by: &'s Speech, relay: &Speech| Telling {
        by,
        via: relay.speaker.map(|row| (row, relay.rule)),
    };
    let alone = Telling {
        by: main,
        via: main.via.map(|row| (row, main.rule)),
    };
    let Some(speaker) = main.speaker else {
        return Some(alone);
    };
    if main.via.is_some() {
        return Some(alone);
    }
    let extent = (q.first.min(cause.first), q.end.max(cause.end));
    let others = || {
        speeches.iter().filter(|other| {
            !std::ptr::eq(*other, main)
                && other.rule != DATELINE
                && other.speaker.is_some_and(|row| row != speaker)
                && covers_too(s, other, main, extent)
        })
    };
    if main.cites {
        return Some(others().next().map_or(alone, |other| relayed(main, other)));
    }
    let cited = others().find(|other| {
        other.cites
            && other
                .speaker
                .is_some_and(|row| is_named(s, row) && !is_outlet(s, row))
    });
    if let Some(cited) = cited {
        return Some(match cited.via {
            Some(row) => Telling {
                by: cited,
                via: Some((row, cited.rule)),
            },
            None => relayed(cited, main),
        });
    }
    let outlet = is_outlet(s, speaker);
    let other = others().find(|other| {
        other
            .speaker
            .is_some_and(|row| is_outlet(s, row) != outlet && (!outlet || is_named(s, row)))
    });
    Some(match other {
        Some(other) if outlet => match other.via {
            Some(row) => Telling {
                by: other,
                via: Some((row, other.rule)),
            },
            None => relayed(other, main),
        },
        Some(other) => relayed(main, other),
        None => alone,
    })
}

/// Whether a row names an outlet: the word that says what somebody is, is one for the press.
pub(super) fn is_outlet(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    let known = [Section::Speaker, Section::Agency];
    let is_press = |at: usize| s.is(at, Section::Agency) || is_listed(s, at, &s.pack.grammar.press);
    let heads = |at: &usize| s.is_any(*at, &known) || is_press(*at);
    let head = match s.pack.grammar.noun {
        NounPlace::First => (from..to).find(heads),
        NounPlace::Last => (from..to).rev().find(heads),
    };
    // Reuters news agency, the Associated Press: a longer name ends where its last word does.
    let inside = |at: usize| {
        (from..at).any(|first| {
            s.marks
                .of(first, Section::Agency)
                .is_some_and(|mark| mark.end > at)
        })
    };
    head.is_some_and(|at| is_press(at) || inside(at))
}

/// Whether another frame covers a figure besides the one that does.
fn covers_too(s: &Sentence<'_>, other: &Speech, main: &Speech, (from, to): (usize, usize)) -> bool {
    let (start, end) = extent(other);
    let (own_start, own_end) = extent(main);
    // Police, the agency says, counted 12: one frame inside the other's words is no other.
    let overlap = start < own_end && own_start < end;
    if end <= from {
        return !overlap
            && if own_end <= from {
                let gap = end.min(own_end)..start.max(own_start);
                gap.len() <= BETWEEN && is_silent(s, gap)
            } else {
                (end..from).all(|at| !closes(s, at))
            };
    }
    if start < to {
        // Where the verb comes last, speaker and verb stand around what is said.
        return other.speaker.is_some_and(|row| {
            let gap = row.1.min(own_end)..row.0.max(own_start);
            s.pack.grammar.order == Order::Sov
                && row.1 <= from
                && other.first >= to
                && gap.start <= gap.end
                && gap.len() <= BETWEEN
                && is_silent(s, gap)
        });
    }
    let led = start
        .checked_sub(1)
        .and_then(|at| s.tokens.sign(at))
        .is_some_and(|sign| {
            matches!(
                sign,
                ',' | '،' | '"' | '”' | '»' | '-' | '—' | '–' | '՝' | '('
            )
        });
    (led || other.trails) && !overlap && (to..start).all(|at| !closes(s, at)) && ends_there(s, end)
}

/// From the first to past the last token of a frame and its speaker.
fn extent(speech: &Speech) -> (usize, usize) {
    let (from, to) = speech.speaker.unwrap_or((speech.first, speech.end));
    (from.min(speech.first), to.max(speech.end))
}

fn closes(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.tokens.sign(at), Some(';' | '؛' | '!' | '?' | '؟'))
        || s.tokens.sign(at) == Some('.') && s.tokens.get(at + 1).is_some_and(|next| next.capital)
}

/// Whether nothing is told between: no deed, no number of people, no end of a sentence.
fn is_silent(s: &Sentence<'_>, mut between: std::ops::Range<usize>) -> bool {
    between.all(|at| {
        s.trigger(at).is_none()
            && !closes(s, at)
            && s.number_at(at).is_none_or(|number| !number.counts)
    })
}

/// Whether a frame behind a figure ends what is said: nothing is told up to the next sign.
fn ends_there(s: &Sentence<'_>, end: usize) -> bool {
    let says = |mark: &Mark| !s.is(mark.first, Section::Preposition);
    if s.marks.of(end, Section::SayThat).is_some_and(says) || s.tokens.sign(end) == Some(':') {
        return false;
    }
    let stop = (end..s.tokens.len())
        .find(|&at| {
            matches!(
                s.tokens.sign(at),
                Some(',' | '،' | '.' | ';' | '؛' | '"' | '”' | '»' | ')')
            )
        })
        .unwrap_or(s.tokens.len());
    is_silent(s, end..stop)
}

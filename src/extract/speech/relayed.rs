//! Who relays what somebody else says: quoted by an agency, told to one.
//!
//! What enters: a frame of speech. What leaves: its speaker and its relay.

use super::super::marks::Mark;
use super::super::pack::Say;
use super::super::pack::lexicon::Section;
use super::super::sentence::Sentence;
use super::{LONGEST, Speech, before, behind};

/// "Reuters quoted X as saying", نقلت رويترز عن X.
pub(super) fn quoted(s: &Sentence<'_>, mark: &Mark, say: &Say, speech: &mut Speech) {
    let end = (mark.end + LONGEST).min(s.tokens.len());
    let from = (mark.end..end).find_map(|at| s.marks.of(at, Section::SayFrom).copied());
    if say.has_from {
        match from {
            Some(from) => {
                speech.speaker = behind(s, from.end);
                speech.via = if from.first > mark.end {
                    let mut end = from.first;
                    while end > mark.end + 1
                        && matches!(s.tokens.sign(end - 1), Some(',' | '،' | ':' | '-'))
                    {
                        end -= 1;
                    }
                    Some((mark.end, end))
                } else {
                    before(s, mark.first)
                };
            }
            // ينقل التلفزيون الجنازات: a verb that carries other things; without what is said it is none of speech.
            None if !(mark.end..end).any(|at| s.is(at, Section::SayThat)) => {}
            None => speech.speaker = before(s, mark.first).or_else(|| behind(s, mark.end)),
        }
        return;
    }
    speech.speaker = behind(s, mark.end);
    speech.via = before(s, mark.first);
}

/// "قال X لرويترز إن": the agency inside the speaker is the listener.
pub(super) fn relay_inside(s: &Sentence<'_>, from: usize, to: usize, speech: &mut Speech) {
    for at in from + 1..to {
        let Some(agency) = s.marks.of(at, Section::Agency) else {
            continue;
        };
        let is_prefixed = s.tokens.get(at).is_some_and(|token| token.prefixed);
        let to_word = (from + 1..at)
            .rev()
            .take(3)
            .find(|&before| s.is(before, Section::SayTo));
        if is_prefixed || to_word.is_some() {
            speech.speaker = Some((from, to_word.unwrap_or(at)));
            speech.via = Some((agency.first, agency.end));
            return;
        }
    }
}

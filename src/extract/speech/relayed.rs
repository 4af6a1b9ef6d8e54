//! Who relays what somebody else says: quoted by an agency, told to one.
//!
//! What enters: a frame of speech. What leaves: its speaker and its relay.

use super::super::marks::Mark;
use super::super::pack::Say;
use super::super::pack::lexicon::Section;
use super::super::seat::is_listed;
use super::super::sentence::Sentence;
use super::super::tokens::Joint;
use super::{LONGEST, Speech, before, behind, is_named};

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
    if !say.cites {
        speech.via = before(s, mark.first);
        return;
    }
    // Со ссылкой на полицию ТАСС сообщает: who relays stands behind whom he cites.
    if let Some((from, to)) = speech.speaker
        && let Some(agency) = s.marks.ending(to, Section::Agency)
        && agency.first > from
        && s.is(to, Section::Say)
    {
        let press = is_listed(s, agency.first - 1, &s.pack.grammar.press);
        let first = agency.first - usize::from(press && agency.first - 1 > from);
        speech.speaker = Some((from, first));
        speech.via = Some((first, to));
        return;
    }
    // L'agence, citant la police, rapporte: an aside.
    let aside = mark
        .first
        .checked_sub(1)
        .filter(|&at| matches!(s.tokens.sign(at), Some(',' | '،')));
    // Погибли 12 человек со ссылкой на полицию: what stands before the words is no relay by itself.
    speech.via = before(s, aside.unwrap_or(mark.first)).filter(|row| {
        let opens = row.0 == 0 || s.tokens.sign(row.0 - 1).is_some();
        is_named(s, *row) && (aside.is_none() || opens)
    });
}

/// Reuters, polise dayandırarak; APA polisə istinadən: where verbs and postpositions come last, whom it is taken from stands
/// before the word, and the relay may stand right before him.
pub(super) fn cited_before(s: &Sentence<'_>, mark: &Mark, speech: &mut Speech) {
    let Some((from, to)) = before(s, mark.first) else {
        return;
    };
    let relay = (from..to)
        .filter_map(|at| s.marks.of(at, Section::Agency))
        .map(|agency| {
            // AFP'nin: the ending is parted from the name.
            let parted = |at: usize| {
                s.tokens
                    .get(at)
                    .is_some_and(|token| token.joint == Joint::Apostrophe)
            };
            (agency.end..to).find(|&at| !parted(at)).unwrap_or(to)
        })
        .next()
        .filter(|&end| end < to);
    match relay {
        Some(end) => {
            speech.via = Some((from, end));
            speech.speaker = Some((end, to));
        }
        None => speech.speaker = Some((from, to)),
    }
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

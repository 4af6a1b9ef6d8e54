//! Somebody of whom the text only says that it is another: one was killed and another wounded, وأصيب آخر.
//!
//! What enters: a sentence and its quantities so far. What leaves: those with a quantity for each such word that touches the
//! word for what happened to him, behind other people. In a phrase of its own (another soldier, another 5) it is none.

use super::super::marks::Mark;
use super::super::number::Amount;
use super::super::pack::lexicon::Section;
use super::super::pack::raw::TriggerKind;
use super::super::sentence::Sentence;
use super::{Noun, Quantity, Size};

/// The people whom he is another than stand at most so many tokens before.
const NEAR: usize = 16;
/// So many small words may stand between the word and what happened: otra también resultó herida.
const SMALL: usize = 2;

/// Adds them.
pub(super) fn others(s: &Sentence<'_>, into: &mut Vec<Quantity>) {
    if !s.marks.hold(Section::Others) {
        return;
    }
    let counted = into.len();
    for mark in s.marks.all() {
        if mark.sense.section != Section::Others {
            continue;
        }
        let Some(count) = s.pack.others[mark.entry()].count else {
            continue;
        };
        let is_people = |q: &Quantity| {
            q.end <= mark.first && mark.first - q.end <= NEAR && q.noun != Noun::Unknown
        };
        let is_inside = |q: &Quantity| q.first <= mark.first && mark.first < q.end;
        // Wounded another: the quote alone is read again when the figure is recorded, and holds nobody else.
        let is_behind = counted == 0 || into[..counted].iter().any(is_people);
        if into[..counted].iter().any(is_inside) || !is_behind {
            continue;
        }
        if is_object(s, mark) || is_subject(s, mark) {
            into.push(Quantity {
                first: mark.first,
                number: mark.first,
                number_end: mark.end,
                end: mark.end,
                size: Size::One(Amount::Whole(u64::from(count))),
                hedge: None,
                noun: Noun::None,
                victims: None,
                others: Some(*mark),
                implicit: false,
                weak: false,
                side: None,
                superseded: false,
                entry: None,
                and_prefix: false,
            });
        }
    }
}

/// Wounded another, hirió a otra, أصيب آخر: behind the word for what happened, and no noun follows.
fn is_object(s: &Sentence<'_>, mark: &Mark) -> bool {
    let led = mark
        .first
        .checked_sub(1)
        .filter(|&at| s.is_any(at, &[Section::Preposition, Section::Function]))
        .unwrap_or(mark.first);
    let is_verb = |end: usize| {
        s.marks
            .ending(end, Section::Trigger)
            .is_some_and(|word| s.pack.triggers[word.entry()].kind == TriggerKind::Verb)
    };
    let closing = [
        Section::And,
        Section::Border,
        Section::Preposition,
        Section::Place,
        Section::Of,
        Section::Function,
        Section::Date,
        Section::Trigger,
        Section::Say,
    ];
    let closes = !s.tokens.is_word(mark.end)
        || s.is_any(mark.end, &closing)
        || s.tokens.get(mark.end).is_some_and(|token| token.prefixed);
    (is_verb(mark.first) || is_verb(led)) && closes && s.number_at(mark.end).is_none()
}

/// Another wounded, другой ранен: before the word for what happened.
fn is_subject(s: &Sentence<'_>, mark: &Mark) -> bool {
    let small = |at: &usize| s.is(*at, Section::Function) && s.trigger(*at).is_none();
    let at = mark.end + (mark.end..mark.end + SMALL).take_while(small).count();
    let joined = s.tokens.get(at).is_some_and(|token| token.and_prefix);
    s.trigger(at).is_some() && !joined
}

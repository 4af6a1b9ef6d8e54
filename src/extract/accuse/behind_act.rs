//! Whom a verb accuses, where the act stands before him: обвинил в обстреле села Вооружённые силы.
//!
//! What enters: a sentence and where the act begins. What leaves: the row that names the accused, up to the end of its clause;
//! none where nobody stands behind the act. The word right behind the act's own is whom it was done to, unless nobody follows.

use crate::extract::pack::lexicon::Section;
use crate::extract::parties::Row;
use crate::extract::sentence::Sentence;

use super::act::{ACT, ends_clause};

/// The accused behind an act.
pub(super) fn behind_act(s: &Sentence<'_>, from: usize) -> Row {
    let led = [Section::Preposition, Section::Place, Section::And];
    let closes = |at: usize| {
        ends_clause(s, at)
            || s.tokens.sign(at).is_some_and(|sign| sign != '-')
            || s.is_any(at, &[Section::Border, Section::Say, Section::SayThat])
    };
    let end = (from..s.tokens.len().min(from + ACT))
        .find(|&at| closes(at))
        .unwrap_or(s.tokens.len().min(from + ACT));
    let known = |at: usize| s.is_any(at, &[Section::Side, Section::Speaker, Section::Victim]);
    let free = |at: usize| known(at) && !s.is_any(at - 1, &led) && !s.is(at, Section::Place);
    let next = from + 1;
    let first = (next + 1..end)
        .find(|&at| free(at))
        .or_else(|| (next < end && free(next) && !s.is(next, Section::Victim)).then_some(next))?;
    // Вооружённые силы Украины: a name begins with capitals.
    let first = (next..first)
        .rev()
        .take_while(|&at| s.is_capital(at))
        .last()
        .unwrap_or(first);
    let past = (first + 1..end)
        .find(|&at| s.is_any(at, &led))
        .unwrap_or(end);
    Some((first, past))
}

//! A second party that the same verb accuses of something else: اتهمت A الحكومة بكذا، والحزب بكذا.
//!
//! What enters: a frame and the accusation that it made. What leaves: another of the same accuser, where a known party that
//! "and" begins stands behind a comma and an act of its own touches it.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::{Order, Seat};
use crate::extract::parties;
use crate::extract::proposal::{AccusationProposal, Slot};
use crate::extract::sentence::Sentence;

use super::act::{ACT, act, begins_so, ends_clause};
use super::finish;
use super::topic::phrase_end;

/// The accusation of the second party, if there is one.
pub(super) fn second(
    s: &Sentence<'_>,
    mark: &Mark,
    found: &AccusationProposal,
) -> Option<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    let verb = s.pack.grammar.order == Order::Vso
        && (frame.accuser, frame.accused) == (Seat::After, Seat::After)
        && !frame.has_marks
        && !found.denial;
    if !verb {
        return None;
    }
    let accuser = row_of(s, found.accuser.as_ref()?);
    let from = row_of(s, found.accused.as_ref()?).1;
    let at = (from + 1..(from + ACT).min(s.tokens.len()))
        .take_while(|&at| !ends_clause(s, at))
        .find(|&at| {
            let comma = matches!(s.tokens.sign(at - 1), Some(',' | '،'));
            let and = s.tokens.get(at).is_some_and(|token| token.and_prefix);
            comma
                && and
                && s.is_any(at, &[Section::Side, Section::Speaker])
                && !s.is(at, Section::Say)
        })?;
    let end = phrase_end(s, at);
    let leads = begins_so(s, end, &frame.act_prefixes) && !parties::is_led(s, at);
    if !leads {
        return None;
    }
    finish(s, mark, Some(accuser), Some((at, end)), act(s, end), false)
}

/// The tokens of a party.
fn row_of(s: &Sentence<'_>, slot: &Slot) -> (usize, usize) {
    let span = slot.span();
    let tokens = s.tokens.all();
    let first = tokens.partition_point(|token| token.end <= span.start);
    let end = tokens.partition_point(|token| token.start < span.end);
    (first, end)
}

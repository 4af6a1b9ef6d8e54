//! Names in no list, as those who speak.
//!
//! What enters: a sentence and tokens. What leaves: whether they may be somebody's name.

use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::Order;
use crate::extract::parties;
use crate::extract::sentence::Sentence;

/// A name in no list is shorter than so many tokens.
const NAMED: usize = 6;

/// Words in no list, as a name is: القسام يعلن.
pub(super) fn is_unknown(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    (from..to).all(|at| s.tokens.is_word(at) && s.marks.at(at).is_empty())
}

/// اعتبر فلان أن: a name in no list, right before what is said.
pub(super) fn names_before_that(s: &Sentence<'_>, from: usize) -> bool {
    let that = (from + 1..from + NAMED)
        .find(|&at| s.is(at, Section::SayThat) && !s.is(at, Section::Preposition));
    let plain = |at: usize| {
        s.tokens.is_word(at) && (s.marks.at(at).is_empty() || s.is(at, Section::Speaker))
    };
    let begins = s.marks.at(from).is_empty() && !parties::is_definite(s, from);
    s.pack.grammar.order == Order::Vso && begins && that.is_some_and(|that| (from..that).all(plain))
}

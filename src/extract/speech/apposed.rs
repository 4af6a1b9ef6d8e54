//! A speaker and what he is called, between commas: the governor, Jan Kovac, said; said the governor, Jan Kovac.
//!
//! What enters: a sentence and where the verb of speech, or the title, stands. What leaves: the row of tokens of both; none
//! where what stands between the commas is another clause, a figure or a list.

use super::{LONGEST, before, is_named};
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::Order;
use crate::extract::sentence::Sentence;

/// The governor, Jan Kovac, said; Jan Kovac, a spokesman for the army, said: a speaker and what he is called, between commas.
pub(super) fn apposed(s: &Sentence<'_>, to: usize) -> Option<(usize, usize)> {
    let closing = to
        .checked_sub(1)
        .filter(|&at| s.tokens.sign(at) == Some(','))?;
    let comma = (closing.saturating_sub(LONGEST)..closing)
        .rev()
        .find(|&at| {
            s.tokens
                .sign(at)
                .is_some_and(|sign| !matches!(sign, '-' | '\'' | '’' | '.'))
        })
        .filter(|&at| s.tokens.sign(at) == Some(','))?;
    let aside = (comma + 1, closing);
    let verbs = [
        Section::Say,
        Section::Accuse,
        Section::Deny,
        Section::Border,
    ];
    let is_plain = |(from, to): (usize, usize)| {
        (from..to).all(|at| {
            (!s.is_any(at, &verbs) || s.is(at, Section::Speaker)) && s.trigger(at).is_none()
        })
    };
    let counts = |(from, to): (usize, usize)| {
        (from..to).any(|at| {
            s.number_at(at)
                .is_some_and(|number| number.counts && !number.weak)
        })
    };
    let row = before(s, comma).filter(|row| row.1 == comma && is_plain(*row))?;
    let opens = row.0.checked_sub(1).is_none_or(|at| {
        s.tokens.sign(at).is_some()
            || s.is_any(at, &[Section::Border, Section::SayThat, Section::Article])
            || s.is(at, Section::Function)
    });
    let led = s.is_any(
        row.0,
        &[
            Section::Preposition,
            Section::Place,
            Section::Date,
            Section::Subset,
        ],
    );
    let name = (aside.0..aside.1).all(|at| s.is_capital(at));
    let named = is_named(s, row) || (row.0.max(1)..row.1).any(|at| s.is_capital(at)) || name;
    let age = aside.1 == aside.0 + 1 && s.number_at(aside.0).is_some();
    let plain = is_plain(aside) && (is_named(s, aside) || !counts(aside));
    if !opens || led || !named || counts(row) || !(age || plain) {
        return None;
    }
    let calls = (is_named(s, aside) || name)
        && !s.is_any(
            aside.0,
            &[
                Section::Preposition,
                Section::Place,
                Section::Date,
                Section::And,
            ],
        );
    Some(if calls { (row.0, closing) } else { row })
}

/// Said the governor, Jan Kovac: where a name ends that stands behind the comma of a title.
pub(super) fn name_behind(s: &Sentence<'_>, (from, to): (usize, usize)) -> Option<usize> {
    let titled = s.pack.grammar.order == Order::Svo
        && s.tokens.sign(to) == Some(',')
        && (from..to).any(|at| s.is(at, Section::Speaker))
        && s.tokens.get(to - 1).is_some_and(|token| !token.capital);
    let is_name = |at: &usize| {
        s.is_capital(*at)
            && s.tokens.is_word(*at)
            && !s.is_any(
                *at,
                &[Section::Side, Section::Date, Section::Stop, Section::Place],
            )
    };
    let last = (to + 1..to + 5).take_while(is_name).last()?;
    let closes = s.tokens.get(last + 1).is_none()
        || matches!(s.tokens.sign(last + 1), Some(',' | '.' | ';'));
    (titled && closes && last > to + 1).then_some(last + 1)
}

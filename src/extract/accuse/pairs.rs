//! Two parties in one frame where names begin with a capital: who trade blame, a rival and his name, of whom somebody says in
//! a relative clause what he did.
//!
//! What enters: a sentence and where the frame stands. What leaves: the rows of tokens of both parties.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::proposal::AccusationProposal;
use crate::extract::sentence::Sentence;

use super::act::{act, own_lead};
use super::svo::{self, SUBJECT, before, is_capital, names};
use super::{both_ways, finish};

/// Tula and Belmar traded blame: two parties that accuse each other, one proposal each way.
pub(super) fn mutual(s: &Sentence<'_>, mark: &Mark) -> Vec<AccusationProposal> {
    let row = before(s, mark.first, &[]);
    let pair = row.and_then(|(from, to)| {
        let and = (from + 1..to).find(|&at| s.is(at, Section::And))?;
        let mut other = and + 1;
        while other < to && s.is_any(other, &[Section::Article, Section::Function]) {
            other += 1;
        }
        (other < to).then_some(((from, and), (other, to)))
    });
    let act = own_lead(s, mark, mark.end).and_then(|(_, from)| act(s, from));
    let Some((one, other)) = pair else {
        // Both sides accused each other: the two words behind the verb stand for whom.
        let each = Some((mark.end - 2, mark.end)).filter(|(from, _)| *from > mark.first);
        let found = row.and_then(|row| finish(s, mark, Some(row), each, act, false));
        return found.filter(|_| each.is_some()).into_iter().collect();
    };
    both_ways(s, mark, one, other, act)
}

/// Its rival, Tula, which denied it: a party without a name takes the name behind its comma.
pub(super) fn with_name_behind(s: &Sentence<'_>, (from, to): (usize, usize)) -> (usize, usize) {
    let comma = s.tokens.sign(to) == Some(',');
    if !comma || names(s, (from, to)) || s.is(to + 1, Section::Date) {
        return (from, to);
    }
    let run = (to + 1..to + SUBJECT).take_while(|&at| is_capital(s, at));
    (from, run.last().map_or(to, |last| last + 1))
}

/// Of whom a relative clause tells, and who is said in it to say so: Jan Kovac, who officials say opened fire.
pub(super) fn inserted(s: &Sentence<'_>, verb: usize) -> Option<((usize, usize), (usize, usize))> {
    let mut end = verb;
    while end > 0 && s.is(end - 1, Section::Function) && !svo::is_pronoun(s, end - 1) {
        end -= 1;
    }
    let say = s.marks.ending(end, Section::Say)?;
    let (accused, accuser) = svo::object_before(s, say.first)?;
    let touches = accused.1 + 2 >= accuser.0.saturating_sub(2);
    let speaks = svo::names(s, accuser) || svo::is_pronoun(s, accuser.0);
    let plain = (accuser.0..accuser.1).all(|at| s.tokens.is_word(at) && s.trigger(at).is_none());
    let known =
        svo::names(s, accused) || (accused.0..accused.1).any(|at| s.is(at, Section::Victim));
    (touches && speaks && plain && known && accuser.1 == say.first).then_some((accused, accuser))
}

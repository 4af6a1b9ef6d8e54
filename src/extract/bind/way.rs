//! How far a number stands from a casualty word: the cost of the tokens between them, in tenths of a word.
//!
//! What enters: a sentence and two places in it. What leaves: the cost of the way between them, none across the border of
//! a clause or past a limit. Where many pairs are asked for, each token's step is worked out once, and the pairs that are
//! too far apart are refused without walking, so that a sentence of nothing but numbers costs no more than its pairs.

use super::super::pack::lexicon::{FormCount, Section};
use super::super::pack::raw::{Order, SayKind};
use super::super::sentence::Sentence;

/// One step of a walk.
#[derive(Debug, Clone, Copy)]
struct Step {
    /// What it costs.
    cost: u32,
    /// The token where the next begins; none where a clause ends.
    next: Option<usize>,
}

/// The steps of a sentence.
pub(super) struct Way {
    /// By token; empty where so few pairs are asked for that they are walked as they come.
    steps: Vec<Step>,
    /// By token: what all tokens before it cost at least, whatever walk passes over them, in 64ths.
    least: Vec<u32>,
}

/// What an age between a verb and whom it tells of costs.
const AGE: u32 = 4;
/// With more pairs than these the steps are worked out beforehand.
const MANY: usize = 24;
/// The parts of a unit in which the least cost is summed.
const PARTS: u32 = 64;

impl Way {
    /// The way through a sentence in which so many pairs are asked for.
    pub(super) fn of(s: &Sentence<'_>, pairs: usize) -> Self {
        let mut way = Self {
            steps: Vec::new(),
            least: Vec::new(),
        };
        if pairs <= MANY {
            return way;
        }
        let tokens = s.tokens.len();
        let mut shares = vec![u32::MAX; tokens];
        for at in 0..tokens {
            let step = step(s, at);
            way.steps.push(step);
            let end = step.next.unwrap_or(at + 1).min(tokens);
            let length = u32::try_from(end - at).unwrap_or(u32::MAX).max(1);
            for share in &mut shares[at..end] {
                *share = (*share).min(step.cost * PARTS / length);
            }
        }
        let mut sum = 0_u32;
        way.least.push(sum);
        for share in shares {
            sum = sum.saturating_add(share);
            way.least.push(sum);
        }
        way
    }

    /// The cost from one token to another, when it is at most `limit` and no clause ends between.
    pub(super) fn cost(&self, s: &Sentence<'_>, from: usize, to: usize, limit: u32) -> Option<u32> {
        if let (Some(before), Some(behind)) = (self.least.get(from), self.least.get(to))
            && behind - before > limit * PARTS
        {
            return None;
        }
        let mut cost = 0;
        let mut at = from;
        while at < to {
            let step = match self.steps.get(at) {
                Some(step) => *step,
                None => step(s, at),
            };
            cost += step.cost;
            if cost > limit {
                return None;
            }
            at = step.next?;
        }
        Some(cost)
    }
}

/// What it costs to pass the token `at`, and where it leads.
fn step(s: &Sentence<'_>, at: usize) -> Step {
    if let Some(sign) = s.tokens.sign(at) {
        let cost = match sign {
            ',' | '،' => 20,
            '՝' => 5,
            ';' | '؛' => 80,
            ':' => 40,
            '—' | '–' | '-' => 25,
            '"' | '“' | '”' | '«' | '»' | '\'' => 5,
            _ => 10,
        };
        return Step {
            cost,
            next: Some(at + 1),
        };
    }
    if let Some(number) = s.number_at(at).filter(|number| number.first == at) {
        // Погиб 25-летний мужчина: an age describes whoever follows.
        let age = s.marks.of(number.end, Section::Stop).filter(|stop| {
            s.pack.grammar.order == Order::Svo
                && s.pack.stops[stop.entry()].class == "age"
                && s.is(stop.end, Section::Victim)
        });
        if let Some(age) = age {
            return Step {
                cost: AGE,
                next: Some(age.end),
            };
        }
        return Step {
            cost: if number.counts && number.digits != Some(4) {
                25
            } else {
                10
            },
            next: Some(number.end.max(at + 1)),
        };
    }
    let marks = s.marks.at(at);
    let is = |section| s.is(at, section);
    let longest = marks.first().map_or(at + 1, |mark| mark.end);
    if let Some(border) = s.marks.of(at, Section::Border) {
        let is_soft = s.pack.borders[border.entry()].soft;
        return Step {
            cost: 20,
            next: is_soft.then_some(border.end),
        };
    }
    let is_source = s
        .marks
        .of(at, Section::Say)
        .is_some_and(|say| s.pack.says[say.entry()].kind == SayKind::According);
    // مخيم النصيرات للاجئين: a word for people bound to another noun tells of nothing that happened.
    let is_bound = s.pack.grammar.order == Order::Vso
        && s.counted(at).is_some()
        && s.tokens
            .get(at)
            .is_some_and(|token| token.prefixed && !token.and_prefix)
        && s.pack
            .grammar
            .reasons
            .iter()
            .any(|letter| s.word(at).starts_with(letter.as_str()));
    let cost = if is_source {
        15
    } else if is_bound {
        10
    } else if is(Section::Trigger) || is(Section::Say) || is(Section::Accuse) {
        60
    } else if is(Section::And) || is(Section::Or) {
        25
    } else if is_somebody(s, at) {
        // Killing a man and driving five others away: the verb has its people.
        60
    } else if is(Section::Subset) {
        15
    } else if is(Section::Of) || is(Section::Preposition) || is(Section::Place) {
        10
    } else if [
        Section::Function,
        Section::Article,
        Section::Qualifier,
        Section::Date,
    ]
    .into_iter()
    .any(is)
    {
        4
    } else if s.tokens.get(at).is_some_and(|token| token.and_prefix) {
        25
    } else {
        10
    };
    Step {
        cost,
        next: Some(longest.max(at + 1)),
    }
}

/// Whether a noun for one person stands there whom "and" parts from another verb: a man and driving off.
fn is_somebody(s: &Sentence<'_>, at: usize) -> bool {
    s.marks.of(at, Section::Victim).is_some_and(|mark| {
        let next = mark.end + 1;
        mark.sense.count == FormCount::Singular
            && s.is(mark.end, Section::And)
            && s.number_at(next).is_none()
            && s.tokens.is_word(next)
            && !s.is_any(
                next,
                &[
                    Section::Qualifier,
                    Section::Article,
                    Section::Victim,
                    Section::Others,
                    Section::Function,
                ],
            )
    })
}

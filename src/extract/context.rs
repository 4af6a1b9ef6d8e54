//! What applies to a figure from around it: aggregation, modality, background, place and time.

mod place;

use crate::model::Aggregation;

use super::bind::Cause;
use super::marks::Mark;
use super::number::Amount;
use super::pack::lexicon::{Section, Sections};
use super::pack::raw::{Order, Scope};
use super::phrase::Quantity;
use super::proposal::{Modality, Reason, Slot, Time};
use super::sentence::Sentence;
use super::speech::Speech;
use super::tokens::Kind;
pub(super) use place::place;

/// From the first to the last token of a figure.
fn extent(q: &Quantity, cause: &Cause) -> (usize, usize) {
    (q.first.min(cause.first), q.end.max(cause.end))
}

/// How many tokens lie between a mark and a figure; nought when it touches or lies inside.
fn away(mark: &Mark, (from, to): (usize, usize)) -> usize {
    if mark.end <= from {
        from - mark.end
    } else {
        mark.first.saturating_sub(to)
    }
}

/// What the figures of one sentence share: where its clauses end, and which words count nothing.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// The tokens that end a clause, in order.
    ends: Vec<usize>,
    /// By token: whether it stands in words that keep others from making a total.
    void: Vec<bool>,
    /// Room for the reasons of a figure.
    pub(super) reasons: Vec<Reason>,
}

impl Context {
    /// Reads the context of a sentence; empty where no words stand in it that would ask for it.
    pub(super) fn read(&mut self, s: &Sentence<'_>) {
        let Self { ends, void, .. } = self;
        ends.clear();
        void.clear();
        let asking = [
            Section::Aggregation,
            Section::Modality,
            Section::Date,
            Section::Place,
        ];
        if asking.into_iter().any(|section| s.marks.hold(section)) {
            let closing = Sections::one(Section::Say).or(Sections::one(Section::Border));
            for (at, (token, begun)) in s.tokens.all().iter().zip(s.marks.begun()).enumerate() {
                let may_end = matches!(token.kind, Kind::Sign(_)) || begun.meets(closing);
                if may_end && ends_clause(s, at) {
                    ends.push(at);
                }
            }
        }
        if s.marks.hold(Section::Aggregation) {
            void.resize(s.tokens.len(), false);
            for mark in s.marks.all() {
                // The worst fighting since 2020: the words count nothing, and take the shorter words in them along.
                if mark.sense.section == Section::Aggregation
                    && s.pack.aggregations[mark.entry()].1 == Aggregation::Unknown
                {
                    void[mark.first..mark.end].fill(true);
                }
            }
        }
    }

    /// Whether the clause ends between a mark and a figure.
    fn parts(&self, mark: &Mark, (from, to): (usize, usize)) -> bool {
        let (left, right) = if mark.end <= from {
            (mark.end, from)
        } else {
            (to, mark.first)
        };
        let next = self.ends.partition_point(|&end| end < left);
        self.ends.get(next).is_some_and(|&end| end < right)
    }
}

/// Whether a clause ends at a token.
fn ends_clause(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.tokens.sign(at), Some(';' | '؛' | ':'))
        || s.is(at, Section::Say)
        || s.marks
            .of(at, Section::Border)
            .is_some_and(|border| !s.pack.borders[border.entry()].soft)
}

/// Another figure's number stands between: the mark is that one's.
fn passes_number(s: &Sentence<'_>, mark: &Mark, (from, to): (usize, usize)) -> bool {
    let (left, right) = if mark.end <= from {
        (mark.end, from)
    } else {
        (to, mark.first)
    };
    s.numbers
        .iter()
        .any(|number| number.counts && left <= number.first && number.end <= right)
}

pub(super) fn aggregation(
    s: &Sentence<'_>,
    context: &Context,
    q: &Quantity,
    cause: &Cause,
) -> Option<(Mark, Aggregation)> {
    if !s.marks.hold(Section::Aggregation) {
        return None;
    }
    let extent = extent(q, cause);
    let is_void = |mark: &Mark| context.void.get(mark.first).copied().unwrap_or(false);
    s.marks
        .all()
        .iter()
        .filter(|mark| mark.sense.section == Section::Aggregation)
        .filter(|mark| !is_void(mark) && !context.parts(mark, extent))
        .min_by_key(|mark| away(mark, extent))
        .map(|mark| (*mark, s.pack.aggregations[mark.entry()].1))
}

/// اتهم فلان كذا بقتل 12 شخصا، ونفت ذلك: where verbs come first, one that "and" begins behind a figure denies what is told
/// behind it, or what somebody else said.
fn answers(s: &Sentence<'_>, mark: &Mark, (_, to): (usize, usize)) -> bool {
    let and = s
        .tokens
        .get(mark.first)
        .is_some_and(|token| token.and_prefix);
    s.pack.grammar.order == Order::Vso
        && and
        && mark.first >= to
        && s.pack.modalities[mark.entry()].1 == Modality::Denied
}

pub(super) fn modality(
    s: &Sentence<'_>,
    context: &Context,
    q: &Quantity,
    cause: &Cause,
) -> Option<(Mark, Modality)> {
    if !s.marks.hold(Section::Modality) {
        return None;
    }
    let extent = extent(q, cause);
    s.marks
        .all()
        .iter()
        .filter(|mark| mark.sense.section == Section::Modality)
        .filter(|mark| !answers(s, mark, extent))
        .filter(|mark| match s.pack.modalities[mark.entry()].2 {
            Scope::Touch => away(mark, extent) <= 1,
            Scope::Clause => {
                // Unconfirmed reports said nine died: whoever speaks is doubted, and what he says.
                let said = match s.marks.of(mark.end, Section::Say) {
                    Some(say) if mark.end <= extent.0 && say.end <= extent.0 => Mark {
                        end: say.end,
                        ..**mark
                    },
                    _ => **mark,
                };
                away(mark, extent) <= 12
                    && !context.parts(&said, extent)
                    && !passes_number(s, mark, extent)
            }
            Scope::Sentence => true,
        })
        .min_by_key(|mark| away(mark, extent))
        .map(|mark| (*mark, s.pack.modalities[mark.entry()].1))
}

pub(super) fn background(s: &Sentence<'_>, q: &Quantity, cause: &Cause) -> Option<Mark> {
    if !s.marks.hold(Section::Background) {
        return None;
    }
    let extent = extent(q, cause);
    s.marks
        .all()
        .iter()
        .filter(|mark| mark.sense.section == Section::Background)
        .filter(|mark| !s.pack.backgrounds[mark.entry()].1 || is_next(s, mark, q, extent))
        .min_by_key(|mark| away(mark, extent))
        .copied()
}

/// Two numbers of one toll stand at most so many tokens apart: 34 morts et 60 blessés.
const JOINED: usize = 6;

/// An earlier toll of 34 dead and 60 wounded: words that tell of one toll alone stand before its numbers, or right behind.
fn is_next(s: &Sentence<'_>, mark: &Mark, q: &Quantity, extent: (usize, usize)) -> bool {
    let counts = |number: &super::number::Number| number.counts && mark.end <= number.first;
    if mark.first >= extent.1 {
        return mark.first - extent.1 <= 1 && !s.numbers.iter().any(counts);
    }
    let parted = (mark.end..q.number).any(|at| matches!(s.tokens.sign(at), Some(';' | '؛')));
    let mut last = None;
    let mut is_one = |first: usize, end: usize| {
        last.replace(end).is_none_or(|from: usize| {
            let and = |at: usize| {
                s.is(at, Section::And) || s.tokens.get(at).is_some_and(|token| token.and_prefix)
            };
            first.saturating_sub(from) <= JOINED && (from..=first).any(and)
        })
    };
    mark.end <= q.number
        && !parted
        && s.numbers
            .iter()
            .filter(|number| number.counts && mark.end <= number.first && number.end <= q.number)
            .all(|number| is_one(number.first, number.end))
        && is_one(q.number, q.number_end)
}

/// Between a year and its figure stand at most so many tokens.
const YEAR: usize = 4;
/// A deed whose year is told stands at most so many tokens before what it did.
const DEED: usize = 12;

/// A year alone that tells when it was: in 2014, an attack killed 45; the 2015 bombing. A year behind a month is a date, and
/// one in another clause (began in 1989) dates that.
pub(super) fn bare_year(s: &Sentence<'_>, q: &Quantity, cause: &Cause) -> Option<(usize, usize)> {
    let (from, to) = extent(q, cause);
    let is_year = |at: usize| {
        let number = s.number_at(at).filter(|number| number.first == at)?;
        let year = number.digits == Some(4)
            && matches!(number.amount, Amount::Whole(1500..=2100))
            && at != q.number;
        let dated = at
            .checked_sub(1)
            .is_some_and(|before| s.is(before, Section::Date) || s.number_at(before).is_some())
            || s.marks.ending(at, Section::Stop).is_some_and(|stop| {
                s.pack.stops[stop.entry()].class == "date"
                    && stop.end - stop.first == 1
                    && stop.first + 1 == at
                    && !s.is(stop.first, Section::Preposition)
            });
        (year && !dated).then_some(number.end)
    };
    let led = |at: usize| {
        at.checked_sub(1)
            .is_some_and(|before| s.is_any(before, &[Section::Preposition, Section::Place]))
    };
    let closes = |at: usize| {
        s.tokens
            .sign(at)
            .is_some_and(|sign| sign != '-' && sign != '\'')
            || s.is_any(
                at,
                &[Section::Border, Section::Say, Section::And, Section::Accuse],
            )
            || s.number_at(at).is_some()
    };
    // In 2014, an attack killed 45: the sentence begins with it.
    let at = 1;
    if at < from
        && led(at)
        && let Some(end) = is_year(at)
    {
        let comma = (end..end + 2).find(|&at| matches!(s.tokens.sign(at), Some(',' | '،')));
        let clear = (comma.map_or(end, |comma| comma + 1)..from).all(|at| {
            !s.is_any(at, &[Section::Border, Section::Say]) && s.tokens.sign(at) != Some(';')
        });
        if clear {
            return Some((at, end));
        }
    }
    // Killed 45 in 2014: right behind the figure, a place may stand between.
    let behind = (to..to + YEAR).take_while(|&at| !closes(at) || is_year(at).is_some());
    for at in behind {
        if let Some(end) = is_year(at) {
            return led(at).then_some((at, end));
        }
    }
    // The 2015 bombing, which killed 45: the deed that is told of has the year before it.
    let verb = from.min(cause.first);
    let told = (verb.saturating_sub(DEED)..verb)
        .rev()
        .take_while(|&at| {
            let hard = s
                .marks
                .of(at, Section::Border)
                .is_some_and(|border| !s.pack.borders[border.entry()].soft);
            !hard && !s.is(at, Section::Say) && s.tokens.sign(at) != Some(';')
        })
        .filter(|&at| !led(at))
        .find_map(|at| {
            let end = is_year(at)?;
            let thing = s
                .marks
                .of(end, Section::Stop)
                .is_some_and(|stop| s.pack.stops[stop.entry()].class == "thing");
            (thing || s.is(end, Section::AllegedAct)).then_some((at, end))
        });
    if told.is_some() {
        return told;
    }
    // The bombing in 2019 killed 45, the 2015 bombing killed 45: right before the word for what happened.
    let before = (verb.saturating_sub(YEAR)..verb)
        .rev()
        .take_while(|&at| !closes(at) || is_year(at).is_some());
    for at in before {
        if let Some(end) = is_year(at) {
            // The war that began in 2011 has killed: the year is the relative clause's.
            let clause = (at.saturating_sub(YEAR + 2)..at).any(|at| s.is(at, Section::Border));
            return (led(at) && !clause).then_some((at, end));
        }
    }
    None
}

/// The verb of saying stands at most so many tokens before its day.
const SAYING: usize = 12;

pub(super) fn time(
    s: &Sentence<'_>,
    context: &Context,
    q: &Quantity,
    cause: &Cause,
    spoken: Option<&Speech>,
) -> Option<(Mark, Time)> {
    if !s.marks.hold(Section::Date) {
        return None;
    }
    let extent = extent(q, cause);
    let mark = s
        .marks
        .all()
        .iter()
        .filter(|mark| mark.sense.section == Section::Date)
        .filter(|mark| away(mark, extent) <= 20 && !context.parts(mark, extent))
        .filter(|mark| !dates_saying(s, mark) && !spoken.is_some_and(|by| is_beside(s, mark, by)))
        .min_by_key(|mark| away(mark, extent))?;
    let time = Time {
        words: Slot::of(s.text, s.tokens.span(mark.first, mark.end)?)?,
        days: s.pack.dates[mark.entry()].1,
    };
    Some((*mark, time))
}

/// Whether a day is that of the saying: it leads to the word behind which what was said begins (said on Saturday that,
/// قوله أمس إن). Of what was said so, no day was given.
fn dates_saying(s: &Sentence<'_>, mark: &Mark) -> bool {
    let comma = matches!(s.tokens.sign(mark.end), Some(',' | '،'));
    // Said on Monday, 5 March, that
    let that = mark.end + usize::from(comma);
    s.is(that, Section::SayThat)
        && !s.is(that, Section::Preposition)
        && (mark.first.saturating_sub(SAYING)..mark.first).any(|at| s.is(at, Section::Say))
}

/// Said on Monday, on Monday said the mayor: a day that touches the verb of saying, or stands between it and who speaks, is
/// no day of the deaths. Where the verb comes last the day before it may be.
fn is_beside(s: &Sentence<'_>, mark: &Mark, by: &Speech) -> bool {
    let Some((from, to)) = by.speaker else {
        return false;
    };
    let (start, end) = (from.min(by.first), to.max(by.end));
    let leads = [
        Section::Preposition,
        Section::Place,
        Section::Function,
        Section::Article,
    ];
    let behind = |word: usize| {
        word <= mark.first
            && mark.first - word <= 2
            && (word..mark.first).all(|at| s.is_any(at, &leads))
    };
    let told = s.is(by.first, Section::Say);
    if !told || s.pack.grammar.order == Order::Sov {
        return false;
    }
    let inside = by.first <= mark.first && mark.end <= by.end;
    start < mark.first && mark.end < end && !inside && (end <= by.end || by.first < from)
        || behind(by.end)
        || by.first < from && behind(to)
}

/// Whether the sentence tells of a death that nobody caused: of cancer, of old age.
pub(super) fn is_natural(s: &Sentence<'_>) -> bool {
    s.marks.hold(Section::Stop)
        && s.marks.all().iter().any(|mark| {
            mark.sense.section == Section::Stop && s.pack.stops[mark.entry()].class == "natural"
        })
}

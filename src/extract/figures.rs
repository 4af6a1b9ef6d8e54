//! From bound quantities to proposals: the figure, the slots and the reasons.

mod people;

use crate::model::{Aggregation, Count, Figure, Measure, Qualifier};

use super::bind::{Bound, Cause, Link};
use super::context::{self, Context};
use super::marks::Mark;
use super::number::Amount;
use super::pack::AmountKind;
use super::pack::lexicon::Section;
use super::pack::raw::Scope;
use super::phrase::{Noun, Quantity, Size};
use super::proposal::{FigureProposal, Kept, Modality, Proposal, Reason, Role, Score, Side, Slot};
use super::sentence::Sentence;
use super::speech::{DATELINE, Speech};

/// The rules that stand in no pack.
const YEAR: Kept = Kept::of(super::BARE_YEAR);
const NUMBER: Kept = Kept::of("engine/number");
const RANGE: Kept = Kept::of("engine/range");
const CONJUNCTION: Kept = Kept::of("engine/conjunction");

/// The proposals of one sentence.
pub(super) fn propose(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    causes: &[Cause],
    bound: &[Bound],
    speeches: &[Speech],
    context: &mut Context,
    into: &mut Vec<Proposal>,
) {
    if bound.is_empty() {
        return;
    }
    context.read(s);
    let mut reasons = std::mem::take(&mut context.reasons);
    for one in bound {
        reasons.clear();
        let found = Builder {
            s,
            context,
            quantity: &quantities[one.quantity],
            cause: &causes[one.cause],
            bound: one,
            quantities,
            reasons: &mut reasons,
        }
        .build(speeches);
        into.extend(found.map(Box::new).map(Proposal::Figure));
    }
    context.reasons = reasons;
}

/// Who states a figure as another sentence says.
pub(super) fn tell(s: &Sentence<'_>, speech: &Speech, figure: &mut FigureProposal) {
    let slot = |(from, to): (usize, usize)| Slot::of(s.text, s.tokens.span(from, to)?);
    let mut because = |role: Role, words: Option<Slot>| {
        figure.reasons.extend(words.map(|words| Reason {
            role,
            rule: speech.rule,
            words,
        }));
    };
    figure.claimant = speech
        .speaker
        .and_then(|(from, to)| s.without_and(from, to));
    if figure.claimant.is_some() {
        because(Role::Claimant, slot((speech.first, speech.end)));
    }
    if figure.via.is_empty() {
        figure.via.extend(speech.via.and_then(slot));
        if !figure.via.is_empty() {
            because(Role::Via, speech.via.and_then(slot));
        }
    }
}

/// Whether an illness, led by a preposition, is named among the tokens before the next sign.
fn is_ill(s: &Sentence<'_>, from: usize, to: usize) -> bool {
    (from..to)
        .take_while(|&at| !matches!(s.tokens.sign(at), Some('.' | ',' | '،' | ';' | '؛')))
        .any(|at| {
            let led = s.tokens.get(at).is_some_and(|token| token.prefixed);
            let stop = s.marks.of(at, Section::Stop);
            led && stop.is_some_and(|stop| s.pack.stops[stop.entry()].class == "illness")
        })
}

/// A verb that qualifies a toll stands at most so many tokens before it: تجاوزت حصيلة ضحايا الفيضان 5 آلاف قتيل.
const LED: usize = 8;

/// An illness is named at most so many tokens behind a number of people or its verb.
const ILLNESS: usize = 4;

struct Builder<'a, 't> {
    s: &'a Sentence<'t>,
    context: &'a Context,
    quantity: &'a Quantity,
    cause: &'a Cause,
    bound: &'a Bound,
    quantities: &'a [Quantity],
    /// Why, so far: one list for all.
    reasons: &'a mut Vec<Reason>,
}

impl Builder<'_, '_> {
    fn slot(&self, from: usize, to: usize) -> Option<Slot> {
        Slot::of(self.s.text, self.s.tokens.span(from, to)?)
    }

    fn because(&mut self, role: Role, rule: Kept, from: usize, to: usize) {
        if let Some(words) = self.slot(from, to) {
            self.reasons.push(Reason { role, rule, words });
        }
    }

    fn mark(&mut self, role: Role, mark: &Mark) {
        self.because(role, self.s.rule(mark.sense), mark.first, mark.end);
    }

    fn build(mut self, speeches: &[Speech]) -> Option<FigureProposal> {
        let (s, q, cause) = (self.s, self.quantity, self.cause);
        let figure = self.figure()?;
        let single = q.size == Size::One(Amount::Whole(1));
        if single && cause.measure == Measure::Killed && context::is_natural(s) {
            return None;
        }
        if cause.measure == Measure::Injured && self.of_illness() {
            return None;
        }
        self.mark(Role::Measure, &cause.mark);
        if let Some(second) = &cause.second {
            self.mark(Role::Measure, second);
        }
        let number_rule = match (q.implicit, q.entry, q.noun) {
            (true, _, Noun::Person(mark) | Noun::Counted(mark)) => s.rule(mark.sense),
            (_, Some(entry), _) => s.pack.amounts[entry].id,
            _ => NUMBER,
        };
        // Wounded another: no number is written.
        let another = q
            .others
            .filter(|others| !q.implicit && others.first == q.number);
        let number_rule = another.map_or(number_rule, |others| s.rule(others.sense));
        let implicit = q.implicit || another.is_some();
        self.because(Role::Number, number_rule, q.number, q.number_end);
        if implicit {
            self.because(Role::Implicit, number_rule, q.number, q.number_end);
        }
        self.qualifier(&figure, number_rule);
        if let Link::Part(_, mark) = self.bound.link {
            self.mark(Role::Link, &mark);
        }
        if let Link::And(other) = self.bound.link {
            let other = &self.quantities[other];
            self.because(Role::Link, CONJUNCTION, other.number, other.number_end);
        }
        let (victims, status) = self.people();
        let side = q.side.and_then(|mark| {
            let words = self.slot(mark.first, mark.end)?;
            let name = s.pack.sides.get(mark.entry())?.name;
            Some(Side { name, words })
        });
        if let Some(mark) = &q.side {
            self.mark(Role::Side, mark);
        }
        let aggregation = self.aggregation();
        let modality = self.modality();
        let background = context::background(s, q, cause);
        if let Some(mark) = &background {
            self.mark(Role::Background, mark);
        }
        let year = (background.is_none() && aggregation != Aggregation::Cumulative)
            .then(|| context::bare_year(s, q, cause))
            .flatten();
        if let Some((from, to)) = year {
            self.because(Role::Background, YEAR, from, to);
        }
        let telling = super::speech::telling(s, speeches, q, cause);
        let spoken = telling.map(|telling| telling.by);
        let time = context::time(s, self.context, q, cause, spoken).map(|(mark, time)| {
            self.mark(Role::Time, &mark);
            time
        });
        let place = context::place(s, self.context, q, cause).map(|(mark, place)| {
            self.mark(Role::Place, &mark);
            place
        });
        let mut claimant = None;
        let mut via = Vec::new();
        if let Some(telling) = telling {
            let speech = telling.by;
            if let Some((from, to)) = speech.speaker {
                claimant = s.without_and(from, to);
                self.because(Role::Claimant, speech.rule, speech.first, speech.end);
            }
            if let Some(((from, to), rule)) = telling.via {
                via.extend(s.without_and(from, to));
                self.because(Role::Via, rule, from, to);
            }
        }
        // GAZA (Reuters) - Seven were killed, a witness said: the agency relays it.
        let line = speeches
            .iter()
            .find(|one| one.rule == DATELINE && one.speaker.is_none());
        if via.is_empty()
            && let Some((from, to)) = line.and_then(|line| line.via)
        {
            via.extend(self.slot(from, to));
            self.because(Role::Via, DATELINE, from, to);
        }
        let (from, to) = self.quote();
        Some(FigureProposal {
            measure: cause.measure,
            figure,
            quote: self.slot(from, to)?,
            number: self.slot(q.number, q.number_end)?,
            victims,
            side,
            status,
            aggregation,
            modality,
            background: background.is_some() || year.is_some(),
            implicit,
            place,
            time,
            claimant,
            via,
            score: self.score(),
            // No longer than it is: of a long text many are held.
            reasons: self.reasons.drain(..).collect(),
        })
    }

    /// The interval that the number and its qualifier say.
    fn figure(&self) -> Option<Figure> {
        let said = self
            .bound
            .hedge
            .map(|mark| self.s.pack.qualifiers[mark.entry()].qualifier);
        let own = self
            .quantity
            .entry
            .and_then(|entry| self.s.pack.amounts[entry].qualifier);
        let count = |n: u64| Count::try_from(n).ok();
        match self.quantity.size {
            Size::Range(low, high) => {
                Figure::new(count(low), None, count(high), Qualifier::Range).ok()
            }
            Size::One(Amount::Vague) => Figure::new(None, None, None, Qualifier::Vague).ok(),
            Size::One(Amount::Unstated) => Figure::new(None, None, None, Qualifier::Unstated).ok(),
            Size::One(Amount::Whole(n)) => {
                let n = count(n)?;
                let (low, best, high, qualifier) = match said.or(own).unwrap_or(Qualifier::Exact) {
                    Qualifier::About => (None, Some(n), None, Qualifier::About),
                    Qualifier::AtLeast => (Some(n), None, None, Qualifier::AtLeast),
                    Qualifier::MoreThan => (n.plus_one(), None, None, Qualifier::MoreThan),
                    Qualifier::UpTo => (None, None, Some(n), Qualifier::UpTo),
                    Qualifier::FewerThan => (None, None, n.minus_one(), Qualifier::FewerThan),
                    _ => (Some(n), Some(n), Some(n), Qualifier::Exact),
                };
                Figure::new(low, best, high, qualifier).ok()
            }
        }
    }

    /// 41 حالة إصابة بالكوليرا: people whom an illness has are not injured. Nor are those of the same sentence who are
    /// counted by such a word again: حالات الإصابة بفيروس كورونا ... 19 إصابة.
    fn of_illness(&self) -> bool {
        let (s, q, cause) = (self.s, self.quantity, self.cause);
        let from = q.end.min(cause.end);
        is_ill(s, from, q.end.max(cause.end) + ILLNESS)
            || !s.pack.triggers[cause.mark.entry()].person
                && (0..from).any(|at| {
                    s.trigger(at).is_some_and(|(mark, trigger)| {
                        trigger.measure == Measure::Injured
                            && !trigger.person
                            && is_ill(s, mark.end, mark.end + 1)
                    })
                })
    }

    /// Why the number is not exact: the word that qualifies it, else the number's own words.
    fn qualifier(&mut self, figure: &Figure, number_rule: Kept) {
        let q = self.quantity;
        match self.bound.hedge {
            Some(hedge) => self.mark(Role::Qualifier, &hedge),
            None if figure.qualifier() == Qualifier::Exact => {}
            None if matches!(q.size, Size::Range(..)) => {
                self.because(Role::Qualifier, RANGE, q.number, q.number_end);
            }
            None => self.because(Role::Qualifier, number_rule, q.number, q.number_end),
        }
    }

    fn aggregation(&mut self) -> Aggregation {
        if let Link::Toll(Some(mark)) = self.bound.link {
            self.mark(Role::Aggregation, &mark);
            if !self.s.pack.rises[mark.entry()].bare {
                return Aggregation::Cumulative;
            }
        }
        if let Some((mark, value)) =
            context::aggregation(self.s, self.context, self.quantity, self.cause)
        {
            // "The worst since 2020": words that keep others from making it a total are no reason for anything.
            if value != Aggregation::Unknown {
                self.mark(Role::Aggregation, &mark);
            }
            return value;
        }
        if let Some(mark) = self.quantity.others
            && self.s.pack.others[mark.entry()].incremental
            && mark.first != self.quantity.number
        {
            self.mark(Role::Aggregation, &mark);
            return Aggregation::Incremental;
        }
        Aggregation::Unknown
    }

    fn modality(&mut self) -> Modality {
        match context::modality(self.s, self.context, self.quantity, self.cause) {
            // Никто не погиб: the negation makes the nought, and denies nothing.
            Some((mark, Modality::Denied))
                if self.quantity.size == Size::One(Amount::Whole(0))
                    && (self.s.pack.modalities[mark.entry()].2 == Scope::Touch
                        || self.quantity.first <= mark.first && mark.end <= self.quantity.end) =>
            {
                Modality::Asserted
            }
            Some((mark, value)) => {
                self.mark(Role::Modality, &mark);
                value
            }
            None => Modality::Asserted,
        }
    }

    /// The tokens from the first to the last of number, casualty word and victims.
    fn quote(&self) -> (usize, usize) {
        let (q, cause) = (self.quantity, self.cause);
        let mut from = q.first.min(cause.first);
        let mut to = q.end.max(cause.end);
        if let Some(hedge) = self.bound.hedge
            && hedge.first >= q.number
        {
            to = to.max(hedge.end);
        }
        if let Link::Toll(_) = self.bound.link {
            to = to.max(q.end);
        }
        from = from.min(q.number);
        // تجاوز عدد القتلى 500: the qualifier stands before the word for a toll, and is this number's.
        if let Some(hedge) = self.bound.hedge
            && hedge.end <= from
            && from - hedge.end <= LED
            && (hedge.end..q.number).all(|at| self.s.number_at(at).is_none())
        {
            from = hedge.first;
        }
        (from, to)
    }

    fn score(&self) -> Score {
        let q = self.quantity;
        let mut score: u32 = 97;
        score = score.saturating_sub(self.bound.cost / 5);
        let another = q.others.is_some_and(|others| others.first == q.number);
        if q.implicit || another {
            score = score.min(65);
        }
        if q.noun == Noun::Unknown {
            score = score.saturating_sub(10);
        }
        let trigger = &self.s.pack.triggers[self.cause.mark.entry()];
        if trigger.weak || q.weak {
            score = score.saturating_sub(15);
        }
        if matches!(self.bound.link, Link::And(_) | Link::Part(..)) {
            score = score.saturating_sub(3);
        }
        let is_amount = q
            .entry
            .is_some_and(|entry| !matches!(self.s.pack.amounts[entry].kind, AmountKind::Number(_)));
        if is_amount {
            score = score.saturating_sub(2);
        }
        Score::from_hundredths(u8::try_from(score.max(30)).unwrap_or(30))
    }
}

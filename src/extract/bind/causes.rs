//! The casualty words of a sentence, each alone or two that share a number.
//!
//! What enters: a sentence and its quantities. What leaves: the causes in order; a word that only describes people, or stands
//! inside an amount, is none.

use super::super::marks::Mark;
use super::super::pack::Trigger;
use super::super::pack::lexicon::{FormCount, Section};
use super::super::pack::raw::{Order, TriggerKind};
use super::super::phrase::{Noun, Quantity};
use super::super::sentence::Sentence;
use super::super::tokens::Joint;
use super::Cause;
use crate::model::Measure;

/// The triggers of a sentence, in order.
pub(in crate::extract) fn causes(s: &Sentence<'_>, quantities: &[Quantity], into: &mut Vec<Cause>) {
    into.clear();
    let mut at = 0;
    while at < s.tokens.len() {
        let Some((&mark, trigger)) = s.trigger(at) else {
            at += 1;
            continue;
        };
        // A number of injuries: the words of an amount are no toll.
        let amount = |q: &Quantity| q.number < mark.first && mark.first < q.number_end;
        if trigger.kind == TriggerKind::Toll && quantities.iter().any(amount) {
            at = mark.first + 1;
            continue;
        }
        // Five of the victims were tourists: the word that the number counts is no verb here.
        let counted = quantities.iter().find_map(|q| match q.noun {
            Noun::Counted(inner) => {
                let inside = mark.first <= inner.first && inner.end < mark.end;
                (inside && !q.implicit && q.number < mark.first).then_some(inner)
            }
            _ => None,
        });
        let (mark, trigger) = match counted {
            Some(inner) => (inner, &s.pack.triggers[inner.entry()]),
            None => (mark, trigger),
        };
        // Condenó a muerte a 11 personas: a sentence of a court.
        let sentence = (at.saturating_sub(3)..=at).any(|first| {
            s.marks
                .of(first, Section::Stop)
                .is_some_and(|stop| stop.end > at && s.pack.stops[stop.entry()].class == "sentence")
        });
        if sentence {
            at = mark.end;
            continue;
        }
        // Four of the 17 wounded later died: who they were, not what is told.
        let mut next = mark.end;
        while s.is(next, Section::Function) && next < mark.end + 3 {
            next += 1;
        }
        let noun = trigger.kind == TriggerKind::Verb
            && s.pack.grammar.order == Order::Svo
            && mark.first > 0
            && (s.number_at(mark.first - 1).is_some() || s.is(mark.first - 1, Section::Function))
            && quantities
                .iter()
                .any(|q| q.end == mark.first || q.end == mark.end && q.number < mark.first)
            && s.trigger(next).is_some_and(|(_, other)| {
                other.kind == TriggerKind::Verb && other.measure != trigger.measure
            });
        if noun {
            at = mark.end;
            continue;
        }
        // Others, including displaced civilians: an adjective of people that nobody counts.
        let described = trigger.kind == TriggerKind::Verb
            && s.marks.ending(mark.first, Section::Subset).is_some()
            && s.marks
                .of(mark.end, Section::Victim)
                .is_some_and(|noun| noun.sense.count == FormCount::Plural);
        if described {
            at = mark.end;
            continue;
        }
        if let Some(past) = missing_too(s, quantities, &mark, trigger) {
            at = past;
            continue;
        }
        let mut cause = Cause {
            first: mark.first,
            end: mark.end,
            mark,
            second: None,
            measure: trigger.measure,
        };
        if let Some((second, other)) = sharing(s, quantities, mark, trigger) {
            cause.end = second.end;
            cause.second = Some(second);
            cause.measure = match (trigger.measure, other.measure) {
                (a, b) if a == b => a,
                _ => Measure::Casualties,
            };
        }
        at = cause.end;
        into.push(cause);
    }
}

/// Past the two words of 35 killed and missing: one number for both says how many neither were killed nor are missing.
fn missing_too(
    s: &Sentence<'_>,
    quantities: &[Quantity],
    mark: &Mark,
    trigger: &Trigger,
) -> Option<usize> {
    let prefixed = s.tokens.get(mark.end).is_some_and(|token| token.and_prefix);
    let joined = prefixed || s.is_any(mark.end, &[Section::And, Section::Or]);
    let (second, other) = s.trigger(mark.end + usize::from(!prefixed))?;
    let both = matches!(
        (trigger.measure, other.measure),
        (Measure::Killed, Measure::Missing) | (Measure::Missing, Measure::Killed)
    );
    let counts = |q: &Quantity| !q.implicit && (q.end == mark.first || q.end == mark.end);
    let own = |q: &Quantity| !q.implicit && (second.first..second.end + 3).contains(&q.first);
    (joined && both && quantities.iter().any(counts) && !quantities.iter().any(own))
        .then_some(second.end)
}

/// The trigger joined to `mark` by "and" or "or", when both share one number.
fn sharing<'s>(
    s: &'s Sentence<'_>,
    quantities: &[Quantity],
    mark: Mark,
    trigger: &Trigger,
) -> Option<(Mark, &'s Trigger)> {
    let mut at = mark.end;
    let joined = if s.is_any(at, &[Section::And, Section::Or]) {
        at += 1;
        true
    } else {
        s.tokens.get(at).is_some_and(|token| {
            token.and_prefix || matches!(token.joint, Joint::Other | Joint::Hyphen)
        })
    };
    let (second, other) = s.trigger(at)?;
    // خمسة قتلى وجريحين: a dual counts two by itself.
    if second.sense.count == FormCount::Dual {
        return None;
    }
    // خمسة لقوا حتفهم وأصيب 18 آخرون: the others are not those of the first verb.
    let others = quantities
        .iter()
        .any(|q| q.others.is_some() && (second.end..second.end + 3).contains(&q.first));
    if trigger.kind == TriggerKind::Verb && others && quantities.iter().any(|q| q.end <= mark.first)
    {
        return None;
    }
    // خمسة مدنيين أصيبوا أو قتلوا: the number before both, where one or the other happened to each.
    let either = s.is(mark.end, Section::Or)
        && quantities
            .iter()
            .any(|q| !q.implicit && q.end == mark.first);
    // شخصين قتلا وأصيب ثالث: where the verb comes first, the shared number follows both.
    if s.pack.grammar.order == Order::Vso
        && trigger.kind == TriggerKind::Verb
        && !either
        && !quantities
            .iter()
            .any(|q| (second.end..second.end + 3).contains(&q.first))
    {
        return None;
    }
    let both = |a, b| {
        matches!(
            (a, b),
            (Measure::Killed, Measure::Injured) | (Measure::Injured, Measure::Killed)
        ) || a == b
    };
    let same_kind = (trigger.kind == other.kind)
        || (trigger.kind != TriggerKind::Verb && other.kind != TriggerKind::Verb)
        // ۱۲ نفر کشته و زخمی شدند: where verbs come last, one closes both.
        || (s.pack.grammar.order == Order::Sov
            && trigger.kind == TriggerKind::Counted
            && quantities.iter().any(|q| !q.implicit && (q.end == mark.first || q.end == mark.end)));
    if !joined || !both(trigger.measure, other.measure) || !same_kind {
        return None;
    }
    // "5 were killed and wounded 3": each has its own.
    let before = quantities.iter().any(|q| {
        let end = q.hedge.map_or(q.end, |hedge| hedge.end.max(q.end));
        !q.implicit && end == mark.first
    });
    let after = quantities
        .iter()
        .any(|q| !q.implicit && q.first == second.end);
    if (before || own_subject(s, quantities, mark)) && after && trigger.kind == TriggerKind::Verb {
        return None;
    }
    Some((*second, other))
}

/// Whether a verb that may stand first has a number before it, in the same breath and with no other word for what
/// happened between: 22 من المدنيين والمقاتلين لقوا مصرعهم وأصيب 29.
fn own_subject(s: &Sentence<'_>, quantities: &[Quantity], mark: Mark) -> bool {
    s.pack.grammar.order == Order::Vso
        && quantities.iter().any(|q| {
            !q.implicit
                && q.end <= mark.first
                && (q.end..mark.first)
                    .all(|at| s.trigger(at).is_none() && s.tokens.sign(at).is_none())
        })
}

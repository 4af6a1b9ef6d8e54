//! The group that people belong to: members of the guard, تن از کارکنان.
//!
//! What enters: where a noun phrase ends. What leaves: where it ends with its group.

use super::super::marks::Mark;
use super::super::pack::lexicon::{FormCount, Section};
use super::super::sentence::Sentence;

/// Past the group behind a word for people: members of the guard, تن از کارکنان.
pub(super) fn group(s: &Sentence<'_>, end: usize) -> usize {
    let Some(of) = s.marks.of(end, Section::Of) else {
        return end;
    };
    // من أصل 41: a whole, and no group.
    let longer = |border: &Mark| border.end > of.end;
    if s.marks.of(end, Section::Border).is_some_and(longer) {
        return end;
    }
    let mut at = of.end;
    while at < of.end + 6 {
        // خمسة من أفراد القوات ومدنيا: another, whom "and" begins.
        let another = at > of.end
            && s.tokens.get(at).is_some_and(|token| token.and_prefix)
            && s.marks
                .of(at, Section::Victim)
                .is_some_and(|mark| mark.sense.count != FormCount::Plural);
        let goes_on = s.tokens.is_word(at)
            && s.number_at(at).is_none()
            && !another
            // Members of the family: it is their group.
            && (!s.is(at, Section::Stop) || s.is_household(at))
            && (s.is(at, Section::Article)
                || !s.is_any(
                    at,
                    &[
                        Section::Border,
                        Section::And,
                        Section::Or,
                        Section::Preposition,
                        Section::Place,
                        Section::Of,
                        Section::Function,
                        Section::Say,
                        Section::Subset,
                        Section::Trigger,
                        Section::Date,
                        Section::Qualifier,
                    ],
                ));
        if !goes_on {
            break;
        }
        at += 1;
    }
    let is_subset = s.marks.of(end, Section::Subset).is_some();
    if at == of.end || is_subset {
        return end;
    }
    // Agents des forces du régime tués: a further complement is the group's when its casualty word follows.
    if let Some(inner) = s.marks.of(at, Section::Of) {
        let is_plain = |at: usize| s.tokens.is_word(at) && s.trigger(at).is_none();
        let past = (inner.end..inner.end + 3).find(|&at| !is_plain(at));
        if let Some(past) = past
            && past > inner.end
            && s.counted(past).is_some()
        {
            return past;
        }
    }
    at
}

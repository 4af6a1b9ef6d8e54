//! The parties of an accusation where verbs come first: verb, accuser, accused, act.
//!
//! What enters: a sentence and where a frame stands. What leaves: the rows of tokens that name the parties. Such a
//! language sets nothing between accuser and accused; a noun phrase that is already closed (a definite noun, an adjective
//! of a people, a country) is followed by another party, an open one (`وزارة`) by its own complement.

mod clause;
mod doers;
mod parting;
mod settled;
mod shape;
mod topics;

use super::accuse::{begins_so, named};
use super::marks::Mark;
use super::pack::lexicon::Section;
use super::pack::raw::Order;
use super::sentence::Sentence;

pub(super) use clause::{agent, arrested, deed_owner, inside, is_done, party_at, prosecutor};
pub(super) use doers::{
    doer, doer_behind, it_was, noun_doer, owner, shares_side, teller_subject, told_of,
};
pub(super) use parting::{behind, cut};
pub(super) use settled::{is_bare_adjective, settled};
pub(super) use shape::{
    agrees, begins_with, calls, governs, has_pronoun, is_adjective, is_anybody, is_definite,
    is_fused, is_group, is_joined, is_led, is_letter, is_listed, is_named_in, is_of_us, is_opener,
    is_plural_verb, word,
};

pub(super) use topics::topic_of;

use shape::{begins_fused, is_possessed};

/// Tokens from, and up to.
pub(super) type Row = Option<(usize, usize)>;

/// A party is at most so many tokens long.
pub(super) const PARTY: usize = 16;
/// The noun phrase before a participle is at most so many tokens long.
const NOUN: usize = 5;

/// A preposition that carries the act and touches the frame: متهم بقتل.
pub(super) fn touching_lead(
    s: &Sentence<'_>,
    from: usize,
    prefixes: &[String],
) -> Option<(usize, usize)> {
    begins_so(s, from, prefixes).then_some((from, from))
}

/// Whether a token ends a party that stands behind a verb.
pub(super) fn ends_party(s: &Sentence<'_>, at: usize) -> bool {
    if s.is_any(
        at,
        &[
            Section::Border,
            Section::Say,
            Section::AccuseBy,
            Section::Accuse,
        ],
    ) {
        return true;
    }
    // Where prepositions lead to what is said (أعلن عن), one may also stand inside a name: الدفاع عن حقوق الإنسان.
    let is_preposition = s.pack.grammar.order == Order::Vso && s.is(at, Section::Preposition);
    s.is(at, Section::SayThat) && !is_preposition
}

/// Whether a word with a preposition's letters is no act: a name's part, an adverb, a day.
pub(super) fn is_bound(s: &Sentence<'_>, at: usize) -> bool {
    let inside = (1..=3)
        .filter_map(|back| at.checked_sub(back))
        .filter_map(|first| s.marks.of(first, Section::Speaker))
        .any(|mark| mark.end > at);
    inside
        || s.is_any(
            at,
            &[
                Section::Border,
                Section::Preposition,
                Section::Function,
                Section::Date,
                Section::Place,
                Section::Say,
            ],
        )
}

/// A known party right before the verb: أرمينيا تتهم.
pub(super) fn subject_before(s: &Sentence<'_>, verb: usize) -> Row {
    // واتهمت: a verb that "and" begins has its subject behind it or before the clause.
    if s.tokens.get(verb).is_some_and(|token| token.and_prefix) {
        return None;
    }
    let known = [Section::Side, Section::Speaker, Section::Agency]
        .into_iter()
        .find_map(|section| s.marks.ending(verb, section))?;
    let row = noun_before(s, verb)?;
    let governed = row.0 > 0 && s.is_any(row.0 - 1, &[Section::Preposition, Section::Of]);
    (!governed && row.0 <= known.first).then_some(row)
}

/// The noun phrase right before a word.
pub(super) fn noun_before(s: &Sentence<'_>, to: usize) -> Row {
    let mut end = to;
    while end > 0
        && s.is_any(end - 1, &[Section::Function, Section::Border])
        && s.tokens.sign(end - 1).is_none()
    {
        end -= 1;
    }
    // رجلا (48 عاما) اتهم: an aside in brackets.
    if end > 0 && s.tokens.sign(end - 1) == Some(')') {
        let open = (end.saturating_sub(NOUN + 1)..end - 1)
            .rev()
            .find(|&at| s.tokens.sign(at) == Some('('));
        end = open.unwrap_or(end - 1);
    }
    if end > 0 && matches!(s.tokens.sign(end - 1), Some(',' | '،')) {
        end -= 1;
    }
    // 29 متهما، بينهم 7 نساء، بتهمة: an aside that names a part.
    if end < to
        && let Some(comma) = (end.saturating_sub(2 * NOUN)..end)
            .rev()
            .find(|&at| matches!(s.tokens.sign(at), Some(',' | '،')))
            .filter(|&comma| s.is(comma + 1, Section::Subset))
    {
        end = comma;
    }
    // «الفرقة 30»، التي: a name in quotation marks.
    if end > 1 && matches!(s.tokens.sign(end - 1), Some('»' | '”' | '"')) {
        let open = (end.saturating_sub(NOUN + 1)..end - 1)
            .rev()
            .find(|&at| matches!(s.tokens.sign(at), Some('«' | '“' | '"')));
        return open
            .filter(|open| open + 1 < end - 1)
            .map(|open| (open + 1, end - 1));
    }
    let mut first = end;
    while first > 0 && end - first < NOUN {
        let at = first - 1;
        let closes = s.tokens.sign(at).is_some_and(|sign| sign != '-')
            || s.is_any(
                at,
                &[
                    Section::Preposition,
                    Section::SayThat,
                    Section::Border,
                    Section::Function,
                    Section::Say,
                    Section::Accuse,
                    Section::Deny,
                    Section::Date,
                ],
            )
            || s.trigger(at).is_some() && s.counted(at).is_none();
        let bound = s
            .tokens
            .get(at)
            .is_some_and(|token| token.prefixed && !token.and_prefix && !is_definite(s, at));
        if closes || bound {
            break;
        }
        first = at;
        // للقاضي فلان: what a fused preposition leads to begins there.
        if begins_fused(s, at) {
            break;
        }
    }
    // تنظيم «حزب كذا» المحظور: adjectives behind a name in quotation marks.
    let closed = first > 2 && matches!(s.tokens.sign(first - 1), Some('»' | '”'));
    if closed && end > first && (first..end).all(|at| is_definite(s, at)) {
        let open = (first.saturating_sub(NOUN + 1)..first - 1)
            .rev()
            .find(|&at| matches!(s.tokens.sign(at), Some('«' | '“')));
        let noun = open.filter(|&open| open > 0 && s.is(open - 1, Section::Speaker));
        first = noun.map_or(first, |open| open - 1);
    }
    (end > first).then_some((first, end))
}

/// The noun phrase before a relative or a participle; behind "and" (النظام إزاء سورية، والذي) one that stands free.
pub(super) fn continued(s: &Sentence<'_>, to: usize) -> Row {
    let row = noun_before(s, to)?;
    let relative = s.is(to, Section::Border) && word(s, to).starts_with('و');
    let and = relative || s.tokens.get(to).is_some_and(|token| token.and_prefix);
    let governed = row
        .0
        .checked_sub(1)
        .filter(|&at| and && s.is(at, Section::Preposition));
    match governed {
        Some(at) => noun_before(s, at).filter(|before| before.1 == at),
        None => Some(row),
    }
}

/// The accused that the word itself names, with the name that it follows: القيادي سليمان الأسد المتهم.
pub(super) fn own(s: &Sentence<'_>, mark: &Mark) -> Row {
    let word = (mark.first, mark.end);
    let token = s.tokens.get(mark.first)?;
    if token.and_prefix || !is_definite(s, mark.first) {
        return Some(word);
    }
    // حزب العمال وتنظيم داعش، المتهم: a comma may part the name from the participle.
    let comma = mark.first > 0 && matches!(s.tokens.sign(mark.first - 1), Some(',' | '،'));
    let end = if comma { mark.first - 1 } else { mark.first };
    let known = [Section::Side, Section::Speaker]
        .into_iter()
        .any(|section| s.marks.ending(end, section).is_some());
    if let Some(row) = quoted_name(s, end) {
        return Some((row.0, if comma { row.1 } else { mark.end }));
    }
    let row = noun_before(s, end).filter(|row| {
        let unknown = || s.marks.at(end - 1).is_empty();
        let closes = known || !comma && (is_definite(s, end - 1) || unknown());
        row.1 == end && row.1 - row.0 >= 2 && closes
    });
    // فلان الزعيم الشاب لحزب الشعب المتهم: whose he is led to by a letter.
    let head = |row: (usize, usize)| {
        let bound = row.0.checked_sub(1).filter(|&at| {
            s.tokens
                .get(at)
                .is_some_and(|token| token.prefixed && !token.and_prefix)
                && is_led(s, at)
        })?;
        noun_before(s, bound).filter(|before| before.1 == bound && before.1 - before.0 >= 2)
    };
    Some(row.map_or(word, |row| {
        let end = if comma { row.1 } else { mark.end };
        (head(row).map_or(row.0, |before| before.0), end)
    }))
}

/// تنظيم «داعش» المتهم: a name in quotation marks, with the noun that it is the name of.
fn quoted_name(s: &Sentence<'_>, end: usize) -> Row {
    let close = end.checked_sub(1)?;
    let quoted = matches!(s.tokens.sign(close), Some('"' | '»' | '”'));
    let (first, last) = noun_before(s, end).filter(|row| quoted && row.1 == close)?;
    let head = first.checked_sub(2).filter(|&at| {
        s.is_any(at, &[Section::Speaker, Section::Side]) && s.tokens.sign(at + 1).is_some()
    });
    let known = || s.is_any(first, &[Section::Speaker, Section::Side]);
    (head.is_some() || known()).then_some((head.unwrap_or(first), last + 1))
}

/// A party without the phrases behind it: الحوثيون ضد المدنيين.
pub(super) fn without_phrases(s: &Sentence<'_>, row: Row) -> Row {
    row.map(|(from, to)| {
        let named = |at: usize| {
            (from..at).any(|first| {
                s.marks
                    .of(first, Section::Speaker)
                    .is_some_and(|mark| mark.end > at)
            })
        };
        let end = (from + 1..to).find(|&at| s.is(at, Section::Preposition) && !named(at));
        (from, end.unwrap_or(to))
    })
}

/// Who denies where verbs come first: no phrase with a preposition, and before the verb only a known party.
pub(super) fn denier(s: &Sentence<'_>, row: Row, verb: usize) -> Row {
    let row = row.filter(|(from, _)| {
        let bound = s
            .tokens
            .get(*from)
            .is_some_and(|token| token.prefixed && !token.and_prefix && !is_definite(s, *from));
        // ينفي أهميتها, تنكره جميع الشرائع: somebody's thing, a thing in no list.
        let unknown = s.marks.at(*from).is_empty();
        let all = is_definite(s, *from) && *from > verb + 1 && s.is(from - 1, Section::Function);
        let thing = *from > verb && unknown && (is_possessed(s, *from) || all);
        !s.is(*from, Section::Preposition) && !bound && !thing
    });
    if row.is_some_and(|(from, _)| from < verb) {
        return named(s, row).filter(|row| row.1 == verb);
    }
    row
}

/// Two parties inside a frame, the second joined by and.
pub(super) fn pair_inside(
    s: &Sentence<'_>,
    mark: &Mark,
) -> Option<((usize, usize), (usize, usize))> {
    let (first, end) = (mark.first + 1, mark.end - 1);
    let joint = (first + 1..end).find(|&at| {
        s.is(at, Section::And) || s.tokens.get(at).is_some_and(|token| token.and_prefix)
    })?;
    let other = if s.is(joint, Section::And) {
        joint + 1
    } else {
        joint
    };
    (other < end).then_some(((first, joint), (other, end)))
}

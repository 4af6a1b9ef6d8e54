//! The parties of an accusation where verbs come first: verb, accuser, accused, act.
//!
//! What enters: a sentence and where a frame stands. What leaves: the rows of tokens that name the parties. Such a
//! language sets nothing between accuser and accused; a noun phrase that is already closed (a definite noun, an adjective
//! of a people, a country) is followed by another party, an open one (`وزارة`) by its own complement.

use super::accuse::{begins_so, named};
use super::marks::Mark;
use super::pack::lexicon::Section;
use super::pack::raw::Order;
use super::sentence::Sentence;
use crate::model::VictimStatus;

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

/// Accuser and accused behind a verb, up to where the act begins.
pub(super) fn behind(s: &Sentence<'_>, mark: &Mark, lead: Option<usize>) -> (Row, Row) {
    let rows = segments(s, mark.end, lead);
    let Some(&first) = rows.first() else {
        return (None, None);
    };
    if subject_before(s, mark.first).is_some() {
        return (None, Some(first));
    }
    let accused = rows
        .iter()
        .skip(1)
        .rev()
        .find(|(from, to)| named(s, Some((*from, *to))).is_some())
        .copied();
    match (accused, cut(s, first)) {
        (Some(accused), _) => (Some(first), Some(accused)),
        (None, Some(at)) => (Some((first.0, at)), Some((at, first.1))),
        (None, None) => match (
            rows.last().filter(|_| rows.len() > 1),
            split_closed(s, first),
        ) {
            (Some(&last), _) => (Some(first), Some(last)),
            (None, Some(at)) => (Some((first.0, at)), Some((at, first.1))),
            (None, None) => (None, Some(first)),
        },
    }
}

/// الادعاء العام الخلية: behind a speaker that its adjective closes, a last definite noun in no list is another party.
fn split_closed(s: &Sentence<'_>, (from, to): (usize, usize)) -> Option<usize> {
    let at = to.checked_sub(1).filter(|&at| at >= from + 2)?;
    let unknown = s.marks.at(at).is_empty() && is_definite(s, at);
    let closed = s.is(from, Section::Speaker) && (from + 1..at).all(|at| is_definite(s, at));
    (unknown && closed && !is_joined(s, at)).then_some(at)
}

/// The noun phrases behind a verb, parted by commas and by the time of day.
fn segments(s: &Sentence<'_>, from: usize, lead: Option<usize>) -> Vec<(usize, usize)> {
    let limit = lead.unwrap_or(usize::MAX).min(s.tokens.len());
    let mut rows = Vec::new();
    let mut first = from;
    let mut push = |first: usize, end: usize| {
        let begins = (first..end).find(|&at| {
            !s.is_any(at, &[Section::Function, Section::Article])
                && !matches!(s.tokens.sign(at), Some('"' | '«' | '“' | '(' | '\''))
        });
        // A phrase with a preposition of its own (في بيان) is no party.
        rows.extend(
            begins
                .filter(|&at| !s.is_any(at, &[Section::Preposition, Section::Subset, Section::Of]))
                .map(|at| {
                    let mut end = end.min(at + PARTY);
                    while end > at + 1 && matches!(s.tokens.sign(end - 1), Some('"' | '«' | '“'))
                    {
                        end -= 1;
                    }
                    (at, end)
                }),
        );
    };
    for at in from..limit {
        let is_comma = matches!(s.tokens.sign(at), Some(',' | '،'));
        let is_day =
            s.is(at, Section::Date) || s.is(at, Section::SayThat) && s.is(at, Section::Function);
        if is_comma && lead.is_some() || is_day {
            push(first, at);
            first = at + 1;
            continue;
        }
        let ends = match s.tokens.sign(at) {
            Some('-' | '\'' | '’' | '/' | '(' | ')' | '«' | '»' | '"' | '“' | '”') => false,
            Some(_) => true,
            None => ends_party(s, at) && !(lead.is_some() && s.is(at, Section::Border)),
        };
        if ends || at - from > PARTY + 4 {
            push(first, at);
            return rows;
        }
    }
    push(first, limit);
    rows
}

fn word<'t>(s: &Sentence<'t>, at: usize) -> &'t str {
    s.tokens
        .get(at)
        .and_then(|token| s.text.get(token.start..token.end))
        .unwrap_or("")
}

/// A noun with the article.
pub(super) fn is_definite(s: &Sentence<'_>, at: usize) -> bool {
    let word = word(s, at);
    let articles = &s.pack.grammar.definite;
    articles
        .iter()
        .any(|article| word.starts_with(article.as_str()))
}

/// Where the second of two parties begins: the last name behind a closed noun phrase.
fn cut(s: &Sentence<'_>, (from, to): (usize, usize)) -> Option<usize> {
    (from + 1..to).rev().find(|&at| {
        // تنظيم "داعش": a name in quotation marks belongs to the open noun before it.
        if matches!(s.tokens.sign(at - 1), Some('"' | '«' | '“'))
            && at >= from + 2
            && s.is(at - 2, Section::Speaker)
            && !is_definite(s, at - 2)
        {
            return false;
        }
        // «داعش» الملا: behind a name in quotation marks that begins the parties, another begins.
        let quoted = from > 0
            && matches!(s.tokens.sign(from - 1), Some('"' | '«' | '“'))
            && matches!(s.tokens.sign(at - 1), Some('"' | '»' | '”'));
        if quoted && !is_joined(s, at) && !is_adjective(s, at) && !s.is(at, Section::Function) {
            return true;
        }
        let names = s.is_any(
            at,
            &[
                Section::Side,
                Section::Speaker,
                Section::Agency,
                Section::Victim,
            ],
        );
        let governed = s.is_any(at - 1, &[Section::Preposition, Section::Place, Section::Of]);
        // رئيس البلاد فلان نائبه: a noun with a pronoun of its own begins another party.
        if at > from + 1 && !governed && is_possessed(s, at) && !is_joined(s, at) {
            return true;
        }
        if !names || governed || is_joined(s, at) {
            return false;
        }
        let before_definite = is_definite(s, at - 1);
        let side = s.marks.of(at, Section::Side);
        let side_before = s.marks.ending(at, Section::Side).is_some();
        // الدفاع الأرمينية: an adjective of the noun before it.
        if side.is_some() && is_adjective(s, at) {
            return false;
        }
        let open = [Section::Speaker, Section::Victim, Section::Agency]
            .into_iter()
            .any(|section| s.marks.ending(at, section).is_some());
        before_definite || side_before || !open
    })
}

/// A noun that somebody named before has: نائبه.
fn is_possessed(s: &Sentence<'_>, at: usize) -> bool {
    let word = word(s, at);
    let long = word.chars().nth(3).is_some();
    long && !is_definite(s, at)
        && has_pronoun(s, at)
        && !s.is_any(
            at,
            &[Section::Preposition, Section::SayThat, Section::Function],
        )
        && !s.is_any(at - 1, &[Section::Say, Section::SayThat])
}

/// Whether a word is one prefix alone, lengthened or not: بـ.
pub(super) fn is_letter(s: &Sentence<'_>, at: usize, prefix: &str) -> bool {
    s.tokens.is_word(at) && word(s, at).trim_end_matches('\u{640}') == prefix
}

/// Whether a word ends with a pronoun.
pub(super) fn has_pronoun(s: &Sentence<'_>, at: usize) -> bool {
    let word = word(s, at);
    let endings = &s.pack.grammar.pronoun_endings;
    endings.iter().any(|ending| word.ends_with(ending.as_str()))
}

/// An adjective of a people: الأرمينية, أتراك behind a noun.
pub(super) fn is_adjective(s: &Sentence<'_>, at: usize) -> bool {
    let word = word(s, at);
    let endings = &s.pack.grammar.adjectives;
    let is_nisba = endings.iter().any(|ending| word.ends_with(ending.as_str()));
    let follows_noun = at > 0 && s.tokens.is_word(at - 1);
    let is_plural = is_definite(s, at)
        && s.is(at, Section::Side)
        && at > 0
        && is_definite(s, at - 1)
        && s.marks
            .of(at, Section::Side)
            .is_some_and(|mark| mark.end == at + 1);
    follows_noun && (is_nisba || is_plural)
}

/// A word that and, by or to is written to.
pub(super) fn is_joined(s: &Sentence<'_>, at: usize) -> bool {
    s.tokens
        .get(at)
        .is_some_and(|token| token.and_prefix || token.prefixed && !is_definite(s, at))
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
    }
    (end > first).then_some((first, end))
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
                && !is_definite(s, at)
        })?;
        noun_before(s, bound).filter(|before| before.1 == bound && before.1 - before.0 >= 2)
    };
    Some(row.map_or(word, |row| {
        let end = if comma { row.1 } else { mark.end };
        (head(row).map_or(row.0, |before| before.0), end)
    }))
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
        !s.is(*from, Section::Preposition) && !bound
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

/// The named side that somebody tells a deed of: إن القوات الأذربيجانية قصفت.
pub(super) fn teller_subject(s: &Sentence<'_>, verb: usize) -> Row {
    if s.tokens
        .get(verb)
        .is_some_and(|token| token.prefixed && !token.and_prefix)
    {
        return None;
    }
    let that = (verb.saturating_sub(6)..verb).rev().find(|&at| {
        let that = s.is(at, Section::SayThat) && !s.is(at, Section::Preposition);
        // "Kyiv said Russian forces shelled": English leaves the word out.
        let said =
            s.pack.grammar.order == Order::Svo && s.marks.ending(at + 1, Section::Say).is_some();
        that || said
    })?;
    // إن المستوطنين الذين «ارتكبوا»: a relative clause tells the deed.
    let mut end = verb;
    if s.pack.grammar.order == Order::Vso {
        while end > that + 1
            && (matches!(s.tokens.sign(end - 1), Some('"' | '«' | '“'))
                || s.is(end - 1, Section::Border) && s.is(end - 1, Section::Function))
        {
            end -= 1;
        }
    }
    let row = (that + 1, end);
    let holds = (row.0..row.1).any(|at| is_group(s, at));
    let is_plain = (row.0..row.1).all(|at| {
        s.tokens.is_word(at)
            && !s.is_any(
                at,
                &[
                    Section::Preposition,
                    Section::Border,
                    Section::Say,
                    Section::Accuse,
                    Section::Deny,
                ],
            )
            && s.number_at(at).is_none()
            && !is_joined(s, at)
    });
    (row.1 > row.0 && holds && is_plain).then_some(row)
}

/// Whoever a clause is about, by name or not: أن شابا في العشرين هو منفذ.
pub(super) fn told_of(s: &Sentence<'_>, verb: usize) -> Row {
    let that = (verb.saturating_sub(PARTY)..verb)
        .rev()
        .take_while(|&at| s.tokens.sign(at).is_none_or(|sign| sign == '"'))
        .find(|&at| s.is(at, Section::SayThat) && !s.is(at, Section::Preposition))?;
    let free = that + 1 < verb && !has_pronoun(s, that);
    let verbs = [Section::Say, Section::Accuse, Section::Deny];
    (free && !(that + 1..verb).any(|at| s.is_any(at, &verbs))).then_some((that + 1, verb))
}

/// A definite word that a preposition is fused with: للنائب.
pub(super) fn is_fused(s: &Sentence<'_>, at: usize) -> bool {
    let word = word(s, at);
    let fused = s.pack.grammar.definite.iter().skip(1);
    s.tokens.get(at).is_some_and(|token| token.prefixed)
        && fused
            .into_iter()
            .any(|letters| word.starts_with(letters.as_str()))
}

/// Whether two parties are of one side.
pub(super) fn shares_side(s: &Sentence<'_>, one: (usize, usize), other: (usize, usize)) -> bool {
    let sides = |(from, to): (usize, usize)| {
        // المرصد السوري: a people inside somebody's proper name is not his side.
        let inside = |at: usize| {
            (from..at).any(|first| {
                [Section::Speaker, Section::Agency]
                    .into_iter()
                    .filter_map(|section| s.marks.of(first, section))
                    .any(|mark| mark.end > at)
            })
        };
        (from..to)
            .filter(|&at| !inside(at))
            .filter_map(|at| s.marks.of(at, Section::Side))
            .map(Mark::entry)
            .collect::<Vec<_>>()
    };
    let known = sides(one);
    sides(other).iter().any(|side| known.contains(side))
}

/// Whether a word of a list carries one of the prefixes: بإسرائيل.
pub(super) fn begins_with(s: &Sentence<'_>, at: usize, prefixes: &[String]) -> bool {
    let word = word(s, at);
    let prefixed = s
        .tokens
        .get(at)
        .is_some_and(|token| token.prefixed && !token.and_prefix);
    prefixed
        && prefixes
            .iter()
            .any(|prefix| word.starts_with(prefix.as_str()))
}

/// Whose deed it is, right behind the word for it: جرائم المستوطنين.
pub(super) fn owner(s: &Sentence<'_>, at: usize) -> Row {
    // جرائم وإرهاب المجموعات: two deeds of one party.
    let second = s.tokens.get(at).is_some_and(|token| token.and_prefix)
        && s.marks
            .at(at)
            .iter()
            .all(|mark| !matches!(mark.sense.section, Section::Side | Section::Speaker));
    let at = if second { at + 1 } else { at };
    let mark = [Section::Side, Section::Speaker]
        .into_iter()
        .find_map(|section| s.marks.of(at, section))
        .filter(|mark| !second || is_definite(s, mark.first))?;
    let mut end = mark.end;
    while end < at + NOUN && s.tokens.is_word(end) && is_definite(s, end) && !is_joined(s, end) {
        end += 1;
    }
    let adjective = is_adjective(s, at) && !s.is(at, Section::Speaker);
    (!is_joined(s, at) && !adjective).then_some((at, end))
}

/// The side right behind a deed: القصف الأوكراني, صمت الحكومة. Who is killed stands there too (قتل الفلسطينيين): behind such a
/// deed only an adjective, or a noun that its own object follows (قتل المستوطنين للرضيع), names who did it.
pub(super) fn doer(s: &Sentence<'_>, from: usize) -> Row {
    let governs = governs(s, from);
    let mark = (from + 1..from + 2)
        .take_while(|&at| s.tokens.is_word(at) && !s.is(at, Section::Preposition))
        .find_map(|at| {
            s.marks
                .of(at, Section::Side)
                .or_else(|| s.marks.of(at, Section::Speaker))
                .or_else(|| s.marks.of(at, Section::Agency))
                .filter(|mark| {
                    s.is(at, Section::Side) || is_definite(s, mark.first) || governs && at > from
                })
        })
        .filter(|mark| {
            s.tokens
                .get(mark.first)
                .is_some_and(|token| !token.and_prefix)
        })?;
    let mut end = mark.end;
    while end < mark.first + NOUN && is_adjective(s, end) && is_definite(s, end) {
        end += 1;
    }
    let named = s.is(mark.first, Section::Side) && is_adjective(s, mark.first);
    // قتل المستوطنين للرضيع, إحراق مستوطنين منزلهم: what it is done to follows.
    let led = s
        .tokens
        .get(end)
        .is_some_and(|token| token.prefixed && !token.and_prefix)
        && word(s, end).starts_with('ل');
    let bare = !is_definite(s, mark.first)
        && s.tokens.is_word(end)
        && !is_definite(s, end)
        && !is_joined(s, end)
        && !is_adjective(s, end)
        && !s.is_any(
            end,
            &[
                Section::Preposition,
                Section::Border,
                Section::Function,
                Section::Date,
                Section::Place,
            ],
        );
    let object = led || bare || has_pronoun(s, end) && !is_definite(s, end);
    (!governs || named || object).then_some((mark.first, end))
}

/// Whether the pronoun of a word may mean a noun: اتهمه is no group whose noun ends as a woman's does.
pub(super) fn agrees(s: &Sentence<'_>, noun: usize, pronoun: usize) -> bool {
    let grammar = &s.pack.grammar;
    let one = word(s, pronoun);
    let male = grammar
        .male_pronouns
        .iter()
        .any(|ending| one.ends_with(ending.as_str()));
    let head = word(s, noun);
    !male
        || !grammar
            .female_nouns
            .iter()
            .any(|ending| head.ends_with(ending.as_str()))
}

/// Whether a token is a noun of a deed that stands before whom it is done to.
pub(super) fn governs(s: &Sentence<'_>, at: usize) -> bool {
    let governing = &s.pack.grammar.governing;
    let bare = word(s, at).trim_start_matches(['و', 'ب', 'ل']);
    governing
        .iter()
        .any(|deed| deed == word(s, at) || deed == bare)
}

/// Whether a phrase means nobody in particular: شخص ما, أي شخص.
pub(super) fn is_anybody(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    let anybody = &s.pack.grammar.anybody;
    (from..to).any(|at| anybody.iter().any(|word_of| word_of == word(s, at)))
}

/// Whether a token begins the name of a side, of somebody who speaks, or of an armed group with the article.
pub(super) fn is_group(s: &Sentence<'_>, at: usize) -> bool {
    let armed = || {
        s.marks.of(at, Section::Victim).is_some_and(|mark| {
            s.pack.victims[mark.entry()].status == VictimStatus::Military
                && (is_definite(s, at) || s.is(at + 1, Section::Side))
        })
    };
    s.is_any(at, &[Section::Side, Section::Speaker]) || armed()
}

/// Who did a deed that is told in a clause of its own, right behind its verb: عندما هاجم المستوطنون المنزل.
pub(super) fn doer_behind(s: &Sentence<'_>, verb: &Mark) -> Row {
    let before = verb.first.checked_sub(1)?;
    let clause = s
        .marks
        .of(before, Section::Border)
        .or_else(|| s.marks.ending(verb.first, Section::Border))
        .is_some_and(|_| !s.is(before, Section::Function));
    // إنه، منذ عام، شن المستوطنون: behind "that" with nobody's pronoun.
    let that = (verb.first.saturating_sub(8)..verb.first)
        .rev()
        .find(|&at| {
            s.is(at, Section::SayThat) && !s.is(at, Section::Preposition) && has_pronoun(s, at)
        });
    let told = that.is_some_and(|that| {
        that + 1 == verb.first || matches!(s.tokens.sign(before), Some(',' | '،'))
    });
    let clause = clause || told;
    // نفذت قوات فلان ضربة: the party stands inside the frame.
    let inside = verb.end > verb.first + 2 && is_group(s, verb.first + 1);
    let first = if inside { verb.first + 1 } else { verb.end };
    let free = !is_joined(s, first) && !s.is(first, Section::Preposition);
    let mut end = first + 1;
    while end < first + NOUN && (is_definite(s, end) && !is_joined(s, end) || is_adjective(s, end))
    {
        end += 1;
    }
    (clause && free && is_group(s, first)).then_some((first, end))
}

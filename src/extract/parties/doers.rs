//! Who did a deed where verbs come first: behind its noun, behind its verb, before it in what somebody tells.
//!
//! What enters: a sentence and where the deed stands. What leaves: the row of tokens that names who did it.

use super::super::marks::Mark;
use super::super::pack::lexicon::Section;
use super::super::pack::raw::Order;
use super::super::sentence::Sentence;
use super::shape::{governs, has_pronoun, is_adjective, is_definite, is_group, is_joined, word};
use super::{NOUN, PARTY, Row};

/// The named side that somebody tells a deed of: إن القوات الأذربيجانية قصفت.
pub(in crate::extract) fn teller_subject(s: &Sentence<'_>, verb: usize) -> Row {
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
        // الأمم المتحدة: الجيش قصف: a headline.
        let headline = s.pack.grammar.order == Order::Vso && s.tokens.sign(at) == Some(':');
        that || said || headline
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
    // رأى المستوطنين وهم يحطمون: a clause of its own.
    let doing = end > 0 && has_pronoun(s, end - 1) && word(s, end - 1).starts_with('و');
    if s.pack.grammar.order == Order::Vso && doing {
        return None;
    }
    let quoted = s.pack.grammar.order == Order::Vso
        && matches!(s.tokens.sign(that + 1), Some('"' | '«' | '“'));
    let row = (that + 1 + usize::from(quoted), end);
    let holds = (row.0..row.1).any(|at| is_group(s, at)) || is_plain_name(s, row);
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

/// إن كافانو اعتدى: somebody by a name in no list, which ends as no noun of a thing does.
fn is_plain_name(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    let thing = ['ا', 'ة', 'ت', 'ى', 'ه', 'ً'];
    s.pack.grammar.order == Order::Vso
        && (from + 1..=from + SAID).contains(&to)
        && (from..to).all(|at| {
            let long = word(s, at).chars().nth(SAID).is_some();
            let several = ["ين", "ون", "ان"]
                .iter()
                .any(|ending| word(s, at).ends_with(ending));
            let name = !is_definite(s, at) && !word(s, at).ends_with(thing) && !several;
            s.marks.at(at).is_empty() && long && name && !has_pronoun(s, at)
        })
}

/// Whoever a clause is about, by name or not: أن شابا في العشرين هو منفذ.
pub(in crate::extract) fn told_of(s: &Sentence<'_>, verb: usize) -> Row {
    let that = (verb.saturating_sub(PARTY)..verb)
        .rev()
        .take_while(|&at| s.tokens.sign(at).is_none_or(|sign| sign == '"'))
        .find(|&at| s.is(at, Section::SayThat) && !s.is(at, Section::Preposition))?;
    let free = that + 1 < verb && !has_pronoun(s, that);
    let verbs = [Section::Say, Section::Accuse, Section::Deny];
    (free && !(that + 1..verb).any(|at| s.is_any(at, &verbs))).then_some((that + 1, verb))
}

/// إن طيران فلان هو الذي قصف: whoever a clause says that it was, by name or not.
pub(in crate::extract) fn it_was(s: &Sentence<'_>, verb: usize) -> Row {
    let relative = verb.checked_sub(1).filter(|&at| {
        let border = s.is(at, Section::Border) && s.is(at, Section::Function);
        border || s.is(at, Section::Of)
    })?;
    let pronoun = relative.checked_sub(1)?;
    if !s.is(pronoun, Section::Function) || !word(s, pronoun).starts_with('ه') {
        return None;
    }
    let that = (pronoun.saturating_sub(NOUN + 2)..pronoun)
        .rev()
        .find(|&at| s.is(at, Section::SayThat) && !s.is(at, Section::Preposition))?;
    let plain = |at: usize| {
        let other = [
            Section::Say,
            Section::Accuse,
            Section::Deny,
            Section::Preposition,
        ];
        s.tokens.is_word(at) && !s.is_any(at, &other)
    };
    let quoted = matches!(s.tokens.sign(that + 1), Some('"' | '«' | '“'));
    let row = (that + 1 + usize::from(quoted), pronoun);
    let free = !has_pronoun(s, that) || row.1 > row.0;
    (row.1 > row.0 && free && (row.0..row.1).all(plain)).then_some(row)
}

/// The name of the list that holds the peoples without a list of their own.
const OTHER: &str = "other";
/// A party has at most so many adjectives.
const SAID: usize = 3;
/// So many letters of a people's name stay the same in its adjective.
const STEM: usize = 4;

/// The letters that the name of a people and its adjective share: باكستان, الباكستانية.
fn stem<'t>(s: &Sentence<'t>, at: usize) -> &'t str {
    let articles = &s.pack.grammar.definite;
    let word = word(s, at);
    let bare = articles
        .iter()
        .find_map(|article| word.strip_prefix(article.as_str()))
        .unwrap_or(word);
    let end = bare
        .char_indices()
        .nth(STEM)
        .map_or(bare.len(), |(end, _)| end);
    bare.get(..end).unwrap_or(bare)
}

/// Whether two parties are of one side.
pub(in crate::extract) fn shares_side(
    s: &Sentence<'_>,
    one: (usize, usize),
    other: (usize, usize),
) -> bool {
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
            .map(|mark| {
                // One list holds many peoples: of those the words themselves must be alike.
                let several = s.pack.sides[mark.entry()].name.text() == OTHER;
                (mark.entry(), several.then(|| stem(s, mark.first)))
            })
            .collect::<Vec<_>>()
    };
    let known = sides(one);
    sides(other).iter().any(|side| known.contains(side))
}

/// Whose deed it is, right behind the word for it: جرائم المستوطنين.
pub(in crate::extract) fn owner(s: &Sentence<'_>, at: usize) -> Row {
    // جرائم وإرهاب المجموعات: two deeds of one party.
    let second = s.tokens.get(at).is_some_and(|token| token.and_prefix)
        && s.marks
            .at(at)
            .iter()
            .all(|mark| !matches!(mark.sense.section, Section::Side | Section::Speaker));
    let at = if second { at + 1 } else { at };
    // جرائم «داعش»: a name in quotation marks.
    let quoted = matches!(s.tokens.sign(at), Some('"' | '«' | '“'));
    let at = at + usize::from(quoted);
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
pub(in crate::extract) fn doer(s: &Sentence<'_>, from: usize) -> Row {
    let governs = governs(s, from);
    let mark = (from + 1..from + 2)
        .take_while(|&at| s.tokens.is_word(at) && !s.is(at, Section::Preposition))
        .find_map(|at| {
            s.marks
                .of(at, Section::Side)
                .or_else(|| s.marks.of(at, Section::Speaker))
                .or_else(|| s.marks.of(at, Section::Agency))
                .map(|mark| (mark.first, mark.end))
                .filter(|row| {
                    s.is(at, Section::Side) || is_definite(s, row.0) || governs && at > from
                })
                // استهداف الطيران الحربي القرية: what somebody strikes with.
                .or_else(|| (governs && is_group(s, at)).then_some((at, at + 2)))
        })
        .filter(|row| s.tokens.get(row.0).is_some_and(|token| !token.and_prefix))?;
    let (first, mut end) = mark;
    while end < first + NOUN
        && is_adjective(s, end)
        && (is_definite(s, end) || governs && !is_definite(s, first) && s.is(end, Section::Side))
    {
        end += 1;
    }
    let arms = !s.is_any(first, &[Section::Side, Section::Speaker, Section::Agency]);
    // احتجاز إسرائيليين: several people without the article are whom it is done to.
    let people = !is_definite(s, first)
        && s.pack
            .grammar
            .sound_plurals
            .iter()
            .any(|ending| word(s, first).ends_with(ending.as_str()));
    let named = s.is(first, Section::Side) && is_adjective(s, first) && !people || arms;
    // استهداف القوات المعتدية على العاصمة للمنشآت: what is said of the party stands before what it was done to.
    let said = (end..end + SAID)
        .take_while(|&at| s.tokens.is_word(at) && is_definite(s, at) && !is_joined(s, at))
        .count();
    let led_by = end + said;
    if governs
        && s.is_any(led_by, &[Section::Preposition, Section::Of])
        && s.tokens.is_word(led_by + 1)
    {
        let after = led_by + 2;
        let place = s.is_any(after, &[Section::Stop, Section::Victim]) && !is_joined(s, after);
        let object = word(s, after).starts_with('ل') && is_joined(s, after) || place;
        if object && is_group(s, first) {
            return Some((first, end + said));
        }
    }
    // قتل المستوطنين للرضيع, إحراق مستوطنين منزلهم: what it is done to follows.
    let led = s
        .tokens
        .get(end)
        .is_some_and(|token| token.prefixed && !token.and_prefix)
        && word(s, end).starts_with('ل');
    let bare = !is_definite(s, first)
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
    let own = has_pronoun(s, end) && !is_definite(s, end) && !is_joined(s, end);
    let object = led || bare || own;
    (!governs || named || object).then_some((first, end))
}

/// إثر قصف الحوثي لتجمع سكني: the deed is a noun where a preposition leads to it.
pub(in crate::extract) fn noun_doer(s: &Sentence<'_>, deed: &Mark) -> Row {
    let before = deed.first.checked_sub(1)?;
    let led = s.is_any(
        before,
        &[Section::Preposition, Section::Border, Section::Of],
    );
    (led && deed.end == deed.first + 1 && governs(s, deed.first))
        .then(|| doer(s, deed.first))
        .flatten()
}

/// Who did a deed that is told in a clause of its own, right behind its verb: عندما هاجم المستوطنون المنزل.
pub(in crate::extract) fn doer_behind(s: &Sentence<'_>, verb: &Mark) -> Row {
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

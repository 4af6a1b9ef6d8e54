//! Who did what a clause tells, where verbs come first: the party behind its verb, the topic that stands before it, the
//! owner of a deed that is a noun.
//!
//! What enters: a sentence and where the deed stands. What leaves: the row of tokens that names who did it. A clause begins
//! behind "that", a colon, another clause's border or the beginning of the sentence; what is told of its topic may stand
//! behind phrases of place and asides. Invariant: a row begins with a word that names a party, never with a thing.

use super::super::marks::Mark;
use super::super::pack::lexicon::Section;
use super::super::sentence::Sentence;
use super::shape::{
    governs, has_pronoun, is_adjective, is_definite, is_group, is_joined, is_led, is_listed,
    is_plural_verb, is_possessed, word,
};
use super::topics::{TOPIC, is_object_later, topic};
use super::{PARTY, Row};

/// A party that is told of is at most so many tokens long.
const LONGEST: usize = 10;
/// So many words of its own may stand between a deed that is a noun and who did it.
const ASIDE: usize = 4;

/// Signs that open a quotation.
pub(super) fn opens(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.tokens.sign(at), Some('"' | '«' | '“'))
}

/// The party that begins at a token: a known group, so many of it, or a part of it (عصابة من المستوطنين).
pub(in crate::extract) fn party_at(s: &Sentence<'_>, at: usize) -> Row {
    let mut first = at;
    while opens(s, first) && first < at + 2 {
        first += 1;
    }
    if let Some(end) = bound_end(s, first) {
        return Some((at, end));
    }
    let head = head(s, first)?;
    let mut end = party_end(s, first, head);
    // مجموعة من المستوطنين: of whom a group is.
    if end == first + 1 && s.is(end, Section::Of) && is_group(s, end + 1) && !is_joined(s, end + 1)
    {
        end = party_end(s, first, end + 1);
    }
    // مجموعة من مقاتليه: somebody's own people have no name.
    let own = s.is(end, Section::Of) && is_possessed(s, end + 1);
    (!own).then_some((at, end))
}

/// طائرة تابعة لميليشيات كذا, عناصر موالية لكذا: people or machines that fight by whose they are; where the phrase ends.
fn bound_end(s: &Sentence<'_>, first: usize) -> Option<usize> {
    let grammar = &s.pack.grammar;
    let fights = [&grammar.fighters, &grammar.arms, &grammar.armies];
    let force = fights.into_iter().any(|list| is_listed(s, first, list));
    let closed = [
        Section::Preposition,
        Section::Border,
        Section::Function,
        Section::Side,
    ];
    let free = s.tokens.is_word(first + 1) && !s.is_any(first + 1, &closed);
    let whose = first + 2;
    let named = s.is_any(whose, &[Section::Side, Section::Speaker]);
    let bound =
        force && free && named && is_led(s, whose) && is_listed(s, first + 1, &grammar.loyal);
    bound.then(|| party_end(s, whose, whose))
}

/// The first token of the group's own name.
fn head(s: &Sentence<'_>, first: usize) -> Option<usize> {
    // أن متمردي حزب كذا: what begins a clause is no adjective of a word before it.
    let open = s.is(first, Section::Victim) && !is_definite(s, first);
    let begins = first == 0 || s.is(first - 1, Section::SayThat) || open;
    if is_group(s, first) && (begins || !is_adjective(s, first)) {
        return Some(first);
    }
    // قرابة 20 مستوطنا: so many of them.
    let hedge = s.marks.of(first, Section::Qualifier).map(|hedge| hedge.end);
    let counted = hedge.unwrap_or(first);
    if let Some(number) = s
        .number_at(counted)
        .filter(|number| number.first == counted)
    {
        return s
            .is_any(number.end, &[Section::Side, Section::Speaker])
            .then_some(number.end);
    }
    // عشرات المستوطنين: a word for many.
    if let Some(many) = s.marks.of(counted, Section::Amount)
        && (s.is_any(many.end, &[Section::Side, Section::Speaker])
            || s.is(many.end, Section::Victim) && s.is(many.end + 1, Section::Side))
        && !is_joined(s, many.end)
    {
        return Some(many.end);
    }
    // عناصر من حزب العمال, مجموعة من المستوطنين: a part of a group.
    let of = first + 1;
    let part = s.tokens.is_word(first)
        && !s.is_any(
            first,
            &[Section::Preposition, Section::Function, Section::Border],
        )
        && !is_joined(s, first)
        && s.is(of, Section::Of);
    (part && is_group(s, of + 1) && !is_joined(s, of + 1)).then_some(of + 1)
}

/// Where a party ends whose name begins at a token: its adjectives, its open nouns and those that "and" joins belong to it.
fn party_end(s: &Sentence<'_>, first: usize, head: usize) -> usize {
    let names = [Section::Side, Section::Speaker, Section::Victim];
    let mark_end = |at: usize| {
        names
            .into_iter()
            .filter_map(|section| s.marks.of(at, section))
            .map(|mark| mark.end)
            .max()
    };
    let mut end = mark_end(head).unwrap_or(head + 1);
    // قوات الأمن: an open noun with its complement.
    let open = !is_definite(s, head) && !is_adjective(s, head) && !s.is(head, Section::Side);
    let complement = s.tokens.is_word(end) && s.marks.at(end).is_empty();
    if open && end == head + 1 && complement && is_definite(s, end) && !is_joined(s, end) {
        end += 1;
    }
    while end < first + LONGEST {
        // تنظيم «داعش»: a name in quotation marks.
        if opens(s, end) {
            let close =
                (end + 2..end + 6).find(|&at| matches!(s.tokens.sign(at), Some('"' | '»' | '”')));
            match close {
                Some(close) => end = close + 1,
                None => break,
            }
            continue;
        }
        let stops = [
            Section::Border,
            Section::Function,
            Section::Say,
            Section::SayThat,
            Section::Date,
            Section::Place,
        ];
        if !s.tokens.is_word(end) || s.number_at(end).is_some() || s.is_any(end, &stops) {
            break;
        }
        let known = s.is_any(end, &names) && s.trigger(end).is_none();
        let and = s.tokens.get(end).is_some_and(|token| token.and_prefix);
        let open = !is_definite(s, end - 1) && !is_adjective(s, end - 1);
        let goes_on = if is_joined(s, end) {
            and && s.is_any(end, &[Section::Side, Section::Speaker])
        } else {
            is_adjective(s, end) || s.is(end, Section::Side) || known && open
        };
        if !goes_on {
            break;
        }
        end = mark_end(end).unwrap_or(end + 1);
    }
    end
}

/// Whether what stands at a token can be whom or what a deed is done to.
pub(super) fn is_object(s: &Sentence<'_>, at: usize) -> bool {
    let closed = [
        Section::Border,
        Section::Function,
        Section::Say,
        Section::SayThat,
        Section::SayBy,
        Section::Place,
        Section::Preposition,
        Section::Of,
        Section::AccuseBy,
    ];
    let bound = s
        .tokens
        .get(at)
        .is_some_and(|token| token.prefixed && !is_definite(s, at));
    s.tokens.is_word(at) && !bound && !s.is_any(at, &closed) || opens(s, at)
}

/// Past days and adverbs.
pub(super) fn past_adverbs(s: &Sentence<'_>, mut at: usize) -> usize {
    let loose = |at: usize| {
        s.is(at, Section::Date) || s.is(at, Section::Function) && s.is(at, Section::Border)
    };
    let last = at + 2;
    // قصفت منها المليشيا: a preposition with its pronoun.
    let bound = |at: usize| s.is(at, Section::Subset) && has_pronoun(s, at);
    while at < last && (loose(at) || bound(at) || s.is(at, Section::Function)) {
        at += 1;
    }
    // ارتكبت صباح اليوم الخميس مجزرة: the time of a day.
    if s.is(at, Section::Preposition) && s.is(at + 1, Section::Date) {
        at += 2;
        while s.is(at, Section::Date) {
            at += 1;
        }
        at += usize::from(matches!(s.tokens.sign(at), Some(',' | '،')));
    }
    at
}

/// Who did what a finite verb tells: the party behind it, or the topic of its clause.
pub(in crate::extract) fn agent(s: &Sentence<'_>, verb: &Mark) -> Row {
    behind_verb(s, verb).or_else(|| topic(s, verb))
}

/// قصفت الطائرات التركية القرية: the party right behind the verb, where what it did it to follows.
fn behind_verb(s: &Sentence<'_>, verb: &Mark) -> Row {
    // تواصل استهداف كذا: behind a deed that is a noun stands whom it is done to.
    let done_to = verb.end > verb.first + 1 && governs(s, verb.end - 1);
    // مسؤول عن قتل آلاف: behind a preposition a noun.
    let governed = verb.first > 0 && s.is_any(verb.first - 1, &[Section::Preposition, Section::Of]);
    let noun = has_bound_prefix(s, verb.first) || is_definite(s, verb.first) || governed;
    if noun || is_plural_verb(s, verb.end - 1) {
        return None;
    }
    // تقول إنها تستهدف كذا: whom the pronoun means does it; إنه means nobody.
    let mut male = s.pack.grammar.male_pronouns.iter();
    let pronoun = verb.first.checked_sub(1).is_some_and(|that| {
        s.is(that, Section::SayThat)
            && has_pronoun(s, that)
            && !male.any(|ending| word(s, that).ends_with(ending.as_str()))
    });
    if pronoun {
        return None;
    }
    // أقدم المستوطنون على كذا: the party stands inside the frame.
    if let Some(row) = party_at(s, verb.first + 1).filter(|row| row.1 < verb.end) {
        return Some(row);
    }
    if done_to {
        return None;
    }
    let first = past_adverbs(s, verb.end);
    if is_joined(s, first) || s.is(first, Section::Preposition) {
        return None;
    }
    let row = party_at(s, first)?;
    // A verb of several words has its object with it (شن هجوما).
    // أطلقت قوات الأمن في بغداد قنابل: where it was stands before the object.
    let opens = verb.first == 0
        || !s.tokens.is_word(verb.first - 1)
        || s.is_any(verb.first - 1, &[Section::SayThat, Section::Date]);
    let placed = opens && s.is(row.1, Section::Place) && is_object(s, row.1 + 2);
    let whole = verb.end > verb.first + 1 || placed || is_object(s, past_adverbs(s, row.1));
    whole.then_some(row)
}

/// A verb is no noun that a preposition is written to.
pub(super) fn has_bound_prefix(s: &Sentence<'_>, at: usize) -> bool {
    s.tokens
        .get(at)
        .is_some_and(|token| token.prefixed && !token.and_prefix && !is_definite(s, at))
}

/// Whether a verb tells that somebody did it: not denied (لم تقصف), no passive of one word (الجندي خطف في الطريق).
pub(in crate::extract) fn is_done(s: &Sentence<'_>, verb: &Mark) -> bool {
    let next = past_adverbs(s, verb.end);
    let nothing = s.is_any(next, &[Section::Place, Section::Of, Section::Border])
        || s.tokens.get(next).is_none()
        || matches!(s.tokens.sign(next), Some('.' | ',' | '،' | ';' | '؛'));
    let whole =
        verb.end > verb.first + 1 || is_plural_verb(s, verb.first) || has_pronoun(s, verb.first);
    !is_negated(s, verb.first) && (whole || !nothing || is_object_later(s, next))
}

/// لم تقصف: what did not happen.
fn is_negated(s: &Sentence<'_>, verb: usize) -> bool {
    let negations = &s.pack.grammar.negations;
    verb.checked_sub(1)
        .is_some_and(|at| negations.iter().any(|negation| negation == word(s, at)))
}

/// Who did what a noun names: الجرائم الإسرائيلية, اعتداء من المستوطنين, هجمات لحزب العمال.
pub(in crate::extract) fn deed_owner(s: &Sentence<'_>, noun: &Mark) -> Row {
    let mut at = noun.end;
    let definite = is_definite(s, noun.end - 1);
    // الجرائم والانتهاكات الإسرائيلية: a second deed that "and" joins.
    let and = s.tokens.get(at).is_some_and(|token| token.and_prefix);
    let articles = &s.pack.grammar.definite;
    let second = word(s, at).strip_prefix('و').is_some_and(|bare| {
        articles
            .iter()
            .any(|article| bare.starts_with(article.as_str()))
    });
    if definite && and && second {
        at += 1;
    }
    let last = at + 2;
    while at < last
        && definite
        && s.tokens.is_word(at)
        && is_definite(s, at)
        && !is_joined(s, at)
        && !s.is(at, Section::Side)
    {
        at += 1;
    }
    if definite
        && s.is(at, Section::Side)
        && is_adjective(s, at)
        && is_definite(s, at)
        && !is_joined(s, at)
    {
        return Some((at, at + 1));
    }
    for at in noun.end..noun.end + ASIDE {
        let and = at > noun.end && s.tokens.get(at).is_some_and(|token| token.and_prefix);
        let closed = [
            Section::Border,
            Section::SayThat,
            Section::Say,
            Section::Function,
        ];
        // «اعتداءات» من كذا: the deed itself may stand in quotation marks.
        let quotes = opens(s, at) || matches!(s.tokens.sign(at), Some('»' | '”'));
        if s.tokens.sign(at).is_some() && !quotes || and || s.is_any(at, &closed) {
            return None;
        }
        let led = s
            .tokens
            .get(at)
            .is_some_and(|token| token.prefixed && !token.and_prefix);
        if led && word(s, at).starts_with('ل') && !governs(s, noun.first) {
            return party_at(s, at).filter(|_| s.is_any(at, &[Section::Side, Section::Speaker]));
        }
        if let Some(of) = s.marks.of(at, Section::Of).filter(|of| of.end == at + 1) {
            return party_at(s, of.end)
                .filter(|row| row.1 - row.0 <= PARTY && !is_joined(s, row.0));
        }
        if s.is_any(at, &[Section::Preposition, Section::Place, Section::Say]) {
            return None;
        }
    }
    None
}

/// Who was arrested or tried, told before what it is for: اعتقال ثلاثة رجال بتهمة كذا.
pub(in crate::extract) fn arrested(s: &Sentence<'_>, before: usize) -> Row {
    let near = before.saturating_sub(TOPIC)..before;
    let at = near
        .rev()
        .take_while(|&at| !matches!(s.tokens.sign(at), Some('.' | ';' | '؛' | '!' | '?' | '؟')))
        .find(|&at| is_listed(s, at, &s.pack.grammar.arrests))?;
    let counted = (at + 1..before).find_map(|at| {
        let number = s
            .number_at(at)
            .filter(|number| number.first == at && number.counts)?;
        // A part of them (بينهم 7 نساء) is not meant, nor how long.
        let part = s.marks.ending(at, Section::Subset).is_some() || at > 0 && is_led_to(s, at - 1);
        let people = s.tokens.is_word(number.end) && !s.is(number.end, Section::Stop);
        (people && !part).then_some((at, number.end + 1))
    });
    if let Some(row) = sentenced(s, at, before) {
        return Some(row);
    }
    // يحاكم أمام محكمة كذا 29 متهما: a phrase of place stands between.
    let away = s.is(at + 1, Section::Preposition) && !s.is(at + 1, Section::SayThat);
    let object = (!away).then(|| object_behind(s, at, before)).flatten();
    object.or(counted)
}

/// السجن خمس سنوات لصحفي, بالسجن ستة أشهر على رئيس كذا: behind how long, whom a preposition leads to.
fn sentenced(s: &Sentence<'_>, arrest: usize, before: usize) -> Row {
    let long = (arrest + 1..arrest + 5).find_map(|at| {
        let number = s.number_at(at).filter(|number| number.first == at)?;
        s.is(number.end, Section::Stop).then_some(number.end + 1)
    });
    // عقوبات على ثلاثة مسؤولين: right behind the word.
    let long = long.or_else(|| s.is(arrest + 1, Section::AccusedMark).then_some(arrest + 1))?;
    let first = (long..before.min(long + TOPIC)).find_map(|at| {
        let person = [Section::Victim, Section::Speaker, Section::Side];
        if s.marks
            .of(at, Section::AccusedMark)
            .is_some_and(|mark| mark.end == at + 1 && s.is(at, Section::Preposition))
        {
            return Some(at + 1);
        }
        let led = is_led(s, at) && has_bound_prefix(s, at) && s.is_any(at, &person);
        led.then_some(at)
    })?;
    let closes = |at: usize| {
        s.tokens.sign(at).is_some()
            || s.is_any(
                at,
                &[
                    Section::Preposition,
                    Section::Border,
                    Section::Function,
                    Section::Date,
                    Section::Accuse,
                ],
            )
    };
    let last = before.min(first + LONGEST);
    let end = (first + 1..last).find(|&at| closes(at)).unwrap_or(last);
    (first < before && !closes(first)).then_some((first, end))
}

/// A preposition, or a word that one is written to.
fn is_led_to(s: &Sentence<'_>, at: usize) -> bool {
    s.is_any(at, &[Section::Preposition, Section::Place]) || has_bound_prefix(s, at)
}

/// The object of a noun or verb of arresting: behind "upon", and behind who arrested where that is a known party.
fn object_behind(s: &Sentence<'_>, at: usize, before: usize) -> Row {
    let mut first = at + 1;
    while first < at + 4
        && (s.is_any(first, &[Section::Preposition, Section::Date])
            || is_listed(s, first, &s.pack.grammar.arrests))
    {
        first += 1;
    }
    // سجن كل من فلان وفلان: each of them.
    if word(s, first).starts_with("كل") && s.is(first + 1, Section::Of) {
        first += 2;
    }
    let who = party_at(s, first).filter(|_| word(s, at).ends_with('ت'));
    if let Some((_, end)) = who {
        first = end;
        while first < before
            && (s.is_any(
                first,
                &[Section::Preposition, Section::Date, Section::Function],
            ) || s.tokens.sign(first).is_some())
        {
            first += 1;
        }
    }
    let closes = |at: usize| {
        s.tokens
            .sign(at)
            .is_some_and(|sign| !matches!(sign, '-' | '«' | '»' | '"'))
            || s.is_any(
                at,
                &[
                    Section::Preposition,
                    Section::Border,
                    Section::Function,
                    Section::Date,
                ],
            )
            || at > first && has_bound_prefix(s, at)
    };
    let end = (first..before.min(first + LONGEST))
        .find(|&at| closes(at))
        .unwrap_or(before.min(first + LONGEST));
    // القبض على 20 من حلفائه: so many of them.
    let counted = || {
        s.number_at(first)
            .is_some_and(|number| number.first == first && s.is(number.end, Section::Of))
    };
    (end > first && (s.tokens.is_word(first) || counted())).then_some((first, end))
}

/// Who charges by office, before the charge: وجهت النيابة العامة.
pub(in crate::extract) fn prosecutor(s: &Sentence<'_>, before: usize) -> Row {
    let near = before.saturating_sub(2 * TOPIC)..before;
    let at = near
        .rev()
        .take_while(|&at| !matches!(s.tokens.sign(at), Some('.' | ';' | '؛' | '!' | '?' | '؟')))
        .find(|&at| is_listed(s, at, &s.pack.grammar.prosecutors))?;
    // على المدعي إثبات التهمة: whose duty it is does it.
    let duty = at > 0 && word(s, at - 1) == "على";
    let governed = has_bound_prefix(s, at)
        || at > 0 && s.is_any(at - 1, &[Section::Preposition, Section::Place]) && !duty;
    let mut end = at + 1;
    while end < at + 4 && s.tokens.is_word(end) && is_definite(s, end) && !is_joined(s, end) {
        end += 1;
    }
    (!governed).then_some((at, end.min(before)))
}

/// A party that stands whole inside a frame, before its last word: نسبته الحكومة إلى.
pub(in crate::extract) fn inside(s: &Sentence<'_>, frame: &Mark) -> Row {
    let first = frame.first + 1;
    let last = frame.end.checked_sub(1)?;
    let plain = (first..last).all(|at| s.tokens.is_word(at));
    party_at(s, first)
        .filter(|row| plain && row.1 <= last)
        .map(|_| (first, last))
}

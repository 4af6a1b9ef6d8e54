//! The name in a seat where verbs come first: without what stands around it.
//!
//! What enters: a row of tokens that a frame took for a party. What leaves: the row that names it; none where nothing
//! names anybody. A seat holds a name, a group or a kind of people: no verb that follows it, no clause about it, nothing that
//! says where it spoke, no quotation that it opens, and no adjective alone.

use super::super::pack::lexicon::Section;
use super::super::pack::raw::Order;
use super::super::sentence::Sentence;
use super::shape::{
    has_pronoun, is_adjective, is_definite, is_joined, is_led, is_listed, is_plural_verb, word,
};
use super::{NOUN, Row};

const NAMES: [Section; 4] = [
    Section::Side,
    Section::Speaker,
    Section::Agency,
    Section::Victim,
];

/// The name in a row.
pub(in crate::extract) fn settled(s: &Sentence<'_>, row: (usize, usize)) -> Row {
    if s.pack.grammar.order != Order::Vso {
        return Some(row);
    }
    let (mut first, mut end) = row;
    while first < end && begins_nothing(s, first, end) {
        first += 1;
    }
    // وأطلق المتظاهرون: a verb in no list before who did it.
    let verb = s.tokens.is_word(first)
        && s.marks.at(first).is_empty()
        && word(s, first).starts_with('و')
        && !is_definite(s, first)
        && first + 1 < end
        && is_definite(s, first + 1)
        && is_sound_plural(s, first + 1)
        && s.is_any(first + 1, &NAMES);
    let opening = opens_with_verb(s, first, end);
    first += usize::from(verb || opening);
    // استدعت تركيا السفير: behind the name of a country stands whom.
    let country = (s.marks.of(first, Section::Side))
        .map(|side| side.end)
        .filter(|&at| opening && at < end && !is_definite(s, first));
    if let Some(at) = country.filter(|&at| is_definite(s, at) && !is_adjective(s, at)) {
        end = at;
    }
    if let Some(past) = (first + 1..end).find(|&at| ends_name(s, first, at, end)) {
        end = past;
    }
    while end > first && closes_nothing(s, first, end) {
        end -= 1;
    }
    // «الدولة ورئيسها»: the sign that closes what the name opens.
    if closes(s, end)
        && (first..end).any(|at| opens_here(s, first, at) && closing(s, at, end).is_none())
    {
        end += 1;
    }
    // عدد إجماليا بلغ 251 شخصا: so many people begin with their number.
    let people = (first + 1..end).find_map(|at| {
        let number = s.number_at(at).filter(|number| number.first == at)?;
        // قرابة 20: the word for about belongs to it.
        let about = s
            .marks
            .ending(at, Section::Qualifier)
            .map_or(at, |one| one.first);
        (number.counts && s.is(number.end, Section::Victim)).then_some(about.max(first))
    });
    let free = people.filter(|_| !s.is_any(first, &NAMES));
    first = free.unwrap_or(first);
    // ويتبناه: one word with a pronoun, behind "and", is a verb.
    let verb = end == first + 1
        && s.marks.at(first).is_empty()
        && word(s, first).starts_with('و')
        && has_pronoun(s, first);
    (end > first && !verb).then_some((first, end))
}

/// استدعت تركيا, احتجز الجنود: a verb in no list opens the sentence, before whom it is about.
fn opens_with_verb(s: &Sentence<'_>, first: usize, end: usize) -> bool {
    let next = first + 1;
    let opens = first == 0 || s.tokens.sign(first - 1).is_some_and(|sign| sign != '-');
    let unknown = s.tokens.is_word(first) && s.marks.at(first).is_empty();
    let known = next < end && s.is_any(next, &NAMES) && !is_joined(s, next);
    let verb = word(s, first).ends_with('ت') && !word(s, first).ends_with("ات")
        || is_definite(s, next) && !is_nisba(s, next);
    opens && unknown && known && verb && !is_definite(s, first)
}

/// Whether a row is only the adjective of a people: الإسرائيلية, in الانتهاكات الإسرائيلية.
pub(in crate::extract) fn is_bare_adjective(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    let noun = from
        .checked_sub(1)
        .filter(|&before| s.tokens.is_word(before) && s.pack.grammar.order == Order::Vso);
    let Some(before) = noun else {
        return false;
    };
    let closed = has_article(s, before);
    (from..to).all(|at| is_definite(s, at) == closed && is_adjective(s, at) && is_nisba(s, at))
        && (closed || s.is(from, Section::Side))
}

/// بالغارات: a letter may stand before the article.
fn has_article(s: &Sentence<'_>, at: usize) -> bool {
    let articles = &s.pack.grammar.definite;
    let bare = word(s, at).strip_prefix(['ب', 'و', 'ك', 'ل']);
    let led = bare.is_some_and(|bare| {
        articles
            .iter()
            .any(|article| bare.starts_with(article.as_str()))
    });
    is_definite(s, at) || led
}

fn opens(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.tokens.sign(at), Some('"' | '«' | '“' | '('))
}

fn closes(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.tokens.sign(at), Some('"' | '»' | '”' | ')'))
}

/// Whether a sign opens a quotation where a name begins at `first`: one that is written alike at both ends opens every other time.
fn opens_here(s: &Sentence<'_>, first: usize, at: usize) -> bool {
    let alike = |at: usize| s.tokens.sign(at) == Some('"');
    let before = (first..at).filter(|&at| alike(at)).count();
    opens(s, at) && (!alike(at) || before % 2 == 0)
}

/// Where the sign that closes another stands, inside a row.
fn closing(s: &Sentence<'_>, open: usize, end: usize) -> Option<usize> {
    (open + 1..end).find(|&at| closes(s, at))
}

fn begins_nothing(s: &Sentence<'_>, at: usize, end: usize) -> bool {
    if s.tokens.sign(at).is_some() {
        return !(opens(s, at) && closing(s, at, end + 1).is_some());
    }
    let known = s.is_any(at, &NAMES);
    !known && is_exactly(s, at, &s.pack.grammar.seat_ends)
}

fn closes_nothing(s: &Sentence<'_>, first: usize, end: usize) -> bool {
    let at = end - 1;
    if s.tokens.sign(at).is_some() {
        return !(closes(s, at) && (first..at).any(|open| opens(s, open)));
    }
    at > first
        && !s.is_any(at, &NAMES)
        && s.is_any(at, &[Section::Of, Section::Border, Section::Preposition])
        && !has_pronoun(s, at)
}

/// Whether a word is one of a list as it is written, or behind the letter of "and" or "then".
fn is_exactly(s: &Sentence<'_>, at: usize, list: &[String]) -> bool {
    if list.is_empty() || !s.tokens.is_word(at) {
        return false;
    }
    let folded = s.pack.folding.fold(word(s, at));
    let bare = folded.strip_prefix(['و', 'ف']);
    list.iter()
        .any(|one| *one == folded || bare.is_some_and(|bare| one == bare))
}

/// Whether a word of a longer name that begins in the row stands at a token.
fn is_inside(s: &Sentence<'_>, first: usize, at: usize) -> bool {
    (first..at).any(|from| {
        s.marks
            .at(from)
            .iter()
            .any(|mark| mark.end > at && NAMES.contains(&mark.sense.section))
    })
}

/// Whether a name that begins at `first` ends before a token.
fn ends_name(s: &Sentence<'_>, first: usize, at: usize, end: usize) -> bool {
    if is_inside(s, first, at) {
        return false;
    }
    if s.tokens.sign(at).is_some() {
        // المسؤول "رد الجنود: a quotation that does not close is what he said.
        return opens_here(s, first, at) && closing(s, at, end + 1).is_none();
    }
    if is_exactly(s, at, &s.pack.grammar.seat_ends)
        || s.is(at, Section::Border) && s.is(at, Section::Function)
    {
        return true;
    }
    // ورفض نشر اسمه, ولن تكون: "and" begins another clause.
    let and = word(s, at).starts_with('و');
    let negations = &s.pack.grammar.negations;
    let verbs = [Section::Deny, Section::Say];
    if and
        && (negations.iter().any(|one| one == word(s, at))
            || s.is_any(at, &verbs) && !s.is_any(at, &NAMES))
    {
        return true;
    }
    // في بيان, على تويتر: where somebody said it. على بيان stands nowhere else.
    let led = s.is(at, Section::Preposition) || s.is(at, Section::Place);
    if led && is_listed(s, at + 1, &s.pack.grammar.reports) {
        return true;
    }
    // المستوطنون بحماية الجيش: a phrase that a letter leads, of nobody.
    let bound = is_joined(s, at) && word(s, at).starts_with('ب');
    let far = at > first + 1 || is_definite(s, first);
    // سبعة ضباط روس بالقرصنة: of a word in no list the letter is not parted.
    let article = word(s, at).strip_prefix("بال");
    let bound = bound
        || s.marks.at(at).is_empty() && article.is_some_and(|rest| rest.chars().nth(3).is_some());
    if bound && far && !s.is_any(at, &NAMES) && !s.is(at - 1, Section::Preposition) {
        return true;
    }
    // تنظيم «داعش» وأسفر: behind a name in quotation marks a word without the article is another's.
    let unknown = s.marks.at(at).is_empty() && s.number_at(at).is_none();
    let closed = closes(s, at - 1) && !opens_here(s, first, at - 1);
    if closed && unknown && !has_article(s, at) {
        return true;
    }
    // هيئة أركان الجيش الهجوم: what somebody condemns is no part of him.
    if has_article(s, at - 1)
        && is_definite(s, at)
        && is_listed(s, at, &s.pack.grammar.harms)
        && !s.is_any(at, &NAMES)
    {
        return true;
    }
    // الحركة لتكتمها, المجلس لاستصدار قرار: a reason.
    let reason = has_pronoun(s, at) || word(s, at).starts_with("لاست");
    if unknown && at > first && is_led(s, at) && reason && !and {
        return true;
    }
    // الأجهزة عزمها: what is its own is no part of it.
    let before = at - 1;
    let closed = is_definite(s, before) || is_adjective(s, before);
    let own = !is_definite(s, at)
        && !is_joined(s, at)
        && !is_led(s, at)
        && !and
        && ["ها", "هم", "هما"]
            .iter()
            .any(|ending| word(s, at).ends_with(ending))
        && has_pronoun(s, at);
    if closed && own && !s.is_any(at, &NAMES) {
        return true;
    }
    is_of_another(s, before, at) || ends_people(s, first, at) || is_done_by(s, at)
}

fn is_sound_plural(s: &Sentence<'_>, at: usize) -> bool {
    let endings = &s.pack.grammar.sound_plurals;
    endings
        .iter()
        .any(|ending| word(s, at).ends_with(ending.as_str()))
}

/// المستوطنين المستمرة, الحكومة الإسرائيلية المطبق: an adjective that does not agree belongs to the deed.
fn is_of_another(s: &Sentence<'_>, before: usize, at: usize) -> bool {
    let plain = s.tokens.is_word(at)
        && s.marks.at(at).is_empty()
        && is_definite(s, at)
        && is_definite(s, before)
        && s.tokens.is_word(before);
    let female = |at: usize| {
        let endings = &s.pack.grammar.female_nouns;
        endings
            .iter()
            .any(|ending| word(s, at).ends_with(ending.as_str()))
    };
    let men = is_sound_plural(s, before) && !is_nisba(s, before);
    let adjective = female(at) || s.is(at, Section::Function);
    plain && (men && adjective && !is_nisba(s, at))
        || plain && female(before) && is_nisba(s, before) && !female(at) && !is_nisba(s, at)
}

/// An adjective of a people in the singular.
fn is_nisba(s: &Sentence<'_>, at: usize) -> bool {
    let endings = &s.pack.grammar.adjectives;
    !is_sound_plural(s, at)
        && endings
            .iter()
            .any(|ending| word(s, at).ends_with(ending.as_str()))
}

/// قوات الاحتلال يتناقض, يهود متطرفون توفي: behind people or a body that its adjective or its own noun closes, a word without
/// the article is another's.
fn ends_people(s: &Sentence<'_>, first: usize, at: usize) -> bool {
    let grammar = &s.pack.grammar;
    let folded = |list: &[String]| is_listed(s, first, list);
    let people = is_sound_plural(s, first) && s.is_any(first, &NAMES)
        || s.is(first, Section::Side) && is_plural_people(s, first)
        || [&grammar.bodies, &grammar.armies, &grammar.bands]
            .into_iter()
            .any(|list| folded(list));
    // مرشح المحكمة فلان: what a title stands before is no party.
    let titled = first.checked_sub(1).is_some_and(|at| {
        let other = [
            Section::Preposition,
            Section::Place,
            Section::Of,
            Section::Function,
            Section::Border,
            Section::Say,
            Section::SayThat,
            Section::Accuse,
            Section::AccuseBy,
            Section::AccuseAct,
            Section::AllegedAct,
            Section::Deny,
        ];
        let and = s.tokens.get(at).is_some_and(|token| token.and_prefix);
        let title = s.tokens.is_word(at) && !is_definite(s, at) && !and;
        title && !s.is_any(at, &other) && s.trigger(at).is_none()
    });
    if !people || titled || at - first > NOUN + 3 {
        return false;
    }
    // حكومة رئيس الوزراء فلان: a name follows a title.
    let title =
        (first + 1..at).any(|at| s.is(at, Section::Speaker) && !is_listed(s, at, &grammar.bodies));
    let before = at - 1;
    let closed = has_article(s, before)
        || before > first && (is_sound_plural(s, before) || s.is(before, Section::Side));
    let unknown = s.tokens.is_word(at) && s.marks.at(at).is_empty();
    let open = unknown
        && !is_definite(s, at)
        && !is_joined(s, at)
        && !is_adjective(s, at)
        && !word(s, at).starts_with('و')
        && !is_sound_plural(s, at);
    !title && closed && open && s.number_at(at).is_none()
}

/// يهود: people by a word that is no adjective.
fn is_plural_people(s: &Sentence<'_>, at: usize) -> bool {
    !is_definite(s, at) && !is_adjective(s, at) && is_sound_plural(s, at + 1)
}

/// A verb of several people in no list: هاجموا.
fn is_done_by(s: &Sentence<'_>, at: usize) -> bool {
    s.marks.at(at).is_empty() && is_plural_verb(s, at) && word(s, at).ends_with("وا")
}

//! What a clause is about where verbs come first: the party that stands before its verb, over what is said of it on the way.
//!
//! What enters: a sentence and a verb. What leaves: the row of tokens that names the topic of its clause. A clause begins
//! behind "that", a colon, a quotation mark that a verb of saying opens, another clause's border or the beginning of the
//! sentence. Invariant: the topic is a party, a person with the article or a name of several words, never a thing.

use super::super::marks::Mark;
use super::super::pack::lexicon::Section;
use super::super::pack::raw::Seat;
use super::super::sentence::Sentence;
use super::clause::{has_bound_prefix, is_object, opens, party_at, past_adverbs};
use super::shape::{
    has_pronoun, is_adjective, is_definite, is_joined, is_listed, is_opener, is_plural_verb, word,
};
use super::{Row, noun_before};

/// A topic stands at most so many tokens before its verb.
pub(super) const TOPIC: usize = 24;
/// A name in no list has at least two words, and at most so many.
const NAME: usize = 4;
/// Whom a deed is done to stands at most so many tokens behind a phrase of time.
const OBJECT: usize = 9;

/// إن المستوطنين من كذا، هاجموا المزارعين: the topic of the clause, over what is said of it on the way.
pub(super) fn topic(s: &Sentence<'_>, verb: &Mark) -> Row {
    if has_bound_prefix(s, verb.first) || is_definite(s, verb.first) {
        return None;
    }
    // في شن غارات: a noun.
    let governed = verb
        .first
        .checked_sub(1)
        .is_some_and(|at| s.is_any(at, &[Section::Preposition, Section::Place, Section::Of]));
    if governed {
        return None;
    }
    // The passive of one word has nothing behind it: إن الجندي خطف في كذا.
    let object = past_adverbs(s, verb.end);
    let has_object =
        verb.end > verb.first + 1 || is_object(s, object) || is_object_later(s, object);
    let active = has_pronoun(s, verb.first) || is_plural_verb(s, verb.first);
    if !has_object && !active {
        return None;
    }
    // شاهدت المستوطنين وهم يحطمون: a clause of its own tells what they do.
    let before = verb.first.checked_sub(1)?;
    let doing = has_pronoun(s, before) && word(s, before).starts_with('و');
    if doing {
        let row = noun_before(s, before)?;
        let names = [Section::Side, Section::Speaker];
        let named = (row.0..row.1).rev().find(|&at| s.is_any(at, &names));
        return named.map(|at| (at, row.1));
    }
    if is_relative(s, before) {
        let row = noun_before(s, before)?;
        // سوريا وحملة التوقيفات التي استهدفت: what "and" joins to the party did it.
        let joined = |at: usize| s.tokens.get(at).is_some_and(|token| token.and_prefix);
        return party_at(s, row.0)
            .filter(|party| !(party.1..row.1).any(joined))
            .map(|_| row);
    }
    let start = clause_start(s, verb.first)?;
    let acts = has_object || has_pronoun(s, verb.first);
    let row = party_at(s, start)
        .or_else(|| acts.then(|| person(s, start)).flatten())
        .or_else(|| acts.then(|| name(s, start, verb.first)).flatten())
        .filter(|row| row.1 <= verb.first)?;
    // Another party on the way may be the one that did it.
    let between = row.1..verb.first;
    let other = |at: usize| {
        let accuses = s.marks.of(at, Section::Accuse).is_some_and(|mark| {
            let frame = &s.pack.accuses[mark.entry()];
            frame.wrong || frame.accuser == Seat::After
        });
        accuses || s.is_any(at, &[Section::Say, Section::Deny])
    };
    let free = !between
        .clone()
        .any(|at| other(at) || s.trigger(at).is_some());
    // حركة كذا باليمن مارست: where the topic is. قوات حفتر قصفت: its name, in no list.
    let place = |at: usize| s.is(at, Section::Side) && is_in(s, at);
    let named = |at: usize| s.tokens.is_word(at) && s.marks.at(at).is_empty() && !is_joined(s, at);
    let alone = between.clone().all(place) || between.clone().all(named);
    // قوات المعارضة التي تقاتل النظام ارتكبت: what is said of the topic.
    let told = is_relative(s, row.1);
    (free && (alone || told || is_finite(s, verb))).then_some(row)
}

/// استهدفت خلال الساعات الأخيرة العاملين: behind a phrase of time stands whom it was done to.
pub(super) fn is_object_later(s: &Sentence<'_>, at: usize) -> bool {
    let place = [
        Section::Place,
        Section::Of,
        Section::AccuseBy,
        Section::SayBy,
    ];
    let time = s.is(at, Section::Preposition) && !s.is_any(at, &place) && !is_joined(s, at);
    let ends = |at: usize| {
        s.tokens.sign(at).is_some() && !opens(s, at)
            || s.is_any(at, &[Section::Accuse, Section::Say])
    };
    time && (at + 2..at + OBJECT).take_while(|&at| !ends(at)).any(|at| {
        let people = s.is(at, Section::Victim) || s.number_at(at).is_some_and(|n| n.counts);
        people && !has_bound_prefix(s, at)
    })
}

/// أن الزوج قام بكذا: somebody with the article, of whom a clause tells.
fn person(s: &Sentence<'_>, first: usize) -> Row {
    let opened = (first.saturating_sub(2)..first)
        .any(|at| s.is(at, Section::SayThat) && !s.is(at, Section::Preposition));
    // الانتحاري: whoever he was.
    let unnamed = is_listed(s, first, &s.pack.grammar.unnamed);
    if !opened || unnamed || !s.is(first, Section::Victim) || !is_definite(s, first) {
        return None;
    }
    let goes_on = |at: &usize| {
        let unknown = s.tokens.is_word(*at) && s.marks.at(*at).is_empty();
        (unknown && is_definite(s, *at) || is_adjective(s, *at)) && !is_joined(s, *at)
    };
    let end = first + 1 + (first + 1..first + NAME).take_while(goes_on).count();
    Some((first, end))
}

/// أن فلان الفلاني قتل رجلا: a name of several words, in no list, right before the verb.
fn name(s: &Sentence<'_>, first: usize, verb: usize) -> Row {
    let opened = first > 0 && s.is(first - 1, Section::SayThat);
    let unknown = |at: usize| {
        s.tokens.is_word(at)
            && s.marks.at(at).is_empty()
            && s.number_at(at).is_none()
            && !is_joined(s, at)
    };
    let named = (first + 2..=first + NAME).contains(&verb) && (first..verb).all(unknown);
    // أن سيارة مفخخة دمرت: a thing ends so.
    let thing = ["ة", "ات", "ا"]
        .iter()
        .any(|ending| word(s, first).ends_with(ending));
    // أن يتلثم بكذا: a verb follows.
    let finite = word(s, first).starts_with(['ي', 'ت', 'ن']);
    (opened && named && !thing && !finite && !is_definite(s, first)).then_some((first, verb))
}

/// Whether a word is a verb and no noun of a deed (ضرب, شن) away from its topic: its ending, or a comma before it, says so.
fn is_finite(s: &Sentence<'_>, verb: &Mark) -> bool {
    let before = verb.first.checked_sub(1);
    let closed = before.is_some_and(|at| matches!(s.tokens.sign(at), Some(',' | '،' | '»' | '"')));
    // في إطار حملة استهدفت: away from its topic a verb of one may be about the noun right before it.
    let and = s
        .tokens
        .get(verb.first)
        .is_some_and(|token| token.and_prefix);
    let past = word(s, verb.first).ends_with('ت');
    // وقام بقتلها: a verb with its object in the frame.
    let whole = verb.end > verb.first + 1;
    // قوات الأمن في جميع أنحاء العراق تستخدم: a country is none that does it.
    let behind_country = before.is_some_and(|at| s.is(at, Section::Side) && !is_adjective(s, at))
        && !is_definite(s, verb.first)
        && word(s, verb.first).starts_with(['ت', 'ي']);
    closed || behind_country || is_plural_verb(s, verb.first) || and && (past || whole)
}

/// باليمن: in a country.
fn is_in(s: &Sentence<'_>, at: usize) -> bool {
    s.tokens
        .get(at)
        .is_some_and(|token| token.prefixed && !token.and_prefix)
        && word(s, at).starts_with('ب')
}

fn is_relative(s: &Sentence<'_>, at: usize) -> bool {
    s.is(at, Section::Function)
        && s.marks
            .of(at, Section::Border)
            .is_some_and(|border| s.pack.borders[border.entry()].soft)
}

/// Where the clause of a verb begins; none where another verb of saying, or somebody's pronoun, stands on the way.
fn clause_start(s: &Sentence<'_>, verb: usize) -> Option<usize> {
    let mut start = None;
    for at in (verb.saturating_sub(TOPIC)..verb).rev() {
        if s.is(at, Section::SayThat) && !s.is(at, Section::Preposition) {
            if has_pronoun(s, at) {
                return None;
            }
            start = Some(at + 1);
            break;
        }
        let colon = s.tokens.sign(at) == Some(':');
        let sentence = matches!(s.tokens.sign(at), Some('.' | ';' | '؛' | '!' | '?' | '؟'));
        if colon || sentence {
            start = Some(at + 1);
            break;
        }
        if s.is_any(at, &[Section::Say, Section::Deny]) {
            // وأضاف «القوات قصفت»: what is said begins behind the mark.
            if s.is(at, Section::Say) && opens(s, at + 1) {
                start = Some(at + 2);
                break;
            }
            return None;
        }
        if let Some(border) = s.marks.of(at, Section::Border)
            && !s.pack.borders[border.entry()].soft
        {
            start = Some(border.end);
            break;
        }
        if at == 0 {
            start = Some(0);
        }
    }
    let mut start = start?;
    let auxiliary = |at: usize| s.is(at, Section::Function) && !s.is(at, Section::Border);
    while start < verb
        && (opens(s, start)
            || is_opener(s, start)
            || s.is(start, Section::Date)
            || auxiliary(start))
    {
        start += 1;
    }
    (start < verb).then_some(start)
}

/// The topic of the clause that holds a word, whoever its verbs are about.
pub(in crate::extract) fn topic_of(s: &Sentence<'_>, verb: usize) -> Row {
    let start = clause_start(s, verb)?;
    party_at(s, start).filter(|row| row.1 <= verb)
}

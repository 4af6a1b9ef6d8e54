//! The parties around a verb where the subject stands before it and names begin with a capital.
//!
//! What enters: a sentence and where a frame begins. What leaves: the row of tokens that names who does it. Only packs that
//! list their personal pronouns (`personal`) are read so.

use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::Seat;
use crate::extract::parties::Row;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;

use super::rows::party_before;
use super::speaker;

/// The subject of a sentence is at most so many tokens long, and so may an aside behind it be.
pub(super) const SUBJECT: usize = 8;
/// So far back the noun of a participle may begin.
const NOUN: usize = 6;

/// A list of names is at most so many tokens long.
const LIST: usize = 24;

const NAMES: [Section; 3] = [Section::Speaker, Section::Side, Section::Agency];

/// Whether a pack's parties are looked for so.
pub(super) fn applies(s: &Sentence<'_>) -> bool {
    !s.pack.grammar.personal.is_empty()
}

pub(super) fn is_personal(s: &Sentence<'_>, at: usize) -> bool {
    is_one_of(s, at, &s.pack.grammar.personal)
}

fn word<'t>(s: &Sentence<'t>, at: usize) -> &'t str {
    s.tokens
        .get(at)
        .filter(|_| s.tokens.is_word(at))
        .and_then(|token| s.text.get(token.start..token.end))
        .unwrap_or("")
}

pub(super) fn is_one_of(s: &Sentence<'_>, at: usize, words: &[String]) -> bool {
    let word = word(s, at);
    words.iter().any(|one| word.eq_ignore_ascii_case(one))
}

/// Whether a token is a pronoun that may be a subject.
pub(super) fn is_pronoun(s: &Sentence<'_>, at: usize) -> bool {
    is_personal(s, at) || is_one_of(s, at, &s.pack.grammar.subjects)
}

/// Whether a token says whose somebody is.
pub(super) fn is_possessive(s: &Sentence<'_>, at: usize) -> bool {
    is_one_of(s, at, &s.pack.grammar.possessive)
}

/// Whether a pronoun means whoever speaks: we, I.
pub(super) fn is_speaking(s: &Sentence<'_>, at: usize) -> bool {
    is_one_of(s, at, &s.pack.grammar.speaking)
}

/// Whether a possessive means whoever speaks: our.
pub(super) fn is_our(s: &Sentence<'_>, at: usize) -> bool {
    is_possessive(s, at) && is_speaking(s, at)
}

/// Whether a token begins a relative clause.
pub(super) fn is_relative(s: &Sentence<'_>, at: usize) -> bool {
    is_one_of(s, at, &s.pack.grammar.relatives)
}

/// Whether a token is a word for people that names no party.
pub(super) fn is_unnamed(s: &Sentence<'_>, at: usize) -> bool {
    is_one_of(s, at, &s.pack.grammar.unnamed)
}

/// Whether a token names people whom to harm is no wrong by itself.
pub(super) fn is_outlaw(s: &Sentence<'_>, at: usize) -> bool {
    is_one_of(s, at, &s.pack.grammar.outlaws)
}

/// Whether only a noun follows a token: the, its.
pub(super) fn is_determiner(s: &Sentence<'_>, at: usize) -> bool {
    is_one_of(s, at, &s.pack.grammar.determiners)
}

/// Whether a row holds a word for those who accuse their own state: rights groups, residents.
pub(super) fn is_critic(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    (from..to).any(|at| is_one_of(s, at, &s.pack.grammar.critics))
}

/// Whether a token negates a verb.
pub(super) fn is_not(s: &Sentence<'_>, at: usize) -> bool {
    is_one_of(s, at, &s.pack.grammar.negations)
}

/// Whether a word has the letters of an adverb: allegedly.
pub(super) fn is_adverb(s: &Sentence<'_>, at: usize) -> bool {
    ends_with(s, at, &s.pack.grammar.adverbs)
}

/// Whether a word has the letters of a participle: saying.
pub(super) fn is_participle(s: &Sentence<'_>, at: usize) -> bool {
    ends_with(s, at, &s.pack.grammar.participles)
}

fn ends_with(s: &Sentence<'_>, at: usize, endings: &[String]) -> bool {
    endings
        .iter()
        .any(|ending| word(s, at).to_ascii_lowercase().ends_with(ending.as_str()))
}

pub(super) fn is_capital(s: &Sentence<'_>, at: usize) -> bool {
    at > 0 && s.is_capital(at)
}

/// Whether a row names somebody: a name, a nation, one who speaks, a pronoun.
pub(super) fn names(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    (from..to).any(|at| is_capital(s, at) || s.is_any(at, &NAMES) || is_personal(s, at))
}

/// Whether a row is a name and no pronoun.
pub(super) fn is_other(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    !(from..to).any(|at| is_personal(s, at)) && !s.is(from, Section::Function)
}

/// Whether an adverb says that a deed is only told of: reportedly.
pub(super) fn is_hearsay(s: &Sentence<'_>, at: usize) -> bool {
    is_one_of(s, at, &s.pack.grammar.hearsay)
}

/// Whether a verb of speech tells of one's own deed: admitted.
pub(super) fn admits(s: &Sentence<'_>, at: usize) -> bool {
    is_one_of(s, at, &s.pack.grammar.admissions)
}

/// Whoever said that it will accuse: the speaker whom a pronoun behind the verb of speech means.
fn meant(s: &Sentence<'_>, at: usize, speeches: &[Speech]) -> Row {
    let said = s.marks.ending(at, Section::Say).map(|say| say.first)?;
    let speech = speeches.iter().rfind(|speech| speech.first <= said)?;
    speech.speaker.filter(|row| row.1 <= at && speaks(s, *row))
}

/// Who accused, denied or said before a participle: they accused Tula, alleging that …
fn continued(s: &Sentence<'_>, participle: usize, speeches: &[Speech]) -> Row {
    let verb = (0..participle).rev().find_map(|at| {
        [Section::Accuse, Section::Deny]
            .into_iter()
            .find_map(|section| s.marks.of(at, section))
            .filter(|mark| !ends_with(s, mark.first, &s.pack.grammar.participles))
    })?;
    before(s, verb.first, speeches)
}

/// With both sides accusing each other: whoever stands between the preposition and a participle.
fn governed(s: &Sentence<'_>, participle: usize) -> Row {
    let with = (participle.saturating_sub(NOUN)..participle)
        .rev()
        .take_while(|&at| s.tokens.is_word(at))
        .find(|&at| s.is(at, Section::Preposition))?;
    (with + 1 < participle && s.is(with, Section::Subset)).then_some((with + 1, participle))
}

/// A name behind commas with what it is called before it: a spokesman for the army, Colonel Roe.
fn titled(s: &Sentence<'_>, (from, to): (usize, usize)) -> (usize, usize) {
    let name = (from..to).all(|at| is_capital(s, at) || s.tokens.sign(at).is_some());
    let comma = from
        .checked_sub(1)
        .filter(|&at| name && s.tokens.sign(at) == Some(','));
    let title = comma
        .and_then(|comma| party_before(s, comma))
        .filter(|row| {
            let opens = (0..row.0).all(|at| s.is_any(at, &[Section::Article, Section::Function]));
            opens && row.1 + 1 == from && (row.0..row.1).any(|at| s.is(at, Section::Speaker))
        });
    title.map_or((from, to), |row| (row.0, to))
}

/// Roe, 26, Doe, 23, and Poe, 36, are charged: all names of a list that ends at a comma.
fn named_list(s: &Sentence<'_>, comma: usize) -> Row {
    let belongs = |at: usize| {
        is_capital(s, at)
            || at == 0 && s.is_capital(0)
            || matches!(s.tokens.sign(at), Some(',' | '-' | '.'))
            || s.is(at, Section::And)
            || s.number_at(at)
                .is_some_and(|number| number.digits.is_some_and(|n| n <= 2))
    };
    let first = (comma.saturating_sub(LIST)..comma)
        .rev()
        .take_while(|&at| belongs(at))
        .last()?;
    let ages = (first..comma)
        .filter(|&at| s.number_at(at).is_some())
        .count();
    let begins = (first..comma).find(|&at| s.is_capital(at))?;
    (ages > 1).then_some((begins, comma))
}

/// Who stands before a verb: a pronoun, a name before an aside, who spoke before "and", the subject of a participle.
pub(super) fn before(s: &Sentence<'_>, verb: usize, speeches: &[Speech]) -> Row {
    let mut end = verb;
    while end > 0 && s.is(end - 1, Section::Function) {
        end -= 1;
        if is_personal(s, end) {
            return Some((end, end + 1));
        }
        if is_one_of(s, end, &s.pack.grammar.subjects) {
            // It criticised the army: a pronoun of whom no other word tells is the party itself.
            let opens = end == 0
                || s.tokens.sign(end - 1).is_some()
                || end == 1 && s.is_any(0, &[Section::Border, Section::And, Section::Function]);
            if let Some(row) = meant(s, end, speeches).or(opens.then_some((end, end + 1))) {
                return Some(row);
            }
        }
    }
    let participle = end == verb && ends_with(s, verb, &s.pack.grammar.participles);
    if participle && let Some(row) = governed(s, verb) {
        return Some(row);
    }
    // The ministry demanded an apology after accusing it: whom the sentence is about.
    if participle && verb > 0 && s.is(verb - 1, Section::Border) {
        let told = speaker(speeches, verb).filter(|row| row.1 < verb && speaks(s, *row));
        if let Some(row) = told.or_else(|| subject(s, verb)) {
            return Some(row);
        }
    }
    // He said it was "an outrage," accusing Tula of it: whoever spoke in that clause.
    let closed = verb > 1 && matches!(s.tokens.sign(verb - 1), Some(',' | '"' | '”'));
    if closed
        && end == verb
        && ends_with(s, verb, &s.pack.grammar.participles)
        && let Some(row) = speaker(speeches, verb).filter(|row| row.1 < verb && speaks(s, *row))
    {
        return Some(row);
    }
    if closed
        && participle
        && let Some(row) = continued(s, verb, speeches)
    {
        return Some(row);
    }
    // They took up arms in March accusing the government: a pronoun begins the clause of a participle.
    if participle
        && let Some(row) = party_before(s, verb)
        && is_personal(s, row.0.saturating_sub(1))
    {
        return Some((row.0 - 1, row.0));
    }
    if end > 0 && s.is(end - 1, Section::And) {
        // The army said so; the rebels denied it and accused the army: who stands first behind the semicolon.
        let from = (0..verb).rev().find(|&at| s.tokens.sign(at) == Some(';'));
        let from = from.map_or(0, |at| at + 1);
        return speaker(speeches, verb)
            .filter(|row| row.0 >= from)
            .or_else(|| subject_from(s, from, verb));
    }
    // "Stevanin, arrested in 1994, is accused": the subject stands before the aside.
    if end == verb
        && verb > 0
        && s.tokens.sign(verb - 1) == Some(',')
        && let Some(comma) = (0..verb - 1)
            .rev()
            .find(|&at| s.tokens.sign(at) == Some(','))
        && let Some(row) = party_before(s, comma).filter(|row| row.1 - row.0 <= SUBJECT)
        && ((0..row.0).all(|at| s.is_any(at, &[Section::Article, Section::Function]))
            || names(s, row))
    {
        // The rebels' spokesman, Jan Kovac, denied it: the title with the name.
        let named = (comma + 1..verb - 1).all(|at| is_capital(s, at) || s.is(at, Section::And))
            && comma + 1 < verb - 1
            && !(comma + 1..verb - 1).any(|at| s.is_any(at, &[Section::Date, Section::Side]));
        if named && (row.0..row.1).any(|at| s.is(at, Section::Speaker)) {
            return Some((row.0, verb - 1));
        }
        return Some(named_list(s, verb - 1).unwrap_or_else(|| titled(s, row)));
    }
    // "the criticism of Judge Roe, who was accused": the name before the relative clause.
    if end < verb && end > 1 && s.tokens.sign(end - 1) == Some(',') && s.is(end, Section::Border) {
        let run = (0..end - 1).rev().take_while(|&at| is_capital(s, at));
        if let Some(first) = run.last() {
            return Some((first, end - 1));
        }
        // According to the spokesman, who denied it.
        if let Some(row) = participle_noun(s, end - 1)
            && (row.0..row.1).any(|at| s.is(at, Section::Speaker))
        {
            return Some(row);
        }
    }
    // "the penalty for Jan Kovac, the suspect in": the name right before the comma.
    if verb > 0 && s.tokens.sign(verb - 1) == Some(',') {
        let run = (0..verb - 1).rev().take_while(|&at| is_capital(s, at));
        if let Some(first) = run.last().filter(|first| first + 2 < verb) {
            return Some((first, verb - 1));
        }
    }
    let near = party_before(s, verb);
    // 27 people died, blaming it on X: what was told of casualties is no party.
    if near.is_some_and(|(from, to)| (from..to).any(|at| s.trigger(at).is_some())) {
        return speaker(speeches, verb).or(near);
    }
    // Tula said nothing, but a website accused it: who stands right behind the border.
    let clause = |row: (usize, usize)| {
        let mut at = row.0;
        while at > 0 && s.is_any(at - 1, &[Section::Article, Section::Function]) {
            at -= 1;
        }
        let border = at
            .checked_sub(1)
            .and_then(|at| s.marks.of(at, Section::Border));
        border.is_some_and(|border| !s.pack.borders[border.entry()].soft) && is_party(s, row)
    };
    match near {
        Some(row) if row.0 == 0 || names(s, row) || clause(row) => near,
        _ => subject(s, verb).or(near),
    }
}

/// The subject of a sentence, when it is a name or begins with one who speaks.
pub(super) fn subject(s: &Sentence<'_>, before: usize) -> Row {
    subject_from(s, 0, before)
}

/// The subject of a clause that begins at `from`.
fn subject_from(s: &Sentence<'_>, from: usize, before: usize) -> Row {
    let mut first = from;
    let opens = [
        Section::Place,
        Section::Preposition,
        Section::Border,
        Section::Date,
    ];
    if s.is_any(from, &opens) {
        first = (from..before).find(|&at| s.tokens.sign(at) == Some(','))? + 1;
    }
    let begins = first;
    while s.is_any(first, &[Section::Article, Section::Function]) && !is_personal(s, first) {
        first += 1;
    }
    let belongs =
        |at: usize| s.is_capital(at) || s.is_any(at, &NAMES) || s.tokens.sign(at) == Some('.');
    if is_personal(s, first) {
        return Some((first, first + 1));
    }
    let mut end = (first..before.min(first + SUBJECT))
        .find(|&at| !belongs(at))
        .unwrap_or(before.min(first + SUBJECT));
    while end > first && s.tokens.sign(end - 1).is_some() {
        end -= 1;
    }
    let alone = || s.marks.at(first).is_empty() && !is_adverb(s, first);
    (end > first && (first > begins || names(s, (first, end)) || end > first + 1 || alone()))
        .then_some((first, end))
}

/// The noun right before a participle that no auxiliary carries: four diplomats accused of spying.
pub(super) fn participle_noun(s: &Sentence<'_>, verb: usize) -> Row {
    let mut first = verb;
    while first > 0 && verb - first < NOUN {
        let at = first - 1;
        let closes = s.tokens.sign(at).is_some_and(|sign| sign != '-')
            || s.is_any(
                at,
                &[
                    Section::Preposition,
                    Section::Function,
                    Section::Border,
                    Section::Say,
                    Section::And,
                    Section::Of,
                ],
            )
            || s.trigger(at).is_some();
        if closes && s.number_at(at).is_none() {
            break;
        }
        first = at;
    }
    (first < verb).then_some((first, verb))
}

/// A militia accused of burning crops is denying that: whom a participle before a row, in its clause, is about.
pub(super) fn accused_participle(s: &Sentence<'_>, to: usize) -> Row {
    let mark = (to.saturating_sub(2 * SUBJECT)..to)
        .rev()
        .take_while(|&at| s.tokens.is_word(at) && !s.is_any(at, &[Section::Border, Section::Say]))
        .filter_map(|at| s.marks.of(at, Section::Accuse))
        .find(|mark| {
            let frame = &s.pack.accuses[mark.entry()];
            (frame.accuser, frame.accused) == (Seat::Before, Seat::After)
        })?;
    let before = mark.first.checked_sub(1)?;
    (!s.is(before, Section::Function))
        .then(|| participle_noun(s, mark.first))
        .flatten()
}

/// Two men whom the court accused of it: the noun before the relative pronoun, and who stands between.
pub(super) fn object_before(
    s: &Sentence<'_>,
    verb: usize,
) -> Option<((usize, usize), (usize, usize))> {
    let at = (verb.saturating_sub(SUBJECT)..verb)
        .rev()
        .take_while(|&at| s.tokens.sign(at).is_none_or(|sign| sign == '-'))
        .find(|&at| is_one_of(s, at, &s.pack.grammar.relatives))
        // Police said that four men accused of it: no relative pronoun.
        .filter(|&at| s.marks.ending(at, Section::Say).is_none())?;
    let mut first = at + 1;
    while s.is_any(first, &[Section::Article, Section::Function]) && !is_pronoun(s, first) {
        first += 1;
    }
    // 17 people, including two boys, whom they accused of it: before the part stands the whole.
    let mut end = at;
    if end > 0 && s.tokens.sign(end - 1) == Some(',') {
        end -= 1;
        let comma = (0..end).rev().find(|&at| s.tokens.sign(at) == Some(','));
        if let Some(comma) = comma.filter(|&comma| s.is(comma + 1, Section::Subset)) {
            end = comma;
        }
    }
    let object = participle_noun(s, end)?;
    (first < verb).then_some((object, (first, verb)))
}

/// Who a clause is about that begins at a token: a pronoun, or a name with what stands before it.
pub(super) fn clause_subject(s: &Sentence<'_>, from: usize) -> Row {
    if is_personal(s, from) {
        return Some((from, from + 1));
    }
    let mut end = from;
    while end < s.tokens.len() && end < from + SUBJECT {
        let known = s.is_capital(end)
            || s.is_any(end, &NAMES)
            || s.is_any(end, &[Section::Article, Section::Victim])
            || end == from && s.is(end, Section::Function);
        if !known || s.is(end, Section::Border) {
            break;
        }
        end += 1;
    }
    // Urban guerrillas from the army: plain words before people.
    if end == from {
        let people =
            (from + 1..from + 4).find(|&at| s.is_any(at, &[Section::Victim, Section::Speaker]));
        let plain = |at: usize| s.tokens.is_word(at) && s.marks.at(at).is_empty();
        end = people
            .filter(|&people| (from..people).all(plain))
            .map_or(end, |people| people + 1);
    }
    let people = || (from..end).any(|at| s.is(at, Section::Victim));
    (end > from && (names(s, (from, end)) || people())).then_some((from, end))
}

/// Whether a row is somebody who can speak: no phrase of place (said in a report).
pub(super) fn speaks(s: &Sentence<'_>, row: (usize, usize)) -> bool {
    !s.is_any(row.0, &[Section::Preposition, Section::Place])
        && (row.0 == 0 || names(s, row) || (row.0..row.1).any(|at| s.is(at, Section::Victim)))
}

/// Who speaks behind what is said: "…", police said; …, according to X.
pub(super) fn trailing(s: &Sentence<'_>, from: usize, speeches: &[Speech]) -> Row {
    speeches
        .iter()
        .find(|speech| {
            let Some(row) = speech.speaker.filter(|row| speaks(s, *row)) else {
                return false;
            };
            let first = row.0.min(speech.first);
            let quoted = first
                .checked_sub(1)
                .and_then(|at| s.tokens.sign(at))
                .is_some_and(|sign| matches!(sign, ',' | '"' | '”' | '—' | '–'));
            first >= from && (speech.trails || quoted)
        })?
        .speaker
}

/// Who condemns what stands behind: condemned atrocities by the army.
pub(super) fn condemner(s: &Sentence<'_>, before: usize, speeches: &[Speech]) -> Row {
    if !applies(s) {
        return None;
    }
    let verb = (before.saturating_sub(SUBJECT)..before)
        .rev()
        .find_map(|at| s.marks.of(at, Section::Accuse))
        .filter(|mark| {
            let frame = &s.pack.accuses[mark.entry()];
            frame.strict && (frame.accuser, frame.accused) == (Seat::Before, Seat::After)
        })?;
    self::before(s, verb.first, speeches)
}

/// Whether a row names a party: a name, one who can speak, people; no weather.
pub(super) fn is_party(s: &Sentence<'_>, row: (usize, usize)) -> bool {
    names(s, row)
        || (row.0..row.1).any(|at| s.is(at, Section::Victim))
        || row.0 > 0 && s.is(row.0 - 1, Section::Function)
}

//! Accusations and denials where the verb comes last: who accuses, the marked accused, the act, the verb.
//!
//! What enters: a sentence and a frame whose parties both stand before it. What leaves: their rows of tokens. The accused
//! is known by its mark alone, an ending (Çin'i, Պեկինին) or a word (چین را): without one there is no accusation. Who
//! accuses is the subject at the beginning of the clause, up to its comma or up to the accused.

use super::finish;
use super::rows::is_name;
use crate::extract::marks::Mark;
use crate::extract::names::trimmed;
use crate::extract::pack::Accuse;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::{Order, SayKind};
use crate::extract::parties::{PARTY, Row};
use crate::extract::proposal::AccusationProposal;
use crate::extract::seat;
use crate::extract::sentence::Sentence;

/// The clause before a verb is at most so many tokens long.
const CLAUSE: usize = 60;
/// A subject that names nobody known is at most so many tokens long.
const SUBJECT: usize = 5;
/// Up to this rank a marked word is a name or a known party.
const KNOWN: u8 = 2;
/// A part of a sentence with a known name may be longer.
const NAMED: usize = 10;
/// So many words in small letters may stand before a marked one in the same party.
const BEFORE_MARK: usize = 3;

/// Savcılık polisi ihmalle suçladı.
pub(super) fn accusation(s: &Sentence<'_>, mark: &Mark) -> Option<AccusationProposal> {
    let start = clause_start(s, mark.first);
    let frame = &s.pack.accuses[mark.entry()];
    let (accuser, accused, act_from) = match marking_word(s, start, mark) {
        Some(word) => by_word(s, start, &word)?,
        None => by_ending(s, start, mark.first, frame)?,
    };
    let act = act(s, act_from, mark.first);
    // Saldırının arkasında İsrail'in olduğunu: the deed may stand before who did it.
    if frame.claim && !told(s, mark.entry(), start, mark.first) {
        return None;
    }
    // Saldırıda 12 kişinin öldüğünü açıkladı: whom something happened to did nothing.
    let suffers = s.trigger(accused.1).is_some()
        && s.marks
            .of_entry(accused.1, Section::AccuseAct, mark.entry())
            .is_none();
    if frame.claim && suffers {
        return None;
    }
    finish(s, mark, accuser, Some(accused), act, false)
}

/// Whether the word right before a verb carries a mark of the accused, where the accused may also stand behind.
pub(super) fn is_marked_before(s: &Sentence<'_>, mark: &Mark) -> bool {
    let endings = &s.pack.accuses[mark.entry()].accused_endings;
    if endings.is_empty() {
        return false;
    }
    last_word(s, mark.first).is_some_and(|word| {
        word > clause_start(s, mark.first) && marked(s, word, word + 1, endings).is_some()
    })
}

/// The first token of a row whose ending marks the accused: մեղադրել է Ադրբեջանին.
pub(super) fn first_marked(
    s: &Sentence<'_>,
    mark: &Mark,
    (from, to): (usize, usize),
) -> Option<usize> {
    let endings = &s.pack.accuses[mark.entry()].accused_endings;
    (from..to).find(|&at| !endings.is_empty() && marked(s, at, at + 1, endings).is_some())
}

/// Whether a deed that the frame lists stands in a row: without one a claim is no accusation.
fn told(s: &Sentence<'_>, entry: usize, from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        s.marks
            .of(at, Section::AccuseAct)
            .is_some_and(|mark| mark.entry() == entry)
    })
}

/// The accused of a passive: the subject of the clause. Ronaldo, tecavüzle suçlandı.
pub(super) fn passive(s: &Sentence<'_>, mark: &Mark) -> Option<AccusationProposal> {
    let start = clause_start(s, mark.first);
    // پلیس گفت مردی متهم: who says so is not the subject of what is said.
    let said = (start..mark.first)
        .filter_map(|at| s.marks.of(at, Section::Say))
        .rfind(|say| {
            let verb = s.pack.says[say.entry()].kind == SayKind::Verb;
            verb && say.first > start && say.end < mark.first
        });
    let start = said.map_or(start, |say| say.end);
    let by = (start..mark.first).find_map(|at| s.marks.of(at, Section::AccuseBy));
    // Polis tarafından: who accuses stands before the word for by, and the accused before that.
    let accuser = by.and_then(|by| {
        let (from, to) = party_ending(s, start, by.first)?;
        // Üç asker köylüler tarafından: the last noun of people, else the last word; a title and a name are one.
        let head = second_party(s, from, to).unwrap_or(from);
        let whole = from > start || (from..to).all(|at| s.is_capital(at));
        Some((
            if whole && head == from {
                from
            } else {
                head.max(from)
            },
            to,
        ))
    });
    // سایپوو، مظنون: behind a comma it is an apposition to the name before.
    let apposed = mark
        .first
        .checked_sub(1)
        .filter(|&comma| comma > start && is_comma(s, comma) && s.tokens.is_word(mark.end))
        .and_then(|comma| party_ending(s, start, comma));
    let accused = apposed
        .or_else(|| subject(s, start, mark.first))
        .filter(|row| accuser.is_none_or(|accuser| row.1 <= accuser.0))?;
    let act = act(s, accused.1.max(by.map_or(0, |by| by.end)), mark.first);
    let frame = &s.pack.accuses[mark.entry()];
    if frame.claim && !told(s, mark.entry(), accused.1, mark.first) {
        return None;
    }
    finish(s, mark, accuser, Some(accused), act, false)
}

/// Çin, iddiaları reddetti.
pub(super) fn denial(s: &Sentence<'_>, mark: &Mark) -> Option<AccusationProposal> {
    let start = clause_start(s, mark.first);
    // که البته چین آن را رد کرد: the subject of the clause that begins right before.
    let inner = (start..mark.first)
        .rev()
        .find(|&at| s.is(at, Section::SayThat))
        .map(|that| that + 1)
        .filter(|&from| (from..mark.first).any(|at| is_name(s, Some(at))));
    let start = inner.unwrap_or(start);
    let denier = subject(s, start, mark.first)?;
    let act = act(s, denier.1, mark.first);
    finish(s, mark, Some(denier), None, act, true)
}

/// Where the clause of a verb begins: behind a stop, a quote that opens, or the word that begins what is said.
fn clause_start(s: &Sentence<'_>, verb: usize) -> usize {
    let least = verb.saturating_sub(CLAUSE);
    let mut at = verb;
    while at > least {
        let before = at - 1;
        let closes = matches!(
            s.tokens.sign(before),
            Some(';' | '؛' | '!' | '?' | '؟' | ':' | '։')
        );
        let says = s.is(before, Section::SayThat) && s.marks.ending(before, Section::Say).is_some();
        if closes || says {
            break;
        }
        at = before;
    }
    // Yetkililere göre, …: who is the source of the whole is not its subject.
    while let Some(comma) = (at..verb).find(|&at| is_comma(s, at))
        && (at..comma).any(|at| s.is(at, Section::Say))
    {
        at = comma + 1;
    }
    while at < verb
        && (s.is_any(at, &[Section::And, Section::Border, Section::SayThat])
            || s.tokens.sign(at).is_some())
    {
        at += 1;
    }
    at
}

fn is_comma(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.tokens.sign(at), Some(',' | '،' | '՝'))
}

/// The word of its own that marks the accused: را. The last one before the verb whose party is not empty.
fn marking_word(s: &Sentence<'_>, start: usize, verb: &Mark) -> Option<Mark> {
    (start + 1..verb.first)
        .find_map(|at| s.marks.of_entry(at, Section::AccusedMark, verb.entry()))
        .filter(|mark| mark.end <= verb.first)
        .copied()
}

/// Accuser and accused before a word that marks the accused, and where the act begins.
fn by_word(s: &Sentence<'_>, start: usize, mark: &Mark) -> Option<(Row, (usize, usize), usize)> {
    let comma = (start..mark.first).rev().find(|&at| is_comma(s, at));
    let (accuser, accused) = match comma {
        Some(comma) if comma > start && comma + 1 < mark.first => {
            let row = subject_row(s, start, comma + 1).and_then(|row| trimmed(s, row));
            (row, (comma + 1, mark.first))
        }
        _ => {
            let (from, to) = trimmed(s, (start, mark.first))?;
            let cut = second_party(s, from, to).unwrap_or(from + 1);
            // Savcılık iki polis hakkında: so many.
            let cut = cut
                .checked_sub(1)
                .and_then(|before| s.number_at(before))
                .map_or(cut, |number| number.first.max(from + 1));
            if cut >= to {
                return None;
            }
            (Some((from, cut)), (cut, to))
        }
    };
    let accuser = accuser.map(|(from, to)| (from, without_verb_words(s, from, to)));
    Some((accuser, accused, mark.end))
}

/// Adverbs behind a party belong to the verb: او همچنین.
fn without_verb_words(s: &Sentence<'_>, from: usize, mut to: usize) -> usize {
    while to > from + 1 && s.is_any(to - 1, &[Section::Function, Section::And]) {
        to -= 1;
    }
    to
}

/// Where the second of two parties begins: at the last noun for people, before the side that it belongs to.
fn second_party(s: &Sentence<'_>, from: usize, to: usize) -> Option<usize> {
    let head = |at: usize| s.is_any(at, &[Section::Speaker, Section::Victim, Section::Agency]);
    // A word inside a longer name begins no party: نخست وزیر.
    let inside = |at: usize| {
        (from..at).any(|first| {
            [Section::Speaker, Section::Side, Section::Agency]
                .into_iter()
                .filter_map(|section| s.marks.of(first, section))
                .any(|mark| mark.end > at)
        })
    };
    let last = (from + 1..to).rev().find(|&at| {
        !inside(at) && (head(at) || s.is(at, Section::Side)) && !s.is(at - 1, Section::Preposition)
    })?;
    let before = (from + 1..last).rev().find(|&at| {
        [Section::Speaker, Section::Victim]
            .into_iter()
            .filter_map(|section| s.marks.of(at, section))
            .any(|mark| mark.end == last)
    });
    match before {
        Some(before) if !head(last) => Some(before),
        _ => Some(last),
    }
}

/// Accuser and accused where an ending marks the accused, and where the act begins.
fn by_ending(
    s: &Sentence<'_>,
    start: usize,
    verb: usize,
    frame: &Accuse,
) -> Option<(Row, (usize, usize), usize)> {
    let comma = (start..verb).find(|&at| is_comma(s, at));
    // Without a comma behind it the subject is at least a word; the doer of what is claimed may stand before the comma.
    let from = comma
        .filter(|&comma| !frame.claim && comma > start && comma - start <= PARTY)
        .map_or(start + 1, |comma| comma + 1);
    let near = match s.pack.grammar.order {
        // Uluslararası Af Örgütü orduyu: the names that begin the clause are the subject, where another is marked behind.
        Order::Sov => {
            let past = (start..verb).find(|&at| !s.is_capital(at)).unwrap_or(verb);
            let behind = past > from && marked(s, past, verb, &frame.accused_endings).is_some();
            if behind { past } else { from }
        }
        // Where the accused may also stand behind, it touches the verb.
        _ => last_word(s, verb)?,
    };
    let (at, rank) = marked(s, near, verb, &frame.accused_endings)?;
    if frame.claim && rank > KNOWN {
        return None;
    }
    let last = (start..at).rev().find(|&at| is_comma(s, at));
    let first = party_start(s, last.map_or(start + 1, |comma| comma + 1), at);
    let accuser = subject_row(s, start, first)
        .and_then(|row| trimmed(s, row))
        .map(|(from, to)| {
            let end = (from + 1..to).find(|&at| s.is(at, Section::Function));
            (from, end.unwrap_or(to))
        })
        .filter(|(from, to)| to - from <= PARTY);
    Some((accuser, (first, at + 1), at + 1))
}

/// The subject among the parts that commas close before the accused: the first when it is short and names somebody, else
/// the part that touches the accused, else the last with a known name, else the first.
fn subject_row(s: &Sentence<'_>, start: usize, end: usize) -> Row {
    let mut parts = Vec::new();
    let mut first = start;
    for at in start..end {
        if is_comma(s, at) {
            parts.push((first, at));
            first = at + 1;
        }
    }
    let open = (first < end).then_some((first, end));
    let known = |row: &(usize, usize)| (row.0..row.1).any(|at| is_name(s, Some(at)));
    let names = |row: &(usize, usize)| known(row) || (row.0..row.1).all(|at| s.is_capital(at));
    let Some(&opening) = parts.first() else {
        return open;
    };
    if opening.1 - opening.0 <= SUBJECT && names(&opening) {
        return Some(opening);
    }
    open.filter(known)
        .or_else(|| {
            parts
                .iter()
                .rev()
                .copied()
                .find(|row| known(row) && row.1 - row.0 <= NAMED)
        })
        .or(Some(opening))
        .filter(|row| row.1 > row.0)
}

/// The word right before a verb, over auxiliaries.
fn last_word(s: &Sentence<'_>, verb: usize) -> Option<usize> {
    let mut end = verb;
    while end > 0 && s.is(end - 1, Section::Function) {
        end -= 1;
    }
    end.checked_sub(1)
}

/// The likeliest word with an ending of the accused: a known name, then a name, then any, the first of its kind.
fn marked(s: &Sentence<'_>, from: usize, verb: usize, endings: &[String]) -> Option<(usize, u8)> {
    let rank = |at: usize| -> Option<u8> {
        let text = s.word(at);
        if !s.tokens.is_word(at)
            || s.number_at(at).is_some()
            || s.is_any(
                at,
                &[
                    Section::Function,
                    Section::And,
                    Section::Say,
                    Section::AccuseAct,
                    Section::Date,
                ],
            )
            || seat::is_dated(s, at)
        {
            return None;
        }
        let folded = s.pack.folding.fold(text);
        let ending = endings
            .iter()
            .filter(|ending| {
                folded
                    .strip_suffix(ending.as_str())
                    .is_some_and(|stem| stem.chars().nth(1).is_some())
            })
            .max_by_key(|ending| ending.len())?;
        let names = [
            Section::Speaker,
            Section::Side,
            Section::Agency,
            Section::Victim,
        ];
        let ends = names
            .into_iter()
            .any(|section| s.marks.ending(at + 1, section).is_some());
        // Silahlı qüvvələrini: the name goes on.
        let goes_on = s
            .marks
            .at(at)
            .iter()
            .any(|mark| mark.end > at + 1 && names.contains(&mark.sense.section));
        if goes_on {
            return None;
        }
        // Azerbaycan ordusunun: behind a state its army.
        let of_state = at > from && s.is(at - 1, Section::Side);
        let is_known = is_name(s, Some(at)) || s.is(at, Section::Victim) || ends || of_state;
        // One letter ends many words: only a name's counts, and not a title's before its name (Baş naziri Mey).
        let is_short = ending.chars().nth(1).is_none();
        // Pekin'i Amerikan: a sign before the ending tells that it is one.
        let parted = text.contains(['\'', '’']);
        if is_short && !parted && (!is_known && !s.is_capital(at) || s.is_capital(at + 1)) {
            return None;
        }
        Some(match (s.is_capital(at), is_known) {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => 2,
            // The accused are mostly many: eleştirmenleri.
            (false, false) if is_comma(s, at + 1) || ending.chars().nth(2).is_some() => 3,
            (false, false) => 4,
        })
    };
    (from..verb)
        .filter_map(|at| rank(at).map(|rank| (rank, at)))
        // Muhalefet lideri hükümeti: of common nouns the last, since a title ends alike.
        .min_by_key(|&(rank, at)| (rank, if rank == KNOWN { verb - at } else { at }))
        .map(|(rank, at)| (at, rank))
}

/// Where the party begins that ends with a marked word.
fn party_start(s: &Sentence<'_>, least: usize, at: usize) -> usize {
    let mut first = at;
    let capital = s.is_capital(at);
    while first > least && at - first < if capital { PARTY } else { BEFORE_MARK } {
        let before = first - 1;
        // Ermenistan ordusunu: a state before its army.
        let state = !capital && s.is_capital(before) && s.is(before, Section::Side);
        // Naziri üsyançıları, örgütleri hükümeti: a noun that its own ending closes is another party's.
        let closed = ends_so(s, before, &s.pack.grammar.closing)
            && (is_name(s, Some(before))
                || s.marks.ending(first, Section::Speaker).is_some()
                || s.marks.at(before).is_empty());
        let goes_on = s.tokens.is_word(before)
            && s.number_at(before).is_none()
            && (s.is_capital(before) == capital || state)
            && !closed
            && !seat::is_dated(s, before)
            && !seat::is_oblique(s, before)
            && !s.is_any(
                before,
                &[Section::Date, Section::Function, Section::And, Section::Say],
            );
        // Bakı Ermənistanı: two known parties side by side.
        let parts = is_name(s, Some(before)) && is_name(s, Some(at)) && first == at;
        if !goes_on || parts {
            break;
        }
        first = before;
        if state {
            break;
        }
    }
    first
}

/// The party that ends before a word.
fn party_ending(s: &Sentence<'_>, start: usize, end: usize) -> Row {
    let mut first = end;
    while first > start
        && end - first < SUBJECT
        && s.tokens.is_word(first - 1)
        && !s.is_any(
            first - 1,
            &[Section::Date, Section::Border, Section::Preposition],
        )
    {
        first -= 1;
    }
    (first < end).then_some((first, end))
}

/// The subject at the beginning of a clause: up to its comma, else the names that begin it.
pub(super) fn subject(s: &Sentence<'_>, start: usize, verb: usize) -> Row {
    let (first, end) = trimmed(s, (start, verb))?;
    let comma = (first..end).find(|&at| is_comma(s, at));
    if let Some(comma) = comma
        && comma > first
        && comma - first <= NAMED
        && !(first..comma).any(|at| s.is(at, Section::Say))
        && (comma - first <= SUBJECT
            || (first..comma).any(|at| is_name(s, Some(at)) || s.is_capital(at)))
    {
        let day = (first + 1..comma).find(|&at| s.is(at, Section::Date));
        return Some((first, without_verb_words(s, first, day.unwrap_or(comma))));
    }
    // Brett bunu təkzib etdi: the names at the beginning, or the last known one of a title.
    let limit = comma.unwrap_or(end).min(first + PARTY);
    let known = (first..limit).rev().find_map(|at| {
        [Section::Speaker, Section::Side, Section::Agency]
            .into_iter()
            .find_map(|section| s.marks.of(at, section))
            .filter(|mark| {
                (first..mark.first).all(|at| {
                    s.is_capital(at)
                        || is_name(s, Some(at))
                        || s.marks.ending(at + 1, Section::Speaker).is_some()
                })
            })
            .map(|mark| mark.end)
    });
    // Üç asker: so many people.
    let counted = s
        .number_at(first)
        .filter(|number| number.first == first)
        .and_then(|number| s.marks.of(number.end, Section::Victim))
        .map(|people| people.end)
        .filter(|&end| end <= limit);
    let mut past = known.or(counted).unwrap_or(first);
    loop {
        if past < limit && s.is_capital(past) && s.number_at(past).is_none() {
            past += 1;
        } else if past > first
            && past + 1 < limit
            && s.is(past, Section::And)
            && s.is_capital(past + 1)
        {
            past += 2;
        } else {
            break;
        }
    }
    // İrəvan Bakının ittihamlarını: whose the charges are is no part of who rejects them.
    if past > first + 1 && ends_so(s, past - 1, &s.pack.grammar.genitive_endings) {
        past -= 1;
    }
    (past > first).then_some((first, past))
}

/// Whether a word has one of the endings.
fn ends_so(s: &Sentence<'_>, at: usize, endings: &[String]) -> bool {
    let folded = s.pack.folding.fold(s.word(at));
    endings.iter().any(|ending| {
        folded
            .strip_suffix(ending.as_str())
            .is_some_and(|stem| stem.chars().nth(1).is_some())
    })
}

/// The act: between the accused and the verb, without the words that only lead to it.
pub(super) fn act(s: &Sentence<'_>, from: usize, verb: usize) -> Row {
    let mut first = from;
    while first < verb
        && (s.tokens.sign(first).is_some()
            || s.is_any(first, &[Section::Preposition, Section::Function]))
    {
        first += 1;
    }
    let mut end = verb;
    while end > first && s.is_any(end - 1, &[Section::Function]) {
        end -= 1;
    }
    (end > first).then_some((first, end))
}

//! Where it happened: the name behind a preposition of place.
//!
//! What enters: a figure in its sentence. What leaves: the words of the place, and the entry that leads to it; none where
//! the words behind the preposition name no place. Names with capitals are told by them; where a language writes none, only
//! names that its pack lists are places, and those behind a word that the name of a place follows (مدينة).

use super::super::bind::Cause;
use super::super::marks::Mark;
use super::super::pack::lexicon::Section;
use super::super::pack::raw::Order;
use super::super::parties::is_definite;
use super::super::phrase::Quantity;
use super::super::proposal::Slot;
use super::super::seat::is_listed;
use super::super::sentence::Sentence;
use super::super::tokens::Joint;
use super::{Context, away, extent};

/// An office of several words is at most so many tokens long.
const OFFICE: usize = 8;
/// The name of a place is at most so many tokens long.
const LONGEST: usize = 4;
/// A place stands at most so many tokens from its figure.
const NEAR: usize = 10;

/// A name behind a preposition of place, nearest behind the figure, else before it.
pub(in crate::extract) fn place(
    s: &Sentence<'_>,
    context: &Context,
    q: &Quantity,
    cause: &Cause,
) -> Option<(Mark, Slot)> {
    if !s.marks.hold(Section::Place) {
        return None;
    }
    let extent = extent(q, cause);
    s.marks
        .all()
        .iter()
        .filter(|mark| mark.sense.section == Section::Place)
        .filter(|mark| away(mark, extent) <= NEAR && !context.parts(mark, extent))
        .filter_map(|mark| Some((mark, named(s, mark)?)))
        .min_by_key(|(mark, _)| (mark.first < extent.0, away(mark, extent)))
        .and_then(|(mark, (first, end))| {
            Some((*mark, Slot::of(s.text, s.tokens.span(first, end)?)?))
        })
}

/// The name behind a preposition of place.
fn named(s: &Sentence<'_>, mark: &Mark) -> Option<(usize, usize)> {
    // Во время штурма, a indiqué: the word begins a longer one that leads to no place.
    if s.marks.at(mark.first).iter().any(|one| one.end > mark.end) {
        return None;
    }
    let first = mark.end;
    // قال متحدث في مكتب وزير الدفاع أن: where somebody works who says it is not where it happened.
    let vso = s.pack.grammar.order == Order::Vso;
    let that = |at: usize| s.is(at, Section::SayThat) && !s.is(at, Section::Preposition);
    let closes = (first..first + OFFICE).find(|&at| ends(s, at) || that(at));
    if vso && s.is(first, Section::Speaker) && closes.is_some_and(that) {
        return None;
    }
    if s.pack.has_capitals() {
        return capital_name(s, first);
    }
    if !s.pack.grammar.towns.is_empty() {
        return listed_name(s, first);
    }
    let end = (first..first + LONGEST)
        .find(|&at| ends(s, at) || vso && that(at))
        .unwrap_or(first + LONGEST);
    (end > first).then_some((first, end))
}

/// Whether a word is no part of a place's name.
fn ends(s: &Sentence<'_>, at: usize) -> bool {
    let others = [
        Section::And,
        Section::Border,
        Section::Preposition,
        Section::Place,
        Section::Function,
        Section::Trigger,
        Section::Say,
        Section::Date,
        Section::Article,
        Section::Stop,
        Section::Subset,
        Section::Qualifier,
    ];
    !s.tokens.is_word(at) || s.number_at(at).is_some() || s.is_any(at, &others)
}

/// Up to the last capital of a name: the town of Goris, southern Syria, Рязанской области. Words in small letters before
/// it are such as a place's name has; a people before a thing (in Israeli raids) is no place.
fn capital_name(s: &Sentence<'_>, first: usize) -> Option<(usize, usize)> {
    let end = (first..first + LONGEST)
        .find(|&at| ends(s, at))
        .unwrap_or(first + LONGEST);
    let past = (first..end).rev().find(|&at| s.is_capital(at))? + 1;
    let adjective = past < end && s.is(past - 1, Section::Side) && !is_local(s, past);
    let before_thing =
        s.is(past - 1, Section::Side) && s.is_any(past, &[Section::Stop, Section::Trigger]);
    let begins = (first..past).find(|&at| s.is_capital(at))?;
    // Al-Hasayna: the small letters are written to the name.
    let written = |at: usize| {
        s.tokens
            .get(at + 1)
            .is_some_and(|next| next.joint != Joint::Space)
    };
    let leads = begins == first
        || is_local(s, begins - 1)
        || written(begins - 1)
        || is_listed(s, begins - 1, &s.pack.grammar.determiners);
    if adjective || before_thing || !leads {
        return None;
    }
    // У Мар'їнській громаді: an apostrophe inside the name parts its tokens.
    let cyrillic = s.pack.header.script == "Cyrillic";
    let mut past = past;
    while cyrillic
        && s.tokens
            .get(past)
            .is_some_and(|next| next.joint == Joint::Apostrophe)
    {
        past += 1;
    }
    // Stade de France: a word for a place has its name behind it.
    if is_local(s, past - 1) && s.is(past, Section::Of) && s.is_capital(past + 1) {
        past += 2;
    }
    // Забайкальском крае: the word for what it is may stand behind.
    let past = past + usize::from(is_local(s, past));
    Some((first, past))
}

/// Whether a word belongs to the names of places: province, southern.
fn is_local(s: &Sentence<'_>, at: usize) -> bool {
    is_listed(s, at, &s.pack.grammar.localities)
}

/// Where names have no capitals: a listed one, or the word behind one that a place's name follows (مدينة، محافظة); joined
/// ones behind it (في الهند والنيبال).
fn listed_name(s: &Sentence<'_>, first: usize) -> Option<(usize, usize)> {
    let led = || led_name(s, first, is_local(s, first + 1));
    let mut end = town(s, first).or_else(led)?;
    while s.tokens.get(end).is_some_and(|token| token.and_prefix)
        && let Some(next) = town(s, end)
    {
        end = next;
    }
    Some((first, end))
}

/// Past the listed name of a place that begins at a token, the longest.
fn town(s: &Sentence<'_>, at: usize) -> Option<usize> {
    if !s.tokens.is_word(at) {
        return None;
    }
    let mut name = s.pack.folding.fold(s.word(at));
    if s.tokens.get(at).is_some_and(|token| token.and_prefix) {
        let and = name.chars().next().map_or(0, char::len_utf8);
        name.drain(..and);
    }
    let towns = &s.pack.grammar.towns;
    let is_listed = |name: &str| {
        towns
            .binary_search_by(|town| town.as_str().cmp(name))
            .is_ok()
    };
    let mut found = is_listed(&name).then_some(at + 1);
    for next in at + 1..at + LONGEST {
        if !s.tokens.is_word(next) {
            break;
        }
        name.push(' ');
        name.push_str(&s.pack.folding.fold(s.word(next)));
        if is_listed(&name) {
            found = Some(next + 1);
        }
    }
    found
}

/// مدينة كذا: past the name behind a word that one follows. A name in no list is one word, or two where the first begins
/// names (بيت حانون); what may be an adjective (منطقة سكنية) or a verb (منطقة تشهد) is none.
fn led_name(s: &Sentence<'_>, first: usize, twice: bool) -> Option<usize> {
    let grammar = &s.pack.grammar;
    if !is_local(s, first) {
        return None;
    }
    let name = first + 1;
    let found = match town(s, name) {
        // في محيط مدينة كذا
        None if twice => led_name(s, name, false),
        found => found,
    };
    if found.is_some() || twice {
        return found;
    }
    // في المدينة: with the article its name has been told.
    if is_definite(s, first) || ends(s, name) || !s.marks.at(name).is_empty() {
        return None;
    }
    let word = s.word(name);
    let definite = is_definite(s, name);
    let mut letters = word.chars();
    let (begins, closes) = (letters.next(), letters.next_back());
    let verb = grammar
        .verb_letters
        .iter()
        .any(|letter| begins.is_some_and(|c| letter.starts_with(c)));
    let adjective = grammar
        .adjective_letters
        .iter()
        .any(|letter| closes.is_some_and(|c| letter.starts_with(c)));
    if !definite && (verb || adjective) {
        return None;
    }
    let two = is_listed(s, name, &grammar.name_heads) && !ends(s, name + 1);
    Some(name + 1 + usize::from(two))
}

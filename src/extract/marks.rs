//! Which entries of the pack stand where in a sentence.
//!
//! What enters: tokens. What leaves: [`Marks`], at each token the entries whose patterns begin there, the longest first.
//! Invariant: of one section only the longest pattern at a token is kept; a trigger inside a longer trigger is none.

use super::pack::Pack;
use super::pack::lexicon::{Node, Section, Sections, Sense};
use super::tokens::{Joint, Kind, Tokens};

/// An entry that stands in the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// The first token.
    pub first: usize,
    /// Past the last token.
    pub end: usize,
    /// What it is.
    pub sense: Sense,
}

impl Mark {
    /// The entry's place in its section.
    pub(super) fn entry(&self) -> usize {
        usize::from(self.sense.entry)
    }
}

/// A gap covers at most so many tokens.
const LONGEST_GAP: usize = 6;

/// The marks of a sentence, by the token where they begin.
#[derive(Debug, Default)]
pub(super) struct Marks {
    list: Vec<Mark>,
    starts: Vec<usize>,
    /// By token: the sections of the marks that begin there.
    begun: Vec<Sections>,
    /// By token: the sections of the marks that end before it.
    ended: Vec<Sections>,
    /// The sections of all marks.
    all: Sections,
}

impl Marks {
    /// Finds the marks of all tokens.
    pub(super) fn find(&mut self, pack: &Pack, tokens: &Tokens) {
        let count = tokens.len();
        let Self {
            list,
            starts,
            begun,
            ended,
            all,
        } = self;
        list.clear();
        starts.clear();
        starts.resize(count + 1, 0);
        begun.clear();
        begun.resize(count, Sections::NONE);
        ended.clear();
        ended.resize(count + 1, Sections::NONE);
        *all = Sections::NONE;
        let mut found = tokens.found(tokens.word(0));
        for (at, (start, begun)) in starts.iter_mut().zip(begun).enumerate() {
            let from = list.len();
            *start = from;
            let next = tokens.found(tokens.word(at + 1));
            // Most words begin nothing that the next one goes on.
            if found.gap || found.after & next.mask != 0 {
                follow(pack, tokens, at, at, 0, list);
                keep_longest(list, from);
                for mark in list.iter().skip(from) {
                    let section = Sections::one(mark.sense.section);
                    *begun = begun.or(section);
                    if let Some(ended) = ended.get_mut(mark.end) {
                        *ended = ended.or(section);
                    }
                }
            } else {
                let mark = |sense| Mark {
                    first: at,
                    end: at + 1,
                    sense,
                };
                match found.few() {
                    // Whether a word means something, and how much, nobody could foresee: all is written, and cut off.
                    Some((few, count)) => {
                        list.extend_from_slice(&few.map(mark));
                        list.truncate(from + count);
                    }
                    None => list.extend(tokens.senses(found).iter().copied().map(mark)),
                }
                *begun = found.sections;
                if let Some(ended) = ended.get_mut(at + 1) {
                    *ended = ended.or(found.sections);
                }
            }
            *all = all.or(*begun);
            found = next;
        }
        if let Some(last) = starts.last_mut() {
            *last = list.len();
        }
    }

    /// Whether a mark of a section stands anywhere.
    #[inline]
    pub(super) fn hold(&self, section: Section) -> bool {
        self.all.has(section)
    }

    /// Whether a mark of one of the sections begins at a token.
    #[inline]
    pub(super) fn is_any(&self, token: usize, sections: &[Section]) -> bool {
        let any = sections.iter().fold(Sections::NONE, |any, section| {
            any.or(Sections::one(*section))
        });
        self.begun.get(token).is_some_and(|begun| begun.meets(any))
    }

    /// The marks that begin at a token, the longest first.
    pub(super) fn at(&self, token: usize) -> &[Mark] {
        match (self.starts.get(token), self.starts.get(token + 1)) {
            (Some(&from), Some(&to)) => self.list.get(from..to).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// The mark of a section that begins at a token.
    #[inline]
    pub(super) fn of(&self, token: usize, section: Section) -> Option<&Mark> {
        if !self.is(token, section) {
            return None;
        }
        self.at(token)
            .iter()
            .find(|mark| mark.sense.section == section)
    }

    /// The mark of an entry of a section that begins at a token.
    pub(super) fn of_entry(&self, token: usize, section: Section, entry: usize) -> Option<&Mark> {
        self.at(token)
            .iter()
            .find(|mark| mark.sense.section == section && mark.entry() == entry)
    }

    /// Whether a mark of a section begins at a token.
    #[inline]
    pub(super) fn is(&self, token: usize, section: Section) -> bool {
        self.begun
            .get(token)
            .is_some_and(|begun| begun.has(section))
    }

    /// The mark of a section that ends before the token `end`.
    pub(super) fn ending(&self, end: usize, section: Section) -> Option<&Mark> {
        if !self.ended.get(end).is_some_and(|ended| ended.has(section)) {
            return None;
        }
        (1..=6)
            .rev()
            .filter_map(|back| end.checked_sub(back))
            .filter_map(|first| self.of(first, section))
            .find(|mark| mark.end == end)
    }

    /// By token: the sections of the marks that begin there.
    pub(super) fn begun(&self) -> &[Sections] {
        &self.begun
    }

    /// Every mark, in order.
    pub(super) fn all(&self) -> &[Mark] {
        &self.list
    }
}

/// Orders the marks from `from` on, the longest first, and keeps of those that say the same the longest.
fn keep_longest(list: &mut Vec<Mark>, from: usize) {
    if list.len() - from < 2 {
        return;
    }
    list[from..].sort_by_key(|mark| std::cmp::Reverse(mark.end));
    let mut kept = from;
    for at in from..list.len() {
        let mark = list[at];
        let known = list[from..kept]
            .iter()
            .any(|known| known.sense.stands_for(mark.sense));
        if !known {
            list[kept] = mark;
            kept += 1;
        }
    }
    list.truncate(kept);
}

/// Follows the patterns from `node` with the token `at`.
fn follow(pack: &Pack, tokens: &Tokens, first: usize, at: usize, node: Node, into: &mut Vec<Mark>) {
    if let Some(gap) = pack.lexicon.gap(node) {
        let (after, _) = pack.lexicon.after(gap);
        for over in 1..=LONGEST_GAP {
            let stops = matches!(
                tokens.sign(at + over - 1),
                Some('.' | ';' | ':' | '،' | ',')
            );
            if at + over > tokens.len() || stops {
                break;
            }
            // Most words go on nothing.
            if after & tokens.found(tokens.word(at + over)).mask == 0 {
                continue;
            }
            // Two gaps in a row would be one; a pattern has few, so this stays small.
            for &form in tokens.forms(at + over) {
                if let Some(next) = pack.lexicon.step(gap, form) {
                    arrive(pack, tokens, first, at + over + 1, next, into);
                }
            }
        }
    }
    for &form in tokens.forms(at) {
        if let Some(next) = pack.lexicon.step(node, form) {
            arrive(pack, tokens, first, at + 1, next, into);
        }
    }
}

fn arrive(
    pack: &Pack,
    tokens: &Tokens,
    first: usize,
    end: usize,
    node: Node,
    into: &mut Vec<Mark>,
) {
    for &sense in pack.lexicon.senses(node) {
        into.push(Mark { first, end, sense });
    }
    if end >= tokens.len() {
        return;
    }
    let (after, gap) = pack.lexicon.after(node);
    if !gap && after & tokens.found(tokens.word(end)).mask == 0 {
        return;
    }
    // Patterns hold words; a hyphen with spaces around it is a sign, and ends them.
    if tokens.get(end).is_some_and(|token| {
        token.kind == Kind::Word || token.joint == Joint::Space || token.joint == Joint::None
    }) {
        follow(pack, tokens, first, end, node, into);
    }
}

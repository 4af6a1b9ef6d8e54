//! A sentence as tokens: words with the forms they are, numerals with their value, punctuation.
//!
//! What enters: a piece of text and a pack. What leaves: [`Tokens`], spans in bytes of the whole text. Invariants: spans on
//! character borders, in order, never overlapping; at most [`MOST`] tokens; linear in the piece's length.

use super::letters::{Class, class_at, word_end};
use super::numeral::{self, Numeral};
use super::pack::Pack;
use super::pack::lexicon::{FormId, Section, Sense};
use super::pack::notation::is_joint;
use super::split::{self, Stop};
use super::words::{Found, WordId, Words, has};

/// A piece of text is cut after so many tokens: no sentence of a newspaper comes near.
pub(super) const MOST: usize = 400;

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–' | '—' | '֊' | '־' | '−')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`')
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word.
    Word,
    /// Digits.
    Number(Numeral),
    /// A sign.
    Sign(char),
}

/// A token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// Where it begins, in bytes of the whole text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// What joins it to the token before, when no space parts them: a hyphen, an apostrophe, or nothing.
    pub joint: Joint,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether a prefix was stripped that means "and".
    pub and_prefix: bool,
    /// Whether any prefix was stripped.
    pub prefixed: bool,
    /// Whether a case suffix behind an apostrophe was an ordinal's.
    pub ordinal: bool,
    /// The qualifier whose prefix was stripped from a number word: כשלושים.
    pub hedge: Option<u16>,
    /// Whether it may be several number words on end.
    pub fused: bool,
    word: WordId,
}

/// How a token follows the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// White space, or another token between.
    Space,
    /// Nothing between.
    None,
    /// A hyphen or dash.
    Hyphen,
    /// An apostrophe.
    Apostrophe,
    /// A slash or another sign inside a word.
    Other,
}

/// A sentence's tokens. Made to be used again for the next.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    list: Vec<Token>,
    words: Words,
    key: String,
    has_anchor: bool,
}

/// How far a piece of text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// To its end.
    End,
    /// To the end of the sentence that begins at `start`, which no sign before `passed` ends.
    Sentence { start: usize, passed: usize },
}

/// Where the reading of a piece of text stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stopped {
    /// Past the last token.
    pub at: usize,
    /// Where there were too many tokens: how far the rest goes, and until what. What was found out about its end is in it,
    /// so that nothing is looked at again.
    pub rest: Option<(usize, Until)>,
}

impl Tokens {
    /// Whether a word stands among them without which there is nothing to propose.
    pub(super) const fn has_anchor(&self) -> bool {
        self.has_anchor
    }

    /// Where the first word at or after `from` begins that makes its sentence worth a look: it may find too much (what
    /// stands behind an apostrophe), never too little.
    pub(super) fn next_anchor(&mut self, pack: &Pack, text: &str, from: usize) -> Option<usize> {
        let zwnj_is_space = pack.grammar.zwnj_is_space;
        let mut at = from;
        self.words.tidy();
        while let Some((class, length)) = class_at(text, at) {
            if !class.is(Class::LETTER) || zwnj_is_space && class.is(Class::NON_JOINER) {
                at += length;
                continue;
            }
            let (word, end) = self.words.word_at(pack, text, at, text.len());
            if word.is_anchor() {
                return Some(at);
            }
            self.words.tidy();
            at = end;
        }
        None
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// All of them, in order.
    pub(super) fn all(&self) -> &[Token] {
        &self.list
    }

    #[inline]
    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    /// The forms that the token is.
    #[inline]
    pub(super) fn forms(&self, at: usize) -> &[FormId] {
        self.list
            .get(at)
            .map_or(&[], |token| self.words.forms(token.word))
    }

    /// The word that the token is.
    #[inline]
    pub(super) fn word(&self, at: usize) -> WordId {
        self.list.get(at).map_or(WordId::NONE, |token| token.word)
    }

    /// What is known of a word.
    #[inline]
    pub(super) fn found(&self, word: WordId) -> &Found {
        self.words.found(word)
    }

    /// What a word means by itself.
    #[inline]
    pub(super) fn senses(&self, found: &Found) -> &[Sense] {
        self.words.senses(found)
    }

    #[inline]
    pub(super) fn is_word(&self, at: usize) -> bool {
        matches!(self.get(at), Some(token) if token.kind == Kind::Word)
    }

    /// The sign at `at`.
    #[inline]
    pub(super) fn sign(&self, at: usize) -> Option<char> {
        match self.get(at)?.kind {
            Kind::Sign(c) => Some(c),
            _ => None,
        }
    }

    /// Where the tokens `from..to` stand in the text; none for an empty row.
    pub(super) fn span(&self, from: usize, to: usize) -> Option<std::ops::Range<usize>> {
        let first = self.list.get(from)?;
        let last = self.list.get(to.checked_sub(1)?)?;
        (from < to).then_some(first.start..last.end)
    }

    /// Cuts `text[from..to]` into tokens, or less of it where a sentence ends sooner.
    pub(super) fn read(
        &mut self,
        pack: &Pack,
        text: &str,
        from: usize,
        mut to: usize,
        until: Until,
    ) -> Stopped {
        self.list.clear();
        self.words.tidy();
        self.has_anchor = false;
        let zwnj_is_space = pack.grammar.zwnj_is_space;
        let mut at = from;
        let mut joint = Joint::Space;
        // The end is looked for until it is found, at signs from a byte on.
        let limit = to;
        let (mut sentence, mut passed) = match until {
            Until::Sentence { start, passed } => (Some(start), passed),
            Until::End => (None, from),
        };
        // The last word, without what an apostrophe adds: where it ends, and whether a full stop there ends it alone.
        let mut last_word = (usize::MAX, false);
        while at < to {
            if self.list.len() >= MOST {
                let until = match sentence {
                    Some(start) => Until::Sentence { start, passed },
                    None => Until::End,
                };
                return Stopped {
                    at,
                    rest: Some((to, until)),
                };
            }
            if text.as_bytes().get(at) == Some(&b' ') {
                joint = Joint::Space;
                at += 1;
                continue;
            }
            let Some((class, length)) = class_at(text, at) else {
                break;
            };
            let next = at + length;
            if class.is(Class::LETTER) && !(zwnj_is_space && class.is(Class::NON_JOINER)) {
                let (word, end) = self.words.word_at(pack, text, at, to);
                self.has_anchor |= word.is_anchor();
                last_word = (end, word.is_abbreviated());
                self.list.push(Token {
                    start: at,
                    end,
                    kind: Kind::Word,
                    joint: self.joint(joint),
                    capital: class.is(Class::CAPITAL),
                    and_prefix: word.has_and_prefix(),
                    prefixed: word.is_prefixed(),
                    ordinal: false,
                    hedge: match word.is_hedged() {
                        true => self.words.found(word).hedge,
                        false => None,
                    },
                    fused: word.is_fused(),
                    word,
                });
                at = end;
                joint = Joint::None;
                if pack.grammar.apostrophe {
                    at = self.suffix(pack, text, at, to);
                }
                continue;
            }
            if class.is(Class::SPACE) || class.is(Class::NON_JOINER) {
                joint = Joint::Space;
                if sentence.is_some() && text.as_bytes().get(at) == Some(&b'\n') {
                    to = next;
                }
                at = next;
                continue;
            }
            if class.is(Class::UNSEEN) {
                at = next;
                continue;
            }
            if class.is(Class::DIGIT) {
                let (end, value) = numeral::read(text, at, to, &pack.numerals);
                self.push(at, end, Kind::Number(value), joint);
                at = end;
                joint = Joint::None;
                at = match pack.grammar.apostrophe {
                    true => self.suffix(pack, text, at, to),
                    false => at,
                };
                if at == end {
                    at = self.case_ending(pack, text, at, to);
                }
                continue;
            }
            let Some(c) = char_at(text, at) else { break };
            if let Some(start) = sentence
                && at >= passed
                && split::is_stop(c)
            {
                let ends_word = || match last_word {
                    (end, abbreviated) if end == at => {
                        !abbreviated || split::is_acronym(text.get(start..at).unwrap_or(""))
                    }
                    _ => {
                        let before = text.get(start..at).unwrap_or("");
                        split::ends_at_stop(pack, before) || split::is_acronym(before)
                    }
                };
                match split::stop_at(pack, text, (at, c), limit, ends_word) {
                    Stop::Ends(end) => {
                        to = end;
                        sentence = None;
                    }
                    Stop::GoesOn(past) => passed = past,
                }
            }
            let inside = || {
                class_at(text, next).is_some_and(|(follows, _)| {
                    next < to && (follows.is(Class::LETTER) || follows.is(Class::DIGIT))
                })
            };
            if joint == Joint::None && is_joint(c) && inside() {
                joint = match c {
                    _ if is_hyphen(c) => Joint::Hyphen,
                    _ if is_apostrophe(c) => Joint::Apostrophe,
                    _ => Joint::Other,
                };
                at = next;
                continue;
            }
            self.push(at, next, Kind::Sign(c), joint);
            joint = Joint::None;
            at = next;
        }
        Stopped { at: to, rest: None }
    }

    /// What joins the next token: after a sign nothing does, the sign is a token of its own.
    #[inline]
    fn joint(&self, joint: Joint) -> Joint {
        match self.list.last() {
            Some(token) if joint == Joint::None && matches!(token.kind, Kind::Sign(_)) => {
                Joint::Other
            }
            _ => joint,
        }
    }

    /// Adds a number or a sign.
    fn push(&mut self, start: usize, end: usize, kind: Kind, joint: Joint) {
        self.list.push(Token {
            start,
            end,
            kind,
            joint: self.joint(joint),
            capital: false,
            and_prefix: false,
            prefixed: false,
            ordinal: false,
            hedge: None,
            fused: false,
            word: WordId::NONE,
        });
    }

    /// Takes a suffix behind an apostrophe into the token before: `50'den`, `Bakü'de`.
    fn suffix(&mut self, pack: &Pack, text: &str, at: usize, to: usize) -> usize {
        let Some(c) = char_at(text, at).filter(|_| at < to) else {
            return at;
        };
        let start = at + c.len_utf8();
        if !is_apostrophe(c) || !is_letter_at(text, start, to) {
            return at;
        }
        let end = word_end(text, start, to, pack.grammar.zwnj_is_space);
        self.key.clear();
        pack.folding.fold_into(&text[start..end], &mut self.key);
        let ordinal = pack.lexicon.exact(&self.key).is_some_and(|form| {
            pack.lexicon
                .step(0, form)
                .is_some_and(|node| has(pack, node, Section::OrdinalSuffix))
        });
        if let Some(token) = self.list.last_mut() {
            token.end = end;
            token.ordinal = ordinal;
            // With what stands behind the apostrophe it is another word.
            token.fused = pack.grammar.fused && token.kind == Kind::Word;
        }
        end
    }

    /// Takes a listed case ending behind digits into the number: 1000-dən, 5-ти.
    fn case_ending(&mut self, pack: &Pack, text: &str, at: usize, to: usize) -> usize {
        let Some(c) = char_at(text, at).filter(|_| at < to) else {
            return at;
        };
        let start = if is_hyphen(c) || is_apostrophe(c) {
            at + c.len_utf8()
        } else {
            at
        };
        if !is_letter_at(text, start, to) {
            return at;
        }
        let end = word_end(text, start, to, pack.grammar.zwnj_is_space);
        self.key.clear();
        pack.folding.fold_into(&text[start..end], &mut self.key);
        let is_ending = pack.lexicon.exact(&self.key).is_some_and(|form| {
            pack.lexicon
                .step(0, form)
                .is_some_and(|node| has(pack, node, Section::CardinalSuffix))
        });
        match self.list.last_mut() {
            Some(token) if is_ending => {
                token.end = end;
                end
            }
            _ => at,
        }
    }
}

fn is_letter_at(text: &str, at: usize, to: usize) -> bool {
    at < to && class_at(text, at).is_some_and(|(class, _)| class.is(Class::LETTER))
}

/// The character at a byte that is a border.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(&byte) if byte < 0x80 => Some(char::from(byte)),
        Some(_) => text.get(at..)?.chars().next(),
        None => None,
    }
}

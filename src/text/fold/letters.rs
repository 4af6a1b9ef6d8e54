//! What becomes of one character under each folding.

use std::sync::OnceLock;

use unicode_normalization::char::{
    compose, decompose_canonical, decompose_compatible, is_combining_mark,
};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::text::chars::{is_diacritic, is_invisible, is_vocalisation, plain_punctuation};
use crate::text::digits::digit_value;

/// Which differences are looked past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Policy {
    /// As wide as search needs.
    Search,
    /// Only what cannot change a figure or a word.
    Quote,
}

/// What a character folds to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing.
    Drop,
    /// Nothing; it belonged to the letter before it.
    DropMark,
    /// White space.
    Space,
    /// One letter.
    Letter(char),
    /// One other character.
    One(char),
    /// Several, or one that must be worked out: see [`expand`].
    Many,
}

/// The steps of the characters below U+0700, worked out a block at a time when one is met; those above one by one.
///
/// A process that records one claim meets one or two blocks, and working all of them out would cost it more than the
/// claim does.
pub(super) struct Table {
    pub(super) policy: Policy,
    blocks: [OnceLock<Block>; BLOCKS],
    /// Whether an ASCII character folds to one byte.
    ascii: OnceLock<[bool; 128]>,
}

/// The steps of 128 characters that follow one another.
type Block = Box<[Step]>;

/// How many blocks there are: up to U+06FF, the end of the Arabic letters.
const BLOCKS: usize = 14;

impl Table {
    pub(super) const fn new(policy: Policy) -> Self {
        Self {
            policy,
            blocks: [const { OnceLock::new() }; BLOCKS],
            ascii: OnceLock::new(),
        }
    }

    fn ascii(&self) -> &[bool; 128] {
        self.ascii.get_or_init(|| {
            let mut ascii = [false; 128];
            for (byte, slot) in (0_u8..).zip(&mut ascii) {
                let folded = self.step(char::from(byte));
                *slot = matches!(folded, Step::Letter(to) | Step::One(to) if to.is_ascii());
            }
            ascii
        })
    }

    /// How many bytes at the beginning of `text` are ASCII that keeps its length: characters that fold to one byte, and
    /// single spaces between them. The stretch neither begins nor ends with a space.
    pub(super) fn ascii_run(&self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let ascii = self.ascii();
        let is_plain = |at: usize| {
            bytes
                .get(at)
                .is_some_and(|&byte| ascii.get(usize::from(byte)).is_some_and(|&b| b))
        };
        let mut at = 0;
        loop {
            if is_plain(at) {
                at += 1;
            } else if at > 0 && bytes.get(at) == Some(&b' ') && is_plain(at + 1) {
                at += 2;
            } else {
                return at;
            }
        }
    }

    /// Appends the folding of a stretch that [`Self::ascii_run`] measured.
    pub(super) fn push_ascii(&self, text: &str, out: &mut String) {
        match self.policy {
            Policy::Quote => out.push_str(text),
            Policy::Search => {
                let from = out.len();
                out.push_str(text);
                out[from..].make_ascii_lowercase();
            }
        }
    }

    pub(super) fn step(&self, c: char) -> Step {
        let code = u32::from(c);
        let place = usize::try_from(code >> 7)
            .ok()
            .zip(usize::try_from(code & 0x7f).ok());
        if let Some((block, at)) = place
            && let Some(block) = self.blocks.get(block)
        {
            let steps = block.get_or_init(|| self.block(code & !0x7f));
            return steps.get(at).copied().unwrap_or(Step::Many);
        }
        match c {
            // Ideographs of the main block fold to themselves.
            '\u{4e00}'..='\u{9fff}' => Step::Letter(c),
            ' '..='\u{206f}' => work_out(c, self.policy),
            _ if is_invisible(c) => Step::Drop,
            _ => work_out(c, self.policy),
        }
    }

    fn block(&self, first: u32) -> Block {
        (first..first + 128)
            .filter_map(char::from_u32)
            .map(|c| work_out(c, self.policy))
            .collect()
    }
}

fn work_out(c: char, policy: Policy) -> Step {
    if is_invisible(c) || c == 'ـ' {
        return Step::Drop;
    }
    if c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c) {
        return Step::Space;
    }
    let dropped = match policy {
        Policy::Search => is_diacritic(c),
        Policy::Quote => is_vocalisation(c),
    };
    if dropped {
        return Step::DropMark;
    }
    if let Some(plain) = plain_punctuation(c) {
        return Step::One(plain);
    }
    let (mut only, mut count) = (None, 0_usize);
    expand(c, policy, &mut |d| {
        only = Some(d);
        count += 1;
    });
    match only.filter(|_| count == 1) {
        Some(one) if one.is_alphabetic() => Step::Letter(one),
        Some(one) => Step::One(one),
        None => Step::Many,
    }
}

/// The folding of a character that is neither white space, nor punctuation, nor dropped.
pub(super) fn expand(c: char, policy: Policy, out: &mut impl FnMut(char)) {
    match policy {
        Policy::Search => expand_for_search(c, out),
        Policy::Quote => expand_for_quote(c, out),
    }
}

fn expand_for_search(c: char, out: &mut impl FnMut(char)) {
    if let Some(value) = digit_value(c) {
        out(char::from(b'0' + value));
        return;
    }
    if c.general_category() == GeneralCategory::OtherNumber {
        out(c);
        return;
    }
    if keeps_its_mark(c) {
        c.to_lowercase().for_each(out);
        return;
    }
    let mut first = true;
    let mut spacing = false;
    decompose_compatible(c, |part| {
        // A spacing accent decomposes to a space and a mark; it stays what it is.
        spacing |= first && part == ' ';
        first = false;
        if !spacing && !is_diacritic(part) && !is_invisible(part) && part != 'ـ' {
            match plain_punctuation(part) {
                Some(plain) => out(plain),
                None => letter(part, out),
            }
        }
    });
    if spacing {
        out(c);
    }
}

/// Whether a Cyrillic letter with a mark is a letter of its own: all but `ё`, `ѐ`, `ѝ`.
pub(super) fn keeps_its_mark(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c) && !matches!(c, 'Ё' | 'ё' | 'Ѐ' | 'ѐ' | 'Ѝ' | 'ѝ')
}

/// Case, and the letters that Unicode does not decompose though readers take them for variants.
fn letter(c: char, out: &mut impl FnMut(char)) {
    for lower in c.to_lowercase() {
        let plain = match lower {
            'ٱ' => 'ا',
            'ى' | 'ی' | 'ې' => 'ي',
            'ک' => 'ك',
            'ة' | 'ہ' | 'ھ' | 'ە' => 'ه',
            'ς' => 'σ',
            'ı' => 'i',
            'ø' => 'o',
            'đ' => 'd',
            'ł' => 'l',
            'ħ' => 'h',
            'ß' => {
                out('s');
                's'
            }
            'æ' => {
                out('a');
                'e'
            }
            'œ' => {
                out('o');
                'e'
            }
            other => other,
        };
        if !is_diacritic(plain) {
            out(plain);
        }
    }
}

fn expand_for_quote(c: char, out: &mut impl FnMut(char)) {
    match c {
        'ё' => out('е'),
        'Ё' => out('Е'),
        '…' => (0..3).for_each(|_| out('.')),
        // Ligatures and presentation forms are letters as a font draws them.
        '\u{fb00}'..='\u{fb17}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
            let mut first = true;
            let mut spacing = false;
            decompose_compatible(c, |part| {
                spacing |= first && part == ' ';
                first = false;
                if !spacing && !is_vocalisation(part) && part != 'ـ' {
                    out(part);
                }
            });
            if spacing {
                out(c);
            }
        }
        _ => decompose_canonical(c, |part| {
            if !is_vocalisation(part) {
                out(part);
            }
        }),
    }
}

/// Whether a mark of a folded quote belongs to the letter before it, so that a match must not end before it.
pub(in crate::text) fn continues_letter(c: char) -> bool {
    is_combining_mark(c)
}

/// Whether `mark` behind `base` is only a stress mark over a Cyrillic vowel, or the dots of `ё`.
pub(super) fn is_reading_aid(base: char, mark: char) -> bool {
    match mark {
        '\u{300}' | '\u{301}' => {
            "аеиоуыэюяієАЕИОУЫЭЮЯІЄ".contains(base) || compose(base, mark) == Some('ѝ')
        }
        '\u{308}' => matches!(base, 'е' | 'Е'),
        _ => false,
    }
}

//! Texts whose letters stand in pieces: `é` as `e` and an accent behind it, as some systems write files (Unicode's NFD).
//!
//! Enter: a text. Leave: the same with such letters in one piece, as packs write them, and the way back: every span of the
//! one is a span of the other, on character borders. A text that has none is left alone, at the price of one quick look.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::proposal::{AccusationProposal, FigureProposal, Proposal, Slot};

/// A text with its letters in one piece.
pub(super) struct Composed {
    pub(super) text: String,
    /// The letters that were put together, in order.
    letters: Vec<Letter>,
}

/// Where a letter stands in one piece, and where in pieces.
struct Letter {
    whole: Range<usize>,
    pieces: Range<usize>,
}

impl Composed {
    /// The text in one piece; none where it already is.
    pub(super) fn of(text: &str) -> Option<Self> {
        // Of the scripts that have packs, letters are put together with these alone.
        let may_compose = |c: char| matches!(c, '\u{300}'..='\u{36f}' | '\u{653}'..='\u{655}');
        if !text.contains(may_compose) {
            return None;
        }
        let mut composed = Self {
            text: String::with_capacity(text.len()),
            letters: Vec::new(),
        };
        let mut chars = text.char_indices().peekable();
        let mut taken = 0;
        while let Some((start, _)) = chars.next() {
            let mut end = text.len();
            let mut marks = 0;
            while let Some((next, mark)) = chars.peek().copied() {
                end = next;
                if !is_combining_mark(mark) {
                    break;
                }
                marks += 1;
                chars.next();
                end = text.len();
            }
            if marks == 0 {
                continue;
            }
            let whole: String = text[start..end].nfc().collect();
            // Marks in another order are no other letter.
            if whole.chars().count() == marks + 1 {
                continue;
            }
            composed.text.push_str(&text[taken..start]);
            let at = composed.text.len();
            composed.text.push_str(&whole);
            composed.letters.push(Letter {
                whole: at..composed.text.len(),
                pieces: start..end,
            });
            taken = end;
        }
        composed.text.push_str(&text[taken..]);
        (!composed.letters.is_empty()).then_some(composed)
    }

    /// Where a place of the text in one piece is in the text as it was given; inside a letter, at its beginning.
    pub(super) fn place(&self, at: usize) -> usize {
        let before = self.letters.partition_point(|it| it.whole.start <= at);
        match before
            .checked_sub(1)
            .and_then(|last| self.letters.get(last))
        {
            None => at,
            Some(letter) if at < letter.whole.end => letter.pieces.start,
            Some(letter) => letter.pieces.end + (at - letter.whole.end),
        }
    }

    fn span(&self, span: Range<usize>) -> Range<usize> {
        let before = self.letters.partition_point(|it| it.whole.start < span.end);
        let end = match before
            .checked_sub(1)
            .and_then(|last| self.letters.get(last))
        {
            None => span.end,
            Some(letter) if span.end < letter.whole.end => letter.pieces.end,
            Some(letter) => letter.pieces.end + (span.end - letter.whole.end),
        };
        self.place(span.start)..end
    }

    /// A proposal from the text in one piece as one from the text as it was given; none where a span of it does not stand
    /// there, which cannot be.
    pub(super) fn given(&self, text: &str, proposal: Proposal) -> Option<Proposal> {
        let slot = |slot: &Slot| Slot::of(text, self.span(slot.span()));
        let maybe = |of: &Option<Slot>| match of {
            None => Some(None),
            Some(of) => slot(of).map(Some),
        };
        Some(match proposal {
            Proposal::Figure(figure) => {
                let mut figure: FigureProposal = *figure;
                figure.quote = slot(&figure.quote)?;
                figure.number = slot(&figure.number)?;
                figure.victims = maybe(&figure.victims)?;
                figure.place = maybe(&figure.place)?;
                figure.claimant = maybe(&figure.claimant)?;
                if let Some(side) = &mut figure.side {
                    side.words = slot(&side.words)?;
                }
                if let Some(time) = &mut figure.time {
                    time.words = slot(&time.words)?;
                }
                for via in &mut figure.via {
                    *via = slot(via)?;
                }
                for reason in &mut figure.reasons {
                    reason.words = slot(&reason.words)?;
                }
                Proposal::Figure(Box::new(figure))
            }
            Proposal::Accusation(accusation) => {
                let mut accusation: AccusationProposal = *accusation;
                accusation.quote = slot(&accusation.quote)?;
                accusation.accuser = maybe(&accusation.accuser)?;
                accusation.accused = maybe(&accusation.accused)?;
                accusation.act = maybe(&accusation.act)?;
                for reason in &mut accusation.reasons {
                    reason.words = slot(&reason.words)?;
                }
                Proposal::Accusation(Box::new(accusation))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_in_one_piece_is_left_alone() {
        for text in ["", "12 blessés", "قُتِلَ 3 أشخاص", "e\u{20dd}", "5 people"] {
            assert!(Composed::of(text).is_none(), "{text}");
        }
    }

    #[test]
    fn every_place_is_found_again() {
        let text = "le\u{301} e\u{301}te\u{301}, أ3";
        let composed = Composed::of(text).unwrap();
        assert_eq!(composed.text, "lé été, أ3");
        let at = composed.text.find("été").unwrap();
        let span = composed.span(at..at + "été".len());
        assert_eq!(&text[span], "e\u{301}te\u{301}");
        let at = composed.text.find('3').unwrap();
        assert_eq!(&text[composed.span(at..at + 1)], "3");
    }

    proptest! {
        #[test]
        fn spans_lie_on_borders_and_say_the_same(pieces in prop::collection::vec("[eо3 .]|e\u{301}|и\u{306}|o\u{302}\u{301}|\u{627}\u{654}|\u{301}", 0..30)) {
            let text: String = pieces.concat();
            let Some(composed) = Composed::of(&text) else { return Ok(()); };
            prop_assert!(composed.text.chars().count() < text.chars().count());
            let borders: Vec<usize> = composed.text.char_indices().map(|(at, _)| at).chain([composed.text.len()]).collect();
            for pair in borders.windows(2) {
                let given = text.get(composed.span(pair[0]..pair[1])).unwrap();
                let whole: String = given.nfc().collect();
                prop_assert!(whole.contains(&composed.text[pair[0]..pair[1]]) || given.nfc().eq(composed.text[pair[0]..pair[1]].nfc()));
            }
        }
    }
}

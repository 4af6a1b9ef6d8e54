//! Safe text in several faces, broken into lines.
//!
//! Enter: stretches of safe text, each with its face, as they follow one another. Leave: painted lines, no wider than
//! asked, broken between words whatever the faces are, each running the way of the whole.

use unicode_segmentation::UnicodeSegmentation as _;

use super::style::{Face, Style};
use super::words;

/// A part of a line in one face.
type Stretch = (String, Face);

/// Breaks between words, and inside a word only where it is longer than a line.
pub(super) fn lines(stretches: &[Stretch], style: &Style, columns: usize) -> Vec<String> {
    let plain: String = stretches.iter().map(|(text, _)| text.as_str()).collect();
    let direction = words::direction(&plain);
    let mut lines = vec![Line::default()];
    for word in split(stretches) {
        let wide: usize = word.iter().map(|(text, _)| words::width(text)).sum();
        let at = lines.len() - 1;
        if lines[at].used > 0 && lines[at].used + 1 + wide <= columns {
            lines[at].space(word.first().map(|(_, face)| *face));
        } else if lines[at].used > 0 {
            lines.push(Line::default());
        }
        for (text, face) in word {
            if wide <= columns {
                let at = lines.len() - 1;
                lines[at].push(&text, face);
                continue;
            }
            for part in text.graphemes(true) {
                if lines[lines.len() - 1].used + words::width(part) > columns {
                    lines.push(Line::default());
                }
                let at = lines.len() - 1;
                lines[at].push(part, face);
            }
        }
    }
    lines
        .iter()
        .map(|line| line.painted(style, direction))
        .collect()
}

/// The words, each in as many faces as it has.
fn split(stretches: &[Stretch]) -> Vec<Vec<Stretch>> {
    let mut all: Vec<Vec<Stretch>> = Vec::new();
    let mut word: Vec<Stretch> = Vec::new();
    for (text, face) in stretches {
        for (index, part) in text.split(' ').enumerate() {
            if index > 0 && !word.is_empty() {
                all.push(std::mem::take(&mut word));
            }
            if !part.is_empty() {
                word.push((part.to_owned(), *face));
            }
        }
    }
    if !word.is_empty() {
        all.push(word);
    }
    all
}

#[derive(Default)]
struct Line {
    stretches: Vec<Stretch>,
    used: usize,
}

impl Line {
    fn push(&mut self, text: &str, face: Face) {
        self.used += words::width(text);
        match self.stretches.last_mut() {
            Some((line, last)) if *last == face => line.push_str(text),
            _ => self.stretches.push((text.to_owned(), face)),
        }
    }

    /// A space is in the face of both its neighbours, or in none.
    fn space(&mut self, next: Option<Face>) {
        let last = self.stretches.last().map(|(_, face)| *face);
        self.push(" ", last.filter(|_| last == next).unwrap_or_default());
    }

    fn painted(&self, style: &Style, direction: words::Direction) -> String {
        let plain: String = self
            .stretches
            .iter()
            .map(|(text, _)| text.as_str())
            .collect();
        let mut painted = String::new();
        for (text, face) in &self.stretches {
            style.paint_onto(&mut painted, text, *face);
        }
        // The isolates stand around the colours, so that a part is never isolated on its own.
        words::isolated_as(&plain, direction).replacen(&plain, &painted, 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(text: &str, face: Face) -> Stretch {
        (text.to_owned(), face)
    }

    #[test]
    fn a_line_is_broken_between_words_and_never_between_faces() {
        let stretches = [
            plain("About ", Face::Plain),
            plain("50 men", Face::Number),
            plain(", they say", Face::Plain),
        ];
        let style = Style::plain(80);
        assert_eq!(
            lines(&stretches, &style, 10),
            ["About 50", "men, they", "say"]
        );
        let colored = Style {
            color: true,
            ..style
        };
        assert_eq!(
            lines(&stretches, &colored, 10),
            [
                "About \u{1b}[1;32m50\u{1b}[0m",
                "\u{1b}[1;32mmen\u{1b}[0m, they",
                "say"
            ]
        );
        assert_eq!(lines(&[], &style, 10), [""]);
    }

    #[test]
    fn every_line_runs_the_way_of_the_whole() {
        let stretches = [
            plain("قال Reuters", Face::Plain),
            plain(" اليوم إن", Face::Party),
        ];
        assert_eq!(
            lines(&stretches, &Style::plain(80), 8),
            ["\u{2067}قال\u{2069}", "Reuters", "\u{2067}اليوم إن\u{2069}"]
        );
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked_and_no_letter_is_lost(
            texts in proptest::collection::vec("[ a-z\u{620}-\u{64a}\u{4e00}-\u{4e20}]{0,30}", 0..6),
            columns in 2_usize..40,
        ) {
            let stretches: Vec<Stretch> = texts.iter().map(|text| plain(text, Face::Plain)).collect();
            let lines = lines(&stretches, &Style::plain(80), columns);
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            for line in &lines {
                prop_assert!(words::width(line) <= columns, "{line:?}");
            }
            prop_assert_eq!(letters(&lines.concat()), letters(&texts.concat()));
        }
    }
}

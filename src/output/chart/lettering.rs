//! Text on a chart: how wide it is, broken into rows, its direction kept to itself.
//!
//! Enter: safe text, any script. Leave: rows no wider than asked. Widths are those of the bundled faces (see
//! `fonts/OFL.txt`), letter by letter; joined letters are no wider than single ones in these faces. Rows leave
//! room for the wider faces that a browser may put in their place.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use ttf_parser::Face;
use unicode_segmentation::UnicodeSegmentation as _;

use super::super::words;
use super::space::Px;

/// The bundled faces, each looked into when the ones before it have not the letter.
pub(super) const FACES: [&[u8]; 5] = [
    include_bytes!("fonts/NotoSans-Regular.ttf"),
    include_bytes!("fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("fonts/NotoSansHebrew-Regular.ttf"),
    include_bytes!("fonts/NotoSansArmenian-Regular.ttf"),
    include_bytes!("fonts/NotoSansGeorgian-Regular.ttf"),
];

static PARSED: LazyLock<Vec<Face<'static>>> = LazyLock::new(|| {
    FACES
        .iter()
        .filter_map(|bytes| Face::parse(bytes, 0).ok())
        .collect()
});

/// Thousandths of the size.
fn advance(c: char) -> Option<i64> {
    if is_invisible(c) {
        return Some(0);
    }
    PARSED.iter().find_map(|face| {
        let glyph = face.glyph_index(c)?;
        let units = i64::from(face.glyph_hor_advance(glyph)?);
        Some(units * 1000 / i64::from(face.units_per_em()))
    })
}

/// Marks of direction and joining, which have no shape.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// How wide a text is at a size. A letter that no bundled face has is taken to be square.
pub(super) fn width(text: &str, size: Px) -> Px {
    let thousandths: i64 = text.chars().map(|c| advance(c).unwrap_or(1000)).sum();
    Px::hundredths(thousandths * size.get() / 1000)
}

/// How wide a text may become in another face: DejaVu Sans and Verdana, the widest that browsers put in the place of
/// these, are about an eighth wider.
pub(super) fn spacious(width: Px) -> Px {
    width * 113 / 100
}

/// The letters that no bundled face has: in a picture each is �.
pub(super) fn undrawable(text: &str) -> BTreeSet<char> {
    text.chars()
        .filter(|c| !c.is_control() && advance(*c).is_none())
        .collect()
}

/// What a picture shows in the place of a letter that no bundled face has.
const BOX: char = '\u{fffd}';

/// A text in which every letter can be drawn. One letter without a face keeps the letters behind it from theirs: the
/// search for faces gives up on the whole text.
pub(super) fn drawable(text: &str) -> String {
    text.chars()
        .map(|c| {
            let is_drawn = c.is_control() || advance(c).is_some();
            if is_drawn { c } else { BOX }
        })
        .collect()
}

/// A text from outside, safe to be broken, measured and drawn: one line, controls shown as escapes.
pub(super) fn safe(text: &str) -> String {
    words::running(text)
}

/// Broken between words, inside one only where it is wider than a row; at most `most` rows, the last cut with “…”
/// where the text goes on; each row between isolates and running the way of the whole.
pub(super) fn rows(safe: &str, size: Px, room: Px, most: usize) -> Vec<String> {
    let direction = words::direction(safe);
    broken(safe, size, room, most)
        .iter()
        .map(|row| words::isolated_as(row, direction))
        .collect()
}

fn broken(safe: &str, size: Px, room: Px, most: usize) -> Vec<String> {
    let fits = |text: &str| spacious(width(text, size)) <= room;
    let mut rows: Vec<String> = Vec::new();
    let mut row = String::new();
    for word in safe.split(' ').filter(|word| !word.is_empty()) {
        let joined = if row.is_empty() {
            word.to_owned()
        } else {
            format!("{row} {word}")
        };
        if fits(&joined) {
            row = joined;
            continue;
        }
        if !row.is_empty() {
            rows.push(std::mem::take(&mut row));
        }
        if fits(word) {
            word.clone_into(&mut row);
            continue;
        }
        for letter in word.graphemes(true) {
            if !row.is_empty() && !fits(&format!("{row}{letter}")) {
                rows.push(std::mem::take(&mut row));
            }
            row.push_str(letter);
            if rows.len() > most {
                break;
            }
        }
        if rows.len() > most {
            break;
        }
    }
    if !row.is_empty() || rows.is_empty() {
        rows.push(row);
    }
    if rows.len() > most {
        rows.truncate(most.max(1));
        if let Some(last) = rows.last_mut() {
            let mut kept: Vec<&str> = last.graphemes(true).collect();
            while !kept.is_empty() && !fits(&format!("{}…", kept.concat().trim_end())) {
                kept.pop();
            }
            *last = format!("{}…", kept.concat().trim_end());
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::space::px;
    use super::*;

    #[test]
    fn all_faces_are_read() {
        assert_eq!(PARSED.len(), FACES.len());
        assert!(undrawable("Ministry «Վարչապետ» საქართველო وزارة الدفاع משרד Генштаб").is_empty());
        assert_eq!(undrawable("国 x").into_iter().collect::<String>(), "国");
    }

    #[test]
    fn a_letter_without_a_face_is_a_box_and_the_others_stay() {
        assert!(undrawable(&BOX.to_string()).is_empty());
        let drawn = drawable("委員 لجنة\n");
        assert_eq!(drawn, format!("{BOX}{BOX} لجنة\n"));
    }

    #[test]
    fn a_row_runs_the_way_of_the_whole() {
        let rows = rows("قال Reuters اليوم", px(13), px(57), 5);
        assert_eq!(
            rows,
            ["\u{2067}قال\u{2069}", "Reuters", "\u{2067}اليوم\u{2069}"]
        );
    }

    proptest! {
        #[test]
        fn no_row_is_wider_than_asked(text in "[ a-zA-Z\u{600}-\u{6ff}\u{5d0}-\u{5ea}\u{4e00}-\u{4e20}]{0,300}", room in 30_i64..300, most in 1_usize..5) {
            let rows = rows(&safe(&text), px(13), px(room), most);
            prop_assert!(rows.len() <= most);
            for row in rows {
                prop_assert!(width(&row, px(13)) <= px(room), "{row:?}");
            }
        }
    }
}

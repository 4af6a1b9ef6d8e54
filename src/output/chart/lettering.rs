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

/// What the bundled faces are called, in the same order.
const NAMES: [&str; FACES.len()] = [
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Armenian",
    "Noto Sans Georgian",
];

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

/// Which bundled face a letter is drawn in.
fn face_of(c: char) -> Option<usize> {
    PARSED.iter().position(|face| face.glyph_index(c).is_some())
}

/// A text in pieces, each with the name of the face that it is drawn in; a letter without a face is [`BOX`]. One piece
/// alone where it is all in the first face.
///
/// A rasteriser that looks for faces by itself gives up on the whole text at a letter without a face, and where two
/// faces join letters otherwise, as “لا” is one sign in one of them and two in another. What joins its letters comes
/// first, as a piece that has no width: the rasteriser shapes the whole text in the face of the first piece, and puts the
/// others in.
pub(super) fn by_face(text: &str) -> Vec<(&'static str, String)> {
    let mut pieces: Vec<(usize, String)> = Vec::new();
    for c in text.chars() {
        let is_neutral = is_invisible(c) || c.is_whitespace();
        match pieces.last_mut() {
            Some((_, piece)) if is_neutral => piece.push(c),
            last => {
                let (face, c) = match face_of(c) {
                    _ if is_neutral => (0, c),
                    Some(face) => (face, c),
                    None => (0, BOX),
                };
                match last {
                    Some((other, piece)) if *other == face => piece.push(c),
                    _ => pieces.push((face, c.to_string())),
                }
            }
        }
    }
    let joins = [ARABIC, HEBREW].into_iter();
    let first = joins
        .filter(|face| pieces.iter().any(|(other, _)| other == face))
        .min();
    let first = first.map(|face| (face, "\u{200b}".to_owned()));
    let named = first.into_iter().chain(pieces);
    // Invariant: each face has a name.
    named
        .map(|(face, piece)| (NAMES.get(face).copied().unwrap_or(NAMES[0]), piece))
        .collect()
}

/// The faces in which letters are joined or carry signs, by their place in [`FACES`].
const ARABIC: usize = 1;
const HEBREW: usize = 2;

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
        for letter in word
            .graphemes(true)
            .flat_map(|letter| pieces(letter, &fits))
        {
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

/// A letter with its signs, whole where it fits; else sign by sign: a letter may carry any number of signs, and one that
/// stands before it (U+0604) counts as part of it.
fn pieces<'a>(letter: &'a str, fits: &impl Fn(&str) -> bool) -> Vec<&'a str> {
    if fits(letter) {
        return vec![letter];
    }
    letter
        .split_inclusive(|_: char| true)
        .filter(|sign| !sign.is_empty())
        .collect()
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
        let piece = |name, text: &str| (name, text.to_owned());
        assert_eq!(
            by_face("委員 لجنة ABC"),
            [
                piece("Noto Sans Arabic", "\u{200b}"),
                piece("Noto Sans", &format!("{BOX}{BOX} ")),
                piece("Noto Sans Arabic", "لجنة "),
                piece("Noto Sans", "ABC"),
            ]
        );
        assert_eq!(
            by_face("Минобороны, 5"),
            [piece("Noto Sans", "Минобороны, 5")]
        );
        let names: Vec<String> = PARSED
            .iter()
            .map(|face| {
                let names = face.names().into_iter();
                let mut families = names.filter(|name| name.name_id == ttf_parser::name_id::FAMILY);
                families.find_map(|name| name.to_string()).unwrap()
            })
            .collect();
        assert_eq!(names, NAMES);
    }

    #[test]
    fn a_row_runs_the_way_of_the_whole() {
        let rows = rows("قال Reuters اليوم", px(13), px(57), 5);
        assert_eq!(
            rows,
            ["\u{2067}قال\u{2069}", "Reuters", "\u{2067}اليوم\u{2069}"]
        );
    }

    #[test]
    fn a_letter_too_wide_with_its_signs_is_broken_between_them() {
        let rows = rows(&safe("\u{604}A"), px(13), px(30), 2);
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert!(
            rows.iter().all(|row| width(row, px(13)) <= px(30)),
            "{rows:?}"
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

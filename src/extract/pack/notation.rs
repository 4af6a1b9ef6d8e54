//! The notation of words in a pack: `{a,b}` alternatives, `stem+endings`, `begin*`, several words in a row, `_` for a gap.

use std::collections::BTreeMap;

/// More than this many forms of one string is a slip of the pen.
const MOST: usize = 4096;

/// Whether `c` parts tokens without parting them as a space does: `20-year`, `l'armée`, `and/or`.
pub(in crate::extract) fn is_joint(c: char) -> bool {
    matches!(
        c,
        '-' | '\''
            | '/'
            | '"'
            | '“'
            | '”'
            | '’'
            | '‘'
            | 'ʼ'
            | '`'
            | '‐'
            | '‑'
            | '–'
            | '֊'
            | '־'
            | '׳'
            | '״'
    )
}

/// One place of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// This word.
    Word(String),
    /// A word that begins so.
    Stem(String),
    /// One to six tokens of any kind.
    Gap,
}

/// What `written` stands for, segment by segment as white space outside braces parts them: the choices for each, each a
/// row of pieces, not folded yet. A pattern takes one choice of every segment.
///
/// # Errors
/// A brace without its partner, an unknown list of endings, too many choices.
pub(super) fn segments(
    written: &str,
    endings: &BTreeMap<String, Vec<String>>,
) -> Result<Vec<Vec<Vec<Piece>>>, String> {
    let mut depth = 0_usize;
    let parts = written.split(|c: char| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c.is_whitespace()
    });
    let mut found = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        let mut texts = Vec::new();
        braces(part, &mut texts)?;
        let mut choices = Vec::with_capacity(texts.len());
        for text in texts {
            let mut rows = vec![Vec::new()];
            for word in text.split_whitespace() {
                let of_word = pieces(word, endings)?;
                rows = rows
                    .iter()
                    .flat_map(|row: &Vec<Piece>| {
                        of_word
                            .iter()
                            .map(|choice| row.iter().chain(choice).cloned().collect())
                    })
                    .collect();
                if rows.len() > MOST {
                    return Err(format!("“{written}” stands for more than {MOST} forms"));
                }
            }
            choices.extend(rows);
        }
        found.push(choices);
    }
    if found.is_empty() {
        return Err(format!("“{written}” holds no word"));
    }
    Ok(found)
}

/// The choices for one written word, each a row of pieces: a hyphen or an apostrophe parts pieces as it parts tokens.
fn pieces(word: &str, endings: &BTreeMap<String, Vec<String>>) -> Result<Vec<Vec<Piece>>, String> {
    if word == "_" {
        return Ok(vec![vec![Piece::Gap]]);
    }
    if let Some((stem, name)) = word.split_once('+') {
        let list = endings
            .get(name)
            .ok_or_else(|| format!("“{word}” names the endings “{name}”, which are not listed"))?;
        return Ok(list
            .iter()
            .map(|ending| parted(&format!("{stem}{ending}")))
            .collect());
    }
    Ok(vec![parted(word)])
}

fn parted(word: &str) -> Vec<Piece> {
    let (word, is_stem) = match word.strip_suffix('*') {
        Some(stem) => (stem, true),
        None => (word, false),
    };
    let mut row: Vec<Piece> = word
        .split(is_joint)
        .filter(|part| !part.is_empty())
        .map(|part| Piece::Word(part.to_owned()))
        .collect();
    if is_stem && let Some(Piece::Word(last)) = row.pop() {
        row.push(Piece::Stem(last));
    }
    row
}

/// Writes out `{a,b}`, from the left.
fn braces(text: &str, into: &mut Vec<String>) -> Result<(), String> {
    let Some(open) = text.find('{') else {
        if text.contains('}') {
            return Err(format!("“{text}” closes a brace that it does not open"));
        }
        into.push(text.to_owned());
        return Ok(());
    };
    let mut depth = 0_usize;
    let mut cuts = vec![open + 1];
    let mut close = None;
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < open) {
        match c {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    close = Some(at);
                    break;
                }
            }
            ',' if depth == 1 => cuts.push(at + 1),
            _ => {}
        }
    }
    let close = close.ok_or_else(|| format!("“{text}” opens a brace that it does not close"))?;
    for (index, &start) in cuts.iter().enumerate() {
        let end = cuts.get(index + 1).map_or(close, |next| next - 1);
        let choice = format!(
            "{}{}{}",
            &text[..open],
            &text[start..end],
            &text[close + 1..]
        );
        braces(&choice, into)?;
        if into.len() > MOST {
            return Err(format!("“{text}” stands for more than {MOST} forms"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(written: &str) -> Vec<String> {
        let endings = BTreeMap::from([("v".to_owned(), vec![String::new(), "dü".to_owned()])]);
        let mut rows: Vec<Vec<Piece>> = vec![Vec::new()];
        for choices in segments(written, &endings).unwrap() {
            rows = rows
                .iter()
                .flat_map(|row| choices.iter().map(|choice| [&row[..], choice].concat()))
                .collect();
        }
        rows.iter()
            .map(|row| {
                row.iter()
                    .map(|piece| match piece {
                        Piece::Word(word) => word.clone(),
                        Piece::Stem(stem) => format!("{stem}*"),
                        Piece::Gap => "_".to_owned(),
                    })
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }

    #[test]
    fn what_is_written_stands_for_its_forms() {
        assert_eq!(shown("{was,were} kill{ed,ing}").len(), 4);
        assert_eq!(shown("{,un} civil"), ["civil", "un civil"]);
        assert_eq!(shown("öl+v"), ["öl", "öldü"]);
        assert_eq!(shown("air-strik*"), ["air strik*"]);
        assert_eq!(shown("a{b,{c,d}e}"), ["ab", "ace", "ade"]);
        assert_eq!(shown("{in the,of} war"), ["in the war", "of war"]);
        assert_eq!(shown("a  b"), ["a b"]);
        assert_eq!(shown("left _ dead"), ["left _ dead"]);
    }

    #[test]
    fn slips_are_told() {
        for wrong in ["{a", "a}", "", "a+nowhere"] {
            assert!(segments(wrong, &BTreeMap::new()).is_err(), "{wrong}");
        }
    }
}

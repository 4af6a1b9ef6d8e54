//! The text of a snapshot with the citations that rest on it: underlined on a terminal with colour, between marks
//! like `[c3]` and `[/c3]` everywhere.

use std::io::{self, Write};

use serde::Serialize;

use super::claim;
use super::fields::paragraph;
use super::json::{self, FORMAT};
use super::style::{Face, Style};
use super::view::{ArticleJson, ClaimLineJson, SnapshotJson};
use super::words;
use crate::model::ClaimId;
use crate::report::marked_text::MarkedText;
use crate::store::Head;

/// Writes the text for people: paragraphs as they are, marks in it, then the claims that the marks name.
///
/// # Errors
/// The stream's.
pub fn text(out: &mut dyn Write, style: &Style, marked: &MarkedText) -> io::Result<()> {
    for line in paragraphs(style, marked) {
        writeln!(out, "{line}")?;
    }
    if !marked.claims.is_empty() {
        writeln!(out)?;
        writeln!(out, "{}", style.paint("Cited by", Face::Bold))?;
    }
    for line in &marked.claims {
        let mut shown = claim::line(line);
        if marked.unplaced.contains(&line.id) {
            shown.push_str(" (its place in the text is not recorded or not there)");
        }
        paragraph(out, style, 2, &shown, Face::Plain)?;
    }
    Ok(())
}

/// The text's own lines, marked, escaped and each isolated as a whole.
fn paragraphs(style: &Style, marked: &MarkedText) -> Vec<String> {
    let mut lines = vec![Line::default()];
    let mut open: Vec<ClaimId> = Vec::new();
    for piece in &marked.pieces {
        let closing: Vec<ClaimId> = open
            .iter()
            .rev()
            .copied()
            .filter(|claim| !piece.claims.contains(claim))
            .collect();
        let opening: Vec<ClaimId> = piece
            .claims
            .iter()
            .copied()
            .filter(|claim| !open.contains(claim))
            .collect();
        push_marks(style, &mut lines, &closing, "/");
        push_marks(style, &mut lines, &opening, "");
        open.clone_from(&piece.claims);
        let face = if open.is_empty() {
            Face::Plain
        } else {
            Face::Mark
        };
        // Invariant of the report: pieces are ranges of the text, on character borders.
        let stretch = marked.text.get(piece.bytes.clone()).unwrap_or_default();
        for (index, part) in stretch.split('\n').enumerate() {
            if index > 0 {
                lines.push(Line::default());
            }
            let part = words::escaped(part.strip_suffix('\r').unwrap_or(part));
            if let Some(line) = lines.last_mut() {
                line.is_right_to_left |= words::isolated(&part) != part;
                line.shown.push_str(&style.paint(&part, face));
            }
        }
    }
    let closing: Vec<ClaimId> = open.iter().rev().copied().collect();
    push_marks(style, &mut lines, &closing, "/");
    if lines.last().is_some_and(|line| line.shown.is_empty()) {
        lines.pop();
    }
    lines.into_iter().map(Line::isolated).collect()
}

#[derive(Default)]
struct Line {
    shown: String,
    is_right_to_left: bool,
}

impl Line {
    fn isolated(self) -> String {
        if self.is_right_to_left {
            format!("\u{2068}{}\u{2069}", self.shown)
        } else {
            self.shown
        }
    }
}

fn push_marks(style: &Style, lines: &mut [Line], claims: &[ClaimId], sign: &str) {
    if let Some(line) = lines.last_mut() {
        for claim in claims {
            let mark = words::kept_together(&format!("[{sign}{claim}]"));
            line.shown.push_str(&style.paint(&mark, Face::Dim));
        }
    }
}

#[derive(Serialize)]
struct TextJson<'a> {
    format: u32,
    show: &'static str,
    log: Head,
    snapshot: SnapshotJson<'a>,
    article: ArticleJson<'a>,
    text: &'a str,
    pieces: Vec<PieceJson<'a>>,
    claims: Vec<ClaimLineJson<'a>>,
    unplaced: &'a [ClaimId],
}

/// A stretch on which claims rest, by bytes of the text in UTF-8.
#[derive(Serialize)]
struct PieceJson<'a> {
    start: usize,
    end: usize,
    claims: &'a [ClaimId],
}

/// Writes the text as JSON, byte for byte, with the stretches on which claims rest.
///
/// # Errors
/// The stream's.
pub fn json(out: &mut dyn Write, marked: &MarkedText) -> io::Result<()> {
    json::write(
        out,
        &TextJson {
            format: FORMAT,
            show: "text",
            log: marked.head,
            snapshot: SnapshotJson::of(marked.id, &marked.snapshot),
            article: ArticleJson::of(&marked.article),
            text: &marked.text,
            pieces: marked
                .pieces
                .iter()
                .filter(|piece| !piece.claims.is_empty())
                .map(|piece| PieceJson {
                    start: piece.bytes.start,
                    end: piece.bytes.end,
                    claims: &piece.claims,
                })
                .collect(),
            claims: marked.claims.iter().map(ClaimLineJson::of).collect(),
            unplaced: &marked.unplaced,
        },
    )
}

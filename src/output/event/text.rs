//! The page in a terminal. A claim is its id there: `claimlog show c14` has its words and its copy.

use std::io::{self, Write};

use super::super::fields::{Fields, paragraph};
use super::super::style::{Face, Style};
use super::super::table::{Cell, Column, Table};
use super::super::words;
use super::page::{Block, Grid, Page, Span, Words};

pub(super) fn write(out: &mut dyn Write, style: &Style, page: &Page) -> io::Result<()> {
    paragraph(out, style, 0, &words::running(&page.title), Face::Bold)?;
    let mut fields = Fields::default();
    for (label, text) in &page.facts {
        fields.safe(label, safe(text));
    }
    fields.write(out, style, 0)?;
    for section in &page.sections {
        writeln!(out)?;
        let heading = section.heading.to_uppercase();
        writeln!(out, "{}", style.paint(&heading, Face::Bold))?;
        let mut is_first = true;
        for block in &section.blocks {
            match block {
                Block::Heading(text) => {
                    if !is_first {
                        writeln!(out)?;
                    }
                    paragraph(out, style, 0, &safe(text), Face::Bold)?;
                }
                Block::Paragraph(text) => paragraph(out, style, 0, &safe(text), Face::Plain)?,
                Block::Table(grid) => table(out, style, grid)?,
                Block::Chart => continue,
            }
            is_first = false;
        }
    }
    writeln!(out)?;
    for line in &page.foot {
        paragraph(out, style, 0, line, Face::Plain)?;
    }
    writeln!(out, "root {}", page.root)
}

/// The words as safe text.
fn safe(text: &Words) -> String {
    text.iter()
        .map(|span| match span {
            Span::Own(text) | Span::Strong(text) => text.clone(),
            Span::Outside(text) => words::running(text),
            Span::Claim(claim) => claim.to_string(),
        })
        .collect()
}

fn table(out: &mut dyn Write, style: &Style, grid: &Grid) -> io::Result<()> {
    let columns: Vec<Column> = grid
        .columns
        .iter()
        .map(|(heading, kind)| Column {
            heading,
            kind: *kind,
        })
        .collect();
    let mut table = Table::new(2, &columns);
    for row in &grid.rows {
        let cell = |text: &Words| {
            let is_strong = text.iter().any(|span| matches!(span, Span::Strong(_)));
            let face = if is_strong { Face::Bold } else { Face::Plain };
            Cell::own(safe(text)).with(face)
        };
        table.row(row.cells.iter().map(cell));
        for warning in &row.warnings {
            table.note(warning.clone(), Face::Warning);
        }
    }
    table.write(out, style)
}

//! The page as Markdown: CommonMark with GitHub's tables and footnotes. Text from outside is escaped, so that none of
//! it is read as a mark or as HTML, and isolated where it runs from the right.

use super::super::words;
use super::page::{Block, Grid, Note, Page, Place, Span, Words};

pub(super) fn write(page: &Page) -> String {
    let mut out = format!("# {}\n\n", escaped(&page.title));
    for (label, text) in &page.facts {
        out.push_str(&format!("- {label}: {}\n", words_of(text)));
    }
    for section in &page.sections {
        out.push_str(&format!("\n## {}\n", section.heading));
        for block in &section.blocks {
            match block {
                Block::Heading(text) => out.push_str(&format!("\n### {}\n", words_of(text))),
                Block::Paragraph(text) => out.push_str(&format!("\n{}\n", words_of(text))),
                Block::Table(grid) => table(&mut out, grid),
                Block::Chart => {}
            }
        }
    }
    out.push_str("\n---\n\n");
    for line in &page.foot {
        out.push_str(&format!("{}\n", escaped(line)));
    }
    out.push_str(&format!("root `{}`\n", page.root));
    for (claim, note) in &page.notes {
        out.push_str(&format!(
            "\n[^{claim}]: {}\n",
            note_of(&claim.to_string(), note)
        ));
    }
    out
}

fn words_of(text: &Words) -> String {
    text.iter()
        .map(|span| match span {
            Span::Own(text) => marked(text),
            Span::Strong(text) => format!("**{}**", marked(text)),
            Span::Outside(text) => escaped(text),
            Span::Claim(claim) => format!("{claim}[^{claim}]"),
        })
        .collect()
}

fn table(out: &mut String, grid: &Grid) {
    out.push('\n');
    let mut line = |cells: Vec<String>| {
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    };
    line(
        grid.columns
            .iter()
            .map(|(heading, _)| (*heading).to_owned())
            .collect(),
    );
    line(grid.columns.iter().map(|_| "---".to_owned()).collect());
    for row in &grid.rows {
        let mut cells: Vec<String> = row.cells.iter().map(words_of).collect();
        if let Some(last) = cells.last_mut() {
            for warning in &row.warnings {
                last.push_str(&format!(" {}", escaped(warning)));
            }
        }
        line(cells);
    }
}

fn note_of(claim: &str, note: &Note) -> String {
    let mut text = format!(
        "{claim}, revision {}: {}.",
        note.revision,
        words_of(&note.says)
    );
    for place in &note.places {
        text.push_str(&format!("\n    - {}", place_of(place)));
    }
    text
}

fn place_of(place: &Place) -> String {
    let mut parts = Vec::new();
    parts.extend(
        place
            .quote
            .as_ref()
            .map(|quote| escaped(&format!("“{quote}”"))),
    );
    parts.extend(place.by.as_ref().map(|by| escaped(by)));
    parts.extend(place.published.clone());
    parts.push(address(&place.locator));
    parts.push(match place.sha256 {
        Some(digest) if place.held => format!("SHA-256 `{digest}`"),
        Some(digest) => format!("SHA-256 `{digest}` (copy not held here)"),
        None => "no copy".to_owned(),
    });
    parts.join(" · ")
}

/// An address that can be followed, where it is one.
fn address(locator: &str) -> String {
    match super::html::link(locator) {
        Some(url) => format!("<{url}>"),
        None => escaped(locator),
    }
}

/// Safe text in which nothing is a mark of Markdown or HTML.
fn escaped(text: &str) -> String {
    marked(&words::line(&words::running(text)))
}

/// Text that is safe already, as Markdown; spaces at its ends stay.
fn marked(safe: &str) -> String {
    let mut out = String::with_capacity(safe.len());
    for (at, c) in safe.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '!' | '^' => {
                out.push('\\');
                out.push(c);
            }
            // An “@”, a “://” or a “www.” would be made a mention or a link by some renderers.
            '@' => out.push_str("&#64;"),
            ':' if safe[at..].starts_with("://") => out.push_str("&#58;"),
            '.' if safe[..at].to_ascii_lowercase().ends_with("www") => out.push_str("&#46;"),
            _ => out.push(c),
        }
    }
    // What begins a line may not begin a list, a heading or a rule.
    match out.chars().next() {
        Some('-' | '+' | '=') => format!("\\{out}"),
        Some(digit) if digit.is_ascii_digit() => numbered(&out),
        _ => out,
    }
}

/// A number with a dot or a bracket behind it would begin a list.
fn numbered(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text[digits..].chars().next() {
        Some('.' | ')') => format!("{}\\{}", &text[..digits], &text[digits..]),
        _ => text.to_owned(),
    }
}

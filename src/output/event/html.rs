//! The page as HTML: no script, nothing loaded, its styles and its chart inside.
//!
//! English is the page's own language and runs from the left; text from outside has its own direction (`dir="auto"`,
//! `bdi`) and, where the article's language is known, that language. A content policy forbids scripts and anything
//! loaded, should something slip through the escapes all the same.

use super::super::chart::{self, Theme};
use super::super::table::Kind;
use super::super::words;
use super::page::{Block, Grid, Note, Page, Place, Row, Span, Words};
use crate::report::chart::Chart;

const STYLE: &str = include_str!("page.css");

pub(super) fn write(page: &Page, drawn: Option<&Chart>) -> String {
    let title = escaped(&page.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1 dir=\"auto\">{title}</h1>\n<dl>\n"
    );
    for (label, text) in &page.facts {
        out.push_str(&format!("<dt>{label}</dt><dd>{}</dd>\n", words_of(text)));
    }
    out.push_str("</dl>\n");
    for section in &page.sections {
        out.push_str(&format!("<section>\n<h2>{}</h2>\n", section.heading));
        for block in &section.blocks {
            match block {
                Block::Heading(text) => out.push_str(&format!("<h3>{}</h3>\n", words_of(text))),
                Block::Paragraph(text) => out.push_str(&format!("<p>{}</p>\n", words_of(text))),
                Block::Table(grid) => table(&mut out, grid),
                Block::Chart => {
                    if let Some(drawn) = drawn {
                        out.push_str("<figure>\n");
                        out.push_str(&chart::svg(drawn, Theme::Auto));
                        out.push_str("</figure>\n");
                    }
                }
            }
        }
        out.push_str("</section>\n");
    }
    if !page.notes.is_empty() {
        out.push_str("<section class=\"notes\">\n<h2>Where each claim stands</h2>\n<dl>\n");
        for (claim, note) in &page.notes {
            let claim = claim.to_string();
            out.push_str(&format!(
                "<dt id=\"{claim}\">{claim}</dt>\n<dd>{}</dd>\n",
                note_of(note)
            ));
        }
        out.push_str("</dl>\n</section>\n");
    }
    out.push_str("</main>\n<footer>\n");
    for line in &page.foot {
        out.push_str(&format!("<p>{}</p>\n", escaped(line)));
    }
    out.push_str(&format!(
        "<p>root <code>{}</code></p>\n</footer>\n</body>\n</html>\n",
        page.root
    ));
    out
}

fn words_of(text: &Words) -> String {
    text.iter()
        .map(|span| match span {
            Span::Own(text) => marked(text),
            Span::Strong(text) => format!("<strong>{}</strong>", marked(text)),
            Span::Outside(text) => format!("<bdi>{}</bdi>", escaped(text)),
            Span::Claim(claim) => format!("<a href=\"#{claim}\">{claim}</a>"),
        })
        .collect()
}

fn table(out: &mut String, grid: &Grid) {
    let class = |kind: &Kind| match kind {
        Kind::Number => " class=\"number\"",
        Kind::Date | Kind::Whole => " class=\"whole\"",
        Kind::Text { .. } => "",
    };
    out.push_str("<div class=\"wide\"><table>\n<thead><tr>");
    for (heading, kind) in grid.columns {
        out.push_str(&format!("<th scope=\"col\"{}>{heading}</th>", class(kind)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &grid.rows {
        out.push_str("<tr>");
        for (cell, (_, kind)) in row.cells.iter().zip(grid.columns) {
            out.push_str(&format!("<td{}>{}</td>", class(kind), words_of(cell)));
        }
        out.push_str("</tr>\n");
        warnings(out, row, grid.columns.len());
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn warnings(out: &mut String, row: &Row, columns: usize) {
    for warning in &row.warnings {
        out.push_str(&format!(
            "<tr class=\"warning\"><td colspan=\"{columns}\">{}</td></tr>\n",
            escaped(warning)
        ));
    }
}

fn note_of(note: &Note) -> String {
    let mut text = format!(
        "<p>revision {}: {}</p>",
        note.revision,
        words_of(&note.says)
    );
    for place in &note.places {
        text.push_str(&format!("\n<div class=\"place\">{}</div>", place_of(place)));
    }
    text
}

fn place_of(place: &Place) -> String {
    let mut text = String::new();
    if let Some(quote) = &place.quote {
        let language = place
            .language
            .as_ref()
            .map(|language| format!(" lang=\"{}\"", escaped(language.as_str())))
            .unwrap_or_default();
        text.push_str(&format!(
            "<blockquote dir=\"auto\"{language}>{}</blockquote>",
            escaped(quote)
        ));
    }
    let mut parts = Vec::new();
    parts.extend(
        place
            .by
            .as_ref()
            .map(|by| format!("<bdi>{}</bdi>", escaped(by))),
    );
    parts.extend(place.published.as_ref().map(|day| escaped(day)));
    parts.push(match link(&place.locator) {
        Some(url) => {
            let url = escaped(&url);
            format!("<a href=\"{url}\" rel=\"noreferrer nofollow\"><bdi>{url}</bdi></a>")
        }
        None => format!("<bdi>{}</bdi>", escaped(&place.locator)),
    });
    parts.push(match place.sha256 {
        Some(digest) if place.held => format!("SHA-256 <code>{digest}</code>"),
        Some(digest) => format!("SHA-256 <code>{digest}</code> (copy not held here)"),
        None => "no copy".to_owned(),
    });
    text.push_str(&parts.join(" · "));
    text
}

/// The address that a locator is, when it can be followed safely: http or https, without spaces or brackets.
pub(super) fn link(locator: &str) -> Option<String> {
    let is_web = locator.starts_with("https://") || locator.starts_with("http://");
    let is_plain = locator
        .chars()
        .all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '\\'));
    (is_web && is_plain).then(|| locator.to_owned())
}

/// Safe in text and in quoted attributes; controls and bidi controls are shown as escapes.
fn escaped(text: &str) -> String {
    marked(&words::running(text))
}

/// Text that is safe already, as HTML; spaces at its ends stay.
fn marked(safe: &str) -> String {
    let mut out = String::with_capacity(safe.len());
    for c in safe.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

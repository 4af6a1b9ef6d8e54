//! What is said on stderr: errors, warnings, notes, hints. One line each, so that they can be searched and copied.

use std::io::{self, Write};

use super::style::{Face, Style};
use super::words;

/// `Error: …`, then a `Caused by: …` for each error behind it, then `Hint: …`.
///
/// # Errors
/// The stream's.
pub fn error(
    out: &mut dyn Write,
    style: &Style,
    error: &dyn std::error::Error,
    hint_text: Option<&str>,
) -> io::Result<()> {
    say(out, style, "Error", Face::Error, &error.to_string())?;
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(behind) = cause {
        let text = behind.to_string();
        // An error that passes on another's message is no further cause.
        if text != said {
            say(out, style, "Caused by", Face::Error, &text)?;
        }
        said = text;
        cause = behind.source();
    }
    hint_text.map_or(Ok(()), |text| hint(out, style, text))
}

/// `Error: …` and `Hint: …` where there is no error value, or one of many.
///
/// # Errors
/// The stream's.
pub fn failure(
    out: &mut dyn Write,
    style: &Style,
    text: &str,
    hint_text: Option<&str>,
) -> io::Result<()> {
    say(out, style, "Error", Face::Error, text)?;
    hint_text.map_or(Ok(()), |text| hint(out, style, text))
}

/// `Warning: …`
///
/// # Errors
/// The stream's.
pub fn warning(out: &mut dyn Write, style: &Style, text: &str) -> io::Result<()> {
    say(out, style, "Warning", Face::Warning, text)
}

/// Commands to be copied: one a line, as they are to be typed.
///
/// # Errors
/// The stream's.
pub fn commands(out: &mut dyn Write, commands: &[String]) -> io::Result<()> {
    for command in commands {
        writeln!(out, "  {}", words::escaped(command))?;
    }
    Ok(())
}

/// `Note: …`
///
/// # Errors
/// The stream's.
pub fn note(out: &mut dyn Write, style: &Style, text: &str) -> io::Result<()> {
    say(out, style, "Note", Face::Bold, text)
}

/// `Hint: …`
///
/// # Errors
/// The stream's.
pub fn hint(out: &mut dyn Write, style: &Style, text: &str) -> io::Result<()> {
    say(out, style, "Hint", Face::Bold, text)
}

fn say(out: &mut dyn Write, style: &Style, word: &str, face: Face, text: &str) -> io::Result<()> {
    let word = style.paint(&format!("{word}:"), face);
    writeln!(out, "{word} {}", with_quotes_isolated(text))
}

/// A sentence of our own around words from outside, which stand between “ and ”: they are isolated there, so that a
/// number behind an Arabic quote stays behind it.
fn with_quotes_isolated(text: &str) -> String {
    let safe = words::escaped(text);
    let mut out = String::with_capacity(safe.len());
    let mut rest = safe.as_str();
    while let Some((before, quoted)) = rest.split_once('“') {
        let end = quoted.find('”').unwrap_or(quoted.len());
        let (quote, behind) = quoted.split_at(end);
        out.push_str(before);
        out.push('“');
        out.push_str(&words::isolated(quote));
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use thiserror::Error;

    use super::*;

    #[derive(Debug, Error)]
    #[error("the quote “{0}” does not stand in n4 of a4")]
    struct Outer(&'static str, #[source] Inner);

    #[derive(Debug, Error)]
    #[error("byte 1893 is not there")]
    struct Inner;

    fn said(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_error_has_its_causes_and_a_hint() {
        let text = said(|out| {
            error(
                out,
                &Style::plain(80),
                &Outer("fifty", Inner),
                Some("see `claimlog show n4 --text`"),
            )
        });
        insta::assert_snapshot!(text, @r"
        Error: the quote “fifty” does not stand in n4 of a4
        Caused by: byte 1893 is not there
        Hint: see `claimlog show n4 --text`
        ");
    }

    #[test]
    fn what_is_quoted_is_safe_and_isolated() {
        let text = said(|out| {
            note(
                out,
                &Style::plain(80),
                "“نحو 50” at byte 1893, not “\u{1b}]0;x\u{7}\u{202e}\n”",
            )
        });
        assert!(text.starts_with("Note: “\u{2068}نحو 50\u{2069}” at byte 1893, not “"));
        assert_eq!(text.lines().count(), 1);
        let is_bare = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.chars().any(is_bare), "{text:?}");
    }

    #[test]
    fn the_word_alone_is_coloured() {
        let style = Style {
            color: true,
            ..Style::plain(80)
        };
        let text = said(|out| warning(out, &style, "look"));
        assert_eq!(text, "\u{1b}[1;33mWarning:\u{1b}[0m look\n");
    }
}

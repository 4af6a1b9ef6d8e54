//! How a stream may be written on: in colour or not, and how wide it is.

use std::ffi::OsString;

/// The width of what is no terminal, and of a terminal that does not say.
pub const DEFAULT_WIDTH: usize = 100;

/// Narrower than this nothing can be laid out; a narrower terminal breaks the lines itself.
pub const LEAST_WIDTH: usize = 40;

/// How a stream may be written on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether colour may be used. No meaning hangs on colour alone.
    pub color: bool,
    /// Whether somebody looks at it: it is a terminal.
    pub terminal: bool,
    /// How many columns there are.
    pub width: usize,
}

/// How a stretch of text is set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Face {
    /// As it is.
    #[default]
    Plain,
    /// Headings, names.
    Bold,
    /// What is seldom read.
    Dim,
    /// What must be looked at.
    Warning,
    /// What went wrong.
    Error,
    /// What was found, what rests on the text.
    Mark,
    /// A number of people, or what somebody is said to have done.
    Number,
    /// The word that says what happened to them, or that accuses.
    Trigger,
    /// Who they are, or who is accused.
    Victims,
    /// Who says so.
    Party,
}

impl Face {
    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Bold => "\u{1b}[1m",
            Self::Dim => "\u{1b}[2m",
            Self::Warning => "\u{1b}[1;33m",
            Self::Error => "\u{1b}[1;31m",
            Self::Mark => "\u{1b}[1;4m",
            Self::Number => "\u{1b}[1;32m",
            Self::Trigger => "\u{1b}[4;35m",
            Self::Victims => "\u{1b}[36m",
            Self::Party => "\u{1b}[1;34m",
        }
    }
}

impl Style {
    /// No colour, this wide: what is written to files and in tests.
    pub const fn plain(width: usize) -> Self {
        Self {
            color: false,
            terminal: false,
            width,
        }
    }

    /// What suits a stream: colour only on a terminal that can show it and where nobody asked for none
    /// (<https://no-color.org>), and the width that `COLUMNS` says, else the terminal's own.
    pub fn of(
        is_terminal: bool,
        measured: Option<usize>,
        variable: impl Fn(&str) -> Option<OsString>,
    ) -> Self {
        let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
        let is_dumb = variable("TERM").is_some_and(|term| term == "dumb");
        let columns = variable("COLUMNS")
            .and_then(|columns| columns.to_str()?.trim().parse().ok())
            .filter(|columns| *columns > 0);
        let measured = measured.filter(|_| is_terminal);
        Self {
            color: is_terminal && !is_set("NO_COLOR") && !is_dumb,
            terminal: is_terminal,
            width: columns
                .or(measured)
                .unwrap_or(DEFAULT_WIDTH)
                .max(LEAST_WIDTH),
        }
    }

    /// The text, set off where colour may be used.
    pub fn paint(&self, text: &str, face: Face) -> String {
        let mut painted = String::with_capacity(text.len());
        self.paint_onto(&mut painted, text, face);
        painted
    }

    /// Adds the text to a line, set off where colour may be used.
    pub fn paint_onto(&self, line: &mut String, text: &str, face: Face) {
        let code = face.code();
        let is_painted = self.color && !code.is_empty() && !text.is_empty();
        if is_painted {
            line.push_str(code);
        }
        line.push_str(text);
        if is_painted {
            line.push_str("\u{1b}[0m");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(is_terminal: bool, measured: Option<usize>, set: &[(&str, &str)]) -> Style {
        Style::of(is_terminal, measured, |name| {
            set.iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn colour_is_only_for_terminals_that_want_it() {
        assert!(style(true, None, &[]).color);
        assert!(!style(false, None, &[]).color);
        assert!(!style(true, None, &[("NO_COLOR", "1")]).color);
        assert!(style(true, None, &[("NO_COLOR", "")]).color);
        assert!(!style(true, None, &[("TERM", "dumb")]).color);
    }

    #[test]
    fn the_width_is_what_is_said_then_what_is_measured() {
        assert_eq!(style(true, Some(120), &[]).width, 120);
        assert_eq!(style(true, Some(120), &[("COLUMNS", "72")]).width, 72);
        assert_eq!(style(false, Some(120), &[]).width, DEFAULT_WIDTH);
        assert_eq!(style(false, None, &[("COLUMNS", "60")]).width, 60);
        for odd in ["", "0", "-3", "wide"] {
            assert_eq!(style(true, None, &[("COLUMNS", odd)]).width, DEFAULT_WIDTH);
        }
        assert_eq!(style(true, Some(7), &[]).width, LEAST_WIDTH);
    }

    #[test]
    fn without_colour_nothing_is_added() {
        assert_eq!(Style::plain(80).paint("x", Face::Error), "x");
        assert_eq!(
            style(true, None, &[]).paint("x", Face::Bold),
            "\u{1b}[1mx\u{1b}[0m"
        );
    }
}

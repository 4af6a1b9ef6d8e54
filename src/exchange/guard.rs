//! Cells that a spreadsheet would run as formulas, made harmless, and the way back.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end (OWASP, CSV injection). Such a
//! cell gets an apostrophe in front. So does a cell that begins with apostrophes and then one of these: only then can
//! the way back take exactly one away, and a cell that really began with `'=` comes back as it was.

use std::borrow::Cow;

/// Whether cells are guarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Guard {
    /// They are.
    #[default]
    On,
    /// They are not: every cell is exactly its value.
    Off,
}

impl Guard {
    /// The cell for a value.
    pub fn put_on(self, value: &str) -> Cow<'_, str> {
        match self {
            Self::On if would_run(value) => Cow::Owned(format!("'{value}")),
            _ => Cow::Borrowed(value),
        }
    }

    /// The value of a cell.
    pub fn take_off(self, cell: &str) -> &str {
        match (self, cell.strip_prefix('\'')) {
            (Self::On, Some(value)) if would_run(value) => value,
            _ => cell,
        }
    }
}

/// Whether a spreadsheet would run a cell, once any apostrophes before it are gone.
fn would_run(value: &str) -> bool {
    value
        .trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_would_run_is_guarded_and_nothing_else() {
        for value in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''-"] {
            assert_eq!(Guard::On.put_on(value), format!("'{value}"));
            assert_eq!(Guard::Off.put_on(value), value);
        }
        for value in ["", "50", "'", "'tis", "a=b", "نحو 50", "’=1"] {
            assert_eq!(Guard::On.put_on(value), value);
            assert_eq!(Guard::On.take_off(value), value);
        }
        assert_eq!(Guard::Off.take_off("'=1"), "'=1");
    }

    proptest! {
        #[test]
        fn every_value_comes_back(value in "['=+@\t\r\n a-]{0,6}|\\PC{0,12}") {
            let cell = Guard::On.put_on(&value);
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
            prop_assert_eq!(Guard::On.take_off(&cell), value.as_str());
        }
    }
}

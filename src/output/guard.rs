//! Text cells that a spreadsheet would run as formulas, guarded; and the guard taken off again.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a line end gets an apostrophe before it. So does one that
//! begins with apostrophes and then one of those, so that taking off one apostrophe always gives back what was there.

use std::borrow::Cow;

fn is_run(text: &str) -> bool {
    text.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// The cell as a spreadsheet may see it.
pub fn guard(text: &str) -> Cow<'_, str> {
    if is_run(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// What [`guard`] was given.
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_run(text) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_guarded_and_words_are_not() {
        for formula in ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "'=1", "''@x"] {
            assert_eq!(guard(formula), format!("'{formula}"));
        }
        for text in ["", "50", "'quoted'", "نحو 50", "a=b", "−33"] {
            assert_eq!(guard(text), text);
        }
    }

    proptest! {
        #[test]
        fn the_guard_comes_off_again(text in "['=+@\t\r\na-]{0,8}") {
            let guarded = guard(&text);
            prop_assert_eq!(unguard(&guarded), text.as_str());
            let is_safe = !guarded.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
            prop_assert!(is_safe);
        }
    }
}

//! Numbers in digits: what stands at a digit, with the separators of a language.
//!
//! What leaves: where the numeral ends and what it is. A time, a date, a fraction or a number too large to keep is a
//! [`Numeral::Label`], never a count. Linear, however many digits.

use super::pack::Numerals;
use super::tokens::char_at;
use crate::text::digits::{self, Digit};

/// A number in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numeral {
    /// A whole number and how many digits it was written with.
    Whole(u64, u8),
    /// A decimal: all digits as one number, and by what to divide it.
    Decimal(u64, u64),
    /// No count: a time, a date, a version, more digits than can be kept.
    Label,
}

/// A run of digits of one script.
struct Run {
    end: usize,
    value: Option<u64>,
    digits: usize,
}

fn run(text: &str, from: usize, to: usize) -> Option<Run> {
    let first = char_at(text, from)
        .filter(|_| from < to)
        .and_then(digits::digit)?;
    let mut value = Some(u64::from(first.value));
    let mut at = from + char_at(text, from).map_or(1, char::len_utf8);
    let mut count = 1;
    while at < to {
        let Some(c) = char_at(text, at) else { break };
        let Some(Digit { value: digit, zero }) = digits::digit(c) else {
            break;
        };
        if zero != first.zero {
            // Digits of two scripts in a row are no number.
            value = None;
        }
        value = value
            .and_then(|v| v.checked_mul(10))
            .and_then(|v| v.checked_add(u64::from(digit)));
        count += 1;
        at += c.len_utf8();
    }
    Some(Run {
        end: at,
        value,
        digits: count,
    })
}

/// The separator at `at` and the run of digits behind it.
fn next_run(text: &str, at: usize, to: usize) -> Option<(char, Run)> {
    let sign = char_at(text, at).filter(|_| at < to)?;
    let run = run(text, at + sign.len_utf8(), to)?;
    Some((sign, run))
}

/// Reads the numeral that begins at the digit at `from`.
pub(super) fn read(text: &str, from: usize, to: usize, numerals: &Numerals) -> (usize, Numeral) {
    let Some(first) = run(text, from, to) else {
        return (to, Numeral::Label);
    };
    let groups = |c: char| match c {
        '\u{A0}' | '\u{202F}' | '\u{2009}' | '٬' => true,
        '’' => numerals.group.contains(&'\''),
        _ => numerals.group.contains(&c),
    };
    let decimals = |c: char| c == '٫' || numerals.decimal.contains(&c);
    let mut value = first.value;
    let mut end = first.end;
    let mut digits = first.digits;
    let mut separator = None;
    if first.digits <= 3 && first.value != Some(0) {
        while let Some((sign, group)) = next_run(text, end, to) {
            // 25 000: no number begins with nought, so the space is a separator in every language.
            let noughts = sign == ' '
                && group.digits == 3
                && char_at(text, end + 1).and_then(digits::digit_value) == Some(0);
            let fits = (groups(sign) || noughts) && separator.is_none_or(|s| s == sign);
            if fits && group.digits == 2 && sign == ',' && is_indian(text, group.end, to) {
                value = joined(value, group.value, 100);
            } else if fits && group.digits == 3 {
                value = joined(value, group.value, 1000);
            } else {
                break;
            }
            separator = Some(sign);
            digits += group.digits;
            end = group.end;
        }
    }
    match next_run(text, end, to) {
        Some((sign, tail)) if decimals(sign) && !ends_in_more(text, tail.end, to) => {
            let scaled = u32::try_from(tail.digits)
                .ok()
                .and_then(|d| 10_u64.checked_pow(d))
                .and_then(|by| Some((joined(value, tail.value, by)?, by)));
            return (
                tail.end,
                scaled.map_or(Numeral::Label, |(n, by)| Numeral::Decimal(n, by)),
            );
        }
        // 10:30, 14.09.2022, 7/10, 1.200 where a full stop is neither: no count.
        Some((':' | '.' | '/' | '\u{2044}', _)) => {
            return (skip_label(text, end, to), Numeral::Label);
        }
        Some(('-', middle)) => {
            if let Some(('-', last)) = next_run(text, middle.end, to) {
                return (last.end, Numeral::Label);
            }
        }
        // 1,5 thousand: another language's decimal is half of no number.
        Some((',' | '٫', tail)) if separator.is_none() && tail.digits != 3 => {
            return (tail.end, Numeral::Label);
        }
        _ => {}
    }
    // 0506314341: a number that begins with nought is a telephone's or a name's.
    let is_code = first.digits > 1 && char_at(text, from).and_then(digits::digit_value) == Some(0);
    let kept = value
        .filter(|_| !is_code)
        .filter(|&v| v <= crate::model::Count::MAX.get())
        .map_or(Numeral::Label, |v| {
            Numeral::Whole(v, u8::try_from(digits).unwrap_or(u8::MAX))
        });
    (end, kept)
}

fn joined(value: Option<u64>, group: Option<u64>, by: u64) -> Option<u64> {
    value?.checked_mul(by)?.checked_add(group?)
}

/// 1,00,000: groups of two are closed by one of three.
fn is_indian(text: &str, mut at: usize, to: usize) -> bool {
    for _ in 0..5 {
        match next_run(text, at, to) {
            Some((',', run)) if run.digits == 2 => at = run.end,
            Some((',', run)) => return run.digits == 3,
            _ => return false,
        }
    }
    false
}

/// Whether a further separator and digits follow: 14.09.2022.
fn ends_in_more(text: &str, at: usize, to: usize) -> bool {
    matches!(next_run(text, at, to), Some(('.' | ':' | '/', _)))
}

/// Past everything of the kind 14.09.2022 or 10:30:15.
fn skip_label(text: &str, mut at: usize, to: usize) -> usize {
    while let Some((':' | '.' | '/' | '-' | '\u{2044}', run)) = next_run(text, at, to) {
        at = run.end;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str, group: &str, decimal: &str) -> (usize, Numeral) {
        let numerals = Numerals {
            group: group.chars().collect(),
            decimal: decimal.chars().collect(),
        };
        read(text, 0, text.len(), &numerals)
    }

    #[test]
    fn separators_are_those_of_the_language() {
        let whole = |text: &str, group, decimal| match read_all(text, group, decimal) {
            (end, Numeral::Whole(value, _)) if end == text.len() => Some(value),
            _ => None,
        };
        assert_eq!(whole("1,200", ",", "."), Some(1200));
        assert_eq!(whole("1.200", ".", ","), Some(1200));
        assert_eq!(whole("1.200", ",", "."), None, "a decimal in English");
        assert_eq!(whole("8 574", " ", ","), Some(8574));
        assert_eq!(whole("8\u{A0}574", "", ","), Some(8574));
        assert_eq!(
            whole("25 000", ",", "."),
            Some(25_000),
            "no number begins with nought"
        );
        assert_eq!(whole("7 120", ",", "."), None, "two numbers in English");
        assert_eq!(whole("١٬٢٠٠", "", ""), Some(1200));
        assert_eq!(whole("1’200’000", "'", ""), Some(1_200_000));
        assert_eq!(whole("1,00,000", ",", "."), Some(100_000));
        assert_eq!(whole("٤٩", "", ""), Some(49));
        assert_eq!(whole("4٩", "", ""), None, "two scripts");
    }

    #[test]
    fn what_is_no_count_is_a_label() {
        for text in [
            "10:30",
            "14.09.2022",
            "2022-09-14",
            "7/10",
            "99999999999999999999",
        ] {
            assert_eq!(
                read_all(text, ",", "."),
                (text.len(), Numeral::Label),
                "{text}"
            );
        }
        assert_eq!(read_all("7.5", ",", "."), (3, Numeral::Decimal(75, 10)));
        assert_eq!(read_all("2022 150", " ", "."), (4, Numeral::Whole(2022, 4)));
    }
}

//! Numbers for people: from 10,000 on in groups of three, parted by a narrow space that does not break; changes with
//! their sign. JSON and CSV have plain digits and do not come here.

use std::fmt::Display;

use crate::model::{Aggregation, Figure};
use crate::report::changes::ChangePoint;
use crate::series::{Change, Delta};

/// The space between groups (U+202F, as ISO 80000-1 asks for a thin space).
const GROUP: char = '\u{202f}';

/// Groups each run of five or more ASCII digits.
pub fn grouped(text: &str) -> String {
    if text.len() <= 4 {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = &rest[start..];
        let length = digits
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits.len());
        out.push_str(&rest[..start]);
        for (index, digit) in digits[..length].char_indices() {
            if length > 4 && index > 0 && (length - index) % 3 == 0 {
                out.push(GROUP);
            }
            out.push(digit);
        }
        rest = &digits[length..];
    }
    out.push_str(rest);
    out
}

/// A number with its noun: `1 entry`, `12 500 entries`.
pub fn counted<N: PartialEq + From<u8> + Display>(count: N, one: &str, several: &str) -> String {
    let word = if count == N::from(1) { one } else { several };
    format!("{} {word}", grouped(&count.to_string()))
}

/// A figure as it would be said: `about 50`, `at least 12 500`.
pub fn figure(figure: &Figure) -> String {
    grouped(&figure.to_string())
}

/// A difference with its sign: `+56`, `−33`.
pub fn signed(difference: i64) -> String {
    let sign = match difference {
        0 => "±",
        1.. => "+",
        _ => "−",
    };
    format!("{sign}{}", grouped(&difference.unsigned_abs().to_string()))
}

/// The step to a figure, in the words of [`step`]; where neither it nor the one that it leads from names a number, nobody
/// knows which way it went. Of what is new, and of a total with others between, it is said which claim it leads from, since that
/// is not the one before: `▲ +5, corrects c4`, `▲ +20, from c1`.
pub fn step_to(aggregation: Aggregation, point: &ChangePoint) -> String {
    let step = &point.step;
    let said = if step.change == Change::Restated && point.figure.is_numberless() {
        "= no number".to_owned()
    } else {
        self::step(step.change, step.delta.as_ref())
    };
    let is_new_only = aggregation == Aggregation::Incremental;
    let from = point.step_from.filter(|_| {
        let is_shown_before = !point.is_over_others && point.step_from_version.is_none();
        step.delta.is_some() && (is_new_only || !is_shown_before)
    });
    match (step.change, from) {
        (_, None) => said,
        (_, Some(from)) if !is_new_only => match point.step_from_version {
            Some(version) => format!("{said}, from {from} version {}", version.revision),
            None => format!("{said}, from {from}"),
        },
        (Change::Rise | Change::Fall | Change::Lowered, Some(from)) => {
            format!("{said}, corrects {from}")
        }
        (_, Some(from)) => format!("{said}, after {from}"),
    }
}

/// A step in a sign, a word and a number: `▲ +56`, `▼ −33`, `= restated`, `· other period`. Low, best and high are named
/// only where they moved by different amounts.
pub fn step(change: Change, delta: Option<&Delta>) -> String {
    let by = delta.and_then(moved);
    match (change, by) {
        (Change::First, _) => "first".to_owned(),
        (Change::Rise, None) => "▲ rise".to_owned(),
        (Change::Rise, Some(by)) => format!("▲ {by}"),
        (Change::Fall, None) => "▼ fall".to_owned(),
        (Change::Fall, Some(by)) => format!("▼ {by}"),
        (Change::Restated, _) => "= restated".to_owned(),
        (Change::OtherPeriod, _) => "· other period".to_owned(),
        (Change::UnknownPeriod, _) => "· period unknown".to_owned(),
        (Change::UnknownOrder, _) => "· order unknown".to_owned(),
        (Change::UnknownAggregation, _) => "· counting unknown".to_owned(),
        (other, None) => other.name().to_owned(),
        (other, Some(by)) => format!("{} {by}", other.name()),
    }
}

/// How far the numbers moved; none when none did or none can be compared.
fn moved(delta: &Delta) -> Option<String> {
    let named = [
        ("low", delta.low),
        ("best", delta.best),
        ("high", delta.high),
    ];
    let known = || named.into_iter().filter_map(|(name, by)| Some((name, by?)));
    let (_, first) = known().next()?;
    if known().all(|(_, by)| by == first) {
        return (first != 0).then(|| signed(first));
    }
    let parts: Vec<String> = known()
        .filter(|(_, by)| *by != 0)
        .map(|(name, by)| format!("{name} {}", signed(by)))
        .collect();
    Some(parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_numbers_are_grouped() {
        assert_eq!(grouped("at least 9999"), "at least 9999");
        assert_eq!(
            grouped("10000–1234567"),
            "10\u{202f}000–1\u{202f}234\u{202f}567"
        );
        assert_eq!(grouped("none"), "none");
    }

    #[test]
    fn a_step_names_its_ends_only_where_they_moved_apart() {
        let delta = |low, best, high| Delta { low, best, high };
        let shown = |change, low, best, high| step(change, Some(&delta(low, best, high)));
        assert_eq!(step(Change::First, None), "first");
        assert_eq!(shown(Change::Rise, Some(56), Some(56), Some(56)), "▲ +56");
        assert_eq!(shown(Change::Rise, Some(56), None, None), "▲ +56");
        assert_eq!(shown(Change::Rise, None, None, None), "▲ rise");
        assert_eq!(
            shown(Change::Fall, Some(-3), Some(-33), Some(0)),
            "▼ low −3, best −33"
        );
        assert_eq!(
            shown(Change::Fall, Some(-33_000), None, Some(-33_000)),
            "▼ −33\u{202f}000"
        );
        assert_eq!(shown(Change::Restated, Some(0), None, None), "= restated");
        assert_eq!(step(Change::OtherPeriod, None), "· other period");
        assert_eq!(step(Change::UnknownPeriod, None), "· period unknown");
        assert_eq!(step(Change::UnknownOrder, None), "· order unknown");
        assert_eq!(
            shown(Change::Narrowed, Some(10), None, Some(0)),
            "narrowed low +10"
        );
        assert_eq!(shown(Change::Widened, None, None, None), "widened");
    }
}

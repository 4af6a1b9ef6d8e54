//! One numeral in digits: which groups belong together, and what they may mean.

use std::ops::Range;

use super::{Doubt, LARGEST, Value};
use crate::text::digits::digit;

/// A numeral in digits, with its reading as a decimal where it has one, for `1.2 million`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numeral {
    pub(super) span: Range<usize>,
    pub(super) value: Value,
    pub(super) decimal: Option<Decimal>,
}

/// `mantissa` / 10^`scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    mantissa: u64,
    scale: u32,
}

impl Decimal {
    /// The exact product with a whole number; none where it is not whole or too large.
    pub(super) fn times(self, factor: u64) -> Option<u64> {
        let divisor = 10_u64.checked_pow(self.scale)?;
        let product = self.mantissa.checked_mul(factor)?;
        (product % divisor == 0 && product / divisor <= LARGEST).then(|| product / divisor)
    }
}

/// A run of digits.
#[derive(Debug, Clone)]
struct Run {
    span: Range<usize>,
    digits: usize,
    zero: char,
    /// None past [`LARGEST`].
    value: Option<u64>,
    /// Digits of another script follow directly.
    mixed: bool,
    leading_zero: bool,
}

/// The run of digits that begins at `at`.
fn run_at(text: &str, at: usize) -> Option<Run> {
    let mut run: Option<Run> = None;
    for (offset, c) in text.get(at..)?.char_indices() {
        let Some(found) = digit(c) else { break };
        let value = u64::from(found.value);
        let run = run.get_or_insert(Run {
            span: at..at,
            digits: 0,
            zero: found.zero,
            value: Some(0),
            mixed: false,
            leading_zero: value == 0,
        });
        run.mixed |= run.zero != found.zero;
        run.digits += 1;
        run.span.end = at + offset + c.len_utf8();
        run.value = run
            .value
            .and_then(|sum| sum.checked_mul(10)?.checked_add(value))
            .filter(|&sum| sum <= LARGEST);
    }
    run
}

/// What may stand between groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// `,`
    Comma,
    /// `،`, which also parts the items of a list.
    ArabicComma,
    /// `.`
    Point,
    /// `٫`
    ArabicPoint,
    /// An apostrophe or `٬`: only thousands.
    Thousands,
    /// A space that keeps its width and does not break: only thousands.
    FixedSpace,
    /// A space, or a no-break space.
    Space,
    /// `:`, of times.
    Colon,
}

impl Separator {
    const fn of(c: char) -> Option<Self> {
        Some(match c {
            ',' | '，' => Self::Comma,
            '،' => Self::ArabicComma,
            '.' | '．' => Self::Point,
            '٫' => Self::ArabicPoint,
            '\'' | '’' | 'ʼ' | '٬' => Self::Thousands,
            '\u{2007}' | '\u{2009}' | '\u{202f}' => Self::FixedSpace,
            ' ' | '\u{a0}' => Self::Space,
            ':' => Self::Colon,
            _ => return None,
        })
    }

    const fn is_space(self) -> bool {
        matches!(self, Self::Space | Self::FixedSpace)
    }
}

/// The separator at `at` and the run of digits directly behind it.
fn next_group(text: &str, at: usize) -> Option<(Separator, char, Run)> {
    let c = text.get(at..)?.chars().next()?;
    let separator = Separator::of(c)?;
    Some((separator, c, run_at(text, at + c.len_utf8())?))
}

/// Reads the numeral whose first digit stands at `at`, and pushes it, or the several numbers that it turns out to be.
/// Returns where it ends.
pub(super) fn read(text: &str, at: usize, out: &mut Vec<Numeral>) -> usize {
    let Some(first) = run_at(text, at) else {
        return at;
    };
    let mut end = first.span.end;
    let Some((separator, sign, second)) = next_group(text, end) else {
        return date(text, &first, out).unwrap_or_else(|| {
            push_single(&first, out);
            end
        });
    };
    let mut runs = vec![first];
    let mut next = Some(second);
    // The groups behind the same sign; behind a space only full groups of three.
    while let Some(run) = next {
        if separator.is_space() && !(run.digits == 3 && starts_groups(&runs) && same(&runs, &run)) {
            break;
        }
        end = run.span.end;
        runs.push(run);
        next = next_group(text, end)
            .filter(|(_, c, _)| *c == sign)
            .map(|(_, _, run)| run);
    }
    if runs.len() == 1 {
        push_single(&runs[0], out);
        return end;
    }
    // A decimal behind grouped thousands: 1,200.5.
    if let Some((tail, _, run)) = next_group(text, end)
        && matches!(
            tail,
            Separator::Point | Separator::Comma | Separator::ArabicPoint
        )
        && tail != separator
        && western(&runs)
    {
        push(out, runs[0].span.start..run.span.end, Value::Fraction, None);
        return run.span.end;
    }
    decide(separator, &runs, out);
    end
}

fn push(out: &mut Vec<Numeral>, span: Range<usize>, value: Value, decimal: Option<Decimal>) {
    out.push(Numeral {
        span,
        value,
        decimal,
    });
}

fn push_single(run: &Run, out: &mut Vec<Numeral>) {
    let value = match run.value {
        _ if run.mixed => Value::MixedScripts,
        Some(value) => Value::Whole(value),
        None => Value::TooLarge,
    };
    push(out, run.span.clone(), value, None);
}

/// Whether the first group can begin a number in groups of three.
fn starts_groups(runs: &[Run]) -> bool {
    runs.first()
        .is_some_and(|run| run.digits <= 3 && !run.leading_zero)
}

fn same(runs: &[Run], run: &Run) -> bool {
    runs.first().is_some_and(|first| first.zero == run.zero)
}

/// Groups of three behind one to three digits.
fn western(runs: &[Run]) -> bool {
    starts_groups(runs) && runs[1..].iter().all(|run| run.digits == 3)
}

/// Groups of two before a last one of three: 1,00,000.
fn indian(runs: &[Run]) -> bool {
    let [first, middle @ .., last] = runs else {
        return false;
    };
    first.digits <= 2
        && !first.leading_zero
        && !middle.is_empty()
        && middle.iter().all(|run| run.digits == 2)
        && last.digits == 3
}

/// The runs as one number: none past [`LARGEST`].
fn joined(runs: &[Run]) -> Option<u64> {
    runs.iter().try_fold(0_u64, |sum, run| {
        let shift = 10_u64.checked_pow(u32::try_from(run.digits).ok()?)?;
        sum.checked_mul(shift)?
            .checked_add(run.value?)
            .filter(|&sum| sum <= LARGEST)
    })
}

/// What groups behind one kind of separator mean.
fn decide(separator: Separator, runs: &[Run], out: &mut Vec<Numeral>) {
    let [first, .., last] = runs else { return };
    let span = first.span.start..last.span.end;
    let is_mixed = runs.iter().any(|run| run.mixed || run.zero != first.zero);
    let whole = joined(runs).map_or(Value::TooLarge, Value::Whole);
    let decimal = match runs {
        [_, tail] => joined(runs)
            .zip(u32::try_from(tail.digits).ok())
            .map(|(mantissa, scale)| Decimal { mantissa, scale }),
        _ => None,
    };
    let parts = || runs.iter().filter_map(|run| run.value);
    let doubtful = |readings: Box<[u64]>, doubt| match readings.is_empty() {
        true => Value::TooLarge,
        false => Value::OneOf { readings, doubt },
    };
    let value = match separator {
        _ if is_mixed => Value::MixedScripts,
        Separator::Thousands | Separator::Comma if western(runs) || indian(runs) => {
            return push(out, span, whole, decimal);
        }
        Separator::FixedSpace => whole,
        // 25 000: no number begins with a nought.
        Separator::Space if runs[1..].iter().any(|run| run.leading_zero) => whole,
        Separator::Space => doubtful(
            joined(runs).into_iter().chain(parts()).collect(),
            Doubt::Groups,
        ),
        Separator::ArabicComma if western(runs) || runs.len() == 2 => doubtful(
            joined(runs)
                .filter(|_| western(runs))
                .into_iter()
                .chain(parts())
                .collect(),
            Doubt::Groups,
        ),
        Separator::Comma if runs.len() == 2 => return push(out, span, Value::Fraction, decimal),
        // Three dotted groups of three are thousands; two may be a decimal.
        Separator::Point | Separator::ArabicPoint if runs.len() > 2 && western(runs) => whole,
        Separator::Point | Separator::ArabicPoint if runs.len() == 2 => {
            let value = match western(runs) {
                true => doubtful(joined(runs).into_iter().collect(), Doubt::Point),
                false => Value::Fraction,
            };
            return push(out, span, value, decimal);
        }
        Separator::Point | Separator::ArabicPoint | Separator::Colon => Value::Label,
        // A list without spaces.
        Separator::Comma | Separator::ArabicComma | Separator::Thousands => {
            runs.iter().for_each(|run| push_single(run, out));
            return;
        }
    };
    push(out, span, value, None);
}

/// A date in numbers, 2022-09-14 or 14/09/2022, as one label. Returns where it ends.
fn date(text: &str, first: &Run, out: &mut Vec<Numeral>) -> Option<usize> {
    let sign = text.get(first.span.end..)?.chars().next()?;
    if !matches!(sign, '-' | '/') {
        return None;
    }
    let second = run_at(text, first.span.end + 1)?;
    if text.get(second.span.end..)?.chars().next()? != sign {
        return None;
    }
    let third = run_at(text, second.span.end + 1)?;
    let digits = (first.digits, second.digits, third.digits);
    let is_date = match sign {
        '-' => matches!(digits, (4, 2, 2) | (1..=2, 1..=2, 4)),
        _ => matches!(digits, (1..=2, 1..=2, 2 | 4) | (4, 1..=2, 1..=2)),
    };
    if !is_date {
        return None;
    }
    push(out, first.span.start..third.span.end, Value::Label, None);
    Some(third.span.end)
}

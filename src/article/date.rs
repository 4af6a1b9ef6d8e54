//! Publication dates as pages print them.
//!
//! The date taken is the calendar date as printed, in the page's own offset: an article of
//! `2022-09-15T01:00:00+04:00` is of 15 September, though it was still the 14th in UTC.

use chrono::NaiveDate;

/// The years that a published article can be of.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2199;

/// The date in a metadata value as `YYYY-MM-DD`, or less precise where no more is printed
/// (`YYYY-MM`, `YYYY`).
///
/// Reads ISO 8601 with `-`, `/` or `.` between year, month and day (year first), its basic form
/// `YYYYMMDD`, and the dates of mail headers (RFC 2822: `Thu, 15 Sep 2022 01:00:00 +0400`).
/// Digits may be of the Arabic or Persian script. `None` for anything else: dates that are none,
/// years outside 1800 to 2199, the placeholders of software (`1970-01-01`), numbers of seconds,
/// and forms such as `03/04/2022` that can be read in two ways.
pub(super) fn calendar_date(raw: &str) -> Option<String> {
    let value: String = raw.trim().chars().map(ascii_digit).collect();
    let date = iso(&value).or_else(|| mail(&value))?;
    (date != "1970-01-01").then_some(date)
}

/// Arabic and Persian digits as ASCII, everything else as it is.
pub(super) fn ascii_digit(c: char) -> char {
    let zero = match c {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6F0}'..='\u{6F9}' => 0x6F0,
        _ => return c,
    };
    u32::from(c)
        .checked_sub(zero)
        .and_then(|digit| char::from_digit(digit, 10))
        .unwrap_or(c)
}

fn iso(value: &str) -> Option<String> {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 {
        let (year, month, day) = (&value[..4], &value[4..6], &value[6..8]);
        return ends_a_date(&value[8..]).then(|| day_of(year, month, day))?;
    }
    if digits != 4 {
        return None;
    }
    let (year, rest) = value.split_at(4);
    let Some(separator) = rest.chars().next() else {
        return in_years(year).then(|| year.to_owned());
    };
    if !matches!(separator, '-' | '/' | '.') {
        return None;
    }
    let (month, rest) = number(rest.strip_prefix(separator)?)?;
    let Some(rest) = rest.strip_prefix(separator) else {
        let month_value: u32 = month.parse().ok()?;
        let is_month = rest.is_empty() && (1..=12).contains(&month_value) && in_years(year);
        return is_month.then(|| format!("{year}-{month_value:02}"));
    };
    let (day, rest) = number(rest)?;
    ends_a_date(rest).then(|| day_of(year, month, day))?
}

/// One or two digits and what follows them.
fn number(value: &str) -> Option<(&str, &str)> {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    matches!(digits, 1 | 2).then(|| value.split_at(digits))
}

/// Whether a date may be followed by this: nothing, a time, or the offset of a date alone.
fn ends_a_date(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['T', 't', ' ', '+', 'Z', '\u{A0}', '\u{202F}'])
}

fn in_years(year: &str) -> bool {
    year.parse().is_ok_and(|year| YEARS.contains(&year))
}

fn day_of(year: &str, month: &str, day: &str) -> Option<String> {
    let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    in_years(year).then(|| date.format("%Y-%m-%d").to_string())
}

fn mail(value: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let mut words = value.split_ascii_whitespace();
    let first = words.next()?;
    let day = if first.ends_with(',') {
        words.next()?
    } else {
        first
    };
    let (month, year) = (words.next()?.to_ascii_lowercase(), words.next()?);
    let number = MONTHS.iter().position(|name| month == *name)? + 1;
    let is_day = matches!(day.len(), 1 | 2) && day.bytes().all(|b| b.is_ascii_digit());
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    (is_day && is_year).then(|| day_of(year, &number.to_string(), day))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_one_printed() {
        let cases = [
            ("2022-09-15T01:00:00+04:00", "2022-09-15"),
            ("2022-09-14T21:00:00Z", "2022-09-14"),
            (" 2022-09-15 ", "2022-09-15"),
            ("2022-9-5 10:00", "2022-09-05"),
            ("20220915T0100", "2022-09-15"),
            ("2022/09/15", "2022-09-15"),
            ("2022-09", "2022-09"),
            ("2022", "2022"),
            ("Thu, 15 Sep 2022 01:00:00 +0400", "2022-09-15"),
            ("5 Sep 2022 01:00 GMT", "2022-09-05"),
            ("٢٠٢٢-٠٩-١٥", "2022-09-15"),
            ("2024-02-29", "2024-02-29"),
        ];
        for (raw, expected) in cases {
            assert_eq!(calendar_date(raw).as_deref(), Some(expected), "{raw}");
        }
    }

    #[test]
    fn nonsense_and_ambiguous_dates_are_refused() {
        for raw in [
            "",
            "today",
            "2022-13-40",
            "2022-02-30",
            "2023-02-29",
            "0001-01-01",
            "1970-01-01T00:00:00Z",
            "1663200000",
            "03/04/2022",
            "2022-09-1500",
            "9999-12-31",
            "2022-00",
            "1401/06/24",
            "32 Sep 2022",
            "2022-09-15abc",
            "é",
        ] {
            assert_eq!(calendar_date(raw), None, "{raw}");
        }
    }
}

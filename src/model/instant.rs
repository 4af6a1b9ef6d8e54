//! Instants: when a copy was captured, when a revision was logged. UTC, RFC 3339, microseconds.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

use super::ModelError;

/// A moment in UTC, to the microsecond, from year 0000 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(DateTime<Utc>);

impl Instant {
    /// `micros` microseconds after 1970-01-01T00:00:00Z; none outside the years 0000 to 9999.
    pub fn from_micros(micros: i64) -> Option<Self> {
        let moment = DateTime::from_timestamp_micros(micros)?;
        let year = chrono::Datelike::year(&moment);
        (0..=9999).contains(&year).then_some(Self(moment))
    }

    /// Microseconds after 1970-01-01T00:00:00Z.
    pub fn micros(self) -> i64 {
        self.0.timestamp_micros()
    }

    /// The system's clock, cut to microseconds.
    pub fn from_system(now: std::time::SystemTime) -> Option<Self> {
        Self::from_micros(DateTime::<Utc>::from(now).timestamp_micros())
    }

    /// The calendar day in UTC.
    pub fn day(self) -> NaiveDate {
        self.0.date_naive()
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

impl FromStr for Instant {
    type Err = ModelError;

    /// Reads RFC 3339 with any offset. A bare day (`2022-09-20`) is read as its last microsecond, because it stands
    /// in "as recorded by": what was logged on that day counts.
    fn from_str(text: &str) -> Result<Self, ModelError> {
        let wrong = || {
            ModelError::new(format!("“{text}” is not an instant")).with_hint(
                "write RFC 3339, like 2022-09-20T18:30:00Z, or a day, like 2022-09-20, for its end",
            )
        };
        let moment = match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            Ok(day) if text.len() == 10 => day
                .and_hms_micro_opt(23, 59, 59, 999_999)
                .ok_or_else(wrong)?
                .and_utc(),
            _ => DateTime::parse_from_rfc3339(text)
                .map_err(|_| wrong())?
                .to_utc(),
        };
        Self::from_micros(moment.timestamp_micros()).ok_or_else(wrong)
    }
}

impl serde::Serialize for Instant {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_written_in_utc_with_microseconds() {
        let instant: Instant = "2022-09-20T18:30:00.5+04:00".parse().unwrap();
        assert_eq!(instant.to_string(), "2022-09-20T14:30:00.500000Z");
        assert_eq!(Instant::from_micros(instant.micros()), Some(instant));
    }

    #[test]
    fn a_day_stands_for_its_end() {
        let day: Instant = "2022-09-20".parse().unwrap();
        assert_eq!(day.to_string(), "2022-09-20T23:59:59.999999Z");
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in [
            "",
            "2022-13-40",
            "yesterday",
            "2022-09-20T18:30",
            "2022-9-20",
        ] {
            assert!(text.parse::<Instant>().is_err(), "{text}");
        }
    }
}

//! Flags of the reports that put claimants beside one another.

use chrono::NaiveDate;
use clap::Args;

use crate::cli::error::CliError;
use crate::cli::looking::{RecordedBy, day, in_order};
use crate::model::Measure;
use crate::register::Register;
use crate::report::pair;
use crate::report::terms::Query;
use crate::series::scope::Loosen;
use crate::series::vague::Convention;
use crate::store::{Horizon, Read};

/// Which figures, and on what terms they are compared.
#[derive(Debug, Args)]
pub struct Comparing {
    /// Of this event: id or handle [default: the only one]
    #[arg(long)]
    event: Option<String>,
    /// Only of this measure
    #[arg(long)]
    measure: Option<Measure>,
    /// Only figures stated on that day or later
    #[arg(long, value_name = "DAY", value_parser = day)]
    since: Option<NaiveDate>,
    /// Only figures stated on that day or earlier
    #[arg(long, value_name = "DAY", value_parser = day)]
    until: Option<NaiveDate>,
    /// Only what had been said by that day; what a source corrected later, as it had said it by then
    #[arg(long, value_name = "DAY", value_parser = day)]
    as_of: Option<NaiveDate>,
    #[command(flatten)]
    recorded_by: RecordedBy,
    /// Leave parts of the scope out of account: victims, side, status, place, period
    #[arg(long, value_name = "PARTS", value_delimiter = ',', value_parser = loosen)]
    loosen: Vec<Loosen>,
    /// What “dozens” stands for: ranges (20–99) or acled (12)
    #[arg(long, value_name = "CONVENTION", default_value = "ranges")]
    vague: Convention,
}

impl Comparing {
    /// Whether figures are picked out of an event, which two claims by id are not.
    pub(super) fn picks(&self) -> bool {
        self.event.is_some()
            || self.measure.is_some()
            || self.since.is_some()
            || self.until.is_some()
    }

    /// The question about two claims.
    pub(super) fn pair(
        &self,
        read: &dyn Read,
        one: &str,
        other: &str,
    ) -> Result<pair::Query, CliError> {
        // A claim that is logged later is not unknown: the report says that it had not been logged by then.
        let register = Register::new(read, Horizon::NOW);
        Ok(pair::Query {
            one: register.find_claim(one)?,
            other: register.find_claim(other)?,
            as_of: self.as_of,
            recorded_by: self.recorded_by.recorded_by,
            loosened: self.loosen.iter().copied().collect(),
            convention: self.vague,
        })
    }

    /// The question.
    pub(super) fn query(&self, read: &dyn Read) -> Result<Query, CliError> {
        in_order(self.since, self.until)?;
        let horizon = self.recorded_by.horizon(read)?;
        let register = Register::new(read, horizon);
        Ok(Query {
            event: register.event_or_only(self.event.as_deref())?,
            measure: self.measure,
            since: self.since,
            until: self.until,
            as_of: self.as_of,
            recorded_by: self.recorded_by.recorded_by,
            loosened: self.loosen.iter().copied().collect(),
            convention: self.vague,
        })
    }
}

/// A part of the scope that may be loosened; for those that may not, why.
fn loosen(text: &str) -> Result<Loosen, String> {
    let never = match text.trim() {
        "measure" => "killed, injured and casualties are never compared with one another",
        "aggregation" => "a daily figure is never compared with a running total",
        _ => {
            return text.parse().map_err(|_| {
                let names: Vec<&str> = Loosen::ALL.iter().map(|part| part.name()).collect();
                format!("one of: {}", names.join(", "))
            });
        }
    };
    Err(never.to_owned())
}

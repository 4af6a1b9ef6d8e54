mod faults;
mod history;
mod ratings;
mod round_trip;

use super::SheetOutcome;

/// The faults of a sheet, each with its line and column.
fn told(outcome: &SheetOutcome) -> Vec<String> {
    outcome
        .failed
        .iter()
        .map(|fault| {
            format!(
                "{} {} {}",
                fault.line,
                fault.column.unwrap_or("-"),
                fault.message
            )
        })
        .collect()
}

//! What each outlet prints, and how far behind the first.

use std::collections::BTreeMap;

use super::counts::{Counts, prints};
use super::{Lag, Outlet, Statement};
use crate::model::Handle;

/// The outlets, in the order of handles.
pub(super) fn outlets(statements: &[Statement]) -> Vec<Outlet> {
    let mut found: BTreeMap<Handle, (Outlet, Vec<i64>)> = BTreeMap::new();
    for statement in statements {
        for (publisher, carrier, counts) in prints(statement) {
            let (outlet, lags) = found.entry(publisher.handle.clone()).or_insert_with(|| {
                let outlet = Outlet {
                    source: publisher.clone(),
                    statements: 0,
                    first: 0,
                    repeated: 0,
                    lag: None,
                };
                (outlet, Vec::new())
            });
            for count in counts {
                match count {
                    Counts::Statements => outlet.statements += 1,
                    Counts::First => outlet.first += 1,
                    Counts::Repeated => outlet.repeated += 1,
                    _ => lags.extend(carrier.lag),
                }
            }
        }
    }
    found
        .into_values()
        .map(|(outlet, lags)| Outlet {
            lag: lag(lags),
            ..outlet
        })
        .collect()
}

fn lag(mut lags: Vec<i64>) -> Option<Lag> {
    lags.sort_unstable();
    Some(Lag {
        statements: lags.len(),
        least: *lags.first()?,
        median: *lags.get((lags.len() - 1) / 2)?,
        greatest: *lags.last()?,
    })
}

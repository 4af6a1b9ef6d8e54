//! What each outlet prints, and how far behind the first.

use std::collections::{BTreeMap, BTreeSet};

use super::{Lag, Outlet, Statement};
use crate::model::{Handle, SourceId};

/// The outlets, in the order of handles.
pub(super) fn outlets(statements: &[Statement]) -> Vec<Outlet> {
    let mut found: BTreeMap<Handle, (Outlet, Vec<i64>)> = BTreeMap::new();
    for statement in statements {
        let mut seen: BTreeSet<SourceId> = BTreeSet::new();
        // Carriers come in order of print: an outlet's first one is what counts.
        for carrier in &statement.carriers {
            let Some(publisher) = &carrier.publisher else {
                continue;
            };
            if !seen.insert(publisher.id) {
                continue;
            }
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
            outlet.statements += 1;
            outlet.first += usize::from(carrier.lag == Some(0));
            let is_repeated = !carrier.via.is_empty() || carrier.same_text_as.is_some();
            outlet.repeated += usize::from(is_repeated);
            if statement.outlets > 1 {
                lags.extend(carrier.lag);
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

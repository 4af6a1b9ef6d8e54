//! What a series has lost is never out of sight.

use super::*;

#[test]
fn a_series_that_lost_every_claim_is_there_with_what_it_lost() {
    let mut case = Case::new(&[
        on(2, 20),
        Said {
            claimant: 1,
            ..on(4, 40)
        },
    ]);
    let before = case.store.head().unwrap().size;
    case.write(|desk| {
        desk.retract("c1".parse().unwrap(), "a hoax").unwrap();
        let claim = "c2".parse().unwrap();
        let mut spec = ClaimSpec::from(&desk.claim_at(claim).unwrap());
        spec.claimant = "s3".parse().unwrap();
        desk.amend(claim, &spec, &Why::because(Cause::Reattributed, "misread"))
            .unwrap();
    });
    let seen = |query: &Query| {
        let series = case.report(query).into_iter();
        series
            .map(|series| {
                let gone = series.departures.iter();
                let gone = gone.map(|gone| (gone.claim.to_string(), gone.is_withdrawn()));
                (
                    series.claimant,
                    series.points.len(),
                    gone.collect::<Vec<_>>(),
                )
            })
            .collect::<Vec<_>>()
    };
    let withdrawn = ("ministry".to_owned(), 0, vec![("c1".to_owned(), true)]);
    let left = ("council".to_owned(), 0, vec![("c2".to_owned(), false)]);
    let arrived = ("stringer".to_owned(), 1, Vec::new());
    assert_eq!(
        seen(&all_flags()),
        [left, withdrawn.clone(), arrived.clone()],
        "by the names of the claimants"
    );
    assert_eq!(
        seen(&as_of("2022-09-02")),
        [withdrawn],
        "c2 had not been said by then"
    );
    let hidden = Query {
        hides_desk_corrections: true,
        ..Query::default()
    };
    assert_eq!(seen(&hidden), [arrived]);
    let since = Query {
        since: "2022-09-03".parse().ok(),
        until: "2022-09-03".parse().ok(),
        ..Query::default()
    };
    assert_eq!(seen(&since), []);
    // Before the desk withdrew and moved them they stood there.
    let query = Query::default();
    let made = Made {
        head: case.store.head().unwrap(),
        horizon: Horizon::first(before),
    };
    each_series::<ReportError>(&case.store, &query, &made, |series| {
        assert_eq!((series.points.len(), series.departures.len()), (1, 0));
        assert_ne!(series.claimant, "stringer");
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
}

/// What is done to the claims of a case after they were recorded: by position, how.
fn deeds() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    prop::collection::vec((any::<prop::sample::Index>(), 0_u8..3), 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever the desk withdraws, moves and takes up again, no claim drops out of the report without a word.
    #[test]
    fn no_claim_is_lost_from_sight(said in prop::collection::vec(said(), 1..8), deeds in deeds()) {
        let mut case = Case::new(&said);
        let claims: Vec<ClaimId> = case
            .report(&Query::default())
            .into_iter()
            .flat_map(|series| series.points)
            .map(|point| point.claim)
            .collect();
        case.write(|desk| {
            for (which, deed) in &deeds {
                let claim = *which.get(&claims);
                let mut spec = ClaimSpec::from(&desk.claim_at(claim).unwrap());
                let why = Why::because(Cause::Reattributed, "misread");
                // What is refused (a second withdrawal, a change of what is withdrawn) changes nothing.
                let _ = match deed {
                    0 => desk.retract(claim, "a hoax").map(drop),
                    1 => {
                        spec.claimant = "s4".parse().unwrap();
                        desk.amend(claim, &spec, &why).map(drop)
                    }
                    _ => {
                        spec.place = Some("Orun".parse().unwrap());
                        desk.amend(claim, &spec, &why).map(drop)
                    }
                };
            }
        });
        let report = case.report(&Query::default());
        let mut shown: Vec<ClaimId> = report
            .iter()
            .flat_map(|series| &series.points)
            .map(|point| point.claim)
            .collect();
        for gone in report.iter().flat_map(|series| &series.departures) {
            prop_assert_eq!(gone.is_told_elsewhere, shown.contains(&gone.claim));
        }
        let gone = report.iter().flat_map(|series| &series.departures);
        let withdrawn = gone.filter(|gone| gone.is_withdrawn()).map(|gone| gone.claim);
        shown.extend(withdrawn);
        shown.sort_unstable();
        let mut claims = claims;
        claims.sort_unstable();
        prop_assert_eq!(shown, claims, "each once: as it stands, or as it was withdrawn");
        for series in &report {
            prop_assert!(!series.points.is_empty() || !series.departures.is_empty());
        }
    }
}

//! The summary against the full report: every field is found again by folding what the full report shows.

use proptest::prelude::*;

use super::super::terms::{lower_number, upper_number};
use super::*;
use crate::model::{ClaimId, Count, Figure, Grounds, Measure, Qualifier};
use crate::record::Why;
use crate::record::spec::{CitationSpec, ClaimSpec, StatementSpec};
use crate::report::changes::tests::{Case, Said, said, spec};
use crate::report::changes::{ChangeSeries, each_series, latest, made};
use crate::report::extent::extent;
use crate::series::Change;
use crate::series::flags::misdated::Misdated;
use crate::series::flags::{Finding, Wanted};
use crate::series::period::Days;
use crate::store::said::{gives_day, told as told_of};
use crate::store::{FigureVersion, Horizon};

/// What is done to one claim after it was recorded.
#[derive(Debug, Clone, Copy)]
struct Done {
    /// Which one, from the first.
    claim: usize,
    what: What,
}

#[derive(Debug, Clone, Copy)]
enum What {
    /// Another number.
    Counts(u64, Cause),
    /// Another number that the source gave on a day of September, or in some of its days; or only that day, where it had
    /// corrected the figure before.
    Corrects(Option<u64>, u8),
    /// The other way of counting: the claim moves to another series, or back.
    Recounts,
    /// Another day.
    Says(u8),
    /// Another time that it covers, or none.
    Covers(Option<u8>),
    Retracts,
    /// A further place where it stands.
    Cites(usize),
}

fn done() -> impl Strategy<Value = Done> {
    let what = prop_oneof![
        3 => (0_u64..400).prop_map(|number| What::Counts(number, Cause::SourceRevised)),
        3 => (0_u64..400).prop_map(|number| What::Counts(number, Cause::DeskCorrection)),
        3 => (prop::option::weighted(0.7, 0_u64..400), 0_u8..29)
            .prop_map(|(number, day)| What::Corrects(number, day)),
        3 => Just(What::Recounts),
        1 => (1_u8..29).prop_map(What::Says),
        1 => prop::option::of(1_u8..4).prop_map(What::Covers),
        2 => Just(What::Retracts),
        1 => (1_usize..4).prop_map(What::Cites),
    ];
    (0_usize..25, what).prop_map(|(claim, what)| Done { claim, what })
}

/// What is asked, as far as it is drawn.
#[derive(Debug, Clone, Copy)]
struct Asked {
    as_of: Option<u8>,
    since: Option<u8>,
    until: Option<u8>,
    only_killed: bool,
    only_first: bool,
    hides_desk: bool,
    /// How much of the log, in percent; none is all.
    log: Option<u64>,
}

fn asked() -> impl Strategy<Value = Asked> {
    let day = || prop::option::weighted(0.4, 1_u8..29);
    (
        (day(), day(), day()),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.3),
        prop::option::weighted(0.4, 0_u64..100),
    )
        .prop_map(
            |((as_of, since, until), only_killed, only_first, hides_desk, log)| Asked {
                as_of,
                since,
                until,
                only_killed,
                only_first,
                hides_desk,
                log,
            },
        )
}

fn figure(number: u64) -> Figure {
    let count = |number: u64| Some(Count::try_from(number).unwrap());
    let (low, best, high, qualifier) = match number % 7 {
        0 => (count(number), None, None, Qualifier::AtLeast),
        1 => (None, count(number), None, Qualifier::About),
        2 => (count(number), None, count(number + 20), Qualifier::Range),
        3 if number < 30 => (None, None, None, Qualifier::Vague),
        4 => (None, None, count(number), Qualifier::UpTo),
        _ => return Figure::exact(count(number).unwrap()),
    };
    Figure::new(low, best, high, qualifier).unwrap()
}

/// Figures of every kind, several of a day in articles of several days.
fn specified(said: &Said, index: usize) -> ClaimSpec {
    // Few days and a rising number, so that figures meet and most counters are in order.
    let said = Said {
        day: if said.day.is_multiple_of(29) {
            said.day
        } else {
            1 + said.day % 9
        },
        number: said.number / 8 + u64::from(said.day % 9) * 60,
        ..*said
    };
    let mut spec = spec(&said);
    let pages = ["a1", "a2", "a3"];
    spec.citations = vec![CitationSpec::of(pages[index % 3].parse().unwrap())];
    if let StatementSpec::Figure(stated) = &mut spec.statement {
        stated.figure = figure(said.number);
        let word = ["dozens", "hundreds", "many"][index % 3];
        stated.wording = (stated.figure.qualifier() == Qualifier::Vague).then(|| word.to_owned());
    }
    spec
}

fn case(said: &[Said], done: &[Done]) -> Case {
    let mut case = Case::new(&[]);
    let mut claims: Vec<ClaimId> = Vec::new();
    case.write(|desk| {
        for (index, said) in said.iter().enumerate() {
            claims.extend(
                desk.add_claim(&specified(said, index))
                    .ok()
                    .map(|added| added.claim),
            );
        }
    });
    case.write(|desk| {
        for done in done {
            let Some(claim) = claims.get(done.claim).copied() else {
                continue;
            };
            let Ok(current) = desk.claim_at(claim) else {
                continue;
            };
            let mut spec = ClaimSpec::from(&current);
            let mut grounds = Grounds::from(Cause::DeskCorrection);
            let StatementSpec::Figure(stated) = &mut spec.statement else {
                continue;
            };
            match done.what {
                What::Counts(number, why) => {
                    stated.figure = figure(number);
                    grounds = why.into();
                }
                What::Corrects(number, day) => {
                    stated.figure = number.map_or(stated.figure, figure);
                    let day = match day {
                        0 => "2022-09".to_owned(),
                        day => format!("2022-09-{day:02}"),
                    };
                    grounds = Grounds::corrected_on_day(day.parse().unwrap());
                }
                What::Recounts => {
                    grounds = Cause::Rescoped.into();
                    stated.aggregation = match stated.aggregation {
                        Aggregation::Cumulative => Aggregation::Incremental,
                        _ => Aggregation::Cumulative,
                    };
                }
                What::Says(day) => {
                    spec.stated_on = match day {
                        14 | 28 => "2022-09".parse().unwrap(),
                        day => format!("2022-09-{day:02}").parse().unwrap(),
                    };
                }
                What::Covers(day) => {
                    let day = day.map(|day| match day {
                        1 => "2022-09-01".to_owned(),
                        day => format!("../2022-09-{day:02}"),
                    });
                    spec.occurred = day.map(|day| day.parse().unwrap());
                }
                What::Retracts => {
                    let _ = desk.retract(claim, "a hoax");
                    continue;
                }
                What::Cites(article) => {
                    let why = Why::because(Cause::LateDiscovery, "it stands there too");
                    let place = CitationSpec::of(format!("a{article}").parse().unwrap());
                    let _ = desk.cite(claim, &place, &why);
                    continue;
                }
            }
            // What was withdrawn stands again. What changes nothing, or is the same as another claim, is refused.
            let _ = desk.reinstate(claim, &spec, &Why::because(grounds, "checked"));
        }
    });
    case
}

impl Asked {
    fn query(self) -> Query {
        let day = |day: Option<u8>| day.map(|day| format!("2022-09-{day:02}").parse().unwrap());
        Query {
            as_of: day(self.as_of),
            since: day(self.since),
            until: day(self.until),
            measure: self.only_killed.then_some(Measure::Killed),
            claimant: self.only_first.then(|| "s1".parse().unwrap()),
            hides_desk_corrections: self.hides_desk,
            flags: Wanted::all(),
            ..Query::default()
        }
    }
}

fn full(case: &Case, query: &Query, made: &Made) -> Vec<ChangeSeries> {
    let mut found = Vec::new();
    each_series::<ReportError>(&case.store, query, made, |series| {
        found.push(series);
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    found
}

fn bare(point: &ChangePoint) -> ChangePoint {
    ChangePoint {
        amendments: Vec::new(),
        former: Vec::new(),
        flags: Vec::new(),
        is_order_assumed: false,
        is_number_assumed: false,
        ..point.clone()
    }
}

fn figure_point(point: &ChangePoint) -> FigurePoint {
    FigurePoint {
        entry: point.entry,
        claim: point.claim,
        revision: point.revision,
        stated_on: point.stated_on,
        figure: point.figure,
    }
}

fn told(finding: &Finding) -> bool {
    match finding {
        Finding::Misdated(misdated) => matches!(misdated, Misdated::FitsBetween { .. }),
        other => TOLD.contains(&other.flag()),
    }
}

/// The summary of a series of the full report; `all` is that series with the days that were not asked for.
fn folded(
    case: &Case,
    made: &Made,
    series: &ChangeSeries,
    all: &ChangeSeries,
    query: &Query,
) -> SeriesSummary {
    let points = &series.points;
    let by_source: usize = points
        .iter()
        .flat_map(|point| &point.amendments)
        .filter(|amendment| amendment.mark.by() == By::Source)
        .count();
    // Of the versions behind the first those that only give the day of the correction before are none.
    let later: usize = points
        .iter()
        .map(|point| {
            let versions = case
                .store
                .figure_versions(point.claim, made.horizon)
                .unwrap();
            assert_eq!(versions.last().unwrap().point.entry, point.entry);
            let told = told_of(&versions);
            let giving = told.windows(2).filter(|two| gives_day(&two[0], &two[1]));
            let citing = versions.windows(2).filter(|two| {
                let [before, after] = two else { return false };
                let said = |it: &FigureVersion| {
                    (
                        it.series.clone(),
                        it.point.figure,
                        it.point.stated_on,
                        it.occurred,
                    )
                };
                after.cause() == Cause::LateDiscovery
                    && before.cause() != Cause::Retraction
                    && said(before) == said(after)
            });
            versions.len() - 1 - giving.count() - citing.count()
        })
        .sum();
    let perhaps_later = points
        .iter()
        .filter(|point| point.is_perhaps_corrected_later())
        .count();
    let kind = |kind: Change| {
        let kinds = points.iter().filter(|point| point.step.change == kind);
        kinds.count()
    };
    let numbered = |point: &ChangePoint| Point {
        claim: point.entry,
        stated_on: point.stated_on,
        figure: point.figure,
        occurred: point.occurred,
        published_at: point.published_at,
        printed: None,
    };
    let counted: Vec<Point<EntryIndex>> = all.points.iter().map(numbered).collect();
    let corrected = corrected_of(all.points.iter().map(|point| point.former.as_slice()));
    let (measure, aggregation) = (series.key.measure, series.key.aggregation);
    let anew: Vec<ClaimId> = by_figures(&counted, &corrected, measure, aggregation)
        .into_iter()
        .filter(|(_, finding)| finding.flag() == Flag::CounterRestarts)
        .map(|(index, _)| all.points[index].claim)
        .collect();
    let begins_anew = points
        .iter()
        .skip(1)
        .any(|point| anew.contains(&point.claim));
    let last_anew = points
        .iter()
        .rposition(|point| anew.contains(&point.claim))
        .unwrap_or(0);
    let (mut lowest, mut highest): (Option<&ChangePoint>, Option<&ChangePoint>) = (None, None);
    let mut biggest: Option<(u64, Leap)> = None;
    for (at, point) in points.iter().enumerate() {
        let (low, high) = match at >= last_anew {
            true => (lower_number(&point.figure), upper_number(&point.figure)),
            false => (None, None),
        };
        if low.is_some() && lowest.is_none_or(|known| low < lower_number(&known.figure)) {
            lowest = Some(point);
        }
        if high.is_some() && highest.is_none_or(|known| high > upper_number(&known.figure)) {
            highest = Some(point);
        }
        let is_up_or_down = matches!(point.step.change, Change::Rise | Change::Fall);
        let by = point.step.delta.as_ref().and_then(size);
        if let Some(by) = by.filter(|_| is_up_or_down)
            && biggest.as_ref().is_none_or(|(known, _)| by > *known)
        {
            let mut all = all.points.iter();
            let from = all.find(|one| Some(one.claim) == point.step_from);
            let leap = Leap {
                from: in_version(figure_point(from.unwrap()), point.step_from_version),
                to: figure_point(point),
                step: point.step,
            };
            biggest = Some((by, leap));
        }
    }
    let ranked: Vec<&ChangePoint> = points
        .iter()
        .skip(last_anew)
        .filter(|point| lower_number(&point.figure).is_some())
        .collect();
    let is_one_time = if series.key.aggregation == Aggregation::Incremental {
        let days: Vec<Option<Days>> = ranked
            .iter()
            .map(|point| Days::of(point.occurred.as_ref()))
            .collect();
        points.len() == 1 || days.iter().all(|day| day.is_some() && *day == days[0])
    } else if series.key.aggregation == Aggregation::Unknown {
        ranked.len() < 2
    } else {
        let starts = ranked
            .iter()
            .filter_map(|point| point.occurred?.begins_on());
        starts.collect::<BTreeSet<_>>().len() < 2
    };
    let newest = latest(series.key.aggregation, points);
    let (first, latest) = (points.first(), newest.and_then(|at| points.get(at)));
    let mut flags = Vec::new();
    for flag in TOLD {
        let has = |point: &&ChangePoint| {
            let found = point.flags.iter().filter(|finding| told(finding));
            found.clone().any(|finding| finding.flag() == flag)
        };
        let figures = points.iter().filter(has).count();
        flags.extend((figures > 0).then_some((flag, figures)));
    }
    flags.sort();
    let withdrawn = series.departures.iter().filter(|gone| gone.is_withdrawn());
    let withdrawn = withdrawn.count();
    SeriesSummary {
        key: series.key.clone(),
        event: series.event.clone(),
        claimant: series.claimant.clone(),
        claimant_name: series.claimant_name.clone(),
        figures: points.len(),
        revisions: Revisions {
            by_source,
            perhaps_later,
            by_desk: (!query.hides_desk_corrections).then_some(later - by_source),
        },
        departed: Departed {
            withdrawn,
            moved: series.departures.len() - withdrawn,
        },
        first: first.map(bare),
        latest: latest.map(bare),
        lowest: lowest.filter(|_| is_one_time).map(bare),
        highest: highest.filter(|_| is_one_time).map(bare),
        steps: Steps {
            rises: kind(Change::Rise),
            falls: kind(Change::Fall),
            restated: kind(Change::Restated),
            requalified: kind(Change::Requalified),
            narrowed: kind(Change::Narrowed),
            widened: kind(Change::Widened),
            lowered: kind(Change::Lowered),
            other_period: kind(Change::OtherPeriod),
            unknown_period: kind(Change::UnknownPeriod),
            unknown_order: kind(Change::UnknownOrder),
            unknown_aggregation: kind(Change::UnknownAggregation),
            by_convention: points
                .iter()
                .filter(|point| point.step.is_by_convention)
                .count(),
        },
        net: first
            .zip(latest)
            .filter(|(first, latest)| first.claim != latest.claim && !begins_anew)
            .filter(|_| series.key.aggregation != Aggregation::Incremental)
            .map(|(first, latest)| {
                let said = [first, latest].map(ChangePoint::said);
                let shown = said.map(|said| crate::series::Said {
                    former: &[],
                    ..said
                });
                let net = |said| steps(series.key.aggregation, said)[1].step;
                (net(shown), net(said))
            })
            .filter(|(net, said)| net.change != Change::Fall || said.change == Change::Fall)
            .map(|(net, _)| net)
            .filter(|net| net.delta.is_some())
            .filter(|net| match led(&all.points, first, latest) {
                Some(falls) => falls > 0 || net.change != Change::Fall,
                None => false,
            }),
        begins_anew,
        biggest: biggest.map(|(_, leap)| leap),
        flags,
        undatable: series.undatable,
        rated: points
            .iter()
            .filter(|point| !point.ratings.is_empty())
            .count(),
    }
}

/// How many of the steps that lead from one figure to another are falls, steps of figures that the query leaves out among
/// them; none where they do not lead there.
fn led(
    points: &[ChangePoint],
    first: Option<&ChangePoint>,
    latest: Option<&ChangePoint>,
) -> Option<usize> {
    let (first, mut at, mut falls) = (first?.claim, latest?, 0);
    while at.claim != first {
        falls += usize::from(at.step.change == Change::Fall);
        let from = at.step_from?;
        at = points.iter().find(|point| point.claim == from)?;
    }
    Some(falls)
}

fn summaries(case: &Case, query: &Query, made: &Made) -> (Vec<SeriesSummary>, Extent) {
    let mut found = Vec::new();
    let extent = each_summary::<ReportError>(&case.store, query, made, &mut |heading, series| {
        assert_eq!(heading.event.id, series.key.event);
        found.push(series);
        Ok(ControlFlow::Continue(()))
    });
    (found, extent.unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_summary_is_the_full_report_folded(
        said in prop::collection::vec(said(), 0..30),
        done in prop::collection::vec(done(), 0..20),
        asked in asked(),
    ) {
        let case = case(&said, &done);
        let query = asked.query();
        let head = crate::store::Read::head(&case.store).unwrap();
        let horizon = asked
            .log
            .map_or(Horizon::NOW, |percent| Horizon::first(8 + (head.size - 8) * percent / 100));
        let made = Made { head, horizon: horizon.as_of(query.as_of) };
        let whole = Query { since: None, until: None, ..query.clone() };
        let whole = full(&case, &whole, &made);
        let expected: Vec<SeriesSummary> = full(&case, &query, &made)
            .iter()
            .map(|series| {
                let all = whole.iter().find(|all| all.key == series.key).unwrap();
                folded(&case, &made, series, all, &query)
            })
            .collect();
        let (found, mut covered) = summaries(&case, &query, &made);
        let perhaps_later: usize = found.iter().map(|series| series.revisions.perhaps_later).sum();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(std::mem::take(&mut covered.perhaps_later).count, perhaps_later);
        prop_assert_eq!(covered, extent(&case.store, &query, &made).unwrap());
    }
}

/// The draws above are worth something only if what can go wrong is among them.
#[test]
fn among_the_draws_is_all_that_a_summary_tells() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let draw = (
        prop::collection::vec(said(), 20..30),
        prop::collection::vec(done(), 10..20),
    );
    let (mut flags, mut sums) = (BTreeMap::new(), Steps::default());
    let (mut departed, mut revised, mut ties) = (Departed::default(), 0, 0);
    let mut corrections = 0;
    for round in 0..2_000 {
        if round >= 40 && flags.len() == TOLD.len() && sums.restated > 0 {
            break;
        }
        let (said, done) = draw.new_tree(&mut runner).unwrap().current();
        let case = case(&said, &done);
        let query = Query {
            flags: Wanted::all(),
            ..Query::default()
        };
        let made = made(&case.store, &query).unwrap();
        for series in full(&case, &query, &made) {
            let days = series
                .points
                .chunk_by(|one, other| one.stated_on == other.stated_on);
            ties += days.filter(|same| same.len() > 1).count();
        }
        for series in summaries(&case, &query, &made).0 {
            for (flag, figures) in series.flags {
                *flags.entry(flag).or_insert(0) += figures;
            }
            let steps = series.steps;
            sums.rises += steps.rises;
            sums.falls += steps.falls;
            sums.restated += steps.restated;
            sums.requalified += steps.requalified;
            sums.narrowed += steps.narrowed;
            sums.widened += steps.widened;
            sums.other_period += steps.other_period;
            sums.unknown_period += steps.unknown_period;
            sums.unknown_order += steps.unknown_order;
            sums.by_convention += steps.by_convention;
            let is_correction = series.key.aggregation == Aggregation::Incremental;
            corrections += usize::from(is_correction) * (steps.rises + steps.falls);
            departed.withdrawn += series.departed.withdrawn;
            departed.moved += series.departed.moved;
            revised += series.revisions.by_source;
        }
    }
    let seen: Vec<Flag> = flags.into_keys().collect();
    let mut told = TOLD.to_vec();
    told.sort();
    assert_eq!(seen, told);
    assert!(ties > 10 && revised > 10 && departed.withdrawn > 10 && departed.moved > 10);
    let Steps {
        rises,
        falls,
        restated,
        narrowed,
        widened,
        other_period,
        unknown_period,
        ..
    } = sums;
    assert!(
        other_period.min(unknown_period).min(corrections) > 0,
        "{sums:?} {corrections}"
    );
    assert!(
        rises.min(falls).min(restated).min(narrowed).min(widened) > 0,
        "{sums:?}"
    );
}

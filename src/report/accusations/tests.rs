mod properties;

use super::*;
use crate::model::{ArticleId, Cause, PartialDate, Rating, SourceKind};
use crate::record::spec::{
    ArticleSpec, AssessmentSpec, CitationSpec, ClaimSpec, EventSpec, SourceSpec, StatementSpec,
};
use crate::record::{Desk, Salts, Why};
use crate::store::Store as _;
use crate::store::sqlite::SqliteStore;

/// Two sides with a state and a ministry each, and an observer of none.
const SOURCES: [(&str, Option<&str>); 5] = [
    ("north", Some("North")),
    ("north-ministry", Some("North")),
    ("south", Some("South")),
    ("south-ministry", Some("South")),
    ("observer", None),
];

/// A database under the hand: what is said is recorded at once.
struct World {
    _folder: tempfile::TempDir,
    store: SqliteStore,
    event: EventId,
    sources: Vec<SourceId>,
    article: ArticleId,
}

fn at(size: u64) -> Instant {
    // Each sitting an hour after the one before, so that `--recorded-by` can tell them apart.
    let start: Instant = "2022-10-01T00:00:00Z".parse().unwrap();
    Instant::from_micros(start.micros() + i64::try_from(size).unwrap() * 3_600_000_000).unwrap()
}

fn desk(store: &mut SqliteStore) -> Desk<'_> {
    let size = store.head().unwrap().size;
    Desk::new(
        store.begin(None).unwrap(),
        "Desk".parse().unwrap(),
        at(size),
        Salts::seeded("accusations", size),
    )
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::create(&folder.path().join("world.db")).unwrap();
        let mut desk = desk(&mut store);
        let event = desk
            .add_event(&EventSpec {
                handle: "clashes".parse().unwrap(),
                title: "Clashes".to_owned(),
                start: None,
                end: None,
                place: None,
                sides: vec!["North".parse().unwrap(), "South".parse().unwrap()],
                note: None,
            })
            .unwrap();
        let sources: Vec<SourceId> = SOURCES
            .iter()
            .map(|(handle, side)| {
                desk.add_source(&SourceSpec {
                    handle: handle.parse().unwrap(),
                    names: vec![(handle.to_uppercase(), None)],
                    kind: SourceKind::Official,
                    country: None,
                    side: side.map(|side| side.parse().unwrap()),
                    reliability: None,
                    note: None,
                })
                .unwrap()
            })
            .collect();
        let article = desk
            .add_article(&ArticleSpec {
                locator: "https://example.org/a".to_owned(),
                publisher: Some(sources[4]),
                title: None,
                language: None,
                published_at: Some("2022-09-20".parse().unwrap()),
            })
            .unwrap();
        desk.commit().unwrap();
        Self {
            _folder: folder,
            store,
            event,
            sources,
            article,
        }
    }

    fn say(&mut self, by: usize, day: &str, statement: StatementSpec) -> ClaimId {
        let spec = ClaimSpec {
            event: self.event,
            claimant: self.sources[by],
            stated_on: day.parse().unwrap(),
            occurred: None,
            place: None,
            statement,
            citations: vec![CitationSpec {
                quote: Some(format!("words of {by} on {day}")),
                ..CitationSpec::of(self.article)
            }],
            note: None,
        };
        let mut desk = desk(&mut self.store);
        let claim = desk.check_claim(&spec).unwrap();
        let recorded = desk.add_checked(claim).unwrap();
        desk.commit().unwrap();
        recorded.claim
    }

    fn accuse(&mut self, by: usize, accused: usize, day: &str, act: &str) -> ClaimId {
        let accused = self.sources[accused];
        let act = act.to_owned();
        self.say(by, day, StatementSpec::Accuses { accused, act })
    }

    fn answer(&mut self, by: usize, day: &str, kind: AnswerKind, claim: ClaimId) -> ClaimId {
        let act = None;
        self.say(by, day, StatementSpec::Answers { kind, claim, act })
    }

    fn rate(
        &mut self,
        claim: ClaimId,
        day: &str,
        grade: &str,
        claims: &[ClaimId],
    ) -> AssessmentSpec {
        let spec = AssessmentSpec {
            claim,
            assessed_on: day.parse().unwrap(),
            rating: Rating::new(None, grade).unwrap(),
            label: None,
            rationale: format!("why it is {grade}"),
            citations: vec![CitationSpec::of(self.article)],
            claims: claims.to_vec(),
        };
        let mut desk = desk(&mut self.store);
        desk.assess(&spec).unwrap();
        desk.commit().unwrap();
        spec
    }

    fn rate_again(&mut self, spec: &AssessmentSpec, cause: Cause) {
        let mut desk = desk(&mut self.store);
        let id = desk.read().assessments_of(spec.claim).unwrap()[0];
        desk.reassess(id, spec, &Why::because(cause, "because"))
            .unwrap();
        desk.commit().unwrap();
    }

    fn retract(&mut self, claim: ClaimId) {
        let mut desk = desk(&mut self.store);
        desk.retract(claim, "of another event").unwrap();
        desk.commit().unwrap();
    }

    fn report(&self, query: &Query) -> Accusations {
        accusations(&self.store, query).unwrap()
    }

    fn all(&self) -> Accusations {
        self.report(&Query::default())
    }

    fn as_of(&self, day: &str) -> Accusations {
        self.report(&Query {
            as_of: Some(day.parse().unwrap()),
            ..Query::default()
        })
    }
}

/// The steps of a thread in words, without ids.
fn told(thread: &Thread) -> Vec<String> {
    thread
        .steps
        .iter()
        .map(|step| match step {
            Step::Answer(answer) => format!(
                "{} {} of depth {} by {}",
                answer.stated_on, answer.kind, answer.depth, answer.claimant.handle
            ),
            Step::Evidence(evidence) => {
                let date = evidence.date.map(|date| date.to_string());
                let what = match &evidence.words {
                    Words::Cited(view) => view.article.locator.shown().to_owned(),
                    Words::Claim { line, .. } => format!("a claim by {}", line.claimant.handle),
                };
                format!("{} evidence {what}", date.unwrap_or_default())
            }
            Step::Rating(rating) => format!(
                "{} {}{}",
                rating.assessed_on,
                rating.rating.step(),
                if rating.stands { "" } else { ", since changed" }
            ),
        })
        .collect()
}

/// The report in words, without ids: what must not depend on the order in which the desk logged things.
fn whole(report: &Accusations) -> Vec<String> {
    let mut lines = Vec::new();
    for event in &report.events {
        for pair in &event.pairs {
            lines.push(format!(
                "{} × {}: {} {} {} {} {} {}",
                pair.accuser.handle,
                pair.accused.handle,
                pair.accusations,
                pair.denied,
                pair.confirmed,
                pair.conceded,
                pair.rated,
                pair.unanswered
            ));
        }
        for thread in event.threads.iter().chain(&event.apart) {
            lines.push(format!(
                "{} {} {:?} {} {:?}",
                thread.root.stated_on,
                thread.root.claimant.handle,
                thread.accused().map(|accused| &accused.handle),
                thread.unanswered,
                thread.act().map(|act| act.shown().to_owned()),
            ));
            lines.extend(told(thread));
        }
    }
    lines
}

#[test]
fn a_thread_has_denial_confirmation_concession_evidence_and_assessment_in_order_of_time() {
    let mut world = World::new();
    let accusation = world.accuse(1, 2, "2022-09-13", "shelling");
    let other = world.accuse(0, 2, "2022-09-12", "mining");
    let concession = world.answer(3, "2022-09-18", AnswerKind::Concession, accusation);
    let denial = world.answer(2, "2022-09-14", AnswerKind::Denial, accusation);
    world.answer(4, "2022-09-16", AnswerKind::Confirmation, accusation);
    world.answer(1, "2022-09-15", AnswerKind::Denial, denial);
    world.rate(accusation, "2022-09-22", "confirmed", &[concession, other]);
    let report = world.all();
    let [event] = report.events.as_slice() else {
        panic!("{report:?}");
    };
    let [first, second] = event.threads.as_slice() else {
        panic!("{event:?}");
    };
    assert_eq!((first.root.claim, first.unanswered), (other, true));
    assert_eq!(told(first), [""; 0]);
    assert_eq!((second.root.claim, second.unanswered), (accusation, false));
    assert_eq!(
        told(second),
        [
            // What the rating rests on, at its own day; the concession is a step already.
            "2022-09-12 evidence a claim by north",
            "2022-09-14 denial of depth 1 by south",
            "2022-09-15 denial of depth 2 by north-ministry",
            "2022-09-16 confirmation of depth 1 by observer",
            "2022-09-18 concession of depth 1 by south-ministry",
            "2022-09-20 evidence https://example.org/a",
            "2022-09-22 confirmed",
        ]
    );
    let counts: Vec<_> = event
        .pairs
        .iter()
        .map(|pair| {
            (
                pair.accuser.handle.as_str(),
                pair.denied,
                pair.confirmed,
                pair.conceded,
                pair.rated,
                pair.unanswered,
            )
        })
        .collect();
    assert_eq!(
        counts,
        [("north", 0, 0, 0, 0, 1), ("north-ministry", 1, 1, 1, 1, 0)]
    );
}

#[test]
fn only_the_accused_and_who_speaks_for_its_side_answer() {
    let mut world = World::new();
    let by_side = world.accuse(1, 2, "2022-09-13", "one");
    world.answer(3, "2022-09-14", AnswerKind::Denial, by_side);
    let by_others = world.accuse(1, 2, "2022-09-13", "two");
    let confirmed = world.answer(4, "2022-09-14", AnswerKind::Confirmation, by_others);
    // The accused answers the confirmation, not the accusation.
    world.answer(2, "2022-09-15", AnswerKind::Denial, confirmed);
    let without_side = world.accuse(2, 4, "2022-09-13", "three");
    world.answer(3, "2022-09-14", AnswerKind::Denial, without_side);
    let unanswered: Vec<ClaimId> = world
        .report(&Query {
            unanswered: true,
            ..Query::default()
        })
        .events
        .iter()
        .flat_map(|event| event.threads.iter().map(|thread| thread.root.claim))
        .collect();
    assert_eq!(unanswered, [by_others, without_side]);
}

#[test]
fn an_answer_to_what_is_gone_is_kept_apart_and_says_why() {
    let mut world = World::new();
    let accusation = world.accuse(1, 2, "2022-09-13", "shelling");
    let denial = world.answer(2, "2022-09-14", AnswerKind::Denial, accusation);
    world.answer(1, "2022-09-15", AnswerKind::Denial, denial);
    world.retract(accusation);
    let report = world.all();
    let event = &report.events[0];
    assert_eq!(event.threads, []);
    assert_eq!(event.pairs, []);
    let [apart] = event.apart.as_slice() else {
        panic!("{event:?}");
    };
    assert!(matches!(
        apart.root.begins,
        Begins::Answer {
            missing: Missing::Retracted,
            answers,
            ..
        } if answers == accusation
    ));
    assert_eq!(
        told(apart),
        ["2022-09-15 denial of depth 1 by north-ministry"]
    );
    // As the desk knew it before the retraction.
    let before = world.report(&Query {
        recorded_by: Some(at(world.store.head().unwrap().size - 2)),
        ..Query::default()
    });
    assert_eq!(before.events[0].threads.len(), 1);
}

#[test]
fn a_rating_shows_what_the_desk_stood_by_and_when() {
    let mut world = World::new();
    let accusation = world.accuse(1, 2, "2022-09-13", "shelling");
    let mut spec = world.rate(accusation, "2022-09-21", "weak", &[]);
    let step = |spec: &mut AssessmentSpec, day: &str, grade: &str| {
        spec.assessed_on = day.parse().unwrap();
        spec.rating = Rating::new(None, grade).unwrap();
    };
    // A slip, corrected: the desk never stood by it.
    step(&mut spec, "2022-09-23", "confirmed");
    world.rate_again(&spec, Cause::LateDiscovery);
    step(&mut spec, "2022-09-23", "fair");
    world.rate_again(&spec, Cause::DeskCorrection);
    let of = |report: Accusations| told(&report.events[0].threads[0]);
    let evidence = "2022-09-20 evidence https://example.org/a";
    assert_eq!(
        of(world.all()),
        [
            evidence,
            "2022-09-21 weak, since changed",
            "2022-09-23 fair"
        ]
    );
    assert_eq!(
        of(world.as_of("2022-09-22")),
        [evidence, "2022-09-21 weak"],
        "as it stood on that day"
    );
    assert_eq!(of(world.as_of("2022-09-20")), [""; 0]);
    // By both axes: before the correction was logged.
    let size = world.store.head().unwrap().size;
    let slip = world.report(&Query {
        recorded_by: Some(at(size - 2)),
        ..Query::default()
    });
    assert_eq!(
        of(slip),
        [
            evidence,
            "2022-09-21 weak, since changed",
            "2022-09-23 confirmed"
        ]
    );
}

#[test]
fn a_coarse_date_is_not_by_then_and_is_counted() {
    let mut world = World::new();
    world.accuse(1, 2, "2022-09", "some day in September");
    world.accuse(1, 2, "2022", "some day in 2022");
    world.accuse(1, 2, "2022-09-10", "on the tenth");
    world.accuse(1, 2, "2022-10-02", "on the second");
    let report = world.as_of("2022-09-15");
    assert_eq!(report.events[0].threads.len(), 1);
    assert_eq!((report.undatable, report.later), (2, 1));
    let report = world.as_of("2022-09-30");
    assert_eq!(report.events[0].threads.len(), 2);
}

#[test]
fn a_rating_that_was_withdrawn_stays_in_its_thread() {
    let mut world = World::new();
    let accusation = world.accuse(1, 2, "2022-09-13", "shelling");
    world.rate(accusation, "2022-09-21", "weak", &[]);
    let mut sitting = desk(&mut world.store);
    let id = sitting.read().assessments_of(accusation).unwrap()[0];
    sitting.retract_assessment(id, "of another event").unwrap();
    sitting.commit().unwrap();
    let report = world.all();
    let [thread] = report.events[0].threads.as_slice() else {
        panic!("{:?}", report.events[0].threads);
    };
    let [Step::Rating(rating)] = thread.steps.as_slice() else {
        panic!("{:?}", thread.steps);
    };
    let withdrawn = rating.withdrawn.as_ref().unwrap();
    assert_eq!(
        withdrawn.reason.as_ref().unwrap().shown(),
        "of another event"
    );
    assert!(!rating.stands && !thread.is_rated());
    let before = world.report(&Query {
        recorded_by: Some(at(world.store.head().unwrap().size - 2)),
        ..Query::default()
    });
    assert!(before.events[0].threads[0].is_rated());
}

#[test]
fn what_an_accuser_takes_back_no_accused_has_denied() {
    let mut world = World::new();
    let accusation = world.accuse(1, 2, "2022-09-13", "shelling");
    world.answer(1, "2022-09-14", AnswerKind::Denial, accusation);
    world.answer(1, "2022-09-15", AnswerKind::Confirmation, accusation);
    let pair = world.all().events.remove(0).pairs.remove(0);
    let counts = (
        pair.denied,
        pair.denied_by_others,
        pair.confirmed,
        pair.unanswered,
    );
    assert_eq!(counts, (0, 1, 0, 1));
    world.answer(2, "2022-09-16", AnswerKind::Denial, accusation);
    let pair = world.all().events.remove(0).pairs.remove(0);
    assert_eq!(
        (pair.denied, pair.denied_by_others, pair.unanswered),
        (1, 1, 0)
    );
}

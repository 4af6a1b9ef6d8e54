//! A small database with every kind of row in it, made through the same rooms as everybody's.

use std::path::Path;

use claimlog::model::{
    Aggregation, AnswerKind, ArticleId, Author, Cause, Count, EventId, Figure, Grounds, Instant,
    Measure, Qualifier, Rating, SourceId, SourceKind, VictimStatus,
};
use claimlog::record::spec::{
    ArticleSpec, AssessmentSpec, CitationSpec, ClaimSpec, CopySpec, EventSpec, FigureSpec,
    SourceSpec, StatementSpec,
};
use claimlog::record::{Capture, Desk, Salts, Why};
use claimlog::store::Store as _;
use claimlog::store::sqlite::SqliteStore;

pub const TEXT: &str = "Tolls of the second day\n\nThe ministry said that 50 servicemen had died, and at least 49 on the \
                        other side.\n\nقال نائب الوزير إن نحو 50 جندياً قُتلوا حتى الآن.";

pub fn instant(text: &str) -> Instant {
    text.parse().unwrap()
}

pub fn desk(store: &mut SqliteStore) -> Desk<'_> {
    let author: Author = "lina".parse().unwrap();
    let salts = Salts::seeded("test", claimlog::store::Read::head(store).unwrap().size);
    Desk::new(
        store.begin(None).unwrap(),
        author,
        instant("2022-09-20T10:00:00Z"),
        salts,
    )
}

pub fn event(desk: &mut Desk<'_>) -> EventId {
    desk.add_event(&EventSpec {
        handle: "border-clashes".parse().unwrap(),
        title: "Clashes".to_owned(),
        start: Some("2022-09-13".parse().unwrap()),
        end: Some("2022-09-14".parse().unwrap()),
        place: Some("the border".parse().unwrap()),
        sides: vec!["Armenia".parse().unwrap(), "Azerbaijan".parse().unwrap()],
        note: Some("a note".to_owned()),
    })
    .unwrap()
}

pub fn source(desk: &mut Desk<'_>, handle: &str, alias: &str) -> SourceId {
    desk.add_source(&SourceSpec {
        handle: handle.parse().unwrap(),
        names: vec![
            (handle.to_uppercase(), Some("en".parse().unwrap())),
            (alias.to_owned(), Some("ar".parse().unwrap())),
        ],
        kind: SourceKind::Official,
        country: Some("AZ".parse().unwrap()),
        side: Some("Azerbaijan".parse().unwrap()),
        reliability: Some("C".parse().unwrap()),
        note: Some("speaks in the evening".to_owned()),
    })
    .unwrap()
}

pub fn article(desk: &mut Desk<'_>, locator: &str, publisher: SourceId) -> ArticleId {
    desk.add_article(&ArticleSpec {
        locator: locator.to_owned(),
        publisher: Some(publisher),
        title: Some("Tolls".to_owned()),
        language: Some("ar".parse().unwrap()),
        published_at: Some("2022-09-15".parse().unwrap()),
    })
    .unwrap()
}

pub fn capture(desk: &mut Desk<'_>, article: ArticleId, text: &str) {
    desk.capture(&Capture {
        article,
        bytes: text.as_bytes(),
        text,
        media_type: "text/plain".to_owned(),
        charset: "UTF-8".to_owned(),
        extractor: "plain".to_owned(),
        captured_by: "file".to_owned(),
        retrieved_at: instant("2022-09-15T18:00:00Z"),
    })
    .unwrap();
}

pub fn exact(number: u64) -> Figure {
    Figure::exact(Count::try_from(number).unwrap())
}

pub fn about(number: u64) -> Figure {
    Figure::new(
        None,
        Some(Count::try_from(number).unwrap()),
        None,
        Qualifier::About,
    )
    .unwrap()
}

pub fn killed(
    event: EventId,
    claimant: SourceId,
    figure: Figure,
    day: &str,
    citation: CitationSpec,
) -> ClaimSpec {
    ClaimSpec {
        event,
        claimant,
        stated_on: day.parse().unwrap(),
        occurred: Some("2022-09-13/2022-09-14".parse().unwrap()),
        place: Some("Jermuk".parse().unwrap()),
        statement: StatementSpec::Figure(FigureSpec {
            measure: Measure::Killed,
            figure,
            wording: Some("words".to_owned()),
            victims: Some("servicemen".parse().unwrap()),
            victim_side: Some("Azerbaijan".parse().unwrap()),
            victim_status: VictimStatus::Military,
            aggregation: Aggregation::Cumulative,
        }),
        citations: vec![citation],
        note: Some("note of the claim".to_owned()),
    }
}

pub fn quoted(article: ArticleId, quote: &str) -> CitationSpec {
    CitationSpec {
        quote: Some(quote.to_owned()),
        ..CitationSpec::of(article)
    }
}

/// Fills every table and every column at least once.
pub fn fill(path: &Path) {
    let mut store = SqliteStore::create(path).unwrap();
    let mut desk = desk(&mut store);
    let event = event(&mut desk);
    let ministry = source(&mut desk, "azerbaijan-mod", "وزارة الدفاع");
    let agency = source(&mut desk, "reuters", "رويترز");
    let paper = article(&mut desk, "https://example.org/a", agency);
    capture(&mut desk, paper, TEXT);
    let other = article(&mut desk, "a label", ministry);
    let relayed = CitationSpec {
        via: vec![agency, ministry],
        ..quoted(paper, "that 50 servicemen had died")
    };
    let first = desk
        .add_claim(&killed(event, ministry, exact(50), "2022-09-13", relayed))
        .unwrap();
    desk.cite(
        first.claim,
        &quoted(paper, "نحو 50 جندياً قُتلوا"),
        &Why::because(Cause::LateDiscovery, "found later"),
    )
    .unwrap();
    let mut amended = killed(
        event,
        ministry,
        about(50),
        "2022-09-14",
        quoted(paper, "نحو 50 جندياً"),
    );
    amended.note = None;
    desk.amend(
        first.claim,
        &amended,
        &Why::because(
            Grounds::corrected_on_day("2022-09-15".parse().unwrap()),
            "the ministry said so itself",
        ),
    )
    .unwrap();
    let elsewhere = CitationSpec {
        copy: CopySpec::Bytes {
            raw: claimlog::model::Digest::of(b"a page that is held elsewhere"),
            span: Some(claimlog::model::citation::Span::new(10, 20).unwrap()),
            prefix: Some("before".to_owned()),
            suffix: Some("behind".to_owned()),
        },
        allow_unread: true,
        ..quoted(other, "some words")
    };
    desk.add_claim(&killed(event, agency, exact(71), "2022-09-15", elsewhere))
        .unwrap();
    let accusation = ClaimSpec {
        statement: StatementSpec::Accuses {
            accused: agency,
            act: "use of drones".to_owned(),
        },
        ..killed(
            event,
            ministry,
            exact(1),
            "2022-09-14",
            quoted(paper, "servicemen had died"),
        )
    };
    let accusation = desk.add_claim(&accusation).unwrap();
    let denial = ClaimSpec {
        statement: StatementSpec::Answers {
            kind: AnswerKind::Denial,
            claim: accusation.claim,
            act: Some("all of it".to_owned()),
        },
        ..killed(
            event,
            agency,
            exact(1),
            "2022-09-15",
            CitationSpec::of(paper),
        )
    };
    let denial = desk.add_claim(&denial).unwrap();
    let rating = AssessmentSpec {
        claim: accusation.claim,
        assessed_on: "2022-09-16".parse().unwrap(),
        rating: Rating::new(None, "contested").unwrap(),
        label: Some("two sides".to_owned()),
        rationale: "each names the other".to_owned(),
        citations: vec![
            quoted(paper, "servicemen had died"),
            quoted(paper, "that 50 servicemen"),
        ],
        claims: vec![first.claim, denial.claim],
    };
    let rated = desk.assess(&rating).unwrap();
    let later = AssessmentSpec {
        rating: Rating::new(None, "fair").unwrap(),
        assessed_on: "2022-09-17".parse().unwrap(),
        ..rating.clone()
    };
    desk.reassess(
        rated.assessment,
        &later,
        &Why::because(Cause::LateDiscovery, "a second witness"),
    )
    .unwrap();
    desk.assess(&AssessmentSpec {
        rating: Rating::new(Some("Admiralty".parse().unwrap()), "2").unwrap(),
        label: None,
        citations: Vec::new(),
        claims: Vec::new(),
        ..rating
    })
    .unwrap();
    // The last of 64 entries completes subtrees that are stored, so that the last row has all its columns.
    for number in desk.read().head().unwrap().size..63 {
        source(
            &mut desk,
            &format!("outlet-{number}"),
            &format!("منفذ {number}"),
        );
    }
    desk.retract(denial.claim, "another event").unwrap();
    desk.commit().unwrap();
}

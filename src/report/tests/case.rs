//! The case: an event, who speaks of it, where, and what the desk made of it.

use crate::model::{
    Aggregation, AnswerKind, ArticleId, Cause, ClaimId, Digest, EventId, Figure, Measure, SourceId,
    SourceKind, VictimStatus,
};
use crate::record::spec::{
    ArticleSpec, CitationSpec, ClaimSpec, CopySpec, EventSpec, FigureSpec, SourceSpec,
    StatementSpec,
};
use crate::record::{Capture, Desk, Salts, Why};
use crate::store::Store as _;
use crate::store::sqlite::SqliteStore;

/// The article's text: the quotes overlap.
const TEXT: &str = "خسائر على الحدود\n\nقال نائب وزير الخارجيّة إن نحو 50 جندياً قُتلوا\nOfficials said at least 49 soldiers died.";

/// A case: one event, two claimants, three articles, five claims, one of them amended and one retracted.
pub(crate) struct Case {
    _folder: tempfile::TempDir,
    pub(crate) store: SqliteStore,
}

fn figure(
    event: EventId,
    claimant: SourceId,
    number: u64,
    day: &str,
    citation: CitationSpec,
) -> ClaimSpec {
    ClaimSpec {
        event,
        claimant,
        stated_on: day.parse().unwrap(),
        occurred: None,
        place: None,
        statement: StatementSpec::Figure(FigureSpec {
            measure: Measure::Killed,
            figure: Figure::exact(number.try_into().unwrap()),
            wording: Some("نحو 50".to_owned()),
            victims: Some("Armenian servicemen".parse().unwrap()),
            victim_side: Some("Armenia".parse().unwrap()),
            victim_status: VictimStatus::Military,
            aggregation: Aggregation::Cumulative,
        }),
        citations: vec![citation],
        note: None,
    }
}

fn quote(article: ArticleId, words: &str) -> CitationSpec {
    CitationSpec {
        quote: Some(words.to_owned()),
        allow_unread: true,
        ..CitationSpec::of(article)
    }
}

fn source(handle: &str, name: &str) -> SourceSpec {
    SourceSpec {
        handle: handle.parse().unwrap(),
        names: vec![
            (name.to_owned(), None),
            ("وزارة الدفاع".to_owned(), Some("ar".parse().unwrap())),
        ],
        kind: SourceKind::Official,
        country: Some("AM".parse().unwrap()),
        side: Some("Armenia".parse().unwrap()),
        reliability: Some("C".parse().unwrap()),
        note: None,
    }
}

fn article(locator: &str, publisher: SourceId, title: Option<&str>, day: &str) -> ArticleSpec {
    ArticleSpec {
        locator: locator.to_owned(),
        publisher: Some(publisher),
        title: title.map(str::to_owned),
        language: Some("ar".parse().unwrap()),
        published_at: Some(day.parse().unwrap()),
    }
}

impl Case {
    /// Records the case at 2022-09-20T10:00:00Z, and what was changed later an hour after.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = SqliteStore::create(&folder.path().join("case.db")).unwrap();
        let author = "Desk".parse().unwrap();
        let at = |hour: u32| format!("2022-09-20T{hour}:00:00Z").parse().unwrap();
        let mut desk = Desk::new(
            store.begin(None).unwrap(),
            author,
            at(10),
            Salts::seeded("case", 0),
        );
        Self::first(&mut desk);
        let size = desk.commit().unwrap().size;
        let author = "Editor".parse().unwrap();
        let salts = Salts::seeded("case", size);
        let mut desk = Desk::new(store.begin(None).unwrap(), author, at(11), salts);
        Self::later(&mut desk);
        desk.commit().unwrap();
        Self {
            _folder: folder,
            store,
        }
    }

    fn first(desk: &mut Desk<'_>) {
        let event = desk
            .add_event(&EventSpec {
                handle: "clashes".parse().unwrap(),
                title: "Clashes on the border".to_owned(),
                start: Some("2022-09-13".parse().unwrap()),
                end: Some("2022-09-14".parse().unwrap()),
                place: None,
                sides: vec!["Armenia".parse().unwrap(), "Azerbaijan".parse().unwrap()],
                note: None,
            })
            .unwrap();
        let ministry = desk.add_source(&source("mod", "Ministry")).unwrap();
        let outlet = desk.add_source(&source("sahifa", "الصحيفة")).unwrap();
        let agency = desk.add_source(&source("agency", "Agency")).unwrap();
        let page = article(
            "https://sahifa.example/1",
            outlet,
            Some("خسائر"),
            "2022-09-15",
        );
        let page = desk.add_article(&page).unwrap();
        desk.capture(&Capture {
            article: page,
            bytes: TEXT.as_bytes(),
            text: TEXT,
            media_type: "text/plain".to_owned(),
            charset: "UTF-8".to_owned(),
            extractor: "none 1".to_owned(),
            captured_by: "file".to_owned(),
            retrieved_at: "2022-09-15T08:30:00Z".parse().unwrap(),
        })
        .unwrap();
        let other = article("label of a leaflet", agency, None, "2022-09");
        let other = desk.add_article(&other).unwrap();
        let c1 = figure(
            event,
            ministry,
            49,
            "2022-09-13",
            quote(page, "at least 49 soldiers died"),
        );
        desk.add_claim(&c1).unwrap();
        let mut wide = quote(page, "نحو 50 جندياً قُتلوا\nOfficials said at least 49");
        wide.via = vec![agency];
        let c2 = figure(event, ministry, 50, "2022-09-14", wide);
        let c2 = desk.add_claim(&c2).unwrap().claim;
        let accusation = ClaimSpec {
            statement: StatementSpec::Accuses {
                accused: outlet,
                act: "shelling of “Goris”".to_owned(),
            },
            ..figure(event, ministry, 1, "2022-09-13", CitationSpec::of(other))
        };
        let c3 = desk.add_claim(&accusation).unwrap().claim;
        let denial = ClaimSpec {
            statement: StatementSpec::Answers {
                kind: AnswerKind::Denial,
                claim: c3,
                act: None,
            },
            ..figure(event, outlet, 1, "2022-09-14", CitationSpec::of(other))
        };
        desk.add_claim(&denial).unwrap();
        let mut elsewhere = quote(other, "seventy");
        elsewhere.copy = CopySpec::Bytes {
            raw: Digest::of(b"a page that is not here"),
            span: None,
            prefix: None,
            suffix: None,
        };
        desk.cite(
            c2,
            &elsewhere,
            &Why::because(Cause::LateDiscovery, "another print"),
        )
        .unwrap();
        let c5 = figure(event, ministry, 70, "2022-09-16", CitationSpec::of(other));
        desk.add_claim(&c5).unwrap();
    }

    fn later(desk: &mut Desk<'_>) {
        let c2: ClaimId = "c2".parse().unwrap();
        let mut spec = ClaimSpec::from(&desk.claim_at(c2).unwrap());
        if let StatementSpec::Figure(stated) = &mut spec.statement {
            stated.figure = "45"
                .parse::<u64>()
                .map(|n| Figure::exact(n.try_into().unwrap()))
                .unwrap();
        }
        spec.citations.remove(1);
        spec.citations[0].via.clear();
        spec.citations[0].allow_unread = true;
        let why = Why::because(Cause::DeskCorrection, "misread");
        desk.amend(c2, &spec, &why).unwrap();
        desk.retract("c5".parse().unwrap(), "a hoax").unwrap();
    }
}

use super::*;
use crate::exchange::ExchangeError;
use crate::exchange::testing::Office;
use crate::model::SourceKind;
use crate::record::spec::{
    CitationSpec, ClaimSpec, CopySpec, EventSpec, FigureSpec, SourceSpec, StatementSpec,
};

const PAGE: &str = r#"<html lang="en"><head><title>Five dead</title>
<link rel="canonical" href="https://WWW.Daily.example/n/1?utm_source=x#top">
<meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2022-09-14T10:00:00Z"></head>
<body><article><h1>Five dead</h1><p>On Monday the ministry said that 5 people were killed in the shelling of the town.</p>
<p>Talks will go on tomorrow, it was said, and nobody knows for how long they will.</p></article></body></html>"#;

fn page(
    office: &mut Office,
    shelf: &mut Shelf,
    name: &str,
    text: &str,
    given: &Given,
) -> Result<Taken> {
    let path = office.dir.path().join(name);
    std::fs::write(&path, text).unwrap();
    office.work(|desk| capture_file(desk, shelf, &path, given))
}

#[test]
fn a_page_says_what_it_is_and_whose() {
    let mut office = Office::new();
    let shelf = &mut Shelf::new();
    let taken = page(&mut office, shelf, "a.html", PAGE, &Given::default()).unwrap();
    assert!(taken.is_new_article);
    assert_eq!(taken.locator, "https://www.daily.example/n/1");
    assert_eq!(taken.title.as_deref(), Some("Five dead"));
    assert!(matches!(taken.captured, Captured::First(_)));
    assert!(
        taken
            .warnings
            .iter()
            .any(|warning| warning.contains("made the source s1 “daily-example”"))
    );
    office.work(|desk| {
        let article = desk.article_at(taken.article).unwrap();
        assert_eq!(article.language.unwrap().as_str(), "en");
        assert_eq!(article.published_at.unwrap().to_string(), "2022-09-14");
        let source = desk.source_at(article.publisher.unwrap()).unwrap();
        assert_eq!(
            (source.name().shown(), source.kind),
            ("The Daily", SourceKind::Outlet)
        );
    });

    // The same bytes again, on another sitting and under another name, change nothing.
    let head = office.head();
    let again = page(
        &mut office,
        &mut Shelf::new(),
        "b.html",
        PAGE,
        &Given::default(),
    )
    .unwrap();
    assert!(!again.is_new_article && matches!(again.captured, Captured::Same(_)));
    assert_eq!(office.head(), head);

    // What a person says otherwise of it is not recorded in passing, and not passed over either.
    let given = Given {
        title: Some("Other".to_owned()),
        language: Some("ar".parse().unwrap()),
        ..Given::default()
    };
    let again = page(&mut office, &mut Shelf::new(), "b.html", PAGE, &given).unwrap();
    assert!(
        again
            .warnings
            .iter()
            .any(|warning| warning.starts_with("a1 is recorded with another title, language;"))
    );
    assert_eq!(office.head(), head);

    // The page has an address of its own, and a person's word goes before it.
    let given = Given {
        url: Some("https://mirror.example/1#x".to_owned()),
        ..Given::default()
    };
    let mirrored = page(&mut office, shelf, "c.html", PAGE, &given).unwrap();
    assert_eq!(mirrored.locator, "https://mirror.example/1");
    assert_ne!(mirrored.article, taken.article);
    // Its publisher is the one of that name.
    office.work(|desk| {
        let publisher = |article| desk.article_at(article).unwrap().publisher;
        assert_eq!(publisher(mirrored.article), publisher(taken.article));
    });
}

#[test]
fn a_publisher_is_known_by_any_of_its_names_and_never_guessed_among_several() {
    let mut office = Office::new();
    let source = |handle: &str, names: &[&str]| SourceSpec {
        handle: handle.parse().unwrap(),
        names: names
            .iter()
            .map(|name| ((*name).to_owned(), None))
            .collect(),
        kind: SourceKind::Outlet,
        country: None,
        side: None,
        reliability: None,
        note: None,
    };
    let (one, _) = office.work(|desk| {
        let one = desk
            .add_source(&source("one", &["One", "the DAILY"]))
            .unwrap();
        (
            one,
            desk.add_source(&source("two", &["Two", "Same"])).unwrap(),
        )
    });
    let taken = page(
        &mut office,
        &mut Shelf::new(),
        "a.html",
        PAGE,
        &Given::default(),
    )
    .unwrap();
    office.work(|desk| {
        assert_eq!(desk.article_at(taken.article).unwrap().publisher, Some(one));
        desk.add_source(&source("three", &["same"])).unwrap();
    });
    let other = PAGE.replace("The Daily", "Same").replace("/n/1", "/n/2");
    let taken = page(
        &mut office,
        &mut Shelf::new(),
        "b.html",
        &other,
        &Given::default(),
    )
    .unwrap();
    assert!(
        taken
            .warnings
            .iter()
            .any(|warning| warning.contains("may be s2 or s3"))
    );
    office.work(|desk| assert_eq!(desk.article_at(taken.article).unwrap().publisher, None));
}

#[test]
fn a_text_without_an_address_is_known_by_its_label() {
    let mut office = Office::new();
    let shelf = &mut Shelf::new();
    let given = Given {
        label: Some("leaflet, 14 September".to_owned()),
        captured_by: Some("stdin".to_owned()),
        ..Given::default()
    };
    let taken = page(
        &mut office,
        shelf,
        "a.txt",
        "Five people were killed.",
        &given,
    )
    .unwrap();
    assert_eq!(taken.locator, "leaflet, 14 September");
    assert!(
        taken
            .warnings
            .iter()
            .any(|warning| warning.contains("publisher is not known"))
    );
    let next = page(
        &mut office,
        shelf,
        "b.txt",
        "Six people were killed.",
        &given,
    )
    .unwrap();
    assert_eq!(next.article, taken.article);
    assert!(matches!(next.captured, Captured::Next { .. }));
    assert_eq!(next.changes.len(), 1);
    assert_eq!(
        next.changes[0].words,
        [("Five".to_owned(), "Six".to_owned())]
    );
    let without = page(&mut office, shelf, "c.txt", "Nobody.", &Given::default()).unwrap();
    assert!(without.locator.ends_with("c.txt"));
}

#[test]
fn an_edited_page_names_the_claims_that_rest_on_it() {
    let mut office = Office::new();
    let shelf = &mut Shelf::new();
    let taken = page(&mut office, shelf, "a.html", PAGE, &Given::default()).unwrap();
    office.work(|desk| {
        let event = desk
            .add_event(&EventSpec {
                handle: "e-x".parse().unwrap(),
                title: "X".to_owned(),
                start: None,
                end: None,
                place: None,
                sides: Vec::new(),
                note: None,
            })
            .unwrap();
        for (number, quote) in [
            ("5", "5 people were killed"),
            ("5", "killed in the shelling of the town"),
        ] {
            let claim = ClaimSpec {
                event,
                claimant: "s1".parse().unwrap(),
                stated_on: "2022-09-12".parse().unwrap(),
                occurred: None,
                place: Some(quote.parse().unwrap()),
                statement: StatementSpec::Figure(FigureSpec {
                    measure: crate::model::Measure::Killed,
                    figure: crate::text::figure::read_figure(number).unwrap(),
                    wording: None,
                    victims: None,
                    victim_side: None,
                    victim_status: crate::model::VictimStatus::Unknown,
                    aggregation: crate::model::Aggregation::Unknown,
                }),
                citations: vec![CitationSpec {
                    article: taken.article,
                    copy: CopySpec::Newest,
                    quote: Some(quote.to_owned()),
                    at: None,
                    via: Vec::new(),
                    allow_unread: true,
                }],
                note: None,
            };
            desk.add_claim(&claim).unwrap();
        }
    });
    let edited = PAGE.replace("5 people were killed", "15 people were killed");
    let next = page(&mut office, shelf, "b.html", &edited, &Given::default()).unwrap();
    let fates: Vec<(String, Fate)> = next
        .claims_at_risk
        .iter()
        .map(|risk| (risk.claim.to_string(), risk.fate))
        .collect();
    assert_eq!(
        fates,
        [
            ("c1".to_owned(), Fate::Gone),
            ("c2".to_owned(), Fate::LineEdited)
        ]
    );
}

#[test]
fn a_file_that_is_no_article_is_refused_and_nothing_is_made() {
    let mut office = Office::new();
    let head = office.head();
    let shelf = &mut Shelf::new();
    let large = office.dir.path().join("large.txt");
    let file = std::fs::File::create(&large).unwrap();
    file.set_len(200 * 1024 * 1024).unwrap();
    let given = Given::default();
    let refused = office
        .work(|desk| capture_file(desk, shelf, &large, &given))
        .unwrap_err();
    assert!(
        matches!(
            refused,
            ExchangeError::TooLarge {
                size: 209_715_200,
                ..
            }
        ),
        "{refused}"
    );
    let refused = page(&mut office, shelf, "empty.html", "", &given).unwrap_err();
    assert!(
        refused
            .to_string()
            .ends_with("empty.html: the file is empty"),
        "{refused}"
    );
    let missing = office.dir.path().join("missing.html");
    let refused = office
        .work(|desk| capture_file(desk, shelf, &missing, &given))
        .unwrap_err();
    assert!(matches!(refused, ExchangeError::Unreadable { .. }));
    let bad = Given {
        url: Some("daily.example".to_owned()),
        ..Given::default()
    };
    let refused = page(&mut office, shelf, "a.html", PAGE, &bad).unwrap_err();
    assert!(matches!(refused, ExchangeError::NotAUrl(_)) && refused.hint().is_some());
    assert_eq!(office.head(), head);
}

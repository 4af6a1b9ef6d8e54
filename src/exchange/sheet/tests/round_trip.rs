//! What is written is read back as the same.

use proptest::prelude::*;

use crate::exchange::guard::Guard;
use crate::exchange::sheet::{Column, HEADER, HISTORY_HEADER, Missing, Style, write_claims};
use crate::exchange::testing::{Office, bundled};
use crate::model::ClaimId;
use crate::store::Horizon;

/// A sheet without the columns that a new database numbers anew.
fn without(sheet: &str, columns: &[Column]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(sheet.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
    let kept: Vec<bool> = rows[0]
        .iter()
        .map(|name| !columns.iter().any(|column| column.name() == name))
        .collect();
    rows.iter()
        .map(|row| {
            row.iter()
                .zip(&kept)
                .filter(|(_, kept)| **kept)
                .map(|(cell, _)| cell.to_owned())
                .collect()
        })
        .collect()
}

#[test]
fn headers_are_a_contract() {
    for header in [HEADER, HISTORY_HEADER] {
        assert!(header.split(',').all(|name| Column::named(name).is_some()));
    }
    let in_history: Vec<&str> = HISTORY_HEADER
        .split(',')
        .filter(|name| {
            let of_a_version = [
                "revision",
                "recorded_at",
                "author",
                "cause",
                "reason",
                "corrected_on",
            ];
            !of_a_version.contains(name)
        })
        .collect();
    assert_eq!(in_history.join(","), HEADER);
    let all: Vec<&str> = Column::ALL
        .iter()
        .filter(|column| **column != Column::Figure)
        .map(|column| column.name())
        .collect();
    assert_eq!(all.join(","), HISTORY_HEADER);
}

#[test]
fn the_bundled_case_goes_out_and_in_and_out_as_the_same() {
    let mut office = Office::new();
    office.take(&bundled()).unwrap();
    let (first, written) = office.export(Style::default());
    assert_eq!((written.claims, written.rows), (21, 44));
    assert_eq!(written.dangling, []);
    assert_eq!(first.lines().next(), Some(HEADER));

    let mut other = Office::new();
    let outcome = other.import(&first).unwrap();
    assert_eq!(outcome.failed, []);
    assert_eq!((outcome.recorded, outcome.cited), (21, 0));
    assert!(
        outcome
            .notes
            .iter()
            .any(|note| note.contains("made the event e1"))
    );
    let (second, _) = other.export(Style::default());
    assert_eq!(
        without(&second, &[Column::Claim, Column::Answers]),
        without(&first, &[Column::Claim, Column::Answers])
    );
    // Nothing was in the database and the claims came in their order, so that the ids are the same too.
    assert_eq!(second, first);

    // The same sheet again, into either database, changes nothing.
    for office in [&mut office, &mut other] {
        let head = office.head();
        let again = office.import(&first).unwrap();
        assert_eq!(again.failed, []);
        assert!(!again.is_changed(), "{again:?}");
        assert_eq!(office.head(), head);
    }
}

#[test]
fn an_excel_sheet_and_a_raw_one_come_back_too() {
    let mut office = Office::new();
    office.take(&bundled()).unwrap();
    let (plain, _) = office.export(Style::default());
    for style in [
        Style {
            guard: Guard::On,
            excel: true,
        },
        Style {
            guard: Guard::Off,
            excel: false,
        },
    ] {
        let (sheet, _) = office.export(style);
        assert_eq!(sheet.starts_with('\u{feff}'), style.excel);
        assert_eq!(sheet.contains("\r\n"), style.excel);
        let mut other = Office::new();
        let outcome = other.import_as(&sheet, Missing::Make, style.guard).unwrap();
        assert_eq!(outcome.failed, []);
        assert_eq!(other.export(Style::default()).0, plain);
    }
}

#[test]
fn a_filtered_sheet_has_what_its_claims_answer() {
    let mut office = Office::new();
    office.take(&bundled()).unwrap();
    let wanted: ClaimId = "c6".parse().unwrap();
    let mut out = Vec::new();
    let filter = |id: ClaimId, _: &_| id == wanted;
    let written = write_claims(
        &office.store,
        Horizon::NOW,
        Some(&filter),
        Style::default(),
        &mut out,
    );
    assert_eq!(written.unwrap().claims, 2);
    let sheet = String::from_utf8(out).unwrap();
    assert!(sheet.lines().any(|row| row.starts_with("c4,accusation")));
    let outcome = Office::new().import(&sheet).unwrap();
    assert_eq!((outcome.recorded, outcome.failed.len()), (2, 0));
}

#[test]
fn an_answer_to_what_was_retracted_is_written_and_said() {
    let mut office = Office::new();
    office.take(&bundled()).unwrap();
    office.work(|desk| {
        desk.retract("c4".parse().unwrap(), "entered twice")
            .unwrap()
    });
    let (sheet, written) = office.export(Style::default());
    assert_eq!(written.claims, 20);
    assert_eq!(written.dangling.len(), 1);
    assert_eq!(written.dangling[0].record.to_string(), "c6");
    let outcome = Office::new().import(&sheet).unwrap();
    assert_eq!(outcome.failed.len(), 1);
    assert!(outcome.failed[0].message.contains("there is no row “c4”"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_comes_back(
        note in "['=+@\t \"\r\n,;a٥-]{0,8}x|\\PC{0,20}",
        act in "['=+@\t\"\n,;ب-]{0,6}x",
        raw in any::<bool>(),
    ) {
        let guard = if raw { Guard::Off } else { Guard::On };
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(["kind", "event", "claimant", "stated_on", "accused", "act", "article", "note"]).unwrap();
        let (safe_act, safe_note) = (guard.put_on(&act), guard.put_on(&note));
        csv.write_record(["accusation", "e-x", "s-x", "2022", "t-x", &*safe_act, "a label", &*safe_note]).unwrap();
        let sheet = csv.into_inner().unwrap();
        let mut office = Office::new();
        let outcome = office.import_as(&sheet, Missing::Make, guard).unwrap();
        prop_assert_eq!(&outcome.failed, &[]);
        office.work(|desk| {
            let claim = desk.claim_at("c1".parse().unwrap()).unwrap();
            let kept = claim.note.as_ref().and_then(|note| note.value().map(str::to_owned));
            assert_eq!(kept.unwrap_or_default(), if note.trim().is_empty() { "" } else { &note });
        });
        let style = Style { guard, excel: false };
        let (first, _) = office.export(style);
        let mut other = Office::new();
        let outcome = other.import_as(&first, Missing::Make, guard).unwrap();
        prop_assert_eq!(&outcome.failed, &[]);
        prop_assert_eq!(other.export(style).0, first);
    }
}

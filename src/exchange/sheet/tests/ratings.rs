//! Ratings of claims in sheets: out and in as the same, twice without effect, each fault with its line and column.

use super::told;
use std::fs;

use crate::exchange::sheet::{Style, write_claims};
use crate::exchange::testing::{Office, rated, rating};
use crate::model::{Cause, Claim, ClaimId};
use crate::record::Why;
use crate::store::Horizon;

#[test]
fn ratings_go_out_and_in_and_out_as_the_same() {
    let mut office = rated();
    let (first, written) = office.export(Style::default());
    assert_eq!((written.claims, written.assessments), (21, 3));
    assert_eq!(written.dangling, []);
    assert!(first.contains("'=two versions"), "{first}");
    let mut other = Office::new();
    let outcome = other.import(&first).unwrap();
    assert_eq!(outcome.failed, []);
    assert_eq!((outcome.recorded, outcome.assessed), (21, 3));
    assert_eq!(other.export(Style::default()).0, first);
    for office in [&mut office, &mut other] {
        let again = office.import(&first).unwrap();
        assert_eq!(again.failed, []);
        assert!(!again.is_changed(), "{again:?}");
    }
}

#[test]
fn every_version_of_a_rating_goes_out_and_in_as_the_same() {
    let office = rated();
    let first = office.export_history();
    let mut other = Office::new();
    let outcome = other.import(&first).unwrap();
    assert_eq!(outcome.failed, []);
    assert_eq!((outcome.assessed, outcome.amended), (4, 2));
    let plain = |sheet: &str| -> Vec<String> {
        let rows = sheet.lines();
        rows.map(|row| row.replace(",2026-01-01T12:00:00.000000Z", ""))
            .collect()
    };
    assert_eq!(plain(&other.export_history()), plain(&first));
    assert!(first.contains(",second reader,late_discovery,a witness was found,assessment,"));
    let again = other.import(&first).unwrap();
    assert_eq!(again.failed, []);
    assert!(!again.is_changed(), "{again:?}");

    // A desk that rated otherwise is not overwritten.
    let mut elsewhere = Office::new();
    let first_versions: Vec<&str> = first
        .lines()
        .filter(|row| !row.starts_with("r3,2,"))
        .collect();
    elsewhere.import(first_versions.join("\n")).unwrap();
    elsewhere.work(|desk| {
        let why = Why::because(Cause::DeskCorrection, "typing error");
        let changed = rating("c4", Some("Admiralty credibility"), "6", &[]);
        desk.reassess("r3".parse().unwrap(), &changed, &why)
            .unwrap();
    });
    let outcome = elsewhere.import(&first).unwrap();
    let said: Vec<&str> = outcome
        .failed
        .iter()
        .map(|fault| fault.message.as_str())
        .collect();
    assert_eq!(
        said,
        ["r3 went another way here than in the sheet; its version 2 cannot be put on top"]
    );
}

#[test]
fn a_filtered_sheet_has_the_ratings_of_its_claims_and_what_they_rest_on() {
    let office = rated();
    let wanted: ClaimId = "c4".parse().unwrap();
    let only = |id: ClaimId, _: &Claim| id == wanted;
    let mut out = Vec::new();
    let written = write_claims(
        &office.store,
        Horizon::NOW,
        Some(&only),
        Style::default(),
        &mut out,
    )
    .unwrap();
    assert_eq!(
        (written.claims, written.assessments),
        (3, 3),
        "c4, c5, c6 with r1, r2, r3"
    );
    assert_eq!(written.dangling, []);
    let mut other = Office::new();
    let outcome = other.import(out).unwrap();
    assert_eq!(outcome.failed, []);
    assert_eq!((outcome.recorded, outcome.assessed), (3, 3));
}

#[test]
fn a_rating_of_a_claim_that_is_gone_is_named() {
    let mut office = rated();
    office.work(|desk| desk.retract("c6".parse().unwrap(), "misread").unwrap());
    let (_, written) = office.export(Style::default());
    let named: Vec<(String, String)> = written
        .dangling
        .iter()
        .map(|naming| (naming.record.to_string(), naming.names.to_string()))
        .collect();
    let expected = [("r1", "c6"), ("r3", "c6")];
    assert_eq!(
        named,
        expected.map(|(record, claim)| (record.to_owned(), claim.to_owned()))
    );
}

const HEADER: &str = "claim,kind,event,claimant,measure,figure,stated_on,article,rates,rating,scale,rationale,evidence,assessed_on,reading\n";
const CLAIM: &str = "k1,figure,e,ministry,killed,5,2022-09-13,page,,,,,,,\n";

#[test]
fn what_is_wrong_with_a_rating_is_said_with_line_and_column() {
    for (row, expected) in [
        (
            "r,assessment,,,,,,,k1,fare,,seen,,2022-09-14,",
            "3 rating “fare” is not a grade",
        ),
        (
            "r,assessment,,,,,,,,fair,,seen,,2022-09-14,",
            "3 rates the cell is empty",
        ),
        (
            "r,assessment,,,,,,,k1,fair,,,,2022-09-14,",
            "3 rationale the cell is empty",
        ),
        (
            "r,assessment,,,,,,,k1,fair,,seen,,,",
            "3 assessed_on the cell is empty",
        ),
        (
            "r,assessment,,,,,,,k9,fair,,seen,,2022-09-14,",
            "3 rates there is no row “k9”",
        ),
        (
            "r,assessment,,,,,,,k1,fair,,seen,k1 k9,2022-09-14,",
            "3 evidence there is no row “k9”",
        ),
        (
            "r,assessment,,,,,,,k1,fair,,seen,k1,2022-09-14,",
            "3 evidence ",
        ),
        (
            "r,assessment,,ministry,,,,,k1,fair,,seen,,2022-09-14,",
            "3 claimant only a claim has a `claimant`",
        ),
        (
            "r,assessment,,,,,,,k1,fair,,seen,,2122-09-14,",
            "3 assessed_on ",
        ),
        (
            "k2,figure,e,ministry,killed,6,2022-09-14,page,k1,,,,,,",
            "3 rates only an assessment has a `rates`",
        ),
    ] {
        let outcome = Office::new()
            .import(format!("{HEADER}{CLAIM}{row}\n"))
            .unwrap();
        let said = told(&outcome);
        assert_eq!(said.len(), 1, "{row}: {said:?}");
        assert!(said[0].starts_with(expected), "{row}: {said:?}");
    }
}

#[test]
fn a_rating_may_stand_before_its_claim_and_a_second_one_is_refused() {
    let rating = "r,assessment,,,,,,,k1,fair,,seen,,2022-09-14,\n";
    let mut office = Office::new();
    let outcome = office.import(format!("{HEADER}{rating}{CLAIM}")).unwrap();
    assert_eq!((outcome.failed.len(), outcome.assessed), (0, 1));
    let other = rating.replace("fair", "weak");
    let outcome = office.import(format!("{HEADER}{CLAIM}{other}")).unwrap();
    let fault = &outcome.failed[0];
    assert_eq!((fault.line, fault.column), (3, Some("rating")));
    assert_eq!(fault.message, "r1 rates c1 on this scale already");
    assert!(fault.hint.as_ref().unwrap().contains("claimlog assess r1"));
}

#[test]
fn a_case_folder_has_ratings_too() {
    let mut office = Office::new();
    let folder = office.dir.path().join("case");
    fs::create_dir(&folder).unwrap();
    fs::write(
        folder.join("case.toml"),
        "format = 1\n[event]\nhandle = \"river\"\ntitle = \"River\"\n[[source]]\nhandle = \"ministry\"\nname = \"Ministry\"\nkind = \"official\"\n[[article]]\nkey = \"page\"\nfile = \"page.txt\"\n",
    )
    .unwrap();
    fs::write(
        folder.join("page.txt"),
        "The ministry said that 5 had been killed.\n",
    )
    .unwrap();
    let claim = "k1,figure,,ministry,killed,5,2022-09-13,page,,,,,,,\n";
    let rating = "r,assessment,,,,,,page,k1,fair,,seen,,2022-09-14,\n";
    fs::write(
        folder.join("claims.csv"),
        format!("{HEADER}{claim}{rating}"),
    )
    .unwrap();
    let claims = office.take(&folder).unwrap().claims.unwrap();
    assert_eq!(claims.failed, []);
    assert_eq!((claims.recorded, claims.assessed), (1, 1));
    let again = office.take(&folder).unwrap();
    assert!(!again.is_changed());
}

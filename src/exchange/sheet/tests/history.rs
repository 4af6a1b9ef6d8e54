//! Histories: every version goes out and comes in.

use super::told;
use crate::exchange::testing::{Office, bundled};
use crate::model::{Cause, Count, Figure, Grounds};
use crate::record::spec::{CitationSpec, ClaimSpec, StatementSpec};
use crate::record::{Desk, Why};

/// A desk's work of some days on the bundled case.
fn worked_on() -> Office {
    let mut office = Office::new();
    office.take(&bundled()).unwrap();
    office.work(|desk| {
        desk.set_author("second reader".parse().unwrap());
        let corrected = with_figure(desk, "c3", 51);
        let why = Why::because(Cause::DeskCorrection, "=typing error");
        desk.amend("c3".parse().unwrap(), &corrected, &why).unwrap();
    });
    office.work(|desk| {
        let citation = CitationSpec::of("a4".parse().unwrap());
        let why = Why {
            grounds: Cause::LateDiscovery.into(),
            reason: None,
        };
        desk.cite("c1".parse().unwrap(), &citation, &why).unwrap();
        desk.retract("c13".parse().unwrap(), "not about this event")
            .unwrap();
        let back = with_figure(desk, "c3", 50);
        let why = Why::because(
            Grounds::corrected_on_day("2022-09".parse().unwrap()),
            "it was 50",
        );
        desk.amend("c3".parse().unwrap(), &back, &why).unwrap();
    });
    office
}

fn with_figure(desk: &Desk<'_>, claim: &str, number: u64) -> ClaimSpec {
    let mut spec = ClaimSpec::from(&desk.claim_at(claim.parse().unwrap()).unwrap());
    if let StatementSpec::Figure(figure) = &mut spec.statement {
        figure.figure = Figure::exact(Count::try_from(number).unwrap());
    }
    for citation in &mut spec.citations {
        citation.allow_unread = true;
    }
    spec
}

/// A history without the times of recording, which are a new database's own.
fn without_times(sheet: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(sheet.as_bytes());
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            let cells = row.iter().enumerate();
            cells
                .filter(|(place, _)| *place != 2)
                .map(|(_, cell)| cell.to_owned())
                .collect()
        })
        .collect()
}

#[test]
fn a_history_goes_out_and_in_and_out_as_the_same() {
    let office = worked_on();
    let first = office.export_history();
    assert!(first.contains(",second reader,desk_correction,'=typing error,"));
    assert!(first.contains(",source_revised,it was 50,"));
    assert!(first.contains(",2022-09\n"));
    let mut other = Office::new();
    let outcome = other.import(&first).unwrap();
    assert_eq!(outcome.failed, []);
    assert_eq!((outcome.recorded, outcome.amended), (21, 4));
    let second = other.export_history();
    assert_eq!(without_times(&second), without_times(&first));
    // The importer's own work is still in the importer's name.
    other.work(|desk| assert_eq!(desk.author().as_str(), "tester"));

    let head = other.head();
    let again = other.import(&first).unwrap();
    assert_eq!(again.failed, []);
    assert!(!again.is_changed(), "{again:?}");
    assert_eq!(other.head(), head);
}

#[test]
fn a_history_goes_on_where_the_database_stopped_and_overwrites_nothing() {
    let office = worked_on();
    let sheet = office.export_history();
    // As it was before the desk went on.
    let mut earlier = Office::new();
    let early: Vec<&str> = sheet
        .lines()
        .filter(|row| !row.starts_with("c3,3,"))
        .collect();
    let outcome = earlier.import(early.join("\n")).unwrap();
    assert_eq!((outcome.amended, outcome.failed.len()), (3, 0));
    let outcome = earlier.import(&sheet).unwrap();
    assert_eq!((outcome.amended, outcome.failed.len()), (1, 0));
    assert_eq!(
        without_times(&earlier.export_history()),
        without_times(&sheet)
    );

    // Another desk took another way.
    let mut elsewhere = Office::new();
    let first_versions: Vec<&str> = sheet
        .lines()
        .filter(|row| !row.starts_with("c3,2,") && !row.starts_with("c3,3,"))
        .collect();
    elsewhere.import(first_versions.join("\n")).unwrap();
    elsewhere.work(|desk| {
        let spec = with_figure(desk, "c3", 59);
        let why = Why::because(Cause::DeskCorrection, "other");
        desk.amend("c3".parse().unwrap(), &spec, &why).unwrap();
    });
    let outcome = elsewhere.import(&sheet).unwrap();
    assert_eq!(outcome.amended, 0);
    assert!(
        outcome.failed[0]
            .message
            .contains("c3 went another way here"),
        "{:?}",
        outcome.failed
    );
}

#[test]
fn a_version_is_told_in_full() {
    let header =
        "claim,revision,author,cause,reason,kind,event,claimant,measure,figure,stated_on,article\n";
    let fault = |rows: &str| {
        let outcome = Office::new().import(format!("{header}{rows}")).unwrap();
        let faults = told(&outcome);
        faults.join("; ")
    };
    let cells = "figure,e-x,s-x,killed,5,2022,a";
    let six = "figure,e-x,s-x,killed,6,2022,a";
    let first = format!("k,1,x,first,,{cells}\n");
    assert_eq!(fault(&first), "");
    assert_eq!(
        fault(&format!("{first}k,2,x,desk_correction,why,{six}\n")),
        ""
    );
    let cases = [
        (
            format!("k,0,x,,,{cells}\n"),
            "2 revision “0” is not a version",
        ),
        (
            format!("k,1,x,retraction,why,{cells}\n"),
            "2 cause “retraction” is not the cause of a first",
        ),
        (
            format!("k,1,x,,why,{cells}\n"),
            "2 reason a claim's first version has no reason",
        ),
        (
            format!("k,2,x,desk_correction,why,{cells}\n"),
            "2 revision version 2 stands here without",
        ),
        (
            format!(",2,x,desk_correction,why,{cells}\n"),
            "2 revision version 2 stands here without",
        ),
        (
            format!("{first}k,2,x,,why,{six}\n"),
            "3 cause a later version has a cause",
        ),
        (
            format!("{first}k,2,x,first,,{six}\n"),
            "3 cause version 2 is not a claim's first",
        ),
        (
            format!("{first}k,2,x,desk_correction,,{six}\n"),
            "3 reason a new version of c1 needs a reason",
        ),
        (
            format!("{first}k,2,x,desk_correction,why,{cells}\n"),
            "3 - nothing changes",
        ),
        (
            format!("{first}k,3,x,rescoped,why,{six}\nk,2,x,desk_correction,why,{cells}\n"),
            "4 - its claim's rows began on line 2",
        ),
        (
            format!("{first}k,2,x,sheep,why,{six}\nk,3,x,rescoped,why,{cells}\n"),
            "3 cause “sheep” is not a cause; 4 - its claim was not recorded",
        ),
    ];
    for (rows, said) in cases {
        let found = fault(&rows);
        assert!(found.starts_with(said), "{rows}: {found}");
    }
}

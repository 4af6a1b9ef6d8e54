//! What bad input gets.

use super::told;
use proptest::prelude::*;

use crate::exchange::guard::Guard;
use crate::exchange::sheet::Missing;
use crate::exchange::testing::Office;

/// What is said of a sheet that cannot be read as a whole.
fn refusal(sheet: impl AsRef<[u8]>) -> String {
    let error = Office::new().import(sheet).unwrap_err();
    format!("{error} ({})", error.hint().unwrap_or_default())
}

/// The faults of a sheet in a new database with an event, as `line column message`.
fn faults(sheet: impl AsRef<[u8]>) -> Vec<String> {
    let outcome = Office::new().import(sheet).unwrap();
    outcome
        .failed
        .iter()
        .map(|fault| {
            let column = fault.column.unwrap_or("-");
            format!("{} {column} {}", fault.line, fault.message)
        })
        .collect()
}

const HEADER: &str = "claim,kind,event,claimant,measure,figure,stated_on,article,quote\n";

fn row_fault(row: &str) -> String {
    let faults = faults(format!("{HEADER}{row}\n"));
    assert_eq!(faults.len(), 1, "{row}: {faults:?}");
    faults.into_iter().next().unwrap()
}

#[test]
fn a_sheet_that_is_none_is_refused_whole() {
    let cases = [
        ("", "sheet.csv: the sheet is empty"),
        ("\n\n", "sheet.csv: the sheet is empty"),
        ("\u{feff}", "sheet.csv: the sheet is empty"),
        (
            "kind,claimant,stated_on\n",
            "sheet.csv:1: the column `article` is missing",
        ),
        ("claim\n", "sheet.csv:1: the columns `kind`, `claimant`"),
        (
            "\nkind,claimant,stated_on,article,Quotes\n",
            "sheet.csv:2: there is no column “Quotes” in a claims sheet (did you mean `quote`?)",
        ),
        (
            "kind,claimant,stated_on,article,kind\n",
            "sheet.csv:1: the column `kind` is there twice",
        ),
        (
            "kind,claimant,stated_on,article,\n",
            "sheet.csv:1: column 5 has no name",
        ),
    ];
    for (sheet, said) in cases {
        assert!(refusal(sheet).starts_with(said), "{}", refusal(sheet));
    }
    assert!(refusal(b"kind,claimant,\xC7\n").contains("the header is not UTF-8"));
    assert!(refusal(b"\xFF\xFEk\0").contains("UTF-16"));
}

#[test]
fn an_open_quotation_mark_swallows_nothing_unnoticed() {
    for last in [
        "x,\"open",
        "x,\"open\n",
        "x,\"open\r\n\r\n",
        "x,\"a\"\"\n",
        "\"x",
    ] {
        let sheet = format!("{HEADER}k1,figure,e-x,s-x,killed,5,2022,a,\nk2,figure,{last}");
        let said = refusal(&sheet);
        assert!(
            said.starts_with("sheet.csv:3: a quotation mark is opened"),
            "{said}"
        );
    }
}

#[test]
fn a_row_that_is_none_is_named_by_line_and_column() {
    let mut sheet = HEADER.as_bytes().to_vec();
    sheet.extend_from_slice(b"\r\n,,,,,,,,\r\nk,figure\r\n\"k\n\n2\",figure,e-x,s-\xC7\x41,killed,5,2022,a,\n1,2,3,4,5,6,7,8,9,10\n");
    assert_eq!(
        faults(sheet),
        [
            "3 - the row is empty",
            "4 - the row has 2 cells where the header has 9",
            "5 claimant the cell is not UTF-8 at its byte 2",
            "8 - the row has 10 cells where the header has 9",
        ]
    );
}

#[test]
fn a_cell_that_is_wrong_is_named() {
    let cases = [
        (
            "k,sheep,e-x,s-x,killed,5,2022,a,",
            "2 kind “sheep” is not a kind",
        ),
        (
            "k,figure,e-x,,killed,5,2022,a,",
            "2 claimant the cell is empty",
        ),
        ("k,figure,e-x,s-x,,5,2022,a,", "2 measure the cell is empty"),
        (
            "k,figure,e-x,s-x,wounded,5,2022,a,",
            "2 measure “wounded” is not a measure",
        ),
        (
            "k,figure,e-x,s-x,killed,,2022,a,",
            "2 figure the cell is empty",
        ),
        ("k,figure,e-x,s-x,killed,-3,2022,a,", "2 figure "),
        ("k,figure,e-x,s-x,killed,1e9,2022,a,", "2 figure "),
        (
            "k,figure,e-x,s-x,killed,10000000000000000000,2022,a,",
            "2 figure ",
        ),
        ("k,figure,e-x,s-x,killed,٣.٥,2022,a,", "2 figure "),
        ("k,figure,e-x,s-x,killed,1.200,2022,a,", "2 figure "),
        (
            "k,figure,e-x,s-x,killed,5,2022-13-40,a,",
            "2 stated_on “2022-13-40” is not a date",
        ),
        (
            "k,figure,e-x,s-x,killed,5,,a,",
            "2 stated_on the cell is empty",
        ),
        (
            "k,figure,e-x,s-x,killed,5,2099,a,",
            "2 stated_on stated on 2099, which lies in the future",
        ),
        (
            "k,figure,e-x,s-x,killed,5,2022,,",
            "2 article the cell is empty",
        ),
        (
            "k,figure,e-x,s-x,killed,5,2022,a99,",
            "2 article there is no article “a99”",
        ),
        (
            "k,figure,,s-x,killed,5,2022,a,",
            "2 event which event? there are 0",
        ),
        (
            "k,figure,No event,s-x,killed,5,2022,a,",
            "2 event there is no event “No event”",
        ),
        (
            "k,figure,e-x,No one,killed,5,2022,a,",
            "2 claimant there is no source “No one”",
        ),
        (
            "k,figure,e-x,s-x,killed,5,2022,a,six people",
            "2 quote the quote does not say “5”",
        ),
        (
            "k,denial,e-x,s-x,killed,,2022,a,",
            "2 measure only a figure has a `measure`",
        ),
        (
            "k,accusation,e-x,s-x,,,2022,a,",
            "2 accused the cell is empty",
        ),
    ];
    for (row, said) in cases {
        let fault = row_fault(row);
        assert!(fault.starts_with(said), "{row}: {fault}");
    }
}

#[test]
fn numbers_in_two_ways_agree_or_are_refused() {
    let header = "kind,event,claimant,measure,figure,low,best,high,qualifier,stated_on,article\n";
    let fault = |cells: &str| {
        let found = faults(format!("{header}figure,e-x,s-x,killed,{cells},2022,a\n"));
        found.join("; ")
    };
    assert_eq!(fault("at least 49,49,,,at_least"), "");
    assert_eq!(fault(",49,,,"), "");
    assert_eq!(fault(",,,,vague"), "");
    assert!(
        fault("at least 49,50,,,at_least")
            .starts_with("2 figure the figure “at least 49” is not what")
    );
    assert!(fault(",,5,,").starts_with("2 qualifier a best value alone"));
    assert!(fault(",9,,5,range").starts_with("2 low the figure low 9"));
    assert!(fault(",-3,,,").starts_with("2 low “-3” is not a whole number"));
    assert!(fault(",9007199254740992,,,").starts_with("2 low 9007199254740992 is too large"));
}

#[test]
fn further_rows_add_places_and_contradict_nothing() {
    let sheet = format!(
        "{HEADER}k1,figure,e-x,s-x,killed,5,2022,a,5 dead\n\
         k1,,,,,,,b,5 killed\n\
         k1,figure,,,killed,5,,c,5 lost\n\
         k1,,,,,6,,d,5 gone\n\
         k2,figure,e-x,s-x,killed,x,2022,a,\n\
         k2,,,,,,,b,\n\
         k3,figure,e-x,s-x,killed,7,2022,a,7 dead\n\
         k1,,,,,,,e,5 fell\n\
         k1,,,,killed,,,f,5 died\n\
         k2,,,,,,,c,\n"
    );
    let mut office = Office::new();
    let outcome = office.import(&sheet).unwrap();
    let lines: Vec<(u64, Option<&str>)> = outcome
        .failed
        .iter()
        .map(|fault| (fault.line, fault.column))
        .collect();
    assert_eq!(
        lines,
        [
            (5, Some("figure")),
            (6, Some("figure")),
            (7, None),
            (10, None),
            (11, None)
        ]
    );
    assert_eq!((outcome.recorded, outcome.cited), (2, 1));
    let (written, _) = office.export(Default::default());
    assert_eq!(
        written.lines().filter(|row| row.starts_with("c1,")).count(),
        4
    );
}

#[test]
fn a_row_that_is_there_twice_is_taken_once() {
    let row = "k1,figure,e-x,s-x,killed,5,2022,a,5 dead\n";
    let outcome = Office::new().import(format!("{HEADER}{row}{row}")).unwrap();
    assert_eq!(
        (outcome.recorded, outcome.skipped, outcome.failed.len()),
        (1, 1, 0)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_bytes_are_read_or_refused(
        noise in prop::collection::vec(any::<u8>(), 0..40),
        cells in "[a-e0-9,;\"'\n\r\t =kё-]{0,60}",
    ) {
        let mut office = Office::new();
        let _ = office.import(&noise);
        let mut sheet = HEADER.as_bytes().to_vec();
        sheet.extend_from_slice(cells.as_bytes());
        let _ = office.import(&sheet);
        sheet.extend_from_slice(&noise);
        let _ = office.import(&sheet);
    }
}

#[test]
fn an_answer_is_to_a_row_of_the_sheet_and_fails_with_it() {
    let header = "claim,kind,event,claimant,stated_on,accused,act,answers,article\n";
    let sheet = format!(
        "{header}k1,denial,e-x,b,2022,,,k2,x\n\
         k2,accusation,e-x,a,2022,b,shelling,,x\n\
         k3,accusation,e-x,a,2022-13,b,mining,,x\n\
         k4,denial,e-x,b,2022,,,k3,x\n\
         k5,denial,e-x,b,2022,,,c1,x\n\
         k6,denial,e-x,b,2022,,,k7,x\n\
         k7,denial,e-x,b,2022,,,k6,x\n\
         k8,denial,e-x,b,2022,,,k8,x\n"
    );
    let mut office = Office::new();
    let outcome = office.import(&sheet).unwrap();
    let mut said = told(&outcome);
    said.sort_unstable();
    let starts = [
        "4 stated_on “2022-13”",
        "5 answers it answers “k3”, which was not recorded: see line 4",
        "6 answers there is no row “c1” in this sheet",
        "7 answers it answers “k7”",
        "8 answers it answers “k6”",
        "9 answers ",
    ];
    assert_eq!(said.len(), starts.len(), "{said:?}");
    for (said, start) in said.iter().zip(starts) {
        assert!(said.starts_with(start), "{said}");
    }
    assert_eq!(outcome.recorded, 2);
}

#[test]
fn other_line_ends_delimiters_and_marks_are_read_alike() {
    let plain = format!("{HEADER}k1,figure,e-x,s-x,killed,\"5\",2022,a,\"5\ndead\"\n");
    let mut first = None;
    for sheet in [
        plain.clone(),
        plain.replace('\n', "\r\n"),
        format!("\u{feff}{plain}"),
        plain.replace(',', ";"),
        plain.replace(',', "\t"),
        plain.trim_end().to_owned(),
        format!("\n{plain}\n\n"),
    ] {
        let mut office = Office::new();
        let outcome = office.import(&sheet).unwrap();
        assert_eq!(outcome.failed, []);
        assert_eq!(outcome.recorded, 1);
        let is_comma = sheet.contains(',');
        assert_eq!(
            outcome
                .notes
                .iter()
                .any(|note| note.contains("between cells")),
            !is_comma
        );
        let (written, _) = office.export(Default::default());
        let written = written.replace("\r\n", "\n");
        assert_eq!(&written, first.get_or_insert(written.clone()));
    }
}

#[test]
fn a_thousand_faults_are_enough_when_nothing_will_be_kept() {
    let mut sheet = HEADER.to_owned();
    for _ in 0..3000 {
        sheet.push_str("k,sheep,,,,,,,\n");
    }
    let mut office = Office::new();
    assert_eq!(office.import(&sheet).unwrap().failed.len(), 3000);
    let options = crate::exchange::sheet::SheetOptions {
        guard: Guard::On,
        missing: Missing::Make,
        event: None,
        pinned: &std::collections::HashMap::new(),
        keep_going: false,
    };
    let outcome = office
        .work(|desk| {
            crate::exchange::sheet::record_sheet(
                desk,
                &mut crate::exchange::Shelf::new(),
                std::path::Path::new("x.csv"),
                Box::new(sheet.as_bytes()),
                options,
                &mut |_| {},
            )
        })
        .unwrap();
    assert_eq!(
        (outcome.failed.len(), outcome.gave_up_at),
        (1000, Some(1001))
    );
}

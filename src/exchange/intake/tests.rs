use super::*;
use crate::exchange::testing::{Office, bundled};
use crate::store::{Horizon, Read as _};

fn faults(outcome: &CaseOutcome) -> Vec<String> {
    outcome
        .faults()
        .map(|fault| format!("{fault} ({})", fault.hint.clone().unwrap_or_default()))
        .collect()
}

#[test]
fn the_bundled_case_is_recorded_whole_and_a_second_time_not_at_all() {
    let mut office = Office::new();
    let outcome = office.take(&bundled()).unwrap();
    assert_eq!(faults(&outcome), Vec::<String>::new());
    let claims = outcome.claims.as_ref().unwrap();
    assert_eq!((claims.recorded, claims.cited, claims.skipped), (21, 0, 0));
    assert_eq!(claims.rows, 44);
    assert_eq!(claims.notes, Vec::<String>::new());
    assert!(outcome.is_new_event && outcome.is_changed());
    assert_eq!(outcome.new_sources.len(), 20);
    assert_eq!(outcome.pages.len(), 12);

    let head = office.head();
    let again = office.take(&bundled()).unwrap();
    assert_eq!(faults(&again), Vec::<String>::new());
    assert!(!again.is_changed());
    assert_eq!(again.notes, Vec::<String>::new());
    assert_eq!(again.claims.unwrap().skipped, 21);
    assert_eq!(office.head(), head);
}

#[test]
fn an_edited_page_names_what_changed_and_the_claims_that_rest_on_the_old_words() {
    let mut office = Office::new();
    let outcome = office.take(&bundled()).unwrap();
    let edited: Vec<_> = outcome
        .pages
        .iter()
        .filter(|page| matches!(page.taken.captured, Captured::Next { .. }))
        .collect();
    assert_eq!(edited.len(), 1);
    let taken = &edited[0].taken;
    assert!(
        taken
            .changes
            .iter()
            .any(|change| change.before.contains("49") && change.after.contains("105"))
    );
    let at_risk: Vec<String> = taken
        .claims_at_risk
        .iter()
        .map(|risk| format!("{} {:?}", risk.claim, risk.fate))
        .collect();
    assert!(at_risk.contains(&"c1 Gone".to_owned()), "{at_risk:?}");
}

#[test]
fn what_is_recorded_otherwise_is_left_and_said() {
    let mut office = Office::new();
    office.take(&bundled()).unwrap();
    office.work(|desk| {
        let handle = "reuters".parse().unwrap();
        let id = desk.read().source_by_handle(&handle).unwrap().unwrap();
        let mut spec = SourceSpec::from(&desk.source_at(id).unwrap());
        spec.country = Some("GB".parse().unwrap());
        desk.edit_source(id, &spec, &crate::record::Why::default())
            .unwrap();
    });
    let head = office.head();
    let outcome = office.take(&bundled()).unwrap();
    assert_eq!(office.head(), head);
    assert_eq!(outcome.notes.len(), 1);
    assert!(outcome.notes[0].contains("(reuters) differs from case.toml: country"));
}

#[test]
fn a_page_that_cannot_be_read_fails_alone_and_with_the_rows_that_cite_it() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| std::fs::write(folder.path().join(name), text).unwrap();
    write("good.txt", b"On Monday 5 people were killed, it said.");
    write("empty.txt", b"");
    write("binary.txt", b"\x89PNG\r\n\x1a\n\0\0\0\0");
    write(
        "case.toml",
        b"format = 1\n[event]\nhandle = \"e-x\"\ntitle = \"X\"\n[[source]]\nhandle = \"mod\"\nname = \"Mod\"\nkind = \"official\"\n\
          [[article]]\nkey = \"good\"\nfile = \"good.txt\"\npublisher = \"mod\"\n\
          [[article]]\nkey = \"empty\"\nfile = \"empty.txt\"\n\
          [[article]]\nkey = \"binary\"\nfile = \"binary.txt\"\n\
          [[article]]\nkey = \"nobody\"\nfile = \"case.toml\"\npublisher = \"nobody\"\n",
    );
    write(
        "claims.csv",
        "kind,claimant,measure,figure,stated_on,article,quote\n\
         figure,mod,killed,5,2022,good,5 people were killed\n\
         figure,mod,killed,6,2022,empty,6\n\
         figure,nobody,killed,7,2022,good,7\n\
         figure,mod,killed,8,2022,goood,7\n"
            .as_bytes(),
    );
    let mut office = Office::new();
    let outcome = office.take(folder.path()).unwrap();
    let lines: Vec<(u64, Option<&str>)> = outcome
        .faults()
        .map(|fault| (fault.line, fault.column))
        .collect();
    assert_eq!(
        lines,
        [
            (15, None),
            (18, None),
            (22, None),
            (3, Some("article")),
            (4, Some("claimant")),
            (5, Some("article"))
        ],
        "{:?}",
        faults(&outcome)
    );
    assert!(faults(&outcome)[0].contains(": empty.txt: the file is empty"));
    assert!(faults(&outcome)[4].contains("[[source]] in case.toml"));
    assert!(faults(&outcome)[5].contains("did you mean “good”"));
    assert_eq!(outcome.claims.unwrap().recorded, 1);
    let article = office.store.latest("a1".parse().unwrap(), Horizon::NOW);
    let article = article.unwrap().unwrap();
    let crate::model::Content::Article(article) = article.content else {
        panic!("a1 is an article");
    };
    assert_eq!(article.locator.value(), Some("e-x/good"));
}

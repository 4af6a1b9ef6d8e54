//! What the tests of this room share: a desk at a new database, the bundled case, sheets given as text.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::case::Case;
use super::guard::Guard;
use super::intake::{CaseOutcome, take_case};
use super::sheet::{
    Missing, SheetOptions, SheetOutcome, Style, Written, record_sheet, write_claims, write_history,
};
use super::{Result, Shelf};
use crate::model::{Cause, Rating};
use crate::record::spec::{AssessmentSpec, CitationSpec};
use crate::record::{Desk, Salts, Why};
use crate::store::sqlite::SqliteStore;
use crate::store::{Head, Horizon, Read as _, Store as _};

pub(super) struct Office {
    pub(super) dir: TempDir,
    pub(super) store: SqliteStore,
}

impl Office {
    pub(super) fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let store = SqliteStore::create(&dir.path().join("claims.db")).unwrap();
        Self { dir, store }
    }

    /// Works at a desk and commits.
    pub(super) fn work<T>(&mut self, work: impl FnOnce(&mut Desk<'_>) -> T) -> T {
        let size = self.store.head().unwrap().size;
        let write = self.store.begin(None).unwrap();
        let author = "tester".parse().unwrap();
        let now = "2026-01-01T12:00:00Z".parse().unwrap();
        let mut desk = Desk::new(write, author, now, Salts::seeded("test", size));
        let done = work(&mut desk);
        desk.commit().unwrap();
        done
    }

    pub(super) fn head(&self) -> Head {
        self.store.head().unwrap()
    }

    pub(super) fn take(&mut self, folder: &Path) -> Result<CaseOutcome> {
        let case = Case::read(folder)?;
        self.work(|desk| take_case(desk, &mut Shelf::new(), &case, true, &mut |_| {}))
    }

    /// Imports a sheet given as text.
    pub(super) fn import(&mut self, sheet: impl AsRef<[u8]>) -> Result<SheetOutcome> {
        self.import_as(sheet, Missing::Make, Guard::On)
    }

    pub(super) fn import_as(
        &mut self,
        sheet: impl AsRef<[u8]>,
        missing: Missing,
        guard: Guard,
    ) -> Result<SheetOutcome> {
        let options = SheetOptions {
            guard,
            missing,
            event: None,
            pinned: &HashMap::new(),
            keep_going: true,
        };
        let sheet = sheet.as_ref().to_vec();
        self.work(|desk| {
            record_sheet(
                desk,
                &mut Shelf::new(),
                Path::new("sheet.csv"),
                Box::new(sheet.as_slice()),
                options,
                &mut |_| {},
            )
        })
    }

    pub(super) fn export(&self, style: Style) -> (String, Written) {
        let mut out = Vec::new();
        let written = write_claims(&self.store, Horizon::NOW, None, style, &mut out).unwrap();
        (String::from_utf8(out).unwrap(), written)
    }

    pub(super) fn export_history(&self) -> String {
        let mut out = Vec::new();
        write_history(&self.store, Horizon::NOW, None, Style::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }
}

/// The bundled case.
pub(super) fn bundled() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/border-clashes-2022")
}

pub(super) fn rating(
    claim: &str,
    scale: Option<&str>,
    step: &str,
    evidence: &[&str],
) -> AssessmentSpec {
    AssessmentSpec {
        claim: claim.parse().unwrap(),
        assessed_on: "2022-09-22".parse().unwrap(),
        rating: Rating::new(scale.map(|scale| scale.parse().unwrap()), step).unwrap(),
        label: Some("=two versions".to_owned()),
        rationale: "each says, “the other”,\nand nobody was there".to_owned(),
        citations: Vec::new(),
        claims: evidence.iter().map(|id| id.parse().unwrap()).collect(),
    }
}

/// The bundled case with four ratings: one that rests on claims, one on words in two articles, one changed, one
/// withdrawn.
pub(super) fn rated() -> Office {
    let mut office = Office::new();
    office.take(&bundled()).unwrap();
    office.work(|desk| {
        let mut quoted = rating("c5", None, "fair", &[]);
        let words = CitationSpec {
            quote: Some("again denied that its artillery".to_owned()),
            ..CitationSpec::of("a4".parse().unwrap())
        };
        quoted.citations = vec![words, CitationSpec::of("a2".parse().unwrap())];
        desk.assess(&rating("c4", None, "contested", &["c5", "c6"]))
            .unwrap();
        desk.assess(&quoted).unwrap();
        let own = rating("c4", Some("Admiralty credibility"), "2", &[]);
        desk.assess(&own).unwrap();
        desk.assess(&rating("c1", None, "weak", &[])).unwrap();
    });
    office.work(|desk| {
        desk.set_author("second reader".parse().unwrap());
        let why = Why::because(Cause::LateDiscovery, "a witness was found");
        let changed = rating("c4", Some("Admiralty credibility"), "1", &["c6"]);
        desk.reassess("r3".parse().unwrap(), &changed, &why)
            .unwrap();
        desk.retract_assessment("r4".parse().unwrap(), "rated the wrong claim")
            .unwrap();
    });
    office
}

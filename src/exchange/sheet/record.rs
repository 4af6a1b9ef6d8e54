//! A sheet's claims and ratings → records.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::column::Column;
use super::doubtful::Doubtful;
use super::group::{Body, Further, Rows as Together};
use super::names::{Missing, Names, Pinned};
use super::outcome::SheetOutcome;
use super::parse::{self, Subject, What};
use super::rating::Rating;
use super::reader::Rows;
use super::row::{Reason, Row, Trouble};
use crate::exchange::guard::Guard;
use crate::exchange::{ExchangeError, Result, Shelf};
use crate::model::{Author, Cause, ClaimId, EventId};
use crate::record::spec::CitationSpec;
use crate::record::{Desk, RecordError, Standing, Why};

/// So many faulty rows are named before reading stops, when nothing will be recorded anyhow.
const ENOUGH_FAULTS: usize = 1000;

/// How a sheet is taken in.
#[derive(Debug, Clone, Copy)]
pub struct SheetOptions<'o> {
    /// Whether its cells are guarded against spreadsheets.
    pub guard: Guard,
    /// What is done about what it names and the database has not.
    pub missing: Missing,
    /// The event of rows that name none; else it is the only one there is.
    pub event: Option<EventId>,
    /// What articles are called besides their URLs and labels: a case's keys and files.
    pub pinned: &'o HashMap<String, Pinned>,
    /// Whether the good rows will be kept although others fail. Else reading stops at a thousand faulty rows.
    pub keep_going: bool,
}

/// Records the claims of a sheet in a file. `progress` is told of bytes as they are read.
///
/// # Errors
/// As [`record_sheet`]; the file cannot be opened.
pub fn record_sheet_file(
    desk: &mut Desk<'_>,
    shelf: &mut Shelf,
    path: &Path,
    options: SheetOptions<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<SheetOutcome> {
    let file = File::open(path).map_err(|reason| ExchangeError::Unreadable {
        path: path.to_owned(),
        reason,
    })?;
    record_sheet(desk, shelf, path, Box::new(file), options, progress)
}

/// Records the claims of a sheet. What is recorded already is left alone, so that a second run records nothing.
///
/// # Errors
/// The sheet cannot be read as a whole (its header, an open quotation mark), or the database fails. A faulty row is
/// no error here: it is in [`SheetOutcome::failed`], and the caller decides whether to commit.
pub fn record_sheet<'r>(
    desk: &mut Desk<'_>,
    shelf: &mut Shelf,
    file: &Path,
    sheet: Box<dyn Read + 'r>,
    options: SheetOptions<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<SheetOutcome> {
    let mut rows = Rows::open(file, sheet, options.guard)?;
    let own = desk.author().clone();
    let mut recorder = Recorder {
        desk,
        names: Names::new(shelf, options.pinned, options.missing, options.event),
        file: file.to_owned(),
        keys: HashMap::new(),
        waiting: Vec::new(),
        doubtful: Vec::new(),
        outcome: SheetOutcome {
            notes: std::mem::take(&mut rows.notes),
            ..SheetOutcome::default()
        },
        own,
    };
    let mut told = 0;
    let mut together: Option<Together> = None;
    while let Some(next) = rows.next()? {
        recorder.outcome.rows += 1;
        match next {
            Ok(row) => recorder.row(&mut together, row)?,
            Err(fault) => recorder.outcome.failed.push(fault),
        }
        let bytes = rows.bytes();
        progress(bytes - told);
        told = bytes;
        if !options.keep_going && recorder.outcome.failed.len() >= ENOUGH_FAULTS {
            recorder.outcome.gave_up_at = recorder.outcome.failed.last().map(|fault| fault.line);
            return Ok(recorder.outcome);
        }
    }
    recorder.finish(together)?;
    recorder.finish_waiting()?;
    recorder.tell_doubts();
    Ok(recorder.outcome)
}

/// What became of a key. Kept for every key of the sheet, so it is small.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// Where it stands first.
    pub(super) line: u32,
    pub(super) state: State,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum State {
    /// It answers a claim that has not been read yet.
    Waiting,
    /// It was not recorded.
    Failed,
    Recorded(Recorded),
    /// It is a rating of a claim.
    Rated(Rating),
}

/// A claim of the sheet that is in the database.
#[derive(Debug, Clone, Copy)]
pub(super) struct Recorded {
    pub(super) claim: ClaimId,
    /// The newest version that the sheet has told of.
    pub(super) number: u32,
    pub(super) origin: Origin,
}

/// Where a claim of the sheet was first recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Here.
    Sheet,
    /// It was there, and so many of its versions are the sheet's.
    Database(u32),
    /// It was there from other places, and those of the sheet were added.
    Merged,
}

pub(super) struct Recorder<'d, 'w, 's> {
    pub(super) desk: &'d mut Desk<'w>,
    pub(super) names: Names<'s>,
    pub(super) file: PathBuf,
    pub(super) keys: HashMap<Box<str>, Known>,
    waiting: Vec<Together>,
    pub(super) doubtful: Vec<Doubtful>,
    pub(super) outcome: SheetOutcome,
    own: Author,
}

impl Recorder<'_, '_, '_> {
    fn row(&mut self, together: &mut Option<Together>, row: Row) -> Result<()> {
        let line = row.line;
        let row = match together {
            None => row,
            Some(current) => match current.further(row) {
                Further::Taken => return Ok(()),
                Further::Faulty(reason) => {
                    self.fail(line, reason);
                    return Ok(());
                }
                Further::Other(row) => {
                    self.finish(together.take())?;
                    row
                }
            },
        };
        let key = row.word(Column::Claim);
        if let Some(known) = key.and_then(|key| self.keys.get(key)).copied() {
            match parse::number(&row) {
                Ok(number) if known.number().is_none_or(|newest| number <= newest) => {
                    return self.stray(known, number, &row);
                }
                _ => {}
            }
        }
        let (begun, fault) = Together::begin(row);
        if let Some(reason) = fault {
            self.fail(line, reason);
        }
        *together = Some(begun);
        Ok(())
    }

    /// A row of a claim whose rows ended further up.
    fn stray(&mut self, known: Known, number: u32, row: &Row) -> Result<()> {
        let recorded = match known.state {
            State::Recorded(recorded) => recorded,
            State::Rated(_) => {
                let message = format!("its rating's rows began on line {} and ended", known.line);
                let hint = "put the rows of one rating together";
                self.fail(row.line, Reason::new(message).with_hint(hint));
                return Ok(());
            }
            State::Failed => {
                let message = format!("its claim was not recorded: see line {}", known.line);
                self.fail(row.line, Reason::new(message));
                return Ok(());
            }
            State::Waiting => {
                let message = format!(
                    "its claim begins on line {} and answers a later row",
                    known.line
                );
                let hint = "put the rows of the claim together";
                self.fail(row.line, Reason::new(message).with_hint(hint));
                return Ok(());
            }
        };
        if number != recorded.number || !parse::is_citation_only(row) {
            let message = format!("its claim's rows began on line {} and ended", known.line);
            let hint = "put the rows of one claim together, or fill in only where it stands";
            self.fail(row.line, Reason::new(message).with_hint(hint));
            return Ok(());
        }
        let cited = match parse::place(row).map_err(Trouble::from) {
            Ok(place) => self
                .citation(&place)
                .and_then(|citation| self.cite(recorded.claim, &citation, row.line)),
            Err(trouble) => Err(trouble),
        };
        self.settle(row.line, cited).map(drop)
    }

    /// Records one version of one claim, when all of its rows are there.
    fn finish(&mut self, together: Option<Together>) -> Result<()> {
        let Some(together) = together else {
            return Ok(());
        };
        let line = together.first.line;
        let key = together.key().map(str::to_owned);
        let names = |named: &str| self.is_open(named) && key.as_deref() != Some(named);
        if together.number == 1 && named_in(&together).any(names) {
            self.remember(key, line, State::Waiting);
            self.waiting.push(together);
            return Ok(());
        }
        self.record(together)
    }

    /// Records what answers a row further down.
    fn finish_waiting(&mut self) -> Result<()> {
        loop {
            let before = self.waiting.len();
            for together in std::mem::take(&mut self.waiting) {
                let is_ready = !named_in(&together).any(|named| self.is_open(named));
                if is_ready {
                    self.record(together)?;
                } else {
                    self.waiting.push(together);
                }
            }
            if self.waiting.len() == before {
                break;
            }
        }
        for together in std::mem::take(&mut self.waiting) {
            self.record(together)?;
        }
        Ok(())
    }

    /// Whether a row of this key may still be recorded.
    fn is_open(&self, key: &str) -> bool {
        self.keys
            .get(key)
            .is_none_or(|known| matches!(known.state, State::Waiting))
    }

    fn record(&mut self, together: Together) -> Result<()> {
        let line = together.first.line;
        let key = together.key().map(str::to_owned);
        let state = match together.body {
            Some(body) if matches!(body.subject, Subject::Rating(_)) => {
                let rated = self.rate(key.as_deref(), together.number, line, &body);
                self.desk.set_author(self.own.clone());
                self.settle(line, rated)?.map(State::Rated)
            }
            Some(body) if !body.places.is_empty() => {
                let recorded = if together.number == 1 {
                    self.record_first(&together.first, body)
                } else {
                    self.record_later(key.as_deref(), &together.first, body)
                };
                self.desk.set_author(self.own.clone());
                self.settle(line, recorded)?.map(State::Recorded)
            }
            _ => None,
        };
        self.remember(key, line, state.unwrap_or(State::Failed));
        Ok(())
    }

    fn record_first(&mut self, first: &Row, body: Body) -> std::result::Result<Recorded, Trouble> {
        let author = body.version.author.clone();
        let (spec, lines) = self.spec(&body)?;
        let (mut spec, mut lines) = self.without_repeats(spec, lines);
        if let Some(author) = author {
            self.desk.set_author(author);
        }
        let claim = match self.desk.check_claim(&spec) {
            Ok(claim) => claim,
            Err(error) if spec.citations.len() == 1 => return Err(error.into()),
            Err(error) => {
                (spec, lines) = self.sift(spec, lines, error)?;
                self.desk.check_claim(&spec)?
            }
        };
        let (claim, origin) = match self.desk.standing(&claim)? {
            Standing::New => {
                self.doubt(&claim, &lines, 0)?;
                self.outcome.recorded += 1;
                (self.desk.add_checked(claim)?.claim, Origin::Sheet)
            }
            Standing::Recorded(known) => {
                self.outcome.skipped += 1;
                if first.word(Column::Revision).is_none() {
                    self.note_retracted(known, first.line)?;
                }
                (known, Origin::Database(self.versions_alike(known, &claim)?))
            }
            Standing::Repeated(known) => {
                for (citation, line) in spec.citations.iter().zip(lines) {
                    let cited = self.cite(known, citation, line);
                    self.settle(line, cited)?;
                }
                self.note_retracted(known, first.line)?;
                (known, Origin::Merged)
            }
        };
        Ok(Recorded {
            claim,
            number: 1,
            origin,
        })
    }

    /// Adds one place to a claim, unless it is there.
    fn cite(
        &mut self,
        claim: ClaimId,
        citation: &CitationSpec,
        line: u64,
    ) -> std::result::Result<(), Trouble> {
        let name = self.file.file_name().unwrap_or(self.file.as_os_str());
        let reason = format!("{}, line {line}", name.display());
        let why = Why::because(Cause::LateDiscovery, reason);
        match self.desk.cite(claim, citation, &why) {
            Ok(_) => {
                self.outcome.cited += 1;
                let claim = self.desk.claim_at(claim)?;
                let newest = claim.citations().len().saturating_sub(1);
                self.doubt(&claim, &[line], newest.max(1))
            }
            Err(RecordError::AlreadyCited(_)) => {
                self.outcome.skipped += 1;
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }

    fn note_retracted(&mut self, claim: ClaimId, line: u64) -> Result<()> {
        let horizon = crate::store::Horizon::NOW;
        let latest = self.desk.read().latest(claim.into(), horizon)?;
        if latest.is_some_and(|latest| latest.is_retraction()) {
            self.outcome.notes.push(format!(
                "line {line}: this is {claim}, which was retracted; it stays so, see `claimlog history {claim}`"
            ));
        }
        Ok(())
    }
}

/// The keys of the claims that rows name: what is answered, rated or rested on.
fn named_in(together: &Together) -> impl Iterator<Item = &str> {
    let subject = together.body.as_ref().map(|body| &body.subject);
    let (first, others): (Option<&str>, &[String]) = match subject {
        Some(Subject::Claim(told)) => match &told.what {
            What::Answers { key, .. } => (Some(key), &[]),
            What::Figure(_) | What::Accuses { .. } => (None, &[]),
        },
        Some(Subject::Rating(rated)) => (Some(&rated.key), &rated.evidence),
        None => (None, &[]),
    };
    first.into_iter().chain(others.iter().map(String::as_str))
}

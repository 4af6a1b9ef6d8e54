//! A case folder's description, `case.toml`, as typed values.
//!
//! Enter: the folder. Leaves: a [`Case`] in which every value is the model's and every file lies in the folder, or an
//! error that names the line. Nothing but `case.toml` is read here, and nothing is recorded. The keys:
//!
//! ```toml
//! format = 1
//!
//! [event]                      # handle, title; start, end, place, sides, note may be left out
//! handle = "border-clashes-2022"
//! title = "Clashes on the border"
//! sides = ["Armenia", "Azerbaijan"]
//!
//! [[source]]                   # handle, name, kind; country, side, reliability, note, aliases may be left out
//! handle = "armenia-mod"
//! name = "Ministry of Defence of Armenia"
//! kind = "official"
//! aliases = [ { name = "وزارة الدفاع الأرمينية", language = "ar" } ]
//!
//! [[article]]                  # key, and file or snapshots; all else may be left out
//! key = "first-day"
//! file = "articles/first-day.html"
//! retrieved = "2022-09-13T18:10:00Z"
//! url = "https://example.org/n/1"   # else the page's own; else the label “event/key”
//! publisher = "example"             # a handle; else the page's own
//! title = "…"                       # else the page's own; so with language and published
//! ```

mod inside;
mod raw;

use std::fs;
use std::path::{Path, PathBuf};

use super::{ExchangeError, Result};
use crate::model::{Handle, Instant, Language, PartialDate};
use crate::record::spec::{EventSpec, SourceSpec};

/// The description's name in its folder.
pub const CASE_FILE: &str = "case.toml";

/// The claims sheet's name in a case folder.
pub const CLAIMS_FILE: &str = "claims.csv";

/// The largest description that is read.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// A case as its folder describes it.
#[derive(Debug, Clone)]
pub struct Case {
    /// `case.toml`, as its path was given.
    pub file: PathBuf,
    /// What the case is about.
    pub event: EventSpec,
    /// Its sources, each with the line that it begins on.
    pub sources: Vec<(usize, SourceSpec)>,
    /// Its articles.
    pub articles: Vec<CaseArticle>,
    /// The claims sheet, where there is one.
    pub claims: Option<PathBuf>,
}

/// An article of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseArticle {
    /// What the claims sheet calls it.
    pub key: String,
    /// The line that it begins on.
    pub line: usize,
    /// Its canonical URL, where it is given.
    pub url: Option<String>,
    /// The handle of its publisher, and the line that it stands on.
    pub publisher: Option<(usize, Handle)>,
    /// Its headline, where it is given.
    pub title: Option<String>,
    /// Its language, where it is given.
    pub language: Option<Language>,
    /// The day printed on it, where it is given.
    pub published_at: Option<PartialDate>,
    /// The copies of it, in the order given; at least one.
    pub copies: Vec<CaseCopy>,
}

/// One saved copy of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseCopy {
    /// The file as `case.toml` names it.
    pub named: String,
    /// The line that it stands on.
    pub line: usize,
    /// The file itself, in the folder.
    pub path: PathBuf,
    /// When the copy was made, where it is given.
    pub retrieved_at: Option<Instant>,
    /// The character encoding, where it is given.
    pub charset: Option<String>,
}

impl Case {
    /// Whether a folder is a case folder.
    pub fn is_in(folder: &Path) -> bool {
        folder.join(CASE_FILE).is_file()
    }

    /// Reads a case's description and finds its files.
    ///
    /// # Errors
    /// The description cannot be read or says something wrong, which is named with its line; a file lies outside the
    /// folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let file = folder.join(CASE_FILE);
        let unreadable = |reason| ExchangeError::Unreadable {
            path: file.clone(),
            reason,
        };
        let root = fs::canonicalize(folder).map_err(unreadable)?;
        let path = inside::stay_inside(&root, CASE_FILE).map_err(|why| outside(&file, why))?;
        let size = fs::metadata(&path).map_err(unreadable)?.len();
        if size > MAX_BYTES {
            return Err(ExchangeError::TooLarge {
                path: file,
                size,
                limit: MAX_BYTES,
            });
        }
        let text = String::from_utf8(fs::read(&path).map_err(unreadable)?).map_err(|error| {
            let before = error
                .as_bytes()
                .get(..error.utf8_error().valid_up_to())
                .unwrap_or_default();
            ExchangeError::Case {
                file: file.clone(),
                line: Some(1 + before.iter().filter(|byte| **byte == b'\n').count()),
                message: "this line is not UTF-8".to_owned(),
                hint: Some("save the file as UTF-8".to_owned()),
            }
        })?;
        let mut case = raw::Description::parse(&file, &text)?.into_case(&root)?;
        case.claims = match fs::symlink_metadata(root.join(CLAIMS_FILE)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(reason) => return Err(unreadable(reason)),
            Ok(_) => {
                inside::stay_inside(&root, CLAIMS_FILE).map_err(|why| outside(&file, why))?;
                // The path as the user gave it, for messages; it is in the folder, as was just seen.
                Some(folder.join(CLAIMS_FILE))
            }
        };
        Ok(case)
    }

    /// How many bytes the articles and the sheet have together, for a progress bar.
    pub fn size(&self) -> u64 {
        let copies = self.articles.iter().flat_map(|article| &article.copies);
        let paths = copies
            .map(|copy| copy.path.as_path())
            .chain(self.claims.as_deref());
        paths
            .filter_map(|path| fs::metadata(path).ok())
            .fold(0, |sum, found| sum.saturating_add(found.len()))
    }
}

fn outside(file: &Path, why: inside::Why) -> ExchangeError {
    ExchangeError::Case {
        file: file.to_owned(),
        line: None,
        message: why.to_string(),
        hint: Some("a case's files lie in its folder".to_owned()),
    }
}

#[cfg(test)]
mod tests;

//! Answers that were given before, each in a file of its own, named by the SHA-256 of the whole request: text, prompt,
//! schema and model. Losing one costs a question.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use serde_json::Value;

use crate::model::Digest;

/// A folder of answers.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
}

/// The name of an answer.
pub(super) fn key(request: &Value) -> String {
    // Objects of serde_json are sorted by key, so the same request has the same bytes.
    Digest::of(request.to_string().as_bytes()).to_string()
}

impl Cache {
    pub(super) const fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    pub(super) fn get(&self, key: &str) -> Option<String> {
        fs::read_to_string(self.path(key)).ok()
    }

    /// Keeps an answer. A folder that cannot be written to keeps nothing, and that is all.
    pub(super) fn put(&self, key: &str, content: &str) {
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(&self.folder)?;
            // Whole or not at all: two runs may write the same answer at once.
            let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
            file.write_all(content.as_bytes())?;
            file.persist(self.path(key)).map_err(|error| error.error)?;
            Ok(())
        };
        let _ = write();
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{key}.json"))
    }
}

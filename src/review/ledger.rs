//! What was decided about proposals and is no claim: refusals, edits that wait, where a review stopped.
//!
//! It is a file of JSON Lines beside the database, `claimlog.db.review.jsonl`, not a table in it: nothing in the database
//! is outside the log, and `verify` goes on finding a change to any of its values. The file holds no words of any
//! article but those that a person typed as an edit; a decision hangs on the SHA-256 of the text, the bytes that the
//! proposal rests on and what it is of. Later lines count over earlier ones. Thrown away, it costs the refusals; what was
//! accepted is in the log. Invariants: a line is added whole or not at all; a line that cannot be read is passed over and
//! counted.

use std::collections::{BTreeMap, HashMap};
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Key, Proposals, State};
use crate::model::{Author, Digest, Instant};

/// Fields that a person changed, by name, as they were typed.
pub type Typed = BTreeMap<String, String>;

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
enum Decision {
    /// It is not to be proposed again.
    Refused,
    /// A refusal or an edit is taken back.
    Reopened,
    /// Fields were changed, and it is not accepted yet.
    Edited { fields: Typed },
    /// The review stopped here.
    Stopped,
}

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    text: String,
    start: usize,
    end: usize,
    what: String,
    #[serde(flatten)]
    decision: Decision,
    author: String,
    at: String,
}

/// The decisions about proposals.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    decided: HashMap<(String, Key), Decision>,
    stopped: Option<(String, Key)>,
    unreadable: usize,
}

impl Ledger {
    /// The decisions beside a database; none where there is no file yet.
    ///
    /// # Errors
    /// The file is there and cannot be read.
    pub fn beside(database: &Path) -> io::Result<Self> {
        let mut name = database.as_os_str().to_owned();
        name.push(".review.jsonl");
        let mut ledger = Self {
            path: name.into(),
            decided: HashMap::new(),
            stopped: None,
            unreadable: 0,
        };
        let bytes = match std::fs::read(&ledger.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(ledger),
            Err(error) => return Err(error),
        };
        for line in bytes
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
        {
            match serde_json::from_slice::<Line>(line) {
                Ok(line) => {
                    let key = Key {
                        start: line.start,
                        end: line.end,
                        what: line.what,
                    };
                    ledger.take((line.text, key), line.decision);
                }
                Err(_) => ledger.unreadable += 1,
            }
        }
        Ok(ledger)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many lines could not be read.
    pub const fn unreadable(&self) -> usize {
        self.unreadable
    }

    fn take(&mut self, of: (String, Key), decision: Decision) {
        match decision {
            Decision::Stopped => self.stopped = Some(of),
            Decision::Reopened => drop(self.decided.remove(&of)),
            decision => drop(self.decided.insert(of, decision)),
        }
    }

    /// Marks the proposals that were refused.
    pub fn mark(&self, proposals: &mut Proposals) {
        let text = proposals.digest();
        for proposed in &mut proposals.proposals {
            if proposed.state == State::Open && self.is_refused(text, &proposed.key) {
                proposed.state = State::Refused;
            }
        }
    }

    /// Whether a proposal was refused.
    pub fn is_refused(&self, text: Digest, key: &Key) -> bool {
        self.decided.get(&(text.to_string(), key.clone())) == Some(&Decision::Refused)
    }

    /// The fields that were changed before it was left.
    pub fn edits(&self, text: Digest, key: &Key) -> Typed {
        match self.decided.get(&(text.to_string(), key.clone())) {
            Some(Decision::Edited { fields }) => fields.clone(),
            _ => Typed::new(),
        }
    }

    /// Whether the last review stopped at this proposal.
    pub fn stopped_at(&self, text: Digest, key: &Key) -> bool {
        self.stopped
            .as_ref()
            .is_some_and(|(at, stopped)| *at == text.to_string() && stopped == key)
    }

    /// Remembers that a proposal is not wanted.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn refuse(
        &mut self,
        text: Digest,
        key: &Key,
        author: &Author,
        now: Instant,
    ) -> io::Result<()> {
        self.write(text, key, Decision::Refused, author, now)
    }

    /// Takes back a refusal or an edit.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn reopen(
        &mut self,
        text: Digest,
        key: &Key,
        author: &Author,
        now: Instant,
    ) -> io::Result<()> {
        self.write(text, key, Decision::Reopened, author, now)
    }

    /// Remembers changed fields of a proposal that is not accepted yet.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn edit(
        &mut self,
        text: Digest,
        key: &Key,
        fields: Typed,
        author: &Author,
        now: Instant,
    ) -> io::Result<()> {
        self.write(text, key, Decision::Edited { fields }, author, now)
    }

    /// Remembers where a review stopped.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn stop(
        &mut self,
        text: Digest,
        key: &Key,
        author: &Author,
        now: Instant,
    ) -> io::Result<()> {
        self.write(text, key, Decision::Stopped, author, now)
    }

    fn write(
        &mut self,
        text: Digest,
        key: &Key,
        decision: Decision,
        author: &Author,
        now: Instant,
    ) -> io::Result<()> {
        let line = Line {
            text: text.to_string(),
            start: key.start,
            end: key.end,
            what: key.what.clone(),
            decision,
            author: author.to_string(),
            at: now.to_string(),
        };
        let mut bytes = serde_json::to_vec(&line)?;
        bytes.push(b'\n');
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .read(true)
            .open(&self.path)?;
        // Two desks at one file take turns.
        file.lock()?;
        if !ends_with_a_line(&mut file)? {
            bytes.insert(0, b'\n');
        }
        file.write_all(&bytes)?;
        file.sync_data()?;
        self.take((line.text, key.clone()), line.decision);
        Ok(())
    }
}

/// Whether the last line is whole: one that was torn must not swallow the next.
fn ends_with_a_line(file: &mut File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(start: usize) -> Key {
        Key {
            start,
            end: start + 2,
            what: "killed 50".to_owned(),
        }
    }

    #[test]
    fn decisions_are_remembered_taken_back_and_survive_a_torn_line() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("claimlog.db");
        let text = Digest::of(b"text");
        let author: Author = "lina".parse().unwrap();
        let now: Instant = "2024-05-14T18:00:00Z".parse().unwrap();
        let open = || Ledger::beside(&database).unwrap();
        let mut ledger = open();
        assert!(!ledger.path().exists(), "looking writes nothing");
        ledger.refuse(text, &key(1), &author, now).unwrap();
        ledger.refuse(text, &key(5), &author, now).unwrap();
        ledger.reopen(text, &key(5), &author, now).unwrap();
        let fields = Typed::from([("claimant".to_owned(), "reuters".to_owned())]);
        ledger
            .edit(text, &key(7), fields.clone(), &author, now)
            .unwrap();
        ledger.stop(text, &key(7), &author, now).unwrap();
        let mut torn = std::fs::read(ledger.path()).unwrap();
        torn.extend_from_slice(b"{\"text\":\"ab");
        std::fs::write(ledger.path(), torn).unwrap();
        let mut ledger = open();
        assert_eq!(ledger.unreadable(), 1);
        assert!(ledger.is_refused(text, &key(1)));
        assert!(!ledger.is_refused(text, &key(5)));
        assert!(
            !ledger.is_refused(Digest::of(b"other"), &key(1)),
            "another text"
        );
        assert_eq!(ledger.edits(text, &key(7)), fields);
        assert!(ledger.stopped_at(text, &key(7)) && !ledger.stopped_at(text, &key(1)));
        ledger.refuse(text, &key(9), &author, now).unwrap();
        assert!(open().is_refused(text, &key(9)));
    }
}

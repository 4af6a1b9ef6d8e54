//! Saved pages, read: bytes → text and what the page says of itself. Many are read ahead, on all cores, while the desk
//! records those before them.
//!
//! Invariants: pages are taken in the order given; only a few are in memory at once; nothing is recorded here.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::thread;

use super::capture::Given;
use super::{ExchangeError, Result, locator};
use crate::article::{self, Hints, Reading};

/// A page that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it is called.
    pub path: PathBuf,
    /// The URL that a person gave for it, in its one spelling.
    pub url: Option<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its text and what it says of itself.
    pub reading: Reading,
}

impl Page {
    /// Reads a page that `path` names. `given` says its URL, charset and media type, where a person does.
    ///
    /// # Errors
    /// The bytes are no article; the URL is none.
    pub fn read(path: &Path, bytes: Vec<u8>, given: &Given) -> Result<Self> {
        let url = given
            .url
            .as_deref()
            .map(locator::canonical_url)
            .transpose()?;
        let hints = Hints {
            charset: given.charset.as_deref(),
            media_type: given.media_type,
            file_name: path.file_name().and_then(|name| name.to_str()),
            url: url.as_deref(),
            whole_page: given.whole_page,
        };
        let reading = article::read(&bytes, &hints).map_err(|error| ExchangeError::Article {
            path: path.to_owned(),
            error,
        })?;
        Ok(Self {
            path: path.to_owned(),
            url,
            bytes,
            reading,
        })
    }

    /// Reads a page in a file. Its size is looked at before it is read.
    ///
    /// # Errors
    /// The file cannot be read or is no article.
    pub fn in_file(path: &Path, given: &Given) -> Result<Self> {
        Self::read(path, read_within_limit(path)?, given)
    }
}

/// Reads the files on all cores and hands them over one by one in their order. Each core holds at most two pages: the
/// one that it reads and the one that waits to be taken.
///
/// # Errors
/// The first that `take` returns; the files behind it are not taken.
pub fn read_ahead<E>(
    paths: &[PathBuf],
    given: &Given,
    mut take: impl FnMut(&Path, Result<Page>) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let readers = cores.min(paths.len()).max(1);
    thread::scope(|scope| {
        let waiting: Vec<_> = (0..readers)
            .map(|reader| {
                let (sender, receiver) = sync_channel(1);
                let mine = paths.iter().skip(reader).step_by(readers);
                scope.spawn(move || {
                    for path in mine {
                        // Nobody listens any more when a page before was not taken.
                        if sender.send(Page::in_file(path, given)).is_err() {
                            return;
                        }
                    }
                });
                receiver
            })
            .collect();
        for (path, receiver) in paths.iter().zip(waiting.iter().cycle()) {
            match receiver.recv() {
                Ok(page) => take(path, page)?,
                // The reader panicked; the scope says so when it ends.
                Err(_) => break,
            }
        }
        Ok(())
    })
}

/// Reads a file whole, unless it is too large for an article.
fn read_within_limit(path: &Path) -> Result<Vec<u8>> {
    let unreadable = |reason| ExchangeError::Unreadable {
        path: path.to_owned(),
        reason,
    };
    let limit = u64::try_from(article::MAX_BYTES).unwrap_or(u64::MAX);
    // Looked at before it is opened: opening a pipe that nobody writes to would wait for ever.
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(unreadable(std::io::Error::other(
            "it is not a plain file; give what a pipe has on standard input, as “-”",
        )));
    }
    let file = File::open(path).map_err(unreadable)?;
    let about = file.metadata().map_err(unreadable)?;
    let too_large = |size| ExchangeError::TooLarge {
        path: path.to_owned(),
        size,
        limit,
    };
    if about.len() > limit {
        return Err(too_large(about.len()));
    }
    // One byte more than there is, so that the end is met without asking for more room.
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0) + 1);
    // A pipe or a file that grows has no size that could be trusted.
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    match u64::try_from(bytes.len()) {
        Ok(size) if size > limit => Err(too_large(size)),
        _ => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_come_in_the_order_given_and_a_bad_one_stops_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let paths: Vec<PathBuf> = (0..40)
            .map(|number| {
                let path = folder.path().join(format!("{number}.txt"));
                // Some are long, so that their readers fall behind; some are empty, which no article is.
                let body = format!("Toll {number}\n\n").repeat(1 + number % 7 * 300);
                let text = if number % 10 == 9 {
                    String::new()
                } else {
                    body
                };
                std::fs::write(&path, text).unwrap();
                path
            })
            .collect();
        let mut seen = Vec::new();
        read_ahead(&paths, &Given::default(), |path, page| {
            let number = seen.len();
            assert_eq!(path, paths[number]);
            match page {
                Ok(page) => assert!(page.reading.text.starts_with(&format!("Toll {number}"))),
                Err(error) => assert!(number % 10 == 9, "{error}"),
            }
            seen.push(number);
            Ok::<(), ()>(())
        })
        .unwrap();
        assert_eq!(seen.len(), 40);
    }

    #[test]
    fn what_stops_the_taker_stops_the_readers() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page.txt");
        std::fs::write(&path, "Toll\n\nFifty people died.\n").unwrap();
        let paths = vec![path; 50];
        let mut taken = 0;
        let outcome = read_ahead(&paths, &Given::default(), |_, _| {
            taken += 1;
            if taken == 3 { Err("full") } else { Ok(()) }
        });
        assert_eq!((outcome, taken), (Err("full"), 3));
    }
}

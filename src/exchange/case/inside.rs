//! Files of a case stay in its folder.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Why a path is refused.
#[derive(Debug)]
pub(super) enum Why {
    Empty,
    Absolute,
    Upward,
    LinksOut,
    NoFile,
    Unreadable(io::Error),
}

impl Why {
    /// In words, behind the path; none where the file is missing rather than refused.
    pub(super) const fn refusal(&self) -> Option<&'static str> {
        match self {
            Self::Empty => Some("is no path"),
            Self::Absolute => Some("is absolute and not in the case's folder"),
            Self::Upward => Some("leads out of the case's folder with “..”"),
            Self::LinksOut => Some("is a link that leads out of the case's folder"),
            Self::NoFile | Self::Unreadable(_) => None,
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFile => f.write_str("is not a file"),
            Self::Unreadable(reason) if reason.kind() == io::ErrorKind::NotFound => {
                f.write_str("is not there")
            }
            Self::Unreadable(reason) => write!(f, "cannot be read: {reason}"),
            other => f.write_str(other.refusal().unwrap_or_default()),
        }
    }
}

/// The file that `named` means in `root`, which is canonical. Nothing of the file is read.
pub(super) fn stay_inside(root: &Path, named: &str) -> Result<PathBuf, Why> {
    let path = Path::new(named);
    let mut parts = 0_usize;
    for part in path.components() {
        match part {
            Component::Normal(_) => parts += 1,
            Component::CurDir => {}
            Component::ParentDir => return Err(Why::Upward),
            Component::RootDir | Component::Prefix(_) => return Err(Why::Absolute),
        }
    }
    // A path of another system's making is refused there and here alike.
    if named.split(['/', '\\']).any(|part| part == "..") {
        return Err(Why::Upward);
    }
    if named.starts_with('\\') || named.get(1..3).is_some_and(|part| part == ":\\") {
        return Err(Why::Absolute);
    }
    if parts == 0 {
        return Err(Why::Empty);
    }
    let real = fs::canonicalize(root.join(path)).map_err(Why::Unreadable)?;
    if !real.starts_with(root) {
        return Err(Why::LinksOut);
    }
    if !real.is_file() {
        return Err(Why::NoFile);
    }
    Ok(real)
}

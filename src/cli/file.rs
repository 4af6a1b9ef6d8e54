//! Files of results: written whole or not at all, never over a database.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::context::shown;
use super::error::CliError;

/// Writes a file beside its place, which takes it only when it is whole. A device or a pipe is written to; only a
/// plain file is replaced, the one that a link leads to.
///
/// # Errors
/// The file is a database; the system's; what `write` returns.
pub(super) fn whole<T>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, CliError>,
) -> Result<T, CliError> {
    let name = shown(path);
    let failed = |error: &std::io::Error| CliError::io(name.clone(), error);
    let Some((target, mut file)) = beside(path)? else {
        let mut out = std::fs::OpenOptions::new()
            .write(true)
            .open(path)
            .map_err(|error| failed(&error))?;
        return write(&mut out);
    };
    let mut buffered = std::io::BufWriter::new(file.as_file_mut());
    let told = write(&mut buffered)?;
    buffered.flush().map_err(|error| failed(&error))?;
    drop(buffered);
    file.as_file().sync_all().map_err(|error| failed(&error))?;
    file.persist(&target)
        .map_err(|error| failed(&error.error))?;
    Ok(told)
}

/// Refuses a place that nothing can be written to, before anything is made or shown for it. A device or a pipe is left
/// alone: looking at it may already be too much.
///
/// # Errors
/// The file is a database or a folder; its folder is not there, or nothing can be written into it.
pub(super) fn expect_place(path: &Path) -> Result<(), CliError> {
    beside(path).map(drop)
}

/// The file that a link leads to, and an empty one beside it that is to take its place; none of a device or a pipe.
fn beside(path: &Path) -> Result<Option<(PathBuf, NamedTempFile)>, CliError> {
    let name = shown(path);
    refuse_database(path, &name)?;
    let about = std::fs::metadata(path).ok();
    match &about {
        Some(about) if about.is_dir() => {
            return Err(CliError::usage(
                format!("{name} is a folder; a file is to be written"),
                format!("name a file in it: {name}/…"),
            ));
        }
        Some(about) if !about.is_file() => return Ok(None),
        _ => {}
    }
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = folder_of(&target);
    let made = tempfile::Builder::new()
        .prefix(".claimlog-export-")
        .permissions(permissions(about.as_ref()))
        .tempfile_in(folder);
    let file = made.map_err(|error| {
        let folder = shown(folder);
        match error.kind() {
            ErrorKind::NotFound => CliError::usage(
                format!("{name} cannot be written: there is no folder {folder}"),
                "make the folder, or name another file",
            ),
            ErrorKind::NotADirectory => CliError::usage(
                format!("{name} cannot be written: {folder} is no folder"),
                "name another file",
            ),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => CliError::usage(
                format!("{name} cannot be written: you may not write into {folder}"),
                "name a file in a folder of yours",
            ),
            kind => CliError::io(name.clone(), &std::io::Error::from(kind)),
        }
    })?;
    Ok(Some((target, file)))
}

/// The folder that a file is in.
fn folder_of(target: &Path) -> &Path {
    target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Those of the file that is replaced, else those that a new file gets.
fn permissions(about: Option<&std::fs::Metadata>) -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    about.map_or_else(
        || std::fs::Permissions::from_mode(0o644),
        std::fs::Metadata::permissions,
    )
}

/// Nothing goes over a database, this one or another.
fn refuse_database(path: &Path, name: &str) -> Result<(), CliError> {
    use std::io::Read as _;
    let is_plain = std::fs::metadata(path).is_ok_and(|about| about.is_file());
    let mut start = [0_u8; 15];
    let is_database = is_plain
        && std::fs::File::open(path)
            .and_then(|mut file| file.read_exact(&mut start))
            .is_ok()
        && &start == b"SQLite format 3";
    if is_database {
        return Err(CliError::usage(
            format!("{name} is a database; an export does not go over it"),
            "name another file",
        ));
    }
    Ok(())
}

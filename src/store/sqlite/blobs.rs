//! Bytes under their SHA-256, compressed, stored once.

use rusqlite::{Connection, OptionalExtension as _};
use zstd::bulk::Compressor;

use crate::model::Digest;
use crate::store::{Result, StoreError};

/// Fast enough to be unnoticed beside the hashing, and within a few per cent of what higher levels reach on pages.
const LEVEL: i32 = 3;

/// Blobs larger than this are not unpacked: no snapshot is, and a forged size must not fill the memory.
const LARGEST: usize = 256 * 1024 * 1024;

/// Packs the blobs of one transaction: making its tables anew for each blob would cost as much as packing a page.
pub(super) struct Packer(Option<Compressor<'static>>);

impl Packer {
    pub(super) const fn new() -> Self {
        Self(None)
    }

    fn pack(&mut self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        match &mut self.0 {
            Some(compressor) => compressor.compress(bytes),
            none => none.insert(Compressor::new(LEVEL)?).compress(bytes),
        }
    }
}

pub(super) fn keep(connection: &Connection, packer: &mut Packer, bytes: &[u8]) -> Result<Digest> {
    let digest = Digest::of(bytes);
    let known: Option<i64> = connection
        .prepare_cached("SELECT 1 FROM blob WHERE sha256 = ?1")?
        .query_row([digest.as_bytes()], |row| row.get(0))
        .optional()?;
    if known.is_some() {
        return Ok(digest);
    }
    let size = i64::try_from(bytes.len())
        .map_err(|_| StoreError::Refused("too many bytes to keep".to_owned()))?;
    let packed = packer.pack(bytes).map_err(|error| {
        StoreError::Refused(format!("the bytes could not be compressed: {error}"))
    })?;
    let (codec, content) = if packed.len() < bytes.len() {
        ("zstd", packed.as_slice())
    } else {
        ("plain", bytes)
    };
    connection
        .prepare_cached("INSERT INTO blob (sha256, codec, size, content) VALUES (?1, ?2, ?3, ?4)")?
        .execute((digest.as_bytes(), codec, size, content))?;
    Ok(digest)
}

pub(super) fn load(connection: &Connection, digest: Digest) -> Result<Option<Vec<u8>>> {
    let found = connection
        .prepare_cached("SELECT codec, size, content FROM blob WHERE sha256 = ?1")?
        .query_row([digest.as_bytes()], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, Vec<u8>>(2)?,
            ))
        })
        .optional()?;
    let Some((codec, size, content)) = found else {
        return Ok(None);
    };
    unpack(&codec, size, content)
        .filter(|bytes| Digest::of(bytes) == digest)
        .map(Some)
        .ok_or_else(|| {
            StoreError::Damaged(format!(
                "the bytes kept as {digest} are not those bytes any more"
            ))
        })
}

/// The plain content; none when codec, size and content do not belong together.
fn unpack(codec: &str, size: i64, content: Vec<u8>) -> Option<Vec<u8>> {
    let size = usize::try_from(size).ok().filter(|size| *size <= LARGEST)?;
    let bytes = match codec {
        "plain" => content,
        "zstd" => zstd::bulk::decompress(&content, size).ok()?,
        _ => return None,
    };
    (bytes.len() == size).then_some(bytes)
}

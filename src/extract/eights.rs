//! Short pieces of text, eight bytes at a time: however long a piece is, the same steps are taken, since nobody could
//! foresee a choice that depends on its length.

/// A piece is at most so many numbers.
pub(super) const MOST_EIGHTS: usize = 8;
/// A piece has at most so many bytes.
pub(super) const LONGEST: usize = MOST_EIGHTS * 8;

/// By the length of a piece in bytes: which bits of each eight bytes are its own.
static MASKS: [[u64; MOST_EIGHTS]; LONGEST + 1] = {
    let mut masks = [[0; MOST_EIGHTS]; LONGEST + 1];
    let mut length = 0;
    while length < masks.len() {
        let mut part = 0;
        while part * 8 < length {
            let bytes = length - part * 8;
            masks[length][part] = if bytes < 8 {
                (1 << (8 * bytes)) - 1
            } else {
                u64::MAX
            };
            part += 1;
        }
        length += 1;
    }
    masks
};

/// The `length` bytes from `start` as numbers, nought behind their end; all nought where the piece does not fit.
#[inline]
pub(super) fn eights<const N: usize>(bytes: &[u8], start: usize, length: usize) -> [u64; N] {
    let Some(masks) = MASKS.get(length) else {
        return [0; N];
    };
    let Some(there) = bytes.get(start..start + N * 8) else {
        return last_eights(bytes, start, length);
    };
    let mut found = [0; N];
    for ((part, eight), mask) in found.iter_mut().zip(there.as_chunks::<8>().0).zip(masks) {
        *part = u64::from_le_bytes(*eight) & mask;
    }
    found
}

/// The same near the end of a text.
#[cold]
fn last_eights<const N: usize>(bytes: &[u8], start: usize, length: usize) -> [u64; N] {
    let piece = bytes.get(start..start + length).unwrap_or(&[]);
    let mut found = [0; N];
    for (part, eight) in found.iter_mut().zip(piece.chunks(8)) {
        let mut bytes = [0; 8];
        bytes[..eight.len()].copy_from_slice(eight);
        *part = u64::from_le_bytes(bytes);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_its_bytes_wherever_it_stands() {
        let text: Vec<u8> = (1..=90).collect();
        for start in 0..text.len() {
            for length in 0..=(text.len() - start).min(LONGEST) {
                let mut bytes = [0; LONGEST];
                bytes[..length].copy_from_slice(&text[start..start + length]);
                let found: [u64; MOST_EIGHTS] = eights(&text, start, length);
                let written: Vec<u8> = found.iter().flat_map(|n| n.to_le_bytes()).collect();
                assert_eq!(written, bytes, "{length} from {start}");
            }
        }
    }
}

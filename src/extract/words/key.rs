//! How a word is kept: its bytes as numbers, and in the same numbers what it stands for.
//!
//! What enters: the numbers of a word ([`eights`](super::super::eights)). What leaves: where it is kept, whether what is kept
//! there is the same, and what that stands for. Invariant: two keys are the same only for the same bytes.

use super::super::eights::{LONGEST, MOST_EIGHTS};
use super::WordId;

/// How many bytes of a word are kept: fourteen letters of most scripts.
pub(super) const KEPT: usize = SHORT * 8 - 4;
/// How many of a long word: thirty letters.
pub(super) const KEPT_LONG: usize = LONGEST - 4;
/// How many pairs of words are kept, as a power of two.
pub(super) const PAIRS: u32 = 12;
/// How many long words, as a power of two.
pub(super) const LONG_WORDS: u32 = 10;
/// So many numbers keep a word.
pub(super) const SHORT: usize = 4;
/// So many a long one.
pub(super) const LONG: usize = MOST_EIGHTS;

/// A word as it is written, as numbers, nought behind its end: no letter is nought. The upper half of the last number is no
/// part of it, and says where the word is kept what it is.
pub(super) type Key<const N: usize> = [u64; N];

/// The half of the last number of a key that is the word's.
const LOWER: u64 = 0xFFFF_FFFF;

/// Compares numbers that were just made, one by one: all at once would wait until they have reached the memory.
#[inline]
pub(super) fn is_same<const N: usize>(kept: &Key<N>, key: &Key<N>) -> bool {
    let mut differs = 0;
    for (part, (one, other)) in (1..).zip(kept.iter().zip(key)) {
        let bits = one ^ other;
        differs |= if part == N { bits & LOWER } else { bits };
    }
    differs == 0
}

/// The id of what is kept, and how many of its bytes are the word.
#[inline]
pub(super) fn kept_by<const N: usize>(kept: &Key<N>) -> (WordId, usize) {
    let upper = kept[N - 1] >> 32;
    let id = u32::try_from(upper >> 8).unwrap_or(0);
    (
        WordId(id),
        usize::try_from(upper & 0xFF).unwrap_or(KEPT_LONG),
    )
}

/// A key with what it stands for: 24 bits are an id and eight how many of its bytes are the word.
pub(super) fn kept<const N: usize>(mut key: Key<N>, id: WordId, length: usize) -> Key<N> {
    let length = u64::try_from(length).unwrap_or(0) & 0xFF;
    key[N - 1] |= (u64::from(id.0) << 8 | length) << 32;
    key
}

/// Where a word is kept among so many places, a power of two.
#[inline]
pub(super) fn place_of<const N: usize>(key: &Key<N>, places: u32) -> usize {
    // Odd numbers without a pattern: a sum of products, of which the highest bits depend on every letter.
    const ODD: [u64; LONG] = [
        0x9E37_79B9_7F4A_7C15,
        0xC2B2_AE3D_27D4_EB4F,
        0x1656_67B1_9E37_79F9,
        0x27D4_EB2F_1656_67C5,
        0x8525_4D99_E0C1_3A37,
        0xD6E8_FEB8_6659_FD93,
        0xA076_1D64_78BD_642F,
        0xE703_7ED1_A0B4_28DB,
    ];
    let sum = key.iter().zip(ODD).fold(0_u64, |sum, (part, odd)| {
        sum.wrapping_add(part.wrapping_mul(odd))
    });
    usize::try_from((sum ^ (sum >> 29)).wrapping_mul(ODD[0]) >> (64 - places)).unwrap_or(0)
}

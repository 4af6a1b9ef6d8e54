//! The two hashes of the tree: of a leaf and of a node (RFC 6962 §2.1).
//!
//! Enter: the bytes of an entry, or two hashes. Leaves: a [`struct@Hash`]. The first byte of what is
//! hashed says which of the two it is, so that no entry can pass for a node or the other way round.

use sha2::{Digest as _, Sha256};

use super::hex::hex_newtype;

/// A hash of the log's tree: of a leaf, of a node, or the root. 32 bytes, written as 64 lower-case
/// hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

hex_newtype!(Hash, 32);

impl Hash {
    /// Root of the tree without entries: the SHA-256 of nothing (RFC 6962 §2.1).
    pub const EMPTY_ROOT: Hash = Hash([
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9,
        0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52,
        0xb8, 0x55,
    ]);
}

const LEAF: u8 = 0x00;
const NODE: u8 = 0x01;

/// Hash of a leaf: SHA-256(0x00 ‖ entry) (RFC 6962 §2.1).
pub fn leaf_hash(entry: &[u8]) -> Hash {
    let hasher = Sha256::new().chain_update([LEAF]).chain_update(entry);
    Hash(hasher.finalize().into())
}

/// Hash of a node: SHA-256(0x01 ‖ left ‖ right) (RFC 6962 §2.1).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut input = [NODE; 1 + 2 * Hash::LENGTH];
    input[1..=Hash::LENGTH].copy_from_slice(&left.0);
    input[1 + Hash::LENGTH..].copy_from_slice(&right.0);
    Hash(Sha256::digest(input).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_root_is_the_hash_of_nothing() {
        assert_eq!(Hash::EMPTY_ROOT, Hash(Sha256::digest([]).into()));
    }

    #[test]
    fn a_leaf_cannot_pass_for_a_node() {
        let (left, right) = (leaf_hash(b"left"), leaf_hash(b"right"));
        let both = [left.0, right.0].concat();
        assert_ne!(leaf_hash(&both), node_hash(&left, &right));
        assert_ne!(node_hash(&left, &right), node_hash(&right, &left));
    }

    #[test]
    fn text_and_json_are_the_hexadecimal_digits() {
        let hash = leaf_hash(b"");
        let text = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
        assert_eq!(hash.to_string(), text);
        assert_eq!(text.parse(), Ok(hash));
        let json = serde_json::to_string(&hash).expect("a hash is a string");
        assert_eq!(json, format!("\"{text}\""));
        assert_eq!(
            serde_json::from_str::<Hash>(&json).expect("its own text"),
            hash
        );
        assert!(serde_json::from_str::<Hash>("\"6e34\"").is_err());
        assert_eq!(format!("{hash:?}"), format!("Hash({text})"));
    }
}

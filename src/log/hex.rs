//! Lower-case hexadecimal, and the types of the log that are fixed byte strings written in it.
//!
//! One value has one text: upper-case digits, blanks and other lengths are refused.

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Why a text is not the hexadecimal form that was expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HexError {
    /// Too few or too many digits.
    #[error("expected {expected} hexadecimal digits, found {found} bytes")]
    Length {
        /// How many there must be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// Something other than `0-9a-f`.
    #[error("not a lower-case hexadecimal digit at byte {position}")]
    Digit {
        /// Where, in bytes.
        position: usize,
    },
}

/// The two digits of a byte.
pub(super) fn digits(byte: u8) -> [u8; 2] {
    [
        DIGITS[usize::from(byte >> 4)],
        DIGITS[usize::from(byte & 0x0f)],
    ]
}

/// Appends all digits of a byte string.
pub(super) fn encode_into(out: &mut Vec<u8>, bytes: &[u8]) {
    let start = out.len();
    out.resize(start + 2 * bytes.len(), 0);
    let (pairs, _) = out[start..].as_chunks_mut::<2>();
    for (pair, byte) in pairs.iter_mut().zip(bytes) {
        *pair = digits(*byte);
    }
}

/// All digits of a byte string.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut out = Vec::new();
    encode_into(&mut out, bytes);
    String::from_utf8(out).expect("digits are ASCII")
}

/// Reads exactly `N` bytes.
pub(super) fn decode<const N: usize>(text: &str) -> Result<[u8; N], HexError> {
    let length = HexError::Length {
        expected: 2 * N,
        found: text.len(),
    };
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return Err(length);
    };
    if pairs.len() != N {
        return Err(length);
    }
    let mut bytes = [0; N];
    for (at, (byte, [high, low])) in bytes.iter_mut().zip(pairs).enumerate() {
        let high = nibble(*high).ok_or(HexError::Digit { position: 2 * at })?;
        let low = nibble(*low).ok_or(HexError::Digit {
            position: 2 * at + 1,
        })?;
        *byte = high << 4 | low;
    }
    Ok(bytes)
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// Gives a newtype over `[u8; N]` its text form (`Display`, `FromStr`, serde) and its byte forms.
macro_rules! hex_newtype {
    ($name:ident, $bytes:expr) => {
        impl $name {
            /// Length in bytes.
            pub const LENGTH: usize = $bytes;

            /// The bytes, as they are stored and hashed.
            pub const fn as_bytes(&self) -> &[u8; $bytes] {
                &self.0
            }
        }

        impl From<[u8; $bytes]> for $name {
            fn from(bytes: [u8; $bytes]) -> Self {
                Self(bytes)
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = std::array::TryFromSliceError;

            fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
                <[u8; $bytes]>::try_from(bytes).map(Self)
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&$crate::log::hex::encode(&self.0))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::log::hex::HexError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::log::hex::decode(text).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
                let text = String::deserialize(reader)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(super) use hex_newtype;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_goes_there_and_back() {
        for byte in 0..=u8::MAX {
            let text = encode(&[byte]);
            assert_eq!(text, format!("{byte:02x}"));
            assert_eq!(decode(&text), Ok([byte]));
        }
    }

    #[test]
    fn one_value_has_one_text() {
        assert_eq!(decode::<1>("0A"), Err(HexError::Digit { position: 1 }));
        assert_eq!(decode::<1>(" a"), Err(HexError::Digit { position: 0 }));
        assert_eq!(decode::<1>("é"), Err(HexError::Digit { position: 0 }));
        for wrong in ["", "0", "000", "0000"] {
            let found = wrong.len();
            assert_eq!(
                decode::<1>(wrong),
                Err(HexError::Length { expected: 2, found })
            );
        }
    }
}

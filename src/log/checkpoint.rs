//! The head of the log as text: the body of a C2SP tlog-checkpoint, not yet signed.
//!
//! ```text
//! example.org/desk                                  origin: which log this is
//! 1                                                 size: number of entries, in decimal
//! bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=      root at that size, in base64
//! ```
//!
//! Enter and leave: that text, three lines each ended by a line feed. One head has one text. Where
//! the specification leaves room, this is the narrow side of it: the origin has to serve as the
//! name of a signing key later (C2SP signed-note), and extension lines, which no one can audit, are
//! refused.
//!
//! Size and root belong together. A root alone does not fix the size of its tree for every proof,
//! so a proof is checked against both, taken from the same checkpoint.

use std::fmt;
use std::str::FromStr;

use super::base64;
use super::hash::Hash;

/// What a log held at one moment: whose log, how many entries, and the root over them.
///
/// The fields are private, since each checkpoint has been found sound when it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
}

/// Why a text, or what it was to be made of, is no checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The origin is empty, or has a character that a key name must not have.
    #[error("the origin must have at least one character, and no blank, control character or '+'")]
    Origin,
    /// Not three lines, each ended by a line feed.
    #[error("a checkpoint has three lines, each ended by a line feed")]
    Lines,
    /// The second line is no decimal number below 2^64, or has a sign or leading zeros.
    #[error("the size must be a decimal number below 2^64 without sign or leading zeros")]
    Size,
    /// The third line is no base64 of 32 bytes.
    #[error("the root must be 32 bytes in base64 with padding")]
    Root,
    /// Size 0 with a root other than that of the empty tree.
    #[error("a log without entries has the root of the empty tree, the SHA-256 of nothing")]
    EmptyRoot,
}

impl Checkpoint {
    /// The head of the log `origin` at `size`. The origin names the log for good and should be a
    /// URL without scheme, such as `example.org/desk`.
    pub fn new(origin: &str, size: u64, root: Hash) -> Result<Self, CheckpointError> {
        let barred = |c: char| c == '+' || c.is_whitespace() || c.is_control();
        if origin.is_empty() || origin.contains(barred) {
            return Err(CheckpointError::Origin);
        }
        if size == 0 && root != Hash::EMPTY_ROOT {
            return Err(CheckpointError::EmptyRoot);
        }
        Ok(Self {
            origin: origin.to_owned(),
            size,
            root,
        })
    }

    /// Which log this is the head of.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How many entries the log held.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root over them.
    pub fn root(&self) -> Hash {
        self.root
    }
}

/// The note text of the checkpoint, with the line feed that ends it.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.origin)?;
        writeln!(f, "{}", self.size)?;
        writeln!(f, "{}", base64::encode(self.root.as_bytes()))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let lines = text.strip_suffix('\n').ok_or(CheckpointError::Lines)?;
        let parts: Vec<&str> = lines.split('\n').collect();
        let [origin, size, root] = parts[..] else {
            return Err(CheckpointError::Lines);
        };
        let root = base64::decode(root).ok_or(CheckpointError::Root)?;
        let root = Hash::try_from(&root[..]).map_err(|_| CheckpointError::Root)?;
        Self::new(origin, decimal(size)?, root)
    }
}

fn decimal(text: &str) -> Result<u64, CheckpointError> {
    let number: u64 = text.parse().map_err(|_| CheckpointError::Size)?;
    // The standard parser takes a plus sign and leading zeros; there must be one text only.
    if number.to_string() == text {
        Ok(number)
    } else {
        Err(CheckpointError::Size)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::log::leaf_hash;

    /// The example in the C2SP specification of checkpoints.
    const PUBLISHED: &str = "example.com/behind-the-sofa\n20852163\n\
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    #[test]
    fn reads_and_writes_the_published_example() {
        let checkpoint: Checkpoint = PUBLISHED.parse().expect("the published example");
        assert_eq!(checkpoint.origin(), "example.com/behind-the-sofa");
        assert_eq!(checkpoint.size(), 20_852_163);
        let root = "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62";
        assert_eq!(checkpoint.root().to_string(), root);
        assert_eq!(checkpoint.to_string(), PUBLISHED);
    }

    #[test]
    fn refuses_what_is_not_three_lines() {
        let cut = PUBLISHED
            .strip_suffix('\n')
            .expect("it ends in a line feed");
        for text in ["", "\n", "a\n1\n", cut] {
            assert_eq!(
                text.parse::<Checkpoint>(),
                Err(CheckpointError::Lines),
                "{text:?}"
            );
        }
        for added in [
            "\n",
            "extension\n",
            "\n— example.com/behind-the-sofa Az3g\n",
        ] {
            let text = format!("{PUBLISHED}{added}");
            assert_eq!(
                text.parse::<Checkpoint>(),
                Err(CheckpointError::Lines),
                "{text:?}"
            );
        }
    }

    #[test]
    fn refuses_a_size_that_is_written_otherwise() {
        let other = |size: &str| PUBLISHED.replace("20852163", size).parse::<Checkpoint>();
        assert_eq!(
            other("18446744073709551615").map(|c| c.size()),
            Ok(u64::MAX)
        );
        for size in [
            "",
            "01",
            "00",
            "+1",
            "-1",
            " 1",
            "1 ",
            "1e3",
            "٣",
            "18446744073709551616",
        ] {
            assert_eq!(other(size), Err(CheckpointError::Size), "{size:?}");
        }
    }

    #[test]
    fn refuses_a_root_that_is_written_otherwise() {
        for root in [
            "",
            "CsUY",
            "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=",
            "Zm9v",
        ] {
            let text = format!("example.org/desk\n7\n{root}\n");
            assert_eq!(
                text.parse::<Checkpoint>(),
                Err(CheckpointError::Root),
                "{root:?}"
            );
        }
    }

    #[test]
    fn the_empty_log_has_the_empty_root() {
        assert!(Checkpoint::new("example.org/desk", 0, Hash::EMPTY_ROOT).is_ok());
        let other = Checkpoint::new("example.org/desk", 0, leaf_hash(b""));
        assert_eq!(other, Err(CheckpointError::EmptyRoot));
    }

    #[test]
    fn an_origin_cannot_smuggle_in_a_line() {
        for origin in [
            "", "a b", "a+b", "a\nb", "a\u{a0}b", "a\tb", "a\u{7f}b", "a\r",
        ] {
            let made = Checkpoint::new(origin, 1, leaf_hash(b""));
            assert_eq!(made, Err(CheckpointError::Origin), "{origin:?}");
        }
    }

    proptest! {
        #[test]
        fn goes_there_and_back(origin in "[a-z./é\u{0633}]{1,20}", size: u64, root: [u8; 32]) {
            let checkpoint = Checkpoint::new(&origin, size.max(1), root.into()).expect("sound");
            prop_assert_eq!(checkpoint.to_string().parse(), Ok(checkpoint));
        }

        #[test]
        fn whatever_is_read_is_written_the_same(
            head in "[a+ ]{0,2}\n[0-2+]{0,3}\n",
            root in "(CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=|[A-C=]{0,4})\n{0,2}",
        ) {
            let text = head + &root;
            if let Ok(checkpoint) = text.parse::<Checkpoint>() {
                prop_assert_eq!(checkpoint.to_string(), text);
            }
        }
    }
}

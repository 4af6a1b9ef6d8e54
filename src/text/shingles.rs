//! Whether two texts are one text: what newspapers print of the same agency's report.
//!
//! What enters: a text of any script. What leaves: its shingles (every run of five words, folded as for search, hashed to
//! 64 bits), and for two texts how many they share, of how many the shorter has. Exact sets, not sketches of them: the
//! same two texts give the same numbers on every machine.
//!
//! **Near-identical** are two texts when the shorter has at least 20 shingles and half of them stand in the longer.
//! Measured against the shorter one, because outlets cut an agency's report from below and put their own lines on top; in
//! five words, because a toll with its verb and its place makes three or four, which any two reports share.
//!
//! The threshold was chosen on 258 Arabic articles by 12 outlets on three events of 2015: 11,532 pairs on the same event,
//! of which 1,622 share a shingle, 1,377 of these less than a tenth, and the rest lie evenly between a tenth and all.
//! Some thirty were read by hand. From 0.46 to 0.8, of 15 pairs of different outlets eleven were one report, under other
//! headlines, cut, or with a line changed; four were two reports on one matter that shared an agency's background. From 0.3
//! to 0.45 two of eight were one report; below 0.3 none of four. So likeness alone settles nothing: whoever asks must
//! also ask whether both texts state the same, as the report of sources does (two of those four give other numbers of dead).

use super::fold;

/// How many words a shingle has.
const WORDS: usize = 5;

/// How many shingles the shorter text needs: fewer are shared by chance, or by a common headline.
const LEAST: usize = 20;

/// The shingles of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shingles {
    /// Sorted, each once.
    hashes: Vec<u64>,
}

/// How much two texts have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Common {
    /// How many shingles stand in both.
    pub shared: usize,
    /// How many the shorter text has.
    pub of: usize,
}

impl Shingles {
    /// The shingles of a text.
    pub fn of(text: &str) -> Self {
        let folded = fold(text);
        let words: Vec<u64> = folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| word.bytes().fold(OFFSET, mix))
            .collect();
        let mut hashes: Vec<u64> = words
            .windows(WORDS)
            .map(|run| run.iter().copied().fold(OFFSET, join))
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self { hashes }
    }

    /// How much two texts have in common; the same whichever comes first.
    pub fn common(&self, other: &Self) -> Common {
        let (mut shared, mut others) = (0, other.hashes.iter().peekable());
        for hash in &self.hashes {
            while others.next_if(|there| *there < hash).is_some() {}
            shared += usize::from(others.next_if_eq(&hash).is_some());
        }
        Common {
            shared,
            of: self.hashes.len().min(other.hashes.len()),
        }
    }
}

impl Common {
    /// Whether it is one text: half of the shorter one stands in the other.
    pub const fn is_near_identical(self) -> bool {
        self.of >= LEAST && self.shared * 2 >= self.of
    }

    /// The share in whole percent, rounded down; none where a text has no shingle.
    pub const fn percent(self) -> Option<usize> {
        (self.shared * 100).checked_div(self.of)
    }
}

/// FNV-1a, 64 bits (draft-eastlake-fnv): stable, and short enough to be checked by reading.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(PRIME)
}

/// One word's hash behind those before it: the same step over 64 bits at once, turned so that the order counts.
const fn join(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(23) ^ word).wrapping_mul(PRIME)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A report of `count` different words, numbered from `from`.
    fn report(from: usize, count: usize) -> String {
        (from..from + count)
            .map(|word| format!("w{word}"))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn near(one: &str, other: &str) -> bool {
        Shingles::of(one)
            .common(&Shingles::of(other))
            .is_near_identical()
    }

    #[test]
    fn a_cut_report_under_a_headline_of_its_own_is_the_same_text() {
        let agency = report(0, 300);
        let cut = format!("Our headline, and a line of our own. {}", report(0, 60));
        assert!(near(&agency, &cut));
        assert!(near(&cut, &agency));
        // Shared background under news of its own is not.
        let background = format!("{} {}", report(1000, 200), report(240, 60));
        assert!(!near(&agency, &background));
    }

    #[test]
    fn spelling_and_marks_are_looked_past() {
        let one = "أعلنت وزارة الداخليّة التركية أن ٣٠ شخصاً قُتلوا وأصيب نحو 100 آخرون، ".to_owned()
            + "في انفجار هزّ بلدة سروج بجنوب شرق تركيا قرب الحدود مع سوريا أمس الاثنين، وأضاف البيان أن العدد قد يرتفع";
        let other = "اعلنت وزارة الداخلية التركية ان 30 شخصا قتلوا واصيب نحو 100 اخرون «في انفجار هز بلدة سروج بجنوب \
                     شرق تركيا قرب الحدود مع سوريا امس الاثنين» واضاف البيان ان العدد قد يرتفع";
        let common = Shingles::of(&one).common(&Shingles::of(other));
        assert_eq!(common.shared, common.of);
        assert!(common.is_near_identical());
    }

    #[test]
    fn what_is_too_short_is_never_the_same() {
        for text in ["", "50 soldiers killed", &report(0, 23)] {
            assert!(!near(text, text), "{text}");
        }
        assert!(near(&report(0, 24), &report(0, 24)));
        assert_eq!(
            Shingles::of("few words")
                .common(&Shingles::of(""))
                .percent(),
            None
        );
    }

    #[test]
    fn the_threshold_is_half_of_the_shorter() {
        let long = report(0, 400);
        // Of 104 words, 100 runs: the first 50 of them stand in the long text.
        let just = format!("{} {}", report(0, 54), report(5000, 50));
        let common = Shingles::of(&long).common(&Shingles::of(&just));
        assert_eq!(
            (common.shared, common.of, common.percent()),
            (50, 100, Some(50))
        );
        assert!(common.is_near_identical());
        let less = format!("{} {}", report(0, 53), report(5000, 51));
        assert!(!near(&long, &less));
    }

    proptest! {
        #[test]
        fn in_common_is_symmetric_and_a_text_has_all_of_itself(
            one in "[a-c]( [a-c]){0,60}", other in "[a-c]( [a-c]){0,60}",
        ) {
            let (one, other) = (Shingles::of(&one), Shingles::of(&other));
            prop_assert_eq!(one.common(&other), other.common(&one));
            let whole = one.common(&one);
            prop_assert_eq!(whole.shared, whole.of);
            let common = one.common(&other);
            prop_assert!(common.shared <= common.of);
        }

        #[test]
        fn any_text_has_shingles(text in "\\PC{0,200}") {
            let shingles = Shingles::of(&text);
            prop_assert!(shingles.common(&shingles).percent().unwrap_or(100) == 100);
        }
    }
}

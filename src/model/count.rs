//! A number of people: a whole number from 0 to 2^53−1, the largest that every JSON reader keeps exactly.

use std::fmt;

use super::ModelError;

/// A number of people. Zero means that somebody stated zero; a missing number is an absent `Count`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct Count(u64);

impl Count {
    /// 2^53−1 (RFC 8785 §3.2.2.3 and I-JSON, RFC 7493 §2.2).
    pub const MAX: Self = Self((1 << 53) - 1);

    /// Nobody: stated, not missing.
    pub const ZERO: Self = Self(0);

    /// The number itself.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// This many less than `self`, negative where `other` is greater. Exact: both are below 2^53.
    pub fn minus(self, other: Self) -> i64 {
        // Invariant: both are at most 2^53−1, so either difference fits an i64.
        match self.0.checked_sub(other.0) {
            Some(rise) => i64::try_from(rise).unwrap_or(i64::MAX),
            None => -i64::try_from(other.0 - self.0).unwrap_or(i64::MAX),
        }
    }

    /// The next number, none past the largest.
    pub fn plus_one(self) -> Option<Self> {
        Self::try_from(self.0 + 1).ok()
    }

    /// The number before, none below zero.
    pub fn minus_one(self) -> Option<Self> {
        self.0.checked_sub(1).map(Self)
    }
}

impl From<u32> for Count {
    fn from(number: u32) -> Self {
        Self(u64::from(number))
    }
}

impl TryFrom<u64> for Count {
    type Error = ModelError;

    fn try_from(number: u64) -> Result<Self, ModelError> {
        if number > Self::MAX.0 {
            return Err(
                ModelError::new(format!("{number} is too large for a number of people"))
                    .with_hint(format!("the largest number kept is {}", Self::MAX)),
            );
        }
        Ok(Self(number))
    }
}

impl TryFrom<i64> for Count {
    type Error = ModelError;

    fn try_from(number: i64) -> Result<Self, ModelError> {
        u64::try_from(number)
            .map_err(|_| {
                ModelError::new(format!("{number} is negative; a number of people is not"))
            })
            .and_then(Self::try_from)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_exact_at_both_ends() {
        let zero = Count::try_from(0_u64).unwrap();
        assert_eq!(Count::MAX.minus(zero), (1 << 53) - 1);
        assert_eq!(zero.minus(Count::MAX), -((1 << 53) - 1));
        assert_eq!(Count::MAX.plus_one(), None);
        assert_eq!(zero.minus_one(), None);
    }

    #[test]
    fn numbers_out_of_range_are_refused() {
        assert!(Count::try_from(1_u64 << 53).is_err());
        assert!(Count::try_from(-3_i64).is_err());
    }
}

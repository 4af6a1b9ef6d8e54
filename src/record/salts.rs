//! Where salts come from: the system's random numbers, or a seed when outputs must be reproducible.

use sha2::{Digest as _, Sha256};

use super::{RecordError, Result};
use crate::model::Salt;

/// A source of salts.
#[derive(Debug, Clone)]
pub enum Salts {
    /// The system's random numbers.
    Random,
    /// SHA-256(seed ‖ counter), for tests and examples: whoever knows the seed can guess an erased text.
    Seeded {
        /// The seed.
        seed: String,
        /// How many were drawn.
        drawn: u64,
    },
}

impl Salts {
    /// Salts that are the same at every run with the same seed, and differ from those of any earlier sitting: `from`
    /// is the size of the log.
    pub fn seeded(seed: impl Into<String>, from: u64) -> Self {
        Self::Seeded {
            seed: format!("{}/{from}", seed.into()),
            drawn: 0,
        }
    }

    /// The next salt.
    ///
    /// # Errors
    /// The system has no random numbers to give.
    pub fn draw(&mut self) -> Result<Salt> {
        let mut bytes = [0_u8; 16];
        match self {
            Self::Random => {
                getrandom::fill(&mut bytes)
                    .map_err(|error| RecordError::NoRandomness(error.to_string()))?;
            }
            Self::Seeded { seed, drawn } => {
                let mut hasher = Sha256::new();
                hasher.update(seed.as_bytes());
                hasher.update(drawn.to_be_bytes());
                *drawn += 1;
                bytes.copy_from_slice(&hasher.finalize()[..16]);
            }
        }
        Ok(Salt::from_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_salts_and_never_one_twice() {
        let mut one = Salts::seeded("seed", 0);
        let mut other = Salts::seeded("seed", 0);
        let drawn: Vec<_> = (0..3).map(|_| one.draw().unwrap()).collect();
        assert_eq!(
            drawn,
            (0..3).map(|_| other.draw().unwrap()).collect::<Vec<_>>()
        );
        assert!(drawn[0] != drawn[1] && drawn[1] != drawn[2]);
        assert_ne!(Salts::seeded("seed", 3).draw().unwrap(), drawn[0]);
    }

    #[test]
    fn the_system_never_gives_one_salt_twice() {
        let mut salts = Salts::Random;
        assert_ne!(salts.draw().unwrap(), salts.draw().unwrap());
    }
}

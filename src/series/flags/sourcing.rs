//! Who carries a figure: one channel alone, nobody's words, somebody unknown.
//!
//! Enter: for one figure, the handles of those through whom each citation leads. Leave: whether they are one.
//!
//! The *channel* of a citation is the relay nearest to the claimant, or the publisher where nobody relayed it: nine
//! outlets that have a statement from one agency are one channel. A claimant who publishes his own statement is the
//! origin itself and never a single source.
//!
//! A source is *unknown to the event* when nothing is recorded of it but a name (no country, no side, no reliability)
//! and it states, publishes or relays one figure of the event only: as a misspelt name in a sheet does, which import
//! makes a source of. Events of fewer than [`FEW`] figures and of more than [`MANY`] are not judged.

use crate::model::Handle;

/// In an event with fewer figures everybody is seen once.
pub const FEW: usize = 10;
/// In an event with more figures somebody seen once is nothing special, and those seen are not kept in memory.
pub const MANY: usize = 5_000;

/// What a source does for a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// States it.
    Claimant,
    /// Prints it.
    Publisher,
    /// Passes it on.
    Relay,
}

impl Role {
    /// One word for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Claimant => "claimant",
            Self::Publisher => "publisher",
            Self::Relay => "relay",
        }
    }
}

/// The one channel that all citations lead through; none where there are several, where one is not known, or where it
/// is the claimant. Each citation has its publisher and its relays, the publisher's side first.
pub fn single_channel<'a>(
    claimant: &str,
    citations: impl IntoIterator<Item = (Option<&'a str>, &'a [Handle])>,
) -> Option<&'a str> {
    let mut channels = citations
        .into_iter()
        .map(|(publisher, via)| via.last().map(Handle::as_str).or(publisher));
    let first = channels.next()??;
    let is_one = channels.all(|channel| channel == Some(first));
    (is_one && first != claimant).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_outlets_with_one_agency_are_one_channel() {
        let agency = ["agency".parse::<Handle>().unwrap()];
        let outlets = ["a", "b", "c"];
        let through = outlets.iter().map(|outlet| (Some(*outlet), &agency[..]));
        assert_eq!(single_channel("minister", through), Some("agency"));
        let none: &[Handle] = &[];
        let direct = outlets.iter().map(|outlet| (Some(*outlet), none));
        assert_eq!(single_channel("minister", direct), None);
        assert_eq!(single_channel("a", [(Some("a"), none)]), None);
        assert_eq!(single_channel("minister", [(Some("a"), none)]), Some("a"));
        assert_eq!(single_channel("minister", [(None, none)]), None);
        assert_eq!(single_channel("minister", []), None);
    }
}

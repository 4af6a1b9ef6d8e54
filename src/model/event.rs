//! Events: what claims are about.

use super::{Handle, Label, PartialDate, Prose};

/// What claims are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The name for typing.
    pub handle: Handle,
    /// The name to show.
    pub title: Prose,
    /// When it began.
    pub start: Option<PartialDate>,
    /// When it ended; none while it goes on or where it is not known.
    pub end: Option<PartialDate>,
    /// Where.
    pub place: Option<Label>,
    /// The sides, in the order given. Where there are any, a claim's victim side is one of them.
    pub sides: Vec<Label>,
    /// The desk's note.
    pub note: Option<Prose>,
}

impl Event {
    /// The event's own spelling of a side, letter case forgiven.
    pub fn side(&self, name: &str) -> Option<&Label> {
        self.sides.iter().find(|side| side.is_called(name.trim()))
    }
}

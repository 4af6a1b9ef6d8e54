//! Whose losses a claimant speaks of: those of its own side, those of the enemy, or those of somebody else.
//!
//! Enter: an event, the side that a claimant speaks for, and the side of the victims. Leave: a [`Stance`]. Invariant:
//! where either side was not said, nobody is taken for anybody's enemy.

use super::ReportError;
use crate::model::{Event, Label, SeriesKey};
use crate::register::Register;

/// Whose losses a claimant speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Those of the side that it speaks for.
    Own,
    /// Those of another side of the event than the one that it speaks for.
    Enemy,
    /// It speaks for no side of the event, or the side of the victims was not said.
    Other,
}

impl Stance {
    /// The one name used in tables, sheets and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Enemy => "enemy",
            Self::Other => "other",
        }
    }

    /// That of a claimant who speaks for `own`.
    pub fn between(event: &Event, own: Option<&Label>, victims: Option<&Label>) -> Self {
        let (Some(own), Some(victims)) = (own, victims) else {
            return Self::Other;
        };
        let is_side = |label: &Label| event.side(label.as_str()).is_some();
        if own.is_called(victims.as_str()) {
            Self::Own
        } else if event.sides.is_empty() || (is_side(own) && is_side(victims)) {
            Self::Enemy
        } else {
            Self::Other
        }
    }

    /// That of the claimant of a series.
    ///
    /// # Errors
    /// The store's.
    pub fn of(register: &Register<'_>, key: &SeriesKey) -> Result<Self, ReportError> {
        let event = register.event(key.event)?;
        let claimant = register.source(key.claimant)?;
        let (own, victims) = (claimant.side.as_ref(), key.victim_side.as_ref());
        Ok(Self::between(&event, own, victims))
    }
}

//! Scope: whose dead, over what, counted how. Only figures of one scope form a series.

use super::vocabulary::vocabulary;
use super::{EventId, Label, Measure, SourceId};

vocabulary! {
    /// Whether the victims are civilians.
    pub enum VictimStatus, "victim status" {
        /// Not taking part in the fighting.
        Civilian => "civilian",
        /// Members of armed forces or groups.
        Military => "military",
        /// Both, in one number.
        Mixed => "mixed",
        /// Not said.
        Unknown => "unknown",
    }
}

vocabulary! {
    /// What the number adds up: everything so far, or only what is new. Never compared with one another.
    pub enum Aggregation, "aggregation" {
        /// All since the event began.
        Cumulative => "cumulative",
        /// Only what was added: a day, a further incident.
        Incremental => "incremental",
        /// Not said.
        Unknown => "unknown",
    }
}

/// What a series is made of: the natural key of every report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesKey {
    /// What the figures are about.
    pub event: EventId,
    /// Who states them.
    pub claimant: SourceId,
    /// What happened to the people counted.
    pub measure: Measure,
    /// Who they are, in the desk's words.
    pub victims: Option<Label>,
    /// The side they belong to, one of the event's.
    pub victim_side: Option<Label>,
    /// Whether they are civilians.
    pub victim_status: VictimStatus,
    /// Everything so far, or only what is new.
    pub aggregation: Aggregation,
    /// Where, when the figure is for a part of the event's place.
    pub place: Option<Label>,
}

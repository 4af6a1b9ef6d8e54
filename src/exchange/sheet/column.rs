//! The columns of a claims sheet.

/// What a column is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Which claim, and which version of it.
    Identity,
    /// What is stated: filled in on a claim's first row.
    Statement,
    /// Where it stands: filled in on every row.
    Citation,
}

macro_rules! columns {
    ($($(#[$meta:meta])* $variant:ident = $index:literal, $name:literal, $group:ident;)+) => {
        /// A column of a claims sheet.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Column { $(#[doc = concat!("`", $name, "`")] $variant,)+ }

        impl Column {
            /// Every column, in the order in which they are written.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in the header.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What it is about.
            pub const fn group(self) -> Group {
                match self { $(Self::$variant => Group::$group,)+ }
            }

            /// Its place in [`Column::ALL`].
            pub(super) const fn index(self) -> usize {
                match self { $(Self::$variant => $index,)+ }
            }
        }
    };
}

columns! {
    Claim = 0, "claim", Identity;
    Revision = 1, "revision", Identity;
    RecordedAt = 2, "recorded_at", Identity;
    Author = 3, "author", Identity;
    Cause = 4, "cause", Identity;
    Reason = 5, "reason", Identity;
    Kind = 6, "kind", Statement;
    Event = 7, "event", Statement;
    Claimant = 8, "claimant", Statement;
    Measure = 9, "measure", Statement;
    Figure = 10, "figure", Statement;
    Low = 11, "low", Statement;
    Best = 12, "best", Statement;
    High = 13, "high", Statement;
    Qualifier = 14, "qualifier", Statement;
    Wording = 15, "wording", Statement;
    Victims = 16, "victims", Statement;
    VictimSide = 17, "victim_side", Statement;
    VictimStatus = 18, "victim_status", Statement;
    Aggregation = 19, "aggregation", Statement;
    Place = 20, "place", Statement;
    Occurred = 21, "occurred", Statement;
    StatedOn = 22, "stated_on", Statement;
    Accused = 23, "accused", Statement;
    Act = 24, "act", Statement;
    Answers = 25, "answers", Statement;
    Article = 26, "article", Citation;
    Title = 27, "title", Citation;
    Publisher = 28, "publisher", Citation;
    PublishedAt = 29, "published_at", Citation;
    Language = 30, "language", Citation;
    Via = 31, "via", Citation;
    Quote = 32, "quote", Citation;
    Prefix = 33, "prefix", Citation;
    Suffix = 34, "suffix", Citation;
    Start = 35, "start", Citation;
    End = 36, "end", Citation;
    SnapshotSha256 = 37, "snapshot_sha256", Citation;
    Reading = 38, "reading", Citation;
    Note = 39, "note", Statement;
    Rates = 40, "rates", Statement;
    Rating = 41, "rating", Statement;
    Scale = 42, "scale", Statement;
    Label = 43, "label", Statement;
    Rationale = 44, "rationale", Statement;
    Evidence = 45, "evidence", Statement;
    AssessedOn = 46, "assessed_on", Statement;
    CorrectedOn = 47, "corrected_on", Identity;
}

impl Column {
    /// How many columns there are.
    pub const COUNT: usize = Self::ALL.len();

    /// The columns without which nothing can be recorded.
    pub const REQUIRED: &'static [Self] =
        &[Self::Kind, Self::Claimant, Self::StatedOn, Self::Article];

    /// The column of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|column| column.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_knows_its_place() {
        for (place, column) in Column::ALL.iter().enumerate() {
            assert_eq!(column.index(), place);
            assert_eq!(Column::named(column.name()), Some(*column));
        }
    }
}

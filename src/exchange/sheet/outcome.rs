//! What became of a sheet.

use crate::exchange::RowFault;

/// What became of a sheet's rows. Nothing of it is durable until the desk commits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetOutcome {
    /// Rows read, the header and the faulty ones included.
    pub rows: u64,
    /// New claims.
    pub recorded: u64,
    /// Further places added to claims that were there.
    pub cited: u64,
    /// Later versions recorded from a history, retractions included.
    pub amended: u64,
    /// New ratings of claims.
    pub assessed: u64,
    /// Claims, ratings and versions of them that were recorded already.
    pub skipped: u64,
    /// Events, sources and articles made because the sheet names them and the database had none.
    pub made: u64,
    /// Rows that were not recorded, and why.
    pub failed: Vec<RowFault>,
    /// What a person should know besides.
    pub notes: Vec<String>,
    /// The line behind which nothing was read any more, because too many rows had failed.
    pub gave_up_at: Option<u64>,
}

impl SheetOutcome {
    /// Whether anything was written.
    pub const fn is_changed(&self) -> bool {
        self.recorded > 0
            || self.assessed > 0
            || self.cited > 0
            || self.amended > 0
            || self.made > 0
    }
}

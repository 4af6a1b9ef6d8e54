//! A header and the rows under it: cells by column.

use std::rc::Rc;
use std::str::FromStr;

use super::column::Column;
use crate::exchange::ExchangeError;
use crate::exchange::guard::Guard;
use crate::model::ModelError;
use crate::record::RecordError;
use crate::register::RegisterError;

/// Why a row is not recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reason {
    pub(super) column: Option<Column>,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

impl Reason {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            column: None,
            message: message.into(),
            hint: None,
        }
    }

    pub(super) fn in_column(mut self, column: impl Into<Option<Column>>) -> Self {
        self.column = column.into();
        self
    }

    pub(super) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The fault of a row, or one that stops everything.
#[derive(Debug)]
pub(super) enum Trouble {
    Row(Reason),
    /// Of a row whose faults were reported already.
    Told,
    Stop(Box<ExchangeError>),
}

impl Trouble {
    /// Names the column of a row's fault.
    pub(super) fn in_column(self, column: Column) -> Self {
        match self {
            Self::Row(reason) => Self::Row(reason.in_column(column)),
            other => other,
        }
    }
}

impl From<Reason> for Trouble {
    fn from(reason: Reason) -> Self {
        Self::Row(reason)
    }
}

impl From<ExchangeError> for Trouble {
    fn from(error: ExchangeError) -> Self {
        if error.is_fatal() {
            return Self::Stop(Box::new(error));
        }
        let hint = error.hint();
        Self::Row(Reason {
            column: None,
            message: error.to_string(),
            hint,
        })
    }
}

impl From<RegisterError> for Trouble {
    fn from(error: RegisterError) -> Self {
        ExchangeError::from(error).into()
    }
}

impl From<RecordError> for Trouble {
    fn from(error: RecordError) -> Self {
        use RecordError as E;
        let column = match &error {
            E::UnknownSide { .. } => Some(Column::VictimSide),
            E::Future(_) => Some(Column::StatedOn),
            E::OtherArticle { .. } => Some(Column::Article),
            E::QuoteNotFound { .. }
            | E::QuoteAmbiguous { .. }
            | E::EmptyQuote
            | E::FigureNotInQuote { .. } => Some(Column::Quote),
            E::QuoteElsewhere { .. } => Some(Column::Start),
            E::OtherFigureFromQuote { .. } => Some(Column::Figure),
            E::AnswersOtherEvent(_) | E::AnswersItself(_) => Some(Column::Answers),
            E::NoReason(_) => Some(Column::Reason),
            E::FutureCorrection(_) | E::CorrectedBefore { .. } | E::CorrectedEarlier { .. } => {
                Some(Column::CorrectedOn)
            }
            E::AlreadyRetracted(_) => Some(Column::Cause),
            E::AlreadyAssessed { .. } => Some(Column::Rating),
            E::FutureAssessment(_) | E::AssessedBefore { .. } => Some(Column::AssessedOn),
            E::NoRationale(_) => Some(Column::Rationale),
            E::RestsOnItself(_) => Some(Column::Evidence),
            E::RatesAnotherClaim { .. } => Some(Column::Rates),
            _ => None,
        };
        // What a sheet says otherwise than a command does.
        let hint = match &error {
            E::FigureNotInQuote { .. } => Some(
                "quote the words that hold the number; for a sum, a list of names or a language whose number words are not read, write “unread” in the column `reading`",
            ),
            E::QuoteAmbiguous { .. } => {
                Some("quote more words, or write the byte of the right place in the column `start`")
            }
            E::QuoteElsewhere { .. } => Some("correct the column `start`, or leave it empty"),
            E::NoReason(_) => Some("say why in the column `reason`"),
            _ => None,
        };
        match ExchangeError::from(error).into() {
            Self::Row(reason) => Self::Row(Reason {
                column,
                hint: hint.map(str::to_owned).or(reason.hint),
                ..reason
            }),
            other => other,
        }
    }
}

/// What a column's cell gives, or why it does not.
pub(super) type Cell<T> = std::result::Result<T, Reason>;

/// Which columns a sheet has, and where.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// For each of [`Column::ALL`], the cell that it is.
    places: Vec<Option<usize>>,
    columns: Vec<Column>,
    guard: Guard,
}

impl Header {
    pub(super) fn read(names: &csv::StringRecord, guard: Guard) -> Cell<Self> {
        let mut places = vec![None; Column::COUNT];
        let mut columns = Vec::with_capacity(names.len());
        for (place, name) in names.iter().enumerate() {
            let name = name.trim();
            if name.is_empty() {
                return Err(Reason::new(format!("column {} has no name", place + 1))
                    .with_hint("name it, or take it out"));
            }
            let Some(column) = Column::named(name) else {
                return Err(unknown(name));
            };
            match places.get_mut(column.index()) {
                Some(free @ None) => *free = Some(place),
                _ => {
                    return Err(Reason::new(format!("the column `{name}` is there twice"))
                        .with_hint("take one of them out"));
                }
            }
            columns.push(column);
        }
        let header = Self {
            places,
            columns,
            guard,
        };
        let missing: Vec<String> = Column::REQUIRED
            .iter()
            .filter(|column| !header.has(**column))
            .map(|column| format!("`{}`", column.name()))
            .collect();
        match missing.as_slice() {
            [] => Ok(header),
            [one] => Err(Reason::new(format!("the column {one} is missing"))),
            several => Err(Reason::new(format!(
                "the columns {} are missing",
                several.join(", ")
            ))),
        }
    }

    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn column_at(&self, place: usize) -> Option<Column> {
        self.columns.get(place).copied()
    }

    fn has(&self, column: Column) -> bool {
        self.place(column).is_some()
    }

    fn place(&self, column: Column) -> Option<usize> {
        self.places.get(column.index()).copied().flatten()
    }
}

fn unknown(name: &str) -> Reason {
    let ratio = |column: &Column| {
        similar::TextDiff::from_chars(name.to_lowercase().as_str(), column.name()).ratio()
    };
    let near = Column::ALL
        .iter()
        .map(|column| (ratio(column), column.name()))
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .filter(|(ratio, _)| *ratio >= 0.6);
    let reason = Reason::new(format!("there is no column “{name}” in a claims sheet"));
    match near {
        Some((_, near)) => reason.with_hint(format!("did you mean `{near}`?")),
        None => reason.with_hint(format!(
            "the columns are {}",
            Column::ALL
                .iter()
                .map(|column| column.name())
                .collect::<Vec<_>>()
                .join(", ")
        )),
    }
}

/// The cells of one row.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    header: Rc<Header>,
    cells: csv::StringRecord,
}

impl Cells {
    pub(super) const fn new(header: Rc<Header>, cells: csv::StringRecord) -> Self {
        Self { header, cells }
    }
}

/// One row.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The line that it begins on.
    pub(super) line: u64,
    cells: Cells,
}

impl Row {
    pub(super) const fn new(line: u64, cells: Cells) -> Self {
        Self { line, cells }
    }

    /// The cell without its guard; empty where there is none.
    pub(super) fn cell(&self, column: Column) -> &str {
        let Cells { header, cells } = &self.cells;
        let cell = header.place(column).and_then(|place| cells.get(place));
        header.guard.take_off(cell.unwrap_or_default())
    }

    /// The cell as it is, unless it is empty.
    pub(super) fn exact(&self, column: Column) -> Option<String> {
        Some(self.cell(column).to_owned()).filter(|cell| !cell.is_empty())
    }

    /// A text as it is, unless there is nothing to see in it.
    pub(super) fn text(&self, column: Column) -> Option<String> {
        self.exact(column).filter(|cell| !cell.trim().is_empty())
    }

    /// The cell without white space around it, unless it is empty.
    pub(super) fn word(&self, column: Column) -> Option<&str> {
        Some(self.cell(column).trim()).filter(|cell| !cell.is_empty())
    }

    /// The word, which must be there.
    pub(super) fn required(&self, column: Column) -> Cell<&str> {
        self.word(column)
            .ok_or_else(|| Reason::new("the cell is empty").in_column(column))
    }

    /// The word as a value of the model.
    pub(super) fn value<T: FromStr<Err = ModelError>>(&self, column: Column) -> Cell<Option<T>> {
        let read = |word: &str| {
            word.parse().map_err(|error: ModelError| Reason {
                column: Some(column),
                message: error.to_string(),
                hint: error.hint().map(str::to_owned),
            })
        };
        self.word(column).map(read).transpose()
    }

    /// The word as a value of the model, which must be there.
    pub(super) fn required_value<T: FromStr<Err = ModelError>>(&self, column: Column) -> Cell<T> {
        self.required(column)?;
        self.value(column)?
            .ok_or_else(|| Reason::new("the cell is empty").in_column(column))
    }

    /// A whole number in plain digits.
    pub(super) fn number(&self, column: Column) -> Cell<Option<u64>> {
        let Some(word) = self.word(column) else {
            return Ok(None);
        };
        let number = word
            .parse()
            .ok()
            .filter(|_| word.bytes().all(|byte| byte.is_ascii_digit()));
        number.map(Some).ok_or_else(|| {
            Reason::new(format!("“{word}” is not a whole number"))
                .in_column(column)
                .with_hint("write digits only, like 1200")
        })
    }

    /// The first of these columns that is filled in.
    pub(super) fn first_filled(&self, columns: impl IntoIterator<Item = Column>) -> Option<Column> {
        columns
            .into_iter()
            .find(|column| self.word(*column).is_some())
    }
}

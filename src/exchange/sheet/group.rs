//! Rows that stand together: one version of one claim or rating, with all the places where it stands.

use super::column::Column;
use super::parse::{self, Place, Subject, Version};
use super::row::{Cell, Reason, Row};

/// The rows of one version of one claim or rating, as far as they have come.
#[derive(Debug)]
pub(super) struct Rows {
    /// The first row.
    pub(super) first: Row,
    /// Which version.
    pub(super) number: u32,
    /// What the first row says; none where it is faulty.
    pub(super) body: Option<Body>,
}

/// One version of one claim or rating.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) version: Version,
    pub(super) subject: Subject,
    /// Where it stands.
    pub(super) places: Vec<Place>,
    /// Whether a faulty place was left out.
    pub(super) is_partial: bool,
}

/// What a further row is.
pub(super) enum Further {
    /// Another row of the same version.
    Taken,
    /// Another row of the same version, and faulty.
    Faulty(Reason),
    /// The first row of something else.
    Other(Row),
}

impl Rows {
    /// Begins with a first row. A fault comes back beside what can be kept of it.
    pub(super) fn begin(first: Row) -> (Self, Option<Reason>) {
        let read = || -> Cell<(u32, Body)> {
            let version = parse::version(&first)?;
            let subject = parse::subject(&first)?;
            let body = Body {
                version,
                subject,
                places: Vec::new(),
                is_partial: false,
            };
            Ok((body.version.number, body))
        };
        match read() {
            Err(reason) => {
                let rows = Self {
                    number: parse::number(&first).unwrap_or(1),
                    first,
                    body: None,
                };
                (rows, Some(reason))
            }
            Ok((number, mut body)) => {
                let stands = !parse::is_rating(&first) || parse::has_place(&first);
                let fault = stands.then(|| body.put(parse::place(&first))).flatten();
                let rows = Self {
                    first,
                    number,
                    body: Some(body),
                };
                (rows, fault)
            }
        }
    }

    /// The claim's key in the sheet.
    pub(super) fn key(&self) -> Option<&str> {
        self.first.word(Column::Claim)
    }

    /// Takes a further row, when it belongs here.
    pub(super) fn further(&mut self, row: Row) -> Further {
        let is_same = self.key().is_some()
            && self.key() == row.word(Column::Claim)
            && parse::number(&row).is_ok_and(|number| number == self.number);
        if !is_same {
            return Further::Other(row);
        }
        let Some(body) = &mut self.body else {
            return Further::Faulty(Reason::new(format!(
                "its claim was not recorded: see line {}",
                self.first.line
            )));
        };
        let place = parse::must_repeat(&row, &self.first).and_then(|()| parse::place(&row));
        match body.put(place) {
            None => Further::Taken,
            Some(reason) => Further::Faulty(reason),
        }
    }
}

impl Body {
    fn put(&mut self, place: Cell<Place>) -> Option<Reason> {
        match place {
            Ok(place) => {
                self.places.push(place);
                None
            }
            Err(reason) => {
                self.is_partial = true;
                Some(reason)
            }
        }
    }
}

//! A row's cells → what is stated, and where it stands. Names are still words here; `names` follows them.

use super::column::{Column as C, Group};
use super::row::{Cell, Reason, Row};
use crate::model::{
    Aggregation, AnswerKind, Author, Cause, Count, Digest, Figure, Grounds, Label, Language,
    Measure, ModelError, PartialDate, Qualifier, Rating, Reading, VictimStatus,
};
use crate::record::spec::FigureSpec;
use crate::text::figure::read_figure;

/// Who made a version, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Version {
    /// Which version, from 1.
    pub(super) number: u32,
    pub(super) author: Option<Author>,
    /// None for a first version.
    pub(super) grounds: Option<Grounds>,
    pub(super) reason: Option<String>,
}

/// What a claim states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) event: Option<String>,
    pub(super) claimant: String,
    pub(super) stated_on: PartialDate,
    pub(super) occurred: Option<PartialDate>,
    pub(super) place: Option<Label>,
    pub(super) note: Option<String>,
    pub(super) what: What,
}

/// What kind of statement it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Figure(FigureSpec),
    Accuses {
        accused: String,
        act: String,
    },
    Answers {
        kind: AnswerKind,
        key: String,
        act: Option<String>,
    },
}

/// Where a claim stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: u64,
    pub(super) article: String,
    pub(super) title: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) published_at: Option<PartialDate>,
    pub(super) language: Option<Language>,
    pub(super) via: Vec<String>,
    pub(super) quote: Option<String>,
    pub(super) prefix: Option<String>,
    pub(super) suffix: Option<String>,
    pub(super) start: Option<u64>,
    pub(super) end: Option<u64>,
    pub(super) snapshot: Option<Digest>,
    pub(super) allow_unread: bool,
}

/// How the desk rates a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rated {
    /// The key of the claim.
    pub(super) key: String,
    pub(super) assessed_on: PartialDate,
    pub(super) rating: Rating,
    pub(super) label: Option<String>,
    pub(super) rationale: String,
    /// The keys of the claims that it rests on.
    pub(super) evidence: Vec<String>,
}

/// What a first row is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// What somebody states.
    Claim(Told),
    /// What the desk makes of it.
    Rating(Rated),
}

const RATING_ONLY: [C; 7] = [
    C::Rates,
    C::Rating,
    C::Scale,
    C::Label,
    C::Rationale,
    C::Evidence,
    C::AssessedOn,
];

const FIGURE_ONLY: [C; 10] = [
    C::Measure,
    C::Figure,
    C::Low,
    C::Best,
    C::High,
    C::Qualifier,
    C::Wording,
    C::Victims,
    C::VictimSide,
    C::VictimStatus,
];

/// Which version a row is of, from 1.
pub(super) fn number(row: &Row) -> Cell<u32> {
    let Some(number) = row.number(C::Revision)? else {
        return Ok(1);
    };
    u32::try_from(number)
        .ok()
        .filter(|number| *number > 0)
        .ok_or_else(|| Reason::new(format!("“{number}” is not a version")).in_column(C::Revision))
}

/// The version that a claim's or a version's first row is of.
pub(super) fn version(row: &Row) -> Cell<Version> {
    let number = number(row)?;
    let cause: Option<Cause> = row.value(C::Cause)?;
    let corrected_on: Option<PartialDate> = row.value(C::CorrectedOn)?;
    let reason = row.text(C::Reason);
    match (number, cause) {
        (1, None | Some(Cause::First)) => {
            if reason.is_some() {
                return Err(
                    Reason::new("a claim's first version has no reason").in_column(C::Reason)
                );
            }
        }
        (1, Some(cause)) => {
            return Err(
                Reason::new(format!("“{cause}” is not the cause of a first version"))
                    .in_column(C::Cause)
                    .with_hint("leave it empty, or say in `revision` which version it is"),
            );
        }
        (_, None) => {
            return Err(Reason::new("a later version has a cause").in_column(C::Cause));
        }
        (_, Some(Cause::First)) => {
            return Err(
                Reason::new(format!("version {number} is not a claim's first")).in_column(C::Cause),
            );
        }
        (_, Some(_)) => {}
    }
    let grounds = Grounds::new(cause.unwrap_or(Cause::First), corrected_on)
        .map_err(|error| plain(error).in_column(C::CorrectedOn))?;
    Ok(Version {
        number,
        author: row.value(C::Author)?,
        grounds: Some(grounds).filter(|grounds| grounds.cause() != Cause::First),
        reason,
    })
}

/// Whether a row is of a rating.
pub(super) fn is_rating(row: &Row) -> bool {
    row.word(C::Kind)
        .is_some_and(|kind| kind.eq_ignore_ascii_case("assessment"))
}

/// What a first row says.
pub(super) fn subject(row: &Row) -> Cell<Subject> {
    if is_rating(row) {
        rated(row).map(Subject::Rating)
    } else {
        told(row).map(Subject::Claim)
    }
}

fn rated(row: &Row) -> Cell<Rated> {
    let of_claims = C::ALL.iter().copied().filter(|column| {
        column.group() == Group::Statement && *column != C::Kind && !RATING_ONLY.contains(column)
    });
    if let Some(column) = row.first_filled(of_claims) {
        return Err(only(column, "a claim", "assessment"));
    }
    let scale: Option<Label> = row.value(C::Scale)?;
    let rating = Rating::new(scale, row.required(C::Rating)?).map_err(|error| Reason {
        column: Some(C::Rating),
        message: error.to_string(),
        hint: Some(
            "one of: confirmed, fair, weak, contested, discounted; or name a scale in `scale`"
                .to_owned(),
        ),
    })?;
    Ok(Rated {
        key: row.required(C::Rates)?.to_owned(),
        assessed_on: row.required_value(C::AssessedOn)?,
        rating,
        label: row.text(C::Label),
        rationale: row
            .text(C::Rationale)
            .ok_or_else(|| Reason::new("the cell is empty").in_column(C::Rationale))?,
        evidence: row
            .word(C::Evidence)
            .unwrap_or_default()
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
    })
}

/// That a column is not for a row of this kind.
fn only(column: C, owner: &str, kind: &str) -> Reason {
    Reason::new(format!("only {owner} has a `{}`", column.name()))
        .in_column(column)
        .with_hint(format!(
            "this row is of the kind “{kind}”; leave the cell empty"
        ))
}

/// What a claim's first row states.
fn told(row: &Row) -> Cell<Told> {
    let what = what(row)?;
    Ok(Told {
        event: row.word(C::Event).map(str::to_owned),
        claimant: row.required(C::Claimant)?.to_owned(),
        stated_on: row.required_value(C::StatedOn)?,
        occurred: row.value(C::Occurred)?,
        place: row.value(C::Place)?,
        note: row.text(C::Note),
        what,
    })
}

fn what(row: &Row) -> Cell<What> {
    let kind = row.required(C::Kind)?;
    let only_of = |columns: &[C], owner: &str| {
        let stray = row.first_filled(columns.iter().copied());
        stray.map_or(Ok(()), |column| Err(only(column, owner, kind)))
    };
    only_of(&RATING_ONLY, "an assessment")?;
    if kind.eq_ignore_ascii_case("figure") {
        only_of(&[C::Accused, C::Act], "an accusation")?;
        only_of(&[C::Answers], "a denial, a confirmation or a concession")?;
        return Ok(What::Figure(figure_claim(row)?));
    }
    let is_accusation = kind.eq_ignore_ascii_case("accusation");
    let answer: Option<AnswerKind> = match kind.parse() {
        Ok(answer) => Some(answer),
        Err(_) if is_accusation => None,
        Err(_) => {
            return Err(Reason::new(format!("“{kind}” is not a kind of claim"))
                .in_column(C::Kind)
                .with_hint(
                    "one of: figure, accusation, denial, confirmation, concession; or assessment",
                ));
        }
    };
    only_of(&FIGURE_ONLY, "a figure")?;
    only_of(&[C::Aggregation], "a figure")?;
    let Some(answer) = answer else {
        only_of(&[C::Answers], "a denial, a confirmation or a concession")?;
        return Ok(What::Accuses {
            accused: row.required(C::Accused)?.to_owned(),
            act: row
                .text(C::Act)
                .ok_or_else(|| Reason::new("the cell is empty").in_column(C::Act))?,
        });
    };
    only_of(&[C::Accused], "an accusation")?;
    Ok(What::Answers {
        kind: answer,
        key: row.required(C::Answers)?.to_owned(),
        act: row.text(C::Act),
    })
}

fn figure_claim(row: &Row) -> Cell<FigureSpec> {
    Ok(FigureSpec {
        measure: row.required_value::<Measure>(C::Measure)?,
        figure: figure(row)?,
        // The figure as it was typed is how it was worded, unless the sheet says otherwise.
        wording: row.text(C::Wording).or_else(|| row.text(C::Figure)),
        victims: row.value(C::Victims)?,
        victim_side: row.value(C::VictimSide)?,
        victim_status: row.value(C::VictimStatus)?.unwrap_or(VictimStatus::Unknown),
        aggregation: row.value(C::Aggregation)?.unwrap_or(Aggregation::Unknown),
    })
}

fn figure(row: &Row) -> Cell<Figure> {
    let bounds = [C::Low, C::Best, C::High, C::Qualifier];
    let from_bounds = match row.first_filled(bounds) {
        None => None,
        Some(first) => Some(from_bounds(row).map_err(|reason| Reason {
            column: reason.column.or(Some(first)),
            ..reason
        })?),
    };
    let from_words = row.word(C::Figure).map(|word| {
        read_figure(word).map_err(|error| Reason {
            column: Some(C::Figure),
            message: error.to_string(),
            hint: error.hint().into(),
        })
    });
    match (from_words.transpose()?, from_bounds) {
        (Some(words), Some(bounds)) if words != bounds => Err(Reason::new(format!(
            "the figure “{words}” is not what low, best, high and qualifier say: “{bounds}”"
        ))
        .in_column(C::Figure)
        .with_hint("correct one of them, or leave it empty")),
        (Some(figure), _) | (None, Some(figure)) => Ok(figure),
        (None, None) => Err(Reason::new("the cell is empty")
            .in_column(C::Figure)
            .with_hint("write the figure as it is worded, like “at least 49”, or fill in low, best, high and qualifier")),
    }
}

/// What the model says against a value.
fn plain(error: ModelError) -> Reason {
    Reason {
        column: None,
        message: error.to_string(),
        hint: error.hint().map(str::to_owned),
    }
}

fn from_bounds(row: &Row) -> Cell<Figure> {
    let count = |column| -> Cell<Option<Count>> {
        let number = row.number(column)?.map(Count::try_from).transpose();
        number.map_err(|error| plain(error).in_column(column))
    };
    let (low, best, high) = (count(C::Low)?, count(C::Best)?, count(C::High)?);
    match row.value::<Qualifier>(C::Qualifier)? {
        Some(qualifier) => Figure::new(low, best, high, qualifier).map_err(plain),
        None => Figure::from_bounds(low, best, high).map_err(|error| {
            let numberless = low.is_none() && high.is_none();
            let reason = plain(error).in_column(C::Qualifier);
            if numberless {
                reason.with_hint("say in `qualifier` what it is: exact, about, vague or unstated")
            } else {
                reason
            }
        }),
    }
}

/// Where the claim stands that a row is of.
pub(super) fn place(row: &Row) -> Cell<Place> {
    let (start, end) = (row.number(C::Start)?, row.number(C::End)?);
    match (start, end) {
        (None, Some(_)) => {
            return Err(Reason::new("there is an `end` without a `start`").in_column(C::Start));
        }
        (Some(start), Some(end)) if end <= start => {
            return Err(
                Reason::new(format!("the span {start}–{end} is empty or reversed"))
                    .in_column(C::End),
            );
        }
        _ => {}
    }
    let reading: Option<Reading> = row.value(C::Reading)?;
    Ok(Place {
        line: row.line,
        article: row.required(C::Article)?.to_owned(),
        title: row.text(C::Title),
        publisher: row.word(C::Publisher).map(str::to_owned),
        published_at: row.value(C::PublishedAt)?,
        language: row.value(C::Language)?,
        via: via(row)?,
        quote: row.text(C::Quote),
        prefix: row.exact(C::Prefix),
        suffix: row.exact(C::Suffix),
        start,
        end,
        snapshot: row.value(C::SnapshotSha256)?,
        allow_unread: reading == Some(Reading::Unread),
    })
}

fn via(row: &Row) -> Cell<Vec<String>> {
    let Some(relays) = row.word(C::Via) else {
        return Ok(Vec::new());
    };
    relays
        .split('>')
        .map(|relay| match relay.trim() {
            "" => Err(Reason::new(format!("a relay is missing in “{relays}”"))
                .in_column(C::Via)
                .with_hint("write handles with “ > ” between them, from the publisher's side")),
            relay => Ok(relay.to_owned()),
        })
        .collect()
}

/// What a row says again of its claim besides the citation must be what the claim's first row says.
pub(super) fn must_repeat(row: &Row, first: &Row) -> Cell<()> {
    let differs = |column: &&C| {
        column.group() != Group::Citation
            && **column != C::Claim
            && **column != C::Revision
            && row.word(**column).is_some()
            && row.cell(**column) != first.cell(**column)
    };
    match C::ALL.iter().find(differs) {
        None => Ok(()),
        Some(column) => Err(Reason::new(format!(
            "“{}” differs from “{}” on line {}, where this claim begins",
            row.cell(*column),
            first.cell(*column),
            first.line
        ))
        .in_column(*column)
        .with_hint("a further row of a claim adds a place where it stands: leave all but that empty, or give the claim another key")),
    }
}

/// Whether a row says where anything stands: a rating may rest on no words.
pub(super) fn has_place(row: &Row) -> bool {
    let columns = C::ALL
        .iter()
        .copied()
        .filter(|column| column.group() == Group::Citation);
    row.first_filled(columns).is_some()
}

/// Whether a row has nothing but its key and a citation.
pub(super) fn is_citation_only(row: &Row) -> bool {
    let columns = C::ALL
        .iter()
        .copied()
        .filter(|column| column.group() == Group::Statement);
    row.first_filled(columns).is_none()
}

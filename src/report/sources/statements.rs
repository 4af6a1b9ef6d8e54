//! Claims into statements: an outlet's own words joined with whose words they are.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::collect::{Place, Told, What, certain_day};
use super::routes::{mark_circles, routes};
use super::texts::Texts;
use super::{Basis, Carrier, Said, Stated, Statement};
use crate::model::{ArticleId, Count, Handle, Label, PartialDate, SourceId};
use crate::register::Register;
use crate::report::{Named, ReportError};

/// The statements of claims that come in groups of the same, in order of statement.
pub(super) fn statements(
    register: &Register<'_>,
    told: Vec<Vec<Told>>,
    texts: &Texts,
) -> Result<Vec<Statement>, ReportError> {
    let mut statements = Vec::with_capacity(told.iter().map(Vec::len).sum());
    for group in told {
        let from = statements.len();
        for joined in joined(register, group, texts)? {
            statements.push(statement(register, joined, texts)?);
        }
        mark_circles(statements.get_mut(from..).unwrap_or_default());
    }
    Ok(sorted(statements))
}

/// How many statements there are, and who is behind them: as [`statements`], when only the numbers are wanted.
pub(super) fn counted(
    register: &Register<'_>,
    told: Vec<Vec<Told>>,
    texts: &Texts,
) -> Result<(usize, BTreeSet<SourceId>), ReportError> {
    let (mut count, mut origins) = (0, BTreeSet::new());
    for group in told {
        let joined = joined(register, group, texts)?;
        count += joined.len();
        origins.extend(joined.iter().map(|joined| joined.origin));
    }
    Ok((count, origins))
}

/// Claims that are one statement, the origin's first, and how that is known.
struct Joined {
    claims: Vec<Told>,
    origin: SourceId,
    basis: Basis,
}

/// Whom an outlet that speaks in its own words has it from.
fn behind(told: &Told) -> (SourceId, Basis) {
    if !told.is_own_words() {
        return (told.claimant, Basis::Claimant);
    }
    let mut relays = told.places.iter().filter_map(|place| place.via.last());
    match relays.next() {
        // Several relays of one's own words lead nowhere in particular.
        Some(relay) if relays.all(|other| other == relay) => (*relay, Basis::Relay),
        _ => (told.claimant, Basis::OwnWords),
    }
}

/// Joins claims that state the same.
fn joined(
    register: &Register<'_>,
    group: Vec<Told>,
    texts: &Texts,
) -> Result<Vec<Joined>, ReportError> {
    let mut found: Vec<Joined> = Vec::with_capacity(group.len());
    for told in taking_up(register, group)? {
        let (origin, basis) = behind(&told);
        let is_own_words = told.is_own_words();
        let same_source = |there: &&mut Joined| {
            is_own_words
                && there.origin == origin
                && there
                    .claims
                    .iter()
                    .any(|known| known.stated_on == told.stated_on)
        };
        if basis == Basis::Relay
            && let Some(there) = found.iter_mut().find(same_source)
        {
            there.claims.push(told);
            continue;
        }
        let same_text = |there: &&mut Joined| {
            is_own_words
                && there
                    .claims
                    .iter()
                    .any(|known| print_one_text(known, &told, texts))
        };
        match found.iter_mut().find(same_text) {
            Some(there) => {
                if there.basis == Basis::OwnWords {
                    there.basis = Basis::SameText;
                }
                there.claims.push(told);
            }
            None => found.push(Joined {
                claims: vec![told],
                origin,
                basis,
            }),
        }
    }
    Ok(found)
}

/// Those who are quoted first, then by day of print, day of statement and name: what comes first takes up the rest.
fn taking_up(register: &Register<'_>, group: Vec<Told>) -> Result<Vec<Told>, ReportError> {
    if group.len() < 2 {
        return Ok(group);
    }
    let mut order = Vec::with_capacity(group.len());
    for (index, told) in group.iter().enumerate() {
        let handle = register.source(told.claimant)?.handle.clone();
        order.push((told.is_own_words(), first_print(told), handle, index));
    }
    order.sort_unstable_by(|one, other| {
        one.0
            .cmp(&other.0)
            .then_with(|| days(one.1, other.1))
            .then_with(|| {
                let said = |index: usize| &group[index].stated_on;
                said(one.3).chronological(said(other.3))
            })
            .then_with(|| one.2.cmp(&other.2))
            .then_with(|| one.3.cmp(&other.3))
    });
    let mut group: Vec<Option<Told>> = group.into_iter().map(Some).collect();
    let order = order.into_iter();
    Ok(order
        .filter_map(|(_, _, _, index)| group[index].take())
        .collect())
}

/// Whether two claims stand in near-identical texts of different publishers.
fn print_one_text(one: &Told, other: &Told, texts: &Texts) -> bool {
    one.places.iter().any(|here| {
        other.places.iter().any(|there| {
            here.article != there.article
                && here.publisher != there.publisher
                && texts.class(here.article) == texts.class(there.article)
        })
    })
}

fn first_print(told: &Told) -> Option<NaiveDate> {
    told.places.iter().filter_map(|place| place.day(told)).min()
}

/// By day; what has none stands last.
fn days<T: Ord>(one: Option<T>, other: Option<T>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => one.cmp(&other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

fn statement(
    register: &Register<'_>,
    joined: Joined,
    texts: &Texts,
) -> Result<Statement, ReportError> {
    let Joined {
        claims,
        origin,
        basis,
    } = joined;
    let first_day = claims.iter().filter_map(first_print).min();
    let mut carriers = Vec::with_capacity(claims.iter().map(|told| told.places.len()).sum());
    for told in &claims {
        for place in &told.places {
            carriers.push(carrier(register, told, place, first_day)?);
        }
    }
    mark_first(&mut carriers);
    let is_first_certain = is_first_certain(&carriers, &claims, first_day);
    carriers.sort_by(|one, other| {
        days(one.lag, other.lag)
            .then_with(|| days(day_of(one), day_of(other)))
            .then_with(|| other.is_first.cmp(&one.is_first))
            .then_with(|| handle(one).cmp(&handle(other)))
            .then_with(|| one.locator.cmp(&other.locator))
            .then_with(|| one.quote.cmp(&other.quote))
    });
    mark_same_texts(&mut carriers, texts);
    let first = claims.first().map(|told| &told.what);
    let said = match first {
        Some(what) => said(register, what)?,
        // Invariant of `joined`: a statement has a claim.
        None => return Err(ReportError::unknown(origin.into())),
    };
    let mut stated = Vec::with_capacity(claims.len());
    for told in &claims {
        stated.push(Stated {
            claim: told.claim,
            revision: told.revision,
            entry: told.entry,
            claimant: Named::source(register, told.claimant)?,
            stated_on: told.stated_on,
        });
    }
    let publishers = carriers
        .iter()
        .filter_map(|carrier| carrier.publisher.as_ref());
    let mut outlets: Vec<SourceId> = publishers.map(|publisher| publisher.id).collect();
    outlets.sort_unstable();
    outlets.dedup();
    let mut first: Vec<Named<SourceId>> = Vec::with_capacity(1);
    for carrier in carriers.iter().filter(|carrier| carrier.is_first) {
        if let Some(publisher) = &carrier.publisher
            && !first.contains(publisher)
        {
            first.push(publisher.clone());
        }
    }
    Ok(Statement {
        said,
        claims: stated,
        origin: Named::source(register, origin)?,
        basis,
        outlets: outlets.len(),
        routes: routes(&carriers, texts),
        circle: Vec::new(),
        carriers,
        first_day,
        first,
        is_first_certain,
    })
}

/// Whether no other outlet can have printed it before the first day that is known.
fn is_first_certain(carriers: &[Carrier], claims: &[Told], first_day: Option<NaiveDate>) -> bool {
    let Some(first_day) = first_day else {
        return true;
    };
    let said = claims.iter().filter_map(|told| told.stated_on.earliest());
    // Nothing is printed before it was said.
    if said.min() == Some(first_day) {
        return true;
    }
    let is_first = |source: &SourceId| {
        carriers.iter().any(|carrier| {
            carrier.is_first
                && carrier
                    .publisher
                    .as_ref()
                    .is_some_and(|it| it.id == *source)
        })
    };
    let mut rivals = carriers.iter().filter(|carrier| {
        let publisher = carrier.publisher.as_ref().map(|it| it.id);
        let mut from = carrier.via.iter().map(|via| via.id).chain(publisher);
        carrier.lag.is_none() && !from.any(|source| is_first(&source))
    });
    !rivals.any(|carrier| {
        let published_at = carrier.published_at.filter(|_| !carrier.edited_in);
        published_at.is_none_or(|day| {
            first_day
                .pred_opt()
                .is_some_and(|before| day.perhaps_by(before))
        })
    })
}

/// Marks the places that are among the first to print a statement: on the first day, and not by way of another outlet
/// that printed it that day.
fn mark_first(carriers: &mut [Carrier]) {
    let is_early = |carrier: &&Carrier| carrier.lag == Some(0);
    let publishers = |carrier: &Carrier| carrier.publisher.as_ref().map(|it| it.id);
    let early = carriers.iter().filter(is_early);
    let mut early: Vec<SourceId> = early.filter_map(publishers).collect();
    early.sort_unstable();
    for carrier in carriers {
        let mut via = carrier.via.iter();
        let is_relayed = via.any(|via| early.binary_search(&via.id).is_ok());
        carrier.is_first = carrier.lag == Some(0) && !is_relayed;
    }
}

fn handle(carrier: &Carrier) -> Option<&Handle> {
    carrier
        .publisher
        .as_ref()
        .map(|publisher| &publisher.handle)
}

fn day_of(carrier: &Carrier) -> Option<NaiveDate> {
    carrier.published_at.as_ref().and_then(certain_day)
}

fn carrier(
    register: &Register<'_>,
    told: &Told,
    place: &Place,
    first_day: Option<NaiveDate>,
) -> Result<Carrier, ReportError> {
    let day = place.day(told);
    Ok(Carrier {
        claim: told.claim,
        article: place.article,
        locator: Some(&register.article(place.article)?.locator)
            .filter(|locator| locator.value().is_some())
            .map(|locator| locator.shared()),
        publisher: place
            .publisher
            .map(|publisher| Named::source(register, publisher))
            .transpose()?,
        via: Named::chain(register, &place.via)?,
        published_at: place.published_at,
        lag: day
            .zip(first_day)
            .map(|(day, first)| (day - first).num_days()),
        is_first: false,
        edited_in: place.is_edited_in(told),
        same_text_as: None,
        snapshot: place.snapshot,
        sha256: place.sha256,
        quote: place.quote.clone(),
    })
}

/// Names for each carrier the first one of another publisher in its class of texts; they come in order of print.
fn mark_same_texts(carriers: &mut [Carrier], texts: &Texts) {
    let firsts: Vec<(ArticleId, ArticleId, Option<SourceId>)> = carriers
        .iter()
        .map(|carrier| {
            let publisher = carrier.publisher.as_ref().map(|it| it.id);
            (texts.class(carrier.article), carrier.article, publisher)
        })
        .collect();
    for (index, carrier) in carriers.iter_mut().enumerate() {
        let class = texts.class(carrier.article);
        let publisher = carrier.publisher.as_ref().map(|it| it.id);
        carrier.same_text_as = firsts
            .iter()
            .take(index)
            .find(|(of, article, by)| {
                *of == class && *article != carrier.article && *by != publisher
            })
            .map(|(_, article, _)| *article);
    }
}

fn said(register: &Register<'_>, what: &What) -> Result<Said, ReportError> {
    Ok(match what {
        What::Figure {
            key,
            figure,
            wording,
        } => Said::Figure {
            key: Arc::clone(key),
            figure: *figure,
            wording: wording.clone(),
        },
        What::Accuses { accused, act } => Said::Accusation {
            accused: Named::source(register, *accused)?,
            act: act.clone(),
        },
        What::Answers { kind, claim, act } => Said::Answer {
            kind: *kind,
            answers: *claim,
            act: act.clone(),
        },
    })
}

/// What a statement is put in order by, beside its dates and its origin: nothing that depends on the order in which the
/// desk logged things.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    kind: u8,
    words: String,
    counts: [Option<Count>; 3],
    /// URL or label, and quote.
    places: Vec<[Option<Arc<str>>; 2]>,
}

impl Rank {
    fn of(statement: &Statement) -> Self {
        let label = |label: &Option<Label>| label.as_ref().map_or("", Label::as_str).to_owned();
        let (kind, words, counts) = match &statement.said {
            Said::Figure { key, figure, .. } => {
                let words = [
                    key.measure.name(),
                    &label(&key.victims),
                    &label(&key.victim_side),
                    &label(&key.place),
                    figure.qualifier().name(),
                ];
                let counts = [figure.best(), figure.low(), figure.high()];
                (0, words.join("/"), counts)
            }
            Said::Accusation { accused, act } => {
                let act = act.as_deref().unwrap_or_default();
                (1, format!("{}/{act}", accused.handle), [None; 3])
            }
            Said::Answer { kind, act, .. } => {
                let act = act.as_deref().unwrap_or_default();
                (2, format!("{kind}/{act}"), [None; 3])
            }
        };
        let carriers = statement.carriers.iter();
        Self {
            kind,
            words,
            counts,
            places: carriers
                .map(|carrier| [carrier.locator.clone(), carrier.quote.clone()])
                .collect(),
        }
    }
}

/// By the day it was said, the day it was printed, the origin, then by rank.
fn sorted(statements: Vec<Statement>) -> Vec<Statement> {
    let stated = |statement: &Statement| {
        statement
            .claims
            .iter()
            .map(|claim| claim.stated_on)
            .min_by(PartialDate::chronological)
    };
    // A statement is large, and is moved once only.
    let mut order: Vec<(Option<PartialDate>, usize)> = Vec::with_capacity(statements.len());
    order.extend(statements.iter().map(stated).zip(0..));
    order.sort_by(|(one_said, one), (other_said, other)| {
        let (one, other) = (&statements[*one], &statements[*other]);
        let said = match (one_said, other_said) {
            (Some(one), Some(other)) => one.chronological(other),
            _ => Ordering::Equal,
        };
        said.then_with(|| days(one.first_day, other.first_day))
            .then_with(|| one.origin.handle.cmp(&other.origin.handle))
            .then_with(|| Rank::of(one).cmp(&Rank::of(other)))
    });
    let mut unsorted: Vec<Option<Statement>> = statements.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|(_, index)| unsorted[index].take())
        .collect()
}

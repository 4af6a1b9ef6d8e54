//! Which articles print one text: compared only where it can change a count.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::collect::{Place, Told, certain_day};
use crate::model::{ArticleId, ClaimId, SnapshotId, SourceId};
use crate::register::Register;
use crate::report::ReportError;
use crate::store::{Read, StoreError, snapshot_text};
use crate::text::Shingles;

/// How many days apart one agency's report is still printed.
const WEEK: i64 = 7;

/// Articles in classes of near-identical texts.
pub(super) struct Texts {
    parents: BTreeMap<ArticleId, ArticleId>,
    /// Those whose text was looked at.
    looked_at: BTreeSet<ArticleId>,
}

/// An article whose text may be compared.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Candidate {
    article: ArticleId,
    snapshot: SnapshotId,
    publisher: Option<SourceId>,
    printed: Option<NaiveDate>,
    is_own_words: bool,
    claim: ClaimId,
}

impl Texts {
    /// Compares the texts of articles that carry the same, where it matters: the outlets have different publishers, and
    /// carry one claim, or one of them has it in its own words.
    pub(super) fn compare(
        read: &dyn Read,
        register: &Register<'_>,
        told: &[Vec<Told>],
    ) -> Result<Self, ReportError> {
        let mut texts = Self {
            parents: BTreeMap::new(),
            looked_at: BTreeSet::new(),
        };
        let mut shingles: HashMap<SnapshotId, Option<Shingles>> = HashMap::new();
        for group in told {
            let candidates = candidates(group);
            for (index, one) in candidates.iter().enumerate() {
                for other in candidates.iter().skip(index + 1) {
                    if !one.is_worth_comparing(other)
                        || texts.class(one.article) == texts.class(other.article)
                    {
                        continue;
                    }
                    for candidate in [one, other] {
                        if let Entry::Vacant(place) = shingles.entry(candidate.snapshot) {
                            place.insert(shingles_of(read, register, candidate.snapshot)?);
                        }
                        texts.looked_at.insert(candidate.article);
                    }
                    let pair = (&shingles[&one.snapshot], &shingles[&other.snapshot]);
                    if let (Some(one_text), Some(other_text)) = pair
                        && one_text.common(other_text).is_near_identical()
                    {
                        texts.join(one.article, other.article);
                    }
                }
            }
        }
        Ok(texts)
    }

    /// The class of an article: an article that stands for all whose texts are near-identical.
    pub(super) fn class(&self, article: ArticleId) -> ArticleId {
        let mut at = article;
        while let Some(parent) = self.parents.get(&at) {
            at = *parent;
        }
        at
    }

    fn join(&mut self, one: ArticleId, other: ArticleId) {
        let (one, other) = (self.class(one), self.class(other));
        if one != other {
            self.parents.insert(one.max(other), one.min(other));
        }
    }

    /// How many texts were looked at.
    pub(super) fn compared(&self) -> usize {
        self.looked_at.len()
    }

    /// How many of them are near-identical with another.
    pub(super) fn near_identical(&self) -> usize {
        let mut classes: BTreeMap<ArticleId, usize> = BTreeMap::new();
        for article in &self.looked_at {
            *classes.entry(self.class(*article)).or_default() += 1;
        }
        classes.values().filter(|count| **count > 1).sum()
    }
}

/// Where what several claims state alike stands in a copy that is held here.
fn candidates(group: &[Told]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for claim in group {
        let is_own_words = claim.is_own_words();
        for place in &claim.places {
            if let Some(snapshot) = place.snapshot {
                let of = Candidate::of(place, snapshot, claim.claim, is_own_words);
                candidates.push(of);
            }
        }
    }
    candidates
}

impl Candidate {
    fn of(place: &Place, snapshot: SnapshotId, claim: ClaimId, is_own_words: bool) -> Self {
        Self {
            article: place.article,
            snapshot,
            publisher: place.publisher,
            printed: place.published_at.as_ref().and_then(certain_day),
            is_own_words,
            claim,
        }
    }

    /// Two places of one claim show whether outlets have it by one route, or print each other's words whoever they name
    /// as its relay; places of two claims show whether an outlet's own words are another's.
    fn is_worth_comparing(&self, other: &Self) -> bool {
        let is_other_outlet = self.article != other.article
            && self.publisher.is_some()
            && self.publisher != other.publisher;
        let is_close = match (self.printed, other.printed) {
            (Some(one), Some(other)) => (one - other).num_days().abs() <= WEEK,
            _ => true,
        };
        let may_join = self.claim == other.claim || self.is_own_words || other.is_own_words;
        is_other_outlet && is_close && may_join
    }
}

/// The shingles of a copy's text; none when it cannot be read, which `verify` reports.
fn shingles_of(
    read: &dyn Read,
    register: &Register<'_>,
    snapshot: SnapshotId,
) -> Result<Option<Shingles>, ReportError> {
    match snapshot_text(read, &*register.snapshot(snapshot)?) {
        Ok(text) => Ok(Some(Shingles::of(&text))),
        Err(StoreError::Damaged(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

//! What there is to decide: the newest copies of the articles that are meant, and the proposals of each.

use super::ReviewArgs;
use crate::cli::error::{CliError, written};
use crate::cli::propose::{newest, of_snapshot_with, snapshot};
use crate::extract::{ExtractError, Extractor};
use crate::model::{ArticleId, Claim, ClaimId, Content, EventId, RecordId, RecordKind, SnapshotId};
use crate::output::sink::Sink;
use crate::register::{Register, RegisterError};
use crate::report::marked_text::marked_text;
use crate::review::{Ledger, Parties, Proposals, Proposed, State, mark_quoted, mark_recorded};
use crate::store::sqlite::SqliteStore;
use crate::store::{Horizon, Read};

/// One copy with its proposals.
pub(super) struct Copy {
    /// The snapshot.
    pub(super) snapshot: SnapshotId,
    /// Its article.
    pub(super) article: ArticleId,
    /// The event that its claims are about, where all that cite the article agree.
    pub(super) event: Option<EventId>,
    /// Its proposals.
    pub(super) proposals: Proposals,
}

/// One proposal of the pile: the copy's place and its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    copy: usize,
    proposed: usize,
}

/// Everything that is reviewed.
pub(super) struct Pile {
    pub(super) copies: Vec<Copy>,
    pub(super) parties: Parties,
}

impl Pile {
    pub(super) fn gather(
        args: &ReviewArgs,
        extractor: &dyn Extractor,
        store: &SqliteStore,
        sink: &mut Sink,
    ) -> Result<Self, CliError> {
        let ledger = Ledger::beside(store.path())
            .map_err(|error| CliError::io("the decisions beside the database", &error))?;
        if ledger.unreadable() > 0 {
            let say = format!(
                "{} of the lines in {} cannot be read; what they decided is open again",
                ledger.unreadable(),
                ledger.path().display()
            );
            written(sink.warning(&say))?;
        }
        let snapshots = meant(args.what.as_deref(), store)?;
        let is_one = snapshots.len() == 1;
        let mut copies = Vec::new();
        // One for all copies: what is suggested for a name in one is suggested for no other name in another.
        let parties = Parties::read(store, Horizon::NOW)?;
        let bar = sink.progress("reading", u64::try_from(snapshots.len()).ok());
        for snapshot in snapshots {
            bar.advance(1);
            let found = of_snapshot_with(&args.extractor, extractor, store, snapshot, &parties);
            let mut proposals = match found {
                Ok(found) => found,
                // One article among many in a language without a pack does not keep the others from being reviewed.
                Err(CliError::Extract(
                    error @ (ExtractError::NoPack { .. } | ExtractError::UnknownLanguage),
                )) if !is_one => {
                    written(sink.warning(&format!("{snapshot} is left out: {error}")))?;
                    continue;
                }
                Err(error) => return Err(error),
            };
            let marked = marked_text(store, snapshot, Horizon::NOW)?;
            mark_recorded(&mut proposals, snapshot, &marked.claims);
            mark_quoted(
                &mut proposals,
                marked.article.id,
                &citing(store, marked.article.id)?,
            );
            ledger.mark(&mut proposals);
            copies.push(Copy {
                snapshot,
                article: marked.article.id,
                event: event_of(store, marked.article.id)?,
                proposals,
            });
        }
        drop(bar);
        Ok(Self { copies, parties })
    }

    /// What is to be decided, in the order of the copies and of their texts; with `all`, also what is decided.
    pub(super) fn items(&self, all: bool) -> Vec<Item> {
        let mut items = Vec::new();
        for (copy, found) in self.copies.iter().enumerate() {
            for (proposed, one) in found.proposals.proposals.iter().enumerate() {
                if all || one.state == State::Open {
                    items.push(Item { copy, proposed });
                }
            }
        }
        items
    }

    /// The same, as it is written out.
    pub(super) fn shown(&self, all: bool) -> impl Iterator<Item = (&Proposals, &Proposed)> {
        self.items(all).into_iter().map(|item| {
            let copy = &self.copies[item.copy].proposals;
            (copy, &copy.proposals[item.proposed])
        })
    }

    pub(super) fn copy(&self, item: Item) -> &Copy {
        // Invariant: items are made by `items` and `find` alone, of this pile.
        &self.copies[item.copy]
    }

    pub(super) fn at(&self, item: Item) -> (&Proposals, &Proposed) {
        let copy = &self.copy(item).proposals;
        (copy, &copy.proposals[item.proposed])
    }

    /// The proposal’s id; with its snapshot before it where several copies are reviewed.
    pub(super) fn name(&self, item: Item) -> String {
        let id = &self.at(item).1.id;
        match self.copies.as_slice() {
            [_] => id.to_string(),
            _ => format!("{}.{id}", self.copy(item).snapshot),
        }
    }

    /// Reads the sources anew, and follows every name with them.
    pub(super) fn follow(&mut self, read: &dyn Read) -> Result<(), CliError> {
        self.parties = self.parties.read_again(read, Horizon::NOW)?;
        for copy in &mut self.copies {
            copy.proposals.follow(&self.parties);
        }
        Ok(())
    }

    pub(super) fn set_state(&mut self, item: Item, state: State) {
        self.copies[item.copy].proposals.proposals[item.proposed].state = state;
    }

    /// The proposal of that id, or of one that begins so; its snapshot may stand before it.
    pub(super) fn find(&self, given: &str) -> Result<Item, CliError> {
        let (copy, id) = match given.split_once('.') {
            Some((copy, id)) => (Some(copy), id),
            None => (None, given),
        };
        let fits: Vec<Item> = self
            .items(true)
            .into_iter()
            .filter(|item| copy.is_none_or(|copy| self.copy(*item).snapshot.to_string() == copy))
            .filter(|item| id.len() >= 3 && self.at(*item).1.id.as_str().starts_with(id))
            .collect();
        let exact = |item: &&Item| self.at(**item).1.id.as_str() == id;
        match (fits.as_slice(), fits.iter().filter(exact).count()) {
            ([only], _) => Ok(*only),
            (_, 1) => Ok(*fits.iter().find(exact).unwrap_or(&fits[0])),
            ([], _) => Err(CliError::usage(
                format!("there is no proposal “{given}”"),
                "`claimlog review --all` shows them; those below --min-score are not among them",
            )),
            _ => {
                let names: Vec<String> = fits
                    .iter()
                    .map(|item| format!("{}.{}", self.copy(*item).snapshot, self.at(*item).1.id))
                    .collect();
                Err(CliError::usage(
                    format!("“{given}” may be {}", names.join(" or ")),
                    "give the whole id",
                ))
            }
        }
    }
}

/// The snapshots that are meant: one, the newest of one article, of the articles of an event, or of all.
fn meant(what: Option<&str>, read: &dyn Read) -> Result<Vec<SnapshotId>, CliError> {
    let register = Register::new(read, Horizon::NOW);
    let event = match what {
        None => None,
        Some(what) => match what.parse::<RecordId>().map(RecordId::kind) {
            Ok(RecordKind::Event) => Some(register.find_event(what)?),
            Ok(_) => return Ok(vec![snapshot(read, what)?]),
            Err(_) => match register.find_event(what) {
                Ok(event) => Some(event),
                Err(RegisterError::Unknown { .. }) => return Ok(vec![snapshot(read, what)?]),
                Err(error) => return Err(error.into()),
            },
        },
    };
    let mut articles = Vec::new();
    read.each_latest(RecordKind::Article, Horizon::NOW, &mut |revision| {
        articles.extend(ArticleId::try_from(revision.record));
        Ok(std::ops::ControlFlow::Continue(()))
    })?;
    // Articles without claims are nobody's yet; where there is one event only, they are its.
    let is_only = event.is_some() && register.event_or_only(None).ok() == event;
    let mut snapshots = Vec::new();
    for article in articles {
        if let Some(event) = event
            && !is_only
            && event_of(read, article)? != Some(event)
        {
            continue;
        }
        match newest(read, article) {
            Ok(snapshot) => snapshots.push(snapshot),
            Err(CliError::NoSnapshot(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(snapshots)
}

/// The claims that cite an article and stand.
fn citing(read: &dyn Read, article: ArticleId) -> Result<Vec<(ClaimId, Claim)>, CliError> {
    let mut claims = Vec::new();
    for id in read.claims_citing(article)? {
        let revision = read.latest(id.into(), Horizon::NOW)?;
        if let Some(revision) = revision.filter(|revision| !revision.is_retraction())
            && let Content::Claim(claim) = revision.content
        {
            claims.push((id, claim));
        }
    }
    Ok(claims)
}

/// The event that every claim citing an article is about.
fn event_of(read: &dyn Read, article: ArticleId) -> Result<Option<EventId>, CliError> {
    let register = Register::new(read, Horizon::NOW);
    let mut events = Vec::new();
    for claim in read.claims_citing(article)? {
        events.push(register.claim(claim)?.event);
    }
    events.sort_unstable();
    events.dedup();
    Ok(match events.as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

//! Accepting and refusing: a claim through the desk, a line beside the database.

use super::ReviewArgs;
use super::pile::{Item, Pile};
use crate::cli::add::summary;
use crate::cli::context::{Global, now};
use crate::cli::error::CliError;
use crate::cli::shared::DryRun;
use crate::extract::Proposal;
use crate::model::{Author, Cause, ClaimId, EventId, Instant, Language};
use crate::output::review::Decided;
use crate::record::spec::ClaimSpec;
use crate::record::{Desk, RecordError, Standing, Why};
use crate::register::Register;
use crate::review::beside::{Neighbour, beside};
use crate::review::draft::{Setting, Unclear, draft};
use crate::review::{Ledger, NewSource, Party, State, Typed};
use crate::store::sqlite::SqliteStore;
use crate::store::{Horizon, Read};

/// What was decided.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Proposals that became claims or citations.
    pub(super) accepted: Vec<(String, ClaimId, &'static str, String)>,
    /// Proposals that are not wanted.
    pub(super) refused: Vec<String>,
    /// Proposals that are open again.
    pub(super) reopened: Vec<String>,
    /// Proposals that a person has to look at, and why.
    pub(super) left: Vec<(String, String)>,
    /// Those whom proposals that were left name and nobody knows, each once, and the language they are named in.
    pub(super) strangers: Vec<(NewSource, Option<Language>)>,
}

impl Outcome {
    pub(super) fn shown(&self) -> Vec<Decided<'_>> {
        let accepted = self
            .accepted
            .iter()
            .map(|(id, claim, deed, summary)| Decided {
                proposal: id,
                decision: deed,
                claim: Some(*claim),
                words: Some(summary),
            });
        let bare = |id, decision| Decided {
            proposal: id,
            decision,
            claim: None,
            words: None,
        };
        accepted
            .chain(self.refused.iter().map(move |id| bare(id, "refused")))
            .chain(self.reopened.iter().map(move |id| bare(id, "reopened")))
            .chain(self.left.iter().map(|(id, why)| Decided {
                proposal: id,
                decision: "left",
                claim: None,
                words: Some(why),
            }))
            .collect()
    }
}

/// Decides about proposals, under one author and at one instant.
pub(super) struct Decider<'a> {
    global: &'a Global,
    event: Option<String>,
    ledger: Option<Ledger>,
    author: Option<Author>,
    now: Instant,
}

impl<'a> Decider<'a> {
    pub(super) fn new(args: &ReviewArgs, global: &'a Global) -> Result<Self, CliError> {
        Ok(Self {
            global,
            event: args.event.clone(),
            ledger: None,
            author: None,
            now: now()?,
        })
    }

    /// Sits down to write.
    pub(super) fn desk<'d>(&mut self, store: &'d mut SqliteStore) -> Result<Desk<'d>, CliError> {
        self.sit(store)?;
        self.global.desk(store)
    }

    fn sit(&mut self, store: &SqliteStore) -> Result<(), CliError> {
        if self.ledger.is_none() {
            let ledger = Ledger::beside(store.path());
            self.ledger = Some(
                ledger
                    .map_err(|error| CliError::io("the decisions beside the database", &error))?,
            );
            self.author = Some(self.global.author()?);
        }
        Ok(())
    }

    /// What the claim would be about.
    pub(super) fn event(
        &self,
        read: &dyn Read,
        pile: &Pile,
        item: Item,
    ) -> Result<EventId, CliError> {
        let register = Register::new(read, Horizon::NOW);
        Ok(match (&self.event, pile.copy(item).event) {
            (Some(event), _) => register.find_event(event)?,
            (None, Some(event)) => event,
            (None, None) => register.event_or_only(None)?,
        })
    }

    /// What the event knows beside a figure; nothing where it is not clear which event it is.
    pub(super) fn beside(
        &self,
        read: &dyn Read,
        pile: &Pile,
        item: Item,
    ) -> Result<Vec<Neighbour>, CliError> {
        let (_, proposed) = pile.at(item);
        let Proposal::Figure(figure) = &proposed.proposal else {
            return Ok(Vec::new());
        };
        let Ok(event) = self.event(read, pile, item) else {
            return Ok(Vec::new());
        };
        let claimant = match proposed.claimant {
            Some(Party::Known(source) | Party::Perhaps(source)) => Some(source),
            _ => None,
        };
        Ok(beside(read, event, claimant, figure)?)
    }

    /// The fields that wait since an earlier review.
    pub(super) fn waiting(
        &mut self,
        store: &SqliteStore,
        pile: &Pile,
        item: Item,
    ) -> Result<Typed, CliError> {
        self.sit(store)?;
        let (copy, proposed) = pile.at(item);
        Ok(self
            .ledger
            .as_ref()
            .map(|ledger| ledger.edits(copy.digest(), &proposed.key))
            .unwrap_or_default())
    }

    /// The claim that accepting would record.
    pub(super) fn spec(
        &self,
        read: &dyn Read,
        pile: &Pile,
        item: Item,
        typed: &Typed,
    ) -> Result<Result<ClaimSpec, Unclear>, CliError> {
        let copy = pile.copy(item);
        let register = Register::new(read, Horizon::NOW);
        let setting = Setting {
            register: &register,
            parties: &pile.parties,
            event: self.event(read, pile, item)?,
            article: copy.article,
            snapshot: copy.snapshot,
            text: &copy.proposals.text,
        };
        Ok(draft(pile.at(item).1, typed, &setting))
    }

    /// Accepts a proposal; what is not clear is an error.
    pub(super) fn accept(
        &self,
        desk: &mut Desk<'_>,
        pile: &Pile,
        item: Item,
        typed: &Typed,
        outcome: &mut Outcome,
    ) -> Result<(), CliError> {
        let (_, proposed) = pile.at(item);
        if let State::Recorded(claim) = proposed.state {
            return Err(RecordError::AlreadyRecorded(claim).into());
        }
        let spec = self
            .spec(desk.read(), pile, item, typed)?
            .map_err(|unclear| match unclear {
                Unclear::Register(error) => error.into(),
                unclear => CliError::Unclear {
                    proposal: proposed.id.to_string(),
                    unclear: Box::new(unclear),
                },
            })?;
        let (claim, deed) = write(desk, &spec)?;
        outcome
            .accepted
            .push((proposed.id.to_string(), claim, deed, summary(desk, &spec)?));
        Ok(())
    }

    /// Accepts a proposal where everything is clear and fits; else leaves it and says why.
    pub(super) fn accept_or_leave(
        &self,
        desk: &mut Desk<'_>,
        pile: &Pile,
        item: Item,
        typed: &Typed,
        outcome: &mut Outcome,
    ) -> Result<(), CliError> {
        match self.accept(desk, pile, item, typed, outcome) {
            Err(error) if is_own_fault(&error) => {
                let (copy, proposed) = pile.at(item);
                for stranger in proposed.strangers() {
                    let named = (stranger.clone(), copy.language.clone());
                    if !outcome.strangers.contains(&named) {
                        outcome.strangers.push(named);
                    }
                }
                outcome
                    .left
                    .push((proposed.id.to_string(), error.to_string()));
                Ok(())
            }
            other => other,
        }
    }

    pub(super) fn refuse(
        &mut self,
        pile: &Pile,
        item: Item,
        dry_run: DryRun,
        outcome: &mut Outcome,
    ) -> Result<(), CliError> {
        self.note(pile, item, dry_run, Ledger::refuse)?;
        outcome.refused.push(pile.at(item).1.id.to_string());
        Ok(())
    }

    pub(super) fn reopen(
        &mut self,
        pile: &Pile,
        item: Item,
        dry_run: DryRun,
        outcome: &mut Outcome,
    ) -> Result<(), CliError> {
        self.note(pile, item, dry_run, Ledger::reopen)?;
        outcome.reopened.push(pile.at(item).1.id.to_string());
        Ok(())
    }

    /// Remembers where the review stopped.
    pub(super) fn stop(&mut self, pile: &Pile, item: Item) -> Result<(), CliError> {
        self.note(pile, item, DryRun { dry_run: false }, Ledger::stop)
    }

    /// Whether an earlier review stopped here.
    pub(super) fn stopped_at(&self, pile: &Pile, item: Item) -> bool {
        let (copy, proposed) = pile.at(item);
        self.ledger
            .as_ref()
            .is_some_and(|ledger| ledger.stopped_at(copy.digest(), &proposed.key))
    }

    /// Remembers fields of a proposal that is not accepted yet.
    pub(super) fn keep_edits(
        &mut self,
        pile: &Pile,
        item: Item,
        typed: Typed,
    ) -> Result<(), CliError> {
        let dry_run = DryRun { dry_run: false };
        self.note(pile, item, dry_run, |ledger, text, key, author, now| {
            ledger.edit(text, key, typed, author, now)
        })
    }

    fn note(
        &mut self,
        pile: &Pile,
        item: Item,
        DryRun { dry_run }: DryRun,
        write: impl FnOnce(
            &mut Ledger,
            crate::model::Digest,
            &crate::review::Key,
            &Author,
            Instant,
        ) -> std::io::Result<()>,
    ) -> Result<(), CliError> {
        let (copy, proposed) = pile.at(item);
        let (Some(ledger), Some(author)) = (&mut self.ledger, &self.author) else {
            return Err(CliError::NoAuthor);
        };
        if dry_run {
            return Ok(());
        }
        let place = ledger.path().display().to_string();
        write(ledger, copy.digest(), &proposed.key, author, self.now)
            .map_err(|error| CliError::io(place, &error))
    }
}

/// Records a claim, or cites the one that says the same, or lets one that was retracted stand again.
fn write(desk: &mut Desk<'_>, spec: &ClaimSpec) -> Result<(ClaimId, &'static str), CliError> {
    let claim = desk.check_claim(spec)?;
    let (known, is_there) = match desk.standing(&claim)? {
        Standing::New => return Ok((desk.add_checked(claim)?.claim, "recorded")),
        Standing::Repeated(known) => (known, false),
        Standing::Recorded(known) => (known, true),
    };
    let is_retracted = desk
        .read()
        .latest(known.into(), Horizon::NOW)?
        .is_some_and(|revision| revision.is_retraction());
    if is_retracted {
        let why = Why::because(Cause::DeskCorrection, "accepted again in review");
        return Ok((desk.reinstate(known, spec, &why)?.claim, "reinstated"));
    }
    if is_there {
        return Err(RecordError::AlreadyRecorded(known).into());
    }
    let why = Why {
        cause: Cause::LateDiscovery,
        reason: None,
    };
    Ok((desk.cite(known, &spec.citations[0], &why)?.claim, "cited"))
}

/// Whether an error is one proposal's own, so that others can be accepted all the same.
pub(super) fn is_own_fault(error: &CliError) -> bool {
    match error {
        CliError::Unclear { .. } | CliError::Model(_) => true,
        CliError::Record(error) => {
            !matches!(error, RecordError::Store(_) | RecordError::NoRandomness(_))
        }
        _ => false,
    }
}

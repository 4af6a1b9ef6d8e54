//! Accepting and refusing: a claim through the desk, a line beside the database.

use std::num::NonZeroU32;

use super::ReviewArgs;
use super::outcome::Outcome;
use super::pile::{Item, Pile};
use crate::cli::add::summary;
use crate::cli::context::{Global, now};
use crate::cli::error::CliError;
use crate::cli::shared::DryRun;
use crate::extract::{Modality, Proposal};
use crate::model::{Author, Cause, ClaimId, EventId, Instant, PartialDate, SourceId};
use crate::output::review::Known;
use crate::record::spec::{CitationSpec, ClaimSpec};
use crate::record::{Desk, RecordError, Standing, Why};
use crate::register::Register;
use crate::review::beside::{beside, perhaps_same};
use crate::review::deniable::deniable;
use crate::review::draft::{Setting, draft, same_as, series};
use crate::review::{Ledger, Party, State, Typed, Unclear, side_of};
use crate::store::sqlite::SqliteStore;
use crate::store::{Horizon, Read};

/// Decides about proposals, under one author and at one instant.
pub(super) struct Decider<'a> {
    global: &'a Global,
    event: Option<String>,
    ledger: Option<Ledger>,
    author: Option<Author>,
}

impl<'a> Decider<'a> {
    pub(super) fn new(args: &ReviewArgs, global: &'a Global) -> Self {
        Self {
            global,
            event: args.event.clone(),
            ledger: None,
            author: None,
        }
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

    /// What the event knows beside a figure; nothing where it is not clear which event it is. `typed` is what a person said
    /// of it so far.
    pub(super) fn beside(
        &self,
        read: &dyn Read,
        pile: &Pile,
        item: Item,
        typed: &Typed,
    ) -> Result<Known, CliError> {
        let (_, proposed) = pile.at(item);
        let Ok(event) = self.event(read, pile, item) else {
            return Ok(Known::default());
        };
        let register = Register::new(read, Horizon::NOW);
        let meant = |field: &str, party: &Option<Party>| {
            let said = typed.get(field);
            match (said.and_then(|name| register.find_source(name).ok()), party) {
                (Some(said), _) => Some(said),
                (None, Some(Party::Known(source) | Party::Perhaps(source))) => Some(*source),
                (None, _) => None,
            }
        };
        let claimant = meant("claimant", &proposed.claimant);
        let figure = match &proposed.proposal {
            Proposal::Figure(figure) => figure,
            Proposal::Accusation(accusation) => {
                let accused = meant("accused", &proposed.accused);
                let handle = |source| pile.parties.handle(source);
                let mut accusations = Vec::new();
                if let (Some(accuser), Some(accused)) = (claimant, accused)
                    && !accusation.denial
                {
                    accusations = deniable(read, event, None)?;
                    accusations.retain(|known| {
                        Some(&known.accuser) == handle(accuser)
                            && Some(&known.accused) == handle(accused)
                    });
                }
                return Ok(Known {
                    accusations,
                    ..Known::default()
                });
            }
        };
        let side = side_of(figure, &*register.event(event)?, &pile.parties).cloned();
        let setting = self.setting(&register, pile, item, event);
        // Which source stands for a claimant that is not known is not looked at.
        let whose = claimant.unwrap_or(SourceId::new(NonZeroU32::MIN));
        let neighbours = match series(proposed, typed, &setting, whose) {
            // What the words deny or leave open is no step from anything.
            Some(key) if figure.modality == Modality::Asserted && !figure.background => {
                beside(read, &key, claimant.is_some(), &figure.figure)?
            }
            _ => Vec::new(),
        };
        Ok(Known {
            neighbours,
            side,
            accusations: Vec::new(),
        })
    }

    fn setting<'r>(
        &self,
        register: &'r Register<'r>,
        pile: &'r Pile,
        item: Item,
        event: EventId,
    ) -> Setting<'r> {
        let copy = pile.copy(item);
        Setting {
            register,
            parties: &pile.parties,
            event,
            article: copy.article,
            snapshot: copy.snapshot,
            text: &copy.proposals.text,
        }
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
        let register = Register::new(read, Horizon::NOW);
        let event = self.event(read, pile, item)?;
        let setting = self.setting(&register, pile, item, event);
        Ok(draft(pile.at(item).1, typed, &setting))
    }

    /// The claim that a person says a proposal to be one more place of.
    pub(super) fn same_as(
        &self,
        read: &dyn Read,
        pile: &Pile,
        item: Item,
        typed: &Typed,
    ) -> Result<Result<Option<(ClaimId, CitationSpec)>, Unclear>, CliError> {
        let register = Register::new(read, Horizon::NOW);
        let event = self.event(read, pile, item)?;
        let setting = self.setting(&register, pile, item, event);
        Ok(same_as(pile.at(item).1, typed, &setting))
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
        if let State::Recorded(claim) = pile.at(item).1.state {
            return Err(RecordError::AlreadyRecorded(claim).into());
        }
        let same = self
            .same_as(desk.read(), pile, item, typed)?
            .map_err(|unclear| own(pile, item, unclear))?;
        if let Some((claim, citation)) = same {
            let why = Why {
                grounds: Cause::LateDiscovery.into(),
                reason: None,
            };
            desk.cite(claim, &citation, &why)?;
            let words = said_by(desk, claim)?;
            outcome
                .accepted
                .push((pile.name(item), claim, "cited", words));
            return Ok(());
        }
        let spec = self.clear_spec(desk, pile, item, typed)?;
        let same = repeats(desk, &spec, pile.at(item).1.said.is_some())?;
        self.record(desk, pile, item, &spec, outcome)?;
        if let (Some((known, day)), Some((name, new, ..))) = (same, outcome.accepted.last()) {
            outcome.repeated.push((name.clone(), *new, known, day));
        }
        Ok(())
    }

    /// The claim that accepting would record; what is not clear is an error.
    fn clear_spec(
        &self,
        desk: &Desk<'_>,
        pile: &Pile,
        item: Item,
        typed: &Typed,
    ) -> Result<ClaimSpec, CliError> {
        self.spec(desk.read(), pile, item, typed)?
            .map_err(|unclear| own(pile, item, unclear))
    }

    fn record(
        &self,
        desk: &mut Desk<'_>,
        pile: &Pile,
        item: Item,
        spec: &ClaimSpec,
        outcome: &mut Outcome,
    ) -> Result<(), CliError> {
        let (claim, deed) = write(desk, spec)?;
        outcome
            .accepted
            .push((pile.name(item), claim, deed, summary(desk, spec)?));
        Ok(())
    }

    /// Accepts a proposal that nobody named: its day is the one that was given for all, so what its own words or another
    /// claim say of the day leaves it open.
    fn accept_unnamed(
        &self,
        desk: &mut Desk<'_>,
        pile: &Pile,
        item: Item,
        typed: &Typed,
        outcome: &mut Outcome,
    ) -> Result<(), CliError> {
        let spec = self.clear_spec(desk, pile, item, typed)?;
        let said = pile.at(item).1.said.as_ref();
        if let Some(said) = said
            && said.day.map(PartialDate::day) != Some(spec.stated_on)
        {
            let unclear = Unclear::SaidOtherwise {
                printed: spec.stated_on,
                words: said.words.text().to_owned(),
                day: said.day,
            };
            return Err(own(pile, item, unclear));
        }
        if let Some((known, stated_on)) = repeats(desk, &spec, said.is_some())? {
            let unclear = Unclear::PerhapsSame {
                claim: known,
                stated_on,
                given: spec.stated_on,
            };
            return Err(own(pile, item, unclear));
        }
        self.record(desk, pile, item, &spec, outcome)
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
        match self.accept_unnamed(desk, pile, item, typed, outcome) {
            Err(error) if is_own_fault(&error) => {
                let (copy, proposed) = pile.at(item);
                for stranger in proposed.strangers() {
                    let named = (stranger.clone(), copy.language.clone());
                    if !outcome.strangers.contains(&named) {
                        outcome.strangers.push(named);
                    }
                }
                outcome.left.push((pile.name(item), error.to_string()));
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
        outcome.refused.push(pile.name(item));
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
        outcome.reopened.push(pile.name(item));
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
        write(ledger, copy.digest(), &proposed.key, author, now()?)
            .map_err(|error| CliError::io(place, &error))
    }
}

/// What is not clear about one proposal, as an error; the database's own error is that.
fn own(pile: &Pile, item: Item, unclear: Unclear) -> CliError {
    match unclear {
        Unclear::Register(error) => error.into(),
        unclear => CliError::Unclear {
            proposal: pile.name(item),
            unclear: Box::new(unclear),
        },
    }
}

/// Who says so and when, of a claim that is recorded.
fn said_by(desk: &Desk<'_>, claim: ClaimId) -> Result<String, CliError> {
    let register = Register::new(desk.read(), Horizon::NOW);
    let known = register.claim(claim)?;
    let claimant = register.source(known.claimant)?;
    let what = match known.figure() {
        Some(figure) => format!(
            "{} {}",
            crate::output::claim::figure(&figure.figure, None),
            figure.measure
        ),
        None => known.kind().to_owned(),
    };
    Ok(format!(
        "{}: {what}, stated on {}",
        claimant.name().shown(),
        known.stated_on
    ))
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
        grounds: Cause::LateDiscovery.into(),
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

/// A claim that says what a new one is about to say, and when it was stated: perhaps the one is the other, printed again.
fn repeats(
    desk: &mut Desk<'_>,
    spec: &ClaimSpec,
    is_dated: bool,
) -> Result<Option<(ClaimId, PartialDate)>, CliError> {
    let claim = desk.check_claim(spec)?;
    match desk.standing(&claim)? {
        Standing::New => Ok(perhaps_same(desk.read(), &claim, is_dated)?),
        _ => Ok(None),
    }
}

//! Proposals as a sheet: one row each.

use std::io::{self, Write};

use crate::extract::{Proposal, Slot};
use crate::output::sheet::{Form, Sheet};
use crate::review::{Proposals, State};

const HEADER: &[&str] = &[
    "proposal",
    "state",
    "kind",
    "measure",
    "low",
    "best",
    "high",
    "qualifier",
    "victims",
    "side",
    "status",
    "aggregation",
    "modality",
    "background",
    "implicit",
    "place",
    "time",
    "claimant",
    "via",
    "accuser",
    "accused",
    "act",
    "denial",
    "score",
    "start",
    "end",
    "quote",
];

/// Writes the proposals of one text.
///
/// # Errors
/// The stream's.
pub fn csv(out: &mut dyn Write, form: Form, proposals: &Proposals) -> io::Result<()> {
    let mut sheet = Sheet::new(out, form, HEADER)?;
    for proposed in &proposals.proposals {
        let words = |slot: Option<&Slot>| slot.map(|slot| slot.text().to_owned());
        sheet.plain(Some(&proposed.id));
        sheet.plain(Some(match proposed.state {
            State::Open => "open".to_owned(),
            State::Refused => "refused".to_owned(),
            State::Recorded(claim) => claim.to_string(),
        }));
        match &proposed.proposal {
            Proposal::Figure(figure) => {
                sheet.plain(Some("figure"));
                sheet.plain(Some(figure.measure));
                sheet.plain(figure.figure.low());
                sheet.plain(figure.figure.best());
                sheet.plain(figure.figure.high());
                sheet.plain(Some(figure.figure.qualifier()));
                sheet.text(words(figure.victims.as_ref()).as_deref());
                sheet.text(figure.side.as_ref().map(|side| &*side.name));
                sheet.plain(Some(figure.status));
                sheet.plain(Some(figure.aggregation));
                sheet.plain(Some(figure.modality));
                sheet.plain(Some(figure.background));
                sheet.plain(Some(figure.implicit));
                sheet.text(words(figure.place.as_ref()).as_deref());
                sheet.text(figure.time.as_ref().map(|time| time.words.text()));
                sheet.text(words(figure.claimant.as_ref()).as_deref());
                let via: Vec<&str> = figure.via.iter().map(Slot::text).collect();
                sheet.text(
                    Some(via.join("; "))
                        .filter(|via| !via.is_empty())
                        .as_deref(),
                );
                (0..4).for_each(|_| sheet.plain(None::<u8>));
            }
            Proposal::Accusation(accusation) => {
                sheet.plain(Some("accusation"));
                (0..16).for_each(|_| sheet.plain(None::<u8>));
                sheet.text(words(accusation.accuser.as_ref()).as_deref());
                sheet.text(words(accusation.accused.as_ref()).as_deref());
                sheet.text(words(accusation.act.as_ref()).as_deref());
                sheet.plain(Some(accusation.denial));
            }
        }
        let span = proposed.proposal.quote().span();
        sheet.plain(Some(proposed.proposal.score()));
        sheet.plain(Some(span.start));
        sheet.plain(Some(span.end));
        sheet.text(Some(proposed.proposal.quote().text()));
        sheet.end_row()?;
    }
    sheet.finish()
}

//! Frames of accusing: a verb, a participle or a noun, with accuser and accused in the seats that its entry names.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::Seat;
use crate::extract::parties::Row;
use crate::extract::proposal::AccusationProposal;
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;

use super::act::{ACT, act, act_lead, ends_clause};
use super::deeds::{condemner, wrong};
use super::rows::{named, parted, party_before, party_behind};
use super::{finish, speaker};

/// The accusation of a frame.
pub(super) fn accusation(
    s: &Sentence<'_>,
    mark: &Mark,
    speeches: &[Speech],
) -> Option<AccusationProposal> {
    let frame = &s.pack.accuses[mark.entry()];
    if frame.wrong {
        return wrong(s, mark, speeches);
    }
    let by = (mark.end..(mark.end + ACT).min(s.tokens.len()))
        .take_while(|&at| !ends_clause(s, at))
        .find_map(|at| s.marks.of(at, Section::AccuseBy));
    let lead = act_lead(s, mark.end, (Section::AccuseAct, None), &frame.act_prefixes);
    if frame.strict && lead.is_none() {
        return None;
    }
    let (mut accuser, mut accused): (Row, Row) = (None, None);
    match (frame.accuser, frame.accused) {
        (Seat::After, Seat::After) => {
            let region = party_behind(s, mark.end, lead.map(|(from, _)| from));
            (accuser, accused) = match region {
                Some(region) => parted(s, region),
                None => (None, None),
            };
            // The accuser stands before the verb, or is the subject of the sentence.
            if accuser.is_none() {
                accuser =
                    named(s, party_before(s, mark.first)).or_else(|| speaker(speeches, mark.first));
            }
        }
        (Seat::Before, Seat::Before) => {
            let region = party_before(s, mark.first);
            (accuser, accused) = match region {
                Some(region) => parted(s, region),
                None => (None, None),
            };
        }
        (accuser_seat, accused_seat) => {
            match accuser_seat {
                Seat::Before => accuser = party_before(s, mark.first),
                Seat::After => accuser = party_behind(s, mark.end, lead.map(|(from, _)| from)),
                Seat::Speaker => {
                    accuser = speaker(speeches, mark.first).or_else(|| condemner(s, mark.first));
                    accuser?;
                }
                Seat::Own | Seat::Subject | Seat::Pronoun | Seat::Teller | Seat::None => {}
            }
            match accused_seat {
                Seat::Before => accused = party_before(s, mark.first),
                Seat::After => {
                    accused = party_behind(s, mark.end, lead.map(|(from, _)| from));
                }
                Seat::Own => accused = Some((mark.first, mark.end)),
                Seat::Speaker | Seat::Subject | Seat::Pronoun | Seat::Teller | Seat::None => {}
            }
        }
    }
    if let Some(by) = by
        && accuser.is_none()
    {
        accuser = party_behind(s, by.end, None);
    }
    let act = lead.and_then(|(_, from)| act(s, from));
    finish(s, mark, accuser, Some(accused?), act, false)
}

//! Who denies what he is accused of in the same sentence, where verbs come first.
//!
//! What enters: the accusations of a sentence so far and a denial. What leaves: the denial by the accused where it begins with
//! "but he" (غير أنها تنفي); and which accusations are only what a denial quotes (رفض مزاعم فلان بأن الشرطة عذبت).

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::Seat;
use crate::extract::proposal::{AccusationProposal, Proposal, Slot};
use crate::extract::sentence::Sentence;

/// Whoever "but he" means is the one that was accused right before.
pub(super) fn by_accused(
    s: &Sentence<'_>,
    mark: &Mark,
    before: &[Proposal],
    mut denial: AccusationProposal,
) -> Option<AccusationProposal> {
    let but = s.pack.denies[mark.entry()].denier == Seat::Subject && mark.end > mark.first + 1;
    let accusation = before.iter().rev().find_map(|one| match one {
        Proposal::Accusation(one) if !one.denial => Some(one),
        _ => None,
    });
    let Some(one) = accusation.filter(|_| but) else {
        return Some(denial);
    };
    let denier = denial.accuser.as_ref()?.span();
    let again = |accuser: &Slot| accuser.span().start == denier.start;
    if !one.accuser.as_ref().is_none_or(again) {
        return Some(denial);
    }
    // اتهمته زوجته لكنه ينفي: who is accused stands in another sentence, and who accuses denies nothing.
    let accused = one.accused.clone()?;
    for reason in &mut denial.reasons {
        if reason.words.span() == denier {
            reason.words = accused.clone();
        }
    }
    denial.accuser = Some(accused);
    Some(denial)
}

/// Takes out what somebody accuses another of in the very words that he denies.
pub(super) fn drop_denied(s: &Sentence<'_>, found: &mut Vec<Proposal>, from: usize) {
    let denials: Vec<_> = found
        .iter()
        .skip(from)
        .filter_map(|one| match one {
            Proposal::Accusation(one) if one.denial => {
                Some((one.accuser.as_ref()?.span(), one.act.as_ref()?.span()))
            }
            _ => None,
        })
        .collect();
    if denials.is_empty() {
        return;
    }
    let mut at = 0;
    found.retain(|one| {
        at += 1;
        let Proposal::Accusation(one) = one else {
            return true;
        };
        let Some(accused) = one.accused.as_ref().map(Slot::span) else {
            return true;
        };
        let denied = denials.iter().any(|(denier, act)| {
            let same = one.accuser.as_ref().map(Slot::span).as_ref() == Some(denier);
            let inside = act.start <= accused.start && accused.end <= act.end;
            // نفى الحزب ذلك، متهما فلانا: a word of his own says or accuses.
            let accuses = |at: usize| {
                let frame = s.marks.of(at, Section::Accuse);
                frame.is_some_and(|mark| !s.pack.accuses[mark.entry()].wrong)
            };
            let says = s.tokens.all().iter().enumerate().any(|(at, token)| {
                let before = act.start <= token.start && token.end <= accused.start;
                before && (s.is(at, Section::Say) || accuses(at))
            });
            same && inside && !says
        });
        at <= from || one.denial || !denied
    });
}

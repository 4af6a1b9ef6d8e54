//! A deadly strike that its side is named with, where names do not stand as English has them: une frappe israélienne a tué deux
//! personnes, selon le ministère; حملات اسرائیل.
//!
//! What enters: a sentence with its frames of speech. What leaves: an accusation by whoever tells of it against the side that
//! stands beside the word for the strike; none where nobody tells it, an agency does, or a party tells of its own side.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::{NounPlace, Order};
use crate::extract::parties::{self, Row};
use crate::extract::proposal::{AccusationProposal, Proposal};
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;

use super::act::act;
use super::attributed::source;
use super::{finish, speaker, svo};

/// The side stands at most so many tokens from the word for its strike: une frappe aérienne israélienne.
const BESIDE: usize = 3;

/// Whether a pack's strikes are read so.
pub(super) fn applies(s: &Sentence<'_>) -> bool {
    s.pack.grammar.order != Order::Vso
        && !svo::applies(s)
        && s.marks.hold(Section::AllegedAct)
        && s.marks.hold(Section::Side)
        && s.has_trigger()
}

/// The accusations that a sentence makes by naming whose strike killed; one for each side.
pub(super) fn named_strikes(
    s: &Sentence<'_>,
    speeches: &[Speech],
    from: usize,
    into: &mut Vec<Proposal>,
) {
    if speeches.is_empty() || !applies(s) {
        return;
    }
    let mut at = 0;
    while at < s.tokens.len() {
        let Some(deed) = s.marks.of(at, Section::AllegedAct) else {
            at += 1;
            continue;
        };
        at = deed.end;
        let Some(found) = strike(s, deed, speeches) else {
            continue;
        };
        let same = |one: &AccusationProposal| match (&one.accused, &found.accused) {
            (Some(one), Some(other)) => one.text() == other.text(),
            _ => false,
        };
        let again = into[from..].iter().any(|one| match one {
            Proposal::Accusation(one) => !one.denial && (same(one) || one.accuser == found.accuser),
            Proposal::Figure(_) => false,
        });
        if !again {
            into.push(Proposal::Accusation(Box::new(found)));
        }
    }
}

fn strike(s: &Sentence<'_>, deed: &Mark, speeches: &[Speech]) -> Option<AccusationProposal> {
    let accused = side(s, deed)?;
    // Nobody is accused of a strike that the teller only condemns, denies or calls alleged.
    let accuses = |at: usize| {
        s.marks
            .of(at, Section::Accuse)
            .is_some_and(|mark| !s.pack.accuses[mark.entry()].claim)
    };
    let apart = |at: usize| at < deed.first || at >= deed.end;
    let framed = (0..s.tokens.len())
        .any(|at| apart(at) && (accuses(at) || s.is_any(at, &[Section::Deny, Section::Alleged])));
    if framed {
        return None;
    }
    let first = deed.first.min(accused.0);
    // Bakanlık, İsrail saldırısında 12 kişinin öldüğünü açıkladı: where verbs come last, speaker and verb stand around.
    let around = || {
        let frame = speeches.iter().find(|speech| {
            speech.first >= deed.end && speech.speaker.is_some_and(|row| row.1 <= first)
        })?;
        frame.speaker.filter(|_| s.pack.grammar.order == Order::Sov)
    };
    let accuser = speaker(speeches, first)
        .or_else(around)
        .or_else(|| source(s, speeches, first, deed.end))?;
    let known = [Section::Speaker, Section::Side];
    let names = (accuser.0..accuser.1).any(|at| s.is_any(at, &known));
    let agency = (accuser.0..accuser.1).any(|at| s.is(at, Section::Agency));
    if !names || agency || parties::shares_side(s, accuser, accused) {
        return None;
    }
    finish(
        s,
        deed,
        Some(accuser),
        Some(accused),
        act(s, deed.first),
        false,
    )
}

/// Whose strike it is: the side right behind its word where the noun comes first, else right before it.
fn side(s: &Sentence<'_>, deed: &Mark) -> Row {
    let plain = |at: usize| s.tokens.is_word(at) && s.number_at(at).is_none();
    let small = |at: usize| {
        s.tokens
            .get(at)
            .and_then(|token| s.text.get(token.start..token.end))
            .is_some_and(|word| word.starts_with(char::is_lowercase))
    };
    let first = s.pack.grammar.noun == NounPlace::First;
    let behind = || {
        (deed.end..deed.end + BESIDE)
            .take_while(|&at| plain(at) && !leads(s, at))
            .find_map(|at| s.marks.of(at, Section::Side))
    };
    // Российского ракетного удара: an adjective stands before its noun, a name does not.
    let before = || {
        (deed.first.saturating_sub(BESIDE)..deed.first)
            .rev()
            .take_while(|&at| plain(at) && !leads(s, at))
            .find_map(|at| s.marks.of(at, Section::Side))
            .filter(|mark| !first || small(mark.first))
    };
    let mark = first.then(behind).flatten().or_else(before)?;
    Some((mark.first, mark.end))
}

/// A word that leads elsewhere: the strike on Israel, in Russia.
fn leads(s: &Sentence<'_>, at: usize) -> bool {
    s.is_any(
        at,
        &[
            Section::Preposition,
            Section::Place,
            Section::Of,
            Section::And,
            Section::Border,
        ],
    )
}

//! A deadly blow that is told with whose it was, where verbs come first: قتل ثلاثة في قصف لقوات كذا، وفق المرصد.
//!
//! What enters: a sentence with the frames of speech, and what was found in it before. What leaves: an accusation by whoever
//! tells it; none where nobody does, where he tells of his own side, or where an army strikes people in arms. Whose a blow is
//! stands behind its noun: a force that a letter leads to (هجوم لتنظيم كذا), the adjective of a people (قصف روسي), a force
//! right behind it (غارات التحالف). Places and houses stand there too, as what was struck: only a word for people or
//! machines that fight is believed.

use crate::extract::marks::Mark;
use crate::extract::pack::lexicon::Section;
use crate::extract::pack::raw::Order;
use crate::extract::parties::{self, Row};
use crate::extract::proposal::{AccusationProposal, Proposal, Slot};
use crate::extract::sentence::Sentence;
use crate::extract::speech::Speech;
use crate::model::VictimStatus;

use super::act::ends_clause;
use super::deeds::{is_war, strikes_posts};
use super::finish;
use super::teller::{condemner, somebody_said, who_told};

/// Who was killed stands at most so many tokens before the blow, or behind it.
const DEADLY: usize = 18;
/// Of what kind a blow was is said in at most so many words: قصف مدفعي مكثف.
const KIND: usize = 3;
/// Who was killed in a war stands at most so many tokens before who did it.
const FOUGHT: usize = 8;
/// Several peoples whose adjectives follow each other: سورية وروسية.
const PEOPLES: usize = 3;

/// The accusations that deadly blows make in what somebody tells.
pub(super) fn blows(s: &Sentence<'_>, speeches: &[Speech], from: usize, into: &mut Vec<Proposal>) {
    let known = s.pack.grammar.order == Order::Vso && s.marks.hold(Section::AllegedAct);
    if !known || !s.has_trigger() {
        return;
    }
    let mut past = 0;
    for at in 0..s.tokens.len() {
        let Some(deed) = s.marks.of(at, Section::AllegedAct).filter(|_| at >= past) else {
            continue;
        };
        past = deed.end;
        if let Some(found) = blow(s, deed, speeches)
            && !is_told(s, deed, &found, &into[from..])
        {
            into.push(Proposal::Accusation(Box::new(found)));
        }
    }
}

/// Whether another frame has taken the blow, or accuses the same party, already.
fn is_told(s: &Sentence<'_>, deed: &Mark, new: &AccusationProposal, found: &[Proposal]) -> bool {
    let begins = s.tokens.get(deed.first).map_or(0, |token| token.start);
    let meet = |one: &Slot, other: &Slot| {
        one.span().start < other.span().end && other.span().start < one.span().end
    };
    found.iter().any(|proposal| match proposal {
        Proposal::Accusation(one) => {
            let inside = one
                .act
                .as_ref()
                .is_some_and(|act| act.span().contains(&begins));
            let same = one
                .accused
                .iter()
                .zip(new.accused.iter())
                .any(|(one, other)| meet(one, other) || one.text() == other.text());
            inside || same
        }
        Proposal::Figure(_) => false,
    })
}

fn blow(s: &Sentence<'_>, deed: &Mark, speeches: &[Speech]) -> Option<AccusationProposal> {
    let accused = owner(s, deed)?;
    let clause = |at: &usize| !ends_clause(s, *at);
    let killed = |at: usize| s.trigger(at).is_some();
    let before = || {
        (deed.first.saturating_sub(DEADLY)..deed.first)
            .rev()
            .take_while(clause)
    };
    let behind = || (accused.1..(accused.1 + DEADLY).min(s.tokens.len())).take_while(clause);
    // قال إن هجوم مقاتلي كذا وقع في كذا: what a clause is about, by a group that is no army.
    let army = (accused.0..accused.1).any(|at| {
        parties::is_listed(s, at, &s.pack.grammar.armies) || parties::is_adjective(s, at)
    });
    let topic = deed.first > 0 && s.is(deed.first - 1, Section::SayThat) && !army;
    if !topic && !before().any(killed) && !behind().any(killed) {
        return None;
    }
    // مقتل ثلاثة مسلحين في غارة للتحالف: people in arms whom an army fights.
    let fighters = |at: usize| {
        parties::is_listed(s, at, &s.pack.grammar.fighters) && !parties::has_pronoun(s, at)
    };
    let fought = (deed.first.saturating_sub(FOUGHT)..deed.first)
        .rev()
        .take_while(clause)
        .any(fighters)
        || behind().any(|at| fighters(at) && s.is(at + 1, Section::Of));
    let war = strikes_posts(s, accused.1) || army && fought || is_war(s, accused, accused.1);
    if war && condemner(s, deed.first).is_none() {
        return None;
    }
    let accuser = who_told(s, speeches, deed.first);
    if accuser.is_none() && !somebody_said(s, deed.first) {
        return None;
    }
    let own = |row: (usize, usize)| {
        let relays = s.is(row.0, Section::Agency);
        let meet = row.0 < accused.1 && accused.0 < row.1;
        relays || meet || parties::shares_side(s, row, accused)
    };
    if accuser.is_some_and(own) {
        return None;
    }
    finish(
        s,
        deed,
        accuser,
        Some(accused),
        Some((deed.first, accused.1)),
        false,
    )
}

/// Whose a blow was, behind the word for it.
fn owner(s: &Sentence<'_>, deed: &Mark) -> Row {
    // قصف طائرات النظام, غارات التحالف: who fights, right behind an open noun.
    if !parties::is_definite(s, deed.first) && !parties::is_joined(s, deed.end) {
        let quoted = usize::from(matches!(s.tokens.sign(deed.end), Some('"' | '«' | '“')));
        let first = deed.end + quoted;
        if fights(s, first) && !parties::is_led(s, first) && !parties::is_adjective(s, first) {
            return parties::party_at(s, deed.end);
        }
    }
    for at in deed.end..=deed.end + KIND {
        if !s.tokens.is_word(at) {
            return None;
        }
        let token = s.tokens.get(at)?;
        if token.and_prefix {
            return None;
        }
        if s.is(at, Section::Side) && parties::is_adjective(s, at) && !token.prefixed {
            return Some((at, peoples_end(s, at)));
        }
        // هجوم لتنظيم كذا, غارة للتحالف: a letter leads to who struck.
        if parties::is_led(s, at) && fights(s, at) {
            // لطيران حفتر: whose it is may be a name in no list.
            let named = s.tokens.is_word(at + 1) && s.marks.at(at + 1).is_empty();
            let whose = named && !parties::is_joined(s, at + 1);
            return parties::party_at(s, at).or(whose.then_some((at, at + 2)));
        }
        let closes = [
            Section::Border,
            Section::Preposition,
            Section::Place,
            Section::Say,
            Section::SayThat,
            Section::Function,
            Section::Accuse,
            Section::Of,
        ];
        // استهدفت الغارات تجمعا للحوثيين: another noun is what was struck.
        let kind = parties::is_listed(s, at, &s.pack.grammar.kinds) || is_kind(s, at);
        if !kind || s.is_any(at, &closes) || parties::is_joined(s, at) {
            return None;
        }
    }
    None
}

/// جوي, صاروخيا, مدفعية: an adjective of what was struck with.
fn is_kind(s: &Sentence<'_>, at: usize) -> bool {
    let folded = s.pack.folding.fold(parties::word(s, at));
    let endings = &s.pack.grammar.adjectives;
    let ends = |word: &str| endings.iter().any(|ending| word.ends_with(ending.as_str()));
    ends(&folded)
        || ["ا", "تين", "ين", "ة", "ه"]
            .iter()
            .any(|case| folded.strip_suffix(case).is_some_and(ends))
}

/// Where a row of adjectives of peoples ends: سورية وروسية.
fn peoples_end(s: &Sentence<'_>, first: usize) -> usize {
    let mut end = first + 1;
    while end < first + PEOPLES
        && s.tokens.get(end).is_some_and(|token| token.and_prefix)
        && s.is(end, Section::Side)
    {
        end += 1;
    }
    end
}

/// Whether a word is one for people or machines that fight: an army, an armed group, aircraft; no unnamed attacker.
pub(super) fn fights(s: &Sentence<'_>, at: usize) -> bool {
    let grammar = &s.pack.grammar;
    let armed = s.marks.of(at, Section::Victim).is_some_and(|mark| {
        s.pack.victims[mark.entry()].status == VictimStatus::Military
            && s.is_any(mark.end, &[Section::Side, Section::Speaker])
    });
    let lists = [&grammar.armies, &grammar.arms, &grammar.bands];
    armed
        || lists
            .into_iter()
            .any(|list| parties::is_listed(s, at, list))
}

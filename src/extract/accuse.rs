//! Accusations and denials: who accuses whom of what.
//!
//! What enters: a sentence with marks. What leaves: one proposal for each frame whose accused (of a denial: who denies)
//! stands in the sentence.

mod act;
mod attributed;
mod behind_act;
mod blow;
mod charges;
mod claim;
mod deeds;
mod denial;
mod far_subject;
mod finish;
mod frame;
mod mutual;
mod named_strike;
mod pairs;
mod participle;
mod pronoun;
mod rebuttal;
mod rows;
mod seats;
mod second;
mod strike;
mod subject;
mod svo;
mod teller;
mod told;
mod topic;
mod verb_final;
mod vso;
mod whose;

use std::ops::Range;

use super::marks::Mark;
use super::pack::lexicon::Section;
use super::pack::raw::{Order, Seat};
use super::parties::Row;
use super::proposal::{AccusationProposal, Modality, Proposal, Reason, Role, Slot};
use super::sentence::Sentence;
use super::speech::Speech;

pub(super) use act::begins_so;
pub(super) use rows::named;

use deeds::{alleged, mutual, wrong};
use denial::denial;
use finish::{both_ways, finish};

/// The accusations of a sentence.
pub(super) fn propose(s: &Sentence<'_>, speeches: &[Speech], into: &mut Vec<Proposal>) {
    let mut at = 0;
    let before = into.len();
    while at < s.tokens.len() {
        if !s.is_any(at, &[Section::Accuse, Section::Deny, Section::Alleged]) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        let deny = s.marks.of(at, Section::Deny);
        // "denounced allegations" denies where "denounced" alone accuses.
        let accuse = s
            .marks
            .of(at, Section::Accuse)
            .filter(|mark| deny.is_none_or(|deny| deny.end <= mark.end));
        // ندد فلان بالمزاعم: who condemns claims denies them.
        let denied = deny
            .filter(|deny| accuse.is_some() && s.pack.denies[deny.entry()].strict)
            .and_then(|deny| denial(s, deny, speeches));
        let alleges = s.marks.of(at, Section::Alleged);
        let found = if denied.is_some() {
            end = deny.map_or(end, |deny| deny.end);
            denied
        } else if let Some(mark) = accuse {
            end = mark.end;
            let frame = &s.pack.accuses[mark.entry()];
            if let Some(found) = mutual::each_other(s, mark) {
                let found = found.into_iter().map(Box::new);
                into.extend(found.map(Proposal::Accusation));
                None
            } else if frame.mutual {
                let found = match svo::applies(s) {
                    true => pairs::mutual(s, mark),
                    false => mutual(s, mark),
                };
                let found = found.into_iter().map(Box::new);
                into.extend(found.map(Proposal::Accusation));
                None
            } else if frame.wrong && svo::applies(s) {
                told::told(s, mark, speeches)
            } else if frame.wrong {
                let found = wrong(s, mark, speeches).or_else(|| {
                    let named = s.pack.grammar.order == Order::Svo;
                    named
                        .then(|| attributed::attributed(s, mark, speeches))
                        .flatten()
                });
                // شنت فلانة هجوما حادا على: the words inside may be a frame of their own.
                if found.is_none() {
                    end = at + 1;
                }
                found
            } else {
                match s.pack.grammar.order {
                    Order::Vso => {
                        let found = vso::accusation(s, mark, speeches);
                        // في اتهامات بكذا ضد فلان, of nobody who was arrested: the noun inside is a frame.
                        if found.is_none() && frame.claim && frame.accused == Seat::Before {
                            end = at + 1;
                        }
                        found
                    }
                    Order::Svo | Order::Sov => frame::accusation(s, mark, speeches),
                }
            }
        } else if let Some(mark) = deny {
            end = mark.end;
            denial(s, mark, speeches).and_then(|one| match s.pack.grammar.order {
                Order::Vso => rebuttal::by_accused(s, mark, &into[before..], one),
                Order::Svo | Order::Sov => Some(one),
            })
        } else if let Some(mark) = s.marks.of(at, Section::Alleged) {
            end = mark.end;
            alleged(s, mark)
        } else {
            None
        };
        // Suspected rebels killed two men: no verb of suspecting.
        let found = match (found, alleges) {
            (None, Some(mark)) if accuse.is_some() && svo::applies(s) => alleged(s, mark),
            (found, _) => found,
        };
        // Has rejected the allegations: the longer frame may need what is not there.
        let longer = |mark: &Mark| mark.end > at + 1 && mark.first == at;
        let strict = accuse.map_or_else(
            || deny.is_some_and(|mark| longer(mark) && s.pack.denies[mark.entry()].strict),
            |mark| longer(mark) && s.pack.accuses[mark.entry()].strict,
        );
        if found.is_none() && strict && svo::applies(s) {
            end = at + 1;
        }
        // الهجوم من تنفيذ كذا: the last words of a frame that finds nobody may begin another.
        let vso = s.pack.grammar.order == Order::Vso;
        let told = accuse.is_some_and(|mark| {
            let frame = &s.pack.accuses[mark.entry()];
            frame.strict && (frame.accuser, frame.accused) == (Seat::Speaker, Seat::After)
        });
        if vso && told && found.is_none() {
            end = at + 1;
        }
        if vso {
            let begins = act_begins(s, found.as_ref(), end);
            // نفى فلان الاتهامات الموجهة إليه من فلانة: what is denied names who accuses him.
            let charge = found
                .as_ref()
                .filter(|found| found.denial)
                .and_then(|_| (end..begins).find(|&at| names_accuser(s, at)));
            end = end.max(charge.unwrap_or(begins));
        }
        // حملت فلانا المسؤولية وتحدثت عن جرائم كذا: who has accused by a verb adds nobody by whose crimes they are.
        let adds = accuse.is_none_or(|mark| !only_owns(s, mark));
        let found = found.filter(|found| adds || !accuses(&into[before..], found));
        let second = accuse
            .zip(found.as_ref())
            .and_then(|(mark, found)| second::second(s, mark, found));
        into.extend(found.map(Box::new).map(Proposal::Accusation));
        into.extend(second.map(Box::new).map(Proposal::Accusation));
        at = end;
    }
    if svo::applies(s) {
        strike::strikes(s, speeches, into);
    }
    named_strike::named_strikes(s, speeches, before, into);
    blow::blows(s, speeches, before, into);
    drop_echoes(s, into, before);
    if s.pack.grammar.order == Order::Vso {
        rebuttal::drop_denied(s, into, before);
    }
}

/// Whether a frame is a deed that only its owner makes an accusation: جرائم المستوطنين.
fn only_owns(s: &Sentence<'_>, mark: &Mark) -> bool {
    let frame = &s.pack.accuses[mark.entry()];
    let seats = (frame.accuser, frame.accused) == (Seat::Speaker, Seat::After);
    s.pack.grammar.order == Order::Vso && frame.strict && !frame.has_act && seats
}

/// Whether an accusation before another has its accuser and tells of its accused already, or in its act.
fn accuses(found: &[Proposal], other: &AccusationProposal) -> bool {
    let (Some(accuser), Some(accused)) = (&other.accuser, &other.accused) else {
        return false;
    };
    let meet = |one: &Slot, other: &Slot| {
        one.span().start < other.span().end && other.span().start < one.span().end
    };
    found.iter().any(|one| match one {
        Proposal::Accusation(one) if !one.denial => {
            let same = one.accuser.as_ref().is_some_and(|one| meet(one, accuser));
            let told = one.act.as_ref().is_some_and(|act| meet(act, accused));
            let again = one
                .accused
                .as_ref()
                .is_some_and(|one| one.text() == accused.text());
            same && (told || again)
        }
        _ => false,
    })
}

/// Whether a frame stands at a token that tells of charges by who makes them, or against whom a pronoun means.
fn names_accuser(s: &Sentence<'_>, at: usize) -> bool {
    s.marks.of(at, Section::Accuse).is_some_and(|mark| {
        let frame = &s.pack.accuses[mark.entry()];
        let named = match (frame.accuser, frame.accused) {
            (Seat::None, Seat::Pronoun) => {
                (mark.end..mark.end + 3).any(|at| s.is(at, Section::AccuseBy))
            }
            (seat, Seat::None) => seat == Seat::After,
            _ => false,
        };
        named && !frame.strict
    })
}

/// Two frames of one sentence may accuse the same party, and the second add nothing: nobody accuses, or the same does.
fn drop_echoes(s: &Sentence<'_>, found: &mut Vec<Proposal>, from: usize) {
    let parties = |proposal: &Proposal| match proposal {
        Proposal::Accusation(one) if !one.denial => {
            let accuser = one.accuser.as_ref().map(Slot::span);
            Some((one.accused.as_ref()?.span(), accuser))
        }
        _ => None,
    };
    // Charged three men, accusing them of it: who a pronoun means is accused already.
    let means = |span: &Range<usize>| {
        let at = s
            .tokens
            .all()
            .partition_point(|token| token.start < span.start);
        svo::applies(s)
            && s.is(at, Section::Pronoun)
            && s.tokens.get(at).is_some_and(|token| token.end == span.end)
    };
    let meet = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let mut at = from;
    while at < found.len() {
        let echo = parties(&found[at]).is_some_and(|(accused, accuser)| {
            let pronoun = means(&accused);
            found
                .iter()
                .enumerate()
                .skip(from)
                .any(|(other_at, other)| {
                    other_at != at
                        && parties(other).is_some_and(|(other_accused, other_accuser)| {
                            let adds_nobody =
                                accuser.is_none() && (other_accuser.is_some() || other_at < at);
                            let same = other_at < at && accuser == other_accuser;
                            let adjective =
                                accuser == other_accuser && is_adjective_of(s, &found[at], other);
                            let again = same && pronoun;
                            // اتهام أ بقيام ب بكذا: the deed in the act accuses the same again.
                            let vso = s.pack.grammar.order == Order::Vso;
                            let nested = vso && other_at < at && other_accuser.is_some();
                            let same = same || nested && accused == other_accused;
                            meet(&accused, &other_accused) && (adds_nobody || same)
                                || adjective
                                || again
                        })
                })
        });
        if echo {
            found.remove(at);
        } else {
            at += 1;
        }
    }
}

/// العدوان الحوثي … ارتكبها الحوثيون: a people by its adjective alone adds nothing to its name.
fn is_adjective_of(s: &Sentence<'_>, one: &Proposal, other: &Proposal) -> bool {
    let accused = |proposal: &Proposal| match proposal {
        Proposal::Accusation(one) => one.accused.as_ref().map(|slot| slot.text().to_owned()),
        Proposal::Figure(_) => None,
    };
    let (Some(one), Some(other)) = (accused(one), accused(other)) else {
        return false;
    };
    let head = other.split(' ').next().unwrap_or("");
    // القصف الهندي … متهما الهند: the name of a country is no adjective.
    let endings = &s.pack.grammar.adjectives;
    let adjective = endings.iter().any(|ending| one.ends_with(ending.as_str()));
    adjective && !one.contains(' ') && head != one && head.starts_with(one.as_str())
}

/// Who accuses states the figures of what he accuses of: `from..accusations` are figures, the rest of `found` accusations.
pub(super) fn lend_accuser(
    s: &Sentence<'_>,
    found: &mut [Proposal],
    from: usize,
    accusations: usize,
) {
    let Some((before, new)) = found.split_at_mut_checked(accusations) else {
        return;
    };
    for figure in before.iter_mut().skip(from) {
        let Proposal::Figure(figure) = figure else {
            continue;
        };
        if figure.claimant.is_some() || !figure.via.is_empty() {
            continue;
        }
        let number = figure.number.span();
        let stated = new.iter().find_map(|proposal| match proposal {
            // Who denies that his people killed three states a figure that is denied.
            Proposal::Accusation(one) if !one.denial || figure.modality == Modality::Denied => {
                let act = one.act.as_ref()?.span();
                // حملت المتطرفين مسؤولية الهجوم الذي أسفر عن مقتل 32 شخصا: what a relative clause tells is the paper's own.
                let relative = || {
                    s.tokens.all().iter().enumerate().any(|(at, token)| {
                        act.start <= token.start
                            && token.end <= number.start
                            && begins_relative(s, at)
                    })
                };
                let inside = act.start <= number.start && number.end <= act.end && !relative();
                let inside = inside || is_result(s, act.end, number.start);
                let accuser = one.accuser.clone()?;
                inside.then(|| (accuser, one.reasons.first().map(|frame| frame.rule)))
            }
            _ => None,
        });
        if let Some((accuser, Some(rule))) = stated {
            figure.reasons.push(Reason {
                role: Role::Claimant,
                rule,
                words: accuser.clone(),
            });
            figure.claimant = Some(accuser);
        }
    }
}

/// What came of an act is told at most so many tokens behind it.
const RESULT: usize = 12;

/// اتهم الجيش كذا بقصف المسجد، ما أودى بحياة 75: what came of the act is told with it, where verbs come first.
fn is_result(s: &Sentence<'_>, act: usize, number: usize) -> bool {
    let tokens = s.tokens.all();
    let behind = tokens.partition_point(|token| token.start < act);
    let first = behind + usize::from(matches!(s.tokens.sign(behind), Some(',' | '،')));
    let Some(border) = s.marks.of(first, Section::Border) else {
        return false;
    };
    let to = tokens.partition_point(|token| token.start < number);
    s.pack.grammar.order == Order::Vso
        && s.pack.borders[border.entry()].result
        && (border.end..=border.end + RESULT).contains(&to)
        && (first..to).all(|at| {
            !s.is(at, Section::Say) && !matches!(s.tokens.sign(at), Some('.' | ';' | '؛'))
        })
}

/// Whether a relative clause begins at a token, where verbs come first.
fn begins_relative(s: &Sentence<'_>, at: usize) -> bool {
    s.pack.grammar.order == Order::Vso && topic::is_relative(s, at)
}

/// Where the act of a proposal begins: the words up to it are its frame, and make no other.
fn act_begins(s: &Sentence<'_>, found: Option<&AccusationProposal>, from: usize) -> usize {
    let Some(act) = found.and_then(|found| found.act.as_ref()) else {
        return from;
    };
    let begins = act.span().start;
    (from..s.tokens.len())
        .find(|&at| s.tokens.get(at).is_some_and(|token| token.start >= begins))
        .unwrap_or(from)
}

/// Whether a sentence holds a word that accuses or denies.
pub(super) fn is_worth_a_look(s: &Sentence<'_>) -> bool {
    [Section::Accuse, Section::Deny, Section::Alleged]
        .into_iter()
        .any(|section| s.marks.hold(section))
        || svo::applies(s) && s.marks.hold(Section::AllegedAct) && s.marks.hold(Section::Side)
        || named_strike::applies(s)
        || s.pack.grammar.order == Order::Vso
            && s.marks.hold(Section::AllegedAct)
            && s.has_trigger()
}

/// Who speaks around a word: the nearest frame before it, else one behind that may close a sentence.
fn speaker(speeches: &[Speech], at: usize) -> Row {
    let before = speeches
        .iter()
        .rfind(|speech| speech.end <= at && speech.speaker.is_some());
    let after = || {
        speeches
            .iter()
            .find(|speech| speech.first >= at && speech.trails)
    };
    before
        .or_else(after)?
        .speaker
        .filter(|(from, to)| *to <= at || *from > at)
}

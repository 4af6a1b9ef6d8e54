//! Who speaks in a headline: the name before a colon at its beginning, or behind one at its end; and the agency that relays
//! what a dateline opens: BOGOTÁ (AP) —.

use super::super::pack::lexicon::Section;
use super::super::pack::raw::Order;
use super::super::parties;
use super::super::proposal::Kept;
use super::super::seat::{self, is_listed};
use super::super::sentence::Sentence;
use super::Speech;

/// The rule by which an agency stands before the dash or colon that opens a text.
pub(in crate::extract) const DATELINE: Kept = Kept::of("engine/dateline");

/// A headline's speaker before the colon is at most so many tokens long.
const HEADLINE: usize = 8;

/// A dateline is at most so many tokens long.
const LINE: usize = 20;

/// The brackets of a dateline hold fewer tokens than these.
const BRACKET: usize = 6;

/// GAZA, 12 May (Reuters) -, بيروت - أ ف ب:, where the news comes from and who relays it. Neither the place nor the agency
/// states what is told behind it.
fn dateline(s: &Sentence<'_>) -> Option<Speech> {
    let dash = |at: usize| matches!(s.tokens.sign(at), Some('-' | '—' | '–' | ':'));
    let news = |at: usize| s.is_any(at, &[Section::Trigger, Section::Say]);
    let line = (2..=LINE).find_map(|at| {
        if !dash(at) {
            return None;
        }
        // (EFE).-
        let end = at - usize::from(s.tokens.sign(at - 1) == Some('.'));
        let closes = s.tokens.sign(end - 1) == Some(')');
        let (agency, opens): (Option<(usize, usize)>, usize) =
            match s.marks.ending(end - usize::from(closes), Section::Agency) {
                Some(agency) => (
                    Some((agency.first, agency.end)),
                    agency.first.checked_sub(1)?,
                ),
                // Bogotá (Agencias).-: the press at large.
                None if closes => {
                    let opens = (end.saturating_sub(BRACKET)..end - 1)
                        .rev()
                        .find(|&at| s.tokens.sign(at) == Some('('))?;
                    let row = (opens + 1, end - 1);
                    let press = (row.0..row.1).any(|at| is_listed(s, at, &s.pack.grammar.press));
                    let place = (0..opens).all(|at| !s.tokens.is_word(at) || s.is_capital(at));
                    (press && place).then_some((Some(row), opens))?
                }
                // بلمار - وكالات:
                None if is_listed(s, end - 1, &s.pack.grammar.press) => {
                    (Some((end - 1, end)), end.checked_sub(2)?)
                }
                None => return None,
            };
        let told = match s.tokens.sign(opens) {
            Some('(') => closes,
            Some('-' | '—' | '–') => s.tokens.sign(at) == Some(':'),
            _ => false,
        };
        (told && opens > 0 && !(0..opens).any(news)).then_some((opens, at + 1, agency))
    })?;
    let (first, end, agency) = line;
    Some(Speech {
        first,
        end,
        speaker: None,
        via: agency,
        trails: false,
        cites: false,
        rule: DATELINE,
    })
}

/// "Police: five killed", and "five killed: police".
pub(super) fn headline(s: &Sentence<'_>, into: &mut Vec<Speech>) {
    if let Some(line) = dateline(s) {
        into.push(line);
        return;
    }
    let colon =
        (1..=HEADLINE).find(|&at| matches!(s.tokens.sign(at), Some(':' | '—' | '–' | '-' | '|')));
    // وذكر التلفزيون، عبر تويتر: a verb of saying speaks for itself.
    let said = |colon: usize| {
        s.pack.grammar.order == Order::Vso && (0..colon).any(|at| s.is(at, Section::Say))
    };
    if let Some(colon) = colon
        && !said(colon)
        && names_speaker(s, 0, colon)
        && !has_news(s, 0, colon)
        && seat::doer(s, (0, colon)).is_some()
    {
        // Reuters:, (Reuters) -
        let bracket = s.tokens.sign(colon - 1) == Some(')');
        let end = colon - usize::from(bracket);
        let agency = s.marks.ending(end, Section::Agency).filter(|mark| {
            let open = mark.first.checked_sub(1).and_then(|at| s.tokens.sign(at));
            mark.first == 0 || bracket && open == Some('(')
        });
        let speaker = agency
            .filter(|_| bracket)
            .map(|mark| (mark.first, mark.end))
            .or_else(|| seat::doer(s, (0, colon)));
        let is_agency = agency.is_some();
        into.push(Speech {
            first: colon,
            end: colon + 1,
            speaker,
            via: None,
            trails: false,
            cites: false,
            rule: if is_agency {
                DATELINE
            } else {
                Kept::of("engine/headline")
            },
        });
    }
    let mut len = s.tokens.len();
    while len > 0 && matches!(s.tokens.sign(len - 1), Some('.' | '!' | '"' | '”' | '»')) {
        len -= 1;
    }
    let tail = (len.saturating_sub(6)..len)
        .rev()
        .find(|&at| matches!(s.tokens.sign(at), Some(':' | '—' | '–' | '-' | '․')));
    if let Some(tail) = tail
        && tail > 2
        && tail + 1 < len
        && names_speaker(s, tail + 1, len)
        && !has_news(s, tail + 1, len)
    {
        into.push(Speech {
            first: tail,
            end: tail + 1,
            speaker: Some((tail + 1, len)),
            via: None,
            trails: true,
            cites: false,
            rule: Kept::of("engine/headline"),
        });
    }
}

fn names_speaker(s: &Sentence<'_>, from: usize, to: usize) -> bool {
    // A state alone before a colon is the place of the news; some capitals speak.
    let voice = to == from + 1 && parties::is_listed(s, from, &s.pack.grammar.voices);
    voice || (from..to).any(|at| s.is_any(at, &[Section::Speaker, Section::Agency]))
}

fn has_news(s: &Sentence<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        // Губернатор Курской области: where somebody holds office.
        let stop = s
            .marks
            .of(at, Section::Stop)
            .is_some_and(|stop| at == from || s.pack.stops[stop.entry()].class != "place")
            // سازمان ملل: an organisation is a thing to count, and speaks.
            && !s.is(at, Section::Speaker);
        stop || s.is_any(at, &[Section::Trigger, Section::Say]) || s.number_at(at).is_some()
    })
}

//! Who says it: the frames of speech in a sentence, and which of them covers a figure.
//!
//! What leaves: for each say verb, "according to" and headline colon a [`Speech`] with the tokens of the speaker and of the
//! relay. A figure belongs to the nearest frame before it, else to one behind it that closes the statement.

mod apposed;
mod covers;
mod headline;
mod nested;
mod plain;
mod relayed;
mod seated;
mod unknown;

use super::marks::Mark;
use super::names::{past_times, trimmed};
use super::pack::Say;
use super::pack::lexicon::Section;
use super::pack::raw::{Direction, NounPlace, Order, SayKind, TriggerKind};
use super::proposal::Kept;
use super::seat;
use super::sentence::Sentence;
use apposed::{apposed, name_behind};
use covers::speaker_of;
pub(super) use headline::DATELINE;
use headline::headline;
pub(super) use nested::telling;
use plain::{is_thing, plain};
use relayed::{cited_before, quoted, relay_inside};
use seated::{carried, is_aside, is_told, is_toll, name_before};
use unknown::{is_unknown, names_before_that};

/// A frame of speech.
#[derive(Debug, Clone)]
pub(super) struct Speech {
    /// The words of the frame itself.
    pub first: usize,
    pub end: usize,
    /// Who speaks.
    pub speaker: Option<(usize, usize)>,
    /// Who relays it.
    pub via: Option<(usize, usize)>,
    /// Whether it may stand behind what it says without a comma.
    pub trails: bool,
    /// Whether its speaker is whom another has it from: citing X.
    pub cites: bool,
    pub rule: Kept,
}

/// A speaker is at most so many tokens long.
const LONGEST: usize = 18;

/// The frames of a sentence, in order.
pub(super) fn speeches(s: &Sentence<'_>, into: &mut Vec<Speech>) {
    into.clear();
    headline(s, into);
    let mut at = 0;
    while at < s.tokens.len() {
        let Some(mark) = s.marks.of(at, Section::Say) else {
            at += 1;
            continue;
        };
        let say = &s.pack.says[mark.entry()];
        // "quoted X as saying earlier that": the verb inside the word that ends the speaker speaks for nobody.
        let ends_speaker = s
            .marks
            .ending(mark.end, Section::SayThat)
            .is_some_and(|that| that.first < mark.first);
        at = mark.end;
        if !(ends_speaker || say.nobody && is_alone(s, mark))
            && let Some(found) = frame(s, mark, say)
        {
            push(s, found, say.kind, into);
        }
    }
}

/// Whether words that name no speaker are led by none either: "Yetkililerden alınan bilgiye göre" names the officials.
fn is_alone(s: &Sentence<'_>, mark: &Mark) -> bool {
    let begins = mark
        .first
        .checked_sub(1)
        .is_none_or(|before| s.tokens.sign(before).is_some() || s.is(before, Section::And));
    // По предварительным данным полиции, بر اساس آخرین آمار پنتاگون: whose figures they are stands behind.
    let whose = !s.pack.says[mark.entry()]
        .speaker
        .contains(&Direction::Before)
        && s.is_any(mark.end, &[Section::Of, Section::Speaker, Section::Agency]);
    !whose && (begins || s.pack.grammar.order != Order::Sov)
}

/// Adds a frame; one that quotes takes the place of the plain frame beside it that names the same words.
fn push(s: &Sentence<'_>, mut found: Speech, kind: SayKind, into: &mut Vec<Speech>) {
    let is_quoted = |speech: &Speech| speech.via.is_some() && speech.speaker.is_some();
    if let Some(last) = into.last_mut() {
        // Передает Интерфакс со ссылкой на полицию: who relays is the subject of both.
        if kind == SayKind::Quoted && last.speaker.is_some() && found.via == last.speaker {
            found.first = last.first;
            found.trails |= last.trails;
            *last = found;
            return;
        }
        // A newspaper, quoting witnesses, said: who relays stands before the aside.
        let aside = !s.pack.grammar.personal.is_empty()
            && last.trails
            && kind == SayKind::Verb
            && last.end <= found.first
            && found.speaker.is_some_and(|row| row.1 < last.first)
            && last.speaker.is_some_and(|row| row.1 <= found.first);
        if aside {
            let relay = found.speaker;
            found.speaker = last.speaker;
            found.via = relay.and_then(|row| trimmed(s, row));
            found.first = last.first;
            *last = found;
            return;
        }
        // Со ссылкой на врачей ТАСС сообщает: whom the verb seems to have before it has been told apart.
        let told = found.speaker.is_some_and(|row| {
            last.speaker.is_some_and(|cited| row.0 < cited.1)
                && row.1 > last.first
                && row.1 <= found.first
        });
        if kind == SayKind::Verb && last.cites && told && last.end <= found.first {
            last.end = found.end;
            return;
        }
        // Reuters со ссылкой на врачей сообщает.
        if kind == SayKind::Verb
            && is_quoted(last)
            && found.speaker == last.speaker
            && last.end <= found.first
        {
            last.end = found.end;
            return;
        }
    }
    found.speaker = found.speaker.and_then(|row| speaking(s, row));
    found.via = found.via.and_then(|row| trimmed(s, row));
    if found.speaker.is_some() || found.via.is_some() {
        into.push(found);
    }
}

/// Who speaks: the name in a row; where a conjunction alone stands before the verb, the subject of the verb before.
fn speaking(s: &Sentence<'_>, row: (usize, usize)) -> Option<(usize, usize)> {
    let row = trimmed(s, row).and_then(|row| plain(s, row))?;
    if is_thing(s, row) {
        return None;
    }
    seat::doer(s, row)
}

fn frame(s: &Sentence<'_>, mark: &Mark, say: &Say) -> Option<Speech> {
    let mut speech = Speech {
        first: mark.first,
        end: mark.end,
        speaker: None,
        via: None,
        trails: say.kind == SayKind::According || say.cites,
        cites: say.cites,
        rule: say.id,
    };
    // The passive: was reported by X.
    let by = (mark.end..mark.end + 4)
        .take_while(|&at| say.passive || s.trigger(at).is_none())
        .find_map(|at| s.marks.of(at, Section::SayBy));
    if let Some(by) = by {
        speech.speaker = behind(s, by.end);
        speech.trails |= say.passive;
        return speech.speaker.map(|_| speech);
    }
    if say.passive {
        return None;
    }
    let known = [Section::Speaker, Section::Agency, Section::Side];
    // رصد «المرصد السوري»: the name may stand in quotation marks.
    let name = mark.end + usize::from(matches!(s.tokens.sign(mark.end), Some('"' | '«' | '“')));
    if say.known && !s.is_any(name, &known) && !names_before_that(s, mark.end) {
        return None;
    }
    // Rejected claims of 200 dead: the noun of a denial.
    let denied = (mark.first.saturating_sub(3)..mark.first)
        .filter_map(|at| s.marks.of(at, Section::Deny))
        .any(|deny| deny.end >= mark.end);
    if denied && !s.pack.grammar.personal.is_empty() {
        return None;
    }
    // "the initial report mentions": a noun that another verb of speech follows.
    if s.is(mark.first, Section::Speaker) && s.is(mark.end, Section::Say) {
        return None;
    }
    // A verb with a preposition bound to it is a noun: لكشف.
    let is_noun = s
        .tokens
        .get(mark.first)
        .is_some_and(|token| token.prefixed && !token.and_prefix);
    if is_noun && matches!(say.kind, SayKind::Verb | SayKind::Told) {
        return None;
    }
    // La última denuncia de la oposición: a noun, whose maker follows.
    let determined = |at: usize| seat::is_determiner(s, at);
    if say.kind == SayKind::Verb
        && seat::applies(s)
        && s.is(mark.end, Section::Of)
        && mark.end == mark.first + 1
        && mark.first.checked_sub(1).is_some_and(|before| {
            let adjective = s.marks.at(before).is_empty()
                && s.tokens.is_word(before)
                && s.tokens.get(before).is_some_and(|token| !token.capital);
            determined(before) || adjective && before.checked_sub(1).is_some_and(determined)
        })
    {
        speech.speaker = behind(s, mark.end + 1);
        return speech.speaker.map(|_| speech);
    }
    match say.kind {
        SayKind::Quoted
            if say.cites
                && s.pack.grammar.order == Order::Sov
                && s.pack.grammar.noun == NounPlace::Last =>
        {
            cited_before(s, mark, &mut speech);
        }
        SayKind::Quoted => quoted(s, mark, say, &mut speech),
        SayKind::According => {
            speech.speaker = match say.speaker.first() {
                Some(Direction::Before) => {
                    quoted_name(s, mark.first).or_else(|| before(s, mark.first))
                }
                // As X said: the verb belongs to the frame.
                _ => {
                    let verb = s.marks.of(mark.end, Section::Say);
                    behind(s, verb.map_or(mark.end, |verb| verb.end))
                        .filter(|row| !is_toll(s, *row))
                }
            };
            if say.speaker.first() == Some(&Direction::Before)
                && !s.pack.grammar.personal.is_empty()
            {
                speech.trails = false;
                // Pakistan called the Indian minister's account: whose account begins at its own article.
                speech.speaker = speech.speaker.map(|(from, to)| {
                    let own = (from..to).rev().find(|&at| seat::is_determiner(s, at));
                    (own.unwrap_or(from), to)
                });
            }
        }
        SayKind::Verb | SayKind::Told => {
            // إيران تعلن: a known speaker right before the verb, at the beginning of a headline.
            let is_headline = s.pack.grammar.order == Order::Vso && opens_with_name(s, mark.first);
            let turned = [Direction::Before, Direction::After];
            let order: &[Direction] = if is_headline { &turned } else { &say.speaker };
            // Informó a EFE la policía: the agency that is told stands before the speaker.
            let listener = (mark.end..mark.end + 4)
                .find_map(|at| s.marks.of(at, Section::Agency))
                .filter(|_| say.kind == SayKind::Told);
            speech.speaker = order.iter().find_map(|direction| match direction {
                // Where verbs come first, a noun before one is its subject only when it is a known one.
                Direction::Before if s.pack.grammar.order == Order::Vso => before(s, mark.first)
                    .filter(|row| {
                        let opens = row.0 == 0 || s.tokens.sign(row.0 - 1) == Some(':');
                        is_named(s, *row) || opens && row.1 - row.0 <= 2 && is_unknown(s, *row)
                    }),
                Direction::Before if s.pack.grammar.order == Order::Sov => {
                    let near = before(s, mark.first);
                    // به عهده گرفته و گفته اند: a verb stands before the "and".
                    let joined = mark
                        .first
                        .checked_sub(1)
                        .is_some_and(|at| s.is(at, Section::And));
                    near.filter(|row| is_named(s, *row))
                        .or_else(|| subject(s, mark.first))
                        .or(near.filter(|_| !joined))
                }
                // Así lo informó la policía: what stands before names nobody.
                Direction::Before => before(s, mark.first)
                    .filter(|row| !is_told(s, *row, mark.first))
                    .filter(|row| !seat::applies(s) || speaking(s, *row).is_some())
                    .filter(|row| !follows(s, *row, mark)),
                // "and noted that": who spoke before goes on.
                Direction::After if is_joined_verb(s, mark.first) => None,
                // وقال: «...»: what is said stands behind a colon, who says it before.
                Direction::After
                    if s.pack.grammar.order == Order::Vso
                        && (s.tokens.sign(mark.end) == Some(':') || quotes(s, mark.end)) =>
                {
                    None
                }
                // أظهرت في البلاد: a phrase of place is nobody.
                Direction::After
                    if s.pack.grammar.order == Order::Vso
                        && s.is(mark.end, Section::Place)
                        && s.is(mark.end, Section::Preposition) =>
                {
                    None
                }
                // Said the bomb killed five; saying the move makes no sense: what stands behind does not speak.
                Direction::After => behind(s, listener.map_or(mark.end, |agency| agency.end))
                    .filter(|row| {
                        let tells = s
                            .trigger(row.1)
                            .is_some_and(|(_, trigger)| trigger.kind != TriggerKind::Toll);
                        // Said it was not true: a pronoun begins what is said.
                        let pronoun = s.pack.grammar.subjects.iter().any(|one| {
                            s.tokens
                                .get(row.0)
                                .and_then(|token| s.text.get(token.start..token.end))
                                .is_some_and(|word| word == one)
                        });
                        // Reported in a post that: a phrase of place is nobody.
                        let led = s.is_any(row.0, &[Section::Preposition, Section::Place]);
                        s.pack.grammar.personal.is_empty()
                            || !tells && !pronoun && !led && !s.is_participle(mark.first)
                    }),
            });
            // وأضاف للشبكة أن: whom a preposition leads to listens.
            if let Some((from, _)) = speech.speaker
                && say.kind == SayKind::Verb
                && s.pack.grammar.order == Order::Vso
                && from == mark.end
                && s.marks.of(from, Section::Agency).is_none()
                && s.tokens
                    .get(from)
                    .is_some_and(|token| token.prefixed && !token.and_prefix)
                && s.pack
                    .grammar
                    .reasons
                    .iter()
                    .any(|letter| s.word(from).starts_with(letter.as_str()))
            {
                speech.speaker = None;
            }
            // وحذرت من عواقب: nor does what a preposition leads to.
            let led = |row: &(usize, usize)| {
                s.pack.grammar.order == Order::Vso && s.is(row.0, Section::Of)
            };
            speech.speaker = speech.speaker.filter(|row| !is_toll(s, *row) && !led(row));
            speech.speaker = speech
                .speaker
                .map(|row| (name_before(s, row).unwrap_or(row.0), row.1));
            // He could tentatively confirm: a pronoun names nobody.
            speech.speaker = speech
                .speaker
                .filter(|row| s.pack.grammar.personal.is_empty() || !is_aside(s, *row));
            if let Some(row) = carried(s, mark) {
                speech.speaker = Some(row);
            }
            if let Some((from, to)) = speech.speaker {
                relay_inside(s, from, to, &mut speech);
            }
            // موضحا لرويترز أن: who is told is not who speaks.
            if let Some((from, _)) = speech.speaker
                && s.pack.grammar.order == Order::Vso
                && from == mark.end
                && let Some(agency) = s.marks.of(from, Section::Agency)
                && s.tokens
                    .get(from)
                    .is_some_and(|token| token.prefixed && !token.and_prefix)
                // أقر التلفزيون الرسمي: the article leads to nobody, the preposition of a listener does.
                && s.pack.grammar.reasons.iter().any(|letter| s.word(from).starts_with(letter.as_str()))
            {
                speech.speaker = None;
                speech.via = Some((agency.first, agency.end));
            }
            if speech.via.is_none() {
                speech.via = listener.map(|agency| (agency.first, agency.end));
            }
        }
    }
    (speech.speaker.is_some() || speech.via.is_some()).then_some(speech)
}

/// Обстреляны сёла, стоящие вдоль Днепра, сообщил губернатор: behind a comma the verb's speaker follows it, where one is known and
/// what stands before is not.
fn follows(s: &Sentence<'_>, row: (usize, usize), verb: &Mark) -> bool {
    let comma = verb
        .first
        .checked_sub(1)
        .is_some_and(|at| s.tokens.sign(at) == Some(','));
    seat::applies(s)
        && comma
        && !is_named(s, row)
        && behind(s, verb.end).is_some_and(|row| is_named(s, row))
}

/// وقال "عثرنا على": what is said in quotation marks, and no name in them (قال "داعش" إن).
fn quotes(s: &Sentence<'_>, at: usize) -> bool {
    matches!(s.tokens.sign(at), Some('"' | '“'))
        && !(at + 1..at + 6).any(|at| matches!(s.tokens.sign(at), Some('"' | '”')))
}

/// إيران تعلن, وكانت الأمم المتحدة أعلنت: a known speaker right before a verb near the beginning.
fn opens_with_name(s: &Sentence<'_>, verb: usize) -> bool {
    let ends_name = [Section::Side, Section::Speaker, Section::Agency]
        .into_iter()
        .any(|section| s.marks.ending(verb, section).is_some());
    (1..=4).contains(&verb) && ends_name
}

/// A verb that "and" joins to one before it, where the subject stands before verbs.
fn is_joined_verb(s: &Sentence<'_>, verb: usize) -> bool {
    s.pack.grammar.order == Order::Svo
        && !s.pack.grammar.personal.is_empty()
        && verb > 1
        && s.is(verb - 1, Section::And)
}

/// The speaker behind a word: up to what is said.
fn behind(s: &Sentence<'_>, from: usize) -> Option<(usize, usize)> {
    let mut first = past_times(s, from, s.tokens.len());
    while matches!(s.tokens.sign(first), Some(':' | '"' | '“' | '«')) && first < from + 2 {
        first += 1;
    }
    let mut end = first;
    while end < s.tokens.len() && end < first + LONGEST {
        let ends = match s.tokens.sign(end) {
            // جيش الثوار -وهو تحالف: an aside that "and" begins.
            Some('-')
                if s.tokens.get(end + 1).is_some_and(|token| token.and_prefix)
                    && s.pack.grammar.order == Order::Vso =>
            {
                true
            }
            // Sirio.- Es: a full stop before another sign closes.
            Some('.') if s.tokens.sign(end + 1).is_some() => true,
            Some('-' | '\'' | '’' | '«' | '»' | '"' | '“' | '”' | '/' | '.') => {
                end == first && s.tokens.sign(end) != Some('«')
            }
            Some(_) => true,
            None => {
                // According to the report: a noun behind an article.
                let is_noun = !s.pack.grammar.personal.is_empty()
                    && s.is(end, Section::Speaker)
                    && end > from
                    && (s.is_any(end - 1, &[Section::Article, Section::Function])
                        || s.tokens.sign(end + 1).is_some());
                s.is(end, Section::Say) && !is_noun
                    || s.is_any(end, &[Section::SayThat, Section::Border, Section::Accuse])
                    || rises(s, end)
                    || s.trigger(end)
                        .is_some_and(|(_, trigger)| trigger.kind != TriggerKind::Toll)
                    || s.is(end, Section::Qualifier) && s.number_at(end).is_none() && end > first
                    || s.number_at(end).is_some_and(|number| {
                        number.counts && !number.weak && number.first == end && end > first
                    })
            }
        };
        if ends {
            break;
        }
        end += 1;
    }
    while end > first && s.tokens.sign(end - 1).is_some() {
        end -= 1;
    }
    let end = name_behind(s, (first, end)).unwrap_or(end);
    (end > first).then_some((first, end))
}

/// “Doktrina” hesabatına görə: a name in quotation marks right before the words.
fn quoted_name(s: &Sentence<'_>, to: usize) -> Option<(usize, usize)> {
    let close = to
        .checked_sub(1)
        .filter(|&at| matches!(s.tokens.sign(at), Some('”' | '»' | '"')))?;
    let open = (close.saturating_sub(QUOTED)..close)
        .rev()
        .find(|&at| s.tokens.sign(at).is_some())
        .filter(|&at| matches!(s.tokens.sign(at), Some('“' | '«' | '"')))?;
    (open + 1 < close && s.is_capital(open + 1)).then_some((open + 1, close))
}

/// A name in quotation marks is fewer tokens than these.
const QUOTED: usize = 6;

/// The speaker before a word: back to where the clause begins.
fn before(s: &Sentence<'_>, to: usize) -> Option<(usize, usize)> {
    let mut end = to;
    // Adverbs and auxiliaries belong to the verb: has also said.
    while end > 0 && s.is(end - 1, Section::Function) {
        end -= 1;
    }
    // Jan Kovac (@kovac_7) posted: the brackets stand behind who speaks.
    if s.pack.grammar.order != Order::Vso
        && let Some(close) = end.checked_sub(1)
        && s.tokens.sign(close) == Some(')')
        && let Some(open) = (close.saturating_sub(LONGEST)..close)
            .rev()
            .find(|&at| s.tokens.sign(at) == Some('('))
            .filter(|&open| open > 0)
    {
        return before(s, open);
    }
    // "Witnesses and news sources, including one daily, reported": the speaker stands before the aside.
    if end == to
        && to > 1
        && s.tokens.sign(to - 1) == Some(',')
        && s.pack.grammar.order == Order::Svo
        && let Some(comma) = (1..to - 1)
            .rev()
            .find(|&at| s.tokens.sign(at) == Some(','))
            .filter(|&comma| {
                let quotes = s
                    .marks
                    .of(comma + 1, Section::Say)
                    .is_some_and(|say| s.pack.says[say.entry()].kind == SayKind::According);
                // Le ministère, qui contrôle l'enclave, a annoncé: elsewhere a relative clause alone.
                match s.pack.grammar.personal.is_empty() {
                    true => s
                        .marks
                        .of(comma + 1, Section::Border)
                        .is_some_and(|border| s.pack.borders[border.entry()].soft),
                    false => {
                        quotes
                            || s.is_any(
                                comma + 1,
                                &[Section::Subset, Section::Border, Section::Article],
                            )
                    }
                }
            })
    {
        return before(s, comma);
    }
    if s.pack.grammar.order == Order::Svo
        && let Some(row) = apposed(s, end)
    {
        return Some(row);
    }
    // "denied the allegations and stated": who denies speaks.
    if end > 0 && s.pack.grammar.order == Order::Svo && s.is(end - 1, Section::And) {
        let verb = (end.saturating_sub(LONGEST / 2)..end - 1)
            .rev()
            .take_while(|&at| s.tokens.is_word(at))
            .find(|&at| s.is_any(at, &[Section::Deny, Section::Accuse]));
        if let Some(verb) = verb {
            return before(s, verb);
        }
    }
    let mut first = end;
    while first > 0 && end - first < LONGEST {
        let at = first - 1;
        let ends = match s.tokens.sign(at) {
            Some('-' | '\'' | '’' | '.' | '/' | '(' | ')') => false,
            Some(_) => true,
            None => {
                let is_noun = s.is(at, Section::Speaker)
                    && (at + 1 == to || s.is_any(at + 1, &[Section::SayBy, Section::Of]));
                let ends_verb = s
                    .marks
                    .ending(first, Section::Say)
                    .is_some_and(|mark| mark.first != at);
                s.is_any(at, &[Section::SayThat, Section::Border])
                    || s.is(at, Section::Say) && !is_noun
                    || ends_verb
                    || rises(s, at)
                    || s.trigger(at).is_some()
            }
        };
        if ends {
            break;
        }
        first -= 1;
    }
    // وكانت الحكومة أعلنت: the auxiliary is no part of the name.
    let is_auxiliary =
        |at: usize| s.pack.grammar.order == Order::Vso && s.is(at, Section::Function);
    while first < end
        && (s.is_any(first, &[Section::And, Section::Or])
            || is_auxiliary(first)
            || s.tokens.sign(first).is_some())
    {
        first += 1;
    }
    // An official who asked not to be named said: whoever the relative clause is about.
    let relative = |at: usize| {
        let words = &s.pack.grammar.relatives;
        let word = s
            .tokens
            .get(at)
            .and_then(|token| s.text.get(token.start..token.end));
        !s.pack.grammar.personal.is_empty()
            && s.is(at, Section::Border)
            && word.is_some_and(|word| words.iter().any(|one| one == word))
    };
    if end > first
        && first > 1
        && relative(first - 1)
        && !is_named(s, (first, end))
        && !(first..end).any(|at| s.is_capital(at))
    {
        return before(s, first - 1).filter(|row| is_named(s, *row) || row.1 - row.0 <= 3);
    }
    // "@desk claimed": the sign belongs to the name.
    if first > 0 && s.tokens.sign(first - 1) == Some('@') {
        first -= 1;
    }
    // "There were no reports": an amount is nobody.
    let is_word =
        |at: usize| s.tokens.is_word(at) && !s.is_any(at, &[Section::Function, Section::Amount]);
    (end > first && (first..end).any(is_word)).then_some((first, end))
}

/// A word that leads to a toll's number; a preposition does so only right before one (of 12, not of defence).
fn rises(s: &Sentence<'_>, at: usize) -> bool {
    s.marks.of(at, Section::Rise).is_some_and(|mark| {
        // A top official: no number follows, but who speaks.
        let office = || (mark.end..mark.end + 2).any(|at| s.is(at, Section::Speaker));
        s.number_at(mark.end).is_some() || !s.pack.rises[mark.entry()].bare && !office()
    })
}

fn is_named(s: &Sentence<'_>, (from, to): (usize, usize)) -> bool {
    (from..to).any(|at| s.is_any(at, &[Section::Speaker, Section::Side, Section::Agency]))
}

/// Where the verb comes last: the subject at the beginning of its clause.
fn subject(s: &Sentence<'_>, to: usize) -> Option<(usize, usize)> {
    let mut first = (0..to)
        .rev()
        .find(|&at| matches!(s.tokens.sign(at), Some(';' | '؛' | '.' | ':')))
        .map_or(0, |at| at + 1);
    while first < to && s.is_any(first, &[Section::And, Section::Date]) {
        first += 1;
    }
    let ends = |at: usize| {
        s.tokens
            .sign(at)
            .is_some_and(|sign| sign != '-' && sign != '.')
            || s.trigger(at).is_some()
            || s.number_at(at).is_some()
            || s.is(at, Section::Border)
    };
    let end = (first..to.min(first + LONGEST)).find(|&at| ends(at))?;
    let is_closed = matches!(s.tokens.sign(end), Some(',' | '،' | '՝'));
    if end > first && is_closed && (end - first <= 4 || is_named(s, (first, end))) {
        return Some((first, end));
    }
    let last = (first..end).rev().find_map(|at| {
        [Section::Speaker, Section::Side, Section::Agency]
            .into_iter()
            .find_map(|section| s.marks.of(at, section))
    })?;
    Some((first, last.end.min(end)))
}

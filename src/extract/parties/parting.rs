//! Two parties behind one verb, with nothing between them: where the accuser ends and the accused begins.
//!
//! What enters: a sentence and the verb. What leaves: the rows of tokens of the one and the other, or of one alone. A closed
//! noun phrase (a definite noun, an adjective of a people, a plural in -ون) is followed by another party; an open one by its
//! own complement.

use super::super::accuse::named;
use super::super::marks::Mark;
use super::super::pack::lexicon::Section;
use super::super::pack::raw::SayKind;
use super::super::sentence::Sentence;
use super::shape::{
    has_pronoun, is_adjective, is_definite, is_fused, is_joined, is_led, is_listed, is_possessed,
    word,
};
use super::{NOUN, PARTY, Row, ends_party, subject_before};

/// Accuser and accused behind a verb, up to where the act begins.
pub(in crate::extract) fn behind(s: &Sentence<'_>, mark: &Mark, lead: Option<usize>) -> (Row, Row) {
    let rows = segments(s, mark.end, lead);
    let Some(&first) = rows.first() else {
        return (None, None);
    };
    if subject_before(s, mark.first).is_some() {
        return (None, Some(first));
    }
    // اتهم حزب كذا الذي يعد القوة الثانية، الحكومة بأنها: behind an aside the accused touches the act.
    if let Some(row) = lead.and_then(|lead| touching(s, mark.end, lead))
        && rows.iter().all(|other| other.1 <= row.0)
    {
        return (Some(first), Some(row));
    }
    // حملت حركة كذا على لسان المتحدث باسمها فلان حكومة كذا: who speaks for the accuser stands between.
    let voice = lead.and_then(|lead| Some((voice(s, first.1, lead)?, lead)));
    if let Some((from, lead)) = voice
        && let Some(at) = last_name(s, (from, lead))
    {
        return (Some(first), Some((at, lead)));
    }
    // اتهم الرئيس، فلان، دولة كبرى بكذا: the last of three touches the act; who the first is stands between commas.
    if let (&[one, _, last], Some(lead)) = (rows.as_slice(), lead)
        && last.1 == lead
        && s.tokens.is_word(lead - 1)
    {
        return (Some(one), Some(last));
    }
    // اتهمت المعارضة الرئيس، فلانا، بكذا: between commas stands who the accused is.
    if let (&[one, last], Some(lead)) = (rows.as_slice(), lead)
        && last.1 < lead
        && let Some(at) = cut(s, one)
    {
        return (Some((one.0, at)), Some((at, last.1)));
    }
    let accused = rows
        .iter()
        .skip(1)
        .rev()
        .find(|(from, to)| named(s, Some((*from, *to))).is_some())
        .copied();
    match (accused, cut(s, first)) {
        (Some(accused), _) => (Some(first), Some(accused)),
        (None, Some(at)) => (Some((first.0, at)), Some((at, first.1))),
        (None, None) => match (
            rows.last().filter(|_| rows.len() > 1),
            split_closed(s, first),
        ) {
            (Some(&last), _) => (Some(first), Some(last)),
            (None, Some(at)) => (Some((first.0, at)), Some((at, first.1))),
            (None, None) => (None, Some(first)),
        },
    }
}

/// Behind the words that say by whom a party spoke (على لسان), before the act.
fn voice(s: &Sentence<'_>, from: usize, lead: usize) -> Option<usize> {
    let says = (from..lead).find_map(|at| s.marks.of(at, Section::Say))?;
    let according = s.pack.says[says.entry()].kind == SayKind::According;
    (according && says.first <= from + 1 && says.end < lead).then_some(says.end)
}

/// A known party between a comma and the act.
fn touching(s: &Sentence<'_>, from: usize, lead: usize) -> Row {
    let comma = (from..lead)
        .rev()
        .take_while(|&at| lead - at <= NOUN + 1)
        .find(|&at| matches!(s.tokens.sign(at), Some(',' | '،')))?;
    let first = comma + 1;
    let plain = (first..lead).all(|at| {
        s.tokens.is_word(at)
            && !s.is_any(at, &[Section::Preposition, Section::Border, Section::Say])
    });
    let known = s.is_any(first, &[Section::Side, Section::Speaker]) && !is_joined(s, first);
    (plain && known && first < lead).then_some((first, lead))
}

/// الادعاء العام الخلية: behind a speaker that its adjective closes, a last definite noun in no list is another party.
fn split_closed(s: &Sentence<'_>, (from, to): (usize, usize)) -> Option<usize> {
    let at = to.checked_sub(1).filter(|&at| at >= from + 2)?;
    let unknown = s.marks.at(at).is_empty() && is_definite(s, at);
    let closed = s.is(from, Section::Speaker)
        && is_definite(s, from)
        && (from + 1..at).all(|at| is_definite(s, at));
    (unknown && closed && !is_joined(s, at) && !is_adjective(s, at)).then_some(at)
}

/// Where a phrase ends that says where a party spoke (في بيان لها), if one begins at a token.
fn said_in(s: &Sentence<'_>, at: usize) -> Option<usize> {
    let said = s.marks.of(at, Section::SayThat)?;
    let phrase = said.end > at + 1 && s.is(at, Section::Preposition);
    let own = said.end + usize::from(is_led(s, said.end) && has_pronoun(s, said.end));
    (phrase && s.is_any(at, &[Section::Place, Section::Preposition])).then_some(own)
}

/// The noun phrases behind a verb, parted by commas and by the time of day.
fn segments(s: &Sentence<'_>, from: usize, lead: Option<usize>) -> Vec<(usize, usize)> {
    let limit = lead.unwrap_or(usize::MAX).min(s.tokens.len());
    let mut rows = Vec::new();
    let mut first = from;
    // ، التي يقودها فلان، : what is told of a party between commas is no party.
    let told =
        |at: usize| lead.is_some() && s.is(at, Section::Border) && s.is(at, Section::Function);
    let mut push = |first: usize, end: usize| {
        if first > from && told(first) {
            return;
        }
        let begins = (first..end).find(|&at| {
            !s.is_any(at, &[Section::Function, Section::Article])
                && !matches!(s.tokens.sign(at), Some('"' | '«' | '“' | '(' | '\''))
        });
        // A phrase with a preposition of its own (في بيان) is no party.
        rows.extend(
            begins
                .filter(|&at| !s.is_any(at, &[Section::Preposition, Section::Subset, Section::Of]))
                .map(|at| {
                    let mut end = end.min(at + PARTY);
                    while end > at + 1 && matches!(s.tokens.sign(end - 1), Some('"' | '«' | '“'))
                    {
                        end -= 1;
                    }
                    (at, end)
                }),
        );
    };
    for at in from..limit {
        let is_comma = matches!(s.tokens.sign(at), Some(',' | '،'));
        if at < first {
            continue;
        }
        // الوزارة في بيان لها: where a party says it.
        if let Some(past) = said_in(s, at) {
            push(first, at);
            first = past;
            continue;
        }
        let is_day =
            s.is(at, Section::Date) || s.is(at, Section::SayThat) && s.is(at, Section::Function);
        if is_comma && lead.is_some() || is_day {
            push(first, at);
            first = at + 1;
            continue;
        }
        let ends = match s.tokens.sign(at) {
            Some('-' | '\'' | '’' | '/' | '(' | ')' | '«' | '»' | '"' | '“' | '”') => false,
            Some(_) => true,
            // حزب كذا وهو حزب كبير: what is said of a party is no party.
            None if s.is(at, Section::Function)
                && s.tokens.get(at).is_some_and(|token| token.and_prefix) =>
            {
                true
            }
            None => ends_party(s, at) && !(lead.is_some() && s.is(at, Section::Border)),
        };
        if ends || at - from > PARTY + 4 {
            push(first, at);
            return rows;
        }
    }
    push(first, limit);
    rows
}

/// المنظمة طرفي النزاع, طهران الموساد: behind a body with the article and its adjectives, or the name of a country, another
/// party begins that no list knows.
fn behind_body(s: &Sentence<'_>, (from, to): (usize, usize)) -> Option<usize> {
    // المدعون الأمريكيون شركة كذا: several people with the article have no complement either.
    let several = s.is(from, Section::Speaker)
        && s.pack
            .grammar
            .sound_plurals
            .iter()
            .any(|ending| word(s, from).ends_with(ending.as_str()));
    let body = is_definite(s, from) && (several || is_listed(s, from, &s.pack.grammar.bodies));
    let country = s
        .marks
        .of(from, Section::Side)
        .filter(|mark| mark.end == from + 1 && !is_adjective(s, from) && !is_definite(s, from));
    let at = if body {
        (from + 1..to).find(|&at| !is_definite(s, at))?
    } else {
        country?.end
    };
    let unknown = |at: usize| s.tokens.is_word(at) && s.marks.at(at).is_empty();
    let plain =
        at < to && (at..to).all(unknown) && !is_joined(s, at) && (body || !is_adjective(s, at));
    plain.then_some(at)
}

/// Where the second of two parties begins: the last name behind a closed noun phrase.
pub(in crate::extract) fn cut(s: &Sentence<'_>, row: (usize, usize)) -> Option<usize> {
    if let Some(at) = quoted_end(s, row) {
        return Some(at);
    }
    let at = last_name(s, row).or_else(|| behind_body(s, row))?;
    // تركيا أكراد سوريا: a people and its country are one party.
    let people = at > row.0 + 1
        && s.is(at - 1, Section::Side)
        && !is_definite(s, at - 1)
        && !is_joined(s, at - 1)
        // نيكولاس مادورو الولايات المتحدة: who has another name before it is no people.
        && (!s.marks.at(at - 2).is_empty() || is_definite(s, at - 2));
    Some(if people && last_name(s, (row.0, at)) == Some(at - 1) {
        at - 1
    } else {
        at
    })
}

/// زعيم الحزب فلان «الدولة ورئيسها»: several words in quotation marks that close the row are a party of their own.
fn quoted_end(s: &Sentence<'_>, (from, to): (usize, usize)) -> Option<usize> {
    let end = if matches!(s.tokens.sign(to - 1), Some('»' | '”')) {
        to - 1
    } else {
        to
    };
    let closes = end < to || matches!(s.tokens.sign(to), Some('»' | '”'));
    let open = (from + 2..end)
        .rev()
        .find(|&at| matches!(s.tokens.sign(at), Some('«' | '“')))
        .filter(|&at| closes && end > at + 3 && !s.is(at - 1, Section::Speaker))?;
    (open + 1..end)
        .all(|at| s.tokens.is_word(at))
        .then_some(open)
}

/// The last name behind a closed noun phrase.
fn last_name(s: &Sentence<'_>, (from, to): (usize, usize)) -> Option<usize> {
    (from + 1..to).rev().find(|&at| {
        // تنظيم "داعش": a name in quotation marks belongs to the open noun before it.
        if matches!(s.tokens.sign(at - 1), Some('"' | '«' | '“'))
            && at >= from + 2
            && s.is(at - 2, Section::Speaker)
            && !is_definite(s, at - 2)
        {
            return false;
        }
        // «داعش» الملا: behind a name in quotation marks that begins the parties, another begins.
        let quoted = from > 0
            && matches!(s.tokens.sign(from - 1), Some('"' | '«' | '“'))
            && matches!(s.tokens.sign(at - 1), Some('"' | '»' | '”'));
        if quoted && !is_joined(s, at) && !is_adjective(s, at) && !s.is(at, Section::Function) {
            return true;
        }
        // حكومة بنيامين نتنياهو: a name whose first word is in no list, behind an open noun.
        let open_noun = at >= from + 2
            && s.marks.at(at - 1).is_empty()
            && s.is(at - 2, Section::Speaker)
            && !is_definite(s, at - 2);
        if open_noun && s.is(at, Section::Side) {
            return false;
        }
        let names = s.is_any(
            at,
            &[
                Section::Side,
                Section::Speaker,
                Section::Agency,
                Section::Victim,
            ],
        );
        let governed = s.is_any(at - 1, &[Section::Preposition, Section::Place, Section::Of]);
        // المتحدث فلان بعض السياسيين: some of them begin another party.
        if at > from + 1 && s.is(at, Section::Amount) && !governed && !is_joined(s, at) {
            return true;
        }
        // رئيس البلاد فلان نائبه: a noun with a pronoun of its own begins another party.
        if at > from + 1 && !governed && is_possessed(s, at) && !is_joined(s, at) {
            return true;
        }
        // النائب العام ثلاثة صحفيين: so many people behind a definite noun are another party.
        let many = s
            .number_at(at)
            .is_some_and(|number| number.first == at && number.counts);
        if at > from + 1 && many && !governed && is_definite(s, at - 1) && !is_joined(s, at) {
            return true;
        }
        // بعض السياسيين: what a word for some begins.
        let counted = s.is(at - 1, Section::Amount) && at > from + 2;
        // الأمين العام للأمم المتحدة: what a letter leads to belongs to the name before it.
        // اتهم ثلاثة رجال بكذا: so many of them.
        let counted = counted || s.number_at(at - 1).is_some_and(|number| number.end == at);
        if !names || governed || counted || is_joined(s, at) || is_fused(s, at) {
            return false;
        }
        // ناشطون قوات الأمن: such a plural has no complement.
        let closed = s.pack.grammar.sound_plurals.iter();
        let closed = closed.clone().any(|ending| {
            word(s, at - 1).ends_with(ending.as_str()) && s.is(at - 1, Section::Speaker)
        });
        let before_definite = is_definite(s, at - 1) || closed;
        // التنظيم الجهادي: an adjective that may stand for people.
        let plural = s.pack.grammar.sound_plurals.iter();
        let single = plural
            .clone()
            .all(|ending| !word(s, at).ends_with(ending.as_str()));
        let people = s.is(at, Section::Victim) && !s.is(at, Section::Speaker);
        if people && single && is_definite(s, at) && is_definite(s, at - 1) && is_adjective(s, at) {
            return false;
        }
        let side = s.marks.of(at, Section::Side);
        let side_before = s.marks.ending(at, Section::Side).is_some();
        // الدفاع الأرمينية: an adjective of the noun before it.
        if side.is_some() && is_adjective(s, at) {
            return false;
        }
        let open = [Section::Speaker, Section::Victim, Section::Agency]
            .into_iter()
            .any(|section| s.marks.ending(at, section).is_some());
        // اتهم خمسة نواب الحكومة: a noun that a number counts has no complement.
        let closed = at > from + 1
            && is_definite(s, at)
            && s.number_at(at - 2)
                .is_some_and(|number| number.end == at - 1);
        before_definite || side_before || closed || !open
    })
}

//! What the title of an article says against the figures that are logged from it.
//!
//! Enter: a title. Leave: the one number of people killed or injured that it states, if it states one and only one,
//! and whether it counts soldiers or civilians; then, whether a figure can be that number.
//!
//! A title is read only where it leaves no doubt: words of one measure alone (killed or injured), one number alone
//! (years and numbers of months, attacks and the like left out), in English, Arabic or Russian. “Toll doubles to 105”,
//! “over 200 soldiers killed”, `مقتل أكثر من 200 جندي`. A title that is rounded does not disagree: see
//! [`may_be_one`]. What to make of a disagreement is the report's: a title may well count others than the figure.

use std::ops::{Range, RangeInclusive};
use std::sync::OnceLock;

use crate::model::{Figure, Measure, Qualifier, VictimStatus};
use crate::series::leading;
use crate::text::number::numbers_in;
use crate::text::{fold, read_figure};

/// What a title states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// What happened to them.
    pub measure: Measure,
    /// The number as it stands there, without what qualifies it.
    pub number: u64,
    /// Where it stands in the title, in bytes.
    span: Range<usize>,
    /// Whether it counts soldiers or civilians; none where it does not say.
    pub status: Option<VictimStatus>,
}

impl Headline {
    /// Whether the bare number already is one that the figure may be: most titles end here.
    pub fn is_plainly(&self, figure: &Figure) -> bool {
        let (low, high) = interval(figure);
        (low..=high).contains(&self.number)
    }

    /// The number with the words before it that qualify it: “more than 200”.
    pub fn figure(&self, title: &str) -> Option<Figure> {
        with_hedge(title, &self.span)
    }
}

/// Beginnings of words, folded when first asked for.
struct Stems {
    killed: Vec<String>,
    injured: Vec<String>,
    other: Vec<String>,
    military: Vec<String>,
    civilian: Vec<String>,
    people: Vec<String>,
    joins: Vec<String>,
}

const KILLED: &str = "kill dead death died dies slain fatalit toll قتل قتيل مقتل شهيد شهداء استشهد استشهاد مصرع وفاة وفيات \
    حصيلة погиб убит смерт гибел";
const INJURED: &str = "injur wound hurt جرح جريح إصابة أصيب مصاب ранен пострада";
const OTHER: &str = "missing captur prison displac detain arrest casualt loss evacuat مفقود أسير أسرى نازح اعتقل معتقل \
    خسائر ضحايا пропа плен потер арест";
const MILITARY: &str =
    "soldier troop servicem servicew جندي جنود عسكري солдат военнослужащ военных";
const CIVILIAN: &str = "civilian مدني мирн гражданск";
const PEOPLE: &str = "people person men women child others officer militant fighter resident worker body bodies victim \
    palestinian israeli armenian azerbaijani ukrainian russian syrian iraqi lebanese شخص أشخاص طفل أطفال امرأة نساء \
    رجل رجال مسلح فلسطيني إسرائيلي أرميني أذربيجاني أوكراني روسي سوري عراقي لبناني آخر человек дет женщин мужчин тел \
    боевик полицейск армянск азербайджанск украинск российск";
/// Words that may follow a number whose noun has gone before: “toll rises to 105 as …”.
const JOINS: &str =
    "as in after on at since by from amid during so في من بعد منذ خلال حتى в на после за с по";

fn stems() -> &'static Stems {
    static STEMS: OnceLock<Stems> = OnceLock::new();
    STEMS.get_or_init(|| {
        let folded = |words: &str| words.split_whitespace().map(fold).collect();
        Stems {
            killed: folded(KILLED),
            injured: folded(INJURED),
            other: folded(OTHER),
            military: folded(MILITARY),
            civilian: folded(CIVILIAN),
            people: folded(PEOPLE),
            joins: folded(JOINS),
        }
    })
}

/// Whether a folded word begins with one of the stems, behind what Arabic writes in one with it.
fn begins(word: &str, stems: &[String]) -> bool {
    let is_known = |word: &str| stems.iter().any(|stem| word.starts_with(stem.as_str()));
    if is_known(word) {
        return true;
    }
    if word.is_ascii() {
        return false;
    }
    ["و", "ال", "وال", "ب", "ل", "لل", "بال"]
        .iter()
        .any(|prefix| word.strip_prefix(prefix).is_some_and(is_known))
}

fn is_one_of(word: &str, words: &[String]) -> bool {
    words.iter().any(|known| known == word)
}

fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// How many words on either side of a number are looked at.
const BESIDE: usize = 4;

/// The first words behind a place, folded.
fn behind(title: &str, at: usize) -> Vec<String> {
    let rest = title.get(at..).unwrap_or_default();
    let end = rest
        .char_indices()
        .filter(|(_, c)| c.is_whitespace())
        .nth(BESIDE)
        .map_or(rest.len(), |(end, _)| end);
    words(rest.get(..end).unwrap_or_default())
}

/// The last words before a place, folded.
fn before(title: &str, at: usize) -> Vec<String> {
    let rest = title.get(..at).unwrap_or_default();
    let start = rest
        .char_indices()
        .rev()
        .filter(|(_, c)| c.is_whitespace())
        .nth(BESIDE)
        .map_or(0, |(start, _)| start);
    words(rest.get(start..).unwrap_or_default())
}

/// What a title states, where it leaves no doubt.
pub fn headline(title: &str) -> Option<Headline> {
    let numbers: Vec<(u64, Range<usize>)> = numbers_in(title)
        .into_iter()
        .filter(|found| !found.implicit)
        .filter_map(|found| match found.candidates() {
            [number] if !YEARS.contains(number) => Some((*number, found.span)),
            _ => None,
        })
        .collect();
    if numbers.is_empty() {
        return None;
    }
    let measure = measure(title)?;
    let mut stated = numbers
        .into_iter()
        .filter(|(_, span)| is_of_people(title, span));
    let ((number, span), None) = (stated.next()?, stated.next()) else {
        return None;
    };
    let near = behind(title, span.end);
    let has = |stems: &[String]| near.iter().take(3).any(|word| begins(word, stems));
    let status = match (has(&stems().military), has(&stems().civilian)) {
        (true, false) => Some(VictimStatus::Military),
        (false, true) => Some(VictimStatus::Civilian),
        _ => None,
    };
    Some(Headline {
        measure,
        number,
        span,
        status,
    })
}

/// Numbers that are years in most titles.
const YEARS: RangeInclusive<u64> = 1900..=2100;

/// The one measure that the title's words are of; none where there is none or several.
fn measure(title: &str) -> Option<Measure> {
    let words = words(title);
    let has = |stems: &[String]| words.iter().any(|word| begins(word, stems));
    match (
        has(&stems().killed),
        has(&stems().injured),
        has(&stems().other),
    ) {
        (true, false, false) => Some(Measure::Killed),
        (false, true, false) => Some(Measure::Injured),
        _ => None,
    }
}

/// Whether the number counts people, as far as the words beside it tell.
fn is_of_people(title: &str, span: &Range<usize>) -> bool {
    let known = stems();
    let behind = behind(title, span.end);
    let is_noun = |word: &String| {
        [&known.people, &known.military, &known.civilian]
            .into_iter()
            .any(|stems| begins(word, stems))
    };
    let is_measure = |word: &String| begins(word, &known.killed) || begins(word, &known.injured);
    if behind.iter().take(3).any(is_noun) || behind.first().is_some_and(is_measure) {
        return true;
    }
    let is_bare = behind
        .first()
        .is_none_or(|word| is_one_of(word, &known.joins));
    is_bare
        && before(title, span.start)
            .iter()
            .rev()
            .take(BESIDE)
            .any(is_measure)
}

fn with_hedge(title: &str, span: &Range<usize>) -> Option<Figure> {
    let before = title.get(..span.start)?;
    let mut starts = vec![span.start];
    let words = before
        .char_indices()
        .rev()
        .filter(|(at, c)| {
            let begins = *at == 0
                || before
                    .get(..*at)
                    .is_some_and(|text| text.ends_with(char::is_whitespace));
            begins && !c.is_whitespace()
        })
        .map(|(at, _)| at);
    starts.extend(words.take(BESIDE));
    starts
        .into_iter()
        .rev()
        .find_map(|start| read_figure(title.get(start..span.end)?).ok())
}

/// Whether a figure can be the number of a title: their intervals meet, “about” being a tenth either way, or the
/// title's number is the figure rounded, which is a number ending in 0 within a twentieth of it.
pub fn may_be_one(headline: &Figure, figure: &Figure) -> bool {
    if headline.is_numberless() || figure.is_numberless() {
        return true;
    }
    let (title, logged) = (interval(headline), interval(figure));
    if title.0 <= logged.1 && logged.0 <= title.1 {
        return true;
    }
    let round = leading(headline).map(crate::model::Count::get);
    let number = leading(figure).map(crate::model::Count::get);
    match (round, number) {
        (Some(round), Some(number)) => round % 10 == 0 && round.abs_diff(number) <= number / 20,
        _ => true,
    }
}

/// How far the numbers are apart that two figures state first; as far as can be where one states none.
pub fn distance(one: &Figure, other: &Figure) -> u64 {
    match (leading(one), leading(other)) {
        (Some(one), Some(other)) => one.get().abs_diff(other.get()),
        _ => u64::MAX,
    }
}

fn interval(figure: &Figure) -> (u64, u64) {
    let low = figure.low().map(crate::model::Count::get);
    let high = figure.high().map(crate::model::Count::get);
    match (figure.qualifier(), figure.best()) {
        (Qualifier::About, Some(best)) => {
            let best = best.get();
            (
                low.unwrap_or_else(|| best.saturating_sub(best / 10)),
                high.unwrap_or_else(|| best.saturating_add(best / 10)),
            )
        }
        _ => (low.unwrap_or(0), high.unwrap_or(u64::MAX)),
    }
}

/// Whether a title that counts soldiers alone, or civilians alone, is about a figure that counts others too.
pub fn counts_others(headline: Option<VictimStatus>, figure: VictimStatus) -> bool {
    use VictimStatus as S;
    matches!(
        (headline, figure),
        (Some(S::Military), S::Civilian | S::Mixed) | (Some(S::Civilian), S::Military | S::Mixed)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(title: &str) -> Option<String> {
        headline(title).map(|headline| {
            let status = headline.status.map_or("anybody", |status| status.name());
            let figure = headline.figure(title).unwrap();
            format!("{figure} {}, {status}", headline.measure)
        })
    }

    #[test]
    fn a_title_is_read_in_three_languages() {
        for (title, expected) in [
            (
                "Armenian toll doubles to 105 as second day of clashes ends",
                "105 killed, anybody",
            ),
            (
                "Over 200 soldiers killed on the border",
                "more than 200 killed, military",
            ),
            (
                "مقتل أكثر من 200 جندي أرميني في اشتباكات الحدود",
                "more than 200 killed, military",
            ),
            ("إصابة 12 مدنياً في القصف", "12 injured, civilian"),
            ("Погибли 49 военнослужащих", "49 killed, military"),
            (
                "At least seven people dead after strike in 2024",
                "at least 7 killed, anybody",
            ),
        ] {
            assert_eq!(said(title).as_deref(), Some(expected), "{title}");
        }
    }

    #[test]
    fn a_title_that_leaves_a_doubt_is_not_read() {
        for title in [
            "5 killed, 20 wounded in shelling",
            "Six killed in 3 attacks; 9 dead elsewhere",
            "Two months of war: the dead of 2022",
            "War enters day 200 as death count is disputed",
            "3 strikes kill dozens",
            "Fighting on the border",
            "Losses of 105 soldiers reported killed",
            "",
        ] {
            assert_eq!(said(title), None, "{title}");
        }
    }

    #[test]
    fn a_rounded_title_does_not_disagree() {
        let may_be = |title: &str, figure: &str| {
            may_be_one(&read_figure(title).unwrap(), &read_figure(figure).unwrap())
        };
        for (title, figure) in [
            ("200", "207"),
            ("over 200", "207"),
            ("nearly 50", "49"),
            ("at least 49", "105"),
            ("49", "at least 40"),
            ("dozens", "105"),
            ("up to 30", "6"),
        ] {
            assert!(may_be(title, figure), "{title} for {figure}");
        }
        for (title, figure) in [
            ("206", "207"),
            ("100", "207"),
            ("over 300", "207"),
            ("71", "105"),
        ] {
            assert!(!may_be(title, figure), "{title} for {figure}");
        }
    }
}

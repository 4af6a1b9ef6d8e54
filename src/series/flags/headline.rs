//! What the title of an article says against the figures that are logged from it.
//!
//! Enter: a title and, where it is known, its language. Leave: for each measure the one number of people that it states, if
//! it states one and only one, and whether it counts soldiers or civilians; then, whether a figure can be that number.
//!
//! A title is read by the rules by which texts are read ([`crate::extract`]), in every language that has a pack: “Toll
//! doubles to 105”, “over 200 soldiers killed”, `مقتل أكثر من 200 جندي`, “49 asker öldü”. It is read only where it
//! leaves no doubt: one figure alone of a measure, with a number that is written; not one that is feared or denied,
//! nor an older toll, nor beside such a one. A title that is rounded does not disagree: see [`may_be_one`]. What to make of a disagreement is
//! the report's: a title may well count others than the figure.

use std::ops::Range;

use crate::extract::{FigureProposal, Modality, Proposal, Rules, packs};
use crate::model::{Figure, Label, Language, Measure, Qualifier, VictimStatus};
use crate::series::leading;

/// A proposal that is believed less than this is a doubt: it rests on a noun alone, or on a word that often means
/// something else.
const LEAST_SCORE: u8 = 70;

/// What a title states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// What happened to them.
    pub measure: Measure,
    /// How many, with what qualifies it: “more than 200”.
    pub figure: Figure,
    /// Whether it counts soldiers or civilians; none where it does not say.
    pub status: Option<VictimStatus>,
    /// Whose dead they are, in plain English; none where it does not say.
    pub side: Option<&'static str>,
}

impl Headline {
    /// Whether it counts the dead of another side than a figure, so that neither says anything of the other. A side that
    /// the desk calls by words that no list of sides knows is taken for another one.
    pub fn is_of_another_side(&self, side: Option<&Label>) -> bool {
        self.side
            .zip(side)
            .is_some_and(|(one, other)| !other.is_called(one) && !names(other, one))
    }

    /// Whether the bare number already is one that the figure may be: most titles end here.
    pub fn is_plainly(&self, figure: &Figure) -> bool {
        let (low, high) = interval(figure);
        let printed = self.figure.printed_numbers();
        printed
            .first()
            .is_some_and(|number| (low..=high).contains(&number.get()))
    }
}

/// Whether the desk's words for a side name this one: “Armenian forces” are Armenia's.
fn names(words: &Label, side: &str) -> bool {
    let english = "en".parse().ok();
    let rules = english.and_then(|language| packs::rules(&language).ok());
    let sides = rules.map(|rules| rules.sides(words.as_str()));
    let mut sides = sides.unwrap_or_default().into_iter().peekable();
    sides.peek().is_some() && sides.all(|(name, _)| name == side)
}

/// The side that a title names beside its number though no people stand there whom it would describe: “Armenian toll rises to
/// 100”. Only the word right before the count, or within it, and none where several sides are named.
fn side_beside(title: &str, rules: &Rules, quote: &Range<usize>) -> Option<&'static str> {
    let is_beside = |place: &Range<usize>| {
        let between = title.get(place.end..quote.start).map(str::trim_end);
        let is_before = matches!(between, Some("" | "'s" | "’s"));
        is_before || quote.start <= place.start && place.end <= quote.end
    };
    let sides = rules.sides(title).into_iter();
    let mut beside = sides.filter(|(_, place)| is_beside(place));
    let (first, _) = beside.next()?;
    beside.all(|(other, _)| other == first).then_some(first)
}

/// What a title states, at most once of a measure, where it leaves no doubt. Without a language it is guessed from the
/// title.
pub fn headlines(title: &str, language: Option<&Language>) -> Vec<Headline> {
    let known = language.and_then(|language| packs::rules(language).ok());
    let rules = match known {
        Some(rules) => Some(rules),
        // Of a language that has no pack nothing is read by the rules of another.
        None if language.is_some() => None,
        None => packs::guess_language(title)
            .ok()
            .and_then(|guessed| packs::rules(&guessed).ok()),
    };
    let Some(rules) = rules else {
        return Vec::new();
    };
    let proposals = rules.propose(title);
    let figures: Vec<Box<FigureProposal>> = proposals
        .into_iter()
        .filter_map(|proposal| match proposal {
            Proposal::Figure(figure) => Some(figure),
            Proposal::Accusation(_) => None,
        })
        .collect();
    if !figures.iter().all(|figure| is_plain(figure)) {
        return Vec::new();
    }
    let times = |measure: Measure| figures.iter().filter(|it| it.measure == measure).count();
    figures
        .iter()
        .filter(|only| times(only.measure) == 1)
        .map(|only| Headline {
            measure: only.measure,
            figure: only.figure,
            status: Some(only.status)
                .filter(|status| matches!(status, VictimStatus::Military | VictimStatus::Civilian)),
            side: match &only.side {
                Some(side) => Some(side.name.text()),
                None => side_beside(title, rules, &only.quote.span()),
            },
        })
        .collect()
}

fn is_plain(figure: &FigureProposal) -> bool {
    !figure.figure.is_numberless()
        && !figure.implicit
        && !figure.background
        && figure.modality == Modality::Asserted
        && figure.score.hundredths() >= LEAST_SCORE
}

/// Whether a figure can be the number of a title: their intervals meet, “about” being a tenth either way, or the
/// title's number is the figure rounded, which is a number ending in 0 within a twentieth of it. “At least 50” is no
/// rounded 49.
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
        _ if is_bound(headline) => false,
        (Some(round), Some(number)) => round % 10 == 0 && round.abs_diff(number) <= number / 20,
        _ => true,
    }
}

/// Whether it says of a number that it is the least or the most.
const fn is_bound(figure: &Figure) -> bool {
    matches!(
        figure.qualifier(),
        Qualifier::AtLeast | Qualifier::MoreThan | Qualifier::UpTo | Qualifier::FewerThan
    )
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
    use crate::text::read_figure;

    fn said(title: &str, language: Option<&str>) -> Option<String> {
        let language = language.map(|code| code.parse().unwrap());
        headlines(title, language.as_ref())
            .into_iter()
            .next()
            .map(|headline| {
                let status = headline.status.map_or("anybody", |status| status.name());
                format!("{} {}, {status}", headline.figure, headline.measure)
            })
    }

    #[test]
    fn a_title_on_the_dead_of_one_side_says_nothing_of_the_other() {
        let english: Language = "en".parse().unwrap();
        let title = headlines("105 Armenian soldiers killed", Some(&english)).remove(0);
        let side = |name: &str| name.parse::<Label>().unwrap();
        assert!(title.is_of_another_side(Some(&side("Azerbaijan"))));
        assert!(!title.is_of_another_side(Some(&side("armenia"))));
        assert!(!title.is_of_another_side(None));
        let title = headlines("105 soldiers killed", Some(&english)).remove(0);
        assert!(!title.is_of_another_side(Some(&side("Azerbaijan"))));
        for title in [
            "Armenian toll rises to 100",
            "Armenia's death toll rises to 100",
            "Armenian toll doubles to 105 as second day of clashes ends",
        ] {
            let read = headlines(title, Some(&english)).remove(0);
            assert!(
                read.is_of_another_side(Some(&side("Azerbaijan"))),
                "{title}"
            );
            for own in ["Armenia", "Armenian forces", "the Armenians"] {
                assert!(!read.is_of_another_side(Some(&side(own))), "{title}: {own}");
            }
        }
        let title = headlines("Armenia says toll rises to 100", Some(&english)).remove(0);
        assert_eq!(title.side, None, "whose it is, is not said");
    }

    #[test]
    fn a_title_is_read_in_every_language_that_has_a_pack() {
        for (language, title, expected) in [
            (
                "en",
                "Armenian toll doubles to 105 as second day of clashes ends",
                "105 killed, anybody",
            ),
            (
                "en-GB",
                "Over 200 soldiers killed on the border",
                "more than 200 killed, military",
            ),
            (
                "en",
                "At least seven people dead after strike in 2024",
                "at least 7 killed, anybody",
            ),
            (
                "ar",
                "مقتل أكثر من 200 جندي أرميني في اشتباكات الحدود",
                "more than 200 killed, military",
            ),
            ("ar", "إصابة 12 مدنياً في القصف", "12 injured, civilian"),
            ("ru", "Погибли 49 военнослужащих", "49 killed, military"),
            (
                "uk",
                "Понад 200 солдатів загинули на кордоні",
                "more than 200 killed, military",
            ),
            (
                "es",
                "Al menos 49 soldados muertos en los combates de la frontera",
                "at least 49 killed, military",
            ),
            (
                "fr",
                "Le bilan monte à 105 morts après deux jours de combats",
                "105 killed, anybody",
            ),
            (
                "he",
                "יותר מ-200 חיילים נהרגו בגבול",
                "more than 200 killed, military",
            ),
            (
                "fa",
                "کشته شدن ۴۹ سرباز در درگیری مرزی",
                "49 killed, military",
            ),
            (
                "tr",
                "Sınırdaki çatışmalarda 49 asker öldü",
                "49 killed, military",
            ),
            (
                "az",
                "Ən azı 12 mülki şəxs yaralanıb",
                "at least 12 injured, civilian",
            ),
            (
                "hy",
                "Սահմանին զոհվել է 49 զինծառայող",
                "49 killed, military",
            ),
        ] {
            assert_eq!(
                said(title, Some(language)).as_deref(),
                Some(expected),
                "{title}"
            );
        }
        let codes = [
            "ar", "az", "en", "es", "fa", "fr", "he", "hy", "ru", "tr", "uk",
        ];
        assert!(
            crate::extract::languages().eq(codes),
            "a new pack has a title here too"
        );
        assert_eq!(
            said("إصابة 12 مدنياً في القصف", None).as_deref(),
            Some("12 injured, civilian"),
            "the language is guessed where it is not known"
        );
    }

    #[test]
    fn a_title_that_leaves_a_doubt_is_not_read() {
        for title in [
            "5 killed, 20 feared wounded in shelling",
            "Six killed in 3 attacks; 9 dead elsewhere",
            "Two months of war: the dead of 2022",
            "War enters day 200 as death count is disputed",
            "3 strikes kill dozens",
            "Up to 300 feared dead under the rubble",
            "Fighting on the border",
            "",
        ] {
            assert_eq!(said(title, Some("en")), None, "{title}");
        }
        assert_eq!(said("49 სამხედრო დაიღუპა", Some("ka")), None, "no pack");
        let english: Language = "en".parse().unwrap();
        let both = headlines("12 injured, 3 killed in strike", Some(&english));
        let both: Vec<String> = both
            .iter()
            .map(|it| format!("{} {}", it.figure, it.measure))
            .collect();
        assert_eq!(both, ["12 injured", "3 killed"], "one of each measure");
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
            ("at least 50", "49"),
        ] {
            assert!(!may_be(title, figure), "{title} for {figure}");
        }
    }
}

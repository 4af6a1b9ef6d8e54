//! What an editor must look at in a series, and the records that it rests on.
//!
//! Enter: the figures of a series in order of statement, with the days on which they were printed; article titles; who
//! printed and relayed a figure. Leave: findings, each on one figure, with the other figures and articles that it
//! rests on. Pure, and linear in the figures (or nearly). Invariants: a finding never changes a figure; a rule that
//! cannot be sure is silent, since an editor who meets false alarms learns to ignore the true ones; the thresholds are
//! constants, each beside its rule.
//!
//! | flag | file | rule |
//! |---|---|---|
//! | `cumulative_falls` | [`counter`] | a cumulative figure is a fall from the last one with a number that it may be compared with, and no slip of the keyboard |
//! | `counter_restarts` | [`counter`] | it falls to a fifth or less, and stays there |
//! | `cumulative_falls` | [`earlier`] | said late, it is greater than one up to a later day |
//! | `correction_exceeds` | [`earlier`] | its source corrected it to more than a newer figure that had been said by then |
//! | `sum_differs` | [`sum`] | what the incremental figures add up to is not the step of the cumulative ones |
//! | `stale` | [`stale`] | it was printed when a newer figure of the claimant was already public |
//! | `keyboard_slip` | [`slip`] | a digit added, dropped or transposed, against the figures around it |
//! | `misdated` | [`misdated`] | it would fit between other dates, or was printed before it is said to have been stated |
//! | `headline_disagrees` | [`headline`] | the article's title, read by the rules of its language, gives another number, or counts other people |
//! | `unknown_source` | [`sourcing`] | somebody of whom nothing but a name is recorded, seen once in the event |
//! | `single_source` | [`sourcing`] | one channel alone carries it (quiet) |
//! | `no_quote` | [`sourcing`] | no words are kept with it (quiet) |
//!
//! A quiet flag is true of most figures of most desks: it is counted in one line and raised only when asked for.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Said;
use super::corrected::{Former, Version};
use super::until::Until;
use crate::model::vocabulary::vocabulary;
use crate::model::{
    Aggregation, ArticleId, ClaimId, Count, Figure, Measure, PartialDate, VictimStatus,
};

pub mod counter;
pub mod earlier;
pub mod headline;
pub mod misdated;
mod pace;
pub mod slip;
pub mod sourcing;
pub mod stale;
pub mod sum;
#[cfg(test)]
mod tests;

vocabulary! {
    /// What an editor must look at.
    pub enum Flag, "flag" {
        /// A figure of all so far is smaller than the one before: somebody corrected himself, or the scope is another.
        CumulativeFalls => "cumulative_falls",
        /// A figure of all so far begins anew.
        CounterRestarts => "counter_restarts",
        /// Incremental figures do not add up to the step of the cumulative ones.
        SumDiffers => "sum_differs",
        /// It was printed when a newer figure of the claimant was already public.
        Stale => "stale",
        /// A digit was probably added, dropped or transposed.
        KeyboardSlip => "keyboard_slip",
        /// It probably belongs to another day.
        Misdated => "misdated",
        /// The title of the article gives another number or counts other people.
        HeadlineDisagrees => "headline_disagrees",
        /// Stated, printed or relayed by somebody whom the event does not know otherwise.
        UnknownSource => "unknown_source",
        /// One channel alone carries it.
        SingleSource => "single_source",
        /// No words are kept with it.
        NoQuote => "no_quote",
        /// Its source corrected it to more than a newer figure of all so far that had been said by then.
        CorrectionExceeds => "correction_exceeds",
    }
}

impl Flag {
    /// What it means, in a sentence without its end.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::CumulativeFalls => "a cumulative figure is smaller than the one before it",
            Self::CounterRestarts => "a cumulative figure begins anew",
            Self::CorrectionExceeds => {
                "its source corrected it to more than a newer figure that had been said by then"
            }
            Self::SumDiffers => {
                "incremental figures do not add up to the step of the cumulative ones"
            }
            Self::Stale => "printed when a newer figure of the claimant was already public",
            Self::KeyboardSlip => {
                "a digit was probably added, dropped or transposed when it was typed"
            }
            Self::Misdated => "it probably belongs to another day",
            Self::HeadlineDisagrees => "the title of the article says something else",
            Self::UnknownSource => {
                "somebody of whom nothing but a name is recorded, and who appears in the event only here"
            }
            Self::SingleSource => "one publisher or relay alone carries it",
            Self::NoQuote => "no words are kept with it",
        }
    }

    /// Whether it is true of so many figures that it is only counted unless it is asked for.
    pub const fn is_quiet(self) -> bool {
        matches!(self, Self::SingleSource | Self::NoQuote)
    }
}

/// Which flags are raised; the others are counted where they are quiet, and else left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted(Vec<Flag>);

impl Wanted {
    /// These.
    pub fn only(flags: impl IntoIterator<Item = Flag>) -> Self {
        Self(flags.into_iter().collect())
    }

    /// All of them.
    pub fn all() -> Self {
        Self(Flag::ALL.to_vec())
    }

    /// Whether this one is raised.
    pub fn includes(&self, flag: Flag) -> bool {
        self.0.contains(&flag)
    }
}

/// All that are not quiet.
impl Default for Wanted {
    fn default() -> Self {
        Self::only(Flag::ALL.iter().copied().filter(|flag| !flag.is_quiet()))
    }
}

/// One figure of a series, as the rules see it. They never look at what tells it from the others: `I` is its claim, or
/// the entry of its version where only the index is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point<I = ClaimId> {
    /// The claim, or whatever else leads to it.
    pub claim: I,
    /// When it was said.
    pub stated_on: PartialDate,
    /// The time that it covers, where that was said.
    pub occurred: Option<PartialDate>,
    /// How many.
    pub figure: Figure,
    /// As [`super::Said::published_at`].
    pub published_at: Option<PartialDate>,
    /// Where it was printed first, as far as dates are known.
    pub printed: Option<Printed>,
}

impl<I> Point<I> {
    /// The number that the figure states first: best, else low, else high.
    pub fn number(&self) -> Option<Count> {
        super::leading(&self.figure)
    }

    /// The same, as an earlier version of its claim had it.
    fn in_version(self, version: &Version) -> Self {
        Self {
            stated_on: version.stated_on,
            occurred: version.occurred,
            figure: version.figure,
            ..self
        }
    }

    /// As the steps see it. Its words are left out: no flag rests on how a word is read.
    fn said<'f>(&'f self, former: &'f [Former]) -> Said<'f> {
        Said {
            figure: &self.figure,
            wording: None,
            stated_on: &self.stated_on,
            occurred: self.occurred.as_ref(),
            published_at: self.published_at.as_ref(),
            former,
        }
    }
}

/// Where and when a figure was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed {
    /// The article.
    pub article: ArticleId,
    /// The day on it.
    pub on: PartialDate,
}

/// Something to look at in one figure, with what it rests on besides that figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding<I = ClaimId> {
    /// [`Flag::CumulativeFalls`]
    CumulativeFalls {
        /// The figure before.
        from: Point<I>,
    },
    /// [`Flag::CumulativeFalls`], of a total that was said late.
    FallsLater {
        /// The smaller figure, up to a later day.
        later: Point<I>,
    },
    /// [`Flag::CounterRestarts`]
    CounterRestarts {
        /// The figure before.
        from: Point<I>,
    },
    /// [`Flag::CorrectionExceeds`]
    CorrectionExceeds {
        /// The smaller figure, which is newer.
        newer: Point<I>,
        /// When the source corrected the greater one.
        on: PartialDate,
    },
    /// [`Flag::SumDiffers`]
    SumDiffers(sum::Mismatch<I>),
    /// [`Flag::Stale`]
    Stale {
        /// The newer figure.
        newer: Point<I>,
        /// Where the newer figure was public.
        public: Printed,
        /// Where the older one was printed after that.
        late: Printed,
    },
    /// [`Flag::KeyboardSlip`]
    KeyboardSlip {
        /// What the hand may have done.
        slips: Vec<slip::Slip>,
        /// Every number that one slip would have turned into this one and that would fit: one of them was probably
        /// meant.
        meant: Vec<Count>,
        /// The figures around it: the one before, and the one after where there is one.
        around: Vec<Point<I>>,
        /// Whether it is a fall as it stands.
        is_fall: bool,
    },
    /// [`Flag::Misdated`]
    Misdated(misdated::Misdated<I>),
    /// [`Flag::HeadlineDisagrees`]
    HeadlineDisagrees {
        /// The article.
        article: ArticleId,
        /// What its title says.
        says: Figure,
        /// The people whom the title counts, where only these are others.
        counts: Option<VictimStatus>,
    },
    /// [`Flag::UnknownSource`]
    UnknownSource {
        /// Their handles, and what each does here.
        sources: Vec<(String, sourcing::Role)>,
    },
    /// [`Flag::SingleSource`]
    SingleSource {
        /// The handle of the one who carries it.
        channel: String,
        /// The articles that have it from there.
        articles: Vec<ArticleId>,
    },
    /// [`Flag::NoQuote`]
    NoQuote {
        /// The articles that are cited without words.
        articles: Vec<ArticleId>,
    },
}

impl<I: Copy> Finding<I> {
    /// Which flag it raises.
    pub const fn flag(&self) -> Flag {
        match self {
            Self::CumulativeFalls { .. } | Self::FallsLater { .. } => Flag::CumulativeFalls,
            Self::CounterRestarts { .. } => Flag::CounterRestarts,
            Self::CorrectionExceeds { .. } => Flag::CorrectionExceeds,
            Self::SumDiffers(_) => Flag::SumDiffers,
            Self::Stale { .. } => Flag::Stale,
            Self::KeyboardSlip { .. } => Flag::KeyboardSlip,
            Self::Misdated(_) => Flag::Misdated,
            Self::HeadlineDisagrees { .. } => Flag::HeadlineDisagrees,
            Self::UnknownSource { .. } => Flag::UnknownSource,
            Self::SingleSource { .. } => Flag::SingleSource,
            Self::NoQuote { .. } => Flag::NoQuote,
        }
    }

    /// The claims that it rests on besides the flagged one, in the order of the sentence.
    pub fn claims(&self) -> Vec<I> {
        match self {
            Self::CumulativeFalls { from } | Self::CounterRestarts { from } => vec![from.claim],
            Self::FallsLater { later } => vec![later.claim],
            Self::CorrectionExceeds { newer, .. } => vec![newer.claim],
            Self::SumDiffers(mismatch) => mismatch.claims(),
            Self::Stale { newer, .. } => vec![newer.claim],
            Self::KeyboardSlip { around, .. } => around.iter().map(|point| point.claim).collect(),
            Self::Misdated(misdated) => misdated.claims(),
            Self::HeadlineDisagrees { .. }
            | Self::UnknownSource { .. }
            | Self::SingleSource { .. }
            | Self::NoQuote { .. } => Vec::new(),
        }
    }

    /// The articles that it rests on.
    pub fn articles(&self) -> Vec<ArticleId> {
        match self {
            Self::Stale { public, late, .. } => vec![late.article, public.article],
            Self::Misdated(misdated) => misdated.article().into_iter().collect(),
            Self::HeadlineDisagrees { article, .. } => vec![*article],
            Self::SingleSource { articles, .. } | Self::NoQuote { articles } => articles.clone(),
            Self::CumulativeFalls { .. }
            | Self::FallsLater { .. }
            | Self::CounterRestarts { .. }
            | Self::CorrectionExceeds { .. }
            | Self::SumDiffers(_)
            | Self::KeyboardSlip { .. }
            | Self::UnknownSource { .. } => Vec::new(),
        }
    }
}

/// What stood of the figures that their source corrected, by their places; those that it never corrected are absent.
pub type Corrected<'f> = BTreeMap<usize, &'f [Former]>;

/// Those of figures in order, each with what stood of it.
pub fn corrected_of<'f>(formers: impl IntoIterator<Item = &'f [Former]>) -> Corrected<'f> {
    let formers = formers.into_iter().enumerate();
    formers.filter(|(_, former)| !former.is_empty()).collect()
}

/// What the figures of one series say about one another: a list for each, in the order given.
pub fn in_series<I: Copy>(
    points: &[Point<I>],
    corrected: &Corrected<'_>,
    measure: Measure,
    aggregation: Aggregation,
) -> Vec<Vec<Finding<I>>> {
    let mut findings: Vec<Vec<_>> = points.iter().map(|_| Vec::new()).collect();
    let mut found = by_figures(points, corrected, measure, aggregation);
    if aggregation != Aggregation::Incremental {
        found.extend(stale::stale(points));
    }
    let printed = misdated::printed_before(points).into_iter();
    found.extend(printed.map(|(index, misdated)| (index, Finding::Misdated(misdated))));
    for (index, finding) in found {
        if let Some(list) = findings.get_mut(index) {
            list.push(finding);
        }
    }
    findings
}

/// What of that the figures alone say, whenever they were printed: each finding with the place of its figure, in no
/// order. Of figures that are not cumulative nothing can be said by themselves, and of what may go down without anybody
/// taking anything back ([`Measure::may_fall`]) only that a digit slipped.
pub fn by_figures<I: Copy>(
    points: &[Point<I>],
    corrected: &Corrected<'_>,
    measure: Measure,
    aggregation: Aggregation,
) -> Vec<(usize, Finding<I>)> {
    if aggregation != Aggregation::Cumulative {
        return Vec::new();
    }
    let greater = if measure.may_fall() {
        Vec::new()
    } else {
        earlier::greater(points, corrected)
    };
    // What was said of a day after the figures of later days is no neighbour to judge them by.
    let is_left_out = |at: usize| {
        let place = greater.binary_search_by_key(&at, |(place, _)| *place);
        let found = place.ok().and_then(|place| greater.get(place));
        found.is_some_and(|(_, greater)| greater.is_corrected())
    };
    let (mut slips, misdated) = lined(points, is_left_out, |line| {
        let slips = slip::slips(line);
        let misdated = if measure.may_fall() {
            Vec::new()
        } else {
            misdated::out_of_place(line, &slips)
        };
        (slips, misdated)
    });
    let mut found = Vec::new();
    if !measure.may_fall() {
        found = counter::falls(points, corrected, &mut slips);
    }
    found.extend(earlier::findings(points, &greater));
    let misdated = misdated.into_iter();
    found.extend(misdated.map(|(index, misdated)| (index, Finding::Misdated(misdated))));
    found.extend(slips);
    found
}

/// Findings on some figures, each with its place.
type Placed<T> = Vec<(usize, T)>;

/// Looks at figures by those that count since one day, in the order of the days that they count to, where that is known of
/// any: a late figure for an earlier day is no slip of the keyboard. What is found is in the order of the figures.
fn lined<I: Copy, S, M>(
    points: &[Point<I>],
    is_left_out: impl Fn(usize) -> bool,
    look: impl Fn(&[Point<I>]) -> (Placed<S>, Placed<M>),
) -> (Placed<S>, Placed<M>) {
    let is_whole = !(0..points.len()).any(&is_left_out);
    if is_whole && points.iter().all(|point| point.occurred.is_none()) {
        return look(points);
    }
    let mut lines: BTreeMap<Option<NaiveDate>, Vec<usize>> = BTreeMap::new();
    for (at, point) in points.iter().enumerate() {
        let start = point.occurred.and_then(|covered| covered.begins_on());
        if !is_left_out(at) {
            lines.entry(start).or_default().push(at);
        }
    }
    // Since when the others count is not known: they may go on with the only ones of which it is.
    if lines.len() == 2
        && let Some(unknown) = lines.remove(&None)
    {
        for line in lines.values_mut() {
            line.extend(&unknown);
            line.sort_unstable();
        }
    }
    let (mut ones, mut others) = (Vec::new(), Vec::new());
    for line in lines.values_mut() {
        let end = |at: &usize| {
            let point = points.get(*at)?;
            let until = Until::of(point.occurred.as_ref(), &point.stated_on);
            until.earliest().or(point.stated_on.earliest())
        };
        line.sort_by_key(end);
        let along: Vec<Point<I>> = line
            .iter()
            .filter_map(|at| points.get(*at))
            .copied()
            .collect();
        let (found, beside) = look(&along);
        let place = |at: usize| line.get(at).copied().unwrap_or(at);
        ones.extend(found.into_iter().map(|(at, one)| (place(at), one)));
        others.extend(beside.into_iter().map(|(at, other)| (place(at), other)));
    }
    ones.sort_by_key(|(at, _)| *at);
    others.sort_by_key(|(at, _)| *at);
    (ones, others)
}

//! Figures: how many people, as an interval with a best value and the word that qualified it.

use std::fmt;

use super::vocabulary::vocabulary;
use super::{Count, ModelError};

vocabulary! {
    /// What happened to the people counted. Casualties are killed and injured together, when the text gives one
    /// number for both; killed is never read as casualties.
    pub enum Measure, "measure" {
        /// Dead, bodies found included.
        Killed => "killed",
        /// Wounded.
        Injured => "injured",
        /// Unaccounted for.
        Missing => "missing",
        /// Prisoners of war and hostages.
        Captured => "captured",
        /// Driven from home.
        Displaced => "displaced",
        /// Arrested or held otherwise than as prisoners of war.
        Detained => "detained",
        /// Killed and injured in one number.
        Casualties => "casualties",
    }
}

impl Measure {
    /// Whether their number may go down without anybody taking anything back: the missing are found, prisoners and
    /// detainees are released, the displaced return. Nobody who was killed or hurt ceases to be.
    pub const fn may_fall(self) -> bool {
        match self {
            Self::Missing | Self::Captured | Self::Displaced | Self::Detained => true,
            Self::Killed | Self::Injured | Self::Casualties => false,
        }
    }
}

vocabulary! {
    /// How the number was qualified where it was said or printed.
    pub enum Qualifier, "qualifier" {
        /// “105”: low = best = high.
        Exact => "exact",
        /// “about 50”: a best value; bounds only where they were stated.
        About => "about",
        /// “at least 49”: a low bound.
        AtLeast => "at_least",
        /// “more than 200”: the low bound is 201.
        MoreThan => "more_than",
        /// “up to 30”: a high bound.
        UpTo => "up_to",
        /// “fewer than 10”: the high bound is 9.
        FewerThan => "fewer_than",
        /// “30 to 40”: both bounds.
        Range => "range",
        /// “dozens”: a word for a size, no number.
        Vague => "vague",
        /// “a number of”: that there were some, no size.
        Unstated => "unstated",
    }
}

/// A number of people as it was stated: an interval [low, high] whose missing ends are open, a best value, and the
/// qualifier. Missing is not zero.
///
/// The table of shapes (— is always absent, ○ may be given):
///
/// | qualifier | low | best | high |
/// |---|---|---|---|
/// | exact | n | n | n |
/// | about | ○ | n | ○ |
/// | at_least, more_than | n | ○ | — |
/// | up_to, fewer_than | — | ○ | n |
/// | range | n | ○ | n |
/// | vague, unstated | — | — | — |
///
/// Codebooks of the field record three numbers (UCDP GED: low, best, high); a range with a best value is that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Figure {
    low: Option<Count>,
    best: Option<Count>,
    high: Option<Count>,
    qualifier: Qualifier,
}

impl Figure {
    /// A figure of the shape that `qualifier` asks for, its numbers in order.
    ///
    /// # Errors
    /// A number too many or too few for the qualifier, or numbers out of order.
    pub fn new(
        low: Option<Count>,
        best: Option<Count>,
        high: Option<Count>,
        qualifier: Qualifier,
    ) -> Result<Self, ModelError> {
        use Qualifier as Q;
        let ordered = [low, best, high].into_iter().flatten().is_sorted();
        if !ordered {
            let shown =
                |count: Option<Count>| count.map_or_else(|| "none".to_owned(), |c| c.to_string());
            return Err(ModelError::new(format!(
                "the figure low {}, best {}, high {} is out of order",
                shown(low),
                shown(best),
                shown(high)
            ))
            .with_hint("low is at most best, and best is at most high"));
        }
        let fits = match qualifier {
            Q::Exact => low.is_some() && low == best && best == high,
            Q::About => best.is_some(),
            Q::AtLeast | Q::MoreThan => low.is_some() && high.is_none(),
            Q::UpTo | Q::FewerThan => low.is_none() && high.is_some(),
            Q::Range => low.is_some() && high.is_some(),
            Q::Vague | Q::Unstated => low.is_none() && best.is_none() && high.is_none(),
        };
        if !fits {
            let needs = match qualifier {
                Q::Exact => "one number: low, best and high are the same",
                Q::About => "a best value",
                Q::AtLeast | Q::MoreThan => "a low bound and no high one",
                Q::UpTo | Q::FewerThan => "a high bound and no low one",
                Q::Range => "a low and a high bound",
                Q::Vague | Q::Unstated => "no number at all",
            };
            return Err(ModelError::new(format!(
                "the figure does not fit its qualifier “{qualifier}”"
            ))
            .with_hint(format!("“{qualifier}” takes {needs}")));
        }
        Ok(Self {
            low,
            best,
            high,
            qualifier,
        })
    }

    /// Exactly `count`.
    pub const fn exact(count: Count) -> Self {
        Self {
            low: Some(count),
            best: Some(count),
            high: Some(count),
            qualifier: Qualifier::Exact,
        }
    }

    /// Guesses the qualifier that three numbers without a word ask for: all equal is exact, and so on.
    ///
    /// # Errors
    /// No number at all, or numbers out of order.
    pub fn from_bounds(
        low: Option<Count>,
        best: Option<Count>,
        high: Option<Count>,
    ) -> Result<Self, ModelError> {
        let qualifier = match (low, best, high) {
            (None, None, None) => {
                return Err(
                    ModelError::new("a figure without a number needs a qualifier").with_hint(
                        "say --qualifier vague (“dozens”) or --qualifier unstated (“a number of”)",
                    ),
                );
            }
            (Some(l), b, Some(h)) if l == h && b.is_none_or(|b| b == l) => {
                return Ok(Self::exact(l));
            }
            (Some(_), _, Some(_)) => Qualifier::Range,
            (Some(_), _, None) => Qualifier::AtLeast,
            (None, _, Some(_)) => Qualifier::UpTo,
            (None, Some(_), None) => {
                return Err(
                    ModelError::new("a best value alone does not say how sure it is").with_hint(
                        "say --qualifier exact or --qualifier about, or give --low and --high too",
                    ),
                );
            }
        };
        Self::new(low, best, high, qualifier)
    }

    /// The low bound; none is open.
    pub const fn low(&self) -> Option<Count> {
        self.low
    }

    /// The best value; none where none was stated.
    pub const fn best(&self) -> Option<Count> {
        self.best
    }

    /// The high bound; none is open.
    pub const fn high(&self) -> Option<Count> {
        self.high
    }

    /// The qualifier.
    pub const fn qualifier(&self) -> Qualifier {
        self.qualifier
    }

    /// Whether no number was stated.
    pub const fn is_numberless(&self) -> bool {
        self.low.is_none() && self.best.is_none() && self.high.is_none()
    }

    /// The numbers as they would be printed: “more than 200” prints 200 though its low bound is 201.
    pub fn printed_numbers(&self) -> Vec<Count> {
        let numbers = match self.qualifier {
            Qualifier::Exact => [self.best, None, None],
            Qualifier::MoreThan => [self.low.and_then(Count::minus_one), self.best, None],
            Qualifier::FewerThan => [None, self.best, self.high.and_then(Count::plus_one)],
            _ => [self.low, self.best, self.high],
        };
        numbers.into_iter().flatten().collect()
    }
}

/// In plain English: `105`, `about 50`, `at least 49`, `30–40`, `vague`.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |count: Option<Count>| count.map(|c| c.to_string()).unwrap_or_default();
        let printed = self.printed_numbers();
        let first = shown(printed.first().copied());
        let mut text = match self.qualifier {
            Qualifier::Exact => first,
            Qualifier::About => format!("about {}", shown(self.best)),
            Qualifier::AtLeast => format!("at least {first}"),
            Qualifier::MoreThan => format!("more than {first}"),
            Qualifier::UpTo => format!("up to {}", shown(self.high)),
            Qualifier::FewerThan => format!("fewer than {}", shown(printed.last().copied())),
            Qualifier::Range => format!("{first}–{}", shown(self.high)),
            Qualifier::Vague | Qualifier::Unstated => self.qualifier.to_string(),
        };
        match self.qualifier {
            Qualifier::About if self.low.is_some() || self.high.is_some() => {
                let end =
                    |count: Option<Count>| count.map_or_else(|| "…".to_owned(), |c| c.to_string());
                text.push_str(&format!(" ({}–{})", end(self.low), end(self.high)));
            }
            Qualifier::Exact | Qualifier::About => {}
            _ => {
                if let Some(best) = self.best {
                    text.push_str(&format!(" (best {best})"));
                }
            }
        }
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(number: u64) -> Option<Count> {
        Some(Count::try_from(number).unwrap())
    }

    #[test]
    fn each_qualifier_has_one_shape() {
        use Qualifier as Q;
        let good = [
            (count(5), count(5), count(5), Q::Exact),
            (None, count(50), None, Q::About),
            (count(45), count(50), count(55), Q::About),
            (count(49), None, None, Q::AtLeast),
            (count(201), None, None, Q::MoreThan),
            (None, None, count(30), Q::UpTo),
            (count(30), None, count(40), Q::Range),
            (count(30), count(33), count(40), Q::Range),
            (None, None, None, Q::Vague),
        ];
        for (low, best, high, qualifier) in good {
            assert!(
                Figure::new(low, best, high, qualifier).is_ok(),
                "{qualifier}"
            );
        }
        let bad = [
            (None, count(5), None, Q::Exact),
            (count(5), count(6), count(6), Q::Exact),
            (None, None, None, Q::About),
            (count(49), None, count(60), Q::AtLeast),
            (count(1), None, count(30), Q::UpTo),
            (count(40), None, count(30), Q::Range),
            (count(24), None, None, Q::Vague),
        ];
        for (low, best, high, qualifier) in bad {
            assert!(
                Figure::new(low, best, high, qualifier).is_err(),
                "{qualifier}"
            );
        }
    }

    #[test]
    fn a_figure_is_shown_as_it_would_be_said() {
        let figure = |low, best, high, qualifier| {
            Figure::new(low, best, high, qualifier).unwrap().to_string()
        };
        use Qualifier as Q;
        assert_eq!(figure(count(201), None, None, Q::MoreThan), "more than 200");
        assert_eq!(figure(None, None, count(9), Q::FewerThan), "fewer than 10");
        assert_eq!(
            figure(count(30), count(33), count(40), Q::Range),
            "30–40 (best 33)"
        );
        assert_eq!(
            figure(count(45), count(50), count(55), Q::About),
            "about 50 (45–55)"
        );
        assert_eq!(figure(None, None, None, Q::Vague), "vague");
    }

    #[test]
    fn words_are_read_as_people_write_them() {
        assert_eq!("At least".parse::<Qualifier>().unwrap(), Qualifier::AtLeast);
        let error = "wounded".parse::<Measure>().unwrap_err();
        assert!(error.hint().unwrap().contains("injured"));
    }
}

//! Why a text is not a figure, and what to write instead.

use thiserror::Error;

use crate::model::Count;

/// Why a text is not a figure. The message names the value as it was typed; [`FigureError::hint`] says what to write.
///
/// The texts are as they were typed: escape them before they reach a terminal, as every text from outside.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FigureError {
    /// Nothing, or only white space.
    #[error("the figure is empty")]
    Empty,
    /// Neither a number nor a known word.
    #[error("“{text}” is not a figure")]
    NotAFigure {
        /// As typed.
        text: String,
    },
    /// Longer than any figure.
    #[error("“{text}” is too long for a figure")]
    TooLong {
        /// Its beginning.
        text: String,
    },
    /// Words beside the number that are no qualifier.
    #[error("the figure “{text}” has words that are no part of it: “{leftover}”")]
    Leftover {
        /// As typed.
        text: String,
        /// The words.
        leftover: String,
    },
    /// `50?`
    #[error("the figure “{text}” has a question mark, which does not say how unsure it is")]
    Doubted {
        /// As typed.
        text: String,
        /// The number before the mark.
        number: String,
    },
    /// A number that can be read in two ways.
    #[error("“{number}” can be read in more than one way")]
    Ambiguous {
        /// As typed.
        number: String,
        /// The whole numbers that it may stand for.
        readings: Vec<u64>,
    },
    /// `2-3 thousand`.
    #[error("“{text}” does not say whether both numbers are in thousands")]
    HalfScaled {
        /// As typed.
        text: String,
    },
    /// A number below zero.
    #[error("“{text}” is negative; a number of people is not")]
    Negative {
        /// As typed.
        text: String,
    },
    /// A decimal, a fraction or a percentage.
    #[error("“{number}” is not a whole number")]
    NotWhole {
        /// As typed.
        number: String,
    },
    /// A date, an ordinal, a name, a number with an exponent.
    #[error("“{number}” is not a number of people")]
    Label {
        /// As typed.
        number: String,
    },
    /// Above 2^53−1.
    #[error("“{number}” is too large for a number of people")]
    TooLarge {
        /// As typed.
        number: String,
    },
    /// Digits of two scripts in one number.
    #[error("“{number}” mixes digits of two scripts")]
    MixedScripts {
        /// As typed.
        number: String,
    },
    /// A range from high to low.
    #[error("the range {low}–{high} is reversed")]
    Reversed {
        /// The number that stands first.
        low: Count,
        /// The number that stands second.
        high: Count,
    },
    /// Fewer than none.
    #[error("“{text}”: there is no number below zero")]
    FewerThanNone {
        /// As typed.
        text: String,
    },
    /// Several numbers that are no range.
    #[error("“{text}” holds several numbers: “{numbers}”")]
    Several {
        /// As typed.
        text: String,
        /// From the first to the last.
        numbers: String,
    },
    /// The model refused what was read.
    #[error("“{text}” is not a figure: {reason}")]
    Refused {
        /// As typed.
        text: String,
        /// In the model's words.
        reason: String,
    },
}

impl FigureError {
    /// What to write instead.
    pub fn hint(&self) -> String {
        match self {
            Self::Empty | Self::NotAFigure { .. } | Self::Refused { .. } => {
                "write 105, “about 50”, “at least 49”, “more than 200”, “up to 30”, 30-40, “dozens” or “a number of”"
                    .to_owned()
            }
            Self::Leftover { .. } | Self::TooLong { .. } => {
                "write only the number and its qualifier; who they are goes into --victims, the words as printed into \
                 --wording"
                    .to_owned()
            }
            Self::Doubted { number, .. } => {
                format!("write “about {number}”, “at least {number}” or “up to {number}”, or give --low and --high")
            }
            Self::Ambiguous { number, readings } => match readings.as_slice() {
                [one] => format!(
                    "write {one} or {} if that is meant; a number of people is whole",
                    grouped(*one)
                ),
                [] => "write it in digits without separators".to_owned(),
                many => {
                    let shown: Vec<_> = many.iter().map(u64::to_string).collect();
                    format!("write {} instead of {number}", shown.join(" or "))
                }
            },
            Self::HalfScaled { .. } => "write both numbers out: 2000-3000".to_owned(),
            Self::Negative { .. } => {
                "write the number without a sign; a correction downwards is a new revision (`claimlog amend`)".to_owned()
            }
            Self::NotWhole { .. } => "a number of people is a whole number; “about 4” and 3-4 are figures too".to_owned(),
            Self::Label { .. } => "write it in plain digits: 1000000000, 1,200, 30-40".to_owned(),
            Self::TooLarge { .. } => format!("the largest number kept is {} (2^53−1)", Count::MAX),
            Self::MixedScripts { .. } => "write all digits of a number in one script: 105 or ١٠٥".to_owned(),
            Self::Reversed { low, high } => format!("write the lower number first: {high}-{low}"),
            Self::FewerThanNone { .. } => "write 0 or “none” when nobody is meant".to_owned(),
            Self::Several { .. } => {
                "give one figure; a range is 30-40, “30 to 40” or “between 30 and 40”".to_owned()
            }
        }
    }
}

/// With commas between groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

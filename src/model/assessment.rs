//! Assessments: how the desk rates a claim, why, and on what that rests.
//!
//! An assessment is the desk's own judgement and never a claim: no report counts it among what was said. It is versioned
//! like everything else, so that a rating that changed still shows what it was and why.

use super::vocabulary::vocabulary;
use super::{Citation, ClaimId, Label, ModelError, PartialDate, Prose};

vocabulary! {
    /// The grades that are there without naming a scale, after those by which Airwars grades reports of civilian harm
    /// (its published “Methodology Note & Standards for Assessment”), worded for any claim.
    pub enum Grade, "grade" {
        /// Whoever would be responsible has accepted it, or the desk has shown it beyond doubt.
        Confirmed => "confirmed",
        /// Reported by two or more credible sources that do not depend on one another.
        Fair => "fair",
        /// Reported by one source alone, however credible.
        Weak => "weak",
        /// Credible sources state what cannot both be so.
        Contested => "contested",
        /// Shown not to be so, or not to be about this.
        Discounted => "discounted",
    }
}

/// A rating on the grades that are there, or on a scale of the desk's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rating {
    /// One of the grades.
    Grade(Grade),
    /// A step of a scale that the desk names.
    Own {
        /// The scale: “Admiralty credibility”.
        scale: Label,
        /// The step: “2”.
        step: Label,
    },
}

impl Rating {
    /// The scale’s name; none for the grades that are there.
    pub const fn scale(&self) -> Option<&Label> {
        match self {
            Self::Grade(_) => None,
            Self::Own { scale, .. } => Some(scale),
        }
    }

    /// The grade or step as one word.
    pub fn step(&self) -> &str {
        match self {
            Self::Grade(grade) => grade.name(),
            Self::Own { step, .. } => step.as_str(),
        }
    }

    /// The rating that a scale and a step name.
    ///
    /// # Errors
    /// A step that is no grade, where no scale is named.
    pub fn new(scale: Option<Label>, step: &str) -> Result<Self, ModelError> {
        match scale {
            Some(scale) => Ok(Self::Own {
                scale,
                step: step.parse()?,
            }),
            None => step.parse().map(Self::Grade).map_err(|error: ModelError| {
                let grades = Grade::ALL
                    .iter()
                    .map(|grade| grade.name())
                    .collect::<Vec<_>>()
                    .join(", ");
                ModelError::new(error.to_string()).with_hint(format!(
                    "one of: {grades}; or name a scale of your own with --scale"
                ))
            }),
        }
    }
}

/// What an assessment rests on. Both lists may be empty: a rating may rest on there being nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Words in articles and their copies.
    pub citations: Vec<Citation>,
    /// Other claims.
    pub claims: Vec<ClaimId>,
}

/// A rating of one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The claim that is rated.
    pub claim: ClaimId,
    /// The day on which the desk came to it; not the day on which it was logged.
    pub assessed_on: PartialDate,
    /// The rating.
    pub rating: Rating,
    /// A word of the desk’s own beside the rating.
    pub label: Option<Prose>,
    /// Why.
    pub rationale: Prose,
    /// What it rests on.
    pub evidence: Evidence,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_without_a_scale_is_one_of_the_grades() {
        let fair = Rating::new(None, "Fair").unwrap();
        assert_eq!(fair, Rating::Grade(Grade::Fair));
        assert_eq!((fair.scale(), fair.step()), (None, "fair"));
        let error = Rating::new(None, "B2").unwrap_err();
        assert!(
            error.hint().unwrap().contains("confirmed, fair, weak"),
            "{error}"
        );
        assert!(error.hint().unwrap().contains("--scale"));
        let own = Rating::new(Some("Admiralty".parse().unwrap()), "B2").unwrap();
        assert_eq!(
            (own.scale().unwrap().as_str(), own.step()),
            ("Admiralty", "B2")
        );
        assert!(Rating::new(Some("Admiralty".parse().unwrap()), " ").is_err());
    }
}

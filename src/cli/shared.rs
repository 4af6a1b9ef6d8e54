//! Arguments that several commands share.

use clap::{Args, ValueEnum};

use crate::model::{Cause, Language};
use crate::record::Why;

use super::error::CliError;

/// `--json`.
#[derive(Debug, Clone, Copy, Args)]
pub struct Json {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `--dry-run`.
#[derive(Debug, Clone, Copy, Args)]
pub struct DryRun {
    /// Check everything and say what would be recorded, but write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Why a description is edited.
#[derive(Debug, Clone, Args)]
pub struct EditWhy {
    /// Why it changes
    #[arg(long, value_name = "CAUSE", default_value = "desk_correction", value_parser = later_cause)]
    pub cause: Cause,
    /// The reason, in a few words
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

impl From<EditWhy> for Why {
    fn from(why: EditWhy) -> Self {
        Self {
            grounds: why.cause.into(),
            reason: why.reason,
        }
    }
}

/// A cause that a person may give for a later version.
pub fn later_cause(text: &str) -> Result<Cause, String> {
    let causes = [
        Cause::SourceRevised,
        Cause::Reattributed,
        Cause::Rescoped,
        Cause::LateDiscovery,
        Cause::DeskCorrection,
    ];
    let named = text
        .parse::<Cause>()
        .ok()
        .filter(|cause| causes.contains(cause));
    named.ok_or_else(|| {
        let names: Vec<_> = causes.iter().map(|cause| cause.name()).collect();
        format!("one of: {}", names.join(", "))
    })
}

/// A name that may begin with its language: `ar:وزارة الدفاع`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedName {
    /// The name.
    pub name: String,
    /// Its language, when it was said.
    pub language: Option<Language>,
}

impl std::str::FromStr for TaggedName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (language, name) = match text.split_once(':') {
            Some(("", name)) => (None, name),
            Some((tag, name)) => match tag.parse() {
                Ok(language) => (Some(language), name),
                Err(_) => (None, text),
            },
            None => (None, text),
        };
        let name = name.trim();
        if name.is_empty() {
            return Err("the name is empty".to_owned());
        }
        if let Some(control) = name.chars().find(|c| c.is_control()) {
            return Err(format!(
                "the name holds the control character U+{:04X}",
                u32::from(control)
            ));
        }
        Ok(Self {
            name: name.to_owned(),
            language,
        })
    }
}

/// A value that replaces, a value that is cleared, or neither.
pub fn replaced<T>(current: Option<T>, given: Option<T>, is_cleared: bool) -> Option<T> {
    match (given, is_cleared) {
        (Some(given), _) => Some(given),
        (None, true) => None,
        (None, false) => current,
    }
}

/// Refuses a field that is both given and cleared.
pub fn not_both(name: &str, is_given: bool, is_cleared: bool) -> Result<(), CliError> {
    if is_given && is_cleared {
        return Err(CliError::usage(
            format!("--{name} is given and cleared at once"),
            format!("leave out either --{name} or --clear {name}"),
        ));
    }
    Ok(())
}

/// What an edit makes of a field: the value that is given; none where the field is among those cleared; else what it was.
///
/// # Errors
/// Given and cleared at once.
pub fn edited<T, F: ValueEnum + PartialEq>(
    current: Option<T>,
    given: Option<T>,
    cleared: &[F],
    field: F,
) -> Result<Option<T>, CliError> {
    let is_cleared = cleared.contains(&field);
    if let Some(name) = field.to_possible_value() {
        not_both(name.get_name(), given.is_some(), is_cleared)?;
    }
    Ok(replaced(current, given, is_cleared))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_begin_with_its_language() {
        let tagged: TaggedName = "ar:وزارة الدفاع".parse().unwrap();
        assert_eq!(tagged.language.unwrap().as_str(), "ar");
        assert_eq!(tagged.name, "وزارة الدفاع");
        let plain: TaggedName = "Reuters: World".parse().unwrap();
        assert_eq!(
            (plain.language, plain.name.as_str()),
            (None, "Reuters: World")
        );
        let colon: TaggedName = ":ar:x".parse().unwrap();
        assert_eq!(colon.name, "ar:x");
        assert!("ar:".parse::<TaggedName>().is_err());
    }
}

//! Sources: whoever publishes, relays, states or is accused.

use super::vocabulary::vocabulary;
use super::{Country, Handle, Label, Language, ModelError, Prose};

vocabulary! {
    /// What a source is.
    pub enum SourceKind, "kind of source" {
        /// A newspaper, broadcaster or site.
        Outlet => "outlet",
        /// A news agency.
        Agency => "agency",
        /// A ministry, government, army, court or office-holder.
        Official => "official",
        /// A state as such.
        State => "state",
        /// An armed group that is no state's army.
        ArmedGroup => "armed_group",
        /// A non-governmental organisation.
        Ngo => "ngo",
        /// An organisation of states, a party, a company.
        Organisation => "organisation",
        /// A named person speaking for nobody else.
        Person => "person",
        /// Somebody who saw it.
        Witness => "witness",
        /// An account on a social network.
        SocialAccount => "social_account",
    }
}

vocabulary! {
    /// How reliable the desk holds a source to be: the letter of the Admiralty code (NATO AJP-2.1, A to F).
    pub enum Reliability, "reliability" {
        /// Completely reliable.
        A => "a",
        /// Usually reliable.
        B => "b",
        /// Fairly reliable.
        C => "c",
        /// Not usually reliable.
        D => "d",
        /// Unreliable.
        E => "e",
        /// Reliability cannot be judged.
        F => "f",
    }
}

impl Reliability {
    /// The letter as it is shown, in upper case.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
            Self::F => "F",
        }
    }
}

/// One name of a source, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceName {
    /// The name as it is written there.
    pub name: Prose,
    /// The language it is written in, where that was said.
    pub language: Option<Language>,
}

/// Whoever publishes, relays, states or is accused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name for typing.
    pub handle: Handle,
    /// The name to show, then the aliases; never empty.
    names: Vec<SourceName>,
    /// What it is.
    pub kind: SourceKind,
    /// Its country.
    pub country: Option<Country>,
    /// The side it speaks for.
    pub side: Option<Label>,
    /// How reliable the desk holds it to be.
    pub reliability: Option<Reliability>,
    /// The desk's note.
    pub note: Option<Prose>,
}

impl Source {
    /// A source with its names, the first of which is shown.
    ///
    /// # Errors
    /// No name.
    pub fn new(
        handle: Handle,
        names: Vec<SourceName>,
        kind: SourceKind,
    ) -> Result<Self, ModelError> {
        if names.is_empty() {
            return Err(ModelError::new(format!(
                "the source “{handle}” has no name"
            )));
        }
        Ok(Self {
            handle,
            names,
            kind,
            country: None,
            side: None,
            reliability: None,
            note: None,
        })
    }

    /// The name to show, then the aliases.
    pub fn names(&self) -> &[SourceName] {
        &self.names
    }

    /// The name to show.
    pub fn name(&self) -> &Prose {
        // Invariant: `new` and `rename` refuse an empty list.
        &self.names[0].name
    }

    /// Replaces the names.
    ///
    /// # Errors
    /// No name.
    pub fn rename(&mut self, names: Vec<SourceName>) -> Result<(), ModelError> {
        if names.is_empty() {
            return Err(ModelError::new(format!(
                "the source “{}” would be left without a name",
                self.handle
            )));
        }
        self.names = names;
        Ok(())
    }
}

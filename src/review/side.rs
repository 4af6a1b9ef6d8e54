//! The side of the victims, where the words that name them name it.
//!
//! Enter: a figure, its event with its sides, the names of sources. Leaves: one of the event's sides. Only a name that
//! stands there whole is followed: that of the side itself, or that of a state which is of that side. Two
//! sides in one row of words are none.

use super::Parties;
use crate::extract::FigureProposal;
use crate::model::{Event, Label};

/// The event's side that the victims belong to: the one that the language pack reads, else the one whose name stands among
/// the words for the victims (“49 Belmar soldiers”).
pub fn side_of<'e>(
    figure: &FigureProposal,
    event: &'e Event,
    parties: &Parties,
) -> Option<&'e Label> {
    if let Some(side) = &figure.side {
        return event.side(&side.name);
    }
    let victims = figure.victims.as_ref()?.text();
    let mut named = event
        .sides
        .iter()
        .filter(|side| parties.names_side(victims, side));
    let first = named.next()?;
    named.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Extractor as _, Proposal, RuleExtractor};
    use crate::model::{Handle, Prose, Salt, SourceId};

    fn side(text: &str) -> Option<String> {
        let extraction = RuleExtractor
            .extract(text, Some(&"en".parse().unwrap()))
            .unwrap();
        let Some(Proposal::Figure(figure)) = extraction.proposals.first() else {
            panic!("{text}");
        };
        let event = Event {
            handle: "river".parse().unwrap(),
            title: Prose::new(Salt::from_bytes([0; 16]), "River"),
            start: None,
            end: None,
            place: None,
            sides: vec!["Belmar".parse().unwrap(), "Tavia".parse().unwrap()],
            note: None,
        };
        let mut parties = Parties::default();
        let handle: Handle = "tavia-army".parse().unwrap();
        let id = SourceId::new(std::num::NonZeroU32::MIN);
        parties.add(id, &handle, Some("Tavia"), ["Tavians"].into_iter());
        side_of(figure, &event, &parties).map(ToString::to_string)
    }

    #[test]
    fn a_side_is_followed_only_where_its_name_stands_whole() {
        for (text, of) in [
            ("49 Belmar soldiers were killed.", Some("Belmar")),
            ("12 Tavians were killed.", Some("Tavia")),
            ("49 Belmarian soldiers were killed.", None),
            ("49 anti-Belmar fighters were killed.", None),
            ("49 soldiers were killed in Belmar.", None),
        ] {
            assert_eq!(side(text).as_deref(), of, "{text}");
        }
    }
}

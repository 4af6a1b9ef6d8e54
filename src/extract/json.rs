//! Proposals as JSON, the shape of `claimlog propose --jsonl`. Offsets are bytes of the given text.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;

use super::proposal::{AccusationProposal, FigureProposal, Proposal, Reason, Slot};

/// `{"text", "start", "end"}`.
impl Serialize for Slot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let span = self.span();
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("text", self.text())?;
        map.serialize_entry("start", &span.start)?;
        map.serialize_entry("end", &span.end)?;
        map.end()
    }
}

/// `{"role", "rule", "text", "start", "end"}`.
impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let span = self.words.span();
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("role", self.role.name())?;
        map.serialize_entry("rule", &*self.rule)?;
        map.serialize_entry("text", self.words.text())?;
        map.serialize_entry("start", &span.start)?;
        map.serialize_entry("end", &span.end)?;
        map.end()
    }
}

/// A figure or an accusation as one object; `kind` tells which.
impl Serialize for Proposal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Figure(figure) => figure.serialize(serializer),
            Self::Accusation(accusation) => accusation.serialize(serializer),
        }
    }
}

impl Serialize for FigureProposal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let span = self.quote.span();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", "figure")?;
        map.serialize_entry("measure", self.measure.name())?;
        map.serialize_entry("low", &self.figure.low())?;
        map.serialize_entry("best", &self.figure.best())?;
        map.serialize_entry("high", &self.figure.high())?;
        map.serialize_entry("qualifier", self.figure.qualifier().name())?;
        map.serialize_entry("quote", self.quote.text())?;
        map.serialize_entry("start", &span.start)?;
        map.serialize_entry("end", &span.end)?;
        map.serialize_entry("number", &self.number)?;
        map.serialize_entry("victims", &self.victims)?;
        map.serialize_entry("side", &self.side.as_ref().map(|side| &*side.name))?;
        map.serialize_entry("status", self.status.name())?;
        map.serialize_entry("aggregation", self.aggregation.name())?;
        map.serialize_entry("modality", self.modality.name())?;
        map.serialize_entry("background", &self.background)?;
        map.serialize_entry("implicit", &self.implicit)?;
        map.serialize_entry("place", &self.place)?;
        map.serialize_entry("time", &self.time.as_ref().map(|time| &time.words))?;
        map.serialize_entry("days", &self.time.as_ref().and_then(|time| time.days))?;
        map.serialize_entry("claimant", &self.claimant)?;
        map.serialize_entry("via", &self.via.first())?;
        map.serialize_entry("relays", &self.via)?;
        map.serialize_entry("score", &self.score.fraction())?;
        map.serialize_entry("reasons", &self.reasons)?;
        map.end()
    }
}

impl Serialize for AccusationProposal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let span = self.quote.span();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", "accusation")?;
        map.serialize_entry("accuser", &self.accuser)?;
        map.serialize_entry("accused", &self.accused)?;
        map.serialize_entry("act", &self.act)?;
        map.serialize_entry("denial", &self.denial)?;
        map.serialize_entry("quote", self.quote.text())?;
        map.serialize_entry("start", &span.start)?;
        map.serialize_entry("end", &span.end)?;
        map.serialize_entry("score", &self.score.fraction())?;
        map.serialize_entry("reasons", &self.reasons)?;
        map.end()
    }
}

/// One line of `claimlog propose --jsonl`, without the line feed: `{"id": …, "proposals": […]}`. The id is given back
/// as it came, a string or a number.
///
/// # Errors
/// Never for what this room makes; the writer's own faults otherwise.
pub fn line(id: &Value, proposals: &[Proposal]) -> Result<String, serde_json::Error> {
    #[derive(Serialize)]
    struct Line<'a> {
        id: &'a Value,
        proposals: &'a [Proposal],
    }
    serde_json::to_string(&Line { id, proposals })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::proposal::Score;

    #[test]
    fn a_line_gives_the_id_back_and_absent_slots_as_null() {
        let text = "A blamed B";
        let slot = |span| Slot::of(text, span).unwrap();
        let proposal = Proposal::Accusation(AccusationProposal {
            accuser: Some(slot(0..1)),
            accused: Some(slot(9..10)),
            act: None,
            denial: false,
            quote: slot(0..10),
            score: Score::from_hundredths(80),
            reasons: Vec::new(),
        });
        assert_eq!(
            line(&Value::from(7), &[proposal]).unwrap(),
            r#"{"id":7,"proposals":[{"kind":"accusation","accuser":{"text":"A","start":0,"end":1},"accused":{"text":"B","start":9,"end":10},"act":null,"denial":false,"quote":"A blamed B","start":0,"end":10,"score":0.8,"reasons":[]}]}"#
        );
    }
}

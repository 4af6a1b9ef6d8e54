//! The extractor by rules: one pack, one text, every sentence in turn.

use std::sync::Arc;

use crate::model::Language;

use super::error::ExtractError;
use super::pack::Pack;
use super::proposal::Proposal;
use super::sentence::Sentence;
use super::split::sentence_end;
use super::{accuse, bind, figures, phrase, speech};

/// A language pack, ready to read texts.
#[derive(Debug, Clone)]
pub struct Rules {
    pack: Arc<Pack>,
}

impl Rules {
    /// Reads a pack from the text of its `rules.toml`; `origin` names it in errors.
    ///
    /// # Errors
    /// [`ExtractError::Pack`] with the first thing that is wrong.
    pub fn read(origin: &str, rules: &str) -> Result<Self, ExtractError> {
        Ok(Self {
            pack: Arc::new(Pack::read(origin, rules)?),
        })
    }

    /// The language's code.
    pub fn code(&self) -> &str {
        &self.pack.code
    }

    /// The language.
    pub fn language(&self) -> Option<Language> {
        self.pack.code.parse().ok()
    }

    /// The proposals of `text`, in its order.
    pub fn propose(&self, text: &str) -> Vec<Proposal> {
        let mut found = Vec::new();
        let mut s = Sentence::new(&self.pack, text);
        let mut quantities = Vec::new();
        let mut causes = Vec::new();
        let mut bound = Vec::new();
        let mut speeches = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let end = sentence_end(&self.pack, text, at, text.len());
            let mut from = at;
            while from < end {
                let stopped = s.read(from, end);
                phrase::quantities(&s, &mut quantities);
                bind::causes(&s, &quantities, &mut causes);
                bound.clear();
                if !causes.is_empty() {
                    bind::bind(&s, &quantities, &causes, &mut bound);
                }
                let accuses = accuse::is_worth_a_look(&s);
                if accuses || !bound.is_empty() {
                    speech::speeches(&s, &mut speeches);
                    if !bound.is_empty() {
                        figures::propose(&s, &quantities, &causes, &bound, &speeches, &mut found);
                    }
                }
                if accuses {
                    accuse::propose(&s, &speeches, &mut found);
                }
                from = stopped.max(from + 1);
                while !text.is_char_boundary(from) {
                    from += 1;
                }
            }
            at = end.max(at + 1);
        }
        found.sort_by_key(|proposal| proposal.quote().span().start);
        found
    }
}

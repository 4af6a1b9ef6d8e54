//! A second extractor, off by default: a language model behind an OpenAI-compatible endpoint. The only room that speaks
//! to a network.
//!
//! Enter: a text, an endpoint, a model's name. Leave: proposals of the same types as those of the rules. A model may
//! invent, so nothing that it says is taken on trust. Invariants: it returns quotes and never offsets; a quote that does
//! not stand in the text byte for byte is dropped; a figure whose numbers our own grammar does not read in its quote is
//! dropped; words of other slots that do not stand in the text are left out; all three are counted
//! ([`Dropped`](crate::extract::Dropped)). What happened to the people, and what has no words (a status, a modality), is the
//! model's word alone. What a text says to the model is data: whatever it makes the model answer is checked the same way.
//! Answers are kept by text, prompt and model (`cache`). The key is sent to the endpoint alone and written nowhere.

mod cache;
mod endpoint;
mod prompt;
mod reply;

use std::path::PathBuf;
use std::time::Duration;

use crate::extract::{ExtractError, Extraction, Extractor, Kept, Reading};
use crate::model::Language;

pub use endpoint::Patience;

/// The longest text that is sent, in bytes: more than any article, and less than what models take.
const LONGEST_TEXT: usize = 200_000;

/// Where the model is, and how it is asked.
#[derive(Clone)]
pub struct Settings {
    /// The address of the service, up to and without `/chat/completions`: `https://api.example.org/v1`.
    pub endpoint: String,
    /// The model's name there.
    pub model: String,
    /// The key, where the service asks for one.
    pub key: Option<String>,
    /// Where answers are kept; nowhere when none.
    pub cache: Option<PathBuf>,
    /// How long to wait and how often to ask again.
    pub patience: Patience,
}

/// The key is not shown.
impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("endpoint", &self.endpoint)
            .field("model", &self.model)
            .field("has_key", &self.key.is_some())
            .field("cache", &self.cache)
            .field("patience", &self.patience)
            .finish()
    }
}

/// A model that proposes.
#[derive(Debug)]
pub struct ModelExtractor {
    name: String,
    model: String,
    /// The rule of its proposals.
    rule: Kept,
    endpoint: endpoint::Endpoint,
    cache: Option<cache::Cache>,
}

impl ModelExtractor {
    /// Prepares to ask a model; nothing is sent yet.
    ///
    /// # Errors
    /// An address that is none, or that would send the key unencrypted to another machine.
    pub fn new(settings: Settings) -> Result<Self, ExtractError> {
        let name = format!("llm {}", settings.model);
        Ok(Self {
            endpoint: endpoint::Endpoint::new(&name, &settings)?,
            cache: settings.cache.map(cache::Cache::new),
            rule: Kept::forever(format!("llm/{}", settings.model)),
            model: settings.model,
            name,
        })
    }

    fn failed(&self, reason: impl Into<String>, hint: Option<&str>) -> ExtractError {
        ExtractError::Failed {
            extractor: self.name.clone(),
            reason: reason.into(),
            hint: hint.map(str::to_owned),
        }
    }

    /// What the model proposes of a text, checked.
    fn ask(&self, text: &str, language: Option<&Language>) -> Result<Extraction, ExtractError> {
        if text.len() > LONGEST_TEXT {
            let reason = format!(
                "the text has {} bytes; at most {LONGEST_TEXT} are sent",
                text.len()
            );
            return Err(self.failed(
                reason,
                Some("read it with --extractor rules, which has no such limit"),
            ));
        }
        if text.trim().is_empty() {
            return Ok(Extraction {
                language: language.cloned(),
                looks_like: None,
                others: Vec::new(),
                proposals: Vec::new(),
                dropped: crate::extract::Dropped::default(),
            });
        }
        let request = prompt::request(&self.model, text, language);
        let key = cache::key(&request);
        let known = self.cache.as_ref().and_then(|cache| cache.get(&key));
        // What was kept and cannot be read is asked for again.
        let known = known.and_then(|content| reply::read(&content).ok());
        let answer = match known {
            Some(answer) => answer,
            None => {
                let content = self.endpoint.ask(&request)?;
                let answer = reply::read(&content).map_err(|reason| {
                    self.failed(
                        format!("its answer has not the shape that was asked for: {reason}"),
                        Some("use a model and a service that keep to a JSON schema (response_format)"),
                    )
                })?;
                if let Some(cache) = &self.cache {
                    cache.put(&key, &content);
                }
                answer
            }
        };
        let (proposals, dropped) = reply::check(answer, text, self.rule);
        Ok(Extraction {
            language: language.cloned(),
            looks_like: None,
            others: Vec::new(),
            proposals,
            dropped,
        })
    }
}

impl Extractor for ModelExtractor {
    fn name(&self) -> &str {
        &self.name
    }

    /// The answer comes as a whole, and is as long as the longest answer that is read.
    fn open<'a>(
        &'a self,
        text: &'a str,
        language: Option<&'a Language>,
    ) -> Result<Box<dyn Reading + 'a>, ExtractError> {
        Ok(Box::new(self.ask(text, language)?))
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(120),
            retries: 3,
            pause: Duration::from_secs(1),
        }
    }
}

#[cfg(test)]
mod tests;

//! The flags that say how proposals are found: shared by `propose`, `review` and `ingest --propose`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::error::CliError;
use crate::extract::{ExtractError, Extraction, Extractor, RuleExtractor, Score};
use crate::llm::{ModelExtractor, Patience, Settings};
use crate::model::Language;
use crate::report::marked_text::MarkedText;
use crate::review::{Parties, Proposals, Subject};

/// How many seconds are waited for an answer when nothing is said.
const TIMEOUT: u64 = 120;

/// What proposes.
pub(super) type AnyExtractor = Box<dyn Extractor + Send + Sync>;

/// How proposals are found.
#[derive(Debug, Clone, Args)]
pub struct ExtractorArgs {
    /// The language of the text, BCP 47 [default: what the record or the page says, else what it looks like]
    #[arg(long, value_name = "TAG")]
    pub language: Option<Language>,
    /// Only proposals of at least this score, from 0 to 1: 0.9 is number, noun and verb side by side
    #[arg(long, value_name = "SCORE", value_parser = score)]
    pub min_score: Option<Score>,
    /// What proposes: the rules, offline, or a language model behind an endpoint (the text is sent there)
    #[arg(long, value_name = "KIND", value_enum, default_value_t = Kind::Rules)]
    pub extractor: Kind,
    /// With --extractor llm: the address of an OpenAI-compatible service; its key is read from CLAIMLOG_LLM_KEY alone
    #[arg(long, value_name = "URL", required_if_eq("extractor", "llm"))]
    pub endpoint: Option<String>,
    /// With --extractor llm: the model's name there
    #[arg(long, value_name = "NAME", required_if_eq("extractor", "llm"))]
    pub model: Option<String>,
    /// With --extractor llm: how many seconds to wait for an answer [default: 120]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: Option<u64>,
    /// With --extractor llm: ask again although the answer is kept [kept in $XDG_CACHE_HOME/claimlog, else ~/.cache/claimlog]
    #[arg(long)]
    pub no_cache: bool,
}

/// What proposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// The rules of the language packs: offline, the same every time.
    Rules,
    /// A language model.
    Llm,
}

/// A score as it is written in files: `0.85`.
pub(super) fn score(text: &str) -> Result<Score, String> {
    let wrong = || "a score is a number from 0 to 1 with at most two decimals: 0.85".to_owned();
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole)
        || !is_digits(decimals)
        || decimals.len() > 2
        || text == "."
        || text.is_empty()
    {
        return Err(wrong());
    }
    let hundredths = format!("{whole}{decimals:0<2}")
        .parse::<u8>()
        .map_err(|_| wrong())?;
    if hundredths > 100 {
        return Err(wrong());
    }
    Ok(Score::from_hundredths(hundredths))
}

/// By the rules, in the language that the text is said to be or looks like.
impl Default for ExtractorArgs {
    fn default() -> Self {
        Self {
            language: None,
            min_score: None,
            extractor: Kind::Rules,
            endpoint: None,
            model: None,
            timeout: None,
            no_cache: false,
        }
    }
}

impl ExtractorArgs {
    /// What the flags ask for.
    pub(super) fn extractor(&self) -> Result<AnyExtractor, CliError> {
        match self.extractor {
            Kind::Rules => {
                self.asks_no_model()?;
                Ok(Box::new(RuleExtractor))
            }
            Kind::Llm => self.model_extractor(),
        }
    }

    /// Refuses what is of a model where none is asked: nobody shall think that one was.
    fn asks_no_model(&self) -> Result<(), CliError> {
        let flags = [
            ("--endpoint", self.endpoint.is_some()),
            ("--model", self.model.is_some()),
            ("--timeout", self.timeout.is_some()),
            ("--no-cache", self.no_cache),
        ];
        match flags.iter().find(|(_, is_given)| *is_given) {
            None => Ok(()),
            Some((flag, _)) => Err(CliError::usage(
                format!("{flag} is of a language model, and the rules ask none"),
                "add --extractor llm, or leave it out",
            )),
        }
    }

    fn model_extractor(&self) -> Result<AnyExtractor, CliError> {
        let key = std::env::var("CLAIMLOG_LLM_KEY").ok();
        Ok(Box::new(ModelExtractor::new(Settings {
            // Invariant: clap asks for both with --extractor llm.
            endpoint: self.endpoint.clone().unwrap_or_default(),
            model: self.model.clone().unwrap_or_default(),
            key: key.filter(|key| !key.is_empty()),
            cache: if self.no_cache { None } else { cache_folder() },
            patience: Patience {
                timeout: Duration::from_secs(self.timeout.unwrap_or(TIMEOUT)),
                ..Patience::default()
            },
        })?))
    }

    /// The proposals of a text; `said` is the language that its record or page says.
    pub(super) fn propose(
        &self,
        extractor: &dyn Extractor,
        subject: Subject,
        text: String,
        said: Option<&Language>,
        parties: &Parties,
    ) -> Result<Proposals, CliError> {
        let extraction = match (self.language.as_ref(), said) {
            (Some(language), _) => extractor.extract(&text, Some(language))?,
            (None, Some(said)) => trusting(extractor, &text, said)?,
            (None, None) => extractor.extract(&text, None)?,
        };
        let mut proposals = Proposals::new(subject, text, extractor.name(), extraction, parties);
        if let Some(least) = self.min_score {
            let all = proposals.proposals.len();
            proposals
                .proposals
                .retain(|proposed| proposed.proposal.score() >= least);
            proposals.below = all - proposals.proposals.len();
        }
        Ok(proposals)
    }

    /// The proposals of a snapshot.
    pub(super) fn propose_of(
        &self,
        extractor: &dyn Extractor,
        marked: MarkedText,
        parties: &Parties,
    ) -> Result<Proposals, CliError> {
        let said = marked.article.language.clone();
        let subject = Subject::Snapshot {
            id: marked.id,
            article: Box::new(marked.article),
            head: marked.head,
        };
        self.propose(extractor, subject, marked.text, said.as_ref(), parties)
    }
}

/// Where answers of models are kept: the user's folder for what can be lost.
fn cache_folder() -> Option<PathBuf> {
    let folder = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    folder("XDG_CACHE_HOME")
        .or_else(|| folder("HOME").map(|home| home.join(".cache")))
        .or_else(|| folder("LOCALAPPDATA"))
        .map(|cache| cache.join("claimlog").join("llm"))
}

/// A page's word for its language is often its template's: one without a pack does not keep the text from being read
/// in the language that it looks like.
fn trusting(
    extractor: &dyn Extractor,
    text: &str,
    said: &Language,
) -> Result<Extraction, ExtractError> {
    match extractor.extract(text, Some(said)) {
        Err(error @ ExtractError::NoPack { .. }) => {
            extractor.extract(text, None).map_err(|_| error)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_from_nought_to_one() {
        for (text, hundredths) in [
            ("0", 0),
            ("1", 100),
            ("0.5", 50),
            ("0.85", 85),
            (".9", 90),
            ("1.00", 100),
        ] {
            assert_eq!(
                score(text),
                Ok(Score::from_hundredths(hundredths)),
                "{text}"
            );
        }
        for text in ["", ".", "85", "1.01", "-0.5", "0.855", "x", "0,5", "256"] {
            assert!(score(text).is_err(), "{text}");
        }
    }
}

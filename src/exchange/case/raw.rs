//! `case.toml` as it is written, and its way to typed values.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::Deserialize;
use toml::Spanned;

use super::{Case, CaseArticle, CaseCopy, inside};
use crate::exchange::{ExchangeError, Result, locator};
use crate::model::{Handle, Instant, Language, ModelError};
use crate::record::spec::{EventSpec, SourceSpec};

type Text = Spanned<String>;

#[derive(Deserialize)]
struct FormatOnly {
    format: Option<Spanned<i64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Everything {
    #[serde(rename = "format")]
    _format: i64,
    event: RawEvent,
    #[serde(default)]
    source: Vec<RawSource>,
    #[serde(default)]
    article: Vec<RawArticle>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEvent {
    handle: Text,
    title: Text,
    start: Option<Text>,
    end: Option<Text>,
    place: Option<Text>,
    #[serde(default)]
    sides: Vec<Text>,
    note: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSource {
    handle: Text,
    name: Text,
    kind: Text,
    country: Option<Text>,
    side: Option<Text>,
    reliability: Option<Text>,
    note: Option<Text>,
    #[serde(default)]
    aliases: Vec<RawName>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawName {
    name: Text,
    language: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawArticle {
    key: Text,
    url: Option<Text>,
    publisher: Option<Text>,
    title: Option<Text>,
    language: Option<Text>,
    published: Option<Text>,
    file: Option<Text>,
    retrieved: Option<Text>,
    charset: Option<Text>,
    snapshots: Option<Spanned<Vec<RawCopy>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCopy {
    file: Text,
    retrieved: Option<Text>,
    charset: Option<Text>,
}

/// A description that has the right keys.
pub(super) struct Description<'a> {
    file: &'a Path,
    text: &'a str,
    everything: Everything,
}

impl<'a> Description<'a> {
    pub(super) fn parse(file: &'a Path, text: &'a str) -> Result<Self> {
        let fault = |error: toml::de::Error| ExchangeError::Case {
            file: file.to_owned(),
            line: error.span().map(|span| line_at(text, &span)),
            message: error.message().trim_end().to_owned(),
            hint: None,
        };
        let format = toml::from_str::<FormatOnly>(text).map_err(fault)?.format;
        match format {
            Some(format) if *format.get_ref() != 1 => {
                return Err(ExchangeError::Case {
                    file: file.to_owned(),
                    line: Some(line_at(text, &format.span())),
                    message: format!("format {} is not known", format.get_ref()),
                    hint: Some(
                        "this claimlog reads format = 1; a later format needs a later claimlog"
                            .to_owned(),
                    ),
                });
            }
            Some(_) => {}
            None => {
                return Err(ExchangeError::Case {
                    file: file.to_owned(),
                    line: Some(1),
                    message: "the key `format` is missing".to_owned(),
                    hint: Some("begin the file with: format = 1".to_owned()),
                });
            }
        }
        let everything = toml::from_str(text).map_err(fault)?;
        Ok(Self {
            file,
            text,
            everything,
        })
    }

    pub(super) fn into_case(self, root: &Path) -> Result<Case> {
        let event = self.event()?;
        let mut handles = HashMap::new();
        let mut sources = Vec::with_capacity(self.everything.source.len());
        for raw in &self.everything.source {
            self.once(&mut handles, "the source", &raw.handle)?;
            sources.push((self.line(&raw.handle), self.source(raw)?));
        }
        let (mut keys, mut urls) = (HashMap::new(), HashMap::new());
        let mut files: HashMap<PathBuf, usize> = HashMap::new();
        let mut articles = Vec::with_capacity(self.everything.article.len());
        for raw in &self.everything.article {
            self.once(&mut keys, "the article", &raw.key)?;
            if let Some(url) = &raw.url {
                self.once(&mut urls, "the URL", url)?;
            }
            let article = self.article(raw, root)?;
            for copy in &article.copies {
                let line = copy.line;
                if let Some(first) = files.insert(copy.path.clone(), line) {
                    let message =
                        format!("the file “{}” is named on line {first} already", copy.named);
                    return Err(self.fault(line, message, None));
                }
            }
            articles.push(article);
        }
        let is_file = |key: &str| {
            let mut copies = articles.iter().flat_map(|article| &article.copies);
            copies.any(|copy| copy.named == key)
        };
        if let Some(article) = articles.iter().find(|article| is_file(&article.key)) {
            // A row of the sheet names an article by its key, or one copy of it by the file.
            let message = format!("the key “{}” is the name of a file too", article.key);
            return Err(self.fault(article.line, message, Some("choose another key")));
        }
        Ok(Case {
            file: self.file.to_owned(),
            event,
            sources,
            articles,
            claims: None,
        })
    }

    fn event(&self) -> Result<EventSpec> {
        let raw = &self.everything.event;
        Ok(EventSpec {
            handle: self.value(&raw.handle)?,
            title: self.words(&raw.title)?,
            start: self.optional(raw.start.as_ref())?,
            end: self.optional(raw.end.as_ref())?,
            place: self.optional(raw.place.as_ref())?,
            sides: raw
                .sides
                .iter()
                .map(|side| self.value(side))
                .collect::<Result<_>>()?,
            note: self.optional_words(raw.note.as_ref())?,
        })
    }

    fn source(&self, raw: &RawSource) -> Result<SourceSpec> {
        let mut names = vec![(self.words(&raw.name)?, None)];
        for alias in &raw.aliases {
            names.push((
                self.words(&alias.name)?,
                self.optional::<Language>(alias.language.as_ref())?,
            ));
        }
        Ok(SourceSpec {
            handle: self.value(&raw.handle)?,
            names,
            kind: self.value(&raw.kind)?,
            country: self.optional(raw.country.as_ref())?,
            side: self.optional(raw.side.as_ref())?,
            reliability: self.optional(raw.reliability.as_ref())?,
            note: self.optional_words(raw.note.as_ref())?,
        })
    }

    fn article(&self, raw: &RawArticle, root: &Path) -> Result<CaseArticle> {
        let line = self.line(&raw.key);
        let copies = match (&raw.file, &raw.snapshots) {
            (Some(file), None) => {
                vec![self.copy(root, file, raw.retrieved.as_ref(), raw.charset.as_ref())?]
            }
            (None, Some(snapshots)) => {
                if let Some(stray) = raw.retrieved.as_ref().or(raw.charset.as_ref()) {
                    let message = "this belongs to each of the snapshots".to_owned();
                    return Err(self.fault(self.line(stray), message, None));
                }
                if snapshots.get_ref().is_empty() {
                    let message = format!("the article “{}” has no snapshot", raw.key.get_ref());
                    return Err(self.fault(line, message, None));
                }
                let copies = snapshots.get_ref().iter().map(|copy| {
                    self.copy(
                        root,
                        &copy.file,
                        copy.retrieved.as_ref(),
                        copy.charset.as_ref(),
                    )
                });
                copies.collect::<Result<Vec<_>>>()?
            }
            (Some(file), Some(_)) => {
                let message = "an article has either `file` or `snapshots`".to_owned();
                return Err(self.fault(self.line(file), message, None));
            }
            (None, None) => {
                let message = format!("the article “{}” names no `file`", raw.key.get_ref());
                return Err(self.fault(line, message, None));
            }
        };
        let url = raw.url.as_ref().map(|url| {
            locator::canonical_url(url.get_ref())
                .map_err(|error| self.fault(self.line(url), error.to_string(), None))
        });
        let publisher = self.optional::<Handle>(raw.publisher.as_ref())?;
        let publisher = publisher.zip(raw.publisher.as_ref());
        Ok(CaseArticle {
            key: self.words(&raw.key)?,
            line,
            url: url.transpose()?,
            publisher: publisher.map(|(handle, raw)| (self.line(raw), handle)),
            title: self.optional_words(raw.title.as_ref())?,
            language: self.optional(raw.language.as_ref())?,
            published_at: self.optional(raw.published.as_ref())?,
            copies,
        })
    }

    fn copy(
        &self,
        root: &Path,
        file: &Text,
        retrieved: Option<&Text>,
        charset: Option<&Text>,
    ) -> Result<CaseCopy> {
        let line = self.line(file);
        let named = file.get_ref().clone();
        let path = inside::stay_inside(root, &named).map_err(|why| match why.refusal() {
            Some(why) => ExchangeError::Outside {
                file: self.file.to_owned(),
                line,
                named: named.clone(),
                why,
            },
            None => self.fault(line, format!("the file “{named}” {why}"), None),
        })?;
        if let Some(day) = retrieved.filter(|text| text.get_ref().len() <= 10) {
            let message = format!("“{}” is not the instant of a capture", day.get_ref());
            let hint = "write day and time, like 2022-09-13T18:10:00Z, or leave it out";
            return Err(self.fault(self.line(day), message, Some(hint)));
        }
        Ok(CaseCopy {
            named,
            line,
            path,
            retrieved_at: self.optional::<Instant>(retrieved)?,
            charset: self.optional_words(charset)?,
        })
    }

    /// Refuses what was there before.
    fn once(&self, seen: &mut HashMap<String, usize>, what: &str, text: &Text) -> Result<()> {
        let line = self.line(text);
        match seen.insert(text.get_ref().clone(), line) {
            None => Ok(()),
            Some(first) => {
                let message = format!("{what} “{}” is on line {first} already", text.get_ref());
                Err(self.fault(line, message, None))
            }
        }
    }

    fn value<T: FromStr<Err = ModelError>>(&self, text: &Text) -> Result<T> {
        text.get_ref()
            .parse()
            .map_err(|error: T::Err| self.fault(self.line(text), error.to_string(), error.hint()))
    }

    fn optional<T: FromStr<Err = ModelError>>(&self, text: Option<&Text>) -> Result<Option<T>> {
        text.map(|text| self.value(text)).transpose()
    }

    fn words(&self, text: &Text) -> Result<String> {
        let words = text.get_ref().trim();
        if words.is_empty() {
            return Err(self.fault(self.line(text), "this is empty".to_owned(), None));
        }
        Ok(words.to_owned())
    }

    fn optional_words(&self, text: Option<&Text>) -> Result<Option<String>> {
        text.map(|text| self.words(text)).transpose()
    }

    fn line(&self, text: &Text) -> usize {
        line_at(self.text, &text.span())
    }

    fn fault(&self, line: usize, message: String, hint: Option<&str>) -> ExchangeError {
        ExchangeError::Case {
            file: self.file.to_owned(),
            line: Some(line),
            message,
            hint: hint.map(str::to_owned),
        }
    }
}

fn line_at(text: &str, span: &Range<usize>) -> usize {
    let before = text.as_bytes().get(..span.start).unwrap_or_default();
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

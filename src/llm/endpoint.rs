//! One question to the service, and its answer's text; asked again where the service says that it is only busy.

use std::thread;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use ureq::Agent;
use ureq::http::StatusCode;
use ureq::tls::{RootCerts, TlsConfig};
use url::Url;

use super::Settings;
use crate::extract::ExtractError;

/// The longest answer that is read, in bytes.
const LONGEST_ANSWER: u64 = 16 * 1024 * 1024;

/// The longest pause that a service may ask for before it is asked again.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// How long to wait and how often to ask again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For one whole answer.
    pub timeout: Duration,
    /// How often a busy service is asked again.
    pub retries: u32,
    /// Before the first time; doubled each time, unless the service says how long (`Retry-After`).
    pub pause: Duration,
}

#[derive(Debug)]
pub(super) struct Endpoint {
    extractor: String,
    url: String,
    authorization: Option<Secret>,
    patience: Patience,
    agent: Agent,
}

/// A value that is not shown.
struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[secret]")
    }
}

/// What may be tried again, and after how long; or why not.
enum Miss {
    Busy {
        reason: String,
        wait: Option<Duration>,
    },
    Lost {
        reason: String,
        hint: Option<String>,
    },
}

impl Endpoint {
    pub(super) fn new(extractor: &str, settings: &Settings) -> Result<Self, ExtractError> {
        let failed = |reason: String, hint: &str| ExtractError::Failed {
            extractor: extractor.to_owned(),
            reason,
            hint: Some(hint.to_owned()),
        };
        let given = settings.endpoint.trim_end_matches('/');
        let example = "write the whole address up to the version: https://api.example.org/v1, http://localhost:11434/v1";
        let url = Url::parse(given)
            .ok()
            .filter(|url| ["http", "https"].contains(&url.scheme()) && url.has_host())
            .ok_or_else(|| {
                failed(
                    format!("“{given}” is not the address of a service"),
                    example,
                )
            })?;
        let is_here = match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        if settings.key.is_some() && url.scheme() == "http" && !is_here {
            return Err(failed(
                format!("{given} would send the key unencrypted"),
                "write https://, or unset the key for a service that needs none",
            ));
        }
        let url = if given.ends_with("/chat/completions") {
            given.to_owned()
        } else {
            format!("{given}/chat/completions")
        };
        let config = Agent::config_builder()
            .timeout_global(Some(settings.patience.timeout))
            // The certificates that the system trusts: a newsroom's own service has its own authority.
            .tls_config(
                TlsConfig::builder()
                    .root_certs(RootCerts::PlatformVerifier)
                    .build(),
            )
            .http_status_as_error(false)
            // An answer from elsewhere is not from the service that was named.
            .max_redirects(0)
            .user_agent(concat!("claimlog/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self {
            extractor: extractor.to_owned(),
            url,
            authorization: settings
                .key
                .as_ref()
                .map(|key| Secret(format!("Bearer {key}"))),
            patience: settings.patience,
            agent: config.into(),
        })
    }

    /// The text of the model's answer.
    pub(super) fn ask(&self, request: &Value) -> Result<String, ExtractError> {
        let body = request.to_string();
        let mut pause = self.patience.pause;
        let mut tries = 0;
        loop {
            let (reason, wait) = match self.once(&body) {
                Ok(content) => return Ok(content),
                Err(Miss::Lost { reason, hint }) => return Err(self.failed(reason, hint)),
                Err(Miss::Busy { reason, wait }) => (reason, wait),
            };
            if tries == self.patience.retries {
                let hint = "ask again later; answers that were given are kept".to_owned();
                return Err(
                    self.failed(format!("{reason}, {} times in all", tries + 1), Some(hint))
                );
            }
            tries += 1;
            thread::sleep(wait.unwrap_or(pause).min(LONGEST_PAUSE));
            pause = pause.saturating_mul(2);
        }
    }

    fn failed(&self, reason: String, hint: Option<String>) -> ExtractError {
        ExtractError::Failed {
            extractor: self.extractor.clone(),
            reason,
            hint,
        }
    }

    fn once(&self, body: &str) -> Result<String, Miss> {
        let mut request = self
            .agent
            .post(&self.url)
            .header("Content-Type", "application/json");
        if let Some(Secret(authorization)) = &self.authorization {
            request = request.header("Authorization", authorization);
        }
        let mut response = request.send(body).map_err(|error| self.unheard(&error))?;
        let status = response.status();
        let wait = response
            .headers()
            .get("retry-after")
            .and_then(|value| value.to_str().ok()?.trim().parse().ok())
            .map(Duration::from_secs);
        let answer = response
            .body_mut()
            .with_config()
            .limit(LONGEST_ANSWER)
            .read_to_string()
            .map_err(|error| self.unheard(&error))?;
        match status {
            StatusCode::OK => content(&answer),
            StatusCode::TOO_MANY_REQUESTS => Err(Miss::Busy {
                reason: "the service is asked too often (429)".to_owned(),
                wait,
            }),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(Miss::Lost {
                reason: format!("the service refuses the key ({})", status.as_u16()),
                hint: Some("set CLAIMLOG_LLM_KEY to a key of this service".to_owned()),
            }),
            StatusCode::NOT_FOUND => Err(Miss::Lost {
                reason: format!("there is no such service or model (404){}", said(&answer)),
                hint: Some(format!(
                    "check --endpoint and --model; {} was asked",
                    self.url
                )),
            }),
            status if status.is_server_error() => Err(Miss::Busy {
                reason: format!("the service failed ({}){}", status.as_u16(), said(&answer)),
                wait,
            }),
            status => Err(Miss::Lost {
                reason: format!("the service answered {}{}", status.as_u16(), said(&answer)),
                hint: None,
            }),
        }
    }

    fn unheard(&self, error: &ureq::Error) -> Miss {
        match error {
            ureq::Error::Timeout(_) => Miss::Lost {
                reason: format!(
                    "no answer within {} seconds",
                    self.patience.timeout.as_secs_f32()
                ),
                hint: Some("wait longer with --timeout SECONDS".to_owned()),
            },
            ureq::Error::BodyExceedsLimit(_) => Miss::Lost {
                reason: format!("the answer is longer than {LONGEST_ANSWER} bytes"),
                hint: None,
            },
            error if error.to_string().contains("certificate") => Miss::Lost {
                reason: format!("{} is not trusted: {error}", self.url),
                hint: Some(
                    "certificates are trusted as the system does; SSL_CERT_FILE names a file of others"
                        .to_owned(),
                ),
            },
            error => Miss::Lost {
                reason: format!("{} cannot be asked: {error}", self.url),
                hint: Some("check --endpoint, and that the service runs".to_owned()),
            },
        }
    }
}

#[derive(Deserialize)]
struct Answer {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Message,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    refusal: Option<String>,
}

/// The model's own words out of the service's answer.
fn content(answer: &str) -> Result<String, Miss> {
    let lost = |reason: String, hint: Option<&str>| Miss::Lost {
        reason,
        hint: hint.map(str::to_owned),
    };
    let answer: Answer = serde_json::from_str(answer).map_err(|error| {
        lost(
            format!("what answers is no OpenAI-compatible service: {error}"),
            Some("check --endpoint; it ends before /chat/completions"),
        )
    })?;
    let Some(choice) = answer.choices.into_iter().next() else {
        return Err(lost("the answer is empty".to_owned(), None));
    };
    if let Some(refusal) = choice.message.refusal {
        return Err(lost(
            format!("the model refuses: {}", beginning(&refusal)),
            None,
        ));
    }
    if choice.finish_reason.as_deref() == Some("length") {
        let hint = "give it a shorter text, or a model that answers at more length";
        return Err(lost(
            "the answer was cut off before its end".to_owned(),
            Some(hint),
        ));
    }
    choice
        .message
        .content
        .ok_or_else(|| lost("the answer is empty".to_owned(), None))
}

/// What a service says of its failure, where it says it as such services do.
fn said(answer: &str) -> String {
    #[derive(Deserialize)]
    struct Failure {
        error: Detail,
    }
    #[derive(Deserialize)]
    struct Detail {
        message: String,
    }
    match serde_json::from_str::<Failure>(answer) {
        Ok(failure) => format!(": {}", beginning(&failure.error.message)),
        Err(_) => String::new(),
    }
}

fn beginning(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

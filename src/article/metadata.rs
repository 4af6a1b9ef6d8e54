//! What a page says of itself: title, language, publisher, publication date, address.
//!
//! **In:** everything the [survey](super::survey) of a page came upon. **Out:** [`Metadata`],
//! each value with the place it was found in, and warnings about values that are unusable or that
//! contradict one another. Values are as the page states them, whitespace apart; nothing is made up.

use std::fmt;

use chrono::{DateTime, FixedOffset};
use url::Url;

use super::date::calendar_date;
use super::language::canonical_tag;
use super::survey::Survey;
use super::{Hints, Warning};

/// Where in a page a value was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Linked data of schema.org in a script.
    JsonLd,
    /// An Open Graph property (`og:`, `article:`).
    OpenGraph,
    /// Another `<meta>` element.
    Meta,
    /// A `<time>` element.
    Time,
    /// A microdata property (`itemprop`).
    Microdata,
    /// The `lang` attribute of `<html>` or `<body>`.
    HtmlLang,
    /// A heading, `<h1>`.
    Heading,
    /// The `<title>` element.
    Title,
    /// `<link rel="canonical">`.
    CanonicalLink,
    /// The first line of a plain text.
    FirstLine,
}

impl Place {
    /// A short name for tables and messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::JsonLd => "JSON-LD",
            Self::OpenGraph => "Open Graph",
            Self::Meta => "<meta>",
            Self::Time => "<time>",
            Self::Microdata => "itemprop",
            Self::HtmlLang => "<html lang>",
            Self::Heading => "<h1>",
            Self::Title => "<title>",
            Self::CanonicalLink => "<link rel=canonical>",
            Self::FirstLine => "the first line",
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A value and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The value.
    pub value: String,
    /// Where it was found.
    pub place: Place,
}

/// What a page says of itself. What it does not say is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline, without the site's name where the page gives it so.
    pub title: Option<Found>,
    /// The language, as a BCP 47 tag in canonical case.
    pub language: Option<Found>,
    /// The publisher's name.
    pub publisher: Option<Found>,
    /// The date of publication as printed, in the page's own offset: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    pub published_on: Option<Found>,
    /// The canonical address: absolute, `http` or `https`, without fragment.
    pub canonical_url: Option<Found>,
}

/// Longest title, publisher or other name that is believed, in characters.
const MAX_NAME: usize = 500;

/// Picks from what was found.
pub(super) fn metadata_of(survey: &Survey, hints: &Hints<'_>) -> (Metadata, Vec<Warning>) {
    let mut warnings = Vec::new();
    if survey.has_broken_json {
        warnings.push(Warning::BrokenJsonLd);
    }
    let metadata = Metadata {
        title: name_in(&survey.titles),
        language: first_usable(&survey.languages, "language", &mut warnings, canonical_tag),
        publisher: name_in(&survey.publishers),
        published_on: published_on(&survey.dates, &mut warnings),
        canonical_url: canonical_url(survey, hints, &mut warnings),
    };
    (metadata, warnings)
}

/// The first candidate that is a name: not empty, not endless.
fn name_in(candidates: &[Found]) -> Option<Found> {
    candidates
        .iter()
        .find(|found| !found.value.is_empty() && found.value.chars().count() <= MAX_NAME)
        .cloned()
}

/// The first candidate that `parse` accepts, with a warning for each one before it.
fn first_usable(
    candidates: &[Found],
    what: &'static str,
    warnings: &mut Vec<Warning>,
    parse: impl Fn(&str) -> Option<String>,
) -> Option<Found> {
    for found in candidates {
        if let Some(value) = parse(&found.value) {
            return Some(Found {
                value,
                place: found.place,
            });
        }
        let warning = Warning::Unusable {
            what,
            value: found.value.chars().take(100).collect(),
            place: found.place,
        };
        if !found.value.is_empty() && !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
    None
}

fn published_on(candidates: &[Found], warnings: &mut Vec<Warning>) -> Option<Found> {
    let used = first_usable(candidates, "publication date", warnings, |raw| {
        calendar_date(raw).map(|_| raw.to_owned())
    })?;
    let instant = |found: &Found| DateTime::parse_from_rfc3339(&found.value).ok();
    let moment = instant(&used);
    // The same moment in UTC and in the page's own offset: the latter is the day as printed.
    let local = moment
        .filter(|moment| moment.offset().local_minus_utc() == 0)
        .and_then(|moment| {
            let is_local = |other: DateTime<FixedOffset>| {
                other == moment && other.offset().local_minus_utc() != 0
            };
            candidates
                .iter()
                .find(|found| instant(found).is_some_and(is_local))
        });
    let used = local.cloned().unwrap_or(used);
    let day = calendar_date(&used.value)?;
    let other = candidates.iter().find_map(|found| {
        let value = calendar_date(&found.value)?;
        let is_same_moment = moment.is_some() && instant(found) == moment;
        let agrees = is_same_moment || value.starts_with(&day) || day.starts_with(&value);
        // A <time> may belong to a related article, so it proves no contradiction.
        (!agrees && found.place != Place::Time).then_some((value, found.place))
    });
    if let Some(other) = other {
        warnings.push(Warning::DatesDiffer {
            used: (day.clone(), used.place),
            other,
        });
    }
    Some(Found {
        value: day,
        place: used.place,
    })
}

fn canonical_url(survey: &Survey, hints: &Hints<'_>, warnings: &mut Vec<Warning>) -> Option<Found> {
    let retrieved = hints.url.and_then(|url| Url::parse(url).ok());
    let base = match (&survey.base, &retrieved) {
        (Some(base), Some(from)) => from.join(base).ok(),
        (Some(base), None) => Url::parse(base).ok(),
        (None, from) => from.clone(),
    };
    first_usable(&survey.addresses, "address", warnings, |raw| {
        let raw = raw.trim();
        let mut url = match (Url::parse(raw), &base) {
            (Ok(url), _) => url,
            (Err(_), Some(base)) => base.join(raw).ok()?,
            (Err(_), None) => return None,
        };
        let is_web = matches!(url.scheme(), "http" | "https")
            && url.host_str().is_some_and(|host| !host.is_empty());
        // A front page is no article's address: all articles of the site would become one.
        let is_front_page = matches!(url.path(), "" | "/") && url.query().is_none();
        if !is_web || is_front_page || !url.username().is_empty() || url.password().is_some() {
            return None;
        }
        url.set_fragment(None);
        Some(url.into())
    })
}

#[cfg(test)]
mod tests {
    use super::super::survey::survey_of;
    use super::*;

    fn read(page: &str) -> (Metadata, Vec<Warning>) {
        let document = dom_query::Document::from(page);
        metadata_of(&survey_of(&document), &Hints::default())
    }

    fn is(found: &Option<Found>, value: &str, place: Place) -> bool {
        found
            .as_ref()
            .is_some_and(|f| f.value == value && f.place == place)
    }

    const LINKED: &str = r##"<!doctype html><html lang="AR_sa"><head><title>عنوان | موقع</title>
        <meta property="og:title" content="عنوان | موقع"><meta property="og:site_name" content="موقع الأخبار">
        <meta property="article:published_time" content="2022-09-15T01:00:00+04:00">
        <link rel="canonical" href="https://example.org/a/1#top">
        <script type="application/ld+json">{"@context":"https://schema.org","@graph":[
          {"@type":"WebSite","name":"Site"},{"@type":"Organization","@id":"#org","name":"وكالة التجربة"},
          {"@type":["NewsArticle"],"headline":"عنوان","inLanguage":"ar","publisher":{"@id":"#org"},
           "datePublished":"2022-09-15T01:00:00+04:00"}]}</script></head><body><h1>عنوان</h1>"##;

    #[test]
    fn linked_data_goes_first() {
        let (metadata, warnings) = read(LINKED);
        assert!(is(&metadata.title, "عنوان", Place::JsonLd));
        assert!(is(&metadata.publisher, "وكالة التجربة", Place::JsonLd));
        assert!(is(&metadata.published_on, "2022-09-15", Place::JsonLd));
        assert!(is(&metadata.language, "ar", Place::JsonLd));
        assert!(is(
            &metadata.canonical_url,
            "https://example.org/a/1",
            Place::CanonicalLink
        ));
        assert_eq!(warnings, []);
    }

    #[test]
    fn without_linked_data_the_page_itself_speaks() {
        let page = LINKED.replace("ld+json", "ld+nothing");
        let (metadata, _) = read(&page);
        assert!(is(&metadata.title, "عنوان | موقع", Place::OpenGraph));
        assert!(is(&metadata.publisher, "موقع الأخبار", Place::OpenGraph));
        assert!(is(&metadata.published_on, "2022-09-15", Place::OpenGraph));
        assert!(is(&metadata.language, "ar-SA", Place::HtmlLang));
        let (metadata, _) = read(&page.replace("og:title", "x:title"));
        assert!(is(&metadata.title, "عنوان", Place::Heading));
    }

    #[test]
    fn broken_linked_data_is_told_and_passed_over() {
        let (metadata, warnings) = read(&LINKED.replace("\"@graph\":[", "\"@graph\":"));
        assert!(is(&metadata.published_on, "2022-09-15", Place::OpenGraph));
        assert_eq!(warnings, [Warning::BrokenJsonLd]);
    }

    #[test]
    fn a_line_end_within_a_string_of_linked_data_is_forgiven() {
        let (metadata, warnings) = read(
            "<script type=application/ld+json>{\"@type\":\"Report\",\"headline\":\"Two\nlines &amp; more\"}</script>",
        );
        assert!(is(&metadata.title, "Two lines & more", Place::JsonLd));
        assert_eq!(warnings, []);
    }

    #[test]
    fn dates_that_are_none_or_differ_are_told() {
        let (metadata, warnings) = read(
            r#"<meta name=pubdate content="2022-13-40"><meta itemprop=datePublished content="2022-09-14">
               <meta name=date content="2022-09-15"><body><time datetime="2001-01-01">x</time>"#,
        );
        assert!(is(&metadata.published_on, "2022-09-15", Place::Meta));
        assert_eq!(
            warnings,
            [
                Warning::Unusable {
                    what: "publication date",
                    value: "2022-13-40".to_owned(),
                    place: Place::Meta
                },
                Warning::DatesDiffer {
                    used: ("2022-09-15".to_owned(), Place::Meta),
                    other: ("2022-09-14".to_owned(), Place::Microdata)
                }
            ]
        );
    }

    #[test]
    fn of_one_moment_in_two_offsets_the_local_day_is_taken() {
        let (metadata, warnings) = read(
            "<meta property=article:published_time content=2022-09-14T21:00:00Z>\
             <meta name=pubdate content=2022-09-15T01:00:00+04:00>",
        );
        assert!(is(&metadata.published_on, "2022-09-15", Place::Meta));
        assert_eq!(warnings, []);
    }

    #[test]
    fn the_time_of_the_article_is_taken_and_not_that_of_a_related_one() {
        let (metadata, _) = read(
            "<nav><time datetime=2020-01-01>a</time></nav>\
             <article><time datetime=2022-09-15T10:00>b</time></article>",
        );
        assert!(is(&metadata.published_on, "2022-09-15", Place::Time));
        let (metadata, _) =
            read("<p><time datetime=2020-01-01>a</time><p><time datetime=2022-09-15>b</time>");
        assert_eq!(metadata.published_on, None);
    }

    #[test]
    fn an_address_that_names_no_article_is_refused() {
        for href in [
            "https://example.org/",
            "javascript:alert(1)",
            "a/b",
            "ftp://example.org/x",
        ] {
            let (metadata, warnings) = read(&format!("<link rel=canonical href='{href}'>"));
            assert_eq!(metadata.canonical_url, None, "{href}");
            assert_eq!(warnings.len(), 1, "{href}");
        }
        let document =
            dom_query::Document::from("<base href='/news/'><link rel=canonical href='b?x=1'>");
        let hints = Hints {
            url: Some("https://example.org/a"),
            ..Hints::default()
        };
        let (metadata, _) = metadata_of(&survey_of(&document), &hints);
        assert!(is(
            &metadata.canonical_url,
            "https://example.org/news/b?x=1",
            Place::CanonicalLink
        ));
    }
}

//! A web page: its metadata and its readable text, from one parse of it.
//!
//! **In:** the page as text. **Out:** [`Parts`]. The text is what the [search](super::search) for
//! the article finds, with the page's headline before it. Where it finds under [`TOO_LITTLE`]
//! characters, `dom_smoothie`, which goes by the same rules, relaxes them one by one; where that
//! finds nothing, or as little of a page that has three times as much, the text is that of the
//! whole body without menus, sidebars, footers and dialogs.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::headline::{differing_title, headline_of, take_out, with_headline};
use super::markup::flattened;
use super::metadata::{Metadata, metadata_of};
use super::prune::{is_furniture, is_hidden, prune};
use super::search::article_in;
use super::shape::shape_of;
use super::survey::survey_of;
use super::text::text_of;
use super::{Hints, Parts, ReadError, Warning, is_visible};

/// Readable text of fewer characters is compared with that of the whole page.
const TOO_LITTLE: usize = 500;

/// Where the head of a page is looked for when the page cannot be parsed whole, in bytes.
const HEAD: usize = 256 * 1024;

/// How the text of a page was made. Part of what is recorded, so change it with the rules.
const SEARCH: &str = "article 1";
const READABILITY: &str = "dom_smoothie 0.19";
const WHOLE_PAGE: &str = "whole page 1";
const FLATTENED: &str = "flattened page 1";

/// Reads a page.
pub(super) fn read_html(source: &str, hints: &Hints<'_>) -> Result<Parts, ReadError> {
    let shape = shape_of(source);
    if shape.is_hostile {
        return read_flattened(source, hints);
    }
    let document = Document::from(shape.slim.as_str());
    let survey = survey_of(&document);
    let (metadata, mut warnings) = metadata_of(&survey, hints);
    let headline = headline_of(&survey, &metadata);
    let printed = headline
        .as_ref()
        .map_or("", |headline| headline.text.as_str());
    let is_printed = headline
        .as_ref()
        .is_some_and(|headline| headline.heading.is_some());
    if is_printed && let Some(title) = differing_title(printed, &survey) {
        warnings.push(Warning::HeadlineDiffers {
            printed: printed.to_owned(),
            title: title.value.clone(),
        });
    }
    if let Some(headline) = &headline {
        take_out(&document, headline);
    }

    let (text, extractor) = if hints.whole_page || shape.is_heavy {
        if shape.is_heavy && !hints.whole_page {
            warnings.push(Warning::WholePage);
        }
        (whole_text(&document), WHOLE_PAGE)
    } else if let Some(found) = guarded(|| article_in(&document)).filter(|text| is_enough(text)) {
        (found, SEARCH)
    } else {
        let whole = whole_text(&document);
        let found = guarded(|| searched_again(document)).unwrap_or_default();
        if !is_enough(&found) && whole.chars().count() > found.chars().count().saturating_mul(3) {
            warnings.push(Warning::WholePage);
            (whole, WHOLE_PAGE)
        } else {
            (found, READABILITY)
        }
    };
    if !is_printed && !text.chars().any(is_visible) {
        return Err(ReadError::NoText);
    }
    Ok(Parts {
        text: with_headline(printed, &text),
        metadata,
        extractor: extractor.to_owned(),
        warnings,
    })
}

/// Whether a text is long enough to be the article.
fn is_enough(text: &str) -> bool {
    text.chars().nth(TOO_LITTLE - 1).is_some()
}

/// The article's text as the crate finds it, which tries several ways and takes the best.
fn searched_again(document: Document) -> Option<String> {
    prune(&document);
    let config = Config {
        disable_json_ld: true,
        ..Config::default()
    };
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    readability.parse().ok()?;
    found_text(&readability.doc)
}

/// Runs the search for an article. A panic in it (a fault of the library on some odd page) counts
/// as nothing found, so that the page is still read whole. Nothing that it touched is used after.
fn guarded(search: impl FnOnce() -> Option<String>) -> Option<String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(search))
        .ok()
        .flatten()
}

/// The text of the element that readability gathered the article in.
fn found_text(document: &Document) -> Option<String> {
    let article = document.select_single("#readability-page-1");
    article.nodes().first().map(|node| text_of(node, is_hidden))
}

/// The text of the whole body without its furniture; with it, where nothing else is there.
fn whole_text(document: &Document) -> String {
    let Some(body) = document.body() else {
        return text_of(&document.root(), is_hidden);
    };
    let text = text_of(&body, is_furniture);
    if text.chars().any(is_visible) {
        return text;
    }
    text_of(&body, is_hidden)
}

/// Reads a page that cannot be parsed as a tree: its text in order, and what its head says.
fn read_flattened(source: &str, hints: &Hints<'_>) -> Result<Parts, ReadError> {
    let end = source.find("<body").unwrap_or(source.len()).min(HEAD);
    let head = shape_of(super::beginning(source, end));
    let (metadata, mut warnings) = if head.is_hostile {
        (Metadata::default(), Vec::new())
    } else {
        metadata_of(&survey_of(&Document::from(head.slim.as_str())), hints)
    };
    warnings.push(Warning::Flattened);
    let document = Document::from(flattened(source).as_str());
    let text = text_of(&document.root(), |_| false);
    if !text.chars().any(is_visible) {
        return Err(ReadError::NoText);
    }
    let headline = metadata
        .title
        .as_ref()
        .map_or("", |title| title.value.as_str());
    Ok(Parts {
        text: with_headline(headline, &text),
        metadata,
        extractor: FLATTENED.to_owned(),
        warnings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "<p>The ministry of one side said on Tuesday that 49 of its soldiers were killed, and that \
        talks went on through the night, without result, near the lake.</p>";

    fn page(article: &str) -> String {
        format!(
            "<!doctype html><html><head><title>Toll at 49 | Paper</title></head><body>\
             <nav><a href=/>Home</a><a href=/w>World</a></nav><h1>Toll at 49</h1>\
             <article>{article}</article>\
             <aside class=related><a href=/x>Toll at 7 elsewhere</a></aside><footer>Imprint</footer></body></html>"
        )
    }

    fn read(source: &str) -> Parts {
        read_html(source, &Hints::default()).expect("the page has text")
    }

    #[test]
    fn an_article_is_taken_with_its_headline_and_without_its_surroundings() {
        let parts = read(&page(&BODY.repeat(5)));
        assert_eq!(parts.extractor, SEARCH);
        assert!(
            parts
                .text
                .starts_with("Toll at 49\n\nThe ministry of one side said"),
            "{}",
            parts.text
        );
        assert_eq!(parts.text.matches("Toll at 49").count(), 1);
        assert!(
            !parts.text.contains("Home")
                && !parts.text.contains("elsewhere")
                && !parts.text.contains("Imprint")
        );
        assert_eq!(parts.warnings, []);
    }

    #[test]
    fn a_second_heading_like_the_title_stays_in_the_text() {
        let article = format!(
            "{}<h2>Toll at 50 or 49</h2>{}",
            BODY.repeat(3),
            BODY.repeat(3)
        );
        assert!(
            read(&page(&article))
                .text
                .contains("\n\nToll at 50 or 49\n\n")
        );
    }

    #[test]
    fn a_byline_stays_in_the_text() {
        let article = format!(
            "<p class=byline>By the desk, via an agency</p>{}",
            BODY.repeat(5)
        );
        assert!(read(&page(&article)).text.contains("via an agency"));
    }

    #[test]
    fn a_headline_that_disagrees_is_told() {
        let source = page(&BODY.repeat(5)).replace("<h1>Toll at 49", "<h1>Toll at 105");
        let parts = read(&source);
        assert!(parts.text.starts_with("Toll at 105\n\n"));
        assert!(
            matches!(&parts.warnings[..], [Warning::HeadlineDiffers { .. }]),
            "{:?}",
            parts.warnings
        );
    }

    #[test]
    fn the_whole_page_is_read_where_there_is_no_article_or_when_asked() {
        let links = "<li><a href=/a>Five hurt in the north of the country today</a>".repeat(30);
        let parts = read(&format!(
            "<title>News</title><body><nav>menu</nav><ul>{links}</ul>"
        ));
        assert!(
            parts.text.contains("Five hurt in the north"),
            "{}",
            parts.text
        );
        let hints = Hints {
            whole_page: true,
            ..Hints::default()
        };
        let parts = read_html(
            &page(&format!(
                "<div class=sidebar>9 missing</div>{}",
                BODY.repeat(5)
            )),
            &hints,
        )
        .expect("the page has text");
        assert_eq!(parts.extractor, WHOLE_PAGE);
        assert!(parts.text.contains("9 missing") && !parts.text.contains("Imprint"));
    }

    #[test]
    fn a_page_of_scripts_has_no_text_and_one_of_a_headline_has() {
        let hints = Hints::default();
        let source = "<html><head><title>T</title></head><body><script>x()</script><noscript>Please</noscript></body>";
        assert!(matches!(read_html(source, &hints), Err(ReadError::NoText)));
        assert_eq!(
            read("<body><h1>Seven killed</h1></body>").text,
            "Seven killed"
        );
    }

    #[test]
    fn a_page_nested_too_deeply_is_flattened() {
        let source = format!(
            "<title>Deep</title><body>{}<p>49 &amp; more</p>{}",
            "<div>".repeat(100_000),
            "</div>".repeat(100_000)
        );
        let parts = read(&source);
        assert_eq!(parts.text, "Deep\n\n49 & more");
        assert_eq!(parts.extractor, FLATTENED);
        assert_eq!(parts.warnings, [Warning::Flattened]);
    }
}

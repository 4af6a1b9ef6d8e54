//! The headline that a reader of the page saw, which opens its text.

use dom_query::{Document, NodeId, NodeRef};

use super::date::ascii_digit;
use super::metadata::{Found, Metadata, Place};
use super::survey::Survey;

/// Longest heading that is taken for a headline, in characters. A heading that is longer is one
/// that the page forgot to close.
const MAX_HEADLINE: usize = 400;

/// The headline of a page, and the heading it is printed in, where it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Headline {
    pub text: String,
    pub heading: Option<NodeId>,
}

/// Finds the headline: the first-level heading that resembles the title in the metadata most; else
/// the only one, unless it is the site's name; else that title.
pub(super) fn headline_of(survey: &Survey, metadata: &Metadata) -> Option<Headline> {
    let title = metadata.title.as_ref().map(|found| found.value.as_str());
    let publisher = metadata
        .publisher
        .as_ref()
        .map_or("", |found| found.value.as_str());
    let headings: Vec<&(NodeId, String)> = survey
        .headings
        .iter()
        .filter(|(_, text)| {
            let is_site = text == publisher || title.is_some_and(|title| is_site_in(title, text));
            text.chars().count() <= MAX_HEADLINE && !is_site
        })
        .collect();
    let likest = title.and_then(|title| {
        let mut best: Option<(usize, &(NodeId, String))> = None;
        for heading in &headings {
            let score = likeness(&heading.1, title);
            if score >= 50 && best.is_none_or(|(other, _)| score > other) {
                best = Some((score, *heading));
            }
        }
        best.map(|(_, heading)| heading)
    });
    let only = match headings.as_slice() {
        [only] if title.is_none() || only.1.chars().count() >= 20 => Some(*only),
        _ => None,
    };
    match (likest.or(only), title) {
        (Some((id, text)), _) => Some(Headline {
            text: text.clone(),
            heading: Some(*id),
        }),
        (None, Some(title)) => Some(Headline {
            text: title.to_owned(),
            heading: None,
        }),
        (None, None) => None,
    }
}

/// What sets a site's name apart from the headline in a title.
const SEPARATORS: [&str; 6] = [" | ", " - ", " – ", " — ", " :: ", " » "];

/// The parts of a title: the headline and the names of site and section.
fn parts_of(title: &str) -> Vec<&str> {
    let mut parts = vec![title];
    for separator in SEPARATORS {
        parts = parts
            .iter()
            .flat_map(|part| part.split(separator))
            .collect();
    }
    parts
}

/// Whether a heading is a part of the title, but not its longest one, which is the headline.
fn is_site_in(title: &str, heading: &str) -> bool {
    let parts = parts_of(title);
    let longest = parts.iter().max_by_key(|part| part.chars().count());
    parts.contains(&heading) && longest.is_some_and(|longest| *longest != heading)
}

/// How alike a heading and a title are, in percent: words in common, of the words of both.
fn likeness(heading: &str, title: &str) -> usize {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(MAX_HEADLINE)
            .map(str::to_lowercase)
            .collect()
    };
    let of = |title: &str| -> usize {
        let (heading, title) = (words(heading), words(title));
        let common = heading.iter().filter(|word| title.contains(word)).count();
        (common * 200)
            .checked_div(heading.len() + title.len())
            .unwrap_or(0)
    };
    let best = parts_of(title).into_iter().map(of).max();
    best.unwrap_or(0).max(of(title))
}

/// The first title stated in the page's metadata that says something else than the headline
/// printed: other figures or, in linked data and Open Graph, other words. Site names do not count,
/// nor a `<title>` in other words, which many pages have for search engines.
pub(super) fn differing_title<'a>(printed: &str, survey: &'a Survey) -> Option<&'a Found> {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let figures = |text: &str| -> Vec<String> {
        let plain: String = text.chars().map(ascii_digit).collect();
        let mut figures: Vec<String> = plain
            .split(|c: char| !c.is_ascii_digit())
            .filter(|digits| !digits.is_empty())
            .map(str::to_owned)
            .collect();
        figures.sort_unstable();
        figures
    };
    let (printed_letters, printed_figures) = (letters(printed), figures(printed));
    survey.titles.iter().find(|found| {
        let (letters, figures) = (letters(&found.value), figures(&found.value));
        let same_words = letters.contains(&printed_letters) || printed_letters.contains(&letters);
        let other_figures =
            !figures.is_empty() && !printed_figures.is_empty() && figures != printed_figures;
        match found.place {
            Place::JsonLd | Place::OpenGraph => !same_words,
            Place::Meta | Place::Title => !same_words && other_figures,
            _ => false,
        }
    })
}

/// Takes the heading out of the tree, because the text opens with it already. All of its words
/// are in the headline, so none are lost.
pub(super) fn take_out(document: &Document, headline: &Headline) {
    if let Some(id) = headline.heading {
        NodeRef::new(id, &document.tree).remove_from_parent();
    }
}

/// The text with its headline as the first line, unless it begins with it.
pub(super) fn with_headline(headline: &str, text: &str) -> String {
    let first = text.lines().next().unwrap_or("");
    if headline.is_empty() || first == headline {
        return text.to_owned();
    }
    if text.is_empty() {
        return headline.to_owned();
    }
    format!("{headline}\n\n{text}")
}

#[cfg(test)]
mod tests {
    use super::super::survey::survey_of;
    use super::*;

    fn headline(page: &str, title: Option<&str>) -> Option<String> {
        let document = Document::from(page);
        let metadata = Metadata {
            title: title.map(|value| Found {
                value: value.to_owned(),
                place: Place::OpenGraph,
            }),
            ..Metadata::default()
        };
        headline_of(&survey_of(&document), &metadata).map(|headline| headline.text)
    }

    #[test]
    fn the_printed_heading_is_taken_before_the_title() {
        let page = "<h1>The Paper</h1><h1>At least 105 killed on the border</h1>";
        let title = Some("49 killed on the border | The Paper");
        assert_eq!(
            headline(page, title).as_deref(),
            Some("At least 105 killed on the border")
        );
        assert_eq!(headline("<h1>The Paper</h1>", title).as_deref(), title);
        assert_eq!(headline("<p>x", title).as_deref(), title);
        assert_eq!(headline("<h1>Alone</h1>", None).as_deref(), Some("Alone"));
        assert_eq!(headline("<p>x", None), None);
    }

    #[test]
    fn a_site_name_at_the_end_is_no_difference_and_a_figure_is() {
        let differs = |head: &str| {
            let survey = survey_of(&Document::from(head));
            differing_title("Toll rises to 105", &survey).is_some()
        };
        assert!(!differs("<title>Toll rises to 105 | The Paper 24</title>"));
        assert!(!differs("<title>The dead of the border, explained</title>"));
        assert!(differs("<title>Toll rises to 49 | The Paper</title>"));
        assert!(differs("<title>Toll rises to ٤٩</title>"));
        assert!(differs(
            "<meta property=og:title content='The dead of the border'>"
        ));
    }

    #[test]
    fn a_text_that_opens_with_its_headline_keeps_it_once() {
        assert_eq!(with_headline("A", "A\n\nb"), "A\n\nb");
        assert_eq!(with_headline("A", "Ab\n\nb"), "A\n\nAb\n\nb");
    }
}

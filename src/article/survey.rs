//! One walk over a page's tree that comes upon everything said about the article.
//!
//! **In:** the tree as parsed. **Out:** candidates for each part of the metadata in order of
//! trust, and the headings. Nothing is judged here but the order, and nothing is changed.

use dom_query::{Document, NodeId, NodeRef};

use super::json_ld::linked_article;
use super::metadata::{Found, Place};
use super::prune::is_hidden;

/// What a page's tree holds besides its text. Candidates are in order of trust.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub titles: Vec<Found>,
    pub languages: Vec<Found>,
    pub publishers: Vec<Found>,
    pub dates: Vec<Found>,
    pub addresses: Vec<Found>,
    /// The visible first-level headings, with their text, in order.
    pub headings: Vec<(NodeId, String)>,
    /// The address that relative ones resolve against, as `<base>` states it.
    pub base: Option<String>,
    /// Whether some linked data is not JSON.
    pub has_broken_json: bool,
}

/// Candidates by the place they were found in, before they are put in order.
#[derive(Default)]
struct Collected {
    linked_titles: Vec<Found>,
    open_titles: Vec<Found>,
    meta_titles: Vec<Found>,
    page_titles: Vec<Found>,
    linked_dates: Vec<Found>,
    open_dates: Vec<Found>,
    meta_dates: Vec<Found>,
    marked_dates: Vec<Found>,
    /// `<time>` within an article, and any.
    article_times: Vec<Found>,
    times: Vec<Found>,
    linked_languages: Vec<Found>,
    html_languages: Vec<Found>,
    open_languages: Vec<Found>,
    meta_languages: Vec<Found>,
    linked_publishers: Vec<Found>,
    open_publishers: Vec<Found>,
    meta_publishers: Vec<Found>,
    canonical: Vec<Found>,
    open_addresses: Vec<Found>,
    linked_addresses: Vec<Found>,
}

/// Walks over the tree once.
pub(super) fn survey_of(document: &Document) -> Survey {
    let mut survey = Survey::default();
    let mut found = Collected::default();
    // The depth within <article> or <main>, counted by where the walk leaves the outermost one.
    let mut article: Option<NodeId> = None;
    let mut hidden: Option<NodeId> = None;
    let root = document.root();
    let mut node = root;
    loop {
        let element = node.qual_name_ref().map(|name| name.local.clone());
        if let Some(name) = &element {
            visit(
                &node,
                name,
                article.is_some(),
                hidden.is_some(),
                &mut survey,
                &mut found,
            );
            if article.is_none() && matches!(name.as_ref(), "article" | "main") {
                article = Some(node.id);
            }
            if hidden.is_none() && is_hidden(&node) {
                hidden = Some(node.id);
            }
        }
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            if article == Some(node.id) {
                article = None;
            }
            if hidden == Some(node.id) {
                hidden = None;
            }
            if let Some(sibling) = node.next_sibling() {
                node = sibling;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return in_order(survey, found),
            }
        }
    }
}

fn in_order(mut survey: Survey, found: Collected) -> Survey {
    let headings = survey.headings.iter().map(|(_, text)| Found {
        value: text.clone(),
        place: Place::Heading,
    });
    survey.titles = [
        found.linked_titles,
        found.open_titles,
        headings.collect(),
        found.page_titles,
        found.meta_titles,
    ]
    .concat();
    survey.languages = [
        found.linked_languages,
        found.html_languages,
        found.open_languages,
        found.meta_languages,
    ]
    .concat();
    survey.publishers = [
        found.linked_publishers,
        found.open_publishers,
        found.meta_publishers,
    ]
    .concat();
    let times = match found.article_times.first() {
        Some(first) => vec![first.clone()],
        None if found
            .times
            .windows(2)
            .all(|pair| pair[0].value == pair[1].value) =>
        {
            found.times
        }
        None => Vec::new(),
    };
    survey.dates = [
        found.linked_dates,
        found.open_dates,
        found.meta_dates,
        found.marked_dates,
        times,
    ]
    .concat();
    survey.addresses = [
        found.canonical,
        found.open_addresses,
        found.linked_addresses,
    ]
    .concat();
    survey
}

fn visit(
    node: &NodeRef<'_>,
    name: &str,
    in_article: bool,
    in_hidden: bool,
    survey: &mut Survey,
    found: &mut Collected,
) {
    match name {
        "meta" => meta(node, found),
        "html" | "body" => {
            for attribute in ["lang", "xml:lang"] {
                push(
                    &mut found.html_languages,
                    node.attr(attribute).as_deref(),
                    Place::HtmlLang,
                );
            }
        }
        "title" if node.parent().is_none_or(|parent| !parent.has_name("svg")) => {
            push(&mut found.page_titles, Some(&node.text()), Place::Title);
        }
        "base" => {
            survey.base = survey
                .base
                .take()
                .or_else(|| node.attr("href").map(|href| href.to_string()))
        }
        "link" => {
            let is_canonical = node.attr("rel").is_some_and(|rel| {
                rel.split_ascii_whitespace()
                    .any(|word| word.eq_ignore_ascii_case("canonical"))
            });
            if is_canonical {
                push(
                    &mut found.canonical,
                    node.attr("href").as_deref(),
                    Place::CanonicalLink,
                );
            }
        }
        "script" => {
            let is_linked = node.attr("type").is_some_and(|kind| {
                kind.trim()
                    .to_ascii_lowercase()
                    .starts_with("application/ld+json")
            });
            if is_linked {
                linked(&node.text(), survey, found);
            }
        }
        "h1" if !in_hidden && !is_hidden(node) => {
            let text = one_line(&super::text::text_of(node, is_hidden));
            if !text.is_empty() {
                survey.headings.push((node.id, text));
            }
        }
        "time" => time(node, in_article, found),
        _ => {
            if node
                .attr("itemprop")
                .is_some_and(|property| has_word(&property, "datePublished"))
            {
                let value = node.attr("content").or_else(|| node.attr("datetime"));
                push(&mut found.marked_dates, value.as_deref(), Place::Microdata);
            }
        }
    }
}

fn time(node: &NodeRef<'_>, in_article: bool, found: &mut Collected) {
    let Some(value) = node.attr("datetime") else {
        return;
    };
    let is_marked = node
        .attr("itemprop")
        .is_some_and(|property| has_word(&property, "datePublished"));
    // Times of day and durations are no dates.
    if !value.trim().chars().take(4).all(char::is_numeric) {
        return;
    }
    let class = node.attr("class").unwrap_or_default().to_ascii_lowercase();
    if is_marked {
        push(&mut found.marked_dates, Some(&value), Place::Microdata);
    } else if node.has_attr("pubdate") || class.contains("publish") || class.contains("entry-date")
    {
        push(&mut found.marked_dates, Some(&value), Place::Time);
    } else if !class.contains("updated") && !class.contains("modified") {
        let list = if in_article {
            &mut found.article_times
        } else {
            &mut found.times
        };
        push(list, Some(&value), Place::Time);
    }
}

fn meta(node: &NodeRef<'_>, found: &mut Collected) {
    let Some(content) = node.attr("content") else {
        return;
    };
    let content = Some(content.as_ref());
    if node
        .attr("itemprop")
        .is_some_and(|property| has_word(&property, "datePublished"))
    {
        push(&mut found.marked_dates, content, Place::Microdata);
    }
    let key = ["property", "name", "http-equiv"]
        .iter()
        .find_map(|attribute| node.attr(attribute));
    let Some(key) = key.map(|key| key.trim().to_ascii_lowercase()) else {
        return;
    };
    match key.as_str() {
        "og:title" => push(&mut found.open_titles, content, Place::OpenGraph),
        "og:site_name" => push(&mut found.open_publishers, content, Place::OpenGraph),
        "og:locale" => push(&mut found.open_languages, content, Place::OpenGraph),
        "og:url" => push(&mut found.open_addresses, content, Place::OpenGraph),
        "article:published_time" | "og:article:published_time" | "og:published_time" => {
            push(&mut found.open_dates, content, Place::OpenGraph);
        }
        "twitter:title" | "title" | "dc.title" | "dcterms.title" => {
            push(&mut found.meta_titles, content, Place::Meta)
        }
        "publisher" | "dc.publisher" | "dcterms.publisher" | "application-name" => {
            push(&mut found.meta_publishers, content, Place::Meta);
        }
        "language" | "content-language" | "dc.language" | "dcterms.language" => {
            push(&mut found.meta_languages, content, Place::Meta);
        }
        "date"
        | "pubdate"
        | "publishdate"
        | "publish-date"
        | "publish_date"
        | "publication_date"
        | "dc.date"
        | "dc.date.issued"
        | "dcterms.date"
        | "dcterms.issued"
        | "dcterms.created"
        | "parsely-pub-date"
        | "sailthru.date"
        | "article.published"
        | "article_date_original"
        | "originalpublicationdate"
        | "citation_publication_date" => {
            push(&mut found.meta_dates, content, Place::Meta);
        }
        _ => {}
    }
}

fn linked(block: &str, survey: &mut Survey, found: &mut Collected) {
    let article = match linked_article(block) {
        Ok(Some(article)) => article,
        Ok(None) => return,
        Err(_) => {
            survey.has_broken_json = true;
            return;
        }
    };
    let lists = [
        (&mut found.linked_titles, article.headlines),
        (&mut found.linked_languages, article.languages),
        (&mut found.linked_publishers, article.publishers),
        (&mut found.linked_dates, article.published),
        (&mut found.linked_addresses, article.addresses),
    ];
    for (list, values) in lists {
        for value in values {
            push(list, Some(&without_markup(&value)), Place::JsonLd);
        }
    }
}

/// A value of linked data as text: many pages put character references or tags into it.
fn without_markup(value: &str) -> String {
    if value.contains(['&', '<']) && value.len() < 10_000 {
        return dom_query::Document::fragment(value).text().to_string();
    }
    value.to_owned()
}

fn push(list: &mut Vec<Found>, value: Option<&str>, place: Place) {
    let Some(value) = value.map(one_line) else {
        return;
    };
    if !value.is_empty() {
        list.push(Found { value, place });
    }
}

/// The text in one line: runs of line ends, tabs and spaces become one space.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split([' ', '\t', '\n', '\r', '\u{C}'])
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ").trim().to_owned()
}

fn has_word(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace()
        .any(|item| item.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_the_visible_ones() {
        let document = Document::from(
            "<div hidden><h1>x</h1></div><h1 style='display:none'>y</h1><h1>One\n <b>two</b></h1>",
        );
        let survey = survey_of(&document);
        let texts: Vec<&str> = survey
            .headings
            .iter()
            .map(|(_, text)| text.as_str())
            .collect();
        assert_eq!(texts, ["One two"]);
    }

    #[test]
    fn a_drawing_has_a_title_of_its_own() {
        let survey = survey_of(&Document::from("<svg><title>icon</title></svg><p>x"));
        assert!(survey.titles.is_empty());
    }
}

//! Linked data in a page: the schema.org description of its article, in JSON-LD.
//!
//! Only as much of JSON-LD is understood as news pages use: an object, an array, `@graph`,
//! `mainEntity`, and references by `@id` within one block. Contexts are not resolved.

use std::collections::HashMap;

use serde_json::{Map, Value};

/// What the first article in some linked data says of itself. Absent values are empty.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LinkedArticle {
    pub headlines: Vec<String>,
    pub languages: Vec<String>,
    pub publishers: Vec<String>,
    pub published: Vec<String>,
    pub addresses: Vec<String>,
}

/// Types of schema.org that are an article, besides all whose name ends in `Article`.
const ARTICLES: [&str; 6] = [
    "Report",
    "LiveBlogPosting",
    "BlogPosting",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "ClaimReview",
];

/// Reads one block. `Err` when it is not JSON; `Ok(None)` when it describes no article.
///
/// Control characters within strings are forgiven, which strict JSON forbids and pages contain.
pub(super) fn linked_article(block: &str) -> Result<Option<LinkedArticle>, serde_json::Error> {
    let block = block.trim();
    let block = block
        .strip_prefix("<!--")
        .and_then(|b| b.strip_suffix("-->"))
        .unwrap_or(block);
    let block = block.trim().strip_prefix("//").unwrap_or(block).trim();
    let block = block.strip_prefix("<![CDATA[").unwrap_or(block);
    let block = block
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>")
        .trim()
        .trim_end_matches(';');
    if block.is_empty() {
        return Ok(None);
    }
    let root: Value = match serde_json::from_str(block) {
        Ok(root) => root,
        Err(_) => serde_json::from_str(&block.replace(|c: char| c < ' ', " "))?,
    };

    let mut objects = Vec::new();
    let mut pending = vec![&root];
    while let Some(value) = pending.pop() {
        match value {
            Value::Array(items) => pending.extend(items.iter().rev()),
            Value::Object(object) => {
                objects.push(object);
                pending.extend(
                    ["mainEntity", "@graph"]
                        .iter()
                        .filter_map(|key| object.get(*key)),
                );
            }
            _ => {}
        }
    }
    let by_id: HashMap<&str, &Map<String, Value>> = objects
        .iter()
        .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    let Some(article) = objects.iter().find(|object| is_article(object)) else {
        return Ok(None);
    };
    let texts = |key: &str| article.get(key).map(strings).unwrap_or_default();
    let publishers = article
        .get("publisher")
        .map(|value| names(value, &by_id))
        .unwrap_or_default();
    let mut addresses = texts("url");
    if let Some(page) = article.get("mainEntityOfPage") {
        addresses.extend(strings(page));
        addresses.extend(page.get("@id").map(strings).unwrap_or_default());
    }
    let mut headlines = texts("headline");
    if headlines.is_empty() {
        headlines = texts("name");
    }
    Ok(Some(LinkedArticle {
        headlines,
        languages: article
            .get("inLanguage")
            .map(language_codes)
            .unwrap_or_default(),
        publishers,
        published: texts("datePublished"),
        addresses,
    }))
}

fn is_article(object: &Map<String, Value>) -> bool {
    let types = object.get("@type").map(strings).unwrap_or_default();
    types.iter().any(|name| {
        let name = name.rsplit(['/', '#', ':']).next().unwrap_or(name);
        name.ends_with("Article") || ARTICLES.contains(&name)
    })
}

/// The strings of a value: itself, its elements, or the literal of an `@value` object.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items
            .iter()
            .filter_map(|item| literal(item).map(str::to_owned))
            .collect(),
        _ => literal(value).map(str::to_owned).into_iter().collect(),
    }
}

fn literal(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("@value")?.as_str())
}

/// The names of an organisation, given in place, by reference, as a string, or several of these.
fn names(value: &Value, by_id: &HashMap<&str, &Map<String, Value>>) -> Vec<String> {
    let items = match value {
        Value::Array(items) => items.iter().collect(),
        other => vec![other],
    };
    items
        .into_iter()
        .flat_map(|item| {
            let named = item.get("name").map(strings).unwrap_or_default();
            if !named.is_empty() {
                return named;
            }
            let referred = item
                .get("@id")
                .and_then(Value::as_str)
                .and_then(|id| by_id.get(id));
            match referred.and_then(|object| object.get("name")) {
                Some(name) => strings(name),
                None => literal(item).map(str::to_owned).into_iter().collect(),
            }
        })
        .collect()
}

/// Languages, given as codes or as objects of type `Language`.
fn language_codes(value: &Value) -> Vec<String> {
    let items = match value {
        Value::Array(items) => items.iter().collect(),
        other => vec![other],
    };
    items
        .into_iter()
        .filter_map(|item| {
            let named = || item.get("alternateName").or_else(|| item.get("name"));
            literal(item)
                .or_else(|| named()?.as_str())
                .map(str::to_owned)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(json: &str) -> LinkedArticle {
        linked_article(json)
            .expect("the block is JSON")
            .expect("the block holds an article")
    }

    #[test]
    fn an_article_is_found_wherever_it_stands() {
        let object = r#"{"@type":"NewsArticle","headline":"H","publisher":{"name":"P"},"datePublished":"2022-09-15"}"#;
        for block in [
            object.to_owned(),
            format!("[{{\"@type\":\"WebPage\"}},{object}]"),
            format!("{{\"@graph\":[{object}]}}"),
            format!("{{\"@type\":\"WebPage\",\"mainEntity\":{object}}}"),
            format!("//<![CDATA[\n{object}\n//]]>"),
            format!("<!-- {object} -->"),
        ] {
            let article = article(&block);
            assert_eq!(article.headlines, ["H"], "{block}");
            assert_eq!(article.publishers, ["P"], "{block}");
            assert_eq!(article.published, ["2022-09-15"], "{block}");
        }
    }

    #[test]
    fn values_may_be_objects_arrays_and_references() {
        let article = article(
            r#"{"@graph":[{"@id":"x","name":["Desk","D"]},{"@type":"http://schema.org/Report",
               "headline":{"@value":"H"},"publisher":[{"@id":"x"}],"inLanguage":{"@type":"Language","name":"Arabic",
               "alternateName":"ar"},"mainEntityOfPage":{"@id":"https://example.org/1"}}]}"#,
        );
        assert_eq!(article.headlines, ["H"]);
        assert_eq!(article.publishers, ["Desk", "D"]);
        assert_eq!(article.languages, ["ar"]);
        assert_eq!(article.addresses, ["https://example.org/1"]);
    }

    #[test]
    fn what_is_no_article_or_no_json_is_told_apart() {
        assert!(matches!(
            linked_article(r#"{"@type":"Organization"}"#),
            Ok(None)
        ));
        assert!(matches!(linked_article("  "), Ok(None)));
        assert!(linked_article("{\"@type\":").is_err());
        assert!(linked_article(&"[".repeat(100_000)).is_err());
    }
}

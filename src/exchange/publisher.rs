//! Whose page it is: a source that is there, or a new one.

use super::shelf::free_handle;
use super::{Result, Shelf, locator};
use crate::model::{Digest, Handle, SourceId, SourceKind};
use crate::record::spec::SourceSpec;
use crate::record::{Desk, RecordError};
use crate::text::fold::fold;

/// The publisher of a page, and what to say about how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Publisher {
    pub(super) source: Option<SourceId>,
    pub(super) note: Option<String>,
}

/// Finds the source that a page names as its publisher, in any language that the sources have names in; or makes one
/// of the page's word and its host. A name that fits several sources is left open.
pub(super) fn find_or_make(
    desk: &mut Desk<'_>,
    shelf: &mut Shelf,
    name: Option<&str>,
    url: Option<&str>,
) -> Result<Publisher> {
    let host = url.and_then(locator::host);
    let Some(name) = name
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .or(host.as_deref())
    else {
        return Ok(Publisher {
            source: None,
            note: Some("the publisher is not known; say it with --publisher".to_owned()),
        });
    };
    match shelf.sources_named(desk, name)?.as_slice() {
        [only] => {
            return Ok(Publisher {
                source: Some(*only),
                note: None,
            });
        }
        [] => {}
        several => {
            let among: Vec<String> = several.iter().map(ToString::to_string).collect();
            return Ok(Publisher {
                source: None,
                note: Some(format!(
                    "the publisher “{name}” may be {}; left open, say it with --publisher",
                    among.join(" or ")
                )),
            });
        }
    }
    let wanted = handle_for(name, host.as_deref()).map_err(RecordError::from)?;
    let handle = free_handle(desk, &wanted)?;
    let source = desk.add_source(&SourceSpec {
        handle: handle.clone(),
        names: vec![(name.to_owned(), None)],
        kind: SourceKind::Outlet,
        country: None,
        side: None,
        reliability: None,
        note: None,
    })?;
    shelf.put_source(desk, name, source)?;
    Ok(Publisher {
        source: Some(source),
        note: Some(format!(
            "made the source {source} “{handle}”, the outlet “{name}”; describe it with `claimlog source edit {handle}`"
        )),
    })
}

/// A handle of the host, else of the name's Latin letters and digits, else of the name's SHA-256.
fn handle_for(
    name: &str,
    host: Option<&str>,
) -> std::result::Result<Handle, crate::model::ModelError> {
    let slug = |text: &str| -> Option<Handle> {
        let mut slug = String::new();
        for c in text.chars() {
            if c.is_ascii_alphanumeric() {
                slug.push(c.to_ascii_lowercase());
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let mut slug: String = slug.chars().take(60).collect();
        slug.truncate(slug.trim_end_matches('-').len());
        slug.parse()
            .or_else(|_| format!("outlet-{slug}").parse())
            .ok()
            .filter(|_| !slug.is_empty())
    };
    let is_latin = fold(name).is_ascii();
    let handle = host
        .and_then(slug)
        .or_else(|| is_latin.then(|| slug(name)).flatten());
    match handle {
        Some(handle) => Ok(handle),
        None => format!("outlet-{}", Digest::of(fold(name).as_bytes()).short()).parse(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_handle() {
        let cases = [
            ("Mirat", Some("mirat.example"), "mirat-example"),
            ("The Daily X!", None, "the-daily-x"),
            ("24", Some("24.example"), "outlet-24-example"),
            ("x", Some("127.0.0.1"), "outlet-127-0-0-1"),
        ];
        for (name, host, handle) in cases {
            assert_eq!(handle_for(name, host).unwrap().as_str(), handle);
        }
        let arabic = handle_for("مرآة الشرق", None).unwrap();
        assert!(arabic.as_str().starts_with("outlet-"), "{arabic}");
        assert!(handle_for("c17", None).unwrap().as_str() == "outlet-c17");
    }
}

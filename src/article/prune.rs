//! What of a page's tree is not for reading, taken out before the article is looked for.

use dom_query::{Document, NodeRef};

/// Elements that hold no text of the article. Pictures and players are among them: they have no
/// words, and looking at their addresses is where time goes.
pub(super) const NO_TEXT: [&str; 24] = [
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math",
    "canvas", "audio", "video", "img", "picture", "source", "track", "map", "link", "meta",
    "textarea", "select", "input", "noembed", "noframes",
];

/// Elements of a page that are not its article, by name.
const FURNITURE: [&str; 6] = ["nav", "footer", "aside", "button", "dialog", "menu"];

/// Roles of such elements (WAI-ARIA).
const FURNITURE_ROLES: [&str; 8] = [
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "menu",
    "dialog",
    "alertdialog",
];

/// Whether an element is not shown: `hidden`, or by its own style. Style sheets are not read.
pub(super) fn is_hidden(node: &NodeRef<'_>) -> bool {
    let Some(element) = node.element_ref() else {
        return false;
    };
    element
        .attrs
        .iter()
        .any(|attribute| match attribute.name.local.as_ref() {
            "hidden" => !attribute.value.eq_ignore_ascii_case("until-found"),
            "style" => is_hiding_style(&attribute.value),
            _ => false,
        })
}

fn is_hiding_style(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else {
            return false;
        };
        let value = value.trim().trim_end_matches("!important").trim_end();
        let is = |name: &str, hiding: &str| {
            property.trim().eq_ignore_ascii_case(name) && value.eq_ignore_ascii_case(hiding)
        };
        is("display", "none") || is("visibility", "hidden")
    })
}

/// Whether an element is a page's furniture: menus, sidebars, footers, dialogs, or hidden.
pub(super) fn is_furniture(node: &NodeRef<'_>) -> bool {
    is_hidden(node)
        || node
            .qual_name_ref()
            .is_some_and(|name| FURNITURE.contains(&name.local.as_ref()))
        || node
            .attr("role")
            .is_some_and(|role| FURNITURE_ROLES.contains(&role.as_ref()))
}

/// Takes out of the tree what holds no text or is hidden. Two things are added to the head that
/// keep the search for the article from taking words out of it: an author, so that it does not
/// cut the byline, and a description, so that it makes none.
pub(super) fn prune(document: &Document) {
    let mut gone = Vec::new();
    let mut renamed = Vec::new();
    for node in document.root().descendants_it() {
        let Some(name) = node.qual_name_ref() else {
            if node.is_comment() {
                gone.push(node);
            }
            continue;
        };
        match name.local.as_ref() {
            "h1" => renamed.push(node),
            "title" => gone.push(node),
            other if NO_TEXT.contains(&other) => gone.push(node),
            _ => {
                if is_hidden(&node) {
                    gone.push(node);
                }
            }
        }
    }
    for node in gone {
        node.remove_from_parent();
    }
    // The search removes a heading that resembles the title; with no title and no <h1> it has none.
    for node in renamed {
        node.rename("h2");
    }
    if let Some(head) = document.head() {
        for name in ["author", "description"] {
            let meta = document.tree.new_element("meta");
            meta.set_attr("name", name);
            meta.set_attr("content", "-");
            head.append_child(&meta);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_shown_is_hidden() {
        assert!(is_hiding_style("color:red; DISPLAY : none !important"));
        assert!(is_hiding_style("visibility:hidden"));
        assert!(!is_hiding_style("display:block;visibility:visible"));
        assert!(!is_hiding_style("--display:none"));
    }

    #[test]
    fn pruning_leaves_the_words_and_their_headings() {
        let document = Document::from(
            "<title>t</title><h1>One</h1><!-- c --><img alt=x><p hidden>no</p><p>two<script>s</script></p>",
        );
        prune(&document);
        let body = document.body().expect("a parsed document has a body");
        assert_eq!(body.inner_html().as_ref(), "<h2>One</h2><p>two</p>");
    }
}

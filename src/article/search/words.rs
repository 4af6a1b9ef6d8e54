//! Words in classes and ids that tell what an element holds.
//!
//! The lists are those of Mozilla's Readability, on which the search is modelled: they were gathered from thousands of
//! sites, and a page is made to be read by them.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};

const UNLIKELY: [&str; 31] = [
    "-ad-",
    "ai2html",
    "banner",
    "breadcrumbs",
    "combx",
    "comment",
    "community",
    "cover-wrap",
    "disqus",
    "extra",
    "footer",
    "gdpr",
    "header",
    "legends",
    "menu",
    "related",
    "remark",
    "replies",
    "rss",
    "shoutbox",
    "sidebar",
    "skyscraper",
    "social",
    "sponsor",
    "supplemental",
    "ad-break",
    "agegate",
    "pagination",
    "pager",
    "popup",
    "yom-remote",
];

const PERHAPS: [&str; 9] = [
    "and", "article", "body", "column", "content", "layout", "main", "mathjax", "shadow",
];

const AGAINST: [&str; 24] = [
    "-ad-",
    "hidden",
    "banner",
    "combx",
    "comment",
    "com-",
    "contact",
    "footer",
    "gdpr",
    "masthead",
    "media",
    "meta",
    "outbrain",
    "promo",
    "related",
    "scroll",
    "share",
    "shoutbox",
    "sidebar",
    "skyscraper",
    "sponsor",
    "shopping",
    "tags",
    "widget",
];

const FOR: [&str; 12] = [
    "article", "body", "content", "entry", "hentry", "h-entry", "main", "page", "post", "text",
    "blog", "story",
];

/// The words, made ready once.
pub(super) static CLASSES: LazyLock<Classes> = LazyLock::new(|| Classes {
    unlikely: words(&UNLIKELY),
    perhaps: words(&PERHAPS),
    against: words(&AGAINST),
    in_favour: words(&FOR),
});

pub(super) struct Classes {
    unlikely: AhoCorasick,
    perhaps: AhoCorasick,
    against: AhoCorasick,
    in_favour: AhoCorasick,
}

fn words(words: &[&str]) -> AhoCorasick {
    AhoCorasickBuilder::new()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .build(words)
        // Invariant: the lists are a few short words.
        .expect("a few words make an automaton")
}

/// What an element's class and id say of what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Weight {
    /// For the article, if above 0; against it, if below.
    pub value: f32,
    /// Whether it is furniture by its name.
    pub is_unlikely: bool,
    /// Whether it is a bar of links by which to pass a page on.
    pub is_share: bool,
}

impl Classes {
    pub(super) fn weigh(&self, class: &str, id: &str) -> Weight {
        if class.is_empty() && id.is_empty() {
            return Weight::default();
        }
        let any = |words: &AhoCorasick| words.is_match(class) || words.is_match(id);
        Weight {
            value: self.value_of(class) + self.value_of(id),
            is_unlikely: any(&self.unlikely) && !any(&self.perhaps),
            is_share: is_share(class) || is_share(id),
        }
    }

    fn value_of(&self, name: &str) -> f32 {
        if name.is_empty() {
            return 0.0;
        }
        let is_hid = || {
            name.split_whitespace()
                .any(|word| word.eq_ignore_ascii_case("hid"))
        };
        let against = if self.against.is_match(name) || is_hid() {
            -25.0
        } else {
            0.0
        };
        against
            + if self.in_favour.is_match(name) {
                25.0
            } else {
                0.0
            }
    }
}

fn is_share(name: &str) -> bool {
    name.split([' ', '_'])
        .any(|part| part.eq_ignore_ascii_case("share") || part.eq_ignore_ascii_case("sharedaddy"))
}

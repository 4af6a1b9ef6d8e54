//! Words in classes and ids that tell what an element holds.
//!
//! The lists are those of Mozilla's Readability, on which the search is modelled: they were gathered from thousands of
//! sites, and a page is made to be read by them.

use std::borrow::Cow;
use std::sync::LazyLock;

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
    unlikely: Words::new(&UNLIKELY),
    perhaps: Words::new(&PERHAPS),
    against: Words::new(&AGAINST),
    in_favour: Words::new(&FOR),
});

pub(super) struct Classes {
    unlikely: Words,
    perhaps: Words,
    against: Words,
    in_favour: Words,
}

/// Words, each with the letters that it is made of: most names lack one of them, which is seen without a search.
struct Words(Vec<(u64, &'static str)>);

impl Words {
    fn new(words: &[&'static str]) -> Self {
        Self(words.iter().map(|word| (letters(word), *word)).collect())
    }

    /// Whether one of the words stands anywhere in a name.
    fn are_in(&self, name: &Name<'_>) -> bool {
        self.0
            .iter()
            .any(|(letters, word)| letters & !name.letters == 0 && name.lower.contains(word))
    }
}

/// A class or id in lower case.
struct Name<'a> {
    lower: Cow<'a, str>,
    letters: u64,
}

impl<'a> Name<'a> {
    fn new(name: &'a str) -> Self {
        let lower = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(name.to_ascii_lowercase())
        } else {
            Cow::Borrowed(name)
        };
        Self {
            letters: letters(&lower),
            lower,
        }
    }
}

/// One bit for each letter of a word; some letters share one.
fn letters(word: &str) -> u64 {
    word.bytes()
        .fold(0, |letters, byte| letters | 1 << (byte & 63))
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
        let names = [Name::new(class), Name::new(id)];
        let any = |words: &Words| names.iter().any(|name| words.are_in(name));
        Weight {
            value: names.iter().map(|name| self.value_of(name)).sum(),
            is_unlikely: any(&self.unlikely) && !any(&self.perhaps),
            is_share: is_share(class) || is_share(id),
        }
    }

    fn value_of(&self, name: &Name<'_>) -> f32 {
        let is_hid = || name.lower.split_whitespace().any(|word| word == "hid");
        let against = if self.against.are_in(name) || is_hid() {
            -25.0
        } else {
            0.0
        };
        against
            + if self.in_favour.are_in(name) {
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

//! What a page's markup would cost to parse, found before it is parsed.
//!
//! An HTML parser walks its stack of open elements for each tag, and opens unclosed formatting
//! again in each block. On ordinary pages that is nothing; on a page of 100,000 nested or unclosed
//! tags it takes minutes and gigabytes. Here the stack is followed in outline, so that such a page
//! is read another way. The same pass leaves out what holds no text (scripts, styles, comments,
//! idle attributes), which is most of a modern page.

use super::markup::{Piece, pieces};
use super::slim::push_tag;

/// How deep a page may be nested. Browsers stop at 512.
const MAX_DEPTH: usize = 1000;

/// What a page may cost whatever its size, in steps of the parser.
const FREE: usize = 20_000_000;

/// How many formatting elements may be opened again whatever the page's size.
const FREE_REOPENED: usize = 200_000;

/// How many levels of nesting, summed over all tags, the search for an article may go through
/// whatever the page's size.
const FREE_NESTING: usize = 1_000_000;

/// The largest page, without scripts and styles, in which an article is looked for, in bytes.
const MAX_ARTICLE: usize = 8 * 1024 * 1024;

/// The most that a page's character references may be, times its size in bytes: the search for an
/// article writes out what it found, and looks ahead to the end of the text at each of them.
const MAX_ESCAPING: usize = 50_000_000_000;

/// What a page's markup is like.
pub(super) struct Shape {
    /// The page without scripts (but JSON-LD), styles, comments and idle attributes.
    pub slim: String,
    /// Whether parsing it would take too long. `slim` is then incomplete.
    pub is_hostile: bool,
    /// Whether looking for the article in it would take too long: it is too large or, for its size,
    /// nested too deeply.
    pub is_heavy: bool,
}

/// Follows a page's markup once.
pub(super) fn shape_of(html: &str) -> Shape {
    let mut slim = String::with_capacity(html.len());
    let mut stack = Stack::default();
    let mut nesting = 0_usize;
    let mut escapes = 0_usize;
    let mut nested_text = 0_usize;
    let may_cost = FREE.saturating_add(html.len().saturating_mul(20));
    let may_reopen = FREE_REOPENED.saturating_add(html.len() / 8);
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => {
                slim.push_str(text);
                escapes += text.bytes().filter(|b| matches!(b, b'&' | b'<')).count();
                if !text.trim_ascii().is_empty() {
                    stack.reopen();
                    nested_text =
                        nested_text.saturating_add(text.len().saturating_mul(stack.open.len()));
                }
            }
            Piece::Raw {
                name,
                text,
                is_linked_data,
            } => {
                let is_text = ["title", "xmp", "textarea"]
                    .iter()
                    .any(|n| name.eq_ignore_ascii_case(n));
                if is_linked_data || is_text {
                    slim.push_str(text);
                }
            }
            Piece::Open { name, source } => {
                let before = slim.len();
                push_tag(&mut slim, name, source);
                let tag = slim.get(before..).unwrap_or("");
                nesting = nesting.saturating_add(stack.open.len());
                stack.open(name, tag.len() > name.len() + 2);
                // The parser compares each attribute with all before it.
                let attributes = count_attributes(tag);
                stack.cost = stack
                    .cost
                    .saturating_add(attributes.saturating_mul(attributes) / 8);
            }
            Piece::Close { name, source } => {
                slim.push_str(source);
                stack.close(name);
            }
            Piece::Doctype(source) => slim.push_str(source),
            Piece::Nothing => {}
        }
        if stack.open.len() > MAX_DEPTH || stack.cost > may_cost || stack.reopened > may_reopen {
            return Shape {
                slim,
                is_hostile: true,
                is_heavy: true,
            };
        }
    }
    let slim_is_large = slim.len() > MAX_ARTICLE;
    Shape {
        slim,
        is_hostile: false,
        is_heavy: slim_is_large
            || escapes.saturating_mul(html.len()) > MAX_ESCAPING
            || nesting > FREE_NESTING.saturating_add(html.len().saturating_mul(2))
            || nested_text > FREE.saturating_add(html.len().saturating_mul(40)),
    }
}

/// The kinds of element that the outline of the parser tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Void,
    Formatting,
    Paragraph,
    Item,
    Definition,
    Choice,
    Cell,
    Row,
    RowGroup,
    /// Any other element inside a paragraph: it does not end it.
    Phrase,
    Block,
}

fn kind_of(name: &str) -> Kind {
    match name {
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta"
        | "param" | "source" | "track" | "wbr" | "html" | "head" | "body" => Kind::Void,
        "a" | "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike"
        | "strong" | "tt" | "u" => Kind::Formatting,
        "p" => Kind::Paragraph,
        "li" => Kind::Item,
        "dt" | "dd" => Kind::Definition,
        "option" | "optgroup" => Kind::Choice,
        "td" | "th" => Kind::Cell,
        "tr" => Kind::Row,
        "tbody" | "thead" | "tfoot" => Kind::RowGroup,
        "span" | "abbr" | "cite" | "q" | "sub" | "sup" | "time" | "label" | "button" | "script"
        | "style" | "title" | "noscript" | "svg" | "path" | "g" | "picture" | "video" | "audio"
        | "ins" | "del" | "mark" | "bdi" | "bdo" | "textarea" | "select" | "iframe" | "object" => {
            Kind::Phrase
        }
        _ => Kind::Block,
    }
}

/// An open element.
#[derive(Debug, Clone, Copy)]
struct Open {
    /// The element's name, as an index into the counts. Two names may share one.
    name: usize,
    kind: Kind,
    has_attributes: bool,
}

/// How many different names are told apart.
const NAMES: usize = 1024;

/// The parser's stack of open elements, in outline.
struct Stack {
    open: Vec<Open>,
    /// How many of each name are open.
    counts: Vec<u32>,
    /// Formatting elements that their block closed over, and that open again in the next.
    dangling: Vec<Open>,
    cost: usize,
    reopened: usize,
}

impl Default for Stack {
    fn default() -> Self {
        Self {
            open: Vec::new(),
            counts: vec![0; NAMES],
            dangling: Vec::new(),
            cost: 0,
            reopened: 0,
        }
    }
}

impl Stack {
    fn push(&mut self, element: Open) {
        self.counts[element.name] += 1;
        self.open.push(element);
    }

    fn pop(&mut self) -> Option<Open> {
        let element = self.open.pop()?;
        self.counts[element.name] = self.counts[element.name].saturating_sub(1);
        Some(element)
    }

    /// Pops an element that something else closes over.
    fn pop_over(&mut self) {
        if let Some(element) = self.pop()
            && element.kind == Kind::Formatting
        {
            // The parser keeps at most three alike.
            self.cost += self.dangling.len();
            let alike = |other: &&Open| other.name == element.name && !other.has_attributes;
            if element.has_attributes || self.dangling.iter().filter(alike).count() < 3 {
                self.dangling.push(element);
            }
        }
    }

    fn top_is(&self, kinds: &[Kind]) -> bool {
        self.open
            .last()
            .is_some_and(|top| kinds.contains(&top.kind))
    }

    /// Opens again the formatting that was closed over.
    fn reopen(&mut self) {
        self.reopened += self.dangling.len();
        for element in std::mem::take(&mut self.dangling) {
            self.push(element);
        }
    }

    fn open(&mut self, name: &str, has_attributes: bool) {
        let (name, kind) = identify(name);
        self.cost += self.open.len() + 1;
        let ends: &[Kind] = match kind {
            Kind::Void => return,
            Kind::Formatting | Kind::Phrase => {
                self.reopen();
                &[]
            }
            Kind::Item => &[Kind::Paragraph, Kind::Item],
            Kind::Definition => &[Kind::Paragraph, Kind::Definition],
            Kind::Choice => &[Kind::Choice],
            Kind::Cell => &[Kind::Paragraph, Kind::Cell],
            Kind::Row => &[Kind::Paragraph, Kind::Cell, Kind::Row],
            Kind::RowGroup => &[Kind::Paragraph, Kind::Cell, Kind::Row, Kind::RowGroup],
            Kind::Paragraph | Kind::Block => &[Kind::Paragraph],
        };
        while self.top_is(ends) {
            self.pop_over();
        }
        // A paragraph ends with unclosed formatting in it, which then dangles.
        if !ends.is_empty() && self.top_is(&[Kind::Formatting]) {
            let above = self
                .open
                .iter()
                .rev()
                .take_while(|e| e.kind == Kind::Formatting)
                .count();
            let below = self
                .open
                .len()
                .checked_sub(above + 1)
                .and_then(|at| self.open.get(at));
            self.cost += above;
            if below.is_some_and(|element| element.kind == Kind::Paragraph) {
                for _ in 0..=above {
                    self.pop_over();
                }
            }
        }
        self.push(Open {
            name,
            kind,
            has_attributes,
        });
    }

    fn close(&mut self, name: &str) {
        let (name, kind) = identify(name);
        self.cost += 1;
        if kind == Kind::Formatting {
            self.cost += self.dangling.len();
            if let Some(at) = self
                .dangling
                .iter()
                .rposition(|element| element.name == name)
            {
                self.dangling.remove(at);
                return;
            }
        }
        if self.counts[name] == 0 {
            return;
        }
        let Some(at) = self.open.iter().rposition(|element| element.name == name) else {
            return;
        };
        self.cost += self.open.len() - at;
        if kind == Kind::Formatting {
            // Blocks opened inside it stay open.
            self.open.remove(at);
            self.counts[name] -= 1;
            return;
        }
        while self.open.len() > at + 1 {
            self.pop_over();
        }
        self.pop();
    }
}

/// About how many attributes a tag has. Few enough are counted as none.
fn count_attributes(tag: &str) -> usize {
    const FEW: usize = 1024;
    if tag.len() < FEW {
        return 0;
    }
    let mut count = 0_usize;
    let mut quote = None;
    let mut last = b' ';
    for byte in tag.bytes() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'') && last == b'=' => quote = Some(byte),
            None => count += usize::from(last.is_ascii_whitespace() && !byte.is_ascii_whitespace()),
        }
        last = byte;
    }
    count
}

/// An element's name as a small number, and its kind.
fn identify(name: &str) -> (usize, Kind) {
    // No name that is told apart is longer.
    let mut buffer = [0_u8; 16];
    let mut hash = 0_usize;
    for (index, byte) in name.bytes().enumerate() {
        let lower = byte.to_ascii_lowercase();
        hash = (hash * 31 + usize::from(lower)) % NAMES;
        if let Some(place) = buffer.get_mut(index) {
            *place = lower;
        }
    }
    let known = buffer
        .get(..name.len())
        .and_then(|lower| std::str::from_utf8(lower).ok());
    (hash, known.map_or(Kind::Block, kind_of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_text_is_left_out() {
        let page = "<html><style>p{}</style><script>var a</script><!-- c --><p class=x>A &amp; B</p>\
                    <script type='application/ld+json'>{}</script>";
        assert_eq!(
            shape_of(page).slim,
            "<html><style></style><script></script><p class=x>A &amp; B</p>\
             <script type='application/ld+json'>{}</script>"
        );
    }

    #[test]
    fn careless_but_ordinary_pages_are_not_hostile() {
        let list = format!("<ul>{}</ul>", "<li>one".repeat(5000));
        let table = format!("<table>{}</table>", "<tr><td>1<td>2".repeat(5000));
        let paragraphs = "<p>text <b>bold".repeat(5000);
        let breaks = "line<br>".repeat(50_000);
        for page in [list, table, paragraphs, breaks] {
            assert!(!shape_of(&page).is_hostile, "{}", &page[..40]);
        }
    }

    #[test]
    fn deep_nesting_and_unclosed_formatting_are_seen() {
        assert!(shape_of(&"<div>".repeat(100_000)).is_hostile);
        assert!(shape_of(&"<b><div></b>".repeat(100_000)).is_hostile);
        let attributes: String = (0..50_000).map(|i| format!(" a{i}\"=1")).collect();
        assert!(shape_of(&format!("<p{attributes}>")).is_hostile);
        let path = "M0 0 L1 1 ".repeat(50_000);
        assert!(!shape_of(&format!("<p data-path='{path}'>")).is_hostile);
        let fonts: String = (0..100_000)
            .map(|i| format!("<p><font class={i}>x</p>"))
            .collect();
        assert!(shape_of(&fonts).is_hostile);
        assert!(shape_of(&"<span>".repeat(100_000)).is_hostile);
    }
}

//! A tree of elements as readable text.
//!
//! The rules, which every quote depends on:
//!
//! - Runs of space, tab and line end become one space, as in a browser. NBSP and all other
//!   characters stay as they are, bidirectional marks and soft hyphens among them.
//! - Blocks (paragraphs, headings, tables) are set apart by an empty line; list items, table rows
//!   and `<br>` each begin a new line; lines have no space at their ends.
//! - Table cells are set apart by a tab, so that two figures side by side are never read as one
//!   with a space for its thousands.
//! - Where a figure touches another across `<sup>`, `<sub>`, `<del>`, `<ins>` or `<s>`, a tab is
//!   set between: a footnote mark 2 on a toll of 50 must not read 502, nor a struck-out 49
//!   before a 105 read 49105.
//! - Inside `<pre>` line ends are kept.
//! - Scripts, styles, templates, `<noscript>` and form controls give nothing.

use dom_query::{NodeData, NodeRef};

/// How an element shapes the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Skip,
    Block,
    Line,
    Cell,
    Break,
    Preformatted,
    Raised,
    Inline,
}

pub(super) fn layout_of(name: &str) -> Layout {
    match name {
        "script" | "style" | "noscript" | "template" | "head" | "title" | "iframe" | "object"
        | "embed" | "svg" | "math" | "canvas" | "audio" | "video" | "textarea" | "select"
        | "option" | "input" | "datalist" | "rp" | "noembed" | "noframes" => Layout::Skip,
        "br" => Layout::Break,
        "pre" | "xmp" | "listing" => Layout::Preformatted,
        "td" | "th" => Layout::Cell,
        "li" | "tr" | "dt" | "dd" | "summary" | "caption" | "legend" => Layout::Line,
        "p" | "div" | "article" | "section" | "main" | "header" | "footer" | "aside" | "nav"
        | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "table"
        | "thead" | "tbody" | "tfoot" | "figure" | "figcaption" | "form" | "fieldset"
        | "address" | "hr" | "details" | "hgroup" | "center" | "body" | "html" | "menu" | "dir"
        | "dialog" | "search" | "button" => Layout::Block,
        "sup" | "sub" | "del" | "ins" | "s" | "strike" => Layout::Raised,
        _ => Layout::Inline,
    }
}

/// The readable text below `root`, by the rules above. `skip` leaves out further elements with
/// all they hold. Without line end at its beginning or end.
pub(super) fn text_of(root: &NodeRef<'_>, skip: impl Fn(&NodeRef<'_>) -> bool) -> String {
    let mut writer = Writer::default();
    let mut preformatted = 0_usize;
    let mut node = *root;
    let mut entering = true;
    loop {
        let layout = node.qual_name_ref().map(|name| layout_of(&name.local));
        let mut descend = None;
        if entering {
            match layout {
                None => {
                    node.query(|inner| {
                        if let NodeData::Text { contents } = &inner.data {
                            writer.write(contents, preformatted > 0);
                        }
                    });
                    descend = node.first_child();
                }
                Some(Layout::Skip) => {}
                Some(_) if node.id != root.id && skip(&node) => {}
                Some(layout) => {
                    writer.enter(layout);
                    preformatted += usize::from(layout == Layout::Preformatted);
                    descend = node.first_child();
                    if descend.is_none() {
                        writer.leave(layout);
                        preformatted -= usize::from(layout == Layout::Preformatted);
                    }
                }
            }
        } else if let Some(layout) = layout {
            writer.leave(layout);
            preformatted = preformatted.saturating_sub(usize::from(layout == Layout::Preformatted));
        }
        if let Some(child) = descend {
            node = child;
            entering = true;
            continue;
        }
        if node.id == root.id {
            return writer.finish();
        }
        if let Some(sibling) = node.next_sibling() {
            node = sibling;
            entering = true;
        } else if let Some(parent) = node.parent() {
            node = parent;
            entering = false;
        } else {
            return writer.finish();
        }
    }
}

/// What must stand between the last character written and the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Gap {
    #[default]
    Nothing,
    Space,
    Tab,
    Line,
    Paragraph,
}

#[derive(Default)]
pub(super) struct Writer {
    out: String,
    gap: Gap,
    breaks: usize,
    /// Whether an edge of raised, struck-out or inserted text was passed since the last character.
    raised: bool,
}

/// Whether a byte is whitespace as HTML has it.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0xC)
}

impl Writer {
    /// A writer with room for so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            out: String::with_capacity(bytes),
            ..Self::default()
        }
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    pub(super) fn enter(&mut self, layout: Layout) {
        match layout {
            Layout::Block | Layout::Preformatted => self.widen(Gap::Paragraph),
            Layout::Line => self.widen(Gap::Line),
            Layout::Cell => self.widen(Gap::Tab),
            Layout::Raised => self.raised = true,
            Layout::Break => {
                self.breaks += 1;
                self.widen(if self.breaks > 1 {
                    Gap::Paragraph
                } else {
                    Gap::Line
                });
            }
            Layout::Skip | Layout::Inline => {}
        }
    }

    pub(super) fn leave(&mut self, layout: Layout) {
        if layout != Layout::Break {
            self.enter(layout);
        }
    }

    pub(super) fn write(&mut self, text: &str, preformatted: bool) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            match first {
                '\n' if preformatted => self.enter(Layout::Break),
                ' ' | '\t' | '\n' | '\r' | '\u{C}' => self.widen(Gap::Space),
                _ => {
                    self.bridge(first);
                    let end = rest.bytes().position(is_space).unwrap_or(rest.len());
                    self.out.push_str(&rest[..end]);
                    rest = &rest[end..];
                    continue;
                }
            }
            rest = &rest[1..];
        }
    }

    /// Writes the gap before `next`.
    fn bridge(&mut self, next: char) {
        let gap = std::mem::take(&mut self.gap);
        self.breaks = 0;
        let raised = std::mem::take(&mut self.raised);
        let Some(last) = self.out.chars().next_back() else {
            return;
        };
        match gap {
            Gap::Nothing | Gap::Space if raised && last.is_numeric() && next.is_numeric() => {
                self.out.push('\t');
            }
            Gap::Nothing => {}
            Gap::Space => self.out.push(' '),
            Gap::Tab => self.out.push('\t'),
            Gap::Line => self.out.push('\n'),
            Gap::Paragraph => self.out.push_str("\n\n"),
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn text(body: &str) -> String {
        let document = Document::from(body);
        let body = document.body().expect("a parsed document has a body");
        text_of(&body, |_| false)
    }

    #[test]
    fn blocks_lines_and_cells_are_set_apart() {
        assert_eq!(text("<p>one</p><p>two\n  three</p>"), "one\n\ntwo three");
        assert_eq!(text("a<br>b<br><br>c"), "a\nb\n\nc");
        assert_eq!(text("<ul><li>x<li>y</ul>z"), "x\ny\n\nz");
        assert_eq!(
            text("<table><tr><th>Side<th>Killed<tr><td>A<td>49<td>105</table>"),
            "Side\tKilled\nA\t49\t105"
        );
        assert_eq!(text("<div>a</div>b<div><div>c</div></div>"), "a\n\nb\n\nc");
        assert_eq!(text("<pre>one\n  two\n\nthree</pre>"), "one\ntwo\n\nthree");
    }

    #[test]
    fn phrases_are_not_torn_and_not_glued() {
        assert_eq!(
            text("<b>4</b>9 <i>dead</i>,<a> and</a> more"),
            "49 dead, and more"
        );
        assert_eq!(text("<span>a</span> <span> b</span>"), "a b");
        assert_eq!(
            text("50<sup>2</sup> killed, 3 km<sup>2</sup>"),
            "50\t2 killed, 3 km2"
        );
        assert_eq!(text("<del>49</del><ins>105</ins> killed"), "49\t105 killed");
        assert_eq!(
            text("<s>49</s> 105 <s>many</s> killed"),
            "49\t105 many killed"
        );
    }

    #[test]
    fn characters_stay_as_they_are() {
        assert_eq!(
            text("<p>1&nbsp;200 &lt;50&gt; &#x200F;قُتِل&rlm; co&shy;op</p>"),
            "1\u{a0}200 <50> \u{200f}قُتِل\u{200f} co\u{ad}op"
        );
    }

    #[test]
    fn code_and_controls_give_nothing() {
        assert_eq!(
            text(
                "<p><script>a</script><style>b</style><noscript>c</noscript><template>d</template><textarea>e</textarea>f"
            ),
            "f"
        );
        assert_eq!(text(""), "");
    }

    #[test]
    fn skipped_elements_leave_their_surroundings() {
        let document = Document::from("<p>a</p><nav>menu</nav><p>b</p>");
        let body = document.body().expect("a parsed document has a body");
        assert_eq!(text_of(&body, |node| node.has_name("nav")), "a\n\nb");
    }
}

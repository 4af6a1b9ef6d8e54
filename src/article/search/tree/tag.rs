//! Which elements the search tells apart, by their names.

/// The elements that the search tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Tag {
    Anchor,
    Article,
    Aside,
    Blockquote,
    Body,
    Break,
    Button,
    Code,
    Definitions,
    Dialog,
    Div,
    /// `<del>`, `<ins>`.
    Edit,
    Fieldset,
    Figure,
    Footer,
    Form,
    Header,
    /// `<h1>`, `<h2>`.
    Heading,
    Item,
    OrderedList,
    Other,
    Paragraph,
    /// Any other element of a phrase.
    Phrase,
    Preformatted,
    Rule,
    Section,
    Span,
    /// `<h3>` to `<h6>`.
    Subheading,
    Table,
    /// `<caption>`, `<col>`, `<colgroup>`, `<tfoot>`, `<thead>`.
    TablePart,
    Cell,
    HeaderCell,
    Row,
    /// `<address>`, `<dd>`, `<dt>`.
    Term,
    UnorderedList,
}

impl Tag {
    pub(super) fn of(name: &str) -> Self {
        match name {
            "a" => Self::Anchor,
            "article" => Self::Article,
            "aside" => Self::Aside,
            "blockquote" => Self::Blockquote,
            "body" => Self::Body,
            "br" => Self::Break,
            "button" => Self::Button,
            "code" => Self::Code,
            "dl" => Self::Definitions,
            "dialog" => Self::Dialog,
            "div" => Self::Div,
            "del" | "ins" => Self::Edit,
            "fieldset" => Self::Fieldset,
            "figure" => Self::Figure,
            "footer" => Self::Footer,
            "form" => Self::Form,
            "header" => Self::Header,
            "h1" | "h2" => Self::Heading,
            "li" => Self::Item,
            "ol" => Self::OrderedList,
            "p" => Self::Paragraph,
            "pre" => Self::Preformatted,
            "hr" => Self::Rule,
            "section" => Self::Section,
            "span" | "font" => Self::Span,
            "h3" | "h4" | "h5" | "h6" => Self::Subheading,
            "table" => Self::Table,
            "caption" | "col" | "colgroup" | "tfoot" | "thead" => Self::TablePart,
            "td" => Self::Cell,
            "th" => Self::HeaderCell,
            "tr" => Self::Row,
            "address" | "dd" | "dt" => Self::Term,
            "ul" => Self::UnorderedList,
            "abbr" | "b" | "bdo" | "cite" | "data" | "datalist" | "dfn" | "em" | "i" | "kbd"
            | "label" | "mark" | "meter" | "output" | "progress" | "q" | "ruby" | "samp"
            | "small" | "strong" | "sub" | "sup" | "time" | "var" | "wbr" => Self::Phrase,
            _ => Self::Other,
        }
    }

    /// Whether it is an element of a phrase, whatever it holds.
    pub(in super::super) const fn is_phrase(self) -> bool {
        matches!(
            self,
            Self::Break | Self::Button | Self::Code | Self::Phrase | Self::Span
        )
    }

    pub(in super::super) const fn is_heading(self) -> bool {
        matches!(self, Self::Heading | Self::Subheading)
    }

    pub(in super::super) const fn is_list(self) -> bool {
        matches!(self, Self::OrderedList | Self::UnorderedList)
    }
}

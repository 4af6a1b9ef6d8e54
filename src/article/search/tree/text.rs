//! The texts of a tree: measured once, counted without being looked at again, and read in the end.

use super::super::super::text::{Layout, Writer};
use super::{Data, Id, Tree};

/// A run of text, measured.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Text {
    start: usize,
    end: usize,
    /// Its characters, each run of whitespace as one.
    chars: usize,
    /// Commas of any script.
    pub commas: usize,
    /// Commas of Latin script.
    pub latin_commas: usize,
    starts_with_space: bool,
    ends_with_space: bool,
    /// Whether it is more than whitespace.
    pub is_visible: bool,
}

/// Commas of any script.
const COMMAS: [char; 9] = [
    ',', '\u{60C}', '\u{FE50}', '\u{FE10}', '\u{FE11}', '\u{2E41}', '\u{2E34}', '\u{2E32}',
    '\u{FF0C}',
];

/// Measures a text that begins there in the text of its tree.
pub(super) fn measured(contents: &str, start: usize) -> Text {
    let mut text = Text {
        start,
        end: start + contents.len(),
        chars: 0,
        commas: 0,
        latin_commas: 0,
        starts_with_space: contents.starts_with(char::is_whitespace),
        ends_with_space: false,
        is_visible: false,
    };
    let mut count = |is_space: bool| {
        text.chars += usize::from(!(is_space && text.ends_with_space));
        text.ends_with_space = is_space;
        text.is_visible |= !is_space;
    };
    if contents.is_ascii() {
        for byte in contents.bytes() {
            count(matches!(byte, 9..=13 | b' '));
        }
        text.latin_commas = contents.bytes().filter(|byte| *byte == b',').count();
        text.commas = text.latin_commas;
        return text;
    }
    for c in contents.chars() {
        count(c.is_whitespace());
    }
    text.latin_commas = contents.bytes().filter(|byte| *byte == b',').count();
    text.commas = contents.chars().filter(|c| COMMAS.contains(c)).count();
    text
}

impl Tree {
    /// The characters of a node and all below it, each run of whitespace as one.
    pub(in super::super) fn chars(&self, id: Id) -> usize {
        let (mut count, mut is_after_space) = (0, true);
        for text in std::iter::once(id)
            .chain(self.below(id))
            .filter_map(|id| self.text(id))
        {
            count += text.chars - usize::from(is_after_space && text.starts_with_space);
            is_after_space = text.ends_with_space;
        }
        count - usize::from(is_after_space && count > 0)
    }

    /// The text of a node and all below it, as it stands in the source.
    pub(in super::super) fn plain(&self, id: Id) -> String {
        std::iter::once(id)
            .chain(self.below(id))
            .filter_map(|id| self.text(id))
            .map(|text| &self.text[text.start..text.end])
            .collect()
    }

    /// Whether there is anything to read in a node.
    pub(in super::super) fn has_words(&self, id: Id) -> bool {
        std::iter::once(id)
            .chain(self.below(id))
            .any(|id| self.text(id).is_some_and(|text| text.is_visible))
    }

    /// The readable text below a node, by [the rules of readable text](super::super::text).
    pub(in super::super) fn readable(&self, root: Id) -> String {
        let mut writer = Writer::with_capacity(self.text.len());
        let mut preformatted = 0_usize;
        let mut node = root;
        let mut is_entering = true;
        loop {
            let mut into = None;
            match self.nodes[node.0].data {
                Data::Text(text) => {
                    writer.write(&self.text[text.start..text.end], preformatted > 0);
                }
                Data::Element(element) if is_entering => {
                    if element.layout != Layout::Skip {
                        writer.enter(element.layout);
                        preformatted += usize::from(element.layout == Layout::Preformatted);
                        into = self.first(node);
                        if into.is_none() {
                            writer.leave(element.layout);
                            preformatted -= usize::from(element.layout == Layout::Preformatted);
                        }
                    }
                }
                Data::Element(element) => {
                    writer.leave(element.layout);
                    preformatted -= usize::from(element.layout == Layout::Preformatted);
                }
            }
            if let Some(child) = into {
                (node, is_entering) = (child, true);
            } else if node == root {
                return writer.finish();
            } else if let Some(next) = self.after(node) {
                (node, is_entering) = (next, true);
            } else if let Some(parent) = self.parent(node) {
                (node, is_entering) = (parent, false);
            } else {
                return writer.finish();
            }
        }
    }
}

//! The body of a page as a light tree: what the search for the article asks of it, and no more.
//!
//! **In:** the tree as parsed. **Out:** a copy of its body without what [holds no text](super::super::prune), in which
//! every text is measured once, so that the search counts nodes and not characters.

mod tag;
mod text;

use dom_query::{NodeData, NodeRef};

use super::super::prune::{NO_TEXT, is_hidden};
use super::super::text::{Layout, layout_of};
use super::words::{CLASSES, Weight};
use text::measured;

pub(super) use tag::Tag;
pub(super) use text::Text;

/// A node, by its place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Id(usize);

/// An element and what its attributes say to the search.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    pub tag: Tag,
    layout: Layout,
    class: (usize, usize),
    /// What its class and id say of what it holds.
    pub weight: Weight,
    /// Whether it is not for reading: hidden from screen readers, or a dialog.
    pub is_off_page: bool,
    /// Whether its role is one of furniture.
    pub has_unlikely_role: bool,
    pub is_presentation: bool,
    pub has_summary: bool,
    /// Whether it leads to another place of the page.
    pub is_inner_link: bool,
    /// How many columns a cell spans.
    pub columns: usize,
    /// Whether a table holds data, and is no means of layout.
    pub is_data: bool,
    /// How much the paragraphs in it speak for it.
    pub score: Option<f32>,
}

impl Element {
    fn new(tag: Tag, layout: Layout) -> Self {
        Self {
            tag,
            layout,
            class: (0, 0),
            weight: Weight::default(),
            is_off_page: false,
            has_unlikely_role: false,
            is_presentation: false,
            has_summary: false,
            is_inner_link: false,
            columns: 1,
            is_data: false,
            score: None,
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Data {
    Text(Text),
    Element(Element),
}

#[derive(Debug, Clone, Copy)]
struct Node {
    parent: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
    before: Option<Id>,
    after: Option<Id>,
    data: Data,
}

/// The tree. Ids are of this tree: it makes them, and forgets none.
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// All texts, classes and ids, one behind the other.
    text: String,
}

impl Tree {
    /// The root, which is the body of the page.
    pub(super) const BODY: Id = Id(0);

    /// Copies a body without what holds no text or is hidden.
    pub(super) fn of(body: &NodeRef<'_>) -> Self {
        let mut tree = Self {
            nodes: Vec::with_capacity(body.tree.len()),
            text: String::new(),
        };
        tree.copy(body, Tag::Body, "body");
        let (mut node, mut into) = (body.first_child(), Self::BODY);
        while let Some(here) = node {
            let copied = tree.take(&here);
            if let Some(copy) = copied {
                tree.append(into, copy);
            }
            if let (Some(copy), Some(child)) = (copied, here.first_child()) {
                into = copy;
                node = Some(child);
                continue;
            }
            let mut last = here;
            node = loop {
                if let Some(sibling) = last.next_sibling() {
                    break Some(sibling);
                }
                match last.parent() {
                    Some(parent) if parent.id != body.id => last = parent,
                    _ => break None,
                }
                // The root has no parent, and the walk ends before it.
                into = tree.parent(into).unwrap_or(Self::BODY);
            };
        }
        tree
    }

    /// Copies one node, if it is for reading.
    fn take(&mut self, node: &NodeRef<'_>) -> Option<Id> {
        if let Some(name) = node.qual_name_ref() {
            let name: &str = &name.local;
            if name == "title" || NO_TEXT.contains(&name) || is_hidden(node) {
                return None;
            }
            return Some(self.copy(node, Tag::of(name), name));
        }
        let mut text = None;
        node.query(|inner| {
            if let NodeData::Text { contents } = &inner.data {
                let start = self.text.len();
                self.text.push_str(contents);
                text = Some(measured(contents, start));
            }
        });
        Some(self.add(Data::Text(text?)))
    }

    fn copy(&mut self, node: &NodeRef<'_>, tag: Tag, name: &str) -> Id {
        let mut element = Element::new(tag, layout_of(name));
        // <font> says nothing but how text looks.
        let attributes = node.element_ref().filter(|_| name != "font");
        let mut id = (0, 0);
        let (mut is_aria_hidden, mut is_modal, mut is_dialog) = (false, false, false);
        for attribute in attributes.iter().flat_map(|element| &element.attrs) {
            let value: &str = &attribute.value;
            match attribute.name.local.as_ref() {
                "class" => element.class = self.push(value),
                "id" => id = self.push(value),
                "aria-hidden" => is_aria_hidden = value == "true",
                "aria-modal" => is_modal = value == "true",
                "role" => {
                    is_dialog = value == "dialog";
                    element.is_presentation = value == "presentation";
                    element.has_unlikely_role = UNLIKELY_ROLES.contains(&value);
                }
                "summary" => element.has_summary = true,
                "colspan" => element.columns = columns(value),
                "href" => element.is_inner_link = value.len() > 1 && value.starts_with('#'),
                _ => {}
            }
        }
        let class = &self.text[element.class.0..element.class.1];
        element.weight = CLASSES.weigh(class, &self.text[id.0..id.1]);
        element.is_off_page = tag == Tag::Dialog
            || (is_modal && is_dialog)
            || (is_aria_hidden && !class.contains("fallback-image"));
        self.add(Data::Element(element))
    }

    fn push(&mut self, value: &str) -> (usize, usize) {
        let start = self.text.len();
        self.text.push_str(value);
        (start, self.text.len())
    }

    fn add(&mut self, data: Data) -> Id {
        self.nodes.push(Node {
            parent: None,
            first: None,
            last: None,
            before: None,
            after: None,
            data,
        });
        Id(self.nodes.len() - 1)
    }

    /// A new element, outside the tree.
    pub(super) fn create(&mut self, tag: Tag) -> Id {
        self.add(Data::Element(Element::new(tag, Layout::Block)))
    }

    pub(super) fn element(&self, id: Id) -> Option<&Element> {
        match &self.nodes[id.0].data {
            Data::Element(element) => Some(element),
            Data::Text(_) => None,
        }
    }

    pub(super) fn element_mut(&mut self, id: Id) -> Option<&mut Element> {
        match &mut self.nodes[id.0].data {
            Data::Element(element) => Some(element),
            Data::Text(_) => None,
        }
    }

    pub(super) fn text(&self, id: Id) -> Option<&Text> {
        match &self.nodes[id.0].data {
            Data::Text(text) => Some(text),
            Data::Element(_) => None,
        }
    }

    pub(super) fn tag(&self, id: Id) -> Option<Tag> {
        self.element(id).map(|element| element.tag)
    }

    pub(super) fn is(&self, id: Id, tag: Tag) -> bool {
        self.tag(id) == Some(tag)
    }

    pub(super) fn class(&self, id: Id) -> &str {
        self.element(id)
            .map_or("", |e| &self.text[e.class.0..e.class.1])
    }

    /// Makes a block of another kind out of an element.
    pub(super) fn rename(&mut self, id: Id, tag: Tag) {
        if let Some(element) = self.element_mut(id) {
            element.tag = tag;
            element.layout = Layout::Block;
        }
    }

    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        self.nodes[id.0].parent
    }

    pub(super) fn first(&self, id: Id) -> Option<Id> {
        self.nodes[id.0].first
    }

    pub(super) fn last(&self, id: Id) -> Option<Id> {
        self.nodes[id.0].last
    }

    pub(super) fn before(&self, id: Id) -> Option<Id> {
        self.nodes[id.0].before
    }

    pub(super) fn after(&self, id: Id) -> Option<Id> {
        self.nodes[id.0].after
    }

    /// Those above a node, the nearest first.
    pub(super) fn above(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.first(id), |id| self.after(*id))
    }

    pub(super) fn elements(&self, id: Id) -> impl Iterator<Item = Id> {
        self.children(id)
            .filter(|child| self.element(*child).is_some())
    }

    /// All below a node, in the order of the page.
    pub(super) fn below(&self, root: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.first(root), move |id| {
            self.first(*id).or_else(|| self.after_all(*id, root))
        })
    }

    /// What comes behind a node and all below it, within `root`.
    fn after_all(&self, id: Id, root: Id) -> Option<Id> {
        let mut last = id;
        loop {
            if last == root {
                return None;
            }
            if let Some(next) = self.after(last) {
                return Some(next);
            }
            last = self.parent(last)?;
        }
    }

    /// The next element in the order of the page; behind all that `id` holds, if `past` it.
    pub(super) fn next_element(&self, id: Id, past: bool) -> Option<Id> {
        let mut next = match self.first(id) {
            Some(first) if !past => Some(first),
            _ => self.after_all(id, Self::BODY),
        };
        while let Some(id) = next {
            if self.element(id).is_some() {
                return next;
            }
            next = self.after_all(id, Self::BODY);
        }
        None
    }

    /// Takes a node out of the tree with all below it.
    pub(super) fn detach(&mut self, id: Id) {
        let Node {
            parent,
            before,
            after,
            ..
        } = self.nodes[id.0];
        match (before, parent) {
            (Some(before), _) => self.nodes[before.0].after = after,
            (None, Some(parent)) => self.nodes[parent.0].first = after,
            (None, None) => {}
        }
        match (after, parent) {
            (Some(after), _) => self.nodes[after.0].before = before,
            (None, Some(parent)) => self.nodes[parent.0].last = before,
            (None, None) => {}
        }
        let node = &mut self.nodes[id.0];
        (node.parent, node.before, node.after) = (None, None, None);
    }

    /// Moves a node to the end of another.
    pub(super) fn append(&mut self, parent: Id, id: Id) {
        self.detach(id);
        let last = self.nodes[parent.0].last.replace(id);
        match last {
            Some(last) => self.nodes[last.0].after = Some(id),
            None => self.nodes[parent.0].first = Some(id),
        }
        let node = &mut self.nodes[id.0];
        (node.parent, node.before) = (Some(parent), last);
    }

    /// Moves a node before another, which is in the tree.
    pub(super) fn insert_before(&mut self, id: Id, new: Id) {
        self.detach(new);
        let Node { parent, before, .. } = self.nodes[id.0];
        match (before, parent) {
            (Some(before), _) => self.nodes[before.0].after = Some(new),
            (None, Some(parent)) => self.nodes[parent.0].first = Some(new),
            (None, None) => {}
        }
        self.nodes[id.0].before = Some(new);
        let node = &mut self.nodes[new.0];
        (node.parent, node.before, node.after) = (parent, before, Some(id));
    }

    /// Puts a node in the place of another.
    pub(super) fn replace(&mut self, id: Id, new: Id) {
        self.insert_before(id, new);
        self.detach(id);
    }
}

/// Roles of elements that hold no article (WAI-ARIA).
const UNLIKELY_ROLES: [&str; 7] = [
    "menu",
    "menubar",
    "complementary",
    "navigation",
    "alert",
    "alertdialog",
    "dialog",
];

/// How many columns a cell spans: at most 1,000, as browsers have it; one where it does not say.
fn columns(value: &str) -> usize {
    match value.parse::<usize>() {
        Ok(value) => value.clamp(1, 1000),
        Err(_) if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) => 1000,
        Err(_) => 1,
    }
}

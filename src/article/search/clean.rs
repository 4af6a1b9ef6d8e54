//! What is gathered as an article, without what does not belong to it: bars of links, forms, tables of layout.

use super::link_density;
use super::tree::{Id, Tag, Tree};
use super::{is_blank, is_block, is_phrase};

/// A bar for sharing has fewer characters than this.
const MOST_SHARE: usize = 500;

/// With so many commas it is prose.
const PROSE: usize = 10;

/// Words that stand alone where an advertisement is to come.
const ADVERTISING: [&str; 10] = [
    "ad",
    "advertising",
    "advertisement",
    "pub",
    "publicité",
    "werb",
    "werbung",
    "广告",
    "реклама",
    "anuncio",
];

/// Words that stand alone, perhaps with dots, where a part of the page is to come.
const LOADING: [&str; 5] = ["loading", "正在加载", "загрузка", "chargement", "cargando"];

/// No placeholder has more characters, its dots included.
const MOST_PLACEHOLDER: usize = 100;

/// Cleans what is below `article`.
pub(super) fn clean(tree: &mut Tree, article: Id) {
    for id in all(tree, article, |_| true) {
        if tree.element(id).is_some_and(|e| e.weight.is_share) && tree.chars(id) < MOST_SHARE {
            tree.detach(id);
        }
    }
    mark_data(tree, article);
    remove_unlikely(tree, article, |tag| {
        matches!(tag, Tag::Form | Tag::Fieldset)
    });
    let furniture = |tag| matches!(tag, Tag::Footer | Tag::Aside | Tag::Button);
    for id in all(tree, article, furniture) {
        tree.detach(id);
    }
    for id in all(tree, article, |tag| tag == Tag::Heading) {
        if weight(tree, id) < 0.0 {
            tree.detach(id);
        }
    }
    remove_unlikely(tree, article, |tag| {
        matches!(tag, Tag::Table | Tag::UnorderedList | Tag::Div)
    });
    for id in all(tree, article, |tag| tag == Tag::Paragraph) {
        if tree.chars(id) == 0 && !parts_words(tree, id) {
            tree.detach(id);
        }
    }
}

/// Whether an element stands between two phrases, which without it would be one.
fn parts_words(tree: &Tree, id: Id) -> bool {
    let is_word = |other: Option<Id>| {
        other.is_some_and(|other| is_phrase(tree, other) && !is_blank(tree, other))
    };
    is_word(tree.before(id)) && is_word(tree.after(id))
}

/// The elements below a node, in the order of the page.
fn all(tree: &Tree, root: Id, is_wanted: impl Fn(Tag) -> bool) -> Vec<Id> {
    tree.below(root)
        .filter(|id| tree.tag(*id).is_some_and(&is_wanted))
        .collect()
}

fn weight(tree: &Tree, id: Id) -> f32 {
    tree.element(id).map_or(0.0, |element| element.weight.value)
}

/// Tells tables of data from those of layout.
fn mark_data(tree: &mut Tree, root: Id) {
    for id in all(tree, root, |tag| tag == Tag::Table) {
        let is_data = is_data(tree, id);
        if let Some(element) = tree.element_mut(id) {
            element.is_data = is_data;
        }
    }
}

fn is_data(tree: &Tree, table: Id) -> bool {
    let Some(element) = tree.element(table) else {
        return false;
    };
    if element.is_presentation {
        return false;
    }
    let has = |is_wanted: fn(Tag) -> bool| {
        tree.below(table)
            .any(|id| tree.tag(id).is_some_and(is_wanted))
    };
    if element.has_summary || has(|tag| matches!(tag, Tag::TablePart | Tag::HeaderCell)) {
        return true;
    }
    if has(|tag| tag == Tag::Table) {
        return false;
    }
    let (mut rows, mut columns) = (0_usize, 0_usize);
    for row in tree.below(table).filter(|id| tree.is(*id, Tag::Row)) {
        rows += 1;
        let cells = tree.below(row).filter_map(|id| tree.element(id));
        let wide = cells
            .filter(|cell| cell.tag == Tag::Cell)
            .map(|cell| cell.columns)
            .fold(0, usize::saturating_add);
        columns = columns.max(wide);
    }
    if rows == 1 || columns == 1 {
        return false;
    }
    rows >= 10 || columns > 4 || rows.saturating_mul(columns) > 10
}

/// Takes out those of some elements that do not look like part of an article, the inner before the outer.
fn remove_unlikely(tree: &mut Tree, root: Id, is_wanted: impl Fn(Tag) -> bool) {
    for id in all(tree, root, is_wanted).into_iter().rev() {
        if is_unlikely(tree, id) {
            tree.detach(id);
        }
    }
}

fn is_unlikely(tree: &Tree, id: Id) -> bool {
    let Some(tag) = tree.tag(id) else {
        return false;
    };
    let is_data = |id: Id| tree.element(id).is_some_and(|element| element.is_data);
    if is_data(id) || tree.below(id).any(is_data) || tree.above(id).any(is_data) {
        return false;
    }
    let weight = weight(tree, id);
    if weight < 0.0 {
        return !tree
            .below(id)
            .any(|other| tree.is(other, Tag::Preformatted));
    }
    let commas: usize = tree
        .below(id)
        .filter_map(|other| tree.text(other))
        .map(|text| text.latin_commas)
        .sum();
    if commas >= PROSE {
        return false;
    }
    let chars = tree.chars(id);
    if chars <= MOST_PLACEHOLDER && is_placeholder(&tree.plain(id)) {
        return true;
    }
    let is_list = matches!(tag, Tag::UnorderedList) || share(tree, id, chars, Tag::is_list) > 0.9;
    if !is_overgrown(tree, id, chars, weight, is_list) {
        return false;
    }
    // A plain list is left out only if it has items.
    !is_list
        || tree
            .children(id)
            .any(|child| tree.elements(child).nth(1).is_some())
        || tree.below(id).any(|other| tree.is(other, Tag::Item))
}

/// Whether links, items or headings outweigh the prose in an element.
fn is_overgrown(tree: &Tree, id: Id, chars: usize, weight: f32, is_list: bool) -> bool {
    let count = |tag: Tag| tree.below(id).filter(|other| tree.is(*other, tag)).count();
    if !is_list && count(Tag::Item) > count(Tag::Paragraph).saturating_add(100) {
        return true;
    }
    let links = link_density(tree, id, Some(chars));
    let is_in_figure = || tree.above(id).any(|above| tree.is(above, Tag::Figure));
    if !is_list
        && chars < 25
        && links > 0.0
        && !is_in_figure()
        && share(tree, id, chars, Tag::is_heading) < 0.9
    {
        return true;
    }
    if !is_list && weight < 25.0 && links > 0.2 {
        return true;
    }
    if weight >= 25.0 && links > 0.5 {
        return true;
    }
    let holds_text = |other: Id| {
        is_block(tree, other) || matches!(tree.tag(other), Some(Tag::Span | Tag::Item | Tag::Cell))
    };
    !tree
        .below(id)
        .any(|other| holds_text(other) && tree.chars(other) > 0)
}

/// What part of an element's text stands in some elements below it. Nested ones count twice.
fn share(tree: &Tree, id: Id, chars: usize, is_wanted: impl Fn(Tag) -> bool) -> f32 {
    if chars == 0 {
        return 0.0;
    }
    let within: usize = tree
        .below(id)
        .filter(|other| tree.tag(*other).is_some_and(&is_wanted))
        .map(|other| tree.chars(other))
        .sum();
    super::number(within) / super::number(chars)
}

fn is_placeholder(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    ADVERTISING.contains(&text.as_str()) || LOADING.contains(&text.trim_end_matches(['…', '.']))
}

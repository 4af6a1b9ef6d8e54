//! The search for the article in a page: one strict attempt, on a tree made for it.
//!
//! **In:** the tree as parsed, its headline taken out. **Out:** the readable text of what looks like the article, or
//! nothing. It goes by the rules of Mozilla's Readability (each paragraph speaks for the elements around it, by its
//! length and its commas; classes and links speak for or against them), which `dom_smoothie` is a port of too, and comes
//! to the same text as that; where it finds too little, the [caller](super::html) has the crate try all its ways.
//! Unlike the crate it writes no HTML, and it keeps line breaks before a paragraph and the gaps between cells: without
//! them two figures would read as one.

mod clean;
mod tree;
mod words;

use dom_query::Document;

use clean::clean;
use tree::{Element, Id, Tag, Tree};

/// A paragraph of fewer characters says nothing.
const LEAST_PARAGRAPH: usize = 25;

/// How many of the elements with the highest scores are compared.
const CANDIDATES: usize = 5;

/// How many candidates must share an element above them for it to be taken in their place.
const COMMON: usize = 3;

/// A score up to which links are not looked at.
const LOW_SCORE: f32 = 5.0;

/// The text of the article, if one is found.
pub(super) fn article_in(document: &Document) -> Option<String> {
    let mut tree = Tree::of(&document.body()?);
    breaks_to_paragraphs(&mut tree);
    let speaking = paragraphs(&mut tree);
    let best = score(&mut tree, &speaking);
    let article = gather(&mut tree, &best)?;
    clean(&mut tree, article);
    Some(tree.readable(article))
}

/// Makes a paragraph of what stands behind two line breaks or more.
fn breaks_to_paragraphs(tree: &mut Tree) {
    let breaks: Vec<Id> = tree
        .below(Tree::BODY)
        .filter(|id| tree.is(*id, Tag::Break))
        .collect();
    for id in breaks {
        let mut is_run = false;
        let mut next = tree.after(id);
        while let Some(other) = significant(tree, next) {
            if !tree.is(other, Tag::Break) {
                break;
            }
            is_run = true;
            next = tree.after(other);
            tree.detach(other);
        }
        if !is_run {
            continue;
        }
        let paragraph = tree.create(Tag::Paragraph);
        tree.replace(id, paragraph);
        let mut next = tree.after(paragraph);
        while let Some(here) = next {
            let is_second_run = tree.is(here, Tag::Break)
                && significant(tree, tree.after(here))
                    .is_some_and(|other| tree.is(other, Tag::Break));
            if is_second_run || !is_phrase(tree, here) {
                break;
            }
            next = tree.after(here);
            tree.append(paragraph, here);
        }
        trim_end(tree, paragraph);
        if let Some(parent) = tree.parent(paragraph)
            && tree.is(parent, Tag::Paragraph)
        {
            tree.rename(parent, Tag::Div);
        }
    }
}

/// The node itself or the first behind it that is more than whitespace.
fn significant(tree: &Tree, from: Option<Id>) -> Option<Id> {
    std::iter::successors(from, |id| tree.after(*id))
        .find(|id| tree.text(*id).is_none_or(|text| text.is_visible))
}

/// Whether a node belongs to a phrase: text, or an element that does not break the line.
fn is_phrase(tree: &Tree, id: Id) -> bool {
    let Some(tag) = tree.tag(id) else {
        return true;
    };
    tag.is_phrase()
        || (matches!(tag, Tag::Anchor | Tag::Edit)
            && tree.first(id).is_some()
            && tree.children(id).all(|child| is_phrase(tree, child)))
}

/// Whether a node is whitespace or a line break.
fn is_blank(tree: &Tree, id: Id) -> bool {
    tree.text(id)
        .map_or_else(|| tree.is(id, Tag::Break), |text| !text.is_visible)
}

fn trim_end(tree: &mut Tree, id: Id) {
    while let Some(last) = tree.last(id) {
        if !is_blank(tree, last) {
            break;
        }
        tree.detach(last);
    }
}

/// Takes out what is unlikely to be of the article, makes paragraphs of loose text, and returns what may speak for the
/// elements around it.
fn paragraphs(tree: &mut Tree) -> Vec<Id> {
    let mut speaking = Vec::new();
    let mut next = tree.next_element(Tree::BODY, false);
    while let Some(mut id) = next {
        let Some(element) = tree.element(id).copied() else {
            break;
        };
        if element.is_off_page || is_unlikely(tree, id, &element) || is_empty(tree, id, element.tag)
        {
            next = tree.next_element(id, true);
            tree.detach(id);
            continue;
        }
        match element.tag {
            Tag::Section
            | Tag::Heading
            | Tag::Subheading
            | Tag::Paragraph
            | Tag::Cell
            | Tag::Preformatted => speaking.push(id),
            Tag::Div => {
                wrap_phrases(tree, id);
                if let Some(only) = only_paragraph(tree, id)
                    && link_density(tree, id, None) < 0.25
                {
                    tree.replace(id, only);
                    speaking.push(only);
                    id = only;
                } else if !tree.below(id).any(|other| is_block(tree, other)) {
                    tree.rename(id, Tag::Paragraph);
                    speaking.push(id);
                }
            }
            _ => {}
        }
        next = tree.next_element(id, false);
    }
    speaking
}

fn is_unlikely(tree: &Tree, id: Id, element: &Element) -> bool {
    element.has_unlikely_role
        || (element.tag != Tag::Anchor
            && element.weight.is_unlikely
            && !tree
                .above(id)
                .take(3)
                .any(|above| matches!(tree.tag(above), Some(Tag::Table | Tag::Code))))
}

/// Whether a section or heading holds nothing but line breaks and rules.
fn is_empty(tree: &Tree, id: Id, tag: Tag) -> bool {
    if !(tag.is_heading() || matches!(tag, Tag::Div | Tag::Section | Tag::Header))
        || tree.has_words(id)
    {
        return false;
    }
    let elements = tree.elements(id).count();
    let is_rule = |other: &Id| matches!(tree.tag(*other), Some(Tag::Break | Tag::Rule));
    elements == 0 || elements == tree.below(id).filter(is_rule).count()
}

/// Whether it is one of the elements that are no phrase and no part of another.
fn is_block(tree: &Tree, id: Id) -> bool {
    matches!(
        tree.tag(id),
        Some(
            Tag::Blockquote
                | Tag::Definitions
                | Tag::Div
                | Tag::OrderedList
                | Tag::Paragraph
                | Tag::Preformatted
                | Tag::Table
                | Tag::UnorderedList
        )
    )
}

/// Puts each run of loose text and phrases in a paragraph of its own.
fn wrap_phrases(tree: &mut Tree, id: Id) {
    let mut next = tree.first(id);
    while let Some(here) = next {
        next = tree.after(here);
        if !is_phrase(tree, here) || is_blank(tree, here) {
            continue;
        }
        let paragraph = tree.create(Tag::Paragraph);
        tree.insert_before(here, paragraph);
        tree.append(paragraph, here);
        while let Some(other) = next {
            next = tree.after(other);
            if !is_phrase(tree, other) {
                break;
            }
            tree.append(paragraph, other);
        }
        trim_end(tree, paragraph);
    }
}

/// The paragraph that is all there is in an element.
fn only_paragraph(tree: &Tree, id: Id) -> Option<Id> {
    let mut elements = tree.elements(id);
    let only = elements
        .next()
        .filter(|only| tree.is(*only, Tag::Paragraph))?;
    let is_alone = elements.next().is_none()
        && !tree
            .children(id)
            .any(|child| tree.text(child).is_some_and(|text| text.is_visible));
    is_alone.then_some(only)
}

/// A count as a number to reckon with, rounded once.
fn number(count: usize) -> f32 {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    // Invariant: both halves have 16 bits.
    let half = |bits: u32| u16::try_from(bits & 0xFFFF).map_or(0.0, f32::from);
    half(count >> 16) * 65_536.0 + half(count)
}

/// What part of an element's text is links. Links within the page count for less.
fn link_density(tree: &Tree, id: Id, chars: Option<usize>) -> f32 {
    let mut links = 0.0;
    for link in tree.below(id) {
        if let Some(element) = tree.element(link)
            && element.tag == Tag::Anchor
        {
            let share = if element.is_inner_link { 0.3 } else { 1.0 };
            links += number(tree.chars(link)) * share;
        }
    }
    let all = || number(chars.unwrap_or_else(|| tree.chars(id)));
    if links == 0.0 || all() == 0.0 {
        return 0.0;
    }
    links / all()
}

/// What an element counts before anything speaks for it.
fn initial_score(element: &Element) -> f32 {
    let by_tag = match element.tag {
        Tag::Div => 5.0,
        Tag::Preformatted | Tag::Cell | Tag::Blockquote => 3.0,
        Tag::Term
        | Tag::OrderedList
        | Tag::UnorderedList
        | Tag::Definitions
        | Tag::Item
        | Tag::Form => -3.0,
        Tag::Heading | Tag::Subheading | Tag::HeaderCell => -5.0,
        _ => 0.0,
    };
    by_tag + element.weight.value
}

/// Gives each element around the paragraphs its score, and returns the best, the highest first.
fn score(tree: &mut Tree, speaking: &[Id]) -> Vec<Id> {
    let mut scored: Vec<Id> = Vec::new();
    for id in speaking {
        let chars = tree.chars(*id);
        if chars < LEAST_PARAGRAPH {
            continue;
        }
        let commas: usize = std::iter::once(*id)
            .chain(tree.below(*id))
            .filter_map(|below| tree.text(below))
            .map(|text| text.commas)
            .sum();
        let said = number(2 + commas + (chars / 100).min(3));
        let above: Vec<Id> = tree.above(*id).take(5).collect();
        for (level, id) in (0_u8..).zip(above) {
            let divider = match level {
                0 => 1.0,
                1 => 2.0,
                more => f32::from(more) * 3.0,
            };
            if let Some(element) = tree.element_mut(id) {
                let so_far = element.score.unwrap_or_else(|| {
                    scored.push(id);
                    initial_score(element)
                });
                element.score = Some(so_far + said / divider);
            }
        }
    }
    let mut candidates = Vec::with_capacity(scored.len());
    for id in scored {
        let raw = score_of(tree, id).filter(|score| *score > 0.0);
        let score = raw.map(|score| {
            if score > LOW_SCORE {
                score * (1.0 - link_density(tree, id, None))
            } else {
                score
            }
        });
        if let Some(element) = tree.element_mut(id) {
            element.score = score;
        }
        candidates.extend(score.map(|score| (id, score)));
    }
    // Of two alike, the one that was come upon first.
    candidates.sort_by(|a, b| b.1.total_cmp(&a.1));
    candidates
        .into_iter()
        .take(CANDIDATES)
        .map(|(id, _)| id)
        .collect()
}

fn score_of(tree: &Tree, id: Id) -> Option<f32> {
    tree.element(id).and_then(|element| element.score)
}

/// The score of an element; its initial one where nothing spoke for it.
fn ensure_score(tree: &mut Tree, id: Id) -> f32 {
    let Some(element) = tree.element_mut(id) else {
        return 0.0;
    };
    let initial = initial_score(element);
    *element.score.get_or_insert(initial)
}

/// Gathers the article in one element: the best candidate, and what of its surroundings belongs to it.
fn gather(tree: &mut Tree, best: &[Id]) -> Option<Id> {
    let top = match best.first() {
        Some(first) if !tree.is(*first, Tag::Body) => {
            let mut top = common(tree, *first, best);
            // An only child stands for its parent, whose neighbours may belong to it.
            while let Some(parent) = tree.parent(top) {
                if tree.is(parent, Tag::Body) || tree.elements(parent).count() != 1 {
                    break;
                }
                top = parent;
            }
            top
        }
        _ => {
            let all = tree.create(Tag::Div);
            while let Some(child) = tree.first(Tree::BODY) {
                tree.append(all, child);
            }
            tree.append(Tree::BODY, all);
            all
        }
    };
    let top_score = ensure_score(tree, top);
    let parent = tree.parent(top)?;
    let article = tree.create(Tag::Div);
    let siblings: Vec<Id> = tree.elements(parent).collect();
    let mut taken = Vec::new();
    for sibling in siblings {
        if sibling == top || belongs(tree, sibling, top, top_score) {
            taken.push(sibling);
        }
    }
    for sibling in taken {
        let keeps_name = matches!(
            tree.tag(sibling),
            Some(
                Tag::Article
                    | Tag::Section
                    | Tag::Paragraph
                    | Tag::OrderedList
                    | Tag::UnorderedList
            )
        );
        if !keeps_name {
            tree.rename(sibling, Tag::Div);
        }
        tree.append(article, sibling);
    }
    tree.append(parent, article);
    Some(article)
}

/// A better candidate above the best: one that several of the others share, or one with a higher score.
fn common(tree: &mut Tree, first: Id, best: &[Id]) -> Id {
    let first_score = score_of(tree, first).unwrap_or(0.0);
    let near: Vec<Id> = best
        .iter()
        .skip(1)
        .copied()
        .filter(|id| score_of(tree, *id).unwrap_or(0.0) / first_score >= 0.75)
        .collect();
    let mut top = first;
    if near.len() > COMMON {
        let shared = tree
            .above(first)
            .take_while(|above| !tree.is(*above, Tag::Body))
            .find(|above| {
                let below = |id: &&Id| tree.above(**id).any(|other| other == *above);
                near.iter().filter(below).count() >= COMMON
            });
        top = shared.unwrap_or(first);
    }
    let mut last = ensure_score(tree, top);
    let least = last / 3.0;
    for above in tree.above(top) {
        if tree.is(above, Tag::Body) {
            break;
        }
        let Some(score) = score_of(tree, above) else {
            continue;
        };
        if score < least {
            break;
        }
        if score > last {
            return above;
        }
        last = score;
    }
    top
}

/// Whether a neighbour of the best candidate belongs to the article.
fn belongs(tree: &Tree, sibling: Id, top: Id, top_score: f32) -> bool {
    let score = score_of(tree, sibling).unwrap_or(0.0);
    if score > 0.0 {
        let class = tree.class(top);
        let bonus = if !class.is_empty() && tree.class(sibling) == class {
            top_score * 0.2
        } else {
            0.0
        };
        return score + bonus >= (top_score * 0.2).max(10.0);
    }
    if !tree.is(sibling, Tag::Paragraph) {
        return false;
    }
    let words: Vec<String> = tree
        .plain(sibling)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let text = words.join(" ");
    let length = text.chars().count();
    let density = link_density(tree, sibling, Some(length));
    let is_sentence = || text.ends_with('.') || text.contains(". ");
    (length > 80 && density < 0.25)
        || (length > 0 && length < 80 && density == 0.0 && is_sentence())
}

#[cfg(test)]
mod tests;

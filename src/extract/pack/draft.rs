//! The words of a pack while they are gathered: a tree of patterns, made small at the end.
//!
//! What enters: patterns with the sense of each. What leaves: a [`Lexicon`]. Invariant: parts of the tree from which the
//! same follows are one part afterwards; what a row of words means stays the same.

use std::collections::{BTreeMap, HashMap};

use super::lexicon::{Edge, FormId, LONGEST_STEM, Lexicon, Node, Place, Sense, Table, index, mask};
use super::notation::Piece;

/// More than this many patterns of one string are a slip of the pen.
const MOST: usize = 4096;

/// A place in the tree of patterns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
struct Branch {
    /// What ends there.
    senses: Vec<Sense>,
    /// Where a pattern goes on over a gap; nothing goes back to the root.
    gap: Node,
    /// Where patterns go on, by form.
    edges: BTreeMap<FormId, Node>,
}

/// A pattern under way while the choices of its words are multiplied.
#[derive(Clone, Copy)]
struct Row {
    node: Node,
    /// The longest word so far, in bytes, and its form.
    longest: (usize, FormId),
}

/// A piece whose word has its number.
#[derive(Clone, Copy)]
enum Step {
    Form(FormId, usize),
    Gap,
}

/// The tables while they grow.
#[derive(Debug)]
pub(super) struct Draft {
    exact: HashMap<String, FormId>,
    stems: HashMap<String, FormId>,
    /// The words and stems by form, from 1.
    forms: Vec<String>,
    /// By form: whether it makes a sentence worth a look.
    anchors: Vec<bool>,
    /// The root first; what follows a place stands behind it.
    tree: Vec<Branch>,
}

impl Draft {
    pub(super) fn new() -> Self {
        Self {
            exact: HashMap::new(),
            stems: HashMap::new(),
            forms: vec![String::new()],
            anchors: vec![false],
            tree: vec![Branch::default()],
        }
    }

    /// Adds the patterns that [`segments`](super::notation::segments) parted; `fold` folds their words. Words of a pattern
    /// that `anchors` are looked for first: it cannot stand where none of the tokens is its longest word or stem.
    pub(super) fn add(
        &mut self,
        segments: &[Vec<Vec<Piece>>],
        sense: Sense,
        anchors: bool,
        mut fold: impl FnMut(&str) -> String,
    ) -> Result<(), String> {
        let mut rows = vec![Row {
            node: 0,
            longest: (0, 0),
        }];
        for choices in segments {
            let choices = choices
                .iter()
                .map(|pieces| pieces.iter().map(|p| self.number(p, &mut fold)).collect())
                .collect::<Result<Vec<Vec<Step>>, _>>()?;
            if rows.len() * choices.len() > MOST {
                return Err(format!("it stands for more than {MOST} patterns"));
            }
            let mut longer = Vec::with_capacity(rows.len() * choices.len());
            for row in rows {
                for steps in &choices {
                    longer.push(steps.iter().fold(row, |row, step| self.go(row, *step)));
                }
            }
            rows = longer;
        }
        rows.retain(|row| row.node != 0);
        if rows.is_empty() {
            return Err("it holds no word".to_owned());
        }
        if self.tree[0].gap != 0 {
            return Err("a gap cannot begin it".to_owned());
        }
        for row in rows {
            self.end(row.node, sense);
            if anchors && let Some(anchor) = self.anchors.get_mut(index(row.longest.1)) {
                *anchor = true;
            }
        }
        Ok(())
    }

    /// The number of a piece's word, a new one for a new word.
    fn number(
        &mut self,
        piece: &Piece,
        fold: &mut impl FnMut(&str) -> String,
    ) -> Result<Step, String> {
        let (word, is_stem) = match piece {
            Piece::Gap => return Ok(Step::Gap),
            Piece::Word(word) => (fold(word), false),
            Piece::Stem(word) => (fold(word), true),
        };
        let bytes = word.len();
        if word.is_empty() {
            return Err("a word folds to nothing".to_owned());
        }
        if is_stem && bytes > LONGEST_STEM {
            return Err(format!("the stem “{word}” is too long"));
        }
        let next = FormId::try_from(self.forms.len()).map_err(|_| "too many words".to_owned())?;
        let table = if is_stem {
            &mut self.stems
        } else {
            &mut self.exact
        };
        let form = *table.entry(word.clone()).or_insert(next);
        if form == next {
            self.forms.push(word);
            self.anchors.push(false);
        }
        Ok(Step::Form(form, bytes))
    }

    fn go(&mut self, row: Row, step: Step) -> Row {
        let fresh = Node::try_from(self.tree.len()).unwrap_or(Node::MAX);
        let branch = &mut self.tree[index(row.node)];
        let (node, longest) = match step {
            Step::Gap => {
                if branch.gap == 0 {
                    branch.gap = fresh;
                }
                (branch.gap, row.longest)
            }
            Step::Form(form, bytes) => {
                let longest = if bytes >= row.longest.0 {
                    (bytes, form)
                } else {
                    row.longest
                };
                (*branch.edges.entry(form).or_insert(fresh), longest)
            }
        };
        if node == fresh {
            self.tree.push(Branch::default());
        }
        Row { node, longest }
    }

    /// Notes that `sense` ends at a node; of one section the first stays.
    fn end(&mut self, node: Node, sense: Sense) {
        let senses = &mut self.tree[index(node)].senses;
        if !senses.iter().any(|known| known.stands_for(sense)) {
            senses.push(sense);
        }
    }

    /// The finished tables.
    pub(super) fn finish(self) -> Lexicon {
        let mut made = Shrunk::default();
        // The root is no place of its own: where it leads stands by form.
        made.places.push(Place::default());
        let mut numbers = vec![0; self.tree.len()];
        // What follows a place was added behind it, so that from the end each finds its own finished.
        for (at, branch) in self.tree.into_iter().enumerate().rev() {
            let new = |old: Node| numbers.get(index(old)).copied().unwrap_or(0);
            let branch = Branch {
                gap: new(branch.gap),
                edges: branch
                    .edges
                    .into_iter()
                    .map(|(form, node)| (form, new(node)))
                    .collect(),
                senses: branch.senses,
            };
            if at == 0 {
                return made.lexicon(
                    &self.forms,
                    self.anchors,
                    &branch,
                    [&self.exact, &self.stems],
                );
            }
            numbers[at] = made.number(branch);
        }
        Lexicon::default()
    }
}

/// The tree with equal parts made one.
#[derive(Default)]
struct Shrunk {
    known: HashMap<Branch, Node>,
    places: Vec<Place>,
    edges: Vec<Edge>,
    senses: Vec<Sense>,
}

fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

impl Shrunk {
    /// The number of a place, a new one for one that no other equals.
    fn number(&mut self, branch: Branch) -> Node {
        if let Some(&node) = self.known.get(&branch) {
            return node;
        }
        let node = length(&self.places);
        let (edges, senses) = (length(&self.edges), length(&self.senses));
        self.edges.extend(
            branch
                .edges
                .iter()
                .map(|(&form, &node)| Edge { form, node }),
        );
        self.senses.extend_from_slice(&branch.senses);
        self.places.push(Place {
            after: branch.edges.keys().fold(0, |all, &form| all | mask(form)),
            gap: branch.gap,
            edges: (edges, length(&self.edges)),
            senses: (senses, length(&self.senses)),
        });
        self.known.insert(branch, node);
        node
    }

    fn lexicon(
        self,
        forms: &[String],
        anchors: Vec<bool>,
        root: &Branch,
        [exact, stems]: [&HashMap<String, FormId>; 2],
    ) -> Lexicon {
        let mut roots = vec![0; forms.len()];
        for (&form, &node) in &root.edges {
            roots[index(form)] = node;
        }
        let mut text = String::new();
        let mut bounds = Vec::with_capacity(forms.len() + 1);
        for form in forms {
            bounds.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
            text.push_str(form);
        }
        bounds.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        let table = |words: &HashMap<String, FormId>| {
            let mut all: Vec<FormId> = words.values().copied().collect();
            // In one order, so that the same pack gives the same bytes.
            all.sort_unstable();
            Table::of(&all, |form| &forms[index(form)])
        };
        Lexicon {
            text,
            bounds,
            exact: table(exact),
            stems: table(stems),
            anchors,
            roots,
            places: self.places,
            edges: self.edges,
            senses: self.senses,
            lengths: Vec::new(),
        }
        .with_lengths()
    }
}

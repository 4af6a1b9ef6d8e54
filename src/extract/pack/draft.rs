//! The words of a pack while they are gathered: a tree of patterns, made small at the end.
//!
//! What enters: patterns with the sense of each. What leaves: a [`Lexicon`]. Invariant: parts of the tree from which the
//! same follows are one part afterwards; what a row of words means stays the same.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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

/// A piece whose word has its number.
#[derive(Clone, Copy)]
enum Step {
    Form(FormId),
    Gap,
}

/// The tables while they grow.
#[derive(Debug)]
pub(super) struct Draft {
    exact: HashMap<String, FormId>,
    stems: HashMap<String, FormId>,
    /// The words and stems by form, from 1.
    forms: Vec<String>,
    /// Where patterns end of which a word makes a sentence worth a look.
    anchored: BTreeSet<Node>,
    /// By place in the tree: the place before it and the form between, nought for a gap.
    before: Vec<(Node, FormId)>,
    /// The root first; what follows a place stands behind it.
    tree: Vec<Branch>,
}

impl Draft {
    pub(super) fn new() -> Self {
        Self {
            exact: HashMap::new(),
            stems: HashMap::new(),
            forms: vec![String::new()],
            anchored: BTreeSet::new(),
            before: vec![(0, 0)],
            tree: vec![Branch::default()],
        }
    }

    /// Adds the patterns that [`segments`](super::notation::segments) parted; `fold` folds their words. Of a pattern that
    /// `anchors` one word is looked for first: it cannot stand where none of the tokens is that word.
    pub(super) fn add(
        &mut self,
        segments: &[Vec<Vec<Piece>>],
        sense: Sense,
        anchors: bool,
        mut fold: impl FnMut(&str) -> String,
    ) -> Result<(), String> {
        let mut rows: Vec<Node> = vec![0];
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
        rows.retain(|&node| node != 0);
        if rows.is_empty() {
            return Err("it holds no word".to_owned());
        }
        if self.tree[0].gap != 0 {
            return Err("a gap cannot begin it".to_owned());
        }
        for node in rows {
            self.end(node, sense);
            if anchors {
                self.anchored.insert(node);
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
        if word.is_empty() {
            return Err("a word folds to nothing".to_owned());
        }
        if is_stem && word.len() > LONGEST_STEM {
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
        }
        Ok(Step::Form(form))
    }

    fn go(&mut self, node: Node, step: Step) -> Node {
        let fresh = Node::try_from(self.tree.len()).unwrap_or(Node::MAX);
        let branch = &mut self.tree[index(node)];
        let (next, form) = match step {
            Step::Gap => {
                if branch.gap == 0 {
                    branch.gap = fresh;
                }
                (branch.gap, 0)
            }
            Step::Form(form) => (*branch.edges.entry(form).or_insert(fresh), form),
        };
        if next == fresh {
            self.tree.push(Branch::default());
            self.before.push((node, form));
        }
        next
    }

    /// The forms on the way to a node.
    fn way(&self, node: Node) -> impl Iterator<Item = FormId> {
        let mut at = node;
        std::iter::from_fn(move || {
            let &(before, form) = self.before.get(index(at)).filter(|_| at != 0)?;
            at = before;
            Some(form)
        })
        .filter(|&form| form != 0)
    }

    /// By form: whether it makes a sentence worth a look. Of each pattern one word is looked for: one that is looked for
    /// anyway, because it is a pattern by itself, else the longest that is not `light`, of several such the one in the
    /// fewest patterns. Any choice finds the same; a word of everyday would only make more sentences be read.
    fn anchors(&self, light: &BTreeSet<String>) -> Vec<bool> {
        let mut uses = vec![0_u32; self.forms.len()];
        let mut alone = vec![false; self.forms.len()];
        for &node in &self.anchored {
            for form in self.way(node) {
                uses[index(form)] += 1;
            }
            if let (Some(form), None) = (self.way(node).next(), self.way(node).nth(1)) {
                alone[index(form)] = true;
            }
        }
        let rank = |form: FormId| {
            let at = index(form);
            let word = &self.forms[at];
            let is_light = light.contains(word) || word.chars().nth(2).is_none();
            (!alone[at], is_light, Reverse(word.len()), uses[at])
        };
        let mut anchors = vec![false; self.forms.len()];
        for &node in &self.anchored {
            if let Some(form) = self.way(node).min_by_key(|&form| rank(form)) {
                anchors[index(form)] = true;
            }
        }
        anchors
    }

    /// Notes that `sense` ends at a node; of one section the first stays.
    fn end(&mut self, node: Node, sense: Sense) {
        let senses = &mut self.tree[index(node)].senses;
        if !senses.iter().any(|known| known.stands_for(sense)) {
            senses.push(sense);
        }
    }

    /// The finished tables; `light` are words of everyday, folded.
    pub(super) fn finish(self, light: &BTreeSet<String>) -> Lexicon {
        let anchors = self.anchors(light);
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
                return made.lexicon(&self.forms, anchors, &branch, [&self.exact, &self.stems]);
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
        let mut text = Vec::new();
        let mut bounds = Vec::with_capacity(forms.len() + 1);
        for form in forms {
            bounds.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
            text.extend_from_slice(form.as_bytes());
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

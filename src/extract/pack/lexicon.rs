//! The words of a pack as a table: from folded words to the entries that list them.
//!
//! What enters: patterns with the sense of each. What leaves: for a token, the ids of the forms that it is
//! ([`Lexicon::forms`]); for a row of form ids, the senses whose patterns end there ([`Lexicon::step`]). Lookups cost a
//! few hashes a word.

use rustc_hash::FxHashMap;

use super::notation::Piece;

/// What a pattern means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::extract) struct Sense {
    /// Which section.
    pub section: Section,
    /// Which entry of the section.
    pub entry: u16,
    /// The grammatical number of the form, where it matters.
    pub count: FormCount,
}

/// The grammatical number of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::extract) enum FormCount {
    /// Counts by itself: one.
    Singular,
    /// Counts by itself: two.
    Dual,
    /// Needs a number.
    Plural,
}

/// The sections of a pack, and the lists inside entries that are looked up on their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "named as the sections of the guide")]
pub(in crate::extract) enum Section {
    Trigger,
    Rise,
    Victim,
    Others,
    Subset,
    Side,
    Qualifier,
    Stop,
    Border,
    Aggregation,
    Modality,
    Background,
    Say,
    SayThat,
    SayBy,
    SayTo,
    SayFrom,
    Agency,
    Speaker,
    Accuse,
    AccuseAct,
    AccuseBy,
    AccusedMark,
    Deny,
    DenyAct,
    Alleged,
    AllegedAct,
    Date,
    Place,
    Amount,
    Number,
    Joiner,
    Ordinal,
    OrdinalSuffix,
    CardinalSuffix,
    Half,
    And,
    Or,
    Article,
    From,
    To,
    RangeWord,
    Preposition,
    Of,
    Function,
    Abbreviation,
}

impl Section {
    /// Whether a word may stand in several entries of the section, each for itself.
    pub(in crate::extract) const fn is_shared(self) -> bool {
        matches!(self, Self::AccuseAct | Self::AccusedMark)
    }
}

/// A word or the beginning of one, as a number.
pub(in crate::extract) type FormId = u32;
/// A place in the tree of patterns; 0 is the root.
pub(in crate::extract) type Node = u32;

/// The tables.
#[derive(Debug, Default)]
pub(in crate::extract) struct Lexicon {
    exact: FxHashMap<Box<str>, FormId>,
    stems: FxHashMap<Box<str>, FormId>,
    /// Bit n is set when a stem has n bytes.
    stem_lengths: u128,
    steps: FxHashMap<(Node, FormId), Node>,
    gaps: FxHashMap<Node, Node>,
    senses: Vec<Vec<Sense>>,
    forms: FormId,
}

/// A stem has at most this many bytes.
const LONGEST_STEM: usize = 127;
/// How many letters may follow a stem.
const LONGEST_ENDING: usize = 12;

impl Lexicon {
    pub(super) fn new() -> Self {
        Self {
            senses: vec![Vec::new()],
            ..Self::default()
        }
    }

    /// Adds one pattern; `fold` folds its words.
    pub(super) fn add(
        &mut self,
        row: &[Piece],
        sense: Sense,
        mut fold: impl FnMut(&str) -> String,
    ) -> Result<(), String> {
        let mut node: Node = 0;
        for piece in row {
            node = match piece {
                Piece::Gap => match self.gaps.get(&node) {
                    Some(&next) => next,
                    None => {
                        let next = self.fresh();
                        self.gaps.insert(node, next);
                        next
                    }
                },
                Piece::Word(word) => {
                    let form = fresh_form(&mut self.exact, fold(word), &mut self.forms)?;
                    self.descend(node, form)
                }
                Piece::Stem(word) => {
                    let stem = fold(word);
                    if stem.len() > LONGEST_STEM {
                        return Err(format!("the stem “{word}” is too long"));
                    }
                    self.stem_lengths |= 1 << stem.len();
                    let form = fresh_form(&mut self.stems, stem, &mut self.forms)?;
                    self.descend(node, form)
                }
            };
        }
        let at = usize::try_from(node).unwrap_or(0);
        let senses = &mut self.senses[at];
        let is_known = |known: &Sense| {
            known.section == sense.section
                && (known.entry == sense.entry || !sense.section.is_shared())
        };
        if !senses.iter().any(is_known) {
            senses.push(sense);
        }
        Ok(())
    }

    fn fresh(&mut self) -> Node {
        let node = Node::try_from(self.senses.len()).unwrap_or(Node::MAX);
        self.senses.push(Vec::new());
        node
    }

    fn descend(&mut self, node: Node, form: FormId) -> Node {
        if let Some(&next) = self.steps.get(&(node, form)) {
            return next;
        }
        let next = self.fresh();
        self.steps.insert((node, form), next);
        next
    }

    /// Whether the folded `word` stands in the tables as it is.
    pub(in crate::extract) fn exact(&self, word: &str) -> Option<FormId> {
        self.exact.get(word).copied()
    }

    /// Appends the forms that the folded `word` is; whether there was any.
    pub(in crate::extract) fn forms(&self, word: &str, into: &mut Vec<FormId>) -> bool {
        let before = into.len();
        into.extend(self.exact(word));
        let mut lengths = self.stem_lengths;
        if word.len() < LONGEST_STEM {
            lengths &= (1 << (word.len() + 1)) - 1;
        }
        while lengths != 0 {
            let length = 127 - lengths.leading_zeros();
            lengths &= !(1 << length);
            let length = usize::try_from(length).unwrap_or(0);
            let Some((stem, ending)) = word.split_at_checked(length) else {
                continue;
            };
            if let Some(&form) = self.stems.get(stem)
                && ending.chars().nth(LONGEST_ENDING).is_none()
            {
                into.push(form);
            }
        }
        into.len() > before
    }

    /// Where a pattern goes on from `node` with `form`.
    pub(in crate::extract) fn step(&self, node: Node, form: FormId) -> Option<Node> {
        self.steps.get(&(node, form)).copied()
    }

    /// Where a pattern goes on from `node` over a gap.
    pub(in crate::extract) fn gap(&self, node: Node) -> Option<Node> {
        if self.gaps.is_empty() {
            return None;
        }
        self.gaps.get(&node).copied()
    }

    /// What ends at `node`.
    pub(in crate::extract) fn senses(&self, node: Node) -> &[Sense] {
        usize::try_from(node)
            .ok()
            .and_then(|at| self.senses.get(at))
            .map_or(&[], Vec::as_slice)
    }
}

fn fresh_form(
    table: &mut FxHashMap<Box<str>, FormId>,
    word: String,
    forms: &mut FormId,
) -> Result<FormId, String> {
    if word.is_empty() {
        return Err("a word folds to nothing".to_owned());
    }
    Ok(*table.entry(word.into()).or_insert_with(|| {
        *forms += 1;
        *forms
    }))
}

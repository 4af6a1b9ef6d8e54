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

macro_rules! sections {
    ($($name:ident = $bit:literal,)+) => {
        /// The sections of a pack, and the lists inside entries that are looked up on their own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "named as the sections of the guide")]
        pub(in crate::extract) enum Section {
            $($name,)+
        }

        impl Section {
            const fn bit(self) -> u64 {
                match self {
                    $(Self::$name => 1 << $bit,)+
                }
            }
        }
    };
}

// Each with a bit of its own in a set of sections.
sections! {
    Trigger = 0,
    Rise = 1,
    Victim = 2,
    Others = 3,
    Subset = 4,
    Side = 5,
    Qualifier = 6,
    Stop = 7,
    Border = 8,
    Aggregation = 9,
    Modality = 10,
    Background = 11,
    Say = 12,
    SayThat = 13,
    SayBy = 14,
    SayTo = 15,
    SayFrom = 16,
    Agency = 17,
    Speaker = 18,
    Accuse = 19,
    AccuseAct = 20,
    AccuseBy = 21,
    AccusedMark = 22,
    Deny = 23,
    DenyAct = 24,
    Alleged = 25,
    AllegedAct = 26,
    Date = 27,
    Place = 28,
    Amount = 29,
    Number = 30,
    Joiner = 31,
    Ordinal = 32,
    OrdinalSuffix = 33,
    CardinalSuffix = 34,
    Half = 35,
    And = 36,
    Or = 37,
    Article = 38,
    From = 39,
    To = 40,
    RangeWord = 41,
    Preposition = 42,
    Of = 43,
    Function = 44,
    Pronoun = 46,
    Abbreviation = 45,
}

/// A set of sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::extract) struct Sections(u64);

impl Sections {
    /// No section.
    pub(in crate::extract) const NONE: Self = Self(0);

    /// The set of one section.
    pub(in crate::extract) const fn one(section: Section) -> Self {
        Self(section.bit())
    }

    /// Both sets together.
    pub(in crate::extract) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a section is in the set.
    pub(in crate::extract) const fn has(self, section: Section) -> bool {
        self.0 & section.bit() != 0
    }

    /// Whether the sets share a section.
    pub(in crate::extract) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl Section {
    /// Whether a word may stand in several entries of the section, each for itself.
    pub(in crate::extract) const fn is_shared(self) -> bool {
        matches!(self, Self::AccuseAct | Self::AccusedMark | Self::DenyAct)
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
    /// By the first two bytes: which lengths the words and stems have that begin with them.
    lengths: Vec<Lengths>,
    steps: FxHashMap<(Node, FormId), Node>,
    /// Where patterns go on from the root, by form: the step taken most.
    roots: Vec<Node>,
    /// What is at each node.
    places: Vec<Place>,
    /// The senses of nodes that have several.
    several: Vec<Vec<Sense>>,
    /// By form: whether it makes a sentence worth a look.
    anchors: Vec<bool>,
    forms: FormId,
}

/// What is known of a node.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// By [`mask`]: which forms may go on behind it. Nought when no pattern does.
    after: u64,
    /// Where a pattern goes on over a gap, if one does; nothing goes back to the root.
    gap: Node,
    /// What ends there, when that is one.
    sense: Option<Sense>,
    /// What ends there, when that is more: one above the place in the list.
    several: u32,
}

/// The bit of a form among those that may follow a node.
fn mask(form: FormId) -> u64 {
    1 << (form.wrapping_mul(0x9E37_79B1) >> 26)
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

/// More than this many patterns of one string are a slip of the pen.
const MOST: usize = 4096;

/// How long the words and stems of one beginning are: most words of a text are refused by this alone.
#[derive(Debug, Clone, Copy, Default)]
struct Lengths {
    /// Bit n is set when a word has n bytes; the last bit stands for all longer ones too.
    exact: u128,
    /// Bit n is set when a stem has n bytes.
    stems: u128,
}

/// How many beginnings are told apart.
const BEGINNINGS: usize = 1 << 10;

/// Where a word's beginning stands in the table of lengths.
fn beginning(first: u8, second: u8) -> usize {
    (usize::from(first) * 37 + usize::from(second)) % BEGINNINGS
}

/// The bit of a length in bytes.
fn length_bit(bytes: usize) -> u128 {
    1 << bytes.min(LONGEST_STEM)
}

fn index(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// A stem has at most this many bytes.
const LONGEST_STEM: usize = 127;
/// How many letters may follow a stem.
const LONGEST_ENDING: usize = 12;

impl Lexicon {
    pub(super) fn new() -> Self {
        Self {
            places: vec![Place::default()],
            lengths: vec![Lengths::default(); BEGINNINGS],
            ..Self::default()
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
        for row in rows {
            self.end(row.node, sense);
            if anchors {
                let at = index(row.longest.1);
                if self.anchors.len() <= at {
                    self.anchors.resize(at + 1, false);
                }
                self.anchors[at] = true;
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
        Ok(match piece {
            Piece::Gap => Step::Gap,
            Piece::Word(word) => {
                let word = fold(word);
                let bytes = word.len();
                self.note_length(&word, |lengths| &mut lengths.exact);
                Step::Form(fresh_form(&mut self.exact, word, &mut self.forms)?, bytes)
            }
            Piece::Stem(word) => {
                let stem = fold(word);
                let bytes = stem.len();
                if bytes > LONGEST_STEM {
                    return Err(format!("the stem “{word}” is too long"));
                }
                self.note_length(&stem, |lengths| &mut lengths.stems);
                Step::Form(fresh_form(&mut self.stems, stem, &mut self.forms)?, bytes)
            }
        })
    }

    fn go(&mut self, row: Row, step: Step) -> Row {
        match step {
            Step::Gap => Row {
                node: match self.gap(row.node) {
                    Some(next) => next,
                    None => {
                        let next = self.fresh();
                        self.places[index(row.node)].gap = next;
                        next
                    }
                },
                ..row
            },
            Step::Form(form, bytes) => Row {
                node: self.descend(row.node, form),
                longest: if bytes >= row.longest.0 {
                    (bytes, form)
                } else {
                    row.longest
                },
            },
        }
    }

    /// Notes that `sense` ends at a node; of one section the first stays.
    fn end(&mut self, node: Node, sense: Sense) {
        let is_known = |known: &Sense| {
            known.section == sense.section
                && (known.entry == sense.entry || !sense.section.is_shared())
        };
        if self.senses(node).iter().any(is_known) {
            return;
        }
        let place = &mut self.places[index(node)];
        match (place.sense, place.several) {
            (None, 0) => place.sense = Some(sense),
            (Some(first), 0) => {
                self.several.push(vec![first, sense]);
                place.several = u32::try_from(self.several.len()).unwrap_or(0);
            }
            (_, several) => self.several[index(several) - 1].push(sense),
        }
    }

    fn fresh(&mut self) -> Node {
        let node = Node::try_from(self.places.len()).unwrap_or(Node::MAX);
        self.places.push(Place::default());
        node
    }

    fn descend(&mut self, node: Node, form: FormId) -> Node {
        if let Some(next) = self.step(node, form) {
            return next;
        }
        let next = self.fresh();
        if node == 0 {
            let at = index(form);
            if self.roots.len() <= at {
                self.roots.resize(at + 1, 0);
            }
            self.roots[at] = next;
        } else {
            self.steps.insert((node, form), next);
            self.places[index(node)].after |= mask(form);
        }
        next
    }

    fn note_length(&mut self, word: &str, of: impl Fn(&mut Lengths) -> &mut u128) {
        let bit = length_bit(word.len());
        match *word.as_bytes() {
            [first, second, ..] => *of(&mut self.lengths[beginning(first, second)]) |= bit,
            // Any byte may follow so short a stem.
            [..] => self.lengths.iter_mut().for_each(|l| *of(l) |= bit),
        }
    }

    fn lengths(&self, word: &str) -> Lengths {
        match *word.as_bytes() {
            [first, second, ..] => self.lengths[beginning(first, second)],
            // Short words set their bit everywhere.
            [_] => self.lengths[0],
            [] => Lengths::default(),
        }
    }

    /// Whether a form makes a sentence worth a look.
    pub(in crate::extract) fn is_anchor(&self, form: FormId) -> bool {
        self.anchors.get(index(form)).copied().unwrap_or(false)
    }

    /// The words and stems that make a sentence worth a look, folded, in no order.
    pub(in crate::extract) fn anchors(&self) -> impl Iterator<Item = &str> {
        self.exact
            .iter()
            .chain(&self.stems)
            .filter(|(_, form)| self.is_anchor(**form))
            .map(|(word, _)| &**word)
    }

    /// Whether the folded `word` stands in the tables as it is.
    pub(in crate::extract) fn exact(&self, word: &str) -> Option<FormId> {
        if self.lengths(word).exact & length_bit(word.len()) == 0 {
            return None;
        }
        self.exact.get(word).copied()
    }

    /// Appends the forms that the folded `word` is; whether there was any.
    pub(in crate::extract) fn forms(&self, word: &str, into: &mut Vec<FormId>) -> bool {
        let before = into.len();
        into.extend(self.exact(word));
        let mut lengths = self.lengths(word).stems;
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
        if node == 0 {
            return self
                .roots
                .get(index(form))
                .copied()
                .filter(|&next| next != 0);
        }
        let place = self.places.get(index(node))?;
        if place.after & mask(form) == 0 {
            return None;
        }
        self.steps.get(&(node, form)).copied()
    }

    /// Whether a pattern goes on behind `node`.
    pub(in crate::extract) fn goes_on(&self, node: Node) -> bool {
        self.places
            .get(index(node))
            .is_some_and(|place| place.after != 0 || place.gap != 0)
    }

    /// Where a pattern goes on from `node` over a gap.
    pub(in crate::extract) fn gap(&self, node: Node) -> Option<Node> {
        let place = self.places.get(index(node))?;
        (place.gap != 0).then_some(place.gap)
    }

    /// What ends at `node`.
    pub(in crate::extract) fn senses(&self, node: Node) -> &[Sense] {
        let Some(place) = self.places.get(index(node)) else {
            return &[];
        };
        match index(place.several).checked_sub(1) {
            Some(at) => self.several.get(at).map_or(&[], Vec::as_slice),
            None => place.sense.as_slice(),
        }
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

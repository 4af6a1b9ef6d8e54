//! The words of a pack as a table: from folded words to the entries that list them.
//!
//! What enters: a folded word. What leaves: the ids of the forms that it is ([`Lexicon::forms`]); for a row of form ids,
//! the senses whose patterns end there ([`Lexicon::step`]). A lookup costs a hash a word. The tables are plain numbers, made
//! by [`Draft`](super::draft::Draft), so that they can be kept as bytes.

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

impl Default for Sense {
    fn default() -> Self {
        Self::ANY
    }
}

impl Sense {
    /// Any sense, where none is meant.
    pub(in crate::extract) const ANY: Self = Self {
        section: Section::Function,
        entry: 0,
        count: FormCount::Plural,
    };

    /// Whether `other`, which stands behind it in the order of the pack or is shorter, says no more: of one section one entry
    /// is kept, or each once where a word may stand in several.
    pub(in crate::extract) fn stands_for(self, other: Self) -> bool {
        self.section == other.section && (self.entry == other.entry || !other.section.is_shared())
    }
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
                1 << self.number()
            }

            /// The number by which the section is kept.
            pub(in crate::extract) const fn number(self) -> u8 {
                match self {
                    $(Self::$name => $bit,)+
                }
            }

            /// The section of a number.
            pub(in crate::extract) const fn numbered(number: u8) -> Option<Self> {
                Some(match number {
                    $($bit => Self::$name,)+
                    _ => return None,
                })
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
        matches!(
            self,
            Self::AccuseAct | Self::AccusedMark | Self::DenyAct | Self::From | Self::To
        )
    }
}

/// A word or the beginning of one, as a number from 1.
pub(in crate::extract) type FormId = u32;
/// A place in the graph of patterns; 0 is the root.
pub(in crate::extract) type Node = u32;

/// The tables.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::extract) struct Lexicon {
    /// All words and stems on end, as the bytes of text: they are compared and not read.
    pub(super) text: Vec<u8>,
    /// By form: where its word begins in the text; one more at the end.
    pub(super) bounds: Vec<u32>,
    pub(super) exact: Table,
    pub(super) stems: Table,
    /// By form: whether it makes a sentence worth a look.
    pub(super) anchors: Vec<bool>,
    /// By form: where patterns go on from the root, nought where none does.
    pub(super) roots: Vec<Node>,
    /// What is at each node.
    pub(super) places: Vec<Place>,
    /// Where patterns go on, node by node, by form.
    pub(super) edges: Vec<Edge>,
    /// What ends, node by node.
    pub(super) senses: Vec<Sense>,
    /// By the first two bytes.
    pub(super) lengths: Vec<Lengths>,
}

/// What is known of a node.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// By [`mask`]: which forms may go on behind it. Nought when no pattern does.
    pub after: u64,
    /// Where a pattern goes on over a gap, if one does; nothing goes back to the root.
    pub gap: Node,
    /// Its part of the edges.
    pub edges: (u32, u32),
    /// Its part of the senses.
    pub senses: (u32, u32),
}

/// A step from one node to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    pub form: FormId,
    pub node: Node,
}

/// The bit of a form among those that may follow a node.
pub(in crate::extract) fn mask(form: FormId) -> u64 {
    1 << (form.wrapping_mul(0x9E37_79B1) >> 26)
}

pub(super) fn index(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// A stem has at most this many bytes.
pub(super) const LONGEST_STEM: usize = 127;
/// How many letters may follow a stem.
const LONGEST_ENDING: usize = 12;

/// Words by their hash.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// Forms, each at its hash or behind it; nought where there is none. A power of two of them, half of them free.
    pub slots: Vec<FormId>,
}

/// How long the words and stems of one beginning are: most words of a text are refused by this alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lengths {
    /// Bit n is set when a word has n bytes; the last bit stands for all longer ones too.
    pub(super) exact: u128,
    /// Bit n is set when a stem has n bytes.
    pub(super) stems: u128,
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

/// A number that depends on every byte.
fn hash(word: &[u8]) -> u64 {
    let mut sum = 0x9E37_79B9_7F4A_7C15_u64;
    let (eights, rest) = word.as_chunks::<8>();
    for eight in eights {
        sum = (sum ^ u64::from_le_bytes(*eight)).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        sum ^= sum >> 29;
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    sum = (sum ^ u64::from_le_bytes(last)).wrapping_mul(0x1656_67B1_9E37_79F9);
    sum ^ (sum >> 32)
}

impl Table {
    /// The table of some forms.
    pub(super) fn of<'w>(forms: &[FormId], word: impl Fn(FormId) -> &'w String) -> Self {
        let mut slots = vec![0; (forms.len() * 2).next_power_of_two()];
        for &form in forms {
            let mut at = Self::first(&slots, word(form).as_bytes());
            while slots[at] != 0 {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = form;
        }
        Self { slots }
    }

    fn first(slots: &[FormId], word: &[u8]) -> usize {
        let all = u64::try_from(slots.len().saturating_sub(1)).unwrap_or(0);
        usize::try_from(hash(word) & all).unwrap_or(0)
    }

    /// The form of a word.
    fn get(&self, lexicon: &Lexicon, word: &str) -> Option<FormId> {
        let mut at = Self::first(&self.slots, word.as_bytes());
        loop {
            let form = *self.slots.get(at)?;
            if form == 0 {
                return None;
            }
            if lexicon.word(form) == word.as_bytes() {
                return Some(form);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

impl Lexicon {
    /// Notes the lengths of all words and stems.
    pub(super) fn with_lengths(mut self) -> Self {
        let mut lengths = vec![Lengths::default(); BEGINNINGS];
        for (table, is_stem) in [(&self.exact, false), (&self.stems, true)] {
            for &form in table.slots.iter().filter(|&&form| form != 0) {
                let word = self.word(form);
                let bit = length_bit(word.len());
                let note = |lengths: &mut Lengths| match is_stem {
                    true => lengths.stems |= bit,
                    false => lengths.exact |= bit,
                };
                match *word {
                    [first, second, ..] => note(&mut lengths[beginning(first, second)]),
                    // Any byte may follow so short a stem.
                    [..] => lengths.iter_mut().for_each(note),
                }
            }
        }
        self.lengths = lengths;
        self
    }

    fn lengths(&self, word: &str) -> Lengths {
        let at = match *word.as_bytes() {
            [first, second, ..] => beginning(first, second),
            // Short words set their bit everywhere.
            [_] => 0,
            [] => return Lengths::default(),
        };
        self.lengths.get(at).copied().unwrap_or_default()
    }

    /// The word or stem of a form.
    fn word(&self, form: FormId) -> &[u8] {
        let at = index(form);
        match (self.bounds.get(at), self.bounds.get(at + 1)) {
            (Some(&from), Some(&to)) => self.text.get(index(from)..index(to)).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// Whether a form makes a sentence worth a look.
    pub(in crate::extract) fn is_anchor(&self, form: FormId) -> bool {
        self.anchors.get(index(form)).copied().unwrap_or(false)
    }

    /// The words and stems that make a sentence worth a look, folded, in no order.
    pub(in crate::extract) fn anchors(&self) -> impl Iterator<Item = &str> {
        (1..)
            .zip(self.anchors.iter().skip(1))
            .filter(|(_, is_anchor)| **is_anchor)
            .filter_map(|(form, _)| std::str::from_utf8(self.word(form)).ok())
    }

    /// Whether the folded `word` stands in the tables as it is.
    pub(in crate::extract) fn exact(&self, word: &str) -> Option<FormId> {
        if self.lengths(word).exact & length_bit(word.len()) == 0 {
            return None;
        }
        self.exact.get(self, word)
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
            if let Some(form) = self.stems.get(self, stem)
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
            let next = *self.roots.get(index(form))?;
            return (next != 0).then_some(next);
        }
        let place = self.places.get(index(node))?;
        if place.after & mask(form) == 0 {
            return None;
        }
        let edges = self.edges.get(index(place.edges.0)..index(place.edges.1))?;
        let at = edges.binary_search_by_key(&form, |edge| edge.form).ok()?;
        Some(edges[at].node)
    }

    /// Which forms may go on behind `node`, by [`mask`], and whether a gap may.
    pub(in crate::extract) fn after(&self, node: Node) -> (u64, bool) {
        self.places
            .get(index(node))
            .map_or((0, false), |place| (place.after, place.gap != 0))
    }

    /// Where a pattern goes on from `node` over a gap.
    pub(in crate::extract) fn gap(&self, node: Node) -> Option<Node> {
        let place = self.places.get(index(node))?;
        (place.gap != 0).then_some(place.gap)
    }

    /// What ends at `node`.
    pub(in crate::extract) fn senses(&self, node: Node) -> &[Sense] {
        self.places
            .get(index(node))
            .and_then(|place| {
                self.senses
                    .get(index(place.senses.0)..index(place.senses.1))
            })
            .unwrap_or(&[])
    }
}

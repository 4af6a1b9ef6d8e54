//! Letters as a language reads them: one case, no marks that spelling leaves out, variants of a letter made one.
//!
//! What enters: a word. What leaves: its folded form, the key of every table. Invariant: folding what is folded changes
//! nothing for the letters that a pack lists.

/// How letters are folded in one language.
#[derive(Debug)]
pub(super) struct Folding {
    /// For each letter below [`TABLE`]: what it is read as; [`DROPPED`] for nothing.
    pub(super) table: Vec<char>,
    /// Further letters, few: sorted by the letter.
    pub(super) others: Vec<(char, Option<char>)>,
}

/// Letters below this are folded by a look into a table: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic.
const TABLE: usize = 0x780;
const DROPPED: char = '\0';

impl Folding {
    /// What folds the letters of a pack: `lower` is the case rule, `drop` the marks left out, `equal` pairs of letter and
    /// what it is read as.
    pub(super) fn new(
        lower: impl Fn(char) -> char,
        drop: &str,
        equal: impl Iterator<Item = (char, char)> + Clone,
    ) -> Self {
        let mut table = vec![DROPPED; TABLE];
        let merged = |c: char| equal.clone().find(|(from, _)| *from == c).map(|(_, to)| to);
        let read = |c: char| -> char {
            if drop.contains(c) || c.is_control() {
                return DROPPED;
            }
            let low = lower(c);
            if drop.contains(low) {
                return DROPPED;
            }
            merged(c).or_else(|| merged(low)).unwrap_or(low)
        };
        for (slot, code) in table.iter_mut().zip(0_u32..) {
            if let Some(c) = char::from_u32(code) {
                *slot = read(c);
            }
        }
        let mut others: Vec<(char, Option<char>)> = equal
            .clone()
            .filter(|(from, _)| u32::from(*from) >= 0x780)
            .map(|(from, to)| (from, Some(to)))
            .chain(
                drop.chars()
                    .filter(|c| u32::from(*c) >= 0x780)
                    .map(|c| (c, None)),
            )
            .collect();
        others.sort_by_key(|(from, _)| *from);
        Self { table, others }
    }

    /// Appends the folded form of `word` to `out`.
    pub(super) fn fold_into(&self, word: &str, out: &mut String) {
        for c in word.chars() {
            let code = usize::try_from(u32::from(c)).unwrap_or(usize::MAX);
            match self.table.get(code) {
                Some(&DROPPED) => {}
                Some(&folded) => out.push(folded),
                None => self.fold_rare(c, out),
            }
        }
    }

    fn fold_rare(&self, c: char, out: &mut String) {
        if matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
        {
            return;
        }
        match self.others.binary_search_by_key(&c, |(from, _)| *from) {
            Ok(at) => out.extend(self.others[at].1),
            Err(_) => out.extend(c.to_lowercase()),
        }
    }

    /// The folded form of `word`.
    pub(super) fn fold(&self, word: &str) -> String {
        let mut out = String::with_capacity(word.len());
        self.fold_into(word, &mut out);
        out
    }
}

/// The lower case of `c` where it is one letter.
pub(super) fn plain_lower(c: char) -> char {
    let mut low = c.to_lowercase();
    match (low.next(), low.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// The lower case in Turkish and Azerbaijani: I is ı, İ is i.
pub(super) fn turkic_lower(c: char) -> char {
    match c {
        'I' => 'ı',
        'İ' => 'i',
        _ => plain_lower(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_as_the_language_reads_them() {
        let turkish = Folding::new(turkic_lower, "", std::iter::empty());
        assert_eq!(turkish.fold("IŞIK İzmir"), "ışık izmir");
        let pairs = [('أ', 'ا'), ('ى', 'ي')];
        let arabic = Folding::new(plain_lower, "ًُـ", pairs.into_iter());
        assert_eq!(arabic.fold("قُتِل أشخاصًا"), "قتِل اشخاصا");
        assert_eq!(arabic.fold("\u{200F}قتـلى"), "قتلي");
        let russian = Folding::new(plain_lower, "", [('ё', 'е')].into_iter());
        assert_eq!(russian.fold("ПОГИБШИЙ ещЁ"), "погибший еще");
    }
}

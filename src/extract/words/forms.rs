//! Which forms of the pack a folded word is: itself, or without its clitics.

use super::super::pack::Pack;
use super::super::pack::lexicon::{FormId, Section};
use super::{Found, LONGEST_WORD, has};

/// Appends the forms of a folded word, itself or stripped.
pub(super) fn forms_of(pack: &Pack, key: &str, forms: &mut Vec<FormId>, found: &mut Found) {
    let first = forms.len();
    pack.lexicon.forms(key, forms);
    // A word that only goes on a longer entry may be a stripped word too: القتلى in عدد القتلى.
    let stands_alone = forms.iter().skip(first).any(|&form| {
        pack.lexicon.step(0, form).is_some_and(|node| {
            pack.lexicon
                .senses(node)
                .iter()
                .any(|sense| !is_lead(sense.section))
        })
    });
    if stands_alone {
        return;
    }
    found.hedge = hedged(pack, key, forms);
    (found.prefixed, found.and_prefix) = match found.hedge {
        Some(_) => (true, false),
        None => strip(pack, key, forms),
    };
}

/// Words that only lead to a part of a frame: the same letters may be a stripped word of its own.
const fn is_lead(section: Section) -> bool {
    matches!(
        section,
        Section::SayThat
            | Section::SayBy
            | Section::SayTo
            | Section::SayFrom
            | Section::AccuseAct
            | Section::AccuseBy
            | Section::DenyAct
    )
}

/// Tries the prefixes that qualify a number word: the qualifier's entry.
fn hedged(pack: &Pack, key: &str, forms: &mut Vec<FormId>) -> Option<u16> {
    pack.grammar
        .hedge_prefixes
        .iter()
        .find_map(|(prefix, entry)| {
            let form = pack.lexicon.exact(key.strip_prefix(prefix.as_str())?)?;
            let node = pack.lexicon.step(0, form)?;
            (has(pack, node, Section::Number) || has(pack, node, Section::Amount)).then(|| {
                forms.push(form);
                *entry
            })
        })
}

/// Tries the prefixes and suffixes of the language on an unknown word: whether a prefix went, and whether it was "and".
fn strip(pack: &Pack, key: &str, forms: &mut Vec<FormId>) -> (bool, bool) {
    let long_enough = |rest: &str| rest.chars().nth(1).is_some();
    for (prefix, is_and) in &pack.grammar.prefixes {
        if let Some(rest) = key.strip_prefix(prefix.as_str())
            && long_enough(rest)
            && pack.lexicon.forms(rest, forms)
        {
            return (true, *is_and);
        }
    }
    // للصين: the article of a name that is listed with it is fused with the preposition.
    if let [article, fused @ ..] = pack.grammar.definite.as_slice() {
        let rest = fused
            .iter()
            .find_map(|fused| key.strip_prefix(fused.as_str()));
        if let Some(rest) = rest.filter(|rest| long_enough(rest))
            && pack.lexicon.forms(&format!("{article}{rest}"), forms)
        {
            return (true, false);
        }
    }
    for suffix in &pack.grammar.suffixes {
        if let Some(rest) = key.strip_suffix(suffix.as_str())
            && long_enough(rest)
            && pack.lexicon.forms(rest, forms)
        {
            return (false, false);
        }
    }
    for (prefix, is_and) in &pack.grammar.prefixes {
        let Some(rest) = key.strip_prefix(prefix.as_str()) else {
            continue;
        };
        for suffix in &pack.grammar.suffixes {
            if let Some(rest) = rest.strip_suffix(suffix.as_str())
                && long_enough(rest)
                && pack.lexicon.forms(rest, forms)
            {
                return (true, *is_and);
            }
        }
    }
    // "And" before a word in no list still coordinates: ونيجيري.
    let and = pack.grammar.prefixes.iter().any(|(prefix, is_and)| {
        *is_and
            && key
                .strip_prefix(prefix.as_str())
                .is_some_and(|rest| rest.chars().nth(2).is_some())
    });
    (false, and)
}

/// Whether a folded word is number words on end and nothing else, whatever the grammar of numbers says of their order.
pub(super) fn is_row_of_numbers(pack: &Pack, word: &str) -> bool {
    let mut ends = [false; LONGEST_WORD + 1];
    ends[0] = true;
    if word.len() > LONGEST_WORD {
        // Folding made it longer.
        return true;
    }
    for start in 0..word.len() {
        if !ends[start] {
            continue;
        }
        let Some(rest) = word.get(start..) else {
            continue;
        };
        for (at, c) in rest.char_indices() {
            let length = at + c.len_utf8();
            let is_number = pack.lexicon.exact(&rest[..length]).is_some_and(|form| {
                pack.lexicon
                    .step(0, form)
                    .is_some_and(|node| has(pack, node, Section::Number))
            });
            if is_number {
                ends[start + length] = true;
            }
        }
    }
    ends[word.len()]
}

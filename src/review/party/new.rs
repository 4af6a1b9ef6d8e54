//! A source that is not known yet: what it could be called and what it is, as far as its name says so.

use crate::model::{Handle, SourceKind};
use crate::text::fold;

/// The longest handle that is suggested.
const LONGEST: usize = 40;

/// A source to be recorded, for a person to confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSource {
    /// Its name, as it stands in the text.
    pub name: String,
    /// A handle that is not taken.
    pub handle: Handle,
    /// What it is, only where its name says so.
    pub kind: Option<SourceKind>,
}

/// Words that say what bears them, folded. Only such as are never part of another kind's name.
const KINDS: &[(SourceKind, &[&str])] = &[
    (
        SourceKind::Official,
        &[
            "ministry",
            "وزاره",
            "министерство",
            "міністерство",
            "ministere",
            "ministerio",
            "bakanligi",
            "وزارت",
            "משרד",
            "nazirliyi",
        ],
    ),
    (
        SourceKind::Agency,
        &[
            "news agency",
            "press agency",
            "وكاله انباء",
            "agence de presse",
            "agencia de noticias",
            "haber ajansi",
        ],
    ),
];

impl NewSource {
    pub(super) fn of(
        slot: &str,
        is_taken: impl Fn(&Handle) -> bool,
        is_anothers: impl Fn(&str, &Handle) -> bool,
    ) -> Self {
        let name = slot.split_whitespace().collect::<Vec<_>>().join(" ");
        let folded = format!(" {} ", fold(&name));
        let kind = KINDS.iter().find_map(|(kind, words)| {
            let is_said = words
                .iter()
                .any(|word| folded.contains(&format!(" {word} ")));
            is_said.then_some(*kind)
        });
        Self {
            handle: handle(&name, is_taken, |handle| is_anothers(&name, handle)),
            name,
            kind,
        }
    }
}

/// The name in Latin letters, where it can be written so without doubt; else `source-1`, `source-2`, …
fn handle(
    name: &str,
    is_taken: impl Fn(&Handle) -> bool,
    is_anothers: impl Fn(&Handle) -> bool,
) -> Handle {
    let stem = latin(name).unwrap_or_else(|| "source".to_owned());
    let is_neutral = stem == "source";
    let first = (!is_neutral).then(|| stem.clone());
    first
        .into_iter()
        .chain((if is_neutral { 1 } else { 2 }..).map(|number: u32| format!("{stem}-{number}")))
        .filter_map(|handle| handle.parse::<Handle>().ok())
        .find(|handle| !(is_taken(handle) || is_neutral && is_anothers(handle)))
        // Invariant: the numbers never end, and a stem with one behind it is a handle.
        .expect("some number is free")
}

fn latin(name: &str) -> Option<String> {
    let mut out = String::new();
    for c in fold(name).chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            '\'' => {}
            c if c.is_alphabetic() => out.push_str(letter(c)?),
            _ if !out.ends_with('-') && !out.is_empty() => out.push('-'),
            _ => {}
        }
    }
    let out = out.strip_prefix("the-").unwrap_or(&out);
    let cut = match out.get(..LONGEST) {
        Some(long) => long.rfind('-').map_or(long, |at| &long[..at]),
        None => out,
    };
    let handle = cut.trim_matches('-');
    handle
        .parse::<Handle>()
        .ok()
        .map(|handle| handle.as_str().to_owned())
}

/// Letters that are written one way in Latin ones; vowels that a script leaves out cannot be put in.
const fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'є' => "ye",
        'ж' => "zh",
        'з' => "z",
        'и' | 'й' | 'і' | 'ї' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ы' => "y",
        'ь' | 'ъ' => "",
        'ю' => "yu",
        'я' => "ya",
        'ı' => "i",
        'ա' => "a",
        'բ' => "b",
        'գ' => "g",
        'դ' => "d",
        'ե' | 'է' => "e",
        'զ' => "z",
        'ը' | 'յ' => "y",
        'թ' | 'տ' => "t",
        'ժ' => "zh",
        'ի' => "i",
        'լ' => "l",
        'խ' => "kh",
        'ծ' | 'ց' => "ts",
        'կ' | 'ք' => "k",
        'հ' => "h",
        'ձ' => "dz",
        'ղ' => "gh",
        'ճ' | 'չ' => "ch",
        'մ' => "m",
        'ն' => "n",
        'շ' => "sh",
        'ո' | 'օ' => "o",
        'պ' | 'փ' => "p",
        'ջ' => "j",
        'ռ' | 'ր' => "r",
        'ս' => "s",
        'վ' => "v",
        // It stands behind `ո` alone, and makes an u of it.
        'ւ' => "u",
        'և' => "ev",
        'ֆ' => "f",
        'ə' => "e",
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suggested(name: &str, taken: &[&str]) -> (String, Option<SourceKind>) {
        let new = NewSource::of(
            name,
            |handle| taken.contains(&handle.as_str()),
            |_, _| false,
        );
        (new.handle.to_string(), new.kind)
    }

    #[test]
    fn a_handle_is_the_name_in_latin_letters_or_says_nothing() {
        for (name, handle) in [
            ("The Red Cross", "red-cross"),
            ("Médecins Sans Frontières", "medecins-sans-frontieres"),
            ("Минобороны России", "minoborony-rossii"),
            ("Məhəmməd", "mehemmed"),
            ("Հայաստանի Հանրապետություն", "hayastani-hanrapetoutyoun"),
            ("المرصد السوري", "source-1"),
            ("12 monkeys", "source-1"),
            ("c17", "source-1"),
            ("", "source-1"),
            (
                &"long name ".repeat(20),
                "long-name-long-name-long-name-long-name",
            ),
        ] {
            assert_eq!(suggested(name, &[]).0, handle, "{name}");
        }
        assert_eq!(
            suggested("Red Cross", &["red-cross", "red-cross-2"]).0,
            "red-cross-3"
        );
        assert_eq!(suggested("المرصد", &["source-1"]).0, "source-2");
    }

    #[test]
    fn a_kind_is_suggested_only_where_the_name_says_it() {
        assert_eq!(
            suggested("Ministry of Defence", &[]).1,
            Some(SourceKind::Official)
        );
        assert_eq!(suggested("وزارة الدفاع", &[]).1, Some(SourceKind::Official));
        assert_eq!(
            suggested("Anadolu News Agency", &[]).1,
            Some(SourceKind::Agency)
        );
        for name in ["the minister", "Reuters", "المرصد السوري", "an agency"] {
            assert_eq!(suggested(name, &[]).1, None, "{name}");
        }
    }
}

//! The packs that are compiled in, made ready when they are first needed, and which of them a text asks for.

use std::sync::OnceLock;

use crate::model::Language;

use super::composed::Composed;
use super::error::ExtractError;
use super::guess;
use super::mixed::{self, OtherScript, Passage};
use super::proposal::Proposal;
use super::rules::{Reader, Rules};
use super::{Dropped, Extraction, Extractor, Reading, Remarks};

/// A pack as it is compiled in.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// The language's code.
    pub code: &'static str,
    /// What the build made of its `rules.toml`.
    pub(super) bytes: &'static [u8],
}

/// Every pack, by code: each folder of `lang/` that holds a `rules.toml`.
pub static SOURCES: &[Source] = ALL;

/// What [`SOURCES`] is, for its length: wherever a constant is used, the program holds all its megabytes once more.
const ALL: &[Source] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// The packs read so far, in the order of [`SOURCES`].
static READ: [OnceLock<Rules>; ALL.len()] = [const { OnceLock::new() }; ALL.len()];

/// The languages that have a pack, by code.
pub fn languages() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().map(|source| source.code)
}

/// The rules of a language, read at the first call; the code may have a region (`ar-SY`).
///
/// # Errors
/// No pack for it; a pack that was built for another program, which cannot be.
pub fn rules(language: &Language) -> Result<&'static Rules, ExtractError> {
    let primary = language.as_str().split('-').next().unwrap_or_default();
    let Some(at) = SOURCES.iter().position(|source| source.code == primary) else {
        return Err(ExtractError::NoPack {
            language: language.clone(),
        });
    };
    if let Some(rules) = READ[at].get() {
        return Ok(rules);
    }
    let source = SOURCES[at];
    let rules = Rules::from_bytes(source.bytes).ok_or_else(|| ExtractError::Pack {
        pack: source.code.to_owned(),
        reason: "it was not built for this program".to_owned(),
    })?;
    Ok(READ[at].get_or_init(|| rules))
}

/// The language of a text, by its script and its most frequent words; between those of which a short one shows as much, the
/// only one by whose rules a figure stands in it.
///
/// # Errors
/// [`ExtractError::UnknownLanguage`] when none of it says anything.
pub fn guess_language(text: &str) -> Result<Language, ExtractError> {
    let reads = |code: &&'static str| {
        let found = code.parse().ok().and_then(|code| rules(&code).ok());
        found.is_some_and(|rules| {
            let proposals = rules.propose(text);
            proposals
                .iter()
                .any(|one| matches!(one, Proposal::Figure(_)))
        })
    };
    let undecided = guess::undecided(text);
    let mut reading = undecided.into_iter().filter(reads);
    let only = reading.next().filter(|_| reading.next().is_none());
    only.or_else(|| guess::guess(text))
        .and_then(|code| code.parse().ok())
        .ok_or(ExtractError::UnknownLanguage)
}

/// The extractor by rules, with every pack that is compiled in.
#[derive(Debug, Clone, Copy, Default)]
pub struct RuleExtractor;

impl Extractor for RuleExtractor {
    fn name(&self) -> &str {
        concat!("rules-", env!("CARGO_PKG_VERSION"))
    }

    fn open<'a>(
        &'a self,
        text: &'a str,
        language: Option<&'a Language>,
    ) -> Result<Box<dyn Reading + 'a>, ExtractError> {
        match Composed::of(text) {
            None => Ok(Box::new(by_rules(text, language)?)),
            Some(composed) => Ok(Box::new(in_one_piece(text, &composed, language)?)),
        }
    }
}

/// What stands in a text whose letters stood in pieces, read at once.
fn in_one_piece(
    text: &str,
    composed: &Composed,
    language: Option<&Language>,
) -> Result<Extraction, ExtractError> {
    let mut reading = by_rules(&composed.text, language)?;
    let mut proposals = Vec::new();
    while reading.next(&mut proposals) {}
    let Remarks {
        language,
        looks_like,
        mut others,
        dropped,
    } = Box::new(reading).close();
    for other in &mut others {
        other.first = composed.place(other.first);
    }
    let given = proposals
        .into_iter()
        .filter_map(|proposal| composed.given(text, proposal));
    Ok(Extraction {
        language,
        looks_like,
        others,
        proposals: given.collect(),
        dropped,
    })
}

/// Begins to read a text as it stands.
fn by_rules<'a>(text: &'a str, language: Option<&Language>) -> Result<ByRules<'a>, ExtractError> {
    let rules = match language {
        Some(language) => rules(language)?,
        None => rules(&guess_language(text)?)?,
    };
    // A text of which it was said wrongly what language it is in is told of as a whole.
    let is_own = language.is_none() || guess::main_script(text) == Some(rules.script());
    let mut reading = ByRules {
        rules,
        reader: rules.open(text),
        text,
        is_said: language.is_some(),
        is_any: false,
        held: Vec::new(),
        is_over: false,
        coming: None,
        other: None,
        others: Vec::new(),
    };
    if is_own {
        reading.coming = mixed::next(text, rules.script(), 0);
    }
    Ok(reading)
}

/// A text that is being read by rules: what is written in other scripts than its language by the rules of what that is.
struct ByRules<'a> {
    rules: &'static Rules,
    reader: Reader<'a>,
    text: &'a str,
    /// Whether somebody said what language it is in.
    is_said: bool,
    /// Whether anything was found.
    is_any: bool,
    /// What was found behind the passage that comes next.
    held: Vec<Proposal>,
    /// Whether the text's own language is read to the end.
    is_over: bool,
    /// The passage in another script that comes next.
    coming: Option<Passage>,
    /// The passage that is being read, and which of `others` it is of.
    other: Option<(Reader<'a>, usize)>,
    others: Vec<OtherScript>,
}

impl ByRules<'_> {
    /// Begins the passage that comes next.
    fn begin(&mut self, passage: &Passage) {
        self.coming = mixed::next(self.text, self.rules.script(), passage.span.end);
        let words = self.text.get(passage.span.clone()).unwrap_or("");
        let language = guess_language(words).ok();
        let known =
            |other: &OtherScript| other.script == passage.script && other.language == language;
        let at = self.others.iter().position(known).unwrap_or_else(|| {
            self.others.push(OtherScript {
                script: passage.script,
                language: language.clone(),
                passages: 0,
                letters: 0,
                first: passage.span.start,
                proposals: 0,
            });
            self.others.len() - 1
        });
        self.others[at].passages += 1;
        self.others[at].letters += passage.letters;
        self.other = language
            .and_then(|language| rules(&language).ok())
            .map(|rules| (rules.open_part(self.text, &passage.span), at));
    }
}

impl Reading for ByRules<'_> {
    fn next(&mut self, into: &mut Vec<Proposal>) -> bool {
        loop {
            let before = into.len();
            if let Some((reader, at)) = &mut self.other {
                if reader.next(into) {
                    self.others[*at].proposals += into.len() - before;
                    self.is_any = true;
                    return true;
                }
                self.other = None;
            }
            if self.held.is_empty() && !self.is_over {
                self.is_over = !self.reader.next(&mut self.held);
            }
            let start = |proposal: &Proposal| proposal.quote().span().start;
            let comes = self
                .coming
                .as_ref()
                .map_or(usize::MAX, |next| next.span.start);
            let first = self
                .held
                .partition_point(|proposal| start(proposal) < comes);
            if first > 0 {
                into.extend(self.held.drain(..first));
                self.is_any = true;
                return true;
            }
            let Some(passage) = self.coming.take() else {
                return false;
            };
            self.begin(&passage);
        }
    }

    fn close(self: Box<Self>) -> Remarks {
        let (code, text) = (self.rules.code(), self.text);
        let is_doubtful = !self.is_any || guess::has_foreign_letters(code, text);
        let looks_like = (self.is_said && is_doubtful)
            .then(|| guess::other_than(code, text))
            .flatten()
            .and_then(|code| code.parse().ok());
        Remarks {
            language: self.rules.language(),
            looks_like,
            others: self.others,
            dropped: Dropped::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Slot;
    use crate::extract::pack::Pack;

    #[test]
    fn a_short_text_is_in_the_only_language_that_reads_a_figure_in_it() {
        for (code, text) in [
            ("en", "12 killed"),
            ("en", "12 dead, 30 injured"),
            ("fr", "Deux soldats tués"),
            ("ru", "12 погибших в Кабуле"),
            ("uk", "12 загиблих у Кабулі"),
            ("ru", "Убиты 12 солдат"),
            ("uk", "Вбито 12 солдатів"),
            ("az", "Kabildə 12 ölü"),
        ] {
            let found = guess_language(text).unwrap();
            assert_eq!(found.as_str(), code, "{text}");
        }
        // Uzbek, Portuguese and German have no pack, and a name alone says nothing.
        for text in [
            "Kabilda 12 kishi halok boʻldi",
            "12 mortos em Cabul",
            "Bombenanschlag: 12 Tote",
            "Kabul 12",
        ] {
            assert!(guess_language(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_language_without_a_pack_is_told() {
        let language = "ka".parse().unwrap();
        let error = RuleExtractor
            .extract("დაიღუპა 5 ადამიანი", Some(&language))
            .unwrap_err();
        assert!(matches!(error, ExtractError::NoPack { .. }), "{error}");
        assert!(error.hint().unwrap().contains("ar, az, en"));
        let error = RuleExtractor.extract("123", None).unwrap_err();
        assert!(matches!(error, ExtractError::UnknownLanguage), "{error}");
    }

    #[test]
    fn letters_in_pieces_are_read_as_whole_ones() {
        use unicode_normalization::UnicodeNormalization as _;
        for text in [
            "L’attaque a fait 12 blessés et 3 tués, a indiqué l’armée.",
            "Sınırdaki çatışmalarda 49 asker öldü.",
            "قتل 50 جنديا أرمينيا وأصيب ثلاثة مدنيين في القصف، بحسب الوزارة.",
            "Погибший, сообщил район: двое убитых и ещё 3 раненых в районе.",
        ] {
            let pieces: String = text.nfd().collect();
            assert_ne!(text, pieces);
            let told = |text: &str| -> Vec<(String, String)> {
                let found = RuleExtractor.extract(text, None).unwrap();
                let told = found.proposals.iter().map(|proposal| {
                    let quote = proposal.quote();
                    assert_eq!(text.get(quote.span()), Some(quote.text()));
                    let speaker = proposal.speaker().map_or("", Slot::text);
                    (quote.text().nfc().collect(), speaker.nfc().collect())
                });
                told.collect()
            };
            assert!(!told(text).is_empty(), "{text}");
            assert_eq!(told(text), told(&pieces), "{text}");
        }
    }

    #[test]
    fn a_passage_in_another_script_is_read_by_its_own_rules_in_its_place() {
        let text = "On Monday 3 farmers were killed. قتل الجيش 12 شخصا في المدينة يوم الأحد. \
                    Later 9 soldiers were killed.";
        let found = RuleExtractor.extract(text, None).unwrap();
        let numbers: Vec<&str> = found
            .proposals
            .iter()
            .filter_map(|one| match one {
                Proposal::Figure(figure) => Some(figure.number.text()),
                Proposal::Accusation(_) => None,
            })
            .collect();
        assert_eq!(numbers, ["3", "12", "9"]);
        let [arabic] = found.others.as_slice() else {
            panic!("{:?}", found.others);
        };
        assert_eq!((arabic.script, arabic.proposals), ("Arabic", 1));
        assert_eq!(arabic.language, "ar".parse().ok());
        // Of a language that was said wrongly the text is told of as a whole.
        let said = "ru".parse().unwrap();
        let found = RuleExtractor.extract("قتل 12 شخصا في المدينة", Some(&said));
        assert_eq!(found.unwrap().others, []);
    }

    #[test]
    fn every_pack_is_compiled_in_as_it_is_written() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/extract/lang");
        let written = std::fs::read_dir(&folder)
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().path().is_dir())
            .count();
        assert_eq!(written, SOURCES.len());
        for source in SOURCES {
            let path = folder.join(source.code).join("rules.toml");
            let text = std::fs::read_to_string(&path).unwrap();
            let pack = Pack::read(&text).unwrap_or_else(|error| panic!("{error}"));
            assert!(pack.to_bytes() == source.bytes, "{}", source.code);
            let kept = Pack::from_bytes(source.bytes).unwrap();
            assert!(kept.lexicon == pack.lexicon, "{}", source.code);
            assert!(kept.to_bytes() == source.bytes, "{}", source.code);
            assert_eq!(kept.header.code, source.code);
        }
    }

    #[test]
    fn bytes_that_were_cut_off_are_no_pack() {
        let bytes = SOURCES[0].bytes;
        for end in (0..bytes.len()).step_by(997) {
            assert!(Pack::from_bytes(&bytes[..end]).is_none(), "{end}");
        }
        assert!(Pack::from_bytes(&[bytes, &[0]].concat()).is_none());
    }
}

//! Which language a text is in, cheaply: the script of its letters, then the words that languages use most.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::pack::Header;
use super::packs::SOURCES;

/// So much of a text is looked at, in characters.
const LOOK: usize = 4000;

/// What a pack says of its language before its rules.
struct Known {
    code: &'static str,
    script: &'static str,
    words: HashSet<String>,
}

fn known() -> &'static [Known] {
    static KNOWN: OnceLock<Vec<Known>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        SOURCES
            .iter()
            .filter_map(|source| {
                let header = Header::from_bytes(source.bytes)?;
                Some(Known {
                    code: source.code,
                    script: script_name(&header.script)?,
                    words: header
                        .stop_words
                        .iter()
                        .map(|word| word.to_lowercase())
                        .collect(),
                })
            })
            .collect()
    })
}

const SCRIPTS: &[&str] = &[
    "Latin", "Arabic", "Cyrillic", "Hebrew", "Armenian", "Greek", "Georgian",
];

fn script_name(name: &str) -> Option<&'static str> {
    SCRIPTS.iter().find(|script| **script == name).copied()
}

pub(super) fn script(c: char) -> Option<&'static str> {
    Some(match c {
        'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => "Latin",
        '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}' | '\u{FB50}'..='\u{FEFC}' => "Arabic",
        '\u{400}'..='\u{52F}' => "Cyrillic",
        '\u{5D0}'..='\u{5F2}' => "Hebrew",
        '\u{531}'..='\u{587}' => "Armenian",
        '\u{370}'..='\u{3FF}' => "Greek",
        '\u{10A0}'..='\u{10FF}' => "Georgian",
        _ => return None,
    })
}

/// What a text shows of a language.
struct Shown {
    code: &'static str,
    /// How many of its words are among the most frequent of the language.
    words: usize,
    /// How many letters of its own, by twos.
    letters: usize,
}

impl Shown {
    const fn all(&self) -> usize {
        self.words + self.letters
    }
}

/// The script in which most letters of a text's beginning are.
pub(super) fn main_script(text: &str) -> Option<&'static str> {
    most_used(beginning(text, LOOK)).map(|at| SCRIPTS[at])
}

/// Which of the scripts most letters are in.
fn most_used(look: &str) -> Option<usize> {
    let mut counts = [0_usize; SCRIPTS.len()];
    for c in look.chars() {
        if let Some(at) = script(c).and_then(|name| SCRIPTS.iter().position(|s| *s == name)) {
            counts[at] += 1;
        }
    }
    let most = counts
        .iter()
        .enumerate()
        .filter(|(_, n)| **n > 0)
        .max_by_key(|(_, n)| **n);
    most.map(|(at, _)| at)
}

/// What a text shows of each language that is written as it is.
fn shown(look: &str) -> Option<Vec<Shown>> {
    let at = most_used(look)?;
    let words = words(look);
    let candidates = known()
        .iter()
        .filter(|known| known.script == SCRIPTS[at])
        .map(|known| {
            let hits = words
                .iter()
                .filter(|word| known.words.contains(*word))
                .count();
            Shown {
                code: known.code,
                words: hits,
                letters: own_letters(known.code, look),
            }
        })
        .collect();
    Some(candidates)
}

/// The words of a text in small letters.
fn words(look: &str) -> Vec<String> {
    look.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn beginning(text: &str, characters: usize) -> &str {
    let end = text.char_indices().nth(characters);
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

/// The code of the language whose script and words the text shows most; none where no pack fits.
pub(super) fn guess(text: &str) -> Option<&'static str> {
    let candidates = shown(beginning(text, LOOK))?;
    let best = candidates.iter().max_by_key(|one| one.all())?;
    match candidates.as_slice() {
        _ if neighbours::is_anothers(beginning(text, LOOK), best) => None,
        [only] => Some(only.code),
        _ => (best.all() > 0 && !is_foreign(beginning(text, LOOK), best)).then_some(best.code),
    }
}

/// In a text of so many bytes hardly any of the most frequent words need stand.
const SHORT: usize = 100;

/// The languages between which a short text does not decide: those that it shows as much of as of any other.
pub(super) fn undecided(text: &str) -> Vec<&'static str> {
    let Some(candidates) = (text.len() <= SHORT).then(|| shown(text)).flatten() else {
        return Vec::new();
    };
    let most = candidates.iter().map(Shown::all).max().unwrap_or(0);
    let best: Vec<&Shown> = candidates.iter().filter(|one| one.all() == most).collect();
    match best.as_slice() {
        [] | [_] => Vec::new(),
        [one, ..] if neighbours::is_anothers(text, one) || is_foreign(text, one) => Vec::new(),
        all => all.iter().map(|one| one.code).collect(),
    }
}

/// Letters that none of the languages with a pack is written with: Portuguese, Czech, Polish, German and others.
const FOREIGN: &str = "ãõěřůčžšťďňľąęłńśźżäåøæßșțőűāēīūģķļņđ";
/// In a text of so many words the most frequent ones of its language show.
const LONG: usize = 25;

/// Whether a text is written as the languages known here are and is in none of them: it has letters of its own, or hardly
/// any of the words that its language would be full of. Turkic languages have few of those, they are told by letters.
fn is_foreign(look: &str, best: &Shown) -> bool {
    let words = look
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .count();
    let (mut letters, mut foreign) = (0_usize, 0_usize);
    for c in look.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        foreign += usize::from(c.to_lowercase().all(|c| FOREIGN.contains(c)));
    }
    let own_letters = foreign >= 2 && foreign * 100 >= letters && best.words * 4 < words;
    let few_words = !matches!(best.code, "tr" | "az") && words >= LONG && best.words * 9 < words;
    script(look.chars().find(|c| c.is_alphabetic()).unwrap_or(' ')) == Some("Latin")
        && (own_letters || few_words)
}

/// So much of a text is looked at to doubt what was said of it, in characters.
const DOUBT: usize = 1000;
/// It must show so much more than twice what it shows of the language that was said, when both are written alike.
const CLEAR: usize = 2;

/// The code of the language that the text looks like, when it is clearly another than the one that was said.
pub(super) fn other_than(said: &str, text: &str) -> Option<&'static str> {
    let candidates = shown(beginning(text, DOUBT))?;
    let best = candidates.iter().max_by_key(|one| one.all())?;
    let is_clear = match candidates.iter().find(|one| one.code == said) {
        // Letters alone are not enough: neighbours share most of them.
        Some(own) => best.words >= CLEAR && best.all() >= own.all() * 2 + CLEAR,
        // Written otherwise; one language alone is written so, or its words tell which.
        None => candidates.len() == 1 || best.all() > 0,
    };
    (best.code != said && is_clear).then_some(best.code)
}

/// One letter in so many that a neighbour has and the language that was said has not makes a text another's.
const NEIGHBOURS: usize = 25;

/// Whether the letters of a text, whatever was found in it, are those of a neighbour of the language that was said: a
/// Persian text read as Arabic may yield a figure, and a wrong one.
pub(super) fn has_foreign_letters(said: &str, text: &str) -> bool {
    let foreign: &[char] = match said {
        "ar" => &['پ', 'چ', 'ژ', 'گ', 'ک', 'ی'],
        "fa" => &['ة', 'ى', 'ي', 'ك'],
        "ru" => &['і', 'ї', 'є', 'ґ'],
        "uk" => &['ы', 'э', 'ъ', 'ё'],
        _ => return false,
    };
    let (mut letters, mut others) = (0_usize, 0_usize);
    for c in beginning(text, DOUBT).chars() {
        letters += usize::from(c.is_alphabetic());
        others += usize::from(foreign.contains(&c));
    }
    others > 1 && others * NEIGHBOURS >= letters
}

/// Letters that one language of a script has and its neighbours have not: they tell a headline apart.
fn own_letters(code: &str, text: &str) -> usize {
    let own = match code {
        "ru" => "ыэъё",
        "uk" => "іїєґ",
        "fa" => "پچژگکی",
        "ar" => "ةىيك",
        "tr" => "ğış",
        "az" => "əx",
        "es" => "ñ¿¡óú",
        "fr" => "èêàçœù",
        _ => return 0,
    };
    let twos = text.chars().filter(|c| own.contains(*c)).take(40).count() / 2;
    // No other language of its script has this letter.
    twos.max(usize::from(code == "az" && text.contains('ə')))
}

mod neighbours;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::corpus::Corpus;

    #[test]
    fn a_language_without_a_pack_is_not_taken_for_its_neighbour() {
        for text in [
            "O ministro disse à imprensa que não houve vítimas entre os moradores e que as equipes de resgate vão continuar \
             a busca nas montanhas até o fim da semana, quando a chuva deve parar.",
            "Ministerstvo uvedlo, že při útoku zahynulo pět lidí a další jsou zranění.",
            "Ministerstwo podało, że w ataku zginęło pięć osób.",
        ] {
            assert_eq!(guess(text), None, "{text}");
        }
        let spoken = "The mayor of São Paulo and Mr João Araújo told the BBC that five people were killed in the floods.";
        assert_eq!(guess(spoken), Some("en"));
    }

    #[test]
    fn a_language_without_a_pack_is_told_by_its_words_or_letters() {
        for text in [
            "Шабуыл салдарынан кемінде 12 адам қаза тауып, 30 адам жараланды, деп хабарлады министрлік.",
            "Almenys 12 persones van morir i 30 van resultar ferides en un atac a la ciutat, segons la policia.",
            "Bij een aanslag in de hoofdstad zijn dinsdag zeker zes mensen om het leven gekomen en tien anderen gewond geraakt, zo meldt de politie.",
            "Minst sex personer dödades och tio skadades i en attack i huvudstaden på tisdagen, enligt polisen.",
            "Mindst seks mennesker blev dræbt og ti såret ved et angreb i hovedstaden, oplyser politiet.",
            "Mindestens sechs Menschen wurden bei einem Angriff in der Hauptstadt getötet, teilte die Polizei mit.",
            "Almeno sei persone sono morte e dieci sono rimaste ferite in un attacco nella capitale, ha detto la polizia.",
            "Di êrîşekê de li paytextê herî kêm şeş kes hatin kuştin û deh kes jî birîndar bûn.",
            "Cel puțin șase persoane au murit și zece au fost rănite într-un atac în capitală.",
            "Sedikitnya enam orang tewas dan sepuluh luka-luka dalam serangan di ibu kota, kata polisi.",
            "دارالحکومت میں ہونے والے حملے میں چھ افراد ہلاک اور دس زخمی ہو گئے۔",
            "لە هێرشێکدا لە پایتەخت شەش کەس کوژران و دە کەسی تر بریندار بوون.",
            "په پلازمېنه کې په برید کې شپږ کسان ووژل شول او لس نور ټپيان شول.",
            "Най-малко шест души са убити и десет са ранени при нападение в столицата, съобщи полицията.",
            "Најмање шест особа је погинуло, а десет је рањено у нападу у престоници, саопштила је полиција.",
            "Прынамсі шэсць чалавек загінулі і дзесяць параненыя ў выніку нападу ў сталіцы.",
            "Астанадағы шабуылда кемінде алты адам қаза тауып, он адам жараланды деп хабарлады полиция.",
            "אין אַן אַטאַקע אין דער הויפּטשטאָט זענען געהרגעט געוואָרן זעקס מענטשן און צען פֿאַרוווּנדעט.",
        ] {
            assert_eq!(guess(text), None, "{text}");
        }
        // A headline in a language with a pack is read, though a name or a word in it is a neighbour's.
        for (code, text) in [
            ("en", "Six killed in the bombing of Het Nieuwsblad"),
            ("es", "Seis muertos en Roma, según Il Messaggero"),
            ("fr", "Six morts à Bruges selon Het Laatste Nieuws"),
            ("tr", "Saldırıda 6 kişi öldü"),
            ("fa", "شش نفر در لاهور کشته شدند"),
            ("ru", "Шесть человек погибли, сообщил Ђорђевић"),
            ("uk", "Шестеро людей загинули у Сербії"),
            ("he", "שישה הרוגים בפיגוע בירושלים"),
        ] {
            assert_eq!(guess(text), Some(code), "{text}");
        }
    }

    #[test]
    fn a_sentence_shows_its_language() {
        for (code, text) in [
            (
                "en",
                "The ministry said that five people were killed in the attack.",
            ),
            (
                "fr",
                "Le ministère a annoncé que cinq personnes ont été tuées dans l'attaque.",
            ),
            (
                "es",
                "El ministerio dijo que cinco personas murieron en el ataque.",
            ),
            (
                "tr",
                "Bakanlık, saldırıda beş kişinin öldüğünü ve üç kişinin yaralandığını açıkladı.",
            ),
            (
                "az",
                "Nazirlik bildirib ki, hücum nəticəsində beş nəfər həlak olub və üç nəfər yaralanıb.",
            ),
            (
                "ru",
                "Министерство сообщило, что в результате атаки погибли пять человек.",
            ),
            (
                "uk",
                "Міністерство повідомило, що внаслідок атаки загинули п'ятеро людей.",
            ),
            ("ar", "قالت الوزارة إن خمسة أشخاص قتلوا في الهجوم."),
            ("fa", "وزارت خانه گفت که پنج نفر در این حمله کشته شدند."),
            ("he", "המשרד מסר כי חמישה בני אדם נהרגו בהתקפה."),
            (
                "hy",
                "Նախարարությունը հայտնել է, որ հարձակման հետևանքով զոհվել է հինգ մարդ։",
            ),
        ] {
            assert_eq!(guess(text), Some(code), "{text}");
        }
        assert_eq!(guess("1234 — 5"), None);
        assert_eq!(guess("ქართული ტექსტი"), None, "no pack");
    }

    #[test]
    fn another_language_than_was_said_is_noticed() {
        for (said, text, code) in [
            (
                "ar",
                "پنج نفر در حمله به یک پایگاه کشته و سه نفر زخمی شدند.",
                "fa",
            ),
            (
                "fa",
                "قالت الوزارة إن خمسة أشخاص قتلوا في الهجوم على القرية.",
                "ar",
            ),
            (
                "en",
                "В результате атаки погибли пять человек, сообщили власти.",
                "ru",
            ),
            (
                "ru",
                "Внаслідок атаки загинули п'ятеро людей, повідомили в поліції, і ще двоє зникли.",
                "uk",
            ),
            ("ar", "Five people were killed and 3 wounded.", "en"),
            (
                "es",
                "Le ministère a annoncé que cinq personnes ont été tuées dans l'attaque.",
                "fr",
            ),
        ] {
            assert_eq!(other_than(said, text), Some(code), "{text}");
            assert_eq!(other_than(code, text), None, "{text}");
        }
        for text in ["", "12 – 5", "Reuters"] {
            assert_eq!(other_than("en", text), None, "{text}");
        }
    }

    #[test]
    fn the_letters_of_a_neighbour_are_seen_whatever_is_found() {
        let persian = "پنج نفر در این حمله کشته شدند و سه نفر زخمی شدند.";
        let arabic = "قتل خمسة أشخاص في الهجوم وأصيب ثلاثة، قال مسؤول في باكو.";
        assert!(has_foreign_letters("ar", persian));
        assert!(!has_foreign_letters("fa", persian));
        assert!(has_foreign_letters("fa", arabic));
        assert!(!has_foreign_letters("ar", arabic));
        // One name in another spelling makes no text another's.
        assert!(!has_foreign_letters(
            "ar",
            "قتل خمسة أشخاص في هجوم قرب چابهار كما قالت الشرطة."
        ));
        assert!(!has_foreign_letters("en", persian));
        assert!(!has_foreign_letters("ar", ""));
    }

    #[test]
    fn no_example_of_a_pack_looks_like_another_language() {
        for source in SOURCES {
            let path = format!(
                "{}/src/extract/lang/{}/corpus.toml",
                env!("CARGO_MANIFEST_DIR"),
                source.code
            );
            let corpus =
                Corpus::read(source.code, &std::fs::read_to_string(path).unwrap()).unwrap();
            let texts = corpus.positive.iter().map(|one| &one.text);
            for text in texts.chain(corpus.trap.iter().map(|one| &one.text)) {
                assert_eq!(
                    other_than(source.code, text),
                    None,
                    "{}: {text}",
                    source.code
                );
            }
        }
    }
}

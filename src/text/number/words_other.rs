//! Scale words of further languages. Their other number words are not read yet; but `49 тисяч` must not be read as 49.

use super::lexicon::{Bare, Word};

pub(super) const WORDS: &[(&str, Word)] = &[
    (
        "тисяча тисячу тисячі тисяч тис хиляди mille mila tausend tysiąc tysiące tysięcy tisíc tisíce ezer ribu nghìn elfu \
         هزار ہزار אלף אלפים հազար ათასი χιλιάδες हजार हज़ार হাজার พัน",
        Word::Scale(1_000, Bare::Never),
    ),
    // Thousand in Spanish, Turkish and Azerbaijani; also a unit and a minute.
    ("mil bin min", Word::Scale(1_000, Bare::Doubtful)),
    ("lakh lakhs लाख لاکھ লাখ", Word::Scale(100_000, Bare::Never)),
    (
        "мільйон мільйона мільйони мільйонів милиона millones millón millions milhão milhões milioni milione millionen \
         milyon miliony milionów میلیون ملین מיליון միլիոն მილიონი εκατομμύρια juta triệu",
        Word::Scale(1_000_000, Bare::Never),
    ),
    (
        "crore crores करोड़ کروڑ কোটি",
        Word::Scale(10_000_000, Bare::Never),
    ),
    (
        "мільярд мільярда мільярдів milliard milliards milliarden milyar میلیارد מיליארד միլիարդ",
        Word::Scale(1_000_000_000, Bare::Never),
    ),
];

//! Whether a figure stands in its quote, read by the words for numbers of every language that has a pack.
//!
//! Enter: a figure, its quote, and the words around it. Leave: a [`Standing`]. What digits, and the number words of
//! [`crate::text::number`], already say is asked first; only then the pack of the language of the words. Invariants: the
//! words of one language are never read as those of another (“on” is ten in Turkish) when a figure is recorded; what was
//! once read is read again from the quote alone, whatever became of the words around it.

use super::Rules;
use super::packs::{self, guess_language};
use super::proposal::Proposal;
use crate::model::Figure;
use crate::text::{Standing, reads};

/// Whether the numbers of `figure` stand in `quote`, whose language is told by the words around it, `context`, which
/// holds the quote.
pub fn stands_in(figure: &Figure, quote: &str, context: &str) -> Standing {
    match reads::stands_in(figure, quote) {
        Standing::Unread if is_read_by(guessed(context), figure, quote) => Standing::Read,
        Standing::Unread if is_read_by(guessed(quote), figure, quote) => Standing::Read,
        standing => standing,
    }
}

/// Whether they stand there in whatever language: what [`stands_in`] took for read is so here too.
pub fn may_stand_in(figure: &Figure, quote: &str) -> Standing {
    match reads::stands_in(figure, quote) {
        Standing::Unread => {
            let mut all =
                super::languages().filter_map(|code| packs::rules(&code.parse().ok()?).ok());
            match all.any(|rules| is_read_by(Some(rules), figure, quote)) {
                true => Standing::Read,
                false => Standing::Unread,
            }
        }
        standing => standing,
    }
}

fn guessed(text: &str) -> Option<&'static Rules> {
    packs::rules(&guess_language(text).ok()?).ok()
}

fn is_read_by(rules: Option<&Rules>, figure: &Figure, quote: &str) -> bool {
    let Some(rules) = rules else {
        return false;
    };
    let numbers = rules.numbers(quote);
    let is_there = |number: u64| numbers.iter().any(|(value, _)| *value == number);
    if reads::stands_among(figure, is_there) == Standing::Read {
        return true;
    }
    // What a noun alone tells: “a soldier was killed”.
    rules.propose(quote).iter().any(|proposal| match proposal {
        Proposal::Figure(read) => read.figure == *figure,
        Proposal::Accusation(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::read_figure;

    fn standing(figure: &str, quote: &str) -> Standing {
        let figure = read_figure(figure).unwrap();
        let standing = stands_in(&figure, quote, quote);
        if standing == Standing::Read {
            assert_eq!(may_stand_in(&figure, quote), Standing::Read, "{quote}");
        }
        standing
    }

    #[test]
    fn number_words_of_every_pack_are_read() {
        for (figure, quote) in [
            ("7", "sept soldats ont été tués dans l’attaque de la base"),
            ("3", "tres soldados murieron en los combates de la frontera"),
            ("2", "двоє військових загинули на кордоні вночі"),
            ("5", "חמישה הרוגים בתקיפה"),
            ("7", "هفت تن در این حمله کشته شدند"),
            ("3", "Սահմանին զոհվել է երեք զինծառայող"),
            ("12", "Sınırdaki çatışmalarda on iki asker öldü"),
            ("5", "Sərhəddə beş hərbçi həlak olub"),
            // What the proposals of “one was killed and another was wounded” quote.
            ("1", "another was wounded"),
            ("1", "وأصيب آخر"),
            ("2", "وأصيب آخران"),
            ("1", "hirió a otra"),
        ] {
            assert_eq!(standing(figure, quote), Standing::Read, "{figure}: {quote}");
        }
    }

    #[test]
    fn the_words_of_another_language_are_no_numbers() {
        for (figure, quote) in [
            (
                "10",
                "The shelling went on for hours, and people were killed on the road",
            ),
            (
                "11",
                "They said that once the attack was over people were killed",
            ),
            ("4", "sept soldats ont été tués dans l’attaque de la base"),
        ] {
            assert_eq!(
                standing(figure, quote),
                Standing::Unread,
                "{figure}: {quote}"
            );
        }
    }
}

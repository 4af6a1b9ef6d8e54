//! Text: the numbers that stand in it, finding a quote, folding for search, and making it safe to show.
//!
//! What enters: text of any script, from articles and from the command line. What leaves: numbers with their byte
//! spans, figures, spans of quotes, folded and escaped text. Invariants: every function is pure, takes time linear in
//! the text (or nearly), and never panics; every span lies on character borders; no number is lost, rounded or guessed:
//! where the text does not settle what is meant, the readings are reported side by side.

pub mod calendar;
mod chars;
pub mod digits;
pub mod escape;
pub mod figure;
pub mod fold;
pub mod locate;
pub mod number;
pub mod reads;
pub mod sentence;
pub mod shingles;
pub mod size;
pub mod width;

pub use digits::digit_value;
pub use escape::{Options, for_terminal, has_right_to_left};
pub use figure::{FigureError, may_qualify, read_figure};
pub use fold::{Folded, fold};
pub use locate::{Cut, Located, Nearest, Place, context, cut, locate};
pub use number::{Doubt, Form, Found, Value, numbers_in};
pub use reads::{Standing, numbers_for_people, reads_otherwise, stands_in};
pub use sentence::sentence;
pub use shingles::{Common, Shingles};
pub use size::{Size, size_in};
pub use width::{is_plain, truncate, width};

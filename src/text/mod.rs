//! Strings: digits and numbers of every script, folding for search, finding quotes, making text safe to show.
//!
//! Enter: text from outside, in any language and of any quality. Leave: numbers, spans, folded or escaped text. Pure.
//! Invariants: spans are bytes of the text given, always on character borders; nothing is altered in place; time is
//! linear in the text.

mod chars;
pub mod digits;
pub mod escape;
pub mod figure;
pub mod fold;
pub mod locate;
pub mod number;
pub mod reads;

pub use figure::{FigureError, read_figure};
pub use fold::{Folded, fold};

use std::ops::Range;
pub struct Nearest {
    pub span: Range<usize>,
    pub text: String,
}
pub enum Located {
    Unique(Range<usize>),
    Several(Vec<Range<usize>>),
    NotFound { nearest: Option<Nearest> },
}
pub fn locate(quote: &str, text: &str) -> Located {
    match text.find(quote) {
        Some(at) => Located::Unique(at..at + quote.len()),
        None => Located::NotFound { nearest: None },
    }
}
pub fn context(text: &str, span: Range<usize>, _chars: usize) -> (&str, &str) {
    (&text[span.start..span.start], &text[span.end..span.end])
}

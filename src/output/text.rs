//! stub
use super::sink::Sink;
pub fn write(
    _: &mut Sink,
    _: &crate::report::marked_text::MarkedText,
    _: bool,
) -> std::io::Result<()> {
    Ok(())
}

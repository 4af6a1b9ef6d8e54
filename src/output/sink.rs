//! Where things are printed: results on stdout, words about them on stderr.
//!
//! Everything that writes returns [`io::Result`]. A reader that goes away early (`claimlog list claims | head`) is no
//! fault: the error comes up as [`io::ErrorKind::BrokenPipe`], and `main` ends quietly on it ([`is_closed_pipe`]).

use std::fmt;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::message;
use super::style::Style;

/// How much is gathered before it is written.
const BUFFER: usize = 64 * 1024;

/// Where things are printed.
pub struct Sink {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    out_style: Style,
    err_style: Style,
    is_quiet: bool,
    has_bars: bool,
    /// Asks the terminals anew how they may be written on; none for other streams.
    styles: Option<fn() -> (Style, Style)>,
}

/// How the process's own stdout and stderr may be written on now.
fn system_styles() -> (Style, Style) {
    let (stdout, stderr) = (io::stdout(), io::stderr());
    let variable = |name: &str| std::env::var_os(name);
    let columns = |size: Option<(terminal_size::Width, terminal_size::Height)>| {
        size.map(|(terminal_size::Width(columns), _)| usize::from(columns))
    };
    let out_columns = columns(terminal_size::terminal_size_of(&stdout));
    let err_columns = columns(terminal_size::terminal_size_of(&stderr));
    (
        Style::of(stdout.is_terminal(), out_columns, variable),
        Style::of(stderr.is_terminal(), err_columns, variable),
    )
}

impl fmt::Debug for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sink")
            .field("out_style", &self.out_style)
            .field("err_style", &self.err_style)
            .field("is_quiet", &self.is_quiet)
            .finish_non_exhaustive()
    }
}

impl Sink {
    /// The process's own streams. Stdout is locked and buffered until [`Sink::finish`].
    pub fn system(is_quiet: bool) -> Self {
        let (stdout, stderr) = (io::stdout(), io::stderr());
        let has_bars = stderr.is_terminal() && !is_quiet;
        let (out_style, err_style) = system_styles();
        Self {
            out_style,
            err_style,
            out: Box::new(BufWriter::with_capacity(BUFFER, stdout.lock())),
            err: Box::new(stderr),
            is_quiet,
            has_bars,
            styles: Some(system_styles),
        }
    }

    /// Other streams, for tests.
    pub fn new(out: Box<dyn Write>, err: Box<dyn Write>, style: Style, is_quiet: bool) -> Self {
        Self {
            out,
            err,
            out_style: style,
            err_style: style,
            is_quiet,
            has_bars: false,
            styles: None,
        }
    }

    /// Measures the terminal again: a person may have made its window wider or narrower since.
    pub fn measure(&mut self) {
        if let Some(styles) = self.styles {
            (self.out_style, self.err_style) = styles();
        }
    }

    /// Where results go.
    pub fn out(&mut self) -> &mut dyn Write {
        &mut *self.out
    }

    /// How results may be written.
    pub const fn style(&self) -> Style {
        self.out_style
    }

    /// Whether only results, warnings and errors are wanted.
    pub const fn is_quiet(&self) -> bool {
        self.is_quiet
    }

    /// Says something that helps to read the results; nothing when quiet.
    ///
    /// # Errors
    /// The stream's.
    pub fn note(&mut self, text: &str) -> io::Result<()> {
        if self.is_quiet {
            return Ok(());
        }
        message::note(&mut *self.err, &self.err_style, text)
    }

    /// Says what must be looked at.
    ///
    /// # Errors
    /// The stream's.
    pub fn warning(&mut self, text: &str) -> io::Result<()> {
        message::warning(&mut *self.err, &self.err_style, text)
    }

    /// Says what to do next; nothing when quiet.
    ///
    /// # Errors
    /// The stream's.
    pub fn hint(&mut self, text: &str) -> io::Result<()> {
        if self.is_quiet {
            return Ok(());
        }
        message::hint(&mut *self.err, &self.err_style, text)
    }

    /// As [`Sink::hint`], with the commands that do it.
    ///
    /// # Errors
    /// The stream's.
    pub fn hint_commands(&mut self, text: &str, commands: &[String]) -> io::Result<()> {
        self.hint(text)?;
        if self.is_quiet {
            return Ok(());
        }
        message::commands(&mut *self.err, commands)
    }

    /// Says why something was not done, what lies behind that, and what to do next. What was already written to
    /// stdout goes out before it.
    ///
    /// # Errors
    /// The stream's.
    pub fn error(&mut self, error: &dyn std::error::Error, hint: Option<&str>) -> io::Result<()> {
        // A stdout that takes nothing more must not keep the error from being told.
        let flushed = self.out.flush();
        message::error(&mut *self.err, &self.err_style, error, hint)?;
        flushed
    }

    /// Says of one of many things why it was not done: where it stands, then as [`Sink::error`].
    ///
    /// # Errors
    /// The stream's.
    pub fn failure(
        &mut self,
        place: &str,
        why: &dyn fmt::Display,
        hint: Option<&str>,
    ) -> io::Result<()> {
        self.out.flush()?;
        message::failure(
            &mut *self.err,
            &self.err_style,
            &format!("{place}: {why}"),
            hint,
        )
    }

    /// Says how a command was asked wrongly: several lines, what was typed among them.
    ///
    /// # Errors
    /// The stream's.
    pub fn usage(&mut self, text: &str) -> io::Result<()> {
        let mut lines = text.lines();
        message::failure(
            &mut *self.err,
            &self.err_style,
            lines.next().unwrap_or_default(),
            None,
        )?;
        lines.try_for_each(|line| writeln!(self.err, "{}", super::words::escaped(line)))
    }

    /// Says that claimlog has a bug, and what to do.
    ///
    /// # Errors
    /// The stream's.
    pub fn bug(&mut self) -> io::Result<()> {
        let text = "claimlog has a bug and stopped; what it was about to write was not written";
        let hint = "the message above says where; report it with the command that you ran";
        message::failure(&mut *self.err, &self.err_style, text, Some(hint))
    }

    /// A bar for long work, on stderr, when somebody looks at it; otherwise one that shows nothing.
    pub fn progress(&self, what: &str, total: Option<u64>) -> Progress {
        let bar = match total {
            Some(total) => ProgressBar::new(total),
            None => ProgressBar::new_spinner(),
        };
        if self.has_bars {
            let template = match total {
                Some(_) => "{msg} {wide_bar} {human_pos}/{human_len}",
                None => "{msg} {spinner} {human_pos}",
            };
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.enable_steady_tick(Duration::from_millis(200));
        } else {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        bar.set_message(super::words::line(what));
        Progress { bar }
    }

    /// Writes out what is still held back.
    ///
    /// # Errors
    /// The stream's.
    pub fn finish(&mut self) -> io::Result<()> {
        self.out.flush()?;
        self.err.flush()
    }
}

/// Whether writing failed because nobody reads any more.
pub fn is_closed_pipe(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// How far long work has come; taken off the screen when it is dropped.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// So much is done in all.
    pub fn set(&self, done: u64) {
        self.bar.set_position(done);
    }

    /// So much more is done.
    pub fn advance(&self, by: u64) {
        self.bar.inc(by);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Rc<RefCell<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn quiet_keeps_results_and_warnings() {
        let (out, err) = (Kept::default(), Kept::default());
        let mut sink = Sink::new(
            Box::new(out.clone()),
            Box::new(err.clone()),
            Style::plain(80),
            true,
        );
        writeln!(sink.out(), "result").unwrap();
        sink.note("said").unwrap();
        sink.hint("do").unwrap();
        sink.warning("look").unwrap();
        sink.finish().unwrap();
        assert_eq!(out.0.borrow().as_slice(), b"result\n");
        assert_eq!(err.0.borrow().as_slice(), b"Warning: look\n");
    }

    #[test]
    fn a_closed_pipe_is_known_whoever_wrote() {
        let closed = super::super::json::write(&mut Closed, &"x").unwrap_err();
        assert!(is_closed_pipe(&closed));
        let form = super::super::sheet::Form::default();
        let mut stream = Closed;
        let mut sheet = super::super::sheet::Sheet::new(&mut stream, form, &["a"]).unwrap();
        sheet.plain(Some(1));
        sheet.end_row().unwrap();
        assert!(is_closed_pipe(&sheet.finish().unwrap_err()));
    }
}

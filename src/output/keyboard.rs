//! What a person types at a terminal: single keys, and lines.

use std::io::{self, IsTerminal as _};

use console::{Key, Term};

/// One key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// A letter, a digit, a sign.
    Char(char),
    /// The enter key, the space bar, the arrow to the right.
    Next,
    /// The arrow to the left.
    Back,
    /// Escape, Ctrl-C, the end of the input.
    Stop,
    /// Anything else.
    Other,
}

/// Somebody who types.
pub trait Keys {
    /// The next key, at once.
    ///
    /// # Errors
    /// The terminal's.
    fn press(&mut self) -> io::Result<Press>;

    /// A whole line, which the terminal lets its writer edit; none at the end of the input.
    ///
    /// # Errors
    /// The terminal's.
    fn line(&mut self) -> io::Result<Option<String>>;
}

/// The terminal's own keyboard.
#[derive(Debug)]
pub struct Keyboard {
    term: Term,
}

impl Keyboard {
    /// Whether somebody sits at it and sees what is written: stdin, stdout and stderr are all terminals.
    pub fn is_there() -> bool {
        io::stdin().is_terminal() && io::stdout().is_terminal() && io::stderr().is_terminal()
    }

    /// The keyboard of the terminal that stdin and stderr are.
    pub fn new() -> Self {
        Self {
            term: Term::stderr(),
        }
    }
}

impl Default for Keyboard {
    fn default() -> Self {
        Self::new()
    }
}

impl Keys for Keyboard {
    fn press(&mut self) -> io::Result<Press> {
        Ok(match self.term.read_key_raw() {
            Ok(Key::Char(' ')) | Ok(Key::Enter | Key::ArrowRight | Key::ArrowDown) => Press::Next,
            Ok(Key::ArrowLeft | Key::ArrowUp) => Press::Back,
            // Ctrl-D comes as the control character that it is.
            Ok(Key::Escape | Key::CtrlC | Key::Char('\u{4}')) => Press::Stop,
            Ok(Key::Char(c)) => Press::Char(c),
            Ok(_) => Press::Other,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Press::Stop,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Press::Stop,
            Err(error) => return Err(error),
        })
    }

    fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = String::new();
        let count = io::stdin().read_line(&mut line)?;
        Ok((count > 0).then(|| line.trim().to_owned()))
    }
}

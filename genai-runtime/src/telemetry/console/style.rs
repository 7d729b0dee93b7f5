//! Facts about the terminal: how wide it is and whether it takes colour.

use std::env;
use std::ffi::OsStr;
use std::io::{self, IsTerminal};

use ::console::Term;

/// Width in columns without a terminal.
const DEFAULT_WIDTH: usize = 100;

/// Where lines go: their greatest width in columns, and whether they carry colour.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    width: Option<usize>,
    colour: bool,
}

impl Terminal {
    /// What standard output is right now.
    pub(super) fn stdout() -> Self {
        let colour = takes_colour(
            io::stdout().is_terminal(),
            env::var_os("NO_COLOR").as_deref(),
            env::var_os("TERM").as_deref(),
        );
        Self {
            width: None,
            colour,
        }
    }

    /// A terminal of a given width, for output that must not depend on where it is printed.
    #[cfg(test)]
    pub(super) fn fixed(width: usize, colour: bool) -> Self {
        Self {
            width: Some(width),
            colour,
        }
    }

    /// Columns of a line; asked for every print because a terminal can be resized.
    pub(super) fn width(self) -> usize {
        self.width.unwrap_or_else(|| {
            let size = Term::stdout().size_checked();
            size.map(|(_, columns)| usize::from(columns))
                .filter(|columns| *columns > 0)
                .unwrap_or(DEFAULT_WIDTH)
        })
    }

    /// Whether escape sequences for colour may be written.
    pub(super) fn colour(self) -> bool {
        self.colour
    }
}

/// Decides on colour as <https://no-color.org> asks for.
fn takes_colour(is_terminal: bool, no_color: Option<&OsStr>, term: Option<&OsStr>) -> bool {
    is_terminal && no_color.is_none_or(OsStr::is_empty) && term != Some(OsStr::new("dumb"))
}

/// The colour of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    Plain,
    Bold,
    Dim,
    Red,
    Yellow,
    Blue,
    Cyan,
}

impl Paint {
    /// Writes `text` in this colour, or plainly.
    pub(super) fn write(self, text: &str, colour: bool, out: &mut String) {
        let code = match self {
            _ if !colour || text.is_empty() => None,
            Self::Plain => None,
            Self::Bold => Some("1"),
            Self::Dim => Some("2"),
            Self::Red => Some("31"),
            Self::Yellow => Some("33"),
            Self::Blue => Some("34"),
            Self::Cyan => Some("36"),
        };
        match code {
            None => out.push_str(text),
            Some(code) => {
                out.push_str("\u{1b}[");
                out.push_str(code);
                out.push('m');
                out.push_str(text);
                out.push_str("\u{1b}[0m");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_needs_a_terminal_that_is_not_dumb() {
        assert!(takes_colour(true, None, Some(OsStr::new("xterm"))));
        assert!(takes_colour(true, None, None));
        assert!(!takes_colour(false, None, Some(OsStr::new("xterm"))));
        assert!(!takes_colour(true, None, Some(OsStr::new("dumb"))));
    }

    #[test]
    fn any_value_of_no_color_but_the_empty_one_turns_colour_off() {
        assert!(!takes_colour(true, Some(OsStr::new("1")), None));
        assert!(!takes_colour(true, Some(OsStr::new("0")), None));
        assert!(takes_colour(true, Some(OsStr::new("")), None));
    }

    #[test]
    fn a_style_is_reset_after_its_text_and_absent_without_colour() {
        let mut out = String::new();
        Paint::Red.write("no", true, &mut out);
        Paint::Red.write("no", false, &mut out);
        Paint::Plain.write("!", true, &mut out);
        assert_eq!(out, "\u{1b}[31mno\u{1b}[0mno!");
    }
}

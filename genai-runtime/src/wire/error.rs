//! Errors of streams on the wire.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use crate::ErrorReport;
use crate::report::error_type_of;

/// Why an item of a stream could not be read.
///
/// Items are events that have data, or lines, and values outside of them; they are counted from 1. The text of an error
/// never quotes the body, which may be a prompt or an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WireError<E> {
    /// The body failed with this error, whose text and sources are those of the item. The class is the name of the
    /// inner error's type, even if that implements [`ErrorReport`]; set `error_type = …` for a more precise one.
    Source(E),
    /// An item is not JSON.
    #[non_exhaustive]
    NotJson {
        /// Position of the item, counted from 1.
        position: u64,
        /// Line of the item's data, counted from 1.
        line: usize,
        /// Byte in that line, counted from 1, at which the data stops being JSON.
        column: usize,
    },
    /// A line is not UTF-8.
    #[non_exhaustive]
    NotUtf8 {
        /// Position of the item, counted from 1.
        position: u64,
    },
    /// An item is longer than the limit, and was skipped.
    #[non_exhaustive]
    TooLong {
        /// Position of the item, counted from 1.
        position: u64,
        /// The limit, in bytes.
        limit: usize,
    },
    /// The body is something else, such as a page of HTML, and has no items.
    #[non_exhaustive]
    NotAStream {
        /// The first character of the body: `<` of HTML, `\u{1f}` of gzip. `None` if it is a letter, a digit or not
        /// ASCII, and so may be content.
        begins_with: Option<char>,
    },
}

impl<E: fmt::Display> fmt::Display for WireError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(formatter),
            Self::NotJson {
                position,
                line,
                column,
            } => write!(
                formatter,
                "item {position} of the stream is not JSON (at line {line}, column {column})"
            ),
            Self::NotUtf8 { position } => {
                write!(formatter, "item {position} of the stream is not UTF-8")
            }
            Self::TooLong { position, limit } => write!(
                formatter,
                "item {position} of the stream is longer than {limit} bytes"
            ),
            Self::NotAStream { begins_with } => {
                formatter.write_str("the body holds neither events nor JSON")?;
                match begins_with {
                    Some(first) => write!(formatter, ": it begins with {first:?}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl<E: Error> Error for WireError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Source(error) => error.source(),
            _ => None,
        }
    }
}

/// The class of [`Source`](WireError::Source) is the name of the inner error's type; the others are `not_json`,
/// `not_utf8`, `too_long` and `not_a_stream`.
impl<E> ErrorReport for WireError<E> {
    fn error_type(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Source(_) => error_type_of::<E>(),
            Self::NotJson { .. } => "not_json",
            Self::NotUtf8 { .. } => "not_utf8",
            Self::TooLong { .. } => "too_long",
            Self::NotAStream { .. } => "not_a_stream",
        })
    }
}

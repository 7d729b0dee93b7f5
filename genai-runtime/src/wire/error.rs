//! What can be wrong with a stream on the wire.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use crate::ErrorReport;
use crate::report::error_type_of;

/// Why an item of a stream could not be read.
///
/// Items are counted from 1: events that have data, or lines, and values outside of them. The text of an error never repeats what
/// was sent, which may be a prompt or an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WireError<E> {
    /// The body failed with this error, whose text and sources are shown as those of the item. The class is the
    /// name of the inner error's type, even if that implements [`ErrorReport`]; `error_type = …` can say more.
    Source(E),
    /// An item is not JSON.
    #[non_exhaustive]
    NotJson {
        /// Which item, counted from 1.
        position: u64,
        /// Line of the item's data, counted from 1.
        line: usize,
        /// Byte in that line, counted from 1, at which the data stops being JSON.
        column: usize,
    },
    /// A line is not UTF-8.
    #[non_exhaustive]
    NotUtf8 {
        /// Which item, counted from 1.
        position: u64,
    },
    /// An item is longer than the limit, and was skipped.
    #[non_exhaustive]
    TooLong {
        /// Which item, counted from 1.
        position: u64,
        /// The limit, in bytes.
        limit: usize,
    },
    /// The body is something else, such as a page of HTML, and has no item.
    #[non_exhaustive]
    NotAStream {
        /// What the body begins with: `<` of a page, `\u{1f}` of what is compressed. None if it may be part of a word.
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

/// A failed body has the class of its error's type; the others are `not_json`, `not_utf8`, `too_long` and `not_a_stream`.
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

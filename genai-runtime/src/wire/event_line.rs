//! The kinds of lines in an event stream, by their first bytes.

use super::bare_json::BareJson;

/// The end marker of a stream, if it comes without a `data` field.
pub(super) const DONE: &str = "[DONE]";

/// The non-standard field in which older llama.cpp servers send errors.
pub(super) const ERROR: &str = "error:";

/// The fields of the HTML standard.
const FIELDS: [&[u8]; 4] = [b"data", b"event", b"id", b"retry"];

/// Bytes that suffice to classify a line: the longest name of a field and its colon.
const TELLING: usize = 6;

/// The kind of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EventLine {
    Blank,
    /// A field or a comment.
    Field,
    /// A field named [`ERROR`].
    Error,
    /// [`DONE`].
    Done,
    /// JSON, outside of any field.
    Json,
    Other,
}

impl EventLine {
    /// Classifies the line that begins with these bytes; `None` if there are too few of them.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        match *bytes.first()? {
            b'\r' | b'\n' => Some(Self::Blank),
            b':' => Some(Self::Field),
            _ if bytes.starts_with(DONE.as_bytes()) => Some(Self::Done),
            _ if DONE.as_bytes().starts_with(bytes) => None,
            byte if BareJson::begins_with(byte) => Some(Self::Json),
            b'd' | b'e' | b'i' | b'r' => Self::named(bytes),
            _ => Some(Self::Other),
        }
    }

    fn named(bytes: &[u8]) -> Option<Self> {
        let mut telling = bytes.iter().take(TELLING);
        let end = telling.position(|byte| matches!(byte, b':' | b'\r' | b'\n'));
        let Some(name) = end.and_then(|end| bytes.get(..end)) else {
            return (bytes.len() >= TELLING).then_some(Self::Other);
        };
        Some(if FIELDS.contains(&name) {
            Self::Field
        } else if bytes.starts_with(ERROR.as_bytes()) {
            Self::Error
        } else {
            Self::Other
        })
    }
}

#[cfg(test)]
mod tests {
    use super::EventLine;

    #[test]
    fn a_line_is_told_by_few_bytes_and_not_by_fewer() {
        for (line, told) in [
            ("", None),
            ("\n", Some(EventLine::Blank)),
            (":", Some(EventLine::Field)),
            ("data", None),
            ("data:", Some(EventLine::Field)),
            ("data\r", Some(EventLine::Field)),
            ("retry", None),
            ("retry:", Some(EventLine::Field)),
            ("id\n", Some(EventLine::Field)),
            ("error", None),
            ("error:", Some(EventLine::Error)),
            ("error\n", Some(EventLine::Other)),
            ("idea:", Some(EventLine::Other)),
            ("events", Some(EventLine::Other)),
            ("[DONE", None),
            ("[DONE]", Some(EventLine::Done)),
            ("[DON,", Some(EventLine::Json)),
            ("{", Some(EventLine::Json)),
            ("}", Some(EventLine::Other)),
            (" data:", Some(EventLine::Other)),
        ] {
            assert_eq!(EventLine::of(line.as_bytes()), told, "{line:?}");
        }
    }
}

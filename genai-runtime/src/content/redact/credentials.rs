//! User and password in URLs.

use std::ops::Range;

use super::kind::marker_at;
use super::text::Text;

/// User and password after the colon of a scheme.
pub(super) fn after(text: &Text<'_>, colon: usize) -> Option<Range<usize>> {
    if !text.starts_with(colon, "://") || !text.before(colon).is_ascii_alphanumeric() {
        return None;
    }
    let start = colon + "://".len();
    let end = text.run(start, is_authority);
    let authority = text.part(start, end);
    let length = authority.iter().rposition(|byte| *byte == b'@')?;
    let user_end = authority.iter().position(|byte| *byte == b':')?;
    let has_password = user_end + 1 < length;
    let offsets = start..start + length;
    let is_redacted = offsets.clone().any(|offset| marker_at(text, offset));
    (has_password && !is_redacted).then_some(offsets)
}

/// Bytes that may precede the path. Any `://` ends them, so that no text is examined twice.
fn is_authority(byte: u8) -> bool {
    byte > b' '
        && !matches!(
            byte,
            b'/' | b'?' | b'#' | b'"' | b'\'' | b'`' | b'<' | b'>' | b'\\' | 0x7f
        )
}

#[cfg(test)]
mod tests {
    use crate::content::redact::tests::{finds, ignores};

    #[test]
    fn credentials_are_found() {
        finds(&[
            (
                "https://bob:hunter2@example.com/x",
                "https://[credentials]@example.com/x",
            ),
            (
                "postgres://u:p@ss@db:5432/x",
                "postgres://[credentials]@db:5432/x",
            ),
            ("redis://:secret@cache", "redis://[credentials]@cache"),
            (
                r"https:\/\/u:p\u0040q@h\/x",
                r"https:\/\/[credentials]@h\/x",
            ),
            ("(git+ssh://a:b%40@h)", "(git+ssh://[credentials]@h)"),
            ("amqp://ü:[x@h", "amqp://[credentials]@h"),
        ]);
    }

    #[test]
    fn text_that_is_not_credentials_is_kept() {
        ignores(&[
            "ssh://git@host/repository",
            "https://example.com:8080/@bob",
            "https://example.com:8080 @bob",
            "https://user:@example",
            "https://[credentials]@host",
            "https://u:[email]@host",
            "://a:b@c",
        ]);
    }
}

//! Private keys in PEM.

use std::ops::Range;

use super::text::Text;

pub(in crate::content) const BEGIN: &str = "-----BEGIN ";
pub(in crate::content) const END: &str = "-----END ";
pub(in crate::content) const DASHES: &str = "-----";
/// Part of the label of every private key.
pub(in crate::content) const LABEL: &str = "PRIVATE KEY";
/// Longer than all known labels, such as `PGP PRIVATE KEY BLOCK`.
const LONGEST_LABEL: usize = 48;
/// Maximum length of a key's body in bytes.
const LONGEST_KEY: usize = 32 * 1024;

/// The key that begins at an offset: to its last line or, if it is cut off, to the first byte that no key contains.
pub(super) fn at(text: &Text<'_>, start: usize) -> Option<Range<usize>> {
    if !text.starts_with(start, BEGIN) {
        return None;
    }
    let body = label_end(text, start + BEGIN.len(), LABEL)?;
    let end = end_of_key(text, body).unwrap_or_else(|| {
        let end = text.run(body, is_body);
        // White space after the cut stays.
        text.run_back(end, |byte| byte.is_ascii_whitespace())
            .max(body)
    });
    Some(start..end)
}

/// The end of a key's last line, if no quote and no other key comes before, so that no part of the text is examined
/// twice.
fn end_of_key(text: &Text<'_>, body: usize) -> Option<usize> {
    let mut at = body;
    while at < body + LONGEST_KEY {
        let most = body + LONGEST_KEY - at;
        at = text.run_of(at, most, |byte| !matches!(byte, b'-' | b'"'));
        if text.starts_with(at, END) {
            return label_end(text, at + END.len(), "");
        }
        if text.at(at) != b'-' || text.starts_with(at, BEGIN) {
            return None;
        }
        at += 1;
    }
    None
}

/// The end of a label that contains `words`, including the hyphens after it.
fn label_end(text: &Text<'_>, label: usize, words: &str) -> Option<usize> {
    let end = text.run_of(label, LONGEST_LABEL, |byte| {
        byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b' '
    });
    let label = str::from_utf8(text.part(label, end)).ok()?;
    (label.contains(words) && text.starts_with(end, DASHES)).then_some(end + DASHES.len())
}

fn is_body(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte.is_ascii_whitespace()
        || matches!(byte, b'+' | b'/' | b'=' | b':' | b',' | b'_')
}

#[cfg(test)]
mod tests {
    use crate::content::redact::tests::{finds, ignores};

    #[test]
    fn keys_are_found() {
        finds(&[
            (
                "a\n-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIE+/=\n-----END RSA PRIVATE KEY-----\nb",
                "a\n[private key]\nb",
            ),
            (
                r#"{"k":"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"}"#,
                r#"{"k":"[private key]\n"}"#,
            ),
            (
                "-----BEGIN EC PRIVATE KEY-----\nMIIEow\n(cut)",
                "[private key]\n(cut)",
            ),
            ("-----BEGIN PGP PRIVATE KEY BLOCK-----", "[private key]"),
            (
                "-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: x (v1.2)\n\nlQ\n-----END PGP PRIVATE KEY BLOCK-----.",
                "[private key].",
            ),
            (
                "-----BEGIN PRIVATE KEY-----\nA\n-----BEGIN PRIVATE KEY-----\nB",
                "[private key]\n[private key]",
            ),
        ]);
    }

    #[test]
    fn text_that_is_not_a_private_key_is_kept() {
        ignores(&[
            "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----",
            "-----BEGIN PUBLIC KEY-----\nMIIE\n-----END PUBLIC KEY-----",
            "----- BEGIN PRIVATE KEY -----",
            "--------------------",
        ]);
    }
}

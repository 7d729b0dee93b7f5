//! Bearer tokens, and what else follows `Authorization:`.

use std::ops::Range;

use super::text::{Text, is_base64url};

/// Shorter texts are words.
const SHORTEST: usize = 8;
/// Texts of at least this length are not words, even if they consist of letters.
const LONGEST_WORD: usize = 24;
/// How much white space may stand before a token.
const SPACES: usize = 8;

/// The token after the word `Bearer`, which begins at the offset of its first letter.
pub(super) fn after_bearer(text: &Text<'_>, word: usize) -> Option<Range<usize>> {
    let is_word = text.starts_with_ignoring_case(word, "bearer")
        && !text.before(word).is_ascii_alphanumeric();
    let end = word + "bearer".len();
    is_word.then(|| token_after(text, end)).flatten()
}

/// The token after the colon of `Authorization:`, whose scheme stays if it has one.
pub(super) fn after_header(text: &Text<'_>, colon: usize) -> Option<Range<usize>> {
    if !text.ends_with_word(colon, "authorization") {
        return None;
    }
    let start = text.run_of(colon + 1, SPACES, is_space);
    let end = text.run_of(start, LONGEST_WORD, |byte| byte.is_ascii_alphabetic());
    token_after(text, end).or_else(|| token(text, start))
}

fn token_after(text: &Text<'_>, end: usize) -> Option<Range<usize>> {
    let start = text.run_of(end, SPACES, is_space);
    (start > end).then(|| token(text, start)).flatten()
}

/// A token, if it does not look like a word.
fn token(text: &Text<'_>, start: usize) -> Option<Range<usize>> {
    let beginning = text.run_of(start, LONGEST_WORD, is_token);
    let letters = text.part(start, beginning);
    let has = |is: fn(&u8) -> bool| letters.iter().skip(1).any(is);
    let is_mixed = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    let is_token_like = letters.len() >= LONGEST_WORD
        || letters.len() >= SHORTEST && (is_mixed || letters.iter().any(u8::is_ascii_digit));
    if !is_token_like {
        return None;
    }
    let end = text.run(beginning, is_token);
    // A full stop ends the sentence, not the token.
    let end = end - usize::from(text.before(end) == b'.');
    Some(start..end)
}

fn is_token(byte: u8) -> bool {
    is_base64url(byte) || matches!(byte, b'.' | b'~' | b'+' | b'/' | b'=' | b':')
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

#[cfg(test)]
mod tests {
    use crate::content::redact::tests::{finds, ignores};

    #[test]
    fn tokens_are_found() {
        finds(&[
            (
                "Authorization: Bearer abc123def456",
                "Authorization: Bearer [bearer token]",
            ),
            (
                "-H 'authorization:bearer  AbCdEfGh.x~y/z='",
                "-H 'authorization:bearer  [bearer token]'",
            ),
            (
                "Send Bearer abcdefghijklmnopqrstuvwx.",
                "Send Bearer [bearer token].",
            ),
            (
                "Authorization: Basic dXNlcjpwYXNz",
                "Authorization: Basic [bearer token]",
            ),
            (
                "Proxy-Authorization: 0123456789abcdef",
                "Proxy-Authorization: [bearer token]",
            ),
            (
                r"Authorization: Bearer abc123def456\r\nHost: x",
                r"Authorization: Bearer [bearer token]\r\nHost: x",
            ),
            ("BEARER\ta1b2c3d4", "BEARER\t[bearer token]"),
        ]);
    }

    #[test]
    fn words_stay() {
        ignores(&[
            "the bearer certificates and the Bearer of bad news",
            "Bearer Authentication",
            "Bearer YOUR_API_KEY",
            "forbearer a1b2c3d4e5",
            "Bearer",
            "Authorization: required by everybody",
            "Basic training in 2024-01-02T03:04:05",
            "Bearer [bearer token]",
        ]);
    }
}

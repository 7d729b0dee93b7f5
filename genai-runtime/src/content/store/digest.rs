//! Digests, which name stored content.

use std::fmt;

use sha2::{Digest, Sha256};

/// The prefix of every digest.
const ALGORITHM: &str = "sha256:";

/// The SHA-256 of stored content, which is also its name; written `sha256:` and 64 hexadecimal digits.
///
/// # Examples
///
/// ```
/// use genai_runtime::content::ContentDigest;
///
/// let digest = ContentDigest::of(b"{}");
/// let text = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
/// assert_eq!(digest.to_string(), text);
/// assert_eq!(ContentDigest::from_text(text), Some(digest));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentDigest([u8; 32]);

impl ContentDigest {
    /// The digest of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Parses the text form of a digest; `None` for any other text.
    pub fn from_text(text: &str) -> Option<Self> {
        let hex = text.strip_prefix(ALGORITHM)?.as_bytes();
        let (pairs, rest) = hex.as_chunks::<2>();
        if !rest.is_empty() {
            return None;
        }
        let bytes: Option<Vec<u8>> = pairs
            .iter()
            .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
            .collect();
        bytes?.try_into().ok().map(Self)
    }

    /// The 64 hexadecimal digits alone, in lower case.
    pub fn hex(&self) -> String {
        let text = self.to_string();
        text.get(ALGORITHM.len()..).unwrap_or_default().to_owned()
    }
}

impl fmt::Display for ContentDigest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(ALGORITHM)?;
        self.0
            .iter()
            .try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentDigest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// Only lower case is written, so that one content has one name.
fn digit(letter: u8) -> Option<u8> {
    match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::ContentDigest;

    #[test]
    fn only_texts_in_the_format_of_a_digest_are_parsed() {
        let digest = ContentDigest::of(b"content");
        let text = digest.to_string();
        assert_eq!(ContentDigest::from_text(&text), Some(digest));
        let upper = format!("sha256:{}", digest.hex().to_uppercase());
        let (short, long) = (&text[..text.len() - 2], format!("{text}00"));
        let (odd, other) = (&text[..text.len() - 1], text.replace("sha256", "sha512"));
        for wrong in [&upper, short, &long, odd, &other, "sha256:", "", "sha256:é"] {
            assert_eq!(ContentDigest::from_text(wrong), None, "{wrong}");
        }
    }
}

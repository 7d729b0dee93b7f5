//! Margins next to a cut.
//!
//! A secret that was cut is not recognized any more. So on both sides of a cut, a margin is left out, and the rest of
//! the word in which it ends. For built-in kinds, most texts need a narrow margin only: secrets with white space in
//! them are short, or recognizable by other marks.

use super::boundary;
use super::redact::private_key;
use crate::redact::Redaction;

/// The wide margin in bytes: longer than keys in PEM.
pub(super) const MARGIN: usize = 4096;

/// The narrow margin in bytes, where of the built-in kinds only a word can be longer: several times the length of a
/// telephone, card or account number with separators.
const NARROW: usize = 256;

/// The word next to a margin is left out up to this length: not every text has spaces.
const LONGEST_WORD: usize = 4096;

/// How much of a text is kept next to a cut for redaction only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Margin {
    /// The text is not redacted.
    #[default]
    None,
    /// Built-in kinds are redacted.
    Narrow,
    /// Custom redactors are applied, which may look for anything.
    Wide,
}

/// The margins in bytes before and after a cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sides {
    pub(super) before: usize,
    pub(super) after: usize,
}

impl Margin {
    /// The margin that a redaction needs.
    pub(super) fn of(redaction: Option<&Redaction>) -> Self {
        match redaction {
            None => Self::None,
            Some(redaction) if redaction.has_redactors() => Self::Wide,
            Some(_) => Self::Narrow,
        }
    }

    /// The upper bound of each side in bytes.
    pub(super) fn widest(self) -> usize {
        match self {
            Self::None => 0,
            Self::Narrow | Self::Wide => MARGIN,
        }
    }

    /// The margins of a text that shows `shown` bytes of its beginning and of its end.
    ///
    /// Runs on the calling thread, so it looks at few bytes only. Keys in PEM are looked for when the text is redacted
    /// ([`without_open_key`], [`behind_a_key`]).
    pub(super) fn sides(self, text: &str, shown: usize) -> Sides {
        let text = text.as_bytes();
        let widest = self.widest();
        let mut sides = Sides {
            before: widest,
            after: widest,
        };
        if self == Self::Narrow {
            let next = text.get(shown..shown + NARROW);
            if next.is_some_and(has_end_of_word) {
                sides.before = NARROW;
            }
            let end = text.len().saturating_sub(shown + NARROW);
            let end = text.get(end..).unwrap_or_default();
            let window = end.get(..MARGIN).unwrap_or(end);
            let first = end.get(..NARROW);
            if first.is_some_and(has_end_of_word) && !may_end_a_value(window) {
                sides.after = NARROW;
            }
        }
        sides
    }
}

fn has_end_of_word(bytes: &[u8]) -> bool {
    !bytes.iter().all(|byte| is_of_token(*byte))
}

/// Whether a JSON string, array or object may end here, whose field name may have been before the cut.
fn may_end_a_value(bytes: &[u8]) -> bool {
    memchr::memchr3(b'"', b']', b'}', bytes).is_some()
}

/// The beginning of a text that was cut, without a private key in PEM that begins in its last bytes and does not end
/// there: a key is not always recognized without its end.
pub(super) fn without_open_key(text: &str, margin: usize) -> &str {
    if margin >= MARGIN {
        // Such a key is left out with the margin.
        return text;
    }
    let start = boundary::after(text, text.len().saturating_sub(MARGIN));
    let last = text.get(start..).unwrap_or_default();
    let closed = last.rfind(private_key::END);
    let closed = closed.map_or(0, |end| end + private_key::END.len());
    let open = last.get(closed..).unwrap_or_default();
    let mut begun = open.match_indices(private_key::BEGIN);
    let key = begun.find(|(key, begin)| {
        let label = open.get(key + begin.len()..).unwrap_or_default();
        let label = label.split(private_key::DASHES).next();
        label.is_some_and(|label| label.contains(private_key::LABEL))
    });
    match key {
        Some((key, _)) => text.get(..start + closed + key).unwrap_or_default(),
        None => text,
    }
}

/// The margin of the end of a text, widened if a key in PEM may end there.
pub(super) fn behind_a_key(text: &str, margin: usize) -> usize {
    let has_end = boundary::beginning(text, MARGIN).contains(private_key::END);
    if has_end { MARGIN } else { margin }
}

/// The beginning of a text without its margin, where a secret may begin.
pub(super) fn before(text: &str, margin: usize) -> &str {
    let sure = boundary::beginning(text, text.len().saturating_sub(margin));
    let token = sure.bytes().rev().take(LONGEST_WORD);
    let token = token.take_while(|byte| is_of_token(*byte)).count();
    sure.get(..sure.len() - token).unwrap_or_default()
}

/// The end of a text without its margin, where a secret may end.
pub(super) fn after(text: &str, margin: usize) -> &str {
    let start = boundary::after(text, margin);
    let sure = text.get(start..).unwrap_or_default();
    let token = sure.bytes().take(LONGEST_WORD);
    let token = token.take_while(|byte| is_of_token(*byte)).count();
    sure.get(token..).unwrap_or_default()
}

/// Whether a byte may be part of a key, token, address or encoded data.
fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_graphic()
}

#[cfg(test)]
mod tests {
    use super::{MARGIN, Margin, NARROW, Sides, after, before, behind_a_key, without_open_key};

    #[test]
    fn words_next_to_a_cut_are_left_out() {
        let words = "word ".repeat(1000);
        let (kept, rest) = (before(&words, MARGIN), after(&words, MARGIN));
        assert_eq!(kept.len(), 900);
        assert!(kept.ends_with("word "), "{kept}");
        assert_eq!(rest.len(), 901);
        assert!(rest.starts_with(" word"), "{rest}");
    }

    #[test]
    fn texts_without_spaces_are_not_lost() {
        let text = "天地玄黄".repeat(1000);
        assert!(text.len() - before(&text, MARGIN).len() <= MARGIN + 4);
        assert!(text.len() - after(&text, MARGIN).len() <= MARGIN + 4);
        let token = "x".repeat(3 * MARGIN);
        assert_eq!(before(&token, MARGIN).len(), MARGIN);
        assert_eq!(after(&token, MARGIN).len(), MARGIN);
    }

    #[test]
    fn no_part_of_a_short_text_is_safe_to_keep() {
        assert_eq!((before("short", MARGIN), after("short", MARGIN)), ("", ""));
    }

    /// The margins of 40 000 bytes of words with something in them, of which 10 000 are shown on both sides.
    fn sides(margin: Margin, at: usize, something: &str) -> (usize, usize) {
        let words = "word ".repeat(8000);
        let text = format!(
            "{}{something}{}",
            &words[..at],
            &words[at + something.len()..]
        );
        let Sides { before, after } = margin.sides(&text, 10_000);
        (before, after)
    }

    #[test]
    fn margins_are_narrow_if_no_long_secret_can_be_undetected() {
        let narrow = |at, something: &str| sides(Margin::Narrow, at, something);
        let end = 30_000 - NARROW;
        assert_eq!(narrow(0, ""), (NARROW, NARROW));
        assert_eq!(narrow(20_000, "\"]}"), (NARROW, NARROW));
        assert_eq!(narrow(10_000, &"x".repeat(NARROW)), (MARGIN, NARROW));
        assert_eq!(narrow(end, &"x".repeat(NARROW)), (NARROW, MARGIN));
        for close in ["\"", "]", "}"] {
            assert_eq!(narrow(end, close), (NARROW, MARGIN));
            assert_eq!(narrow(end + MARGIN - 1, close), (NARROW, MARGIN));
            assert_eq!(narrow(end + MARGIN, close), (NARROW, NARROW));
            assert_eq!(narrow(end - 1, close), (NARROW, NARROW));
        }
        assert_eq!(sides(Margin::Wide, 0, ""), (MARGIN, MARGIN));
        assert_eq!(sides(Margin::None, 0, "\""), (0, 0));
    }

    #[test]
    fn keys_that_have_begun_are_left_out() {
        for (text, kept) in [
            ("a\n-----BEGIN PRIVATE KEY-----\nMII (x)", "a\n"),
            ("a -----BEGIN PGP PRIVATE KEY BLOCK-----", "a "),
            (
                "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n-----BEGIN RSA PRIVATE KEY-----\nB",
                "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n",
            ),
        ] {
            assert_eq!(without_open_key(text, NARROW), kept);
            assert_eq!(without_open_key(text, MARGIN), text);
        }
        for whole in [
            "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n",
            "-----BEGIN CERTIFICATE-----\nA",
            "no key",
        ] {
            assert_eq!(without_open_key(whole, NARROW), whole);
        }
        let far = format!("-----BEGIN PRIVATE KEY-----{}", " (word)".repeat(1000));
        assert_eq!(without_open_key(&far, NARROW), far);
    }

    #[test]
    fn the_end_of_a_key_widens_the_margin() {
        let key = format!("{}\n-----END PRIVATE KEY-----\n", "A\n".repeat(1000));
        assert_eq!(behind_a_key(&key, NARROW), MARGIN);
        assert_eq!(behind_a_key(&"A\n".repeat(3000), NARROW), NARROW);
        assert_eq!(behind_a_key("", 0), 0);
    }
}

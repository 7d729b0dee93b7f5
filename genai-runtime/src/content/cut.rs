//! What stands next to a place where a text was cut.
//!
//! A secret that was cut is not known as one any more. So what may be a part of one is left out on both sides: a
//! margin, and the rest of the word that it begins or ends in. Where all that is looked for has the built-in forms, most
//! texts need a narrow margin only: what secrets have white space in them is short, or known by other marks.

use super::boundary;
use super::redact::private_key;
use crate::redact::Redaction;

/// Bytes next to a cut that are not shown where anything may be taken out of texts: more than keys in PEM have.
pub(super) const MARGIN: usize = 4096;

/// Likewise where nothing of the built-in forms that is longer can stand there but a word: several times what a
/// telephone, card or account number takes with what stands between its groups.
const NARROW: usize = 256;

/// A word next to those is left out, too, but no more of it than this: not every text has spaces.
const LONGEST_WORD: usize = 4096;

/// How much of a text is kept next to a cut for redaction alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Margin {
    /// Nothing is taken out of the text.
    #[default]
    None,
    /// What the built-in kinds know is taken out of it.
    Narrow,
    /// So is what redactors of a user's own know, whatever that looks like.
    Wide,
}

/// Bytes before and after a cut that are not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sides {
    pub(super) before: usize,
    pub(super) after: usize,
}

impl Margin {
    /// What texts need from which this is taken out.
    pub(super) fn of(redaction: Option<&Redaction>) -> Self {
        match redaction {
            None => Self::None,
            Some(redaction) if redaction.has_redactors() => Self::Wide,
            Some(_) => Self::Narrow,
        }
    }

    /// Bytes that no side is more than.
    pub(super) fn widest(self) -> usize {
        match self {
            Self::None => 0,
            Self::Narrow | Self::Wide => MARGIN,
        }
    }

    /// The margins of a text that shows so many bytes of its beginning and of its end.
    ///
    /// This is the calling thread's work: it looks at few bytes, and finds out the rest
    /// ([`without_open_key`], [`behind_a_key`]) where the text is redacted.
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

/// Whether a value of JSON that is no word may end here: a text, a list or an object. Its field's name may stand before
/// the cut, and so be lost.
fn may_end_a_value(bytes: &[u8]) -> bool {
    memchr::memchr3(b'"', b']', b'}', bytes).is_some()
}

/// The beginning of a text that was cut, without a private key in PEM that begins in its last bytes and does not end
/// there: not all that such keys have in them is known without their end.
pub(super) fn without_open_key(text: &str, margin: usize) -> &str {
    if margin >= MARGIN {
        // It is left out in any case.
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

/// The margin of the end of a text, in which a key in PEM may end.
pub(super) fn behind_a_key(text: &str, margin: usize) -> usize {
    let has_end = boundary::beginning(text, MARGIN).contains(private_key::END);
    if has_end { MARGIN } else { margin }
}

/// The beginning of a text, without what may be the beginning of a secret.
pub(super) fn before(text: &str, margin: usize) -> &str {
    let sure = boundary::beginning(text, text.len().saturating_sub(margin));
    let token = sure.bytes().rev().take(LONGEST_WORD);
    let token = token.take_while(|byte| is_of_token(*byte)).count();
    sure.get(..sure.len() - token).unwrap_or_default()
}

/// The end of a text, without what may be the end of a secret.
pub(super) fn after(text: &str, margin: usize) -> &str {
    let start = boundary::after(text, margin);
    let sure = text.get(start..).unwrap_or_default();
    let token = sure.bytes().take(LONGEST_WORD);
    let token = token.take_while(|byte| is_of_token(*byte)).count();
    sure.get(token..).unwrap_or_default()
}

/// The letters of keys, tokens, addresses and encoded data.
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
    fn of_a_short_text_nothing_is_sure() {
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
    fn margins_are_narrow_where_no_long_secret_can_stand_unknown() {
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
    fn what_ends_a_key_widens_the_margin() {
        let key = format!("{}\n-----END PRIVATE KEY-----\n", "A\n".repeat(1000));
        assert_eq!(behind_a_key(&key, NARROW), MARGIN);
        assert_eq!(behind_a_key(&"A\n".repeat(3000), NARROW), NARROW);
        assert_eq!(behind_a_key("", 0), 0);
    }
}

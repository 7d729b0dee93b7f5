//! What stands next to a place where a text was cut.
//!
//! A secret that was cut is not known as one any more. So what may be a part of one is left out on both sides: more
//! bytes than keys in PEM have, and the rest of the word that those begin or end in.

use super::width;

/// Bytes next to a cut that are not shown where something is taken out of texts.
pub(super) const MARGIN: usize = 4096;

/// A word next to those is left out, too, but no more of it than this: not every text has spaces.
const LONGEST_WORD: usize = 4096;

/// The beginning of a text, without what may be the beginning of a secret.
pub(super) fn before(text: &str) -> &str {
    let end = width::boundary_before(text, text.len().saturating_sub(MARGIN));
    let sure = text.get(..end).unwrap_or_default();
    let token = sure.bytes().rev().take(LONGEST_WORD);
    let token = token.take_while(|byte| is_of_token(*byte)).count();
    sure.get(..end - token).unwrap_or_default()
}

/// The end of a text, without what may be the end of a secret.
pub(super) fn after(text: &str) -> &str {
    let start = width::boundary_after(text, MARGIN);
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
    use super::{MARGIN, after, before};

    #[test]
    fn words_next_to_a_cut_are_left_out() {
        let words = "word ".repeat(1000);
        let (kept, rest) = (before(&words), after(&words));
        assert_eq!(kept.len(), 900);
        assert!(kept.ends_with("word "), "{kept}");
        assert_eq!(rest.len(), 901);
        assert!(rest.starts_with(" word"), "{rest}");
    }

    #[test]
    fn texts_without_spaces_are_not_lost() {
        let text = "天地玄黄".repeat(1000);
        assert!(text.len() - before(&text).len() <= MARGIN + 4);
        assert!(text.len() - after(&text).len() <= MARGIN + 4);
        let token = "x".repeat(3 * MARGIN);
        assert_eq!(before(&token).len(), MARGIN);
        assert_eq!(after(&token).len(), MARGIN);
    }

    #[test]
    fn of_a_short_text_nothing_is_sure() {
        assert_eq!((before("short"), after("short")), ("", ""));
    }
}

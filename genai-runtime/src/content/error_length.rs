//! Limits the length of error texts, which may contain the answer of a server or a request.

use std::borrow::Cow;
use std::fmt::{self, Write};

use super::boundary::beginning;
use super::hidden::hides_content;

/// The limit in bytes of a recorded text.
const MOST: usize = 32 << 10;

/// Bytes after the limit that are kept for redaction: a secret that is cut is not recognized.
const MARGIN: usize = 4 << 10;

/// Bytes at the end of a redacted text that are dropped: a secret may begin there.
const END: usize = 512;

/// The bytes of the longest character.
const CHARACTER: usize = 4;

/// The end of a text that was cut.
const CUT: &str = " … (cut)";

/// A buffer that returns an error once its limit is reached.
#[derive(Default)]
pub(crate) struct Kept(String);

hides_content!(Kept);

impl Kept {
    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

impl Write for Kept {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = (MOST + MARGIN).saturating_sub(self.0.len());
        if text.len() <= room {
            self.0.push_str(text);
            return Ok(());
        }
        self.0.push_str(beginning(text, room));
        Err(fmt::Error)
    }
}

/// Redacts a text, and cuts a long one.
pub(crate) fn redacted_in_short(
    text: &mut Cow<'static, str>,
    redact: impl FnOnce(&mut Cow<'static, str>),
) {
    let length = text.len();
    let is_long = length > MOST + MARGIN - CHARACTER;
    if is_long {
        *text = Cow::Owned(beginning(text, MOST + MARGIN).to_owned());
    }
    redact(text);
    let end = match is_long {
        // The redaction has shortened the text, so the end of the margin may have moved before the limit.
        true if text.len() < length.min(MOST + MARGIN - CHARACTER) => MARGIN,
        true => END,
        false => 0,
    };
    let kept = beginning(text, text.len().saturating_sub(end).min(MOST));
    if kept.len() < text.len() {
        *text = Cow::Owned(format!("{kept}{CUT}"));
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::fmt::Write as _;

    use super::{CUT, Kept, MARGIN, MOST, redacted_in_short};

    fn shortened(text: &str, redact: impl FnOnce(&mut Cow<'static, str>)) -> String {
        let mut kept = Kept::default();
        let _is_cut = kept.write_str(text);
        let mut text = Cow::Owned(kept.into_text());
        redacted_in_short(&mut text, redact);
        text.into_owned()
    }

    #[test]
    fn short_texts_are_kept_completely() {
        for text in [String::new(), "é".repeat(10), "x".repeat(MOST)] {
            assert_eq!(shortened(&text, |_| {}), text);
        }
    }

    #[test]
    fn the_beginning_of_a_long_text_is_kept() {
        for length in [MOST + 1, MOST + MARGIN, 10 * MOST] {
            let expected = format!("{}{CUT}", "x".repeat(MOST));
            assert_eq!(shortened(&"x".repeat(length), |_| {}), expected);
        }
        let wide = shortened(&"é".repeat(MOST), |_| {});
        assert_eq!(wide, format!("{}{CUT}", "é".repeat(MOST / 2)));
        // Bytes that make no character at the limit.
        let odd = shortened(&format!("x{}", "🦀".repeat(MOST)), |_| {});
        assert!(odd.len() <= MOST + CUT.len() && odd.ends_with(CUT));
    }

    #[test]
    fn text_that_redaction_saw_only_in_part_is_dropped() {
        let secret = "s".repeat(MOST);
        let text = format!("{}{secret}", "a ".repeat(MARGIN));
        let shown = shortened(&text, |text| {
            // As if all but the end had been secrets.
            let end = text.len() - 100;
            *text = Cow::Owned(format!("[taken out]{}", &text[end..]));
        });
        assert_eq!(shown, CUT);
        let shown = shortened(&text, |text| {
            let end = text.len() - MARGIN;
            *text = Cow::Owned(format!("[taken out]{}", &text[end..]));
        });
        assert_eq!(shown, format!("[taken out]{CUT}"));
    }
}

//! The beginning and the end of a text that is too long to be kept whole.

use std::borrow::Cow;

use super::cut::{self, Margin, Sides};
use super::hidden::hides_content;
use super::{boundary, buffers};
use crate::redact::Redaction;

/// The beginning and the end of a long text, in one buffer.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct CutText {
    kind: Kind,
    buffer: String,
    /// The offset at which the beginning ends.
    beginning: usize,
    /// The offset at which the end begins.
    end: usize,
    /// Bytes that are missing between the two.
    omitted: u64,
    /// The margins that are kept for redaction only.
    sides: Sides,
    /// Whether the buffer belongs to the [pool](buffers).
    is_copy: bool,
}

hides_content!(CutText);

/// The kind of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Reasoning,
}

impl CutText {
    /// The first and the last `shown` bytes of a text and their margins; `None` if the text is not longer than that.
    pub(super) fn of(kind: Kind, text: &str, shown: usize, margin: Margin) -> Option<Self> {
        if text.len() / 2 <= shown.saturating_add(margin.widest()) {
            return None;
        }
        let sides = margin.sides(text, shown);
        let end = boundary::before(text, shown + sides.before);
        let start = boundary::after(text, text.len() - shown - sides.after);
        let pieces = [text.get(..end), text.get(start..)].map(Option::unwrap_or_default);
        Some(Self {
            kind,
            buffer: buffers::joined(pieces),
            beginning: end,
            end,
            omitted: (start - end) as u64,
            sides,
            is_copy: true,
        })
    }

    /// The type of the part.
    pub(crate) fn kind(&self) -> &'static str {
        match self.kind {
            Kind::Text => "text",
            Kind::Reasoning => "reasoning",
        }
    }

    pub(crate) fn beginning(&self) -> &str {
        self.buffer.get(..self.beginning).unwrap_or_default()
    }

    pub(crate) fn end(&self) -> &str {
        self.buffer.get(self.end..).unwrap_or_default()
    }

    pub(crate) fn omitted(&self) -> u64 {
        self.omitted
    }

    /// Bytes of the beginning and of the end.
    pub(super) fn bytes(&self) -> usize {
        self.beginning + self.buffer.len() - self.end
    }

    /// Redacts both sides, and drops their margins, in which a secret may have been cut.
    pub(super) fn redact(&mut self, redaction: &Redaction) {
        let beginning = cut::without_open_key(self.beginning(), self.sides.before);
        let end_margin = cut::behind_a_key(self.end(), self.sides.after);
        let open_key = self.beginning - beginning.len();
        let beginning = redaction.clean(beginning);
        let end = redaction.clean(self.end());
        let before = cut::before(&beginning, self.sides.before);
        let after = cut::after(&end, end_margin);
        let unsure = open_key + beginning.len() - before.len() + end.len() - after.len();
        let (before_bytes, after_bytes) = (before.len(), after.len());
        let is_as_it_was = matches!((&beginning, &end), (Cow::Borrowed(_), Cow::Borrowed(_)));
        let redacted = (!is_as_it_was).then(|| [before, after].concat());
        self.omitted += unsure as u64;
        self.beginning = before_bytes;
        match redacted {
            None => self.end = self.buffer.len() - after_bytes,
            Some(redacted) => {
                self.end = before_bytes;
                self.recycle();
                self.buffer = redacted;
            }
        }
    }

    /// Returns the buffer to the pool.
    fn recycle(&mut self) {
        if std::mem::take(&mut self.is_copy) {
            buffers::give_back(std::mem::take(&mut self.buffer));
        }
    }
}

impl Drop for CutText {
    fn drop(&mut self) {
        self.recycle();
    }
}

#[cfg(test)]
mod tests {
    use super::{CutText, Kind, Margin};
    use crate::redact::Redaction;

    const SHOWN: usize = 8192;

    fn cut(text: &str, redaction: Option<&Redaction>) -> CutText {
        let mut cut = CutText::of(Kind::Text, text, SHOWN, Margin::of(redaction)).unwrap();
        if let Some(redaction) = redaction {
            cut.redact(redaction);
        }
        assert_eq!(cut.bytes(), cut.beginning().len() + cut.end().len());
        cut
    }

    #[test]
    fn no_group_of_a_cut_number_is_kept() {
        let words = "word ".repeat(10_000);
        let secret = " 5555 5555 5555 4444 ";
        let redaction = Redaction::built_in();
        for distance in SHOWN - 300..SHOWN + 600 {
            let (before, after) = (&words[..distance], &words[words.len() - distance..]);
            let text = format!("{before}{secret}{words}{secret}{after}");
            let cut = cut(&text, Some(&redaction));
            for kept in [cut.beginning(), cut.end()] {
                assert!(
                    !kept.contains("5555") && !kept.contains("4444"),
                    "{distance}"
                );
                assert!(
                    kept.len() > SHOWN - 64,
                    "{} bytes of {distance}",
                    kept.len()
                );
            }
        }
    }

    #[test]
    fn omitted_bytes_are_counted() {
        let text = "ä word ".repeat(8000);
        let plain = cut(&text, None);
        assert!(text.starts_with(plain.beginning()) && text.ends_with(plain.end()));
        assert!((SHOWN * 2 - 2..=SHOWN * 2).contains(&plain.bytes()));
        let redacted = cut(&text, Some(&Redaction::built_in()));
        for cut in [plain, redacted] {
            assert_eq!(cut.omitted() + cut.bytes() as u64, text.len() as u64);
        }
    }

    #[test]
    fn a_text_within_the_limit_is_not_cut() {
        let text = "x".repeat(2 * SHOWN + 1);
        let of = |margin| CutText::of(Kind::Text, &text, SHOWN, margin);
        assert_eq!(of(Margin::None), None);
        assert_eq!(of(Margin::Wide), None);
        let longer = format!("{text}x");
        assert!(CutText::of(Kind::Text, &longer, SHOWN, Margin::None).is_some());
    }
}

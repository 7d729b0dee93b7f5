//! A text as it reads without the escapes of JSON strings.
//!
//! Detectors search the decoded text, so that neither `\nbob@…` nor `bob\u0040…` misleads them; findings are taken
//! out of the text as it was written, whole escapes only, so that JSON stays JSON. How deep JSON is nested in
//! strings does not matter: any number of backslashes before a letter is one escape.

use std::borrow::Cow;

use super::text::Text;

/// A decoded text, and where its parts are in the written one.
pub(super) struct Unescaped<'a> {
    text: Cow<'a, str>,
    /// The end of each escape in the decoded text and in the written one. Between escapes, the texts are equal.
    ends: Vec<(usize, usize)>,
}

impl<'a> Unescaped<'a> {
    pub(super) fn new(written: &'a str) -> Self {
        let mut ends = Vec::new();
        if !written.as_bytes().contains(&b'\\') {
            let text = Cow::Borrowed(written);
            return Self { text, ends };
        }
        let bytes = Text::new(written);
        let mut text = String::with_capacity(written.len());
        let (mut copied, mut at) = (0, 0);
        while let Some(found) = next_backslash(written, at) {
            let letter = bytes.run(found, |byte| byte == b'\\');
            at = letter;
            if let Some((character, end)) = escape(&bytes, letter) {
                text.push_str(written.get(copied..found).unwrap_or_default());
                text.push(character);
                ends.push((text.len(), end));
                (copied, at) = (end, end);
            }
        }
        text.push_str(written.get(copied..).unwrap_or_default());
        let text = Cow::Owned(text);
        Self { text, ends }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Maps an offset of the decoded text to the written one.
    pub(super) fn written(&self, offset: usize) -> usize {
        let behind = self.ends.partition_point(|(here, _)| *here <= offset);
        match behind.checked_sub(1).and_then(|last| self.ends.get(last)) {
            Some((here, written)) => written + (offset - here),
            None => offset,
        }
    }

    /// Maps an offset of the written text to the decoded one; from the inside of an escape, to its end.
    pub(super) fn unescaped(&self, offset: usize) -> usize {
        let behind = self.ends.partition_point(|(_, written)| *written <= offset);
        let plain = match behind.checked_sub(1).and_then(|last| self.ends.get(last)) {
            Some((here, written)) => here + (offset - written),
            None => offset,
        };
        let next = self.ends.get(behind);
        next.map_or(plain, |(here, _)| plain.min(*here))
    }
}

fn next_backslash(text: &str, from: usize) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    Some(from + rest.iter().position(|byte| *byte == b'\\')?)
}

/// What an escape whose letter is at an offset stands for, and its end.
fn escape(bytes: &Text<'_>, letter: usize) -> Option<(char, usize)> {
    let character = match bytes.at(letter) {
        // For detectors, a line ends at either.
        b'n' | b'r' | b'b' | b'f' => '\n',
        b't' => '\t',
        b'"' => '"',
        b'/' => '/',
        b'u' => {
            let digits = bytes.part(letter + 1, letter + 5);
            let digits = str::from_utf8(digits).ok()?;
            let is_hexadecimal = digits.len() == 4 && digits.bytes().all(|d| d.is_ascii_hexdigit());
            let code = u32::from_str_radix(digits, 16).ok()?;
            let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            return is_hexadecimal.then_some((character, letter + 5));
        }
        _ => return None,
    };
    Some((character, letter + 1))
}

#[cfg(test)]
mod tests {
    use super::Unescaped;

    #[test]
    fn a_text_without_backslashes_is_itself() {
        let unescaped = Unescaped::new("naïve");
        assert!(matches!(unescaped.text, std::borrow::Cow::Borrowed(_)));
        assert_eq!((unescaped.written(3), unescaped.unescaped(3)), (3, 3));
    }

    #[test]
    fn escapes_of_every_depth_are_one_character() {
        let read = |written| Unescaped::new(written).text().to_owned();
        assert_eq!(read(r#"a\nb\\nc\\\"d\/e"#), "a\nb\nc\"d/e");
        assert_eq!(read(r"a\u0040b\\u00e9\ud83d"), "a@bé\u{fffd}");
        assert_eq!(read(r"C:\Users\q\uzzzz\u00"), r"C:\Users\q\uzzzz\u00");
    }

    #[test]
    fn offsets_go_both_ways() {
        let unescaped = Unescaped::new(r"ab\u0040cd\ne");
        let pairs = [(0, 0), (2, 2), (3, 8), (5, 10), (6, 12), (7, 13)];
        for (here, written) in pairs {
            assert_eq!(unescaped.written(here), written);
            assert_eq!(unescaped.unescaped(written), here);
        }
        assert_eq!(unescaped.unescaped(4), 3);
    }
}

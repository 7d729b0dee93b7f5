//! The width of texts: their bytes inside a JSON string.

/// The width of one byte of UTF-8. Bytes beyond ASCII are not escaped, and count once.
pub(super) fn of_byte(byte: u8) -> usize {
    match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 2,
        0x00..=0x1f => r"\u0000".len(),
        _ => 1,
    }
}

/// The width of a text.
pub(super) fn of(text: &str) -> usize {
    text.bytes().map(of_byte).sum()
}

/// The longest beginning of a text that is at most `limit` wide, and its width.
pub(super) fn beginning(text: &str, limit: usize) -> (&str, usize) {
    let (kept, width) = fitting(text.chars(), limit);
    (text.get(..kept).unwrap_or_default(), width)
}

/// The longest end of a text that is at most `limit` wide, and its width.
pub(super) fn end(text: &str, limit: usize) -> (&str, usize) {
    let (kept, width) = fitting(text.chars().rev(), limit);
    (text.get(text.len() - kept..).unwrap_or_default(), width)
}

/// Bytes and width of the first characters that are at most `limit` wide in all.
fn fitting(characters: impl Iterator<Item = char>, limit: usize) -> (usize, usize) {
    let (mut bytes, mut width) = (0, 0);
    for character in characters {
        let more = u8::try_from(character)
            .ok()
            .filter(u8::is_ascii)
            .map_or(character.len_utf8(), of_byte);
        if more > limit - width {
            break;
        }
        bytes += character.len_utf8();
        width += more;
    }
    (bytes, width)
}

#[cfg(test)]
mod tests {
    use super::{beginning, end, of};

    #[test]
    fn a_text_is_as_wide_as_serde_json_writes_it() {
        let every: String = ('\0'..='\u{100}').chain("…\u{2028}🦀".chars()).collect();
        let written = serde_json::to_string(&every).unwrap();
        assert_eq!(of(&every), written.len() - 2);
        assert_eq!(beginning(&every, usize::MAX), (&*every, of(&every)));
    }

    #[test]
    fn characters_are_not_split() {
        assert_eq!(beginning("a🦀b", 4), ("a", 1));
        assert_eq!(beginning("a🦀b", 5), ("a🦀", 5));
        assert_eq!(end("a🦀\n", 5), ("\n", 2));
        assert_eq!(end("a🦀\n", 6), ("🦀\n", 6));
        assert_eq!(end("a", 0), ("", 0));
    }
}

//! Escapes and shortens untrusted text for terminals and logs.

use std::fmt::Write as _;

/// Escapes characters that control the terminal or hide text from the reader.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            character if character.is_ascii_control() => {
                let _ = write!(out, "\\x{:02x}", u32::from(character));
            }
            character if character.is_control() || is_invisible(character) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(character));
            }
            character => out.push(character),
        }
    }
    out
}

/// Line separators, bidirectional controls, and characters that are invisible or have no width. Joiners and common
/// variation selectors are not: emoji and several scripts need them.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The first `characters` of `text`, escaped; the rest is not scanned.
pub(crate) fn limited(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", escape(text.get(..end).unwrap_or_default())),
        None => escape(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_visible() {
        assert_eq!(escape("a\nb\tc\r"), "a\\nb\\tc\\r");
        assert_eq!(escape("\u{1b}[31mred\u{7}\u{7f}"), "\\x1b[31mred\\x07\\x7f");
        assert_eq!(escape("\u{9b}31m"), "\\u{9b}31m");
        assert_eq!(
            escape("user\u{202e}txt\u{2028}\u{200b}"),
            "user\\u{202e}txt\\u{2028}\\u{200b}"
        );
        assert_eq!(escape("検索 👩‍👩‍👧 ❤️"), "検索 👩‍👩‍👧 ❤️");
    }

    #[test]
    fn invisible_characters_become_visible() {
        for hidden in [
            '\u{ad}',
            '\u{115f}',
            '\u{1160}',
            '\u{180e}',
            '\u{2060}',
            '\u{2064}',
            '\u{3164}',
            '\u{ffa0}',
            '\u{e0020}',
            '\u{e007f}',
            '\u{e0100}',
            '\u{e01ef}',
        ] {
            let code = u32::from(hidden);
            assert_eq!(escape(&format!("a{hidden}b")), format!("a\\u{{{code:x}}}b"));
        }
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(limited("検索\n", 3), "検索\\n");
        assert_eq!(limited("検索\nx", 3), "検索\\n…");
    }
}

//! Text as a terminal shows it: columns instead of bytes, nothing that a terminal would obey.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

const ELLIPSIS: &str = "…";
const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// Columns that `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Makes everything visible that would otherwise steer the terminal or hide text from the reader.
pub(super) fn escape(text: &str) -> String {
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

/// Line separators, marks that reorder the text around them, and blanks without width. The joiners
/// stay: emoji and several scripts need them.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0001}'
    )
}

/// Cuts the middle out of `text` so that it takes `columns` at most; both ends tell names apart.
pub(super) fn shorten(text: &str, columns: usize) -> String {
    cut(text, columns, columns.saturating_sub(1) / 2)
}

/// Cuts the end off `text` so that it takes `columns` at most.
pub(super) fn shorten_end(text: &str, columns: usize) -> String {
    cut(text, columns, 0)
}

fn cut(text: &str, columns: usize, tail_columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    if columns == 0 {
        return String::new();
    }
    let clusters = clusters(text);
    let head = fitting(clusters.iter(), columns - 1 - tail_columns);
    let tail = fitting(clusters.iter().rev(), tail_columns);
    let mut out = String::new();
    out.extend(clusters.iter().take(head).copied());
    out.push_str(ELLIPSIS);
    out.extend(clusters.iter().skip(clusters.len() - tail).copied());
    out
}

/// How many of the clusters fit into `columns`.
fn fitting<'a>(clusters: impl Iterator<Item = &'a &'a str>, columns: usize) -> usize {
    let mut used = 0;
    clusters
        .take_while(|cluster| {
            used += width(cluster);
            used <= columns
        })
        .count()
}

/// Splits text where it may be cut: never before a mark that belongs to the character in front.
fn clusters(text: &str) -> Vec<&str> {
    let mut clusters = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    let mut flag_is_open = false;
    for (index, character) in text.char_indices() {
        let is_regional = matches!(character, '\u{1f1e6}'..='\u{1f1ff}');
        let closes_flag = is_regional && flag_is_open;
        let belongs_to_previous = closes_flag
            || previous == Some(ZERO_WIDTH_JOINER)
            || matches!(character, '\u{1f3fb}'..='\u{1f3ff}')
            || character.width() == Some(0);
        if previous.is_some() && !belongs_to_previous {
            clusters.extend(text.get(start..index));
            start = index;
        }
        flag_is_open = is_regional && !closes_flag;
        previous = Some(character);
    }
    clusters.extend(text.get(start..));
    clusters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_text_stays() {
        assert_eq!(shorten("chat gpt-4o", 11), "chat gpt-4o");
        assert_eq!(shorten("", 0), "");
    }

    #[test]
    fn long_text_loses_its_middle() {
        assert_eq!(
            shorten("embeddings text-embedding-3-small", 16),
            "embeddin…3-small"
        );
        assert_eq!(shorten("abcdef", 2), "a…");
        assert_eq!(shorten("abcdef", 1), "…");
        assert_eq!(shorten("abcdef", 0), "");
        assert_eq!(shorten_end("abcdef", 4), "abc…");
    }

    #[test]
    fn wide_characters_are_never_halved() {
        assert_eq!(shorten("検索する文書", 6), "検…書");
        assert_eq!(width(&shorten("検索する文書", 6)), 5);
    }

    #[test]
    fn marks_stay_with_their_character() {
        assert_eq!(
            shorten("e\u{301}e\u{301}e\u{301}e\u{301}", 3),
            "e\u{301}…e\u{301}"
        );
        assert_eq!(shorten("👩‍👩‍👧 family", 4), "👩‍👩‍👧…y");
        assert_eq!(shorten("🇩🇪🇫🇷🇮🇹", 5), "🇩🇪…🇮🇹");
    }

    #[test]
    fn shortened_text_never_exceeds_its_columns() {
        for text in [
            "検索する文書 handbook",
            "👩‍👩‍👧👩🏽‍🚀❤️ crew",
            "a\u{301}bc def ghi",
            "لا إله",
        ] {
            for columns in 0..20 {
                assert!(
                    width(&shorten(text, columns)) <= columns,
                    "{text:?} in {columns}"
                );
                assert!(
                    width(&shorten_end(text, columns)) <= columns,
                    "{text:?} in {columns}"
                );
            }
        }
    }

    #[test]
    fn control_characters_become_visible() {
        assert_eq!(escape("a\nb\tc\r"), "a\\nb\\tc\\r");
        assert_eq!(escape("\u{1b}[31mred\u{7}\u{7f}"), "\\x1b[31mred\\x07\\x7f");
        assert_eq!(escape("\u{9b}31m"), "\\u{9b}31m");
        assert_eq!(
            escape("user\u{202e}txt\u{2028}\u{200b}"),
            "user\\u{202e}txt\\u{2028}\\u{200b}"
        );
        assert_eq!(escape("検索 👩‍👩‍👧"), "検索 👩‍👩‍👧");
    }
}

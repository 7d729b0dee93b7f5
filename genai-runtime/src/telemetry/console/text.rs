//! Text as a terminal shows it: columns instead of bytes, nothing that a terminal would obey.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

pub(super) use crate::telemetry::escape::{escape, limited};

const ELLIPSIS: &str = "…";
const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// Columns that `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
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
    fn short_text_is_unchanged() {
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
    fn wide_characters_are_not_split() {
        assert_eq!(shorten("検索する文書", 6), "検…書");
        assert_eq!(width(&shorten("検索する文書", 6)), 5);
    }

    #[test]
    fn combining_marks_are_not_separated_from_their_character() {
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
}

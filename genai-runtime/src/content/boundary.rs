//! Boundaries of characters, at which texts can be cut.

/// The longest prefix of whole characters that has at most this many bytes.
pub(crate) fn beginning(text: &str, bytes: usize) -> &str {
    text.get(..before(text, bytes)).unwrap_or_default()
}

/// The last character boundary at or before an offset.
pub(super) fn before(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The first character boundary at or after an offset.
#[cfg(feature = "content")]
pub(super) fn after(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset += 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::{before, beginning};

    #[test]
    fn characters_are_not_cut() {
        for (offset, kept) in [
            (0, ""),
            (1, "a"),
            (2, "a"),
            (4, "a"),
            (5, "a🦀"),
            (9, "a🦀b"),
        ] {
            assert_eq!(beginning("a🦀b", offset), kept);
            assert_eq!(before("a🦀b", offset), kept.len());
        }
    }

    #[cfg(feature = "content")]
    #[test]
    fn the_rest_begins_at_a_character_boundary() {
        for (offset, start) in [(0, 0), (1, 1), (2, 5), (4, 5), (5, 5), (9, 6)] {
            assert_eq!(super::after("a🦀b", offset), start);
        }
    }
}

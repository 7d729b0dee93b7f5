//! Finds the known word that a misspelt one was probably meant to be.

/// Longest word that is compared, in bytes; a longer one is near to nothing.
const LONGEST: usize = 64;

/// Returns the candidate that is nearest to `word`, if it is near enough to be a likely correction.
///
/// Near enough is an edit distance (insertions, deletions, substitutions and swaps of neighbours
/// count one each) of at most a third of the word's length, and at most two. Upper and lower case,
/// `-`, `_`, `.` and blanks count as the same.
///
/// # Examples
///
/// ```
/// use genai_semconv::nearest::nearest;
///
/// assert_eq!(nearest("modle", ["system", "model"]), Some("model"));
/// assert_eq!(nearest("OpenAI", ["openai", "groq"]), Some("openai"));
/// assert_eq!(nearest("unrelated", ["system", "model"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.len() / 3).clamp(1, 2);
    candidates
        .into_iter()
        .filter_map(|candidate| Some((distance(word, candidate, limit)?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Edit distance with swaps of neighbours; `None` where it is above the limit or a word is too long to
/// compare.
fn distance(left: &str, right: &str, limit: usize) -> Option<usize> {
    let too_long = left.len() > LONGEST || right.len() > LONGEST;
    if too_long || left.len().abs_diff(right.len()) > limit {
        return None;
    }
    let mut before_previous = [0_usize; LONGEST + 1];
    let mut previous = [0_usize; LONGEST + 1];
    for (column, cell) in previous.iter_mut().enumerate() {
        *cell = column;
    }
    let mut left_before = None;
    for (row, left_byte) in left.bytes().map(normalised).enumerate() {
        let mut current = [0_usize; LONGEST + 1];
        let mut diagonal = row;
        let mut to_the_left = row + 1;
        if let Some(first) = current.first_mut() {
            *first = to_the_left;
        }
        let mut right_before = None;
        for (column, right_byte) in right.bytes().map(normalised).enumerate() {
            let above = *previous.get(column + 1)?;
            let mut cost = (diagonal + usize::from(left_byte != right_byte))
                .min(above + 1)
                .min(to_the_left + 1);
            if left_before == Some(right_byte) && right_before == Some(left_byte) {
                cost = cost.min(before_previous.get(column.checked_sub(1)?)? + 1);
            }
            *current.get_mut(column + 1)? = cost;
            diagonal = above;
            to_the_left = cost;
            right_before = Some(right_byte);
        }
        left_before = Some(left_byte);
        // A swap refers to the row before the previous one, so both rows must exceed the limit.
        let nearest = |row: &[usize]| row.iter().take(right.len() + 1).min().copied();
        if nearest(&current) > Some(limit) && nearest(&previous) > Some(limit) {
            return None;
        }
        before_previous = previous;
        previous = current;
    }
    previous
        .get(right.len())
        .copied()
        .filter(|distance| *distance <= limit)
}

fn normalised(byte: u8) -> u8 {
    match byte {
        b'-' | b'.' | b' ' => b'_',
        other => other.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn counts_edits() {
        assert_eq!(distance("model", "model", 3), Some(0));
        assert_eq!(distance("modl", "model", 3), Some(1));
        assert_eq!(distance("modle", "model", 3), Some(1));
        assert_eq!(distance("mdoel", "model", 3), Some(1));
        assert_eq!(distance("", "abc", 3), Some(3));
        assert_eq!(distance("abc", "", 3), Some(3));
        assert_eq!(distance("kitten", "sitting", 3), Some(3));
        assert_eq!(distance("kitten", "sitting", 2), None);
        assert_eq!(distance("abcd", "badc", 2), Some(2));
    }

    #[test]
    fn prefers_the_nearer_word() {
        assert_eq!(
            nearest("top_q", ["top_k", "top_p", "top_q2"]),
            Some("top_k")
        );
        assert_eq!(nearest("tempertaure", ["temperature"]), Some("temperature"));
    }

    #[test]
    fn suggests_nothing_for_a_different_word() {
        assert_eq!(nearest("mistral", ["openai", "groq"]), None);
        assert_eq!(nearest(&"x".repeat(100), ["openai"]), None);
    }
}

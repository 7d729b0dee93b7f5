//! Text as tokens to count, as terms to compare, and as a hash.

/// Words that do not identify a topic.
const STOP_WORDS: &[&str] = &[
    "a", "about", "after", "all", "am", "an", "and", "any", "are", "as", "at", "be", "by", "can",
    "could", "do", "does", "for", "from", "get", "had", "has", "have", "he", "how", "i", "if",
    "in", "into", "is", "it", "its", "long", "many", "may", "me", "much", "must", "my", "need",
    "no", "not", "of", "on", "or", "our", "out", "over", "per", "she", "should", "so", "than",
    "that", "the", "their", "them", "then", "there", "they", "this", "to", "up", "us", "use",
    "was", "we", "were", "what", "when", "where", "which", "who", "why", "will", "with", "would",
    "you", "your",
];

/// Splits a text into tokens: runs of letters and digits, and runs of other characters; white space belongs to the
/// token after it.
///
/// The concatenated tokens are the text.
pub(super) fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (token, after) = rest.split_at(first_token_length(rest));
        tokens.push(token);
        rest = after;
    }
    tokens
}

fn first_token_length(text: &str) -> usize {
    let blank = text.len() - text.trim_start().len();
    let mut characters = text.chars().skip_while(|c| c.is_whitespace());
    let Some(first) = characters.next() else {
        return text.len();
    };
    let run: usize = characters
        .take_while(|c| !c.is_whitespace() && c.is_alphanumeric() == first.is_alphanumeric())
        .map(char::len_utf8)
        .sum();
    blank + first.len_utf8() + run
}

/// The terms of a text: its words in lower case and singular, without stop words, in order.
pub(super) fn terms(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty() && !STOP_WORDS.contains(&word.as_str()))
        .map(|word| match word.strip_suffix('s') {
            Some(singular) if singular.len() > 2 && !singular.ends_with('s') => singular.to_owned(),
            _ => word,
        })
        .collect()
}

/// FNV-1a, 64 bits: stable across machines and compilers, unlike the hashers of `std`.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_runs_whose_concatenation_is_the_text() {
        let text = "Up to 140 euros… per night!? \n";
        let tokens = tokens(text);
        assert_eq!(
            tokens,
            [
                "Up", " to", " 140", " euros", "…", " per", " night", "!?", " \n"
            ]
        );
        assert_eq!(tokens.concat(), text);
    }

    #[test]
    fn terms_are_singular_and_leave_out_stop_words() {
        assert_eq!(
            terms("How many Vacation days do I get?"),
            ["vacation", "day"]
        );
    }
}

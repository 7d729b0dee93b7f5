//! The tool that searches the handbook.

use genai_examples::corpus::{HANDBOOK, Passage};

/// The number of passages in a result.
const TOP_K: usize = 2;

/// The passages that share the most words with a query, each with its number.
pub(crate) fn search(query: &str) -> String {
    let query = query.to_lowercase();
    let words: Vec<&str> = query
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 3)
        .collect();
    let mut passages: Vec<(usize, usize, &Passage)> = (1..)
        .zip(HANDBOOK)
        .map(|(number, passage)| (shared_words(&words, passage), number, passage))
        .collect();
    passages.sort_by_key(|(shared, number, _)| (std::cmp::Reverse(*shared), *number));
    let lines = passages.iter().take(TOP_K);
    let lines = lines.map(|(_, number, passage)| {
        let Passage { title, text } = passage;
        format!("[{number}] {title}: {text}")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn shared_words(words: &[&str], passage: &Passage) -> usize {
    let text = format!("{} {}", passage.title, passage.text).to_lowercase();
    words.iter().filter(|word| text.contains(**word)).count()
}

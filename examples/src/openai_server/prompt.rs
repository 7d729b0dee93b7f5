//! The parts of a chat request's messages that the server uses: a question, and the passages to answer it from.

use std::collections::HashSet;

use super::text::terms;

/// The parts of a prompt.
///
/// A line `[3] Title: text` in any message is a passage. The question follows `Question:` in the last user message, or
/// is the whole message.
#[derive(Debug, Default)]
pub(super) struct Prompt<'a> {
    pub(super) question: &'a str,
    pub(super) passages: Vec<NumberedPassage<'a>>,
}

#[derive(Debug)]
pub(super) struct NumberedPassage<'a> {
    pub(super) number: u32,
    pub(super) text: &'a str,
}

impl<'a> Prompt<'a> {
    /// Parses the texts of the messages, and the last user message for the question.
    pub(super) fn read(messages: &[&'a str], last_user_message: &'a str) -> Self {
        let question = match last_user_message.rsplit_once("Question:") {
            Some((_, question)) => question.trim(),
            None => last_user_message.trim(),
        };
        let passages = messages
            .iter()
            .flat_map(|text| text.lines())
            .filter_map(NumberedPassage::read)
            .collect();
        Self { question, passages }
    }

    /// Whether some passage contains at least half of the question's terms.
    pub(super) fn is_covered(&self) -> bool {
        let question: HashSet<String> = terms(self.question).into_iter().collect();
        !question.is_empty()
            && self
                .passages
                .iter()
                .any(|passage| 2 * shared_terms(&question, passage.text) >= question.len())
    }

    /// The sentence that shares the most terms with the question, and the number of its passage.
    pub(super) fn best_sentence(&self) -> Option<(&'a str, u32)> {
        let question: HashSet<String> = terms(self.question).into_iter().collect();
        let mut best = None;
        for passage in &self.passages {
            let (title, text) = passage.text.split_once(": ").unwrap_or(("", passage.text));
            for sentence in text.split_inclusive(". ") {
                let score = 2 * shared_terms(&question, sentence) + shared_terms(&question, title);
                if best.is_none_or(|(highest, _, _)| score > highest) {
                    best = Some((score, sentence.trim(), passage.number));
                }
            }
        }
        best.map(|(_, sentence, number)| (sentence, number))
    }
}

impl<'a> NumberedPassage<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let (number, text) = line.trim().strip_prefix('[')?.split_once("] ")?;
        Some(Self {
            number: number.parse().ok()?,
            text,
        })
    }
}

fn shared_terms(question: &HashSet<String>, text: &str) -> usize {
    let text: HashSet<String> = terms(text).into_iter().collect();
    question.intersection(&text).count()
}

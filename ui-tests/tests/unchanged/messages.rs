//! The compiler's messages.

use serde_json::Value;

use crate::difference;

/// A message of the compiler.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Message {
    case: String,
    code: String,
    /// The rendered text.
    pub(crate) rendered: String,
    /// Level, text, places, notes and suggestions, as in the JSON.
    facts: Value,
}

/// The messages of a case.
pub(crate) struct Case {
    pub(crate) plain: Vec<Message>,
    pub(crate) annotated: Vec<Message>,
}

impl Message {
    /// All messages about cases in cargo's output.
    pub(crate) fn read_all(output: &str) -> serde_json::Result<Vec<Self>> {
        let mut all = Vec::new();
        for line in output.lines() {
            let line: Value = serde_json::from_str(line)?;
            let is_of_case = text(&line, "/target/kind/0") == "example";
            let Some(facts) = line.get("message").filter(|_| is_of_case) else {
                continue;
            };
            if !is_summary(facts) {
                all.push(Self {
                    case: text(&line, "/target/name"),
                    code: text(facts, "/code/code"),
                    rendered: without_std(&text(facts, "/rendered")),
                    facts: facts.clone(),
                });
            }
        }
        Ok(all)
    }

    pub(crate) fn is_of_clippy(&self) -> bool {
        self.code.starts_with("clippy::")
    }
}

fn text(value: &Value, path: &str) -> String {
    let text = value.pointer(path).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

/// The text without quotations of the standard library and without the indentation by the longest line number: both
/// depend on whether its source is installed.
fn without_std(rendered: &str) -> String {
    let mut kept = String::new();
    let mut is_quote_of_std = false;
    for line in rendered.lines().map(str::trim_start) {
        let place = line.split_once("--> ").and_then(|(before, path)| {
            let is_std = path.starts_with("/rustc/") || path.contains("/rustlib/src/rust/");
            let (_, file) = path.split_once("/library/").filter(|_| is_std)?;
            let file = file.split(':').next()?;
            Some(format!("{before}--> $RUST/{file}"))
        });
        let quoted = line
            .trim_start()
            .trim_start_matches(|digit: char| digit.is_ascii_digit());
        is_quote_of_std &= quoted.trim_start().starts_with('|') || line == "...";
        if is_quote_of_std {
            continue;
        }
        is_quote_of_std = place.is_some();
        kept.push_str(place.as_deref().unwrap_or(line));
        kept.push('\n');
    }
    kept
}

/// Whether a message only counts others, or explains their codes.
fn is_summary(facts: &Value) -> bool {
    let message = text(facts, "/message");
    let counts = message.starts_with("aborting due to ")
        || message.ends_with(" warning emitted")
        || message.ends_with(" warnings emitted");
    text(facts, "/level") == "failure-note" || counts
}

pub(crate) fn of_case(messages: &[Message], case: &str) -> Vec<Message> {
    let of_case = messages.iter().filter(|message| message.case == case);
    of_case.cloned().collect()
}

impl Case {
    /// The readable differences.
    pub(crate) fn difference(&self) -> Option<String> {
        if self.plain == self.annotated {
            return None;
        }
        let rendered = |messages: &[Message]| -> String {
            let texts = messages.iter().map(|message| message.rendered.as_str());
            texts.collect()
        };
        let (plain, annotated) = (rendered(&self.plain), rendered(&self.annotated));
        if plain != annotated {
            return Some(difference::of_lines(&plain, &annotated));
        }
        // The rendered texts are equal, but not the JSON.
        let facts = |messages: &[Message]| -> String {
            let facts = messages
                .iter()
                .map(|message| format!("{:#}\n", message.facts));
            facts.collect()
        };
        Some(difference::of_lines(
            &facts(&self.plain),
            &facts(&self.annotated),
        ))
    }
}

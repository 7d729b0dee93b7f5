//! What the compiler says.

use serde_json::Value;

use crate::difference;

/// One message of the compiler's.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    case: String,
    code: String,
    /// The text that people read.
    pub(crate) rendered: String,
    /// Level, words, places, notes and suggestions, as tools read them.
    facts: Value,
}

/// What is said of one case.
pub(crate) struct Case {
    pub(crate) plain: Vec<Said>,
    pub(crate) annotated: Vec<Said>,
}

impl Said {
    /// All messages about cases in the output of `cargo`.
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

/// The text without what it quotes of the standard library, and without the indentation that the longest number
/// of a line asks for: both depend on whether that library's source is at hand.
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

pub(crate) fn of_case(said: &[Said], case: &str) -> Vec<Said> {
    let of_case = said.iter().filter(|said| said.case == case);
    of_case.cloned().collect()
}

impl Case {
    /// What differs, for people to read.
    pub(crate) fn difference(&self) -> Option<String> {
        if self.plain == self.annotated {
            return None;
        }
        let rendered = |said: &[Said]| -> String {
            let texts = said.iter().map(|said| said.rendered.as_str());
            texts.collect()
        };
        let (plain, annotated) = (rendered(&self.plain), rendered(&self.annotated));
        if plain != annotated {
            return Some(difference::of_lines(&plain, &annotated));
        }
        // People read the same, tools do not.
        let facts = |said: &[Said]| -> String {
            let facts = said.iter().map(|said| format!("{:#}\n", said.facts));
            facts.collect()
        };
        Some(difference::of_lines(
            &facts(&self.plain),
            &facts(&self.annotated),
        ))
    }
}

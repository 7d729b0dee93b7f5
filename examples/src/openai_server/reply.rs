//! Composes answers: values of a schema's `enum`, a sentence of the passages, the results of tools, or a note that the
//! answer is unknown.

use serde_json::{Map, Value};

use super::prompt::Prompt;

/// The text of the answer.
///
/// With a JSON schema, each property that is an `enum` takes its first value if the passages cover the question, else
/// its last.
pub(super) fn compose(prompt: &Prompt<'_>, schema: Option<&Value>) -> String {
    if let Some(properties) = schema.and_then(|schema| schema.get("properties")?.as_object()) {
        return classify(properties, prompt.is_covered()).to_string();
    }
    match prompt.best_sentence() {
        Some((sentence, number)) => format!("{sentence} [{number}]"),
        None => format!(
            "Hello, this question came up and the handbook does not answer it: “{}” Could you help? Thank you!",
            prompt.question
        ),
    }
}

/// Composes the answer of tool results: the best sentence of each result that has passages, and other results as they
/// are.
pub(super) fn of_results(question: &str, results: &[&str]) -> String {
    let answers = results.iter().map(|result| {
        let prompt = Prompt::read(&[result], question);
        match prompt.best_sentence() {
            Some((sentence, number)) => format!("{sentence} [{number}]"),
            None => result.trim().to_owned(),
        }
    });
    answers.collect::<Vec<_>>().join(" ")
}

fn classify(properties: &Map<String, Value>, covered: bool) -> Value {
    let chosen = properties.iter().map(|(name, property)| {
        let values = property.get("enum").and_then(Value::as_array);
        let value = values.and_then(|values| {
            if covered {
                values.first()
            } else {
                values.last()
            }
        });
        (name.clone(), value.cloned().unwrap_or(Value::Null))
    });
    Value::Object(chosen.collect())
}

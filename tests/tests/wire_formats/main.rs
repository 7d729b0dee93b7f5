//! Recorded provider traffic as JSON: spans have the facts in the recorded bodies.
//!
//! Covered: the formats of OpenAI (chat completions, completions, embeddings and responses), also from other providers;
//! Anthropic's messages, also through Bedrock; Cohere; Ollama below `/api`; and Bedrock's Converse with the Nova models
//! that answer like it, Titan and Jurassic. Writer's streams have a format of their own, and are not recorded.
//! Everything else is skipped: other endpoints, such as OpenAI's threads, which do not call models, and bodies in no
//! known format.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed unwrap is a failed test"
)]

mod answer;
mod asked;
mod counts;
mod expected;
mod format;
mod places;
mod reasons;
mod replayed;
mod responses_text;
mod typed;

use expected::Expected;
use format::{Format, kind};
use genai_runtime::content::{ContentBudget, ContentPolicy};
use genai_runtime::testing::capture;
use genai_runtime::{ContentCapture, llm_span};
use genai_tests::replay::{Interaction, NotJson, Verdict, Verdicts, recordings};
use serde_json::Value;

/// The annotated call of a user with a plain HTTP client.
#[llm_span(system = "openai", model = "recorded")]
fn as_json(bodies: Vec<Value>) -> Vec<Value> {
    bodies
}

#[test]
fn spans_have_the_facts_of_the_recorded_bodies() {
    let Some(set) = recordings().unwrap() else {
        return;
    };
    let mut verdicts = Verdicts::default();
    for (name, interaction) in set.interactions() {
        verdicts.judge(&name, || judge(interaction));
    }
    verdicts.finish(&set, |verdicts| {
        let checked = [
            ("Chat", 150),
            ("Chat in events", 45),
            ("Cohere", 14),
            ("Cohere in events", 4),
            ("Completions", 29),
            ("Completions in events", 13),
            ("Converse", 3),
            ("Embeddings", 10),
            ("Jurassic", 1),
            ("Messages", 16),
            ("Messages in events", 16),
            ("Ollama", 4),
            ("Ollama in lines", 4),
            ("Other in events", 1),
            ("Responses", 21),
            ("Responses in events", 16),
            ("Titan", 2),
        ];
        assert_eq!(verdicts.all_checked(), checked);
    });
}

fn judge(interaction: &Interaction) -> Verdict {
    let Recorded {
        format,
        values,
        expected,
    } = match Recorded::read(interaction) {
        Ok(recorded) => recorded,
        Err(why) => return Verdict::Skipped(why),
    };
    let capture = capture();
    capture.run(|| as_json(values.into_iter().flatten().collect()));
    assert_eq!(Expected::captured(&capture), expected, "span, recording");
    Verdict::Checked(kind(format, interaction))
}

/// A recorded response in one of the formats.
struct Recorded {
    format: Format,
    /// The values, and the texts that are not JSON.
    values: Vec<Result<Value, NotJson>>,
    expected: Expected,
}

impl Recorded {
    /// Reads a response, or returns why there is nothing to check.
    fn read(interaction: &Interaction) -> Result<Self, String> {
        let format = Format::of(interaction);
        let format = format.ok_or_else(|| format!("no format is known of {interaction}"))?;
        let values = interaction.values();
        let bodies: Vec<Value> = values.iter().flatten().cloned().collect();
        if bodies.is_empty() {
            let kind = &interaction.content_type;
            return Err(format!("a body of type `{kind}` without JSON"));
        }
        let expected = match Expected::read(format, &bodies) {
            Some(_) if !interaction.is_success() => None,
            expected => expected,
        };
        let is_error = || !interaction.is_success() || bodies.iter().any(has_error);
        let expected = match expected {
            Some(expected) => expected,
            // Instead of an answer.
            None if is_error() => Expected::default(),
            None => return Err(format!("a body in no known format from {interaction}")),
        };
        Ok(Self {
            format,
            values,
            expected,
        })
    }
}

/// Whether a value is an error in any format: at the top level or in an envelope.
fn has_error(value: &Value) -> bool {
    let choices = value["choices"].as_array().into_iter().flatten();
    let end = if value["type"] == "message-end" {
        &value["delta"]
    } else {
        &Value::Null
    };
    let mut holders = [value, &value["response"], &value["x_groq"], end]
        .into_iter()
        .chain(choices);
    holders.any(|holder| !holder["error"].is_null())
        || value["object"] == "error"
        || value["type"] == "error"
}

/// A capture of content without limits.
fn uncut(capture: ContentCapture) -> ContentPolicy {
    let most = 64 << 20;
    let budget = ContentBudget::default();
    ContentPolicy::default()
        .capture(capture)
        .budget(budget.part(most).attribute(most).span(most))
}

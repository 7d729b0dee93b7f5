//! Real provider traffic as JSON: what a span says of the recorded bodies is what stands in them.
//!
//! Covered: OpenAI and whoever speaks its formats (chat completions, completions, embeddings and
//! responses), Anthropic's messages, also through Bedrock, Cohere, Ollama below `/api`, and Bedrock's
//! Converse with the Nova models that answer like it, Titan and Jurassic. Left out: OpenAI's threads, which are no
//! calls of a model. Writer's streams have a format of their own, of which nothing is reported.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a failed unwrap is a failed test, and a skipped one says so"
)]

mod answer;
mod asked;
mod expected;
mod format;
mod replayed;

use std::collections::{BTreeMap, BTreeSet};

use async_openai::types::responses::{Response, ResponseStreamEvent};
use expected::Expected;
use format::{Format, is_stream};
use genai_runtime::llm_span;
use genai_runtime::testing::capture;
use genai_tests::replay::{Interaction, recordings};
use serde::Deserialize;
use serde_json::Value;

/// What a user does who calls a provider with a plain HTTP client.
#[llm_span(system = "openai", model = "recorded")]
fn as_json(bodies: Vec<Value>) -> Vec<Value> {
    bodies
}

/// The same of OpenAI's responses in the types of `async-openai`.
#[llm_span(system = "openai", model = "recorded")]
fn as_response(body: &Value) -> Result<Response, serde_json::Error> {
    Response::deserialize(body)
}

/// The same of the events of their streams.
#[llm_span(system = "openai", model = "recorded")]
fn as_events(bodies: &[Value]) -> Result<Vec<ResponseStreamEvent>, serde_json::Error> {
    bodies
        .iter()
        .map(ResponseStreamEvent::deserialize)
        .collect()
}

#[test]
fn spans_say_what_stands_in_the_recorded_bodies() {
    let Some(recordings) = recordings().unwrap() else {
        eprintln!("skipped: GENAI_RECORDINGS does not name a directory of recordings");
        return;
    };
    let mut covered = BTreeSet::new();
    let mut hosts = BTreeMap::<String, usize>::new();
    for recording in &recordings {
        for (position, interaction) in recording.interactions.iter().enumerate() {
            let Some(format) = Format::of(interaction) else {
                continue;
            };
            let bodies = bodies(interaction);
            let expected = Expected::read(format, &bodies);
            let name = format!("{recording}#{position} from {}", interaction.host);
            if format == Format::Responses {
                let capture = capture();
                if is_stream(interaction) {
                    capture.run(|| as_events(&bodies)).unwrap();
                } else {
                    capture.run(|| as_response(&bodies[0])).unwrap();
                }
                assert_eq!(Expected::captured(&capture), expected, "{name} as types");
            }
            let capture = capture();
            capture.run(|| as_json(bodies));
            assert_eq!(Expected::captured(&capture), expected, "{name}");
            covered.insert((format, is_stream(interaction)));
            *hosts.entry(interaction.host.clone()).or_default() += 1;
        }
    }
    eprintln!("checked {hosts:?}");
    let (whole, stream) = (false, true);
    let recorded = [
        (Format::Chat, whole),
        (Format::Chat, stream),
        (Format::Completions, whole),
        (Format::Completions, stream),
        (Format::Embeddings, whole),
        (Format::Responses, whole),
        (Format::Responses, stream),
        (Format::Messages, whole),
        (Format::Messages, stream),
        (Format::Cohere, whole),
        (Format::Cohere, stream),
        (Format::Ollama, whole),
        (Format::Ollama, stream),
        (Format::Converse, whole),
        (Format::Titan, whole),
        (Format::Jurassic, whole),
        (Format::Other, stream),
    ];
    assert_eq!(covered, recorded.into());
}

/// The JSON values in a recorded body: one, or one per line of a stream.
fn bodies(interaction: &Interaction) -> Vec<Value> {
    let body = interaction.response_body.as_str();
    let texts: Vec<&str> = if is_sse(interaction) {
        let data = body.lines().filter_map(|line| line.strip_prefix("data:"));
        data.filter(|data| data.trim() != "[DONE]").collect()
    } else if is_stream(interaction) {
        body.lines().collect()
    } else {
        vec![body]
    };
    let values = texts.into_iter().map(serde_json::from_str);
    values.collect::<Result<_, _>>().unwrap()
}

fn is_sse(interaction: &Interaction) -> bool {
    interaction.content_type.contains("event-stream")
}

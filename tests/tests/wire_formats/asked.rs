//! Recorded requests, as spans say them.

use genai_runtime::testing::{assert_conformant, capture};
use genai_runtime::{ContentCapture, Usage, llm_span};
use genai_tests::replay::{Interaction, recordings};
use serde_json::Value;

/// What a user does who calls a provider with a plain HTTP client.
#[llm_span(system = "openai", request = body)]
fn ask(body: &Value) -> Usage {
    let _ = body;
    Usage::new()
}

/// The same of texts that become vectors.
#[llm_span(system = "openai", operation = embeddings, request = body)]
fn embed(body: &Value) -> Usage {
    let _ = body;
    Usage::new()
}

#[test]
fn spans_say_what_stands_in_the_recorded_requests() {
    let Some(recordings) = recordings().unwrap() else {
        eprintln!("skipped: GENAI_RECORDINGS does not name a directory of recordings");
        return;
    };
    let interactions = recordings
        .iter()
        .flat_map(|recording| &recording.interactions);
    let (mut asked, mut embedded) = (0, 0);
    for interaction in interactions.filter(|interaction| is_read(interaction)) {
        let body = interaction.request_body.as_deref().unwrap();
        let body: Value = serde_json::from_str(body).unwrap();
        let is_embedding = interaction.path.contains("embed");
        let capture = capture();
        if is_embedding {
            capture.run(|| embed(&body));
            embedded += 1;
        } else {
            capture.run(|| ask(&body));
            asked += 1;
        }
        assert_conformant(&capture);
        let span = capture.only_span();
        let operation = if is_embedding { "embeddings" } else { "chat" };
        let name = body["model"].as_str();
        let name = name.map_or(operation.to_owned(), |model| format!("{operation} {model}"));
        assert_eq!(span.name, name);
        let number = |key: &str| body[key].as_f64().filter(|_| !is_embedding);
        assert_eq!(
            span.number("gen_ai.request.temperature"),
            number("temperature")
        );
        assert_eq!(span.number("gen_ai.request.top_p"), number("top_p"));
        let most = body["max_tokens"].as_i64();
        assert_eq!(span.integer("gen_ai.request.max_tokens"), most);
        let is_streaming = span.attribute("gen_ai.request.stream").is_some();
        assert_eq!(is_streaming, body["stream"] == true && !is_embedding);
        // Nobody has asked for what the model was told.
        for key in [
            "gen_ai.input.messages",
            "gen_ai.system_instructions",
            "gen_ai.tool.definitions",
        ] {
            assert_eq!(span.attribute(key), None);
        }
    }
    eprintln!("checked {asked} requests and {embedded} of embeddings");
    assert!(asked > 100 && embedded > 5, "{asked} and {embedded}");
}

#[test]
fn what_the_recorded_requests_told_leaves_where_it_is_asked_for() {
    let Some(recordings) = recordings().unwrap() else {
        eprintln!("skipped: GENAI_RECORDINGS does not name a directory of recordings");
        return;
    };
    let interactions = recordings
        .iter()
        .flat_map(|recording| &recording.interactions);
    let mut compared = 0;
    for interaction in interactions.filter(|interaction| is_read(interaction)) {
        let body = interaction.request_body.as_deref().unwrap();
        let body: Value = serde_json::from_str(body).unwrap();
        let Some(messages) = body["messages"].as_array() else {
            continue;
        };
        let capture = capture().with_content(ContentCapture::SpanAndEvent);
        capture.run(|| ask(&body));
        assert_conformant(&capture);
        let told = capture.only_span().text("gen_ai.input.messages").unwrap();
        let told: Value = serde_json::from_str(&told).unwrap();
        let roles = |messages: &[Value]| -> Vec<Value> {
            let roles = messages.iter().map(|message| message["role"].clone());
            roles.collect()
        };
        assert_eq!(roles(told.as_array().unwrap()), roles(messages));
        assert_eq!(texts_told(&told), texts(messages), "{}", interaction.path);
        compared += 1;
    }
    eprintln!("compared what {compared} requests told");
    assert!(compared > 100, "{compared}");
}

/// The texts in what left; of those that were cut, which end in a note, nothing.
fn texts_told(told: &Value) -> Vec<&str> {
    let messages = told.as_array().unwrap().iter();
    let parts = messages.flat_map(|message| message["parts"].as_array().unwrap());
    let texts = parts.filter(|part| part["type"] == "text");
    texts
        .map(|part| part["content"].as_str().unwrap())
        .filter(|text| !text.contains("bytes omitted]…"))
        .collect()
}

/// The texts in a body, of whichever provider; those of tools are no texts of a message.
fn texts(messages: &[Value]) -> Vec<&str> {
    let mut texts = Vec::new();
    for message in messages.iter().filter(|message| message["role"] != "tool") {
        match &message["content"] {
            Value::String(text) => texts.push(text.as_str()),
            Value::Array(parts) => {
                texts.extend(parts.iter().filter_map(|part| part["text"].as_str()));
            }
            _ => {}
        }
    }
    // What is longer than a part may be is cut.
    texts.retain(|text| !text.is_empty() && text.len() < 10_000);
    texts
}

/// Whether a request is in one of the formats, with its parameters at the top.
fn is_read(interaction: &Interaction) -> bool {
    let path = interaction.path.split('?').next().unwrap();
    let ends = [
        "/completions",
        "/messages",
        "/responses",
        "/embeddings",
        "/v2/chat",
        "/api/chat",
        "/v2/embed",
    ];
    interaction.request_body.is_some()
        && ends.iter().any(|end| path.ends_with(end))
        && !path.starts_with("/v1/threads/")
}

//! Recorded requests, as spans say them.

use genai_runtime::testing::{assert_conformant, capture};
use genai_runtime::{Usage, llm_span};
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

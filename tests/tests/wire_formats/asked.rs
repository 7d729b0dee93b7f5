//! Recorded requests on spans.

use genai_runtime::testing::{assert_conformant, capture};
use genai_runtime::{ContentCapture, Usage, llm_span};
use genai_tests::replay::{Interaction, Verdict, Verdicts, recordings};
use serde_json::{Value, json};

use crate::uncut;

/// The annotated call of a user with a plain HTTP client.
#[llm_span(system = "openai", request = body)]
fn ask(body: &Value) -> Usage {
    let _ = body;
    Usage::new()
}

/// An annotated call for embeddings with a plain HTTP client.
#[llm_span(system = "openai", operation = embeddings, request = body)]
fn embed(body: &Value) -> Usage {
    let _ = body;
    Usage::new()
}

#[test]
fn spans_have_the_parameters_of_the_recorded_requests() {
    let Some(set) = recordings().unwrap() else {
        return;
    };
    let mut verdicts = Verdicts::default();
    for (name, interaction) in set.interactions() {
        verdicts.judge(&name, || match request(interaction) {
            Some(body) => judge_parameters(interaction, &body),
            None => Verdict::Skipped(format!("no request in a known format: {interaction}")),
        });
    }
    verdicts.finish(&set, |verdicts| {
        let checked = [("a request", 310), ("a request of embeddings", 11)];
        assert_eq!(verdicts.all_checked(), checked);
    });
}

fn judge_parameters(interaction: &Interaction, body: &Value) -> Verdict {
    let is_embedding = interaction.endpoint().contains("embed");
    let capture = capture();
    if is_embedding {
        capture.run(|| embed(body));
    } else {
        capture.run(|| ask(body));
    }
    assert_conformant(&capture);
    let span = capture.only_span();
    let operation = if is_embedding { "embeddings" } else { "chat" };
    let name = body["model"].as_str().filter(|model| !model.is_empty());
    let name = name.map_or(operation.to_owned(), |model| format!("{operation} {model}"));
    assert_eq!(span.name, name);
    let number = |keys: &[&str]| parameter(body, keys).filter(|_| !is_embedding);
    assert_eq!(
        span.number("gen_ai.request.temperature"),
        number(&["temperature"])
    );
    assert_eq!(span.number("gen_ai.request.top_p"), number(&["top_p", "p"]));
    let most = number(&MAX_TOKENS).filter(|most| *most >= 0.0);
    let recorded = span.integer("gen_ai.request.max_tokens");
    assert_eq!(
        recorded.map(|most| most.to_string()),
        most.map(|most| most.to_string())
    );
    let is_streaming = span.attribute("gen_ai.request.stream").is_some();
    assert_eq!(is_streaming, body["stream"] == true && !is_embedding);
    // Content is not captured here.
    for key in [
        "gen_ai.input.messages",
        "gen_ai.system_instructions",
        "gen_ai.tool.definitions",
    ] {
        assert_eq!(span.attribute(key), None);
    }
    let what = if is_embedding {
        "a request of embeddings"
    } else {
        "a request"
    };
    Verdict::Checked(what.to_owned())
}

/// Names of the limit of output tokens: OpenAI's, and Ollama's last.
const MAX_TOKENS: [&str; 4] = [
    "max_completion_tokens",
    "max_output_tokens",
    "max_tokens",
    "num_predict",
];

/// A number at the top level, or among Ollama's options.
fn parameter(body: &Value, keys: &[&str]) -> Option<f64> {
    let places = [body, &body["options"]];
    let mut found = places
        .into_iter()
        .flat_map(|place| keys.iter().map(|key| &place[*key]));
    found.find(|found| !found.is_null())?.as_f64()
}

/// Longer requests are not captured completely, whatever the budget.
const LONGEST: usize = 500_000;

#[test]
fn captured_content_has_the_texts_of_the_recorded_requests() {
    let Some(set) = recordings().unwrap() else {
        return;
    };
    let mut verdicts = Verdicts::default();
    for (name, interaction) in set.interactions() {
        let length = interaction.request_body.as_ref().map_or(0, String::len);
        verdicts.judge(&name, || match request(interaction) {
            Some(_) if length > LONGEST => Verdict::Skipped("too long to be kept whole".to_owned()),
            Some(body) => judge_content(&body),
            None => Verdict::Skipped(format!("no request in a known format: {interaction}")),
        });
    }
    verdicts.finish(&set, |verdicts| {
        assert_eq!(verdicts.all_checked(), [("messages", 230)]);
    });
}

fn judge_content(body: &Value) -> Verdict {
    let Some(messages) = body["messages"].as_array() else {
        return Verdict::Skipped("no messages".to_owned());
    };
    let capture = capture().with_content_policy(uncut(ContentCapture::SpanAndEvent));
    capture.run(|| ask(body));
    assert_conformant(&capture);
    let captured = capture.only_span().text("gen_ai.input.messages");
    let captured = captured.map_or(json!([]), |captured| {
        serde_json::from_str(&captured).unwrap()
    });
    let roles = |messages: &[Value]| -> Vec<Value> {
        let roles = messages.iter().map(|message| message["role"].clone());
        roles.collect()
    };
    assert_eq!(roles(captured.as_array().unwrap()), roles(messages));
    assert_eq!(texts_captured(&captured), texts(messages));
    Verdict::Checked("messages".to_owned())
}

/// The texts in captured messages.
fn texts_captured(captured: &Value) -> Vec<&str> {
    let messages = captured.as_array().unwrap().iter();
    let parts = messages.flat_map(|message| message["parts"].as_array().unwrap());
    let texts = parts.filter(|part| part["type"] == "text");
    let texts = texts.map(|part| part["content"].as_str().unwrap());
    texts.filter(|text| !text.is_empty()).collect()
}

/// The texts in a body, in any format; without those of tools.
fn texts(messages: &[Value]) -> Vec<&str> {
    let mut texts = Vec::new();
    let is_tool = |message: &Value| message["role"] == "tool" || message["role"] == "function";
    for message in messages.iter().filter(|message| !is_tool(message)) {
        texts_of(&message["content"], &mut texts);
        texts.extend(message["refusal"].as_str());
    }
    texts.retain(|text| !text.is_empty());
    texts
}

fn texts_of<'a>(content: &'a Value, texts: &mut Vec<&'a str>) {
    for part in content.as_array().into_iter().flatten() {
        match part["type"].as_str() {
            Some("text" | "input_text" | "output_text") | None => {
                texts.extend(part.as_str().or(part["text"].as_str()));
            }
            Some("refusal") => texts.extend(part["refusal"].as_str()),
            Some("document") if part["source"]["type"] == "text" => {
                texts.extend(part["source"]["data"].as_str());
            }
            Some("document") if part["source"]["type"] == "content" => {
                texts_of(&part["source"]["content"], texts);
            }
            Some(_) => {}
        }
    }
    texts.extend(content.as_str());
}

/// The body of a request in one of the formats with parameters at the top level.
fn request(interaction: &Interaction) -> Option<Value> {
    let path = interaction.endpoint();
    let ends = [
        "/completions",
        "/responses",
        "/embeddings",
        "/v1/messages",
        "/v2/chat",
        "/api/chat",
        "/v2/embed",
    ];
    let is_known = interaction.is_post() && ends.iter().any(|end| path.ends_with(end));
    let keys = ["messages", "input", "prompt", "texts"];
    let body = interaction.request().filter(|_| is_known)?;
    let has_input = keys
        .iter()
        .any(|key| body[key].is_array() || body[key].is_string());
    has_input.then_some(body)
}

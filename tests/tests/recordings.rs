//! Real provider traffic: what annotated calls of a typed client report is what stands in the recorded
//! bodies. The same bodies as JSON, and those of other providers, are in `wire_formats.rs`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a failed unwrap is a failed test, and a skipped one says so"
)]

use std::collections::{BTreeMap, BTreeSet};

use async_openai::Client;
use async_openai::config::{Config, OpenAIConfig};
use async_openai::error::OpenAIError;
use async_openai::types::chat::{
    ChatCompletionResponseStream, CreateChatCompletionRequest, CreateChatCompletionResponse,
};
use async_openai::types::embeddings::{
    CreateBase64EmbeddingResponse, CreateEmbeddingRequest, CreateEmbeddingResponse, EncodingFormat,
};
use futures::TryStreamExt;
use genai_runtime::llm_span;
use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_tests::replay::{Exchange, Interaction, Pieces, ReplayServer, recordings};
use serde_json::Value;

/// Recorded exchanges that `async-openai` cannot parse, and what it says. A longer list is a
/// regression of the client or of this test; a shorter one wants an entry less here.
const UNPARSABLE: [(&str, &str); 3] = [
    // A choice that the content filter cut off has no message.
    (
        "openai/test_chat_content_filtering_with_events_with_content#0",
        "missing field `message`",
    ),
    // An error body that was recorded with status 200.
    (
        "openai/test_prompt_content_filtering#0",
        "missing field `id`",
    ),
    // A local server that says `created` in milliseconds.
    (
        "openai/test_chat_streaming#0",
        "invalid value: integer `1753879075170`, expected u32",
    ),
];

type OpenAi = Client<OpenAIConfig>;

#[llm_span(system = "openai", model = request.model, endpoint = client.config().api_base())]
async fn chat(
    client: &OpenAi,
    request: CreateChatCompletionRequest,
) -> Result<CreateChatCompletionResponse, OpenAIError> {
    client.chat().create(request).await
}

#[llm_span(system = "openai", model = request.model, endpoint = client.config().api_base(), stream)]
async fn chat_chunks(
    client: &OpenAi,
    request: CreateChatCompletionRequest,
) -> Result<ChatCompletionResponseStream, OpenAIError> {
    client.chat().create_stream(request).await
}

#[llm_span(
    system = "openai", operation = embeddings,
    model = request.model, endpoint = client.config().api_base()
)]
async fn embed(
    client: &OpenAi,
    request: CreateEmbeddingRequest,
) -> Result<CreateEmbeddingResponse, OpenAIError> {
    client.embeddings().create(request).await
}

#[llm_span(
    system = "openai", operation = embeddings,
    model = request.model, endpoint = client.config().api_base()
)]
async fn embed_base64(
    client: &OpenAi,
    request: CreateEmbeddingRequest,
) -> Result<CreateBase64EmbeddingResponse, OpenAIError> {
    client.embeddings().create_base64(request).await
}

#[tokio::test]
async fn calls_report_what_stands_in_the_recorded_bodies() {
    let Some(recordings) = recordings().unwrap() else {
        eprintln!("skipped: GENAI_RECORDINGS does not name a directory of recordings");
        return;
    };
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut checked = BTreeMap::<&str, usize>::new();
    let mut unparsable = BTreeSet::new();
    for recording in &recordings {
        for (position, interaction) in recording.interactions.iter().enumerate() {
            let Some(exchange) = interaction.exchange() else {
                continue;
            };
            let name = format!("{recording}#{position}");
            let expected = Expected::read(interaction);
            let capture = capture();
            match replay(&http, exchange, interaction, &capture).await {
                Ok(()) => {
                    let typed = expected.typed_by(exchange);
                    assert_eq!(Expected::captured(&capture), typed, "{name}");
                    typed.assert_metrics(&capture, &name);
                    *checked.entry(exchange_name(exchange)).or_default() += 1;
                }
                Err(error) => {
                    assert_eq!(capture.spans().len(), 1, "{name}");
                    assert_conformant(&capture);
                    let error = error.to_string();
                    let known = UNPARSABLE
                        .iter()
                        .find(|(known, says)| *known == name && error.contains(says));
                    assert!(known.is_some(), "{name} cannot be parsed: {error}");
                    unparsable.insert(name.clone());
                }
            }
        }
    }
    let listed = UNPARSABLE
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(unparsable, listed);
    eprintln!("checked {checked:?}; the client cannot parse {unparsable:?}");
    assert!(
        checked.len() == 3,
        "every kind of exchange is recorded: {checked:?}"
    );
}

async fn replay(
    http: &reqwest::Client,
    exchange: Exchange,
    interaction: &Interaction,
    capture: &Capture,
) -> Result<(), OpenAIError> {
    let server = ReplayServer::start(vec![interaction.clone()], Pieces::Whole).unwrap();
    let base = format!("{}{}", server.origin(), interaction.base_path().unwrap());
    let config = OpenAIConfig::new().with_api_key("key").with_api_base(base);
    let client = Client::build(http.clone(), config);
    let request = interaction.request_body.as_deref().unwrap();
    match exchange {
        Exchange::Chat => {
            let request = serde_json::from_str(request).unwrap();
            capture.run_async(chat(&client, request)).await.map(drop)
        }
        Exchange::ChatStream => {
            let request = serde_json::from_str(request).unwrap();
            let chunks = async {
                let chunks = chat_chunks(&client, request).await?;
                chunks.try_for_each(|_| std::future::ready(Ok(()))).await
            };
            capture.run_async(chunks).await
        }
        Exchange::Embeddings => {
            let request: CreateEmbeddingRequest = serde_json::from_str(request).unwrap();
            if request.encoding_format == Some(EncodingFormat::Base64) {
                capture
                    .run_async(embed_base64(&client, request))
                    .await
                    .map(drop)
            } else {
                capture.run_async(embed(&client, request)).await.map(drop)
            }
        }
    }
}

fn exchange_name(exchange: Exchange) -> &'static str {
    match exchange {
        Exchange::Chat => "chat",
        Exchange::ChatStream => "chat stream",
        Exchange::Embeddings => "embeddings",
    }
}

/// The JSON values in a recorded body: one, or one per server-sent event.
fn bodies(interaction: &Interaction) -> Vec<Value> {
    let body = &interaction.response_body;
    if !interaction.content_type.contains("event-stream") {
        return vec![serde_json::from_str(body).unwrap()];
    }
    let data = body.lines().filter_map(|line| line.strip_prefix("data:"));
    let data = data.map(str::trim).filter(|data| *data != "[DONE]");
    data.map(|data| serde_json::from_str(data).unwrap())
        .collect()
}

/// What a body says, read without any of the code under test.
#[derive(Debug, Clone, Default, PartialEq)]
struct Expected {
    id: Option<String>,
    model: Option<String>,
    finish_reasons: Option<Vec<String>>,
    counts: [Option<i64>; 4],
}

const COUNTS: [(&str, &str); 4] = [
    ("/usage/prompt_tokens", "gen_ai.usage.input_tokens"),
    ("/usage/completion_tokens", "gen_ai.usage.output_tokens"),
    (
        "/usage/prompt_tokens_details/cached_tokens",
        "gen_ai.usage.cache_read.input_tokens",
    ),
    (
        "/usage/completion_tokens_details/reasoning_tokens",
        "gen_ai.usage.reasoning.output_tokens",
    ),
];

impl Expected {
    fn read(interaction: &Interaction) -> Self {
        let mut expected = Self::default();
        let mut reasons = BTreeMap::<u64, Option<String>>::new();
        for body in bodies(interaction) {
            let text = |pointer: &str| {
                body.pointer(pointer)
                    .and_then(Value::as_str)
                    .map(str::to_owned)
            };
            expected.id = text("/id").or(expected.id);
            expected.model = text("/model").or(expected.model);
            for choice in body
                .get("choices")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                let reason = choice
                    .pointer("/finish_reason")
                    .and_then(Value::as_str)
                    .map(str::to_owned);
                let known = reasons
                    .entry(choice.pointer("/index").and_then(Value::as_u64).unwrap())
                    .or_default();
                *known = reason.or(known.take());
            }
            for (count, (pointer, _)) in expected.counts.iter_mut().zip(COUNTS) {
                *count = body.pointer(pointer).and_then(Value::as_i64).or(*count);
            }
        }
        if !reasons.is_empty() {
            let reasons = reasons.into_values();
            let reasons = reasons.map(|reason| reason.unwrap_or_else(|| "error".to_owned()));
            expected.finish_reasons = Some(reasons.collect());
        }
        expected
    }

    /// The client's embeddings types know the model and the prompt's tokens and nothing else.
    fn typed_by(&self, exchange: Exchange) -> Self {
        match exchange {
            Exchange::Chat | Exchange::ChatStream => self.clone(),
            Exchange::Embeddings => Self {
                model: self.model.clone(),
                counts: [self.counts[0], None, None, None],
                ..Self::default()
            },
        }
    }

    fn captured(capture: &Capture) -> Self {
        assert_conformant(capture);
        let spans = capture.spans();
        assert_eq!(spans.len(), 1);
        let span = spans.into_iter().next().unwrap();
        assert_eq!(span.attribute("genai_runtime.usage.inconsistent"), None);
        Self {
            id: span.text("gen_ai.response.id"),
            model: span.text("gen_ai.response.model"),
            finish_reasons: span.texts("gen_ai.response.finish_reasons"),
            counts: COUNTS.map(|(_, key)| span.integer(key)),
        }
    }

    fn assert_metrics(&self, capture: &Capture, name: &str) {
        let usage = capture.metric("gen_ai.client.token.usage");
        for (kind, tokens) in [("input", self.counts[0]), ("output", self.counts[1])] {
            let points = usage
                .iter()
                .flat_map(|usage| usage.points_with("gen_ai.token.type", kind));
            let sums: Vec<f64> = points.map(|point| point.sum).collect();
            #[expect(clippy::cast_precision_loss, reason = "token counts are small")]
            let expected: Vec<f64> = tokens.iter().map(|tokens| *tokens as f64).collect();
            assert_eq!(sums, expected, "{name}: {kind}");
        }
    }
}

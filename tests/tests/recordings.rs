//! Recorded provider traffic: annotated calls of a typed client record what is in the bodies. The same bodies as JSON,
//! and those of other providers, are tested in `wire_formats`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failed unwrap is a failed test"
)]

use std::collections::BTreeMap;

use async_openai::Client;
use async_openai::config::{Config, OpenAIConfig};
use async_openai::error::OpenAIError;
use async_openai::types::chat::{
    ChatCompletionResponseStream, CreateChatCompletionRequest, CreateChatCompletionResponse,
    CreateChatCompletionStreamResponse,
};
use async_openai::types::embeddings::{
    CreateBase64EmbeddingResponse, CreateEmbeddingRequest, CreateEmbeddingResponse, EncodingFormat,
};
use futures::TryStreamExt;
use genai_runtime::llm_span;
use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_tests::replay::{
    Exchange, Interaction, Pieces, ReplayServer, Verdict, Verdicts, recordings,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Known exchanges that `async-openai` cannot parse, with its error message. A missing entry is a regression of the
/// client or of this test; an excess one has to be removed.
const UNPARSABLE: [(&str, &str); 3] = [
    // A choice that the content filter stopped has no message.
    (
        "openai/test_chat_content_filtering_with_events_with_content.json#0",
        "missing field `message`",
    ),
    // A local server whose `created` is in milliseconds.
    (
        "openai/test_chat_streaming.json#0",
        "invalid value: integer `1753879075170`, expected u32",
    ),
    // An error body that was recorded with status 200.
    (
        "openai/test_prompt_content_filtering.json#0",
        "missing field `id`",
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
async fn calls_record_the_facts_in_the_recorded_bodies() {
    let Some(set) = recordings().unwrap() else {
        return;
    };
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut verdicts = Verdicts::default();
    let mut unparsable = Vec::new();
    for (name, interaction) in set.interactions() {
        let judge = judge(&http, interaction, |error| {
            unparsable.push((name.clone(), error));
        });
        verdicts.judge_async(&name, judge).await;
    }
    verdicts.finish(&set, |verdicts| {
        let checked = [("chat", 148), ("chat stream", 44), ("embeddings", 9)];
        assert_eq!(verdicts.all_checked(), checked);
        assert_eq!(unparsable.len(), UNPARSABLE.len(), "{unparsable:?}");
        for ((name, error), (known, says)) in unparsable.iter().zip(UNPARSABLE) {
            assert!(name == known && error.contains(says), "{name}: {error}");
        }
    });
}

async fn judge(
    http: &reqwest::Client,
    interaction: &Interaction,
    unparsable: impl FnOnce(String),
) -> Verdict {
    let Some(exchange) = interaction.exchange() else {
        return Verdict::Skipped("nothing that the client asks for".to_owned());
    };
    let Some(request) = Request::read(exchange, interaction) else {
        return Verdict::Skipped("a request that the client has no type for".to_owned());
    };
    let capture = capture();
    let error = match replay(http, request, interaction, &capture).await {
        Ok(chunks) => {
            let mut bodies: Vec<Value> = interaction.values().into_iter().flatten().collect();
            // The client drops an incomplete event.
            bodies.truncate(chunks);
            let expected = Expected::read(&bodies).typed_by(exchange);
            assert_eq!(Expected::captured(&capture), expected, "span, recording");
            expected.assert_metrics(&capture);
            return Verdict::Checked(exchange_name(exchange).to_owned());
        }
        Err(error) => error,
    };
    let span = capture.only_span();
    assert_conformant(&capture);
    assert!(span.attribute("error.type").is_some(), "{error}");
    if !interaction.is_success() {
        return Verdict::Checked("an error".to_owned());
    }
    assert!(!is_parsable(exchange, interaction), "{error}");
    unparsable(error.to_string());
    Verdict::Skipped("an answer that the client cannot parse".to_owned())
}

/// Whether the client's types can parse the response.
fn is_parsable(exchange: Exchange, interaction: &Interaction) -> bool {
    fn takes<T: DeserializeOwned>(interaction: &Interaction) -> bool {
        let values = interaction.values().into_iter();
        let mut values = values.map(|value| serde_json::from_value::<T>(value.ok()?).ok());
        values.all(|value| value.is_some())
    }
    match exchange {
        Exchange::Chat => takes::<CreateChatCompletionResponse>(interaction),
        Exchange::ChatStream => takes::<CreateChatCompletionStreamResponse>(interaction),
        Exchange::Embeddings => {
            takes::<CreateEmbeddingResponse>(interaction)
                || takes::<CreateBase64EmbeddingResponse>(interaction)
        }
    }
}

/// A recorded request in the client's types.
enum Request {
    Chat(CreateChatCompletionRequest),
    ChatStream(CreateChatCompletionRequest),
    Embeddings(CreateEmbeddingRequest),
}

impl Request {
    /// Reads a request; `None` if the types cannot parse it.
    fn read(exchange: Exchange, interaction: &Interaction) -> Option<Self> {
        let request = interaction.request()?;
        let request = match exchange {
            Exchange::Chat => Self::Chat(serde_json::from_value(request).ok()?),
            Exchange::ChatStream => Self::ChatStream(serde_json::from_value(request).ok()?),
            Exchange::Embeddings => Self::Embeddings(serde_json::from_value(request).ok()?),
        };
        Some(request)
    }
}

/// Replays a response; returns the number of values that the client returned.
async fn replay(
    http: &reqwest::Client,
    request: Request,
    interaction: &Interaction,
    capture: &Capture,
) -> Result<usize, OpenAIError> {
    let server = ReplayServer::start(vec![interaction.clone()], Pieces::Whole).unwrap();
    let base = format!("{}{}", server.origin(), interaction.base_path().unwrap());
    let config = OpenAIConfig::new().with_api_key("key").with_api_base(base);
    let client = Client::build(http.clone(), config);
    match request {
        Request::Chat(request) => {
            capture.run_async(chat(&client, request)).await?;
        }
        Request::ChatStream(request) => {
            let chunks = async {
                let chunks = chat_chunks(&client, request).await?;
                chunks
                    .try_fold(0, |count, _| std::future::ready(Ok(count + 1)))
                    .await
            };
            return capture.run_async(chunks).await;
        }
        Request::Embeddings(request) => {
            if request.encoding_format == Some(EncodingFormat::Base64) {
                capture.run_async(embed_base64(&client, request)).await?;
            } else {
                capture.run_async(embed(&client, request)).await?;
            }
        }
    }
    Ok(1)
}

fn exchange_name(exchange: Exchange) -> &'static str {
    match exchange {
        Exchange::Chat => "chat",
        Exchange::ChatStream => "chat stream",
        Exchange::Embeddings => "embeddings",
    }
}

/// The facts in a body, read independently of the code under test.
#[derive(Debug, Clone, Default, PartialEq)]
struct Expected {
    id: Option<String>,
    model: Option<String>,
    finish_reasons: Option<Vec<String>>,
    counts: [Option<i64>; 5],
    is_inconsistent: bool,
}

const COUNTS: [(&str, &str); 5] = [
    ("/usage/prompt_tokens", "gen_ai.usage.input_tokens"),
    ("/usage/completion_tokens", "gen_ai.usage.output_tokens"),
    (
        "/usage/prompt_tokens_details/cached_tokens",
        "gen_ai.usage.cache_read.input_tokens",
    ),
    (
        "/usage/prompt_tokens_details/cache_write_tokens",
        "gen_ai.usage.cache_creation.input_tokens",
    ),
    (
        "/usage/completion_tokens_details/reasoning_tokens",
        "gen_ai.usage.reasoning.output_tokens",
    ),
];

impl Expected {
    fn read(bodies: &[Value]) -> Self {
        let mut expected = Self::default();
        let mut reasons = BTreeMap::<u64, Option<String>>::new();
        for body in bodies {
            let text = |pointer: &str| {
                let text = body.pointer(pointer).and_then(Value::as_str);
                // An empty identifier counts as none.
                text.filter(|text| !text.is_empty()).map(str::to_owned)
            };
            expected.id = text("/id").or(expected.id);
            expected.model = text("/model").or(expected.model);
            for choice in body["choices"].as_array().into_iter().flatten() {
                let reason = choice["finish_reason"].as_str().map(str::to_owned);
                let known = reasons
                    .entry(choice["index"].as_u64().unwrap())
                    .or_default();
                *known = reason.or(known.take());
            }
            let mut counts =
                COUNTS.map(|(pointer, _)| body.pointer(pointer).and_then(Value::as_i64));
            let total = body.pointer("/usage/total_tokens").and_then(Value::as_i64);
            // Reasoning may be counted separately from the output: it exceeds the output, or the counts add up to the
            // total only with it.
            if let [Some(input), Some(output), _, _, Some(reasoning)] = &mut counts
                && *reasoning > 0
                && (*reasoning > *output || Some(*input + *output + *reasoning) == total)
            {
                *output += *reasoning;
            }
            for (known, count) in expected.counts.iter_mut().zip(counts) {
                *known = count.or(*known);
            }
        }
        if !reasons.is_empty() {
            let reasons = reasons.into_values();
            let reasons = reasons.map(|reason| reason.unwrap_or_else(|| "error".to_owned()));
            expected.finish_reasons = Some(reasons.collect());
        }
        let [input, output, read, write, reasoning] = expected.counts;
        let cached = read.unwrap_or(0) + write.unwrap_or(0);
        expected.is_inconsistent = input.is_some_and(|input| cached > input)
            || output.is_some_and(|output| reasoning.unwrap_or(0) > output);
        expected
    }

    /// The client's types for embeddings have the model and the prompt's tokens only.
    fn typed_by(&self, exchange: Exchange) -> Self {
        match exchange {
            Exchange::Chat | Exchange::ChatStream => self.clone(),
            Exchange::Embeddings => Self {
                model: self.model.clone(),
                counts: [self.counts[0], None, None, None, None],
                ..Self::default()
            },
        }
    }

    fn captured(capture: &Capture) -> Self {
        assert_conformant(capture);
        let span = capture.only_span();
        Self {
            id: span.text("gen_ai.response.id"),
            model: span.text("gen_ai.response.model"),
            finish_reasons: span.texts("gen_ai.response.finish_reasons"),
            counts: COUNTS.map(|(_, key)| span.integer(key)),
            is_inconsistent: span.attribute("genai_runtime.usage.inconsistent").is_some(),
        }
    }

    fn assert_metrics(&self, capture: &Capture) {
        let usage = capture.metric("gen_ai.client.token.usage");
        for (kind, tokens) in [("input", self.counts[0]), ("output", self.counts[1])] {
            let points = usage
                .iter()
                .flat_map(|usage| usage.points_with("gen_ai.token.type", kind));
            let sums: Vec<f64> = points.map(|point| point.sum).collect();
            #[expect(clippy::cast_precision_loss, reason = "token counts are small")]
            let expected: Vec<f64> = tokens.iter().map(|tokens| *tokens as f64).collect();
            assert_eq!(sums, expected, "{kind}");
        }
    }
}

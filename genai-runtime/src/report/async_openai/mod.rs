//! Requests, responses, stream chunks and errors of the `async-openai` crate.

mod chat_input;
mod chat_message;
mod chat_request;
mod completion_request;
mod error;
mod responses;
mod responses_calls;
mod responses_error;
mod responses_input;
mod responses_request;
mod responses_texts;
#[cfg(all(test, feature = "content"))]
mod tests_of_requests;
mod tools;
mod uncaptured;
mod words;

use async_openai::types::chat::{
    CompletionFinishReason, CompletionUsage, CreateChatCompletionResponse,
    CreateChatCompletionStreamResponse, FinishReason, ServiceTier,
};
use async_openai::types::completions::CreateCompletionResponse;
use async_openai::types::embeddings::{
    CreateBase64EmbeddingResponse, CreateEmbeddingResponse, EmbeddingUsage,
};

use super::embedding::floats_in_base64;
use super::usage::is_reasoning_apart;
use super::{Response, UsageReport};
use chat_message::{report_delta, report_message};

/// Whole responses and chunks of a stream have fields of the same names.
macro_rules! chat_report {
    ($response:ty, $answer:ident, $report_answer:expr) => {
        impl UsageReport for $response {
            #[expect(
                deprecated,
                reason = "the fingerprint is still sent and still worth recording"
            )]
            fn report(&self, response: &mut Response<'_>) {
                response
                    .id(&self.id)
                    .model(&self.model)
                    .service_tier(self.service_tier.as_ref().map(service_tier))
                    .system_fingerprint(&self.system_fingerprint);
                for choice in &self.choices {
                    if let Ok(index) = usize::try_from(choice.index) {
                        response.finish_reason(index, choice.finish_reason.map(finish_reason));
                        $report_answer(index, &choice.$answer, response);
                    }
                }
                self.usage.report(response);
            }
        }
    };
}

chat_report!(CreateChatCompletionResponse, message, report_message);
chat_report!(CreateChatCompletionStreamResponse, delta, report_delta);

impl UsageReport for CreateCompletionResponse {
    fn report(&self, response: &mut Response<'_>) {
        response
            .id(&self.id)
            .model(&self.model)
            .system_fingerprint(&self.system_fingerprint);
        for choice in &self.choices {
            if let Ok(index) = usize::try_from(choice.index) {
                let reason = choice.finish_reason.map(completion_finish_reason);
                response
                    .finish_reason(index, reason)
                    .text(index, &choice.text);
            }
        }
        self.usage.report(response);
    }
}

impl UsageReport for CompletionUsage {
    fn report(&self, response: &mut Response<'_>) {
        let prompt = self.prompt_tokens_details.as_ref();
        let completion = self.completion_tokens_details.as_ref();
        let reasoning = completion.and_then(|details| details.reasoning_tokens);
        let counts = [
            self.prompt_tokens,
            self.completion_tokens,
            self.total_tokens,
        ];
        response
            .input_tokens(self.prompt_tokens)
            .output_tokens(whole_output(counts, reasoning))
            .cache_read_tokens(prompt.and_then(|details| details.cached_tokens))
            .cache_write_tokens(prompt.and_then(|details| details.cache_write_tokens))
            .reasoning_tokens(reasoning);
    }
}

/// The output tokens including reasoning tokens, which some servers count apart, from the counts of input, output and
/// total.
fn whole_output([input, output, total]: [u32; 3], reasoning: Option<u32>) -> u64 {
    let counts = [input, output].map(|count| Some(count.into()));
    let reasoning = reasoning.map(u64::from);
    let is_apart = is_reasoning_apart(counts, reasoning, Some(total.into()));
    u64::from(output) + reasoning.filter(|_| is_apart).unwrap_or(0)
}

impl UsageReport for CreateEmbeddingResponse {
    fn report(&self, response: &mut Response<'_>) {
        let dimensions = self.data.first().map(|data| data.embedding.len());
        response.model(&self.model).embedding_dimensions(dimensions);
        self.usage.report(response);
    }
}

impl UsageReport for CreateBase64EmbeddingResponse {
    fn report(&self, response: &mut Response<'_>) {
        let first = self.data.first();
        let dimensions = first.and_then(|data| floats_in_base64(&data.embedding.0));
        response.model(&self.model).embedding_dimensions(dimensions);
        self.usage.report(response);
    }
}

impl UsageReport for EmbeddingUsage {
    fn report(&self, response: &mut Response<'_>) {
        response.input_tokens(self.prompt_tokens);
    }
}

const fn finish_reason(reason: FinishReason) -> &'static str {
    match reason {
        FinishReason::Stop => "stop",
        FinishReason::Length => "length",
        FinishReason::ToolCalls => "tool_calls",
        FinishReason::ContentFilter => "content_filter",
        FinishReason::FunctionCall => "function_call",
    }
}

const fn completion_finish_reason(reason: CompletionFinishReason) -> &'static str {
    match reason {
        CompletionFinishReason::Stop => "stop",
        CompletionFinishReason::Length => "length",
        CompletionFinishReason::ContentFilter => "content_filter",
    }
}

const fn service_tier(tier: &ServiceTier) -> &'static str {
    match tier {
        ServiceTier::Auto => "auto",
        ServiceTier::Default => "default",
        ServiceTier::Flex => "flex",
        ServiceTier::Scale => "scale",
        ServiceTier::Priority => "priority",
        ServiceTier::Fast => "fast",
    }
}

#[cfg(test)]
mod tests {
    use async_openai::types::chat::{
        CompletionUsage, CreateChatCompletionResponse, CreateChatCompletionStreamResponse,
    };
    use async_openai::types::embeddings::{CreateBase64EmbeddingResponse, CreateEmbeddingResponse};
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};

    use crate::report::{Response, ResponseFacts, Usage, UsageReport};

    pub(super) fn facts<T: UsageReport + DeserializeOwned>(body: Value) -> ResponseFacts {
        let value: T = serde_json::from_value(body).unwrap();
        let mut facts = ResponseFacts::default();
        value.report(&mut Response::new(&mut facts));
        facts
    }

    #[test]
    fn every_field_of_a_chat_completion_is_reported() {
        let choice = |index: u32, reason: &str| {
            json!({
                "index": index, "finish_reason": reason,
                "message": {"role": "assistant", "content": "hi"}
            })
        };
        let facts = facts::<CreateChatCompletionResponse>(json!({
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "gpt-4o-2024",
            "service_tier": "default", "system_fingerprint": "fp_1",
            "choices": [choice(1, "tool_calls"), choice(0, "content_filter")],
            "usage": {
                "prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 13,
                "prompt_tokens_details": {"cached_tokens": 5, "cache_write_tokens": 3},
                "completion_tokens_details": {"reasoning_tokens": 3}
            }
        }));
        let reasons = ["content_filter", "tool_calls"].map(|reason| Some(reason.into()));
        assert_eq!(
            facts,
            ResponseFacts {
                id: "chatcmpl-1".into(),
                model: Some("gpt-4o-2024".into()),
                finish_reasons: reasons.into(),
                service_tier: Some("default".into()),
                system_fingerprint: Some("fp_1".into()),
                usage: Usage::new()
                    .input(9)
                    .output(4)
                    .cache_read(5)
                    .cache_write(3)
                    .reasoning(3),
                output_bytes: 4,
                ..ResponseFacts::default()
            }
        );
    }

    #[test]
    fn a_chunk_without_usage_reports_none() {
        let facts = facts::<CreateChatCompletionStreamResponse>(json!({
            "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "gpt-4o",
            "choices": [{"index": 0, "delta": {"content": "h"}, "finish_reason": null}]
        }));
        assert_eq!(facts.usage, Usage::new());
        assert_eq!(facts.finish_reasons, [None]);
    }

    #[test]
    fn the_input_tokens_and_the_dimensions_of_embeddings_are_reported() {
        let facts = facts::<CreateEmbeddingResponse>(json!({
            "object": "list", "model": "text-embedding-3-small",
            "data": [{"object": "embedding", "index": 0, "embedding": [0.1, 0.2]}],
            "usage": {"prompt_tokens": 5, "total_tokens": 5}
        }));
        assert_eq!(facts.usage, Usage::new().input(5));
        assert_eq!(facts.embedding_dimensions, Some(2));
    }

    #[test]
    fn reasoning_tokens_that_are_counted_separately_are_added_to_the_output() {
        let facts = facts::<CompletionUsage>(json!({
            "prompt_tokens": 32, "completion_tokens": 9, "total_tokens": 135,
            "completion_tokens_details": {"reasoning_tokens": 94}
        }));
        assert_eq!(
            facts.usage,
            Usage::new().input(32).output(103).reasoning(94)
        );
    }

    #[test]
    fn the_dimensions_of_embeddings_in_base64_are_reported() {
        let facts = facts::<CreateBase64EmbeddingResponse>(json!({
            "object": "list", "model": "text-embedding-3-small",
            "data": [{"object": "embedding", "index": 0, "embedding": "AAAAPwAAgL8="}],
            "usage": {"prompt_tokens": 5, "total_tokens": 5}
        }));
        assert_eq!(facts.embedding_dimensions, Some(2));
    }
}

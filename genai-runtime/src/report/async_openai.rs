//! Responses, stream chunks and errors of the `async-openai` crate.

use std::borrow::Cow;

use async_openai::error::OpenAIError;
use async_openai::types::chat::{
    CompletionFinishReason, CompletionUsage, CreateChatCompletionResponse,
    CreateChatCompletionStreamResponse, FinishReason, ServiceTier,
};
use async_openai::types::completions::CreateCompletionResponse;
use async_openai::types::embeddings::{
    CreateBase64EmbeddingResponse, CreateEmbeddingResponse, EmbeddingUsage,
};
use async_openai::types::responses;

use super::{ErrorReport, Response, UsageReport};

impl UsageReport for CreateChatCompletionResponse {
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
            choice_ended(
                choice.index,
                choice.finish_reason.map(finish_reason),
                response,
            );
        }
        self.usage.report(response);
    }
}

impl UsageReport for CreateChatCompletionStreamResponse {
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
            choice_ended(
                choice.index,
                choice.finish_reason.map(finish_reason),
                response,
            );
        }
        self.usage.report(response);
    }
}

impl UsageReport for CreateCompletionResponse {
    fn report(&self, response: &mut Response<'_>) {
        response
            .id(&self.id)
            .model(&self.model)
            .system_fingerprint(&self.system_fingerprint);
        for choice in &self.choices {
            let reason = choice.finish_reason.map(completion_finish_reason);
            choice_ended(choice.index, reason, response);
        }
        self.usage.report(response);
    }
}

impl UsageReport for CompletionUsage {
    fn report(&self, response: &mut Response<'_>) {
        let prompt = self.prompt_tokens_details.as_ref();
        let completion = self.completion_tokens_details.as_ref();
        response
            .input_tokens(self.prompt_tokens)
            .output_tokens(self.completion_tokens)
            .cache_read_tokens(prompt.and_then(|details| details.cached_tokens))
            .reasoning_tokens(completion.and_then(|details| details.reasoning_tokens));
    }
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
        response.model(&self.model);
        self.usage.report(response);
    }
}

impl UsageReport for EmbeddingUsage {
    fn report(&self, response: &mut Response<'_>) {
        response.input_tokens(self.prompt_tokens);
    }
}

impl UsageReport for responses::Response {
    fn report(&self, response: &mut Response<'_>) {
        response.id(&self.id).model(&self.model);
        self.usage.report(response);
    }
}

impl UsageReport for responses::ResponseUsage {
    fn report(&self, response: &mut Response<'_>) {
        response
            .input_tokens(self.input_tokens)
            .output_tokens(self.output_tokens)
            .cache_read_tokens(self.input_tokens_details.cached_tokens)
            .reasoning_tokens(self.output_tokens_details.reasoning_tokens);
    }
}

/// The provider's error code where there is one.
impl ErrorReport for OpenAIError {
    fn error_type(&self) -> Cow<'static, str> {
        match self {
            Self::ApiError(error) => {
                let class = error
                    .api_error
                    .code
                    .as_ref()
                    .or(error.api_error.r#type.as_ref());
                match class {
                    Some(class) => class.clone().into(),
                    None => error.status_code.as_str().to_owned().into(),
                }
            }
            Self::Reqwest(error) if error.is_timeout() => "timeout".into(),
            Self::Reqwest(_) => "reqwest::Error".into(),
            Self::JSONDeserialize(..) => "serde_json::Error".into(),
            Self::StreamError(_) => "stream_error".into(),
            Self::InvalidArgument(_) => "invalid_argument".into(),
            _ => "async_openai::error::OpenAIError".into(),
        }
    }
}

fn choice_ended(index: u32, reason: Option<&'static str>, response: &mut Response<'_>) {
    if let Ok(index) = usize::try_from(index) {
        response.finish_reason(index, reason);
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

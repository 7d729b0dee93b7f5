//! Requests of chat completions in the types of `async-openai`.

use async_openai::types::chat::{CreateChatCompletionRequest, ResponseFormat, ResponseModalities};

use super::service_tier;
use super::words::{reasoning_effort, stop};
use crate::report::{MessageReport, Request, RequestReport, ToolReport};

impl RequestReport for CreateChatCompletionRequest {
    #[expect(
        deprecated,
        reason = "requests are still made with what has been replaced"
    )]
    fn report(&self, request: &mut Request<'_>) {
        request.model(&self.model);
        if !request.takes_details() {
            return;
        }
        request
            .temperature(self.temperature)
            .top_p(self.top_p)
            .frequency_penalty(self.frequency_penalty)
            .presence_penalty(self.presence_penalty)
            .max_tokens(self.max_completion_tokens.or(self.max_tokens))
            .seed(self.seed)
            .choice_count(self.n)
            .reasoning_level(self.reasoning_effort.as_ref().map(reasoning_effort))
            .output_type(output_type(self))
            .stream(self.stream)
            .service_tier(self.service_tier.as_ref().map(service_tier))
            .api_type("chat_completions");
        stop(self.stop.as_ref(), request);
        MessageReport::report(&self.messages, &mut request.messages());
        ToolReport::report(&self.tools, &mut request.tools());
        ToolReport::report(&self.functions, &mut request.tools());
    }
}

/// The response format; without one, the modality other than text, since requests for audio list text too.
fn output_type(request: &CreateChatCompletionRequest) -> Option<&'static str> {
    match request.response_format {
        Some(ResponseFormat::Text) => Some("text"),
        Some(ResponseFormat::JsonObject | ResponseFormat::JsonSchema { .. }) => Some("json"),
        None => {
            let modalities = request.modalities.as_ref()?;
            if modalities.contains(&ResponseModalities::Audio) {
                Some("speech")
            } else {
                modalities
                    .contains(&ResponseModalities::Text)
                    .then_some("text")
            }
        }
    }
}

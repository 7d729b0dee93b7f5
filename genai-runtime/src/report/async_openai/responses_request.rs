//! Requests of OpenAI's Responses API in the types of `async-openai`.

use async_openai::types::responses::{
    ConversationParam, CreateResponse, ResponseTextParam, TextResponseFormatConfiguration,
};

use super::responses::service_tier;
use super::words::reasoning_effort;
use crate::report::{MessageReport, Request, RequestReport, ToolReport};

impl RequestReport for CreateResponse {
    fn report(&self, request: &mut Request<'_>) {
        request.model(&self.model);
        if !request.takes_details() {
            return;
        }
        let reasoning = self.reasoning.as_ref();
        let effort = reasoning.and_then(|reasoning| reasoning.effort.as_ref());
        let conversation = self.conversation.as_ref();
        request
            .temperature(self.temperature)
            .top_p(self.top_p)
            .max_tokens(self.max_output_tokens)
            .reasoning_level(effort.map(reasoning_effort))
            .output_type(self.text.as_ref().map(output_type))
            .stream(self.stream)
            .previous_response_id(&self.previous_response_id)
            .conversation(conversation.map(|conversation| match conversation {
                ConversationParam::ConversationID(id) => id,
                ConversationParam::Object(conversation) => &conversation.id,
            }))
            .service_tier(self.service_tier.as_ref().map(service_tier))
            .api_type("responses");
        MessageReport::report(&self.input, &mut request.messages());
        MessageReport::report(&self.instructions, &mut request.system_instructions());
        ToolReport::report(&self.tools, &mut request.tools());
    }
}

const fn output_type(text: &ResponseTextParam) -> &'static str {
    match text.format {
        TextResponseFormatConfiguration::Text => "text",
        TextResponseFormatConfiguration::JsonObject
        | TextResponseFormatConfiguration::JsonSchema(_) => "json",
    }
}

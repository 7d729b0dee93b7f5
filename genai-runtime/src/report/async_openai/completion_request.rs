//! Requests of completions and embeddings in the types of `async-openai`.

use async_openai::types::chat::Prompt;
use async_openai::types::completions::CreateCompletionRequest;
use async_openai::types::embeddings::{CreateEmbeddingRequest, EmbeddingInput, EncodingFormat};

use super::words::stop;
use crate::report::{MessageReport, Messages, Request, RequestReport};

impl RequestReport for CreateCompletionRequest {
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
            .max_tokens(self.max_tokens)
            .seed(self.seed)
            .choice_count(self.n)
            .stream(self.stream);
        stop(self.stop.as_ref(), request);
        MessageReport::report(&self.prompt, &mut request.messages());
    }
}

/// Token ids are not text and are not reported.
impl MessageReport for Prompt {
    fn report(&self, messages: &mut Messages<'_>) {
        match self {
            Self::String(text) => MessageReport::report(text, messages),
            Self::StringArray(texts) => MessageReport::report(texts, messages),
            Self::IntegerArray(_) | Self::ArrayOfIntegerArray(_) => {}
        }
    }
}

impl RequestReport for CreateEmbeddingRequest {
    fn report(&self, request: &mut Request<'_>) {
        request.model(&self.model);
        if !request.takes_details() {
            return;
        }
        let format = self.encoding_format.as_ref();
        request
            .encoding_formats(format.map(|format| match format {
                EncodingFormat::Float => "float",
                EncodingFormat::Base64 => "base64",
            }))
            .embedding_dimensions(self.dimensions);
        MessageReport::report(&self.input, &mut request.messages());
    }
}

/// Token ids are not text and are not reported.
impl MessageReport for EmbeddingInput {
    fn report(&self, messages: &mut Messages<'_>) {
        match self {
            Self::String(text) => MessageReport::report(text, messages),
            Self::StringArray(texts) => MessageReport::report(texts, messages),
            Self::IntegerArray(_) | Self::ArrayOfIntegerArray(_) => {}
        }
    }
}

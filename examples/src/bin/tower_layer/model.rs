//! The request type, and the service that answers it.

use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_openai::error::OpenAIError;
use async_openai::types::chat::{
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest, CreateChatCompletionResponse,
};
use genai_examples::openai_server::OpenAiServer;
use genai_runtime::operations::{ByFunction, Model, Reported};
use genai_runtime::{ErrorReport, Operation};
use std::borrow::Cow;
use tower::util::BoxCloneService;
use tower::{ServiceBuilder, service_fn};

use crate::fallback::Fallback;
use crate::layer::OperationLayer;

pub(crate) type Reply = CreateChatCompletionResponse;
pub(crate) type Answerer = BoxCloneService<Question, Reply, OpenAIError>;

/// A question to a model.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) text: String,
    pub(crate) model: &'static str,
    /// The number of the attempt, from 1.
    pub(crate) attempt: u32,
}

type ErrorClass = fn(&OpenAIError) -> Cow<'static, str>;

/// Makes the operation of a question. Its layer is inside of the retry layer, so that every attempt is an operation.
fn describe(
    base_url: &str,
    question: &Question,
) -> Operation<Model, Reported, ByFunction<ErrorClass>> {
    let class: ErrorClass = OpenAIError::error_type;
    Operation::llm("openai")
        .model(question.model)
        .endpoint(base_url)
        .attempt(question.attempt)
        .error_type(class)
}

/// Builds a service that asks the models one after the other until one answers.
pub(crate) fn answerer(
    server: &OpenAiServer,
    models: &'static [&'static str],
) -> reqwest::Result<Answerer> {
    let base_url = server.base_url();
    let config = OpenAIConfig::new()
        .with_api_base(&base_url)
        .with_api_key("bundled");
    // No proxy can reach the server in this process.
    let http = reqwest::Client::builder().no_proxy().build()?;
    let client = Client::build(http, config);
    let ask = service_fn(move |question: Question| {
        let client = client.clone();
        async move { ask(&client, question).await }
    });
    let service = ServiceBuilder::new()
        .retry(Fallback { models })
        .layer(OperationLayer::new(move |question: &Question| {
            describe(&base_url, question)
        }))
        .service(ask);
    Ok(BoxCloneService::new(service))
}

async fn ask(client: &Client<OpenAIConfig>, question: Question) -> Result<Reply, OpenAIError> {
    let request = CreateChatCompletionRequest {
        model: question.model.to_owned(),
        messages: vec![ChatCompletionRequestUserMessage::from(question.text).into()],
        ..CreateChatCompletionRequest::default()
    };
    client.chat().create(request).await
}

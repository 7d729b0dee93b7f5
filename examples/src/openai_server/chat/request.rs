//! The fields of a chat request that the server reads; it ignores all others.

use serde::Deserialize;
use serde_json::Value;

use super::tools::Tool;
use crate::openai_server::error::ApiError;

#[derive(Debug, Deserialize)]
pub(super) struct ChatRequest {
    pub(super) model: String,
    messages: Vec<Message>,
    n: Option<u32>,
    temperature: Option<f64>,
    max_tokens: Option<usize>,
    max_completion_tokens: Option<usize>,
    stream: Option<bool>,
    stream_options: Option<StreamOptions>,
    response_format: Option<ResponseFormat>,
    #[serde(default)]
    tools: Vec<Tool>,
}

#[derive(Debug, Deserialize)]
struct Message {
    role: String,
    content: Option<Content>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Content {
    Text(String),
    Parts(Vec<Part>),
}

#[derive(Debug, Deserialize)]
struct Part {
    text: Option<String>,
}

#[derive(Debug, Deserialize)]
struct StreamOptions {
    include_usage: Option<bool>,
}

#[derive(Debug, Deserialize)]
struct ResponseFormat {
    json_schema: Option<JsonSchema>,
}

#[derive(Debug, Deserialize)]
struct JsonSchema {
    schema: Option<Value>,
}

impl ChatRequest {
    /// Validates what the types do not guarantee.
    pub(super) fn check(&self) -> Result<(), ApiError> {
        if self.messages.is_empty() {
            return Err(ApiError::invalid(
                "messages",
                "`messages` is empty; send at least one".to_owned(),
            ));
        }
        if let Some(temperature) = self.temperature
            && !(0.0..=2.0).contains(&temperature)
        {
            return Err(ApiError::invalid(
                "temperature",
                format!("`temperature` is between 0 and 2, found {temperature}"),
            ));
        }
        if let Some(n) = self.n
            && !(1..=128).contains(&n)
        {
            return Err(ApiError::invalid(
                "n",
                format!("`n` is between 1 and 128, found {n}"),
            ));
        }
        Ok(())
    }

    pub(super) fn choices(&self) -> u32 {
        self.n.unwrap_or(1)
    }

    /// The maximum number of tokens of a choice.
    pub(super) fn token_limit(&self) -> Option<usize> {
        self.max_completion_tokens.or(self.max_tokens)
    }

    pub(super) fn is_stream(&self) -> bool {
        self.stream == Some(true)
    }

    pub(super) fn include_usage(&self) -> bool {
        self.stream_options
            .as_ref()
            .is_some_and(|options| options.include_usage == Some(true))
    }

    pub(super) fn schema(&self) -> Option<&Value> {
        let format = self.response_format.as_ref()?;
        format.json_schema.as_ref()?.schema.as_ref()
    }

    /// The tools that may be called; none if the last message is the result of one.
    pub(super) fn tools(&self) -> &[Tool] {
        match self.messages.last() {
            Some(last) if last.role == "tool" => &[],
            _ => &self.tools,
        }
    }

    /// The results of tools since the user's last message.
    pub(super) fn tool_results(&self) -> Vec<&str> {
        let messages = self.messages.rsplit(|message| message.role == "user");
        let since = messages.take(1).flatten();
        since
            .filter(|message| message.role == "tool")
            .flat_map(Message::texts)
            .collect()
    }

    /// The texts of all messages, part by part.
    pub(super) fn texts(&self) -> Vec<&str> {
        self.messages.iter().flat_map(Message::texts).collect()
    }

    /// The text of the user's last message.
    pub(super) fn last_user_text(&self) -> &str {
        let last = self.messages.iter().rfind(|message| message.role == "user");
        last.and_then(|message| message.texts().pop())
            .unwrap_or_default()
    }
}

impl Message {
    fn texts(&self) -> Vec<&str> {
        match &self.content {
            None => Vec::new(),
            Some(Content::Text(text)) => vec![text],
            Some(Content::Parts(parts)) => parts.iter().filter_map(|p| p.text.as_deref()).collect(),
        }
    }
}

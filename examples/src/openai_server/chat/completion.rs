//! The answer to a chat request, before serialization.

use serde_json::{Value, json};

use super::request::ChatRequest;
use super::tools::{self, ToolCall};
use crate::openai_server::error::ApiError;
use crate::openai_server::models::{self, CREATED};
use crate::openai_server::prompt::Prompt;
use crate::openai_server::reply;
use crate::openai_server::text::{hash, tokens};

#[derive(Debug)]
pub(super) struct Completion {
    pub(super) id: String,
    pub(super) model: &'static str,
    pub(super) system_fingerprint: String,
    pub(super) finish_reason: &'static str,
    /// The answer in tokens, the same for every choice.
    pub(super) tokens: Vec<String>,
    pub(super) choices: u32,
    /// The tools to call; if there are any, there is no answer.
    pub(super) tool_calls: Vec<ToolCall>,
    prompt_tokens: usize,
}

impl Completion {
    pub(super) fn answer(request: &ChatRequest, request_hash: u64) -> Result<Self, ApiError> {
        let model = models::chat(&request.model)?;
        let texts = request.texts();
        let prompt = Prompt::read(&texts, request.last_user_text());
        let tool_calls = tools::calls(request.tools(), prompt.question, request_hash);
        let results = request.tool_results();
        let answer = if !tool_calls.is_empty() {
            String::new()
        } else if results.is_empty() {
            reply::compose(&prompt, request.schema())
        } else {
            reply::of_results(prompt.question, &results)
        };
        let all = tokens(&answer);
        let limit = request.token_limit().unwrap_or(usize::MAX);
        let finish_reason = match tool_calls.is_empty() {
            false => "tool_calls",
            true if all.len() > limit => "length",
            true => "stop",
        };
        Ok(Self {
            id: format!("chatcmpl-{request_hash:016x}"),
            model,
            system_fingerprint: format!("fp_{:08x}", hash(model.as_bytes()) >> 32),
            finish_reason,
            tokens: all.into_iter().take(limit).map(str::to_owned).collect(),
            choices: request.choices(),
            tool_calls,
            prompt_tokens: texts.iter().map(|text| tokens(text).len()).sum(),
        })
    }

    pub(super) fn usage(&self) -> Value {
        let arguments = self.tool_calls.iter();
        let arguments: usize = arguments.map(|call| tokens(&call.arguments).len()).sum();
        let completion_tokens = (self.tokens.len() + arguments) * self.choices as usize;
        json!({
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": completion_tokens,
            "total_tokens": self.prompt_tokens + completion_tokens,
            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
            "completion_tokens_details": {
                "reasoning_tokens": 0,
                "audio_tokens": 0,
                "accepted_prediction_tokens": 0,
                "rejected_prediction_tokens": 0,
            },
        })
    }

    /// The body of a response that is not streamed.
    pub(super) fn to_json(&self) -> Value {
        let mut message = json!({"role": "assistant", "content": self.tokens.concat(), "refusal": null, "annotations": []});
        if !self.tool_calls.is_empty()
            && let Some(message) = message.as_object_mut()
        {
            let calls = self.tool_calls.iter().map(ToolCall::to_json).collect();
            message.insert("content".to_owned(), Value::Null);
            message.insert("tool_calls".to_owned(), calls);
        }
        let choices: Vec<Value> = (0..self.choices)
            .map(|index| {
                json!({
                    "index": index,
                    "message": message,
                    "logprobs": null,
                    "finish_reason": self.finish_reason,
                })
            })
            .collect();
        json!({
            "id": self.id,
            "object": "chat.completion",
            "created": CREATED,
            "model": self.model,
            "choices": choices,
            "usage": self.usage(),
            "service_tier": "default",
            "system_fingerprint": self.system_fingerprint,
        })
    }
}

//! Chooses the tools to call among those that a request offers.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::openai_server::text::{hash, terms};

/// A tool that a request offers.
#[derive(Debug, Deserialize)]
pub(super) struct Tool {
    function: Option<Function>,
}

#[derive(Debug, Deserialize)]
struct Function {
    name: String,
    parameters: Option<Value>,
}

/// A call that the server asks the client to make.
#[derive(Debug)]
pub(super) struct ToolCall {
    id: String,
    name: String,
    /// A JSON object as a string, as OpenAI sends it.
    pub(super) arguments: String,
}

impl Tool {
    /// Makes the call for a question; `None` if the question names no value of a parameter that is an `enum`.
    fn call(&self, question: &str, request_hash: u64) -> Option<ToolCall> {
        let function = self.function.as_ref()?;
        let parameters = function.parameters.as_ref();
        let properties = parameters.and_then(|schema| schema.get("properties")?.as_object());
        let arguments: Option<Map<String, Value>> = properties
            .into_iter()
            .flatten()
            .map(|(name, property)| Some((name.clone(), argument(property, question)?)))
            .collect();
        let id = hash(format!("{request_hash} {}", function.name).as_bytes());
        Some(ToolCall {
            id: format!("call_{id:016x}"),
            name: function.name.clone(),
            arguments: Value::Object(arguments?).to_string(),
        })
    }
}

/// The value of a schema's `enum` that the question names; without an `enum`, the question itself.
fn argument(property: &Value, question: &str) -> Option<Value> {
    let Some(values) = property.get("enum").and_then(Value::as_array) else {
        return Some(question.into());
    };
    let asked = terms(question);
    let is_named = |value: &&Value| {
        let words = terms(value.as_str().unwrap_or_default());
        !words.is_empty() && words.iter().all(|word| asked.contains(word))
    };
    values.iter().find(is_named).cloned()
}

/// The calls for a question, in the order of the tools.
pub(super) fn calls(tools: &[Tool], question: &str, request_hash: u64) -> Vec<ToolCall> {
    let calls = tools.iter();
    calls
        .filter_map(|tool| tool.call(question, request_hash))
        .collect()
}

impl ToolCall {
    pub(super) fn to_json(&self) -> Value {
        let function = json!({"name": self.name, "arguments": self.arguments});
        json!({"id": self.id, "type": "function", "function": function})
    }

    /// The call as part of a streamed message.
    pub(super) fn to_delta(&self, index: usize) -> Value {
        let mut delta = self.to_json();
        if let Some(delta) = delta.as_object_mut() {
            delta.insert("index".to_owned(), index.into());
        }
        delta
    }
}

//! What the model is told in a recorded body, read without any of the code under test.

use serde_json::{Value, json};

use super::Format;

pub(super) fn messages(format: Format, body: &Value) -> Value {
    let told = match format {
        Format::Chat | Format::Messages | Format::OllamaChat | Format::Converse => {
            &body["messages"]
        }
        Format::Completions | Format::OllamaGenerate => &body["prompt"],
        Format::Embeddings | Format::Responses => &body["input"],
        Format::CohereEmbed => &body["texts"],
    };
    match told {
        Value::String(text) => json!([["user", [text]]]),
        Value::Array(all) => all.iter().map(message).collect(),
        other => panic!("nobody is told {other}"),
    }
}

fn message(message: &Value) -> Value {
    if let Value::String(text) = message {
        return json!(["user", [text]]);
    }
    match message["type"].as_str() {
        Some("function_call") => {
            return json!(["assistant", [call(&message["call_id"], message)]]);
        }
        Some("function_call_output") => {
            let response = parsed(&message["output"]);
            return json!(["tool", [{"response": [message["call_id"], response]}]]);
        }
        Some("message") | None => {}
        Some(other) => panic!("no item of type {other} was expected"),
    }
    if message["role"] == "tool" {
        let response = parsed(&message["content"]);
        return json!(["tool", [{"response": [message["tool_call_id"], response]}]]);
    }
    let mut parts = match &message["content"] {
        Value::Array(parts) => parts.iter().map(part).collect(),
        Value::String(text) if !text.is_empty() => vec![json!(text)],
        _ => Vec::new(),
    };
    for made in message["tool_calls"].as_array().into_iter().flatten() {
        parts.push(call(&made["id"], &made["function"]));
    }
    json!([message["role"], parts])
}

fn part(part: &Value) -> Value {
    match part["type"].as_str() {
        Some("text" | "input_text" | "output_text") => part["text"].clone(),
        Some("image") => {
            let source = &part["source"];
            json!({"blob": ["image", source["media_type"], source["data"]]})
        }
        Some("tool_use") => json!({"call": [part["id"], part["name"], part["input"]]}),
        Some("tool_result") => {
            json!({"response": [part["tool_use_id"], parsed(&part["content"])]})
        }
        Some(other) => panic!("no part of type {other} was expected"),
        None if part["guardContent"].is_object() => part["guardContent"]["text"]["text"].clone(),
        None => part["text"].clone(),
    }
}

fn call(id: &Value, function: &Value) -> Value {
    json!({"call": [id, function["name"], parsed(&function["arguments"])]})
}

/// JSON that is written as a text, or another text.
fn parsed(value: &Value) -> Value {
    let Value::String(text) = value else {
        return value.clone();
    };
    serde_json::from_str(text).unwrap_or_else(|_| value.clone())
}

pub(super) fn instructions(format: Format, body: &Value) -> Value {
    let given = match format {
        Format::Responses => &body["instructions"],
        _ => &body["system"],
    };
    match given {
        Value::String(text) if !text.is_empty() => json!([text]),
        Value::Array(parts) => parts.iter().map(|part| part["text"].clone()).collect(),
        _ => json!([]),
    }
}

pub(super) fn tools(format: Format, body: &Value) -> Value {
    let tools = body["tools"].as_array().into_iter().flatten();
    let tools = tools.map(|tool| {
        if tool["type"] == "web_search_preview" {
            return json!(["web_search_preview", "web_search_preview", null, null]);
        }
        let (function, schema) = match format {
            Format::Messages => (tool, "input_schema"),
            Format::Responses => (tool, "parameters"),
            _ => (&tool["function"], "parameters"),
        };
        definition(function, schema)
    });
    let functions = body["functions"].as_array().into_iter().flatten();
    let functions = functions.map(|function| definition(function, "parameters"));
    tools.chain(functions).collect()
}

fn definition(function: &Value, schema: &str) -> Value {
    // An empty description is none.
    let description = function["description"].as_str();
    let description = description.filter(|description| !description.is_empty());
    json!(["function", function["name"], description, function[schema]])
}

//! The input in a recorded body, read independently of the code under test.

use serde_json::{Value, json};

use super::parts::{self, content as content_parts, parsed, word};
use super::{Format, Unknown};

pub(super) fn messages(format: Format, body: &Value) -> Result<Value, Unknown> {
    let input = match format {
        Format::Chat | Format::Messages | Format::OllamaChat | Format::Converse => {
            &body["messages"]
        }
        Format::Completions | Format::OllamaGenerate => &body["prompt"],
        Format::Embeddings | Format::Responses => &body["input"],
        Format::CohereEmbed => &body["texts"],
    };
    let mut messages = match input {
        Value::String(text) => vec![of_user(text)],
        // Token ids are not reported.
        Value::Array(all) if all.iter().all(|one| one.is_number() || one.is_array()) => Vec::new(),
        Value::Array(all) => {
            let all = all.iter().filter(|one| one["type"] != "item_reference");
            all.map(message).collect::<Result<_, _>>()?
        }
        _ => return Err(Unknown(format!("a request that tells {format:?} nothing"))),
    };
    let images = body["images"].as_array();
    if let Some(images) = images.filter(|images| !images.is_empty()) {
        let images = images
            .iter()
            .map(parts::image)
            .collect::<Result<Value, _>>()?;
        messages.push(json!(["user", images]));
    }
    Ok(Value::Array(messages))
}

fn of_user(text: &str) -> Value {
    let parts: Vec<_> = Some(text)
        .filter(|text| !text.is_empty())
        .into_iter()
        .collect();
    json!(["user", parts])
}

const ROLES: [&str; 6] = [
    "assistant",
    "developer",
    "function",
    "system",
    "tool",
    "user",
];

fn message(message: &Value) -> Result<Value, Unknown> {
    if let Value::String(text) = message {
        return Ok(of_user(text));
    }
    match message["type"].as_str() {
        Some("function_call" | "custom_tool_call") => {
            return Ok(json!(["assistant", [call(&message["call_id"], message)]]));
        }
        Some("function_call_output" | "custom_tool_call_output") => {
            let response = parsed(&message["output"]);
            return Ok(json!(["tool", [{"response": [message["call_id"], response]}]]));
        }
        Some("reasoning") => {
            let shown = ["summary", "content"]
                .iter()
                .filter_map(|key| message[*key].as_array());
            let shown = shown
                .flatten()
                .map(|part| json!({"reasoning": part["text"]}));
            return Ok(json!(["assistant", shown.collect::<Vec<_>>()]));
        }
        Some("message") | None => {}
        Some(other) => return Err(Unknown(format!("an item of type `{other}`"))),
    }
    let role = word(&message["role"]).unwrap_or_default();
    if !ROLES.contains(&role) {
        return Err(Unknown(format!("a message of role `{role}`")));
    }
    let parts = if role == "tool" || role == "function" {
        let response = match &message["content"] {
            Value::Null => json!(""),
            content => parsed(content),
        };
        vec![json!({"response": [word(&message["tool_call_id"]), response]})]
    } else {
        parts_of(message)?
    };
    Ok(match word(&message["name"]) {
        Some(name) => json!([role, name, parts]),
        None => json!([role, parts]),
    })
}

/// The parts of a message that is not the result of a tool.
fn parts_of(message: &Value) -> Result<Vec<Value>, Unknown> {
    let thoughts = ["reasoning_content", "reasoning", "thinking", "tool_plan"];
    let mut thoughts = thoughts.iter().filter_map(|key| word(&message[*key]));
    let thought = thoughts.next().map(|thought| json!({"reasoning": thought}));
    let mut parts: Vec<_> = thought.into_iter().collect();
    parts.extend(content_parts(&message["content"])?);
    parts.extend(message["refusal"].as_str().map(|refusal| json!(refusal)));
    for image in message["images"].as_array().into_iter().flatten() {
        parts.push(parts::image(image)?);
    }
    if let Some(id) = word(&message["audio"]["id"]) {
        parts.push(json!({"file": ["audio", null, id]}));
    }
    for made in message["tool_calls"].as_array().into_iter().flatten() {
        let function = made.get("function").unwrap_or(&made["custom"]);
        parts.push(call(&made["id"], function));
    }
    if message["function_call"].is_object() {
        parts.push(call(&Value::Null, &message["function_call"]));
    }
    Ok(parts)
}

fn call(id: &Value, function: &Value) -> Value {
    let arguments = function.get("arguments").unwrap_or(&function["input"]);
    json!({"call": [word(id), function["name"], parsed(arguments)]})
}

pub(super) fn instructions(format: Format, body: &Value) -> Result<Value, Unknown> {
    let given = match format {
        Format::Responses => &body["instructions"],
        _ => &body["system"],
    };
    content_parts(given).map(Value::Array)
}

pub(super) fn tools(format: Format, body: &Value) -> Result<Value, Unknown> {
    let tools = body["tools"].as_array().into_iter().flatten();
    let tools = tools.map(|tool| tool_of(format, tool));
    let functions = body["functions"].as_array().into_iter().flatten();
    let functions = functions.map(|function| Ok(definition(function, "parameters")));
    let specified = body["toolConfig"]["tools"].as_array().into_iter().flatten();
    let specified = specified.filter(|tool| tool.get("cachePoint").is_none());
    let specified = specified.map(|tool| match tool.get("toolSpec") {
        Some(tool) => {
            let mut tool = tool.clone();
            tool["schema"] = tool["inputSchema"]["json"].take();
            Ok(definition(&tool, "schema"))
        }
        None => Err(Unknown(format!("a tool of no known kind for {format:?}"))),
    });
    tools.chain(functions).chain(specified).collect()
}

fn tool_of(format: Format, tool: &Value) -> Result<Value, Unknown> {
    let definition = match (format, word(&tool["type"])) {
        (Format::Messages, None | Some("custom")) => definition(tool, "input_schema"),
        (Format::Responses, Some("function")) => definition(tool, "parameters"),
        (_, Some("function")) => definition(&tool["function"], "parameters"),
        (_, Some("custom")) => {
            let custom = tool.get("custom").unwrap_or(tool);
            json!(["custom", custom["name"], null, null])
        }
        (_, Some(kind)) => {
            let name = word(&tool["name"]).or(word(&tool["server_label"]));
            json!([kind, name.unwrap_or(kind), null, null])
        }
        (_, None) => return Err(Unknown(format!("a tool of no known kind for {format:?}"))),
    };
    Ok(definition)
}

fn definition(function: &Value, schema: &str) -> Value {
    // An empty description is ignored.
    let description = word(&function["description"]);
    json!(["function", function["name"], description, function[schema]])
}

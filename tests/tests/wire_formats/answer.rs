//! What models answered in streams: texts and tool calls, read without any of the code under test, and
//! as a span says them.

use std::collections::BTreeMap;

use genai_runtime::testing::CapturedSpan;
use serde_json::Value;

use crate::format::Format;

/// What a model answered, all choices together.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Answer {
    /// By choice.
    text: BTreeMap<usize, String>,
    /// Names and arguments of tool calls, in the order of the calls.
    calls: Vec<(String, Value)>,
}

impl Answer {
    /// Puts the events of a stream together.
    pub(crate) fn read(format: Format, events: &[Value]) -> Self {
        let mut text = BTreeMap::<usize, String>::new();
        let mut calls = BTreeMap::<(usize, usize), (String, String)>::new();
        for event in events {
            for (choice, fragment) in texts(format, event) {
                text.entry(choice).or_default().push_str(fragment);
            }
            for Fragment {
                key,
                name,
                arguments,
            } in fragments(format, event, calls.len())
            {
                let call = calls.entry(key).or_default();
                call.0.push_str(name);
                call.1.push_str(&arguments);
            }
        }
        text.retain(|_, text| !text.is_empty());
        let calls = calls.into_values();
        let calls = calls.map(|(name, arguments)| (name, as_json(&arguments)));
        Self {
            text,
            calls: calls.collect(),
        }
    }

    /// How many tools are called.
    pub(crate) fn calls(&self) -> usize {
        self.calls.len()
    }

    /// What a span says.
    pub(crate) fn captured(span: &CapturedSpan) -> Self {
        let mut answer = Self::default();
        let messages = span.text("gen_ai.output.messages");
        let messages = messages.map(|json| serde_json::from_str::<Vec<Value>>(&json).unwrap());
        for (choice, message) in messages.into_iter().flatten().enumerate() {
            for part in message["parts"].as_array().unwrap() {
                match part["type"].as_str().unwrap() {
                    "text" => {
                        let content = part["content"].as_str().unwrap();
                        answer.text.entry(choice).or_default().push_str(content);
                    }
                    "tool_call" => {
                        let name = part["name"].as_str().unwrap().to_owned();
                        answer.calls.push((name, part["arguments"].clone()));
                    }
                    "reasoning" => {}
                    other => panic!("a part of type {other}"),
                }
            }
        }
        answer
    }
}

/// Arguments are JSON once they are whole; none at all are an empty text.
fn as_json(arguments: &str) -> Value {
    serde_json::from_str(arguments).unwrap_or(Value::from(arguments))
}

/// Fragments of texts, each with its choice.
fn texts(format: Format, event: &Value) -> Vec<(usize, &str)> {
    let kind = event["type"].as_str().unwrap_or_default();
    let at = |pointer| event.pointer(pointer).and_then(Value::as_str);
    let one = |text: Option<_>| text.map(|text| (0, text)).into_iter().collect();
    match format {
        Format::Chat | Format::Completions => choices(event)
            .filter_map(|(index, choice)| {
                let text = choice.pointer("/delta/content").or(choice.get("text"));
                text.and_then(Value::as_str).map(|text| (index, text))
            })
            .collect(),
        Format::Responses if kind == "response.output_text.delta" => one(at("/delta")),
        Format::Messages => one(at("/delta/text")),
        Format::Cohere => one(at("/delta/message/content/text")),
        Format::Ollama => one(at("/message/content").or(at("/response"))),
        _ => Vec::new(),
    }
}

/// A fragment of a tool call.
struct Fragment<'a> {
    key: (usize, usize),
    name: &'a str,
    arguments: String,
}

impl<'a> Fragment<'a> {
    fn new(key: (usize, usize), function: &'a Value) -> Self {
        let arguments = match &function["arguments"] {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            object => object.to_string(),
        };
        Self {
            key,
            name: function["name"].as_str().unwrap_or_default(),
            arguments,
        }
    }
}

/// Fragments of tool calls; `known` calls came before.
fn fragments(format: Format, event: &Value, known: usize) -> Vec<Fragment<'_>> {
    let kind = event["type"].as_str().unwrap_or_default();
    let index = |value: &Value| usize::try_from(value.as_u64().unwrap_or(0)).unwrap();
    let block = index(&event["index"]);
    match (format, kind) {
        (Format::Chat, _) => choices(event)
            .flat_map(|(choice, value)| {
                let calls = value.pointer("/delta/tool_calls").and_then(Value::as_array);
                calls.into_iter().flatten().map(move |call| {
                    Fragment::new((choice, index(&call["index"])), &call["function"])
                })
            })
            .collect(),
        (Format::Responses, "response.output_item.done")
            if event["item"]["type"] == "function_call" =>
        {
            vec![Fragment::new(
                (0, index(&event["output_index"])),
                &event["item"],
            )]
        }
        (Format::Messages, "content_block_start")
            if event["content_block"]["type"] == "tool_use" =>
        {
            vec![Fragment::new((0, block), &event["content_block"])]
        }
        (Format::Messages, "content_block_delta") => {
            let json = event.pointer("/delta/partial_json").and_then(Value::as_str);
            let fragment = |json: &str| Fragment {
                key: (0, block),
                name: "",
                arguments: json.to_owned(),
            };
            json.map(fragment).into_iter().collect()
        }
        (Format::Cohere, "tool-call-start" | "tool-call-delta") => {
            let call = event.pointer("/delta/message/tool_calls/function");
            let fragment = |call| Fragment::new((0, block), call);
            call.map(fragment).into_iter().collect()
        }
        (Format::Ollama, _) => {
            let calls = event
                .pointer("/message/tool_calls")
                .and_then(Value::as_array);
            let calls = calls.into_iter().flatten().enumerate();
            calls
                .map(|(position, call)| Fragment::new((0, known + position), &call["function"]))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn choices(event: &Value) -> impl Iterator<Item = (usize, &Value)> {
    let choices = event["choices"].as_array().into_iter().flatten();
    choices.map(|choice| {
        let index = choice["index"].as_u64().unwrap_or(0);
        (usize::try_from(index).unwrap(), choice)
    })
}

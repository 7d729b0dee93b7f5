//! The models' answers in streams: texts and tool calls, read independently of the code under test, and as captured.

use std::collections::BTreeMap;

use genai_runtime::testing::CapturedSpan;
use serde_json::Value;

use crate::format::Format;
use crate::responses_text;

/// The answer of a model in all choices.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Answer {
    /// Texts by choice.
    text: BTreeMap<usize, String>,
    /// Names and arguments of tool calls, in the order of the calls.
    calls: Vec<(String, Value)>,
}

impl Answer {
    /// Assembles the events of a stream.
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
                place,
            } in fragments(format, event, calls.len())
            {
                if place == Place::Known && !calls.contains_key(&key) {
                    continue;
                }
                let call = calls.entry(key).or_default();
                if !name.is_empty() {
                    name.clone_into(&mut call.0);
                }
                if place == Place::Whole {
                    call.1.clear();
                }
                call.1.push_str(&arguments);
            }
        }
        if format == Format::Responses {
            text.insert(0, responses_text::text(events));
        }
        text.retain(|_, text| !text.is_empty());
        let calls = calls.into_values();
        let calls = calls.map(|(name, arguments)| (name, as_json(&arguments)));
        Self {
            text,
            calls: calls.collect(),
        }
    }

    /// The number of tool calls.
    pub(crate) fn calls(&self) -> usize {
        self.calls.len()
    }

    /// Reads the answer from a span.
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
                    other => panic!("unexpected part of type {other}"),
                }
            }
        }
        answer
    }
}

/// Parses complete arguments as JSON, incomplete ones as text, and missing ones as `null`.
fn as_json(arguments: &str) -> Value {
    if arguments.is_empty() {
        return Value::Null;
    }
    serde_json::from_str(arguments).unwrap_or(Value::from(arguments))
}

/// Fragments of text, each with its choice.
fn texts(format: Format, event: &Value) -> Vec<(usize, &str)> {
    let at = |pointer| event.pointer(pointer).and_then(Value::as_str);
    let one = |text: Option<_>| text.map(|text| (0, text)).into_iter().collect();
    match format {
        Format::Chat | Format::Completions => choices(event)
            .flat_map(|(index, choice)| {
                let texts = texts_of_choice(choice).into_iter();
                texts.map(move |text| (index, text))
            })
            .collect(),
        Format::Messages => one(at("/delta/text").or(at("/content_block/text"))),
        Format::Cohere if event["event_type"] == "text-generation" => one(at("/text")),
        Format::Cohere => one(at("/delta/message/content/text")),
        Format::Ollama => one(at("/message/content").or(at("/response"))),
        _ => Vec::new(),
    }
}

/// The texts of a choice, which may be a list of text and thinking parts.
fn texts_of_choice(choice: &Value) -> Vec<&str> {
    let Some(delta) = choice.get("delta") else {
        return choice["text"].as_str().into_iter().collect();
    };
    let parts = delta["content"].as_array().into_iter().flatten();
    let texts = parts.filter_map(|part| part["text"].as_str());
    let whole = [&delta["content"], &delta["refusal"]].into_iter();
    texts.chain(whole.filter_map(Value::as_str)).collect()
}

/// Where a fragment belongs.
#[derive(PartialEq)]
enum Place {
    /// To a call, and possibly starts it.
    Any,
    /// To a call that has started, unless the provider runs its tool itself.
    Known,
    /// To a call, replacing all earlier fragments.
    Whole,
}

/// A fragment of a tool call.
struct Fragment<'a> {
    key: (usize, usize),
    name: &'a str,
    arguments: String,
    place: Place,
}

impl<'a> Fragment<'a> {
    fn new(key: (usize, usize), function: &'a Value) -> Self {
        let names = ["arguments", "input", "parameters"];
        let mut arguments = names.iter().map(|name| &function[*name]);
        let arguments = match arguments.find(|arguments| !arguments.is_null()) {
            Some(Value::String(text)) => text.clone(),
            Some(object) => object.to_string(),
            None => String::new(),
        };
        Self {
            key,
            name: function["name"].as_str().unwrap_or_default(),
            arguments,
            place: Place::Any,
        }
    }

    /// More arguments of a call that has started.
    fn more(key: (usize, usize), arguments: &str) -> Self {
        Self {
            key,
            name: "",
            arguments: arguments.to_owned(),
            place: Place::Known,
        }
    }
}

/// The fragments of tool calls in a value, after `known` calls.
fn fragments(format: Format, event: &Value, known: usize) -> Vec<Fragment<'_>> {
    let kind = event["type"].as_str().unwrap_or_default();
    let index = |value: &Value| value.as_u64().map_or(0, to_usize);
    let block = index(&event["index"]);
    match (format, kind) {
        (Format::Chat, _) => choices(event)
            .flat_map(|(choice, value)| {
                let delta = &value["delta"];
                let calls = delta["tool_calls"].as_array().into_iter().flatten();
                let calls = calls.enumerate().map(move |(position, call)| {
                    let position = call["index"].as_u64().map_or(position, to_usize);
                    let function = call.get("function").unwrap_or(&call["custom"]);
                    Fragment::new((choice, position), function)
                });
                // OpenAI's format before tools.
                let function = delta.get("function_call").filter(|call| !call.is_null());
                calls.chain(function.map(|function| Fragment::new((choice, 0), function)))
            })
            .collect(),
        (Format::Responses, "response.output_item.added" | "response.output_item.done")
            if is_responses_call(&event["item"]) =>
        {
            let mut fragment = Fragment::new((0, index(&event["output_index"])), &event["item"]);
            if kind == "response.output_item.done" {
                fragment.place = Place::Whole;
            }
            vec![fragment]
        }
        (
            Format::Responses,
            "response.function_call_arguments.done" | "response.custom_tool_call_input.done",
        ) if known > 0 => {
            let mut fragment = Fragment::new((0, index(&event["output_index"])), event);
            fragment.name = "";
            fragment.place = Place::Whole;
            vec![fragment]
        }
        (
            Format::Responses,
            "response.function_call_arguments.delta" | "response.custom_tool_call_input.delta",
        ) => {
            let key = (0, index(&event["output_index"]));
            let delta = event["delta"].as_str();
            delta
                .map(|delta| Fragment::more(key, delta))
                .into_iter()
                .collect()
        }
        (Format::Messages, "content_block_start")
            if event["content_block"]["type"] == "tool_use" =>
        {
            let mut fragment = Fragment::new((0, block), &event["content_block"]);
            // A block starts with an empty object, which its fragments replace.
            if fragment.arguments == "{}" {
                fragment.arguments.clear();
            }
            vec![fragment]
        }
        (Format::Messages, "content_block_delta") => {
            let json = event.pointer("/delta/partial_json").and_then(Value::as_str);
            json.map(|json| Fragment::more((0, block), json))
                .into_iter()
                .collect()
        }
        (Format::Cohere, "tool-call-start" | "tool-call-delta") => {
            let call = event.pointer("/delta/message/tool_calls/function");
            let fragment = |call| Fragment::new((0, block), call);
            call.map(fragment).into_iter().collect()
        }
        // The older chat API has complete calls.
        (Format::Cohere, "") if event["event_type"] == "tool-calls-generation" => {
            let calls = event["tool_calls"].as_array().into_iter().flatten();
            let calls = calls.enumerate();
            calls
                .map(|(position, call)| Fragment::new((0, known + position), call))
                .collect()
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

fn is_responses_call(item: &Value) -> bool {
    item["type"] == "function_call" || item["type"] == "custom_tool_call"
}

fn choices(event: &Value) -> impl Iterator<Item = (usize, &Value)> {
    let choices = event["choices"].as_array().into_iter().flatten();
    choices.enumerate().map(|(position, choice)| {
        let index = choice["index"].as_u64().map_or(position, to_usize);
        (index, choice)
    })
}

fn to_usize(index: u64) -> usize {
    usize::try_from(index).unwrap()
}

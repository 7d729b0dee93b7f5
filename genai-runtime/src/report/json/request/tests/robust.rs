//! Values that are not requests, and invalid requests.

use serde_json::{Value, json};

use super::reported;
use crate::report::{
    InputFacts, MessageReport, Messages, Request, RequestFacts, RequestReport, ToolReport, Tools,
    shown,
};

#[test]
fn other_json_reports_nothing() {
    for value in [
        json!(null),
        json!("text"),
        json!([{"role": "user"}]),
        json!({"model": "T", "type": "car"}),
        json!({"model": "T", "input": 7, "prompt": 8, "conversation": true}),
        json!({"id": "chatcmpl-1", "model": "m", "choices": [], "usage": {}}),
    ] {
        let (facts, input) = reported(&value);
        assert_eq!(facts, RequestFacts::default(), "{value}");
        assert_eq!(input, shown::capturing(), "{value}");
    }
}

#[test]
fn a_sink_for_the_model_reads_only_the_model() {
    let body = json!({"model": "m", "seed": 1, "messages": [{"role": "user", "content": "hi"}]});
    let mut facts = RequestFacts::default();
    RequestReport::report(&body, &mut Request::model_alone(&mut facts));
    let model = RequestFacts {
        model: Some("m".to_owned()),
        ..RequestFacts::default()
    };
    assert_eq!(facts, model);
}

/// The keys of all formats, nested, over every kind of value.
#[test]
fn no_json_causes_a_panic() {
    let keys = [
        "model",
        "messages",
        "contents",
        "input",
        "prompt",
        "texts",
        "system",
        "instructions",
        "systemInstruction",
        "role",
        "name",
        "content",
        "parts",
        "text",
        "type",
        "source",
        "image_url",
        "file",
        "file_data",
        "input_audio",
        "inlineData",
        "functionCall",
        "image",
        "toolResult",
        "guardContent",
        "thinking",
        "tool_calls",
        "function",
        "images",
        "audio",
        "tools",
        "functions",
        "toolConfig",
        "functionDeclarations",
        "toolSpec",
        "inputSchema",
        "summary",
        "output",
        "generationConfig",
        "options",
        "seed",
        "stop",
        "stream",
        "format",
        "response_format",
        "conversation",
        "reasoning",
    ];
    let kinds = [
        json!(null),
        json!(true),
        json!(-1),
        json!(u64::MAX),
        json!(0.5),
        json!("data:;base64,"),
        json!("text"),
        json!([]),
        json!([null, 1, "a", {}, [[]]]),
        json!({}),
    ];
    let types = [
        "image_url",
        "input_image",
        "input_file",
        "file",
        "image",
        "document",
        "tool_use",
        "tool_result",
        "server_tool_use",
        "web_search_tool_result",
        "thinking",
        "reasoning",
        "function_call",
        "function_call_output",
        "web_search_call",
        "compaction",
        "custom",
        "function",
    ];
    for kind in &kinds {
        let object = keys.map(|key| (key.to_owned(), kind.clone()));
        let mut inner = Value::from_iter(object);
        for marker in types {
            inner["type"] = json!(marker);
            let outer = keys.map(|key| (key.to_owned(), json!([inner])));
            report_all(&Value::from_iter(outer));
        }
        report_all(&inner);
    }
}

fn report_all(value: &Value) {
    reported(value);
    let mut facts = InputFacts::default();
    MessageReport::report(value, &mut Messages::new(&mut facts));
    MessageReport::report(value, &mut Messages::instructions(&mut facts));
    ToolReport::report(value, &mut Tools::new(&mut facts));
}

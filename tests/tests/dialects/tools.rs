//! Tool calls in answers.

use serde_json::{Value, json};

use super::{chunk, parts, span_of};

#[test]
fn complete_calls_at_the_same_index_are_several_calls() {
    let call = |index: &Value, id: &str, city: &str| {
        let function = json!({"name": "weather", "arguments": format!("{{\"c\":\"{city}\"}}")});
        let mut call = json!({"id": id, "type": "function", "function": function});
        if index.is_number() {
            call["index"] = index.clone();
        }
        chunk(&json!({"index": 0, "delta": {"tool_calls": [call]}}))
    };
    for index in [json!(0), json!(null)] {
        let span = span_of([call(&index, "a", "Oslo"), call(&index, "b", "Rome")]);
        let expected = json!([
            {"type": "tool_call", "id": "a", "name": "weather", "arguments": {"c": "Oslo"}},
            {"type": "tool_call", "id": "b", "name": "weather", "arguments": {"c": "Rome"}}
        ]);
        assert_eq!(parts(&span), expected);
    }
}

#[test]
fn fragments_that_repeat_an_identifier_are_one_call() {
    let fragment = |text: &str| {
        let function = json!({"name": "weather", "arguments": text});
        let call = json!({"index": 0, "id": "a", "type": "function", "function": function});
        chunk(&json!({"index": 0, "delta": {"tool_calls": [call]}}))
    };
    let span = span_of([fragment("{\"c\":"), fragment("1}")]);
    let expected = json!([
        {"type": "tool_call", "id": "a", "name": "weather", "arguments": {"c": 1}}
    ]);
    assert_eq!(parts(&span), expected);
}

#[test]
fn fragments_with_generated_identifiers_are_one_call() {
    let fragment = |id: &str, name: Option<&str>, text: &str| {
        let function = json!({"name": name, "arguments": text});
        let call = json!({"index": 0, "id": id, "type": "function", "function": function});
        chunk(&json!({"index": 0, "delta": {"tool_calls": [call]}}))
    };
    let span = span_of([
        fragment("a", Some("weather"), ""),
        fragment("b", None, "{\"c\":"),
        fragment("c", None, "1}"),
    ]);
    let expected = json!([
        {"type": "tool_call", "id": "a", "name": "weather", "arguments": {"c": 1}}
    ]);
    assert_eq!(parts(&span), expected);
}

#[test]
fn tools_that_the_provider_runs_are_not_tool_calls() {
    let start =
        |block: &Value| json!({"type": "content_block_start", "index": 1, "content_block": block});
    let delta = |delta: &Value| json!({"type": "content_block_delta", "index": 1, "delta": delta});
    let fragment = json!({"type": "input_json_delta", "partial_json": "{\"query\":\"weather\"}"});
    for kind in ["server_tool_use", "mcp_tool_use"] {
        let block = json!({"type": kind, "id": "srvtoolu_1", "name": "web_search", "input": {}});
        let text = json!({"type": "content_block_delta", "index": 2, "delta": {"type": "text_delta", "text": "sun"}});
        let span = span_of([start(&block), delta(&fragment), text]);
        assert_eq!(parts(&span), json!([{"type": "text", "content": "sun"}]));
    }
    let block = json!({"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {}});
    let span = span_of([start(&block), delta(&fragment)]);
    let expected = json!([
        {"type": "tool_call", "id": "toolu_1", "name": "weather", "arguments": {"query": "weather"}}
    ]);
    assert_eq!(parts(&span), expected);
}

#[test]
fn tools_that_the_application_runs_are_tool_calls() {
    let items = [
        json!({"type": "computer_call", "call_id": "a", "action": {"type": "wait"}}),
        json!({"type": "computer_call", "call_id": "b", "actions": [{"type": "wait"}]}),
        json!({"type": "local_shell_call", "call_id": "c", "action": {"command": ["ls"]}}),
        json!({"type": "apply_patch_call", "call_id": "d", "operation": {"type": "delete_file", "path": "a"}}),
        json!({"type": "shell_call", "call_id": "e", "action": {"commands": ["ls"]}, "environment": {"type": "local"}}),
        json!({"type": "shell_call", "call_id": "f", "action": {"commands": ["ls"]}, "environment": {
            "type": "container_reference", "container_id": "cntr_1"
        }}),
    ];
    let call = |id: &str, name: &str, arguments: Value| json!({"type": "tool_call", "id": id, "name": name, "arguments": arguments});
    let expected = json!([
        call("a", "computer", json!({"type": "wait"})),
        call("b", "computer", json!([{"type": "wait"}])),
        call("c", "local_shell", json!({"command": ["ls"]})),
        call(
            "d",
            "apply_patch",
            json!({"type": "delete_file", "path": "a"})
        ),
        call("e", "shell", json!({"commands": ["ls"]})),
    ]);
    let whole = json!({"object": "response", "status": "completed", "output": items});
    let events = items.iter().enumerate().flat_map(|(index, item)| {
        ["added", "done"].map(|event| {
            let event = format!("response.output_item.{event}");
            json!({"type": event, "output_index": index, "item": item})
        })
    });
    for answer in [vec![whole], events.collect()] {
        assert_eq!(parts(&span_of(answer)), expected);
    }
}

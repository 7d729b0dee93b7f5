//! Values that are passed to `input`, `system_instructions` and `tools` themselves.

use serde_json::{Value, json};

use crate::report::{InputFacts, MessageReport, Messages, ToolReport, Tools, shown};

fn reported(value: &Value) -> Value {
    let mut facts = shown::capturing();
    MessageReport::report(value, &mut Messages::new(&mut facts));
    shown::messages(&facts)
}

fn instructed(value: &Value) -> Value {
    let mut facts = shown::capturing();
    MessageReport::report(value, &mut Messages::instructions(&mut facts));
    assert_eq!(shown::messages(&facts), json!([]));
    shown::instructions(&facts)
}

fn defined(value: &Value) -> Value {
    let mut facts = shown::capturing();
    ToolReport::report(value, &mut Tools::new(&mut facts));
    shown::tools(&facts)
}

#[test]
fn messages_are_read_from_texts_contents_messages_lists_and_requests() {
    let hi = json!([["user", ["hi"]]]);
    for value in [
        json!("hi"),
        json!(["hi"]),
        json!({"role": "user", "content": "hi"}),
        json!([{"role": "user", "content": "hi"}]),
        json!({"type": "text", "text": "hi"}),
        json!([{"type": "text", "text": "hi"}]),
        json!([{"text": "hi"}]),
        json!({"parts": [{"text": "hi"}]}),
        json!({"messages": [{"role": "user", "content": "hi"}], "system": "apart", "tools": []}),
        json!({"contents": [{"role": "user", "parts": [{"text": "hi"}]}]}),
        json!({"model": "m", "input": "hi"}),
        json!({"model": "m", "prompt": ["hi"]}),
        json!({"model": "command", "message": "hi"}),
    ] {
        assert_eq!(reported(&value), hi, "{value}");
    }
    // Parts outside of a message are a message of the user's.
    let parts = json!([{"text": "a"}, {"text": "b"}]);
    assert_eq!(reported(&parts), json!([["user", ["a", "b"]]]));
    for nothing in [
        json!(null),
        json!(7),
        json!([1, 2]),
        json!([[1], [2]]),
        json!([]),
    ] {
        assert_eq!(reported(&nothing), json!([]), "{nothing}");
    }
}

#[test]
fn instructions_are_read_from_texts_parts_messages_and_requests() {
    let brief = json!(["be brief"]);
    for value in [
        json!("be brief"),
        json!([{"type": "text", "text": "be brief"}]),
        json!([{"text": "be brief"}]),
        json!({"parts": [{"text": "be brief"}]}),
        json!({"role": "system", "content": "be brief"}),
        json!({"system": "be brief", "messages": [{"role": "user", "content": "hi"}]}),
        json!({"instructions": "be brief", "input": "hi"}),
    ] {
        assert_eq!(instructed(&value), brief, "{value}");
    }
}

#[test]
fn tools_are_read_from_names_definitions_lists_and_requests() {
    let now = json!([["function", "now", null, null]]);
    let tool = json!({"type": "function", "function": {"name": "now"}});
    for value in [
        tool.clone(),
        json!([tool]),
        json!("now"),
        json!(["now"]),
        json!({"messages": [], "tools": [tool]}),
        json!({"functionDeclarations": [{"name": "now"}]}),
    ] {
        assert_eq!(defined(&value), now, "{value}");
    }
    assert_eq!(defined(&json!([1, null])), json!([]));
}

#[test]
fn without_capture_only_the_size_is_reported() {
    let mut facts = InputFacts::default();
    let body = json!({"messages": [
        {"role": "user", "content": "four"},
        {"role": "assistant", "tool_calls": [{"id": "c", "function": {"name": "f", "arguments": {"a": 1}}}]}
    ]});
    MessageReport::report(&body, &mut Messages::new(&mut facts));
    ToolReport::report(&json!(["now"]), &mut Tools::new(&mut facts));
    assert_eq!(facts.bytes, Some(4 + 7));
    assert_eq!(facts.input, None);
}

//! Anthropic's messages.

use serde_json::json;

use super::{messages, reported, tools};
use crate::report::shown;
use crate::report::value::Integer as _;

#[test]
fn parameters_and_system_are_read() {
    let (facts, input) = reported(&json!({
        "model": "claude", "max_tokens": 1024, "temperature": 1, "top_k": 5, "top_p": 0.9,
        "stop_sequences": ["a"], "stream": false, "output_config": {"effort": "medium", "format": {"type": "json_schema"}},
        "system": [{"type": "text", "text": "one", "cache_control": {"type": "ephemeral"}}, {"type": "text", "text": "two"}],
        "messages": [{"role": "user", "content": "hi"}]
    }));
    assert_eq!(facts.max_tokens, 1024_u16.integer());
    assert_eq!(facts.top_k, Some(5.0));
    assert_eq!(facts.stop_sequences.unwrap(), ["a"]);
    assert_eq!(facts.reasoning_level.as_deref(), Some("medium"));
    assert_eq!(facts.output_type.as_deref(), Some("json"));
    assert!(!facts.is_streaming);
    assert_eq!(shown::instructions(&input), json!(["one", "two"]));
    assert_eq!(shown::messages(&input), json!([["user", ["hi"]]]));
    let (_, input) = reported(&json!({"system": "plain", "messages": []}));
    assert_eq!(shown::instructions(&input), json!(["plain"]));
}

#[test]
fn blocks_are_reported_as_parts() {
    let search = json!({"type": "server_tool_use", "id": "srv_1", "name": "web_search", "input": {"query": "q"}});
    let found = json!({"type": "web_search_tool_result", "tool_use_id": "srv_1", "content": [{"type": "web_search_result", "url": "u"}]});
    let redacted = json!({"type": "redacted_thinking", "data": "x"});
    let body = json!({"model": "m", "messages": [
        {"role": "user", "content": [
            {"type": "image", "source": {"type": "base64", "media_type": "image/jpeg", "data": "aGk="}},
            {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}},
            {"type": "document", "source": {"type": "file", "file_id": "file_1"}, "title": "t"},
            {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "words"}},
            {"type": "document", "source": {"type": "content", "content": [{"type": "text", "text": "inner"}]}},
            {"type": "text", "text": "what is it?", "cache_control": {"type": "ephemeral"}}
        ]},
        {"role": "assistant", "content": [
            {"type": "thinking", "thinking": "hm", "signature": "s"},
            redacted, search, found,
            {"type": "text", "text": "let me see"},
            {"type": "tool_use", "id": "tu_1", "name": "now", "input": {"zone": "CET"}}
        ]},
        {"role": "user", "content": [
            {"type": "tool_result", "tool_use_id": "tu_1", "content": "12:00"},
            {"type": "tool_result", "tool_use_id": "tu_2", "content": [{"type": "text", "text": "a"}], "is_error": true},
            {"type": "tool_result", "tool_use_id": "tu_3"},
            {"type": "container_upload", "file_id": "file_2"}
        ]},
        {"role": "assistant", "content": [{"type": "compaction", "content": "so far"}]}
    ]});
    let expected = json!([
        ["user", [
            {"blob": ["image", "image/jpeg", "aGk="]},
            {"uri": ["image", null, "https://example.com/a.png"]},
            {"file": ["document", null, "file_1"]},
            "words",
            "inner",
            "what is it?"
        ]],
        ["assistant", [
            {"reasoning": "hm"},
            {"other": ["redacted_thinking", redacted]},
            {"server": ["srv_1", "web_search", search]},
            {"server_response": ["srv_1", found]},
            "let me see",
            {"call": ["tu_1", "now", {"zone": "CET"}]}
        ]],
        ["user", [
            {"response": ["tu_1", "12:00"]},
            {"response": ["tu_2", [{"type": "text", "text": "a"}]]},
            {"response": ["tu_3", ""]},
            {"file": ["document", null, "file_2"]}
        ]],
        ["assistant", [{"compaction": [null, "so far"]}]]
    ]);
    assert_eq!(messages(&body), expected);
}

#[test]
fn definitions_of_tools_are_read() {
    let body = json!({"messages": [], "tools": [
        {"name": "now", "description": "the time", "input_schema": {"type": "object"}},
        {"type": "custom", "name": "typed", "input_schema": {"type": "object"}},
        {"type": "web_search_20250305", "name": "web_search", "max_uses": 3}
    ]});
    let expected = json!([
        ["function", "now", "the time", {"type": "object"}],
        ["function", "typed", null, {"type": "object"}],
        ["web_search_20250305", "web_search", null, null]
    ]);
    assert_eq!(tools(&body), expected);
}

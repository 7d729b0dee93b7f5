//! OpenAI's Responses API.

use serde_json::json;

use super::{messages, reported, tools};
use crate::report::shown;
use crate::report::value::Integer as _;

#[test]
fn parameters_and_instructions_are_read() {
    let (facts, input) = reported(&json!({
        "model": "gpt-5", "input": "hi", "instructions": "be brief", "max_output_tokens": 99,
        "reasoning": {"effort": "high"}, "text": {"format": {"type": "json_schema"}},
        "previous_response_id": "resp_1", "conversation": {"id": "conv_1"}, "service_tier": "auto",
        "prompt": {"id": "pmpt_1", "version": "2"}
    }));
    assert_eq!(facts.max_tokens, 99_u8.integer());
    assert_eq!(facts.reasoning_level.as_deref(), Some("high"));
    assert_eq!(facts.output_type.as_deref(), Some("json"));
    assert_eq!(facts.previous_response_id.as_deref(), Some("resp_1"));
    assert_eq!(facts.conversation.as_deref(), Some("conv_1"));
    assert_eq!(facts.service_tier.as_deref(), Some("auto"));
    assert_eq!(facts.api_type.as_deref(), Some("responses"));
    assert_eq!(shown::messages(&input), json!([["user", ["hi"]]]));
    assert_eq!(shown::instructions(&input), json!(["be brief"]));
    let (facts, _) = reported(&json!({"input": "hi", "conversation": "conv_2"}));
    assert_eq!(facts.conversation.as_deref(), Some("conv_2"));
}

#[test]
fn items_are_reported_as_messages() {
    let search = json!({"type": "web_search_call", "id": "ws_1", "status": "completed", "action": {"type": "search"}});
    let screen = json!({"type": "computer_screenshot", "file_id": "f"});
    let hosted = json!({"type": "shell_call", "call_id": "call_7", "action": {"commands": ["ls"]}, "environment": {"type": "container_reference", "container_id": "c"}});
    let approval =
        json!({"type": "mcp_approval_request", "id": "mcpr_1", "name": "drop", "arguments": "{}"});
    let body = json!({"model": "m", "input": [
        {"role": "user", "content": "plain"},
        {"type": "message", "role": "user", "content": [
            {"type": "input_text", "text": "look"},
            {"type": "input_image", "image_url": "https://example.com/a.png", "detail": "auto"},
            {"type": "input_image", "file_id": "file-2"},
            {"type": "input_file", "file_url": "https://example.com/a.pdf"},
            {"type": "input_file", "filename": "b", "file_data": "aGk="}
        ]},
        {"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "short"}], "content": [{"type": "reasoning_text", "text": "long"}]},
        {"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "now", "arguments": "{\"a\":1}"},
        {"type": "function_call_output", "call_id": "call_1", "output": "{\"b\":2}"},
        {"type": "custom_tool_call", "call_id": "call_2", "name": "sh", "input": "ls"},
        {"type": "custom_tool_call_output", "call_id": "call_2", "output": [{"type": "input_text", "text": "a"}]},
        search,
        {"type": "computer_call", "id": "cu_1", "call_id": "call_3", "action": {"type": "wait"}},
        {"type": "computer_call_output", "call_id": "call_3", "output": screen},
        {"type": "local_shell_call", "id": "ls_1", "call_id": "call_4", "action": {"type": "exec"}},
        {"type": "shell_call", "id": "sh_1", "call_id": "call_5", "action": {"commands": ["ls"]}},
        {"type": "apply_patch_call", "id": "ap_1", "call_id": "call_6", "operation": {"type": "delete_file"}},
        hosted,
        approval,
        {"type": "item_reference", "id": "msg_0"},
        {"type": "message", "role": "assistant", "id": "msg_1", "content": [
            {"type": "output_text", "text": "done", "annotations": []},
            {"type": "refusal", "refusal": "no"}
        ]}
    ]});
    let expected = json!([
        ["user", ["plain"]],
        ["user", [
            "look",
            {"uri": ["image", null, "https://example.com/a.png"]},
            {"file": ["image", null, "file-2"]},
            {"uri": ["document", null, "https://example.com/a.pdf"]},
            {"blob": ["document", null, "aGk="]}
        ]],
        ["assistant", [{"reasoning": "short"}, {"reasoning": "long"}]],
        ["assistant", [{"call": ["call_1", "now", {"a": 1}]}]],
        ["tool", [{"response": ["call_1", {"b": 2}]}]],
        ["assistant", [{"call": ["call_2", "sh", "ls"]}]],
        ["tool", [{"response": ["call_2", [{"type": "input_text", "text": "a"}]]}]],
        ["assistant", [{"server": ["ws_1", "web_search", search]}]],
        ["assistant", [{"call": ["call_3", "computer", {"type": "wait"}]}]],
        ["tool", [{"response": ["call_3", screen]}]],
        ["assistant", [{"call": ["call_4", "local_shell", {"type": "exec"}]}]],
        ["assistant", [{"call": ["call_5", "shell", {"commands": ["ls"]}]}]],
        ["assistant", [{"call": ["call_6", "apply_patch", {"type": "delete_file"}]}]],
        ["assistant", [{"server": ["call_7", "shell", hosted]}]],
        ["assistant", [{"other": ["mcp_approval_request", approval]}]],
        ["assistant", ["done", "no"]]
    ]);
    assert_eq!(messages(&body), expected);
}

#[test]
fn definitions_of_tools_are_read() {
    let body = json!({"input": "hi", "tools": [
        {"type": "function", "name": "now", "description": "the time", "parameters": {"type": "object"}, "strict": true},
        {"type": "web_search_preview", "search_context_size": "medium"},
        {"type": "mcp", "server_label": "deepwiki", "server_url": "https://example.com"},
        {"type": "custom", "name": "sh", "format": {"type": "text"}}
    ]});
    let expected = json!([
        ["function", "now", "the time", {"type": "object"}],
        ["web_search_preview", "web_search_preview", null, null],
        ["mcp", "deepwiki", null, null],
        ["custom", "sh", null, null]
    ]);
    assert_eq!(tools(&body), expected);
}

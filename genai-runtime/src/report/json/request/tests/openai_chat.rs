//! OpenAI's chat completions, completions and embeddings.

use serde_json::{Value, json};

use super::{messages, reported, tools};
use crate::report::RequestFacts;
use crate::report::value::Integer as _;

#[test]
fn every_parameter_is_read() {
    let (facts, _) = reported(&json!({
        "model": "gpt-4o", "messages": [], "temperature": 0.5, "top_p": 0.25,
        "frequency_penalty": -1, "presence_penalty": 2.0, "max_completion_tokens": 64, "seed": -3,
        "n": 2, "stop": "END", "reasoning_effort": "low", "stream": true, "service_tier": "flex",
        "response_format": {"type": "json_schema", "json_schema": {}}
    }));
    let expected = RequestFacts {
        model: Some("gpt-4o".to_owned()),
        temperature: Some(0.5),
        top_p: Some(0.25),
        frequency_penalty: Some(-1.0),
        presence_penalty: Some(2.0),
        max_tokens: 64_u8.integer(),
        seed: (-3_i8).integer(),
        choice_count: 2_u8.integer(),
        stop_sequences: Some(vec!["END".to_owned()]),
        reasoning_level: Some("low".to_owned()),
        output_type: Some("json".to_owned()),
        is_streaming: true,
        service_tier: Some("flex".to_owned()),
        api_type: Some("chat_completions".to_owned()),
        ..RequestFacts::default()
    };
    assert_eq!(facts, expected);
}

#[test]
fn formats_and_modalities_give_the_output_type() {
    let kind = |key: &str, value: Value| {
        let mut body = json!({"messages": []});
        body[key] = value;
        reported(&body).0.output_type
    };
    let json = Some("json".to_owned());
    assert_eq!(
        kind("response_format", json!({"type": "json_object"})),
        json
    );
    let text = kind("response_format", json!({"type": "text"}));
    assert_eq!(text.as_deref(), Some("text"));
    let speech = kind("modalities", json!(["text", "audio"]));
    assert_eq!(speech.as_deref(), Some("speech"));
    assert_eq!(kind("response_format", json!({"type": "grammar"})), None);
    assert_eq!(kind("response_format", json!(null)), None);
}

#[test]
fn the_whole_history_is_reported() {
    let body = json!({"model": "m", "messages": [
        {"role": "system", "content": "be brief"},
        {"role": "developer", "content": [{"type": "text", "text": "be kind"}]},
        {"role": "user", "name": "ann", "content": "hi"},
        {"role": "assistant", "content": null, "refusal": "no", "tool_calls": [
            {"id": "c1", "type": "function", "function": {"name": "now", "arguments": "{\"zone\":\"CET\"}"}},
            {"id": "c2", "type": "custom", "custom": {"name": "sh", "input": "ls -l"}}
        ]},
        {"role": "tool", "tool_call_id": "c1", "content": "12:00"},
        {"role": "tool", "tool_call_id": "c2", "content": [{"type": "text", "text": "a"}]},
        {"role": "assistant", "function_call": {"name": "old", "arguments": "{}"}, "audio": {"id": "a1"}},
        {"role": "function", "name": "old", "content": "{\"ok\":true}"},
        {"role": "assistant", "reasoning_content": "hm", "content": [{"type": "refusal", "refusal": "never"}]}
    ]});
    let expected = json!([
        ["system", ["be brief"]],
        ["developer", ["be kind"]],
        ["user", "ann", ["hi"]],
        ["assistant", [
            "no",
            {"call": ["c1", "now", {"zone": "CET"}]},
            {"call": ["c2", "sh", "ls -l"]}
        ]],
        ["tool", [{"response": ["c1", "12:00"]}]],
        ["tool", [{"response": ["c2", [{"type": "text", "text": "a"}]]}]],
        ["assistant", [{"file": ["audio", null, "a1"]}, {"call": [null, "old", {}]}]],
        ["function", "old", [{"response": [null, {"ok": true}]}]],
        ["assistant", [{"reasoning": "hm"}, "never"]]
    ]);
    assert_eq!(messages(&body), expected);
}

#[test]
fn media_are_reported() {
    let body = json!({"messages": [{"role": "user", "content": [
        {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}},
        {"type": "image_url", "image_url": "https://example.com/mistral.png"},
        {"type": "input_audio", "input_audio": {"data": "UklG", "format": "wav"}},
        {"type": "file", "file": {"file_id": "file-1"}},
        {"type": "file", "file": {"filename": "a.pdf", "file_data": "data:application/pdf;base64,JVBE"}},
        {"type": "video_url", "video_url": {"url": "https://example.com/a.mp4"}},
        {"type": "something_new", "depth": 3}
    ]}]});
    let expected = json!([["user", [
        {"uri": ["image", null, "https://example.com/a.png"]},
        {"blob": ["image", "image/png", "aGk="]},
        {"uri": ["image", null, "https://example.com/mistral.png"]},
        {"blob": ["audio", "audio/wav", "UklG"]},
        {"file": ["document", null, "file-1"]},
        {"blob": ["document", "application/pdf", "JVBE"]},
        {"uri": ["video", null, "https://example.com/a.mp4"]},
        {"other": ["something_new", {"type": "something_new", "depth": 3}]}
    ]]]);
    assert_eq!(messages(&body), expected);
}

#[test]
fn definitions_of_tools_are_read() {
    let schema = json!({"type": "object", "properties": {"parameters": {"type": "string"}}});
    let body = json!({
        "messages": [],
        "tools": [
            {"type": "function", "function": {"name": "now", "description": "the time", "parameters": schema}},
            {"type": "function", "function": {"name": "bare"}},
            {"type": "custom", "custom": {"name": "sh", "description": "a shell"}}
        ],
        "functions": [{"name": "old", "parameters": schema}]
    });
    let expected = json!([
        ["function", "now", "the time", schema],
        ["function", "bare", null, null],
        ["custom", "sh", null, null],
        ["function", "old", null, schema]
    ]);
    assert_eq!(tools(&body), expected);
}

#[test]
fn prompts_of_completions_are_reported_as_messages_of_the_user() {
    let (facts, input) =
        reported(&json!({"model": "m", "prompt": "once", "max_tokens": 5, "stop": ["a", "b"]}));
    assert_eq!(facts.max_tokens, 5_u8.integer());
    assert_eq!(facts.api_type, None);
    let stops = facts.stop_sequences.unwrap();
    assert_eq!(stops, ["a", "b"]);
    assert_eq!(input.bytes, Some(4));
    let prompts = messages(&json!({"model": "m", "prompt": ["once", "twice"]}));
    assert_eq!(prompts, json!([["user", ["once"]], ["user", ["twice"]]]));
    // Token ids are not reported.
    assert_eq!(messages(&json!({"prompt": [[1, 2], [3]]})), json!([]));
}

#[test]
fn the_format_and_the_dimensions_of_embeddings_are_read() {
    let (facts, input) = reported(&json!({
        "model": "e", "input": ["one", "two"], "encoding_format": "base64", "dimensions": 256
    }));
    assert_eq!(facts.encoding_formats.unwrap(), ["base64"]);
    assert_eq!(facts.embedding_dimensions, 256_u16.integer());
    assert_eq!(input.bytes, Some(6));
}

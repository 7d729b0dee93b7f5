//! How formats are recognised: JSON that models write may share some of their keys, and the smallest responses of
//! servers have enough of them.

use serde_json::json;

use super::facts::{facts, reasons};
use crate::report::ResponseFacts;

#[test]
fn similar_json_in_generated_content_is_not_a_response() {
    for written in [
        json!({"id": "bob-smith-1970", "model": "Bob Smith", "choices": [{"id": "a", "text": "Call bob"}]}),
        json!({"id": "quiz", "model": "Bob Smith", "choices": ["Paris", "Rome"]}),
        json!({"id": "quiz", "model": "Bob Smith", "choices": []}),
        json!({"id": "quiz", "model": "Bob Smith", "choices": [{"text": "Paris", "index": 0}]}),
        json!({"id": "quiz", "model": "Bob Smith", "choices": [{"message": "Paris", "index": 0}]}),
        json!({"object": "list", "model": "Bob Smith", "choices": [{"text": "Paris"}]}),
        json!({"choices": [{"text": "Paris"}], "error": {"message": "Bob Smith failed"}}),
        json!({"id": "bob", "model": "Bob Smith", "usage": {"completion_tokens": "none"}}),
        json!({"model": "Bob Smith", "system_fingerprint": "a thumb"}),
        json!({"model": "Bob Smith", "data": [{"embedding": [1, 2]}]}),
        json!({"model": "Bob Smith", "data": [{"embedding": [1, 2]}], "usage": "daily"}),
        json!({"type": "error", "code": "Bob.Smith", "message": "m", "line": 3}),
        json!({"type": "error", "code": "Bob.Smith", "message": "m", "line": 3, "param": "p"}),
        json!([{"type": "warning"}, {"type": "error", "code": "Bob.Smith", "message": "m"}]),
        json!({"object": "error", "code": "Bob.Smith", "message": "m", "severity": "high"}),
        json!({"candidates": [{"name": "Bob Smith"}, {"name": "Ann"}], "modelVersion": "Bob Smith"}),
        json!({"candidates": [{"content": "Bob Smith"}], "error": {"message": "too few"}}),
        json!({"candidates": []}),
        json!({"task": "x", "model": "Bob Smith", "done": false}),
        json!({"message": "call Bob", "model": "Bob Smith", "done": true}),
        json!({"message": {"to": "Bob"}, "model": "Bob Smith", "done": true}),
        json!({"output": {"message": "hello Bob"}}),
        json!({"output": {"message": {"content": "hello Bob"}}, "stopReason": "bob"}),
        json!({"metadata": {"stopReason": "bob"}}),
        json!({
            "type": "message", "id": "patient-7", "model": "Bob", "usage": "daily",
            "content": [{"type": "text", "text": "x"}]
        }),
        json!({"type": "message", "id": "patient-7", "model": "Bob", "content": [], "usage": null}),
        json!({"type": "message", "model": "Bob", "content": [], "stop_reason": "bob", "role": "nurse"}),
        json!({"type": "completion", "model": "Bob", "completion": "80%"}),
        json!({"object": "response", "id": "patient-7", "model": "Bob"}),
        json!({"type": "response.late", "response": {"id": "patient-7", "model": "Bob"}}),
    ] {
        assert_eq!(facts([&written]), ResponseFacts::default(), "{written}");
    }
}

/// Each has a model and a text of two bytes.
#[test]
fn the_smallest_responses_are_recognised() {
    for least in [
        json!({"model": "m", "choices": [{"message": {"content": "hi"}}]}),
        json!({"model": "m", "choices": [{"delta": {"content": "hi"}}]}),
        json!({"model": "m", "choices": [{"index": 0, "delta": {"content": "hi"}, "finish_reason": null}]}),
        json!({"model": "m", "choices": [{"text": "hi", "finish_reason": null}]}),
        json!({"model": "m", "choices": [{"text": "hi", "stop_reason": "stop"}]}),
        json!({"model": "m", "choices": [{"text": "hi", "index": 0, "logprobs": null}]}),
        json!({"model": "m", "choices": [{"text": "hi", "index": 0}], "created": 1}),
        json!({"model": "m", "choices": [{"text": "hi"}], "object": "text_completion"}),
        json!({"model": "m", "choices": [{"text": "hi"}], "usage": {"prompt_tokens": 1}}),
        json!({"modelVersion": "m", "candidates": [{"content": {"parts": [{"text": "hi"}]}}]}),
        json!({"model": "m", "message": {"content": "hi"}, "done": false}),
        json!({"model": "m", "response": "hi", "done": false}),
        json!({"model": "m", "created_at": "2026-01-01T00:00:00Z", "thinking": "hi", "done": false}),
        json!({
            "type": "message", "model": "m", "content": [{"type": "text", "text": "hi"}],
            "usage": {"output_tokens": 1}
        }),
        json!({
            "type": "message", "role": "assistant", "model": "m", "stop_reason": null,
            "content": [{"type": "text", "text": "hi"}]
        }),
        json!({"type": "completion", "model": "m", "completion": "hi", "stop_reason": null}),
        json!({
            "object": "response", "model": "m",
            "output": [{"type": "message", "content": [{"type": "output_text", "text": "hi"}]}]
        }),
    ] {
        let facts = facts([&least]);
        assert_eq!(facts.model.as_deref(), Some("m"), "{least}");
        assert_eq!(facts.output_bytes, 2, "{least}");
    }
}

/// First and last chunks of a stream.
#[test]
fn chunks_without_text_are_recognised() {
    for chunk in [
        json!({
            "choices": [], "created": 0, "id": "", "model": "m", "object": "",
            "prompt_filter_results": [{"prompt_index": 0}]
        }),
        json!({"choices": [], "model": "m", "prompt_filter_results": []}),
        json!({"choices": [], "model": "m", "object": "chat.completion.chunk"}),
        json!({"choices": [], "model": "m", "x_groq": {"id": "req_1"}}),
        json!({"choices": [], "model": "m", "usage": {"prompt_tokens": 1, "completion_tokens": 2}}),
        json!({"choices": [{"index": 0, "delta": {}}], "model": "m"}),
        json!({"model": "m", "system_fingerprint": "fp", "object": "chat.completion"}),
        json!({"model": "m", "object": "list", "data": [{"embedding": [1]}]}),
        json!({"model": "m", "data": [{"embedding": [1]}], "usage": {"total_tokens": 3}}),
        json!({"candidates": [{"content": {}, "index": 0}], "modelVersion": "m"}),
        json!({"candidates": [{"safetyRatings": []}], "modelVersion": "m"}),
        json!({"model": "m", "created_at": "2026-01-01T00:00:00Z", "done": true, "done_reason": "load"}),
        json!({"type": "response.created", "response": {"model": "m", "status": "queued"}}),
    ] {
        let facts = facts([&chunk]);
        assert_eq!(facts.model.as_deref(), Some("m"), "{chunk}");
    }
}

#[test]
fn the_reason_in_a_last_chunk_without_a_message_is_read() {
    for end in [
        json!({"choices": [{"index": 0, "finish_reason": "length"}]}),
        json!({"choices": [{"index": 0, "delta": null, "finish_reason": "length"}]}),
        json!({"candidates": [{"finishReason": "length"}]}),
        json!({"output": {"message": {"content": []}}, "stopReason": "length"}),
        json!({"messageStop": {"stopReason": "length", "p": "abc", "other": 1}}),
    ] {
        assert_eq!(reasons(&facts([&end])), [Some("length")], "{end}");
    }
}

#[test]
fn errors_with_the_keys_of_a_response_are_read() {
    for value in [
        // OpenRouter, in the middle of a stream.
        json!({
            "id": "gen-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "provider": "p",
            "error": {"code": "server_error", "message": "upstream"},
            "choices": [{"index": 0, "delta": {"content": ""}, "finish_reason": "error"}]
        }),
        json!({"type": "error", "code": "server_error", "message": "m", "param": null}),
        json!({"object": "error", "message": "m", "type": "server_error", "param": null, "code": null}),
        json!({"object": "error", "message": "m", "code": "server_error", "raw_status_code": 500}),
    ] {
        let error = facts([&value]).error.unwrap();
        assert_eq!(error.class, "server_error", "{value}");
    }
}

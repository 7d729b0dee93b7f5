//! Values that are in no format, and values of any shape.

use serde_json::json;

use super::facts::facts;
use crate::report::{ResponseFacts, Usage};

#[test]
fn other_json_reports_nothing() {
    for value in [
        json!(null),
        json!(1.5),
        json!("text"),
        json!([1, 2, [3]]),
        json!({}),
        json!({"id": "order-7", "model": "T", "type": "car", "usage": "daily"}),
        json!({"choices": 3, "usage": []}),
        json!({"object": "list", "data": [{"id": "gpt-4o", "object": "model"}]}),
        json!({"candidates": "none", "usageMetadata": 4}),
        json!({"metadata": {"usage": "internal"}, "message": "hello"}),
        json!({"message": {"content": []}, "meta": {"page": 2}}),
        json!({"done": "yes", "response": 7}),
        json!({"predictions": [{"embeddings": 3}, {"label": "rain"}]}),
    ] {
        assert_eq!(facts([&value]), ResponseFacts::default(), "{value}");
    }
}

/// JSON that a model wrote may have the keys of a format.
#[test]
fn a_sentence_is_not_a_finish_reason() {
    let sentence = "Bob Smith is still feverish";
    for value in [
        json!({"choices": [{"text": "a", "finish_reason": sentence}]}),
        json!({"object": "response", "status": "incomplete", "incomplete_details": {"reason": sentence}}),
        json!({"type": "message", "content": [], "stop_reason": sentence}),
        json!({"type": "message_delta", "delta": {"stop_reason": sentence}}),
        json!({"candidates": [{"finishReason": sentence}]}),
        json!({"promptFeedback": {"blockReason": sentence}}),
        json!({"stopReason": sentence}),
        json!({"output": {"message": {}}, "stopReason": sentence}),
        json!({"done": true, "done_reason": sentence}),
        json!({"finish_reason": sentence, "meta": {"tokens": {}}}),
        json!({"finish_reason": sentence, "text": "a", "is_finished": true}),
        json!({"inputTextTokenCount": 1, "results": [{"outputText": "a", "completionReason": sentence}]}),
        json!({"inputTextTokenCount": 1, "outputText": "a", "completionReason": sentence}),
        json!({"generation": "a", "generation_token_count": 1, "stop_reason": sentence}),
        json!({"outputs": [{"text": "a", "stop_reason": sentence}]}),
        json!({"prompt": {"tokens": []}, "completions": [{"data": {"text": "a"}, "finishReason": {"reason": sentence}}]}),
    ] {
        let facts = facts([&value]);
        let mut reasons = facts.finish_reasons.iter().flatten();
        assert!(reasons.all(|reason| reason != sentence), "{value}");
    }
    let stopped = json!({"id": "patient-7", "stopReason": "feverish"});
    assert_eq!(facts([&stopped]), ResponseFacts::default());
}

#[test]
fn an_array_of_chunks_is_read_as_a_stream() {
    let chunk = |tokens: u64| json!({"usageMetadata": {"promptTokenCount": 5, "candidatesTokenCount": tokens}});
    let facts = facts([&json!([chunk(2), chunk(9), "trailer"])]);
    assert_eq!(facts.usage, Usage::new().input(5).output(9));
}

/// The keys of all formats, nested, over every kind of value.
#[test]
fn no_json_causes_a_panic() {
    let keys = [
        "type",
        "object",
        "id",
        "model",
        "choices",
        "index",
        "delta",
        "message",
        "content",
        "tool_calls",
        "function",
        "usage",
        "response",
        "output",
        "item",
        "output_index",
        "content_block",
        "candidates",
        "parts",
        "functionCall",
        "usageMetadata",
        "meta",
        "messageStart",
        "contentBlockDelta",
        "contentBlockIndex",
        "stopReason",
        "generations",
        "done",
        "embeddings",
        "data",
        "event_type",
        "interaction",
        "steps",
        "step",
        "transcript",
        "results",
        "outputText",
        "inputTextTokenCount",
        "generation",
        "generation_token_count",
        "outputs",
        "completions",
        "prompt",
        "is_finished",
        "text",
        "amazon-bedrock-invocationMetrics",
    ];
    let kinds = [
        json!(null),
        json!(true),
        json!(-1),
        json!(u64::MAX),
        json!(0.5),
        json!("message_start"),
        json!("content-delta"),
        json!("response.output_item.added"),
        json!([]),
        json!([null, 1, "a", {}, [[]]]),
        json!({}),
    ];
    for kind in &kinds {
        let mut value = kind.clone();
        for depth in 0..4 {
            let object = keys.map(|key| (key.to_owned(), value.clone()));
            let mut object = serde_json::Value::from_iter(object);
            for marker in [
                "message_delta",
                "message-end",
                "response.completed",
                "step.delta",
            ] {
                object["type"] = json!(marker);
                object["event_type"] = json!(marker);
                facts([&object]);
            }
            value = if depth % 2 == 0 {
                json!([object])
            } else {
                object
            };
            facts([&value]);
            if depth == 1 {
                break;
            }
        }
    }
}

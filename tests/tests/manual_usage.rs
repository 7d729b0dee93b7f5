//! Events that a function reports one by one are recorded like a stream of the same events.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use futures::executor::block_on;
use futures::stream::{self, Stream, StreamExt};
use genai_runtime::testing::{CapturedSpan, capture};
use genai_runtime::{ContentCapture, llm_span};
use serde_json::{Value, json};

#[llm_span(system = "openai", model = "m")]
fn followed(events: Vec<Value>) -> impl Stream<Item = Value> {
    stream::iter(events)
}

#[llm_span(system = "openai", model = "m", usage = manual)]
fn reported(events: &[Value]) {
    for event in events {
        genai_runtime::report(event);
    }
}

/// The span of a call with captured content.
fn span_of(call: impl FnOnce()) -> CapturedSpan {
    let capture = capture().with_content(ContentCapture::SpanOnly);
    capture.run(call);
    capture.only_span()
}

fn messages(span: &CapturedSpan) -> Value {
    let messages = span.text("gen_ai.output.messages").unwrap();
    serde_json::from_str(&messages).unwrap()
}

#[test]
fn events_reported_one_by_one_are_recorded_like_a_stream_of_them() {
    let anthropic =
        |kind: &str, key: &str, value: Value| json!({"type": kind, "index": 0, key: value});
    let tool = json!({"type": "tool_use", "id": "t", "name": "weather", "input": {}});
    let fragment = |text: &str| json!({"type": "input_json_delta", "partial_json": text});
    let perplexity = |whole: &str, fragment: &str| {
        let (message, delta) = (json!({"content": whole}), json!({"content": fragment}));
        json!({"choices": [{"index": 0, "message": message, "delta": delta, "finish_reason": "stop"}]})
    };
    let gemini = |name: &str| {
        let part = json!({"functionCall": {"name": name, "args": {}}});
        json!({"candidates": [{"content": {"parts": [part]}, "finishReason": "STOP"}]})
    };
    for events in [
        vec![
            anthropic("content_block_start", "content_block", tool),
            anthropic("content_block_delta", "delta", fragment("{\"c\":")),
            anthropic("content_block_delta", "delta", fragment("\"Oslo\"}")),
            json!({"type": "message_delta", "delta": {"stop_reason": "tool_use"}}),
        ],
        vec![
            perplexity("Hel", "Hel"),
            perplexity("Hello", "lo"),
            perplexity("Hello", ""),
        ],
        vec![gemini("weather"), gemini("news")],
    ] {
        let by_hand = span_of(|| reported(&events));
        let count = events.len();
        let expected = span_of(|| assert_eq!(block_on(followed(events).count()), count));
        assert_eq!(messages(&by_hand), messages(&expected));
        let bytes = "genai_runtime.output.bytes";
        assert_eq!(by_hand.integer(bytes), expected.integer(bytes));
    }
}

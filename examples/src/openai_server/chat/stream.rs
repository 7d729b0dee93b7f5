//! A chat completion as server-sent events: the role, one chunk per token or tool call, the finish reason, the usage if
//! requested, `[DONE]`.

use std::convert::Infallible;

use axum::response::sse::{Event, Sse};
use futures::Stream;
use futures::stream;
use serde_json::{Value, json};

use super::completion::Completion;
use crate::openai_server::models::CREATED;

pub(super) fn events(
    completion: &Completion,
    include_usage: bool,
) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let done = Event::default().data("[DONE]");
    let events: Vec<Event> = chunks(completion, include_usage)
        .into_iter()
        .map(|chunk| Event::default().data(chunk.to_string()))
        .chain([done])
        .collect();
    Sse::new(stream::iter(events.into_iter().map(Ok)))
}

fn chunks(completion: &Completion, include_usage: bool) -> Vec<Value> {
    let mut chunks = Vec::new();
    for index in 0..completion.choices {
        let role = json!({"role": "assistant", "content": "", "refusal": null});
        chunks.push(choice(index, &role, None));
        for token in &completion.tokens {
            chunks.push(choice(index, &json!({"content": token}), None));
        }
        for (at, call) in completion.tool_calls.iter().enumerate() {
            let delta = json!({"tool_calls": [call.to_delta(at)]});
            chunks.push(choice(index, &delta, None));
        }
        chunks.push(choice(index, &json!({}), Some(completion.finish_reason)));
    }
    let mut bodies: Vec<Value> = chunks
        .into_iter()
        .map(|choice| chunk(completion, &[choice]))
        .collect();
    if include_usage {
        // Like OpenAI, sends `usage` in every chunk if requested: null in all but the last one, which has no choices.
        for body in &mut bodies {
            set_usage(body, Value::Null);
        }
        let mut last = chunk(completion, &[]);
        set_usage(&mut last, completion.usage());
        bodies.push(last);
    }
    bodies
}

fn choice(index: u32, delta: &Value, finish_reason: Option<&str>) -> Value {
    json!({"index": index, "delta": delta, "logprobs": null, "finish_reason": finish_reason})
}

fn chunk(completion: &Completion, choices: &[Value]) -> Value {
    json!({
        "id": completion.id,
        "object": "chat.completion.chunk",
        "created": CREATED,
        "model": completion.model,
        "service_tier": "default",
        "system_fingerprint": completion.system_fingerprint,
        "choices": choices,
    })
}

fn set_usage(body: &mut Value, usage: Value) {
    if let Some(body) = body.as_object_mut() {
        body.insert("usage".to_owned(), usage);
    }
}

//! Ollama's `/api/chat`, `/api/generate` and `/api/embed`, and the lines of their streams; and its older
//! `/api/embeddings`. Responses have no identifier.

use serde_json::Value;

use super::{arguments, at, elements, reason, text};
use crate::report::{CHOICE, Response};

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    let answers = is_answer(value);
    let counts = at(value, &["prompt_eval_count"]).is_some();
    if !answers && !counts {
        return report_lone_embedding(value, response);
    }
    response.model(text(value, "model"));
    if answers {
        // Older servers send `done` without `done_reason`.
        let is_done = value.get("done").and_then(Value::as_bool) == Some(true);
        let reason = reason(value, "done_reason").or(is_done.then_some("stop"));
        response
            .finish_reason(CHOICE, reason)
            .reasoning(CHOICE, value.get("thinking"))
            .text(CHOICE, value.get("response"));
    }
    if let Some(message) = at(value, &["message"]) {
        response
            .reasoning(CHOICE, message.get("thinking"))
            .text(CHOICE, message.get("content"));
        for call in elements(message.get("tool_calls")) {
            report_tool_call(call, response);
        }
    }
    if let Some(Value::Array(numbers)) = elements(value.get("embeddings")).next() {
        response.embedding_dimensions(numbers.len());
    }
    response
        .input_tokens(value.get("prompt_eval_count"))
        .output_tokens(value.get("eval_count"));
    true
}

/// `done` alone does not mark an answer: a list of tasks may have it, too.
fn is_answer(value: &Value) -> bool {
    let keys = ["role", "content", "thinking", "tool_calls"];
    let is_message = |message: &Value| keys.iter().any(|key| message.get(key).is_some());
    let is_text = |key| value.get(key).is_some_and(Value::is_string);
    value.get("done").is_some_and(Value::is_boolean)
        && (is_text("created_at")
            || is_text("response")
            || value.get("message").is_some_and(is_message))
}

/// A response of `/api/embeddings`: a single `embedding` and no other key.
fn report_lone_embedding(value: &Value, response: &mut Response<'_>) -> bool {
    let is_alone = value.as_object().is_some_and(|object| object.len() == 1);
    let Some(Value::Array(numbers)) = value.get("embedding").filter(|_| is_alone) else {
        return false;
    };
    let is_embedding = !numbers.is_empty() && numbers.iter().all(Value::is_number);
    if is_embedding {
        response.embedding_dimensions(numbers.len());
    }
    is_embedding
}

/// Calls are never split over the lines of a stream, and each line counts its own calls from 0.
fn report_tool_call(call: &Value, response: &mut Response<'_>) {
    let sink = response.next_tool_call(CHOICE).id(text(call, "id"));
    if let Some(function) = at(call, &["function"]) {
        let sink = sink.name(text(function, "name"));
        arguments(sink, function.get("arguments"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::report::json::facts::{facts, reasons};
    use crate::report::{ResponseFacts, Usage};

    #[test]
    fn the_lines_of_a_stream_add_up_to_the_whole_chat() {
        let line = |message: Value| json!({"model": "llama", "message": message, "done": false});
        let call = |city: &str| json!({"tool_calls": [{"function": {"name": "weather", "arguments": {"c": city}}}]});
        let lines = [
            line(json!({"role": "assistant", "content": "", "thinking": "hmm"})),
            line(json!({"role": "assistant", "content": "hello"})),
            line(call("Oslo")),
            line(call("Rome")),
            json!({
                "model": "llama", "message": {"role": "assistant", "content": ""}, "done": true,
                "done_reason": "stop", "prompt_eval_count": 26, "eval_count": 282
            }),
        ];
        let open = facts(&lines[..2]);
        assert_eq!((open.usage, reasons(&open)), (Usage::new(), vec![None]));
        let facts = facts(&lines);
        assert_eq!(facts.model.as_deref(), Some("llama"));
        assert_eq!(facts.id.get(), None);
        assert_eq!(reasons(&facts), [Some("stop")]);
        assert_eq!(facts.usage, Usage::new().input(26).output(282));
        assert_eq!(facts.output_bytes, 3 + 5 + 2 * 12);
        assert_eq!(facts.unnumbered_calls, 2);
    }

    #[test]
    fn a_generation_is_read() {
        let facts = facts([&json!({
            "model": "llama", "response": "hello", "done": true, "done_reason": "length", "eval_count": 9
        })]);
        assert_eq!(reasons(&facts), [Some("length")]);
        // `prompt_eval_count` is absent if the prompt was cached.
        assert_eq!(facts.usage, Usage::new().output(9));
        assert_eq!(facts.output_bytes, 5);
    }

    #[test]
    fn embeddings_have_no_choices() {
        let facts = facts([&json!({
            "model": "minilm", "embeddings": [[0.5, 0.25, 1], [0, 1, 2]], "prompt_eval_count": 8
        })]);
        assert!(facts.finish_reasons.is_empty());
        assert_eq!(facts.embedding_dimensions, Some(3));
        assert_eq!(facts.usage, Usage::new().input(8));
    }

    #[test]
    fn the_dimensions_of_a_single_embedding_are_reported() {
        let lone = facts([&json!({"embedding": [0.5, -1, 2]})]);
        assert_eq!(lone.embedding_dimensions, Some(3));
        assert!(lone.finish_reasons.is_empty());
        for other in [
            json!({"embedding": []}),
            json!({"embedding": ["a", "b"]}),
            json!({"embedding": [[1, 2]]}),
            json!({"embedding": [1, 2], "of": "a plan"}),
        ] {
            assert_eq!(facts([&other]), ResponseFacts::default(), "{other}");
        }
    }
}

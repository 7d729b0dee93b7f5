//! OpenAI's chat completions, completions and embeddings, and the chunks of their streams. Mistral, Groq, Together,
//! vLLM and many others have compatible APIs.

mod embedding;
mod shape;

use serde_json::Value;

use super::openai_counts::report_usage;
use super::{arguments, at, content, elements, first, index, reason, text};
use crate::report::Response;
use embedding::{dimensions, embedding, is_ranking};
use shape::is_completion;

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    let embedding = embedding(value);
    let has_no_output = embedding.is_some() || is_ranking(value);
    if !is_completion(value) && !has_no_output {
        return false;
    }
    response
        .id(text(value, "id"))
        .model(text(value, "model"))
        .service_tier(text(value, "service_tier"))
        .system_fingerprint(text(value, "system_fingerprint"));
    let has_begun = response.has_answered();
    for (position, choice) in elements(value.get("choices")).enumerate() {
        if let Some(index) = index(choice, "index", position) {
            report_choice(index, choice, has_begun, response);
        }
    }
    let usage = usage(value);
    if let Some(usage) = usage {
        report_usage(usage, response);
        if has_no_output && usage.get("prompt_tokens").is_none() {
            // Voyage sends only `total_tokens`, and all of them are input.
            response.input_tokens(usage.get("total_tokens"));
        }
    }
    if let Some(embedding) = embedding {
        response.embedding_dimensions(dimensions(embedding, value));
    }
    true
}

/// The usage, which Groq may send in `x_groq` and Moonshot in the last choice of a stream.
fn usage(value: &Value) -> Option<&Value> {
    let in_choices = || elements(value.get("choices")).find_map(|choice| at(choice, &["usage"]));
    first(value, &[&["usage"], &["x_groq", "usage"]]).or_else(in_choices)
}

fn report_choice(index: usize, choice: &Value, has_begun: bool, response: &mut Response<'_>) {
    // Mistral's models on Bedrock send `stop_reason`; vLLM sends both, with another meaning of `stop_reason`.
    let names = ["finish_reason", "stop_reason"];
    let name = names.into_iter().find(|name| choice.get(name).is_some());
    // OpenAI's first vision models sent `finish_details` instead.
    let details = at(choice, &["finish_details"]);
    // Writer's whole responses have no reason, so none is missing; the reason of a delta is yet to come.
    if name.is_some() || details.is_some() || choice.get("delta").is_some() {
        let own = name.and_then(|name| reason(choice, name));
        let in_details = || details.and_then(|details| reason(details, "type"));
        response.finish_reason(index, own.or_else(in_details));
    }
    match message(choice, has_begun) {
        Some(message) => report_message(index, message, response),
        // Beside a `delta`, Together repeats its content in `text`.
        None => drop(response.text(index, choice.get("text"))),
    }
}

/// The `message` or `delta` of a choice. Perplexity sends both: in a chunk, `message` repeats the answer so far; in a
/// whole response, `delta` is empty.
fn message(choice: &Value, has_begun: bool) -> Option<&Value> {
    match (at(choice, &["message"]), at(choice, &["delta"])) {
        (Some(message), Some(delta)) => {
            let is_chunk = has_begun || text(delta, "content").is_some();
            Some(if is_chunk { delta } else { message })
        }
        (message, delta) => message.or(delta),
    }
}

/// A whole message, or a delta of one.
fn report_message(choice: usize, message: &Value, response: &mut Response<'_>) {
    // Servers that send both names repeat the same text.
    let reasoning = text(message, "reasoning_content").or_else(|| text(message, "reasoning"));
    if reasoning.is_some() {
        response.reasoning(choice, reasoning);
    } else {
        report_reasoning_details(choice, message, response);
    }
    content(choice, message.get("content"), response);
    response
        .text(choice, message.get("refusal"))
        .text(choice, at(message, &["audio", "transcript"]));
    report_tool_calls(choice, message.get("tool_calls"), response);
    if let Some(function) = at(message, &["function_call"]) {
        let call = response.tool_call(choice, 0).name(text(function, "name"));
        arguments(call, function.get("arguments"));
    }
}

/// The `reasoning_details` of `OpenRouter` and `MiniMax`: texts, summaries, and encrypted parts, which are ignored.
fn report_reasoning_details(choice: usize, message: &Value, response: &mut Response<'_>) {
    for detail in elements(message.get("reasoning_details")) {
        response
            .reasoning(choice, detail.get("text"))
            .reasoning(choice, detail.get("summary"));
    }
}

/// Tool calls in OpenAI's format, which is also Cohere's.
pub(super) fn report_tool_calls(choice: usize, calls: Option<&Value>, response: &mut Response<'_>) {
    for (position, call) in elements(calls).enumerate() {
        if let Some(index) = index(call, "index", position) {
            report_tool_call(choice, index, call, response);
        }
    }
}

/// A tool call, or a delta of one.
pub(super) fn report_tool_call(
    choice: usize,
    index: usize,
    call: &Value,
    response: &mut Response<'_>,
) {
    let sink = response.tool_call(choice, index).id(text(call, "id"));
    if let Some(function) = at(call, &["function"]) {
        let sink = sink.name(text(function, "name"));
        arguments(sink, function.get("arguments"));
    } else if let Some(custom) = at(call, &["custom"]) {
        let sink = sink.name(text(custom, "name"));
        arguments(sink, custom.get("input"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[cfg(feature = "content")]
    use crate::report::json::facts::parts;
    use crate::report::json::facts::{facts, reasons};
    use crate::report::{ResponseFacts, Usage};

    #[test]
    fn a_chat_completion_is_read() {
        let facts = facts([&json!({
            "id": "chatcmpl-1", "model": "gpt-4o-mini-2024-07-18", "service_tier": "default",
            "choices": [
                {"index": 1, "finish_reason": "length", "message": {"content": "four", "refusal": null}},
                {"index": 0, "finish_reason": "tool_calls", "message": {"content": null, "tool_calls": [
                    {"id": "call_1", "type": "function", "function": {"name": "now", "arguments": "{\"z\":1}"}},
                    {"id": "call_2", "type": "custom", "custom": {"name": "sh", "input": "ls"}}
                ]}}
            ],
            "usage": {
                "prompt_tokens": 30, "completion_tokens": 12, "total_tokens": 42,
                "prompt_tokens_details": {"cached_tokens": 10},
                "completion_tokens_details": {"reasoning_tokens": 4}
            }
        })]);
        assert_eq!(facts.id.get(), Some("chatcmpl-1"));
        assert_eq!(facts.model.as_deref(), Some("gpt-4o-mini-2024-07-18"));
        assert_eq!(facts.service_tier.as_deref(), Some("default"));
        assert_eq!(reasons(&facts), [Some("tool_calls"), Some("length")]);
        let expected = Usage::new()
            .input(30)
            .output(12)
            .cache_read(10)
            .reasoning(4);
        assert_eq!(facts.usage, expected);
        assert_eq!(facts.output_bytes, 4 + 7 + 2);
    }

    #[test]
    fn the_chunks_of_a_stream_add_up_to_the_whole_completion() {
        let chunk = |delta, reason: Option<&str>| {
            json!({
                "id": "c", "object": "chat.completion.chunk", "model": "m",
                "choices": [{"index": 0, "delta": delta, "finish_reason": reason}], "usage": null
            })
        };
        let call =
            |text: &str| json!({"tool_calls": [{"index": 1, "function": {"arguments": text}}]});
        let chunks = [
            // Azure's first chunk has the results of its content filter, and neither identifier nor model.
            json!({"id": "", "model": "", "choices": []}),
            chunk(json!({"role": "assistant", "content": ""}), None),
            chunk(json!({"reasoning_content": "hm", "reasoning": "hm"}), None),
            chunk(json!({"content": "hel"}), None),
            chunk(json!({"content": "lo"}), None),
            chunk(call("{\"a\""), None),
            chunk(call(":1}"), Some("tool_calls")),
            json!({"id": "", "choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 9}}),
        ];
        let facts = facts(&chunks);
        assert_eq!(facts.id.get(), Some("c"));
        assert_eq!(facts.model.as_deref(), Some("m"));
        assert_eq!(reasons(&facts), [Some("tool_calls")]);
        assert_eq!(facts.output_bytes, 2 + 5 + 7);
        assert_eq!(facts.usage, Usage::new().input(3).output(9));
    }

    #[test]
    fn providers_own_fields_are_read() {
        let groq = json!({"choices": [], "x_groq": {"usage": {"prompt_tokens": 4, "completion_tokens": 2}}});
        assert_eq!(facts([&groq]).usage, Usage::new().input(4).output(2));
        let deepseek =
            json!({"choices": [], "usage": {"prompt_tokens": 9, "prompt_cache_hit_tokens": 8}});
        assert_eq!(
            facts([&deepseek]).usage,
            Usage::new().input(9).cache_read(8)
        );
        let mistral = json!({"choices": [{"message": {
            "content": [
                {"type": "thinking", "thinking": [{"type": "text", "text": "well"}]},
                {"type": "text", "text": "yes"}
            ],
            "tool_calls": [{"id": "t", "function": {"name": "f", "arguments": {"a": 1}}}]
        }}]});
        assert_eq!(facts([&mistral]).output_bytes, 4 + 3 + 7);
    }

    #[cfg(feature = "content")]
    #[test]
    fn every_key_for_reasoning_is_read() {
        let summary = json!([{"type": "summary_text", "text": "hmm"}]);
        let details = json!([
            {"type": "reasoning.summary", "summary": "h"}, {"type": "reasoning.encrypted", "data": "c2ln"},
            {"type": "reasoning.text", "text": "mm"}
        ]);
        for message in [
            json!({"content": [{"type": "reasoning", "summary": summary}, {"type": "text", "text": "hi"}]}),
            json!({"content": "hi", "reasoning": null, "reasoning_details": details}),
            json!({"content": "hi", "reasoning": "hmm", "reasoning_details": details}),
        ] {
            let reported = parts([&json!({"choices": [{"index": 0, "message": message}]})]);
            let expected = json!([
                {"type": "reasoning", "content": "hmm"}, {"type": "text", "content": "hi"}
            ]);
            assert_eq!(reported, expected, "{message}");
        }
        let written = json!([{"type": "text", "text": "hi", "summary": "hmm"}]);
        let reported = parts([&json!({"choices": [{"message": {"content": written}}]})]);
        assert_eq!(reported, json!([{"type": "text", "content": "hi"}]));
    }

    #[test]
    fn a_choice_without_an_index_counts_by_its_position() {
        let facts = facts([&json!({"choices": [
            {"text": "a", "finish_reason": "stop"},
            {"index": -2, "text": "nowhere", "finish_reason": "stop"},
            {"text": "bc", "finish_reason": null}
        ]})]);
        assert_eq!(reasons(&facts), [Some("stop"), None, None]);
        assert_eq!(facts.output_bytes, 3);
    }

    #[test]
    fn the_reason_may_be_in_finish_details() {
        let details = json!({"type": "max_tokens"});
        for choice in [
            json!({"message": {"content": "a tree"}, "finish_details": details}),
            json!({"message": {"content": "a tree"}, "finish_details": details, "finish_reason": null}),
        ] {
            let facts = facts([&json!({"choices": [choice]})]);
            assert_eq!(reasons(&facts), [Some("max_tokens")], "{choice}");
        }
    }

    #[test]
    fn responses_without_finish_reasons_have_no_unfinished_choice() {
        let whole = |choice| facts([&json!({"choices": [choice], "model": "palmyra-x4"})]);
        let silent = whole(json!({"text": "a joke", "log_probs": null}));
        assert!(silent.finish_reasons.is_empty());
        assert_eq!(silent.output_bytes, 6);
        for open in [
            json!({"text": "a joke", "finish_reason": null}),
            json!({"delta": {"content": "a joke"}}),
        ] {
            assert_eq!(reasons(&whole(open)), [None]);
        }
    }

    #[test]
    fn an_invalid_count_marks_the_usage_as_inconsistent() {
        let facts =
            facts([&json!({"usage": {"prompt_tokens": "many", "completion_tokens": null}})]);
        assert_eq!(facts.usage, Usage::new());
        assert!(facts.is_inconsistent());
        assert_ne!(facts, ResponseFacts::default());
    }
}

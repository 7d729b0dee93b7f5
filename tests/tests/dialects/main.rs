//! Servers whose responses deviate from the format that they imitate: spans record what is meant.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod tools;

use futures::executor::block_on;
use futures::stream::{self, Stream, StreamExt};
use genai_runtime::testing::{CapturedSpan, capture};
use genai_runtime::{ContentCapture, llm_span};
use serde_json::{Value, json};

#[llm_span(system = "openai", model = "recorded")]
fn streamed(chunks: Vec<Value>) -> impl Stream<Item = Value> {
    stream::iter(chunks)
}

#[llm_span(system = "openai", operation = "embeddings", model = "recorded")]
fn embedded(answer: Value) -> Value {
    answer
}

/// The span of a stream with captured content.
fn span_of(chunks: impl IntoIterator<Item = Value>) -> CapturedSpan {
    let chunks = chunks.into_iter().collect();
    let capture = capture().with_content(ContentCapture::SpanOnly);
    capture.run(|| block_on(streamed(chunks).count()));
    capture.only_span()
}

/// The parts of the first message.
fn parts(span: &CapturedSpan) -> Value {
    let messages = span.text("gen_ai.output.messages").unwrap();
    let messages: Value = serde_json::from_str(&messages).unwrap();
    messages.pointer("/0/parts").unwrap().clone()
}

fn chunk(choice: &Value) -> Value {
    json!({"id": "c", "object": "chat.completion.chunk", "model": "m", "choices": [choice]})
}

fn usage(usage: &Value) -> Value {
    json!({"id": "c", "model": "m", "choices": [], "usage": usage})
}

#[test]
fn a_fragment_that_its_chunk_repeats_counts_once() {
    let piece = |text: &str| chunk(&json!({"index": 0, "text": text, "delta": {"content": text}}));
    let span = span_of([piece("The"), piece(" Latin")]);
    assert_eq!(
        parts(&span),
        json!([{"type": "text", "content": "The Latin"}])
    );
    assert_eq!(span.integer("genai_runtime.output.bytes"), Some(9));
}

#[test]
fn a_chunk_that_repeats_the_whole_answer_counts_as_its_fragment() {
    let cumulative = |whole: &str, fragment: &str| {
        let message = json!({"role": "assistant", "content": whole});
        let delta = json!({"role": "assistant", "content": fragment});
        chunk(&json!({"index": 0, "message": message, "delta": delta, "finish_reason": null}))
    };
    let stream = [
        cumulative("Hel", "Hel"),
        cumulative("Hello", "lo"),
        cumulative("Hello there", " there"),
        cumulative("Hello there", ""),
    ];
    for (answer, text) in [
        (stream.to_vec(), "Hello there"),
        (vec![cumulative("All at once", "")], "All at once"),
    ] {
        let span = span_of(answer);
        assert_eq!(parts(&span), json!([{"type": "text", "content": text}]));
    }
}

#[test]
fn a_transcript_of_audio_is_text() {
    let transcript = |audio: &Value| chunk(&json!({"index": 0, "delta": {"audio": audio}}));
    let span = span_of([
        transcript(&json!({"id": "audio_1", "transcript": "good"})),
        transcript(&json!({"transcript": " day"})),
        transcript(&json!({"data": "UklGRg=="})),
    ]);
    assert_eq!(
        parts(&span),
        json!([{"type": "text", "content": "good day"}])
    );
}

#[test]
fn reasoning_tokens_that_are_counted_separately_are_output() {
    for (counts, output) in [
        // xAI.
        ([32, 9, 94, 135], 103),
        ([10_120, 3000, 2809, 15_929], 5809),
        // OpenAI.
        ([32, 103, 94, 135], 103),
        // Perplexity, whose total does not include it.
        ([33, 7163, 73_305, 7196], 80_468),
    ] {
        let [prompt, completion, reasoning, total] = counts;
        let span = span_of([usage(&json!({
            "prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": total,
            "completion_tokens_details": {"reasoning_tokens": reasoning}
        }))]);
        assert_eq!(span.integer("gen_ai.usage.output_tokens"), Some(output));
        let key = "gen_ai.usage.reasoning.output_tokens";
        assert_eq!(span.integer(key), Some(reasoning));
        assert!(span.attribute("genai_runtime.usage.inconsistent").is_none());
    }
}

#[test]
fn reasoning_tokens_of_responses_that_are_counted_separately_are_output() {
    for (counts, output) in [([32, 9, 94, 135], 103), ([33, 7, 73, 40], 80)] {
        let [input, visible, reasoning, total] = counts;
        let span = span_of([json!({"object": "response", "usage": {
            "input_tokens": input, "output_tokens": visible, "total_tokens": total,
            "output_tokens_details": {"reasoning_tokens": reasoning}
        }})]);
        assert_eq!(span.integer("gen_ai.usage.output_tokens"), Some(output));
        assert!(span.attribute("genai_runtime.usage.inconsistent").is_none());
    }
}

#[test]
fn cached_tokens_are_read_under_all_their_names() {
    let read = "gen_ai.usage.cache_read.input_tokens";
    let written = "gen_ai.usage.cache_creation.input_tokens";
    for (added, key) in [
        (json!({"cached_tokens": 8}), read),
        (json!({"num_cached_tokens": 8}), read),
        (json!({"prompt_cache_hit_tokens": 8}), read),
        (json!({"cache_read_input_tokens": 8}), read),
        (json!({"cache_creation_input_tokens": 8}), written),
        (
            json!({"prompt_tokens_details": {"cache_write_tokens": 8}}),
            written,
        ),
        (
            json!({"prompt_tokens_details": {"cache_creation_tokens": 8}}),
            written,
        ),
    ] {
        let mut counts = added.clone();
        counts["prompt_tokens"] = json!(10);
        let span = span_of([usage(&counts)]);
        assert_eq!(span.integer(key), Some(8), "{added}");
        assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(10));
    }
}

#[test]
fn usage_in_the_last_choice_is_read() {
    let counts = json!({"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5});
    let last =
        json!({"index": 0, "delta": {"content": ""}, "finish_reason": "stop", "usage": counts});
    let span = span_of([chunk(&last)]);
    assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(3));
    assert_eq!(span.integer("gen_ai.usage.output_tokens"), Some(2));
}

#[test]
fn finish_reasons_with_other_names_or_without_values_are_read() {
    let reasons = |chunks: Vec<Value>| span_of(chunks).texts("gen_ai.response.finish_reasons");
    let ends = |reason: &str| chunk(&json!({"index": 0, "delta": {}, "finish_reason": reason}));
    // Fields without a value are "".
    assert_eq!(reasons(vec![ends("")]), Some(vec!["error".into()]));
    assert_eq!(
        reasons(vec![ends("stop"), ends("")]),
        Some(vec!["stop".into()])
    );
    // vLLM adds the stop sequence to the reason.
    let stopped = json!({"index": 0, "delta": {}, "finish_reason": "length", "stop_reason": "."});
    assert_eq!(reasons(vec![chunk(&stopped)]), Some(vec!["length".into()]));
    let open = json!({"index": 0, "delta": {}, "finish_reason": null, "stop_reason": "."});
    assert_eq!(reasons(vec![chunk(&open)]), Some(vec!["error".into()]));
    let bedrock =
        json!({"choices": [{"index": 0, "message": {"content": "hi"}, "stop_reason": "stop"}]});
    assert_eq!(reasons(vec![bedrock]), Some(vec!["stop".into()]));
    let ollama = json!({"model": "llama2", "response": "", "done": true});
    assert_eq!(reasons(vec![ollama]), Some(vec!["stop".into()]));
    let claude = json!({"type": "completion", "id": "compl_1", "model": "claude-2", "completion": " Hi", "stop_reason": "stop_sequence"});
    assert_eq!(reasons(vec![claude]), Some(vec!["stop_sequence".into()]));
}

#[test]
fn streams_of_coheres_older_api_are_read() {
    let span = span_of([
        json!({"is_finished": false, "event_type": "stream-start", "generation_id": "g"}),
        json!({"is_finished": false, "event_type": "text-generation", "text": "hel"}),
        json!({"is_finished": false, "event_type": "text-generation", "text": "lo"}),
        json!({"is_finished": true, "event_type": "stream-end", "finish_reason": "COMPLETE", "response": {
            "response_id": "r", "text": "hello", "generation_id": "g",
            "meta": {"billed_units": {"input_tokens": 5, "output_tokens": 2}}
        }}),
    ]);
    assert_eq!(parts(&span), json!([{"type": "text", "content": "hello"}]));
    assert_eq!(span.text("gen_ai.response.id").as_deref(), Some("r"));
    assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(5));
    assert_eq!(span.integer("gen_ai.usage.output_tokens"), Some(2));
}

#[test]
fn dimensions_are_those_of_the_first_embedding() {
    let openai = |embedding: Value| json!({"object": "list", "model": "m", "data": [{"index": 0, "embedding": embedding}], "usage": {"prompt_tokens": 1}});
    for answer in [
        openai(json!([0.5, 1, 2])),
        openai(json!("AAAAPwAAgL8AAAA/")),
        json!({"embedding": {"values": [0.5, 1, 2]}}),
        json!({"embeddings": [{"values": [0.5, 1, 2]}, {"values": [1, 1, 1]}]}),
        json!({"id": "e", "embeddings": {"int8": [[1, 2, 3]]}, "meta": {"billed_units": {"input_tokens": 1}}}),
    ] {
        let capture = capture();
        capture.run(|| embedded(answer.clone()));
        let span = capture.only_span();
        let count = span.integer("gen_ai.embeddings.dimension.count");
        assert_eq!(count, Some(3), "{answer}");
    }
}

#[test]
fn a_blocked_prompt_has_a_finish_reason_without_candidates() {
    let span = span_of([json!({
        "promptFeedback": {"blockReason": "SAFETY"}, "responseId": "r", "modelVersion": "gemini"
    })]);
    assert_eq!(span.text("gen_ai.response.id").as_deref(), Some("r"));
    assert_eq!(
        span.text("gen_ai.response.model").as_deref(),
        Some("gemini")
    );
    let reasons = span.texts("gen_ai.response.finish_reasons");
    assert_eq!(reasons, Some(vec!["SAFETY".into()]));
}

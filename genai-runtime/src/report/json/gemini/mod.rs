//! Gemini's `generateContent`, also on Vertex AI: whole responses, and the chunks of streams, whose counts are running
//! totals. Also embeddings, which are `predictions` on Vertex AI, and Gemini Live.

mod function_call;
mod live;
mod reason;

use serde_json::Value;

use super::{Sum, SumOf, at, elements, first, index, is_empty_object, text};
use crate::report::Response;

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    let usage = at(value, &["usageMetadata"]).filter(|usage| usage.is_object());
    let embedding = embedding(value);
    let has_candidates = elements(value.get("candidates"))
        .next()
        .is_some_and(is_candidate);
    // The response to a blocked prompt has no candidates.
    let feedback = at(value, &["promptFeedback"]);
    let blocked = feedback.and_then(reason::block);
    let is_live = live::report(value, response);
    let answers = is_live || has_candidates || blocked.is_some();
    if usage.is_none() && embedding.is_none() && !answers {
        return false;
    }
    response
        .id(text(value, "responseId"))
        .model(text(value, "modelVersion"));
    if let Some(reason) = blocked {
        response.finish_reason(0, reason);
    }
    for (position, candidate) in elements(value.get("candidates")).enumerate() {
        if let Some(choice) = index(candidate, "index", position) {
            let reason = reason::finish(candidate);
            response.finish_reason(choice, reason.as_deref());
            for part in elements(at(candidate, &["content", "parts"])) {
                report_part(choice, part, response);
            }
            if reason.is_some() && response.has_open_arguments(choice) {
                response.close_arguments();
            }
        }
    }
    if let Some(usage) = usage {
        report_usage(usage, response);
    }
    if let Some(numbers) = embedding {
        let predictions = value.get("predictions");
        response
            .embedding_dimensions(numbers.len())
            .input_tokens(SumOf(predictions, &EMBEDDED_TOKENS));
    }
    true
}

/// Whether a candidate is one of Gemini's: the model may write JSON with `candidates`, too.
fn is_candidate(candidate: &Value) -> bool {
    let content = at(candidate, &["content"]);
    let is_content = |content: &Value| {
        let keys = ["parts", "role"];
        is_empty_object(content) || keys.iter().any(|key| content.get(key).is_some())
    };
    content.is_some_and(is_content)
        || ["finishReason", "safetyRatings"]
            .iter()
            .any(|key| candidate.get(key).is_some())
}

/// The number of embedded tokens in a prediction of Vertex AI.
const EMBEDDED_TOKENS: [&str; 3] = ["embeddings", "statistics", "token_count"];

/// The first embedding.
fn embedding(value: &Value) -> Option<&Vec<Value>> {
    let first_of = |key: &str| elements(value.get(key)).next();
    let first = at(value, &["embedding"])
        .or_else(|| first_of("embeddings"))
        .or_else(|| at(first_of("predictions")?, &["embeddings"]))?;
    at(first, &["values"])?.as_array()
}

fn report_part(choice: usize, part: &Value, response: &mut Response<'_>) {
    if part.get("thought").and_then(Value::as_bool) == Some(true) {
        response.reasoning(choice, part.get("text"));
    } else {
        response.text(choice, part.get("text"));
    }
    if let Some(function) = at(part, &["functionCall"]) {
        function_call::report(choice, function, response);
    }
}

/// Output tokens without thoughts: of `generateContent`, of Gemini Live.
const OUTPUT: [&[&str]; 2] = [&["candidatesTokenCount"], &["responseTokenCount"]];

/// `promptTokenCount` includes cached tokens, but not `toolUsePromptTokenCount`, which the provider's own tools add to
/// the prompt; `candidatesTokenCount` does not include thoughts.
fn report_usage(usage: &Value, response: &mut Response<'_>) {
    let thoughts = usage.get("thoughtsTokenCount");
    let prompt = usage.get("promptTokenCount");
    response
        .input_tokens(Sum(prompt, usage.get("toolUsePromptTokenCount")))
        .output_tokens(Sum(first(usage, &OUTPUT), thoughts))
        .cache_read_tokens(usage.get("cachedContentTokenCount"))
        .reasoning_tokens(thoughts);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::report::Usage;
    use crate::report::json::facts::{facts, reasons};

    #[test]
    fn a_whole_response_is_read() {
        let facts = facts([&json!({
            "responseId": "r1", "modelVersion": "gemini-2.5-flash",
            "candidates": [
                {"finishReason": "STOP", "content": {"role": "model", "parts": [
                    {"text": "hmm", "thought": true},
                    {"text": "hello"},
                    {"functionCall": {"name": "now", "args": {"a": 1}}}
                ]}},
                {"index": 1, "finishReason": "SAFETY"}
            ],
            "usageMetadata": {
                "promptTokenCount": 40, "cachedContentTokenCount": 32, "toolUsePromptTokenCount": 5,
                "candidatesTokenCount": 6, "thoughtsTokenCount": 20, "totalTokenCount": 71
            }
        })]);
        assert_eq!(facts.id.get(), Some("r1"));
        assert_eq!(facts.model.as_deref(), Some("gemini-2.5-flash"));
        assert_eq!(reasons(&facts), [Some("STOP"), Some("SAFETY")]);
        let expected = Usage::new()
            .input(45)
            .output(26)
            .cache_read(32)
            .reasoning(20);
        assert_eq!(facts.usage, expected);
        assert!(!facts.is_inconsistent());
        assert_eq!(facts.output_bytes, 3 + 5 + 7);
    }

    #[test]
    fn the_counts_of_a_stream_are_running_totals() {
        let chunk = |text: &str, thoughts: u64, tokens: Option<u64>, reason: Option<&str>| {
            json!({
                "responseId": "r1", "modelVersion": "m",
                "candidates": [{"content": {"parts": [{"text": text}]}, "finishReason": reason}],
                "usageMetadata": {
                    "promptTokenCount": 7, "thoughtsTokenCount": thoughts, "candidatesTokenCount": tokens
                }
            })
        };
        let chunks = [
            chunk("", 9, None, None),
            chunk("hel", 12, Some(2), None),
            chunk("lo", 12, Some(3), Some("MAX_TOKENS")),
        ];
        assert_eq!(facts(&chunks[..1]).usage.output_tokens(), Some(9));
        let facts = facts(&chunks);
        assert_eq!(reasons(&facts), [Some("MAX_TOKENS")]);
        assert_eq!(facts.usage, Usage::new().input(7).output(15).reasoning(12));
        assert_eq!(facts.output_bytes, 5);
    }

    #[test]
    fn the_live_apis_key_of_the_output_count_is_read() {
        let usage =
            json!({"promptTokenCount": 7, "responseTokenCount": 5, "thoughtsTokenCount": 2});
        let facts = facts([&json!({"usageMetadata": usage})]);
        assert_eq!(facts.usage, Usage::new().input(7).output(7).reasoning(2));
    }

    #[test]
    fn predictions_of_embeddings_are_counted_together() {
        let prediction = |tokens: u64| json!({"embeddings": {"values": [0.5, 0.25], "statistics": {"token_count": tokens, "truncated": false}}});
        let facts = facts([&json!({
            "predictions": [prediction(5), prediction(6)], "metadata": {"billableCharacterCount": 35}
        })]);
        assert_eq!(facts.embedding_dimensions, Some(2));
        assert_eq!(facts.usage, Usage::new().input(11));
        assert!(facts.finish_reasons.is_empty());
    }

    #[test]
    fn a_sum_with_an_invalid_count_is_not_reported() {
        let facts = facts([&json!({"usageMetadata": {
            "candidatesTokenCount": 3, "thoughtsTokenCount": -1
        }})]);
        assert_eq!(facts.usage, Usage::new());
        assert!(facts.is_inconsistent());
    }
}

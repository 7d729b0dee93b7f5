//! Responses of Bedrock's `InvokeModel` in formats that exist only there: Amazon's Titan (texts, streams, embeddings)
//! and Nova (embeddings), Llama, Mistral's older models and AI21's Jurassic. They have neither an identifier nor a
//! model.
//!
//! Responses of Claude, Nova, Cohere's models and models compatible with OpenAI's are read by the modules of their
//! formats. Bedrock adds counts to the last chunk of any stream; they are used if the model itself sends none.

mod nova;
mod titan;

use serde_json::{Map, Value};

use super::{at, elements, reason};
use crate::report::{CHOICE, Response};

/// The key of Bedrock's counts in the last chunk of a stream.
const METRICS: &str = "amazon-bedrock-invocationMetrics";

/// The prefix of keys that Bedrock adds to a model's own.
const ADDED: &str = "amazon-bedrock-";

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    let formats = [titan::report, nova::report, llama, mistral, jurassic];
    formats.iter().any(|format| format(value, response))
}

/// A whole response, or a chunk, whose counts are running totals.
fn llama(value: &Value, response: &mut Response<'_>) -> bool {
    let is_answer = value.get("generation").is_some_and(Value::is_string)
        && value.get("generation_token_count").is_some();
    if is_answer {
        response
            .finish_reason(CHOICE, reason(value, "stop_reason"))
            .text(CHOICE, value.get("generation"))
            .input_tokens(value.get("prompt_token_count"))
            .output_tokens(value.get("generation_token_count"));
    }
    is_answer
}

/// A whole response or a chunk; neither has counts.
fn mistral(value: &Value, response: &mut Response<'_>) -> bool {
    let outputs = || elements(value.get("outputs")).enumerate();
    let is_output = |output: &Value| {
        output.get("text").is_some_and(Value::is_string) && output.get("stop_reason").is_some()
    };
    let mut keys = value.as_object().into_iter().flat_map(Map::keys);
    let is_answer = outputs().next().is_some()
        && outputs().all(|(_, output)| is_output(output))
        && keys.all(|key| key == "outputs" || key.starts_with(ADDED));
    if is_answer {
        for (position, output) in outputs() {
            response
                .finish_reason(position, reason(output, "stop_reason"))
                .text(position, output.get("text"));
        }
    }
    is_answer
}

/// A whole response, which lists its tokens instead of counting them.
fn jurassic(value: &Value, response: &mut Response<'_>) -> bool {
    let completions = || elements(value.get("completions")).enumerate();
    let prompt = at(value, &["prompt", "tokens"]).and_then(Value::as_array);
    let has_text = |completion| at(completion, &["data", "text"]).is_some_and(Value::is_string);
    let is_answer = completions().next().is_some_and(|(_, one)| has_text(one));
    let (Some(prompt), true) = (prompt, is_answer) else {
        return false;
    };
    let mut generated = None;
    for (position, completion) in completions() {
        let end = at(completion, &["finishReason"]);
        response
            .finish_reason(position, end.and_then(|end| reason(end, "reason")))
            .text(position, at(completion, &["data", "text"]));
        let tokens = at(completion, &["data", "tokens"]).and_then(Value::as_array);
        if let Some(tokens) = tokens {
            generated = Some(generated.unwrap_or(0) + tokens.len());
        }
    }
    response.input_tokens(prompt.len()).output_tokens(generated);
    true
}

/// Reports the counts that Bedrock adds to the last chunk of a stream, unless the model has sent its own; `false` if
/// there are none. As in `Converse`, `inputTokenCount` does not include cached tokens.
pub(super) fn report_metrics(value: &Value, response: &mut Response<'_>) -> bool {
    let metrics = at(value, &[METRICS]).filter(|metrics| metrics.is_object());
    if let Some(metrics) = metrics
        && !response.has_counted_output()
    {
        response
            .separate_cache()
            .input_tokens(metrics.get("inputTokenCount"))
            .output_tokens(metrics.get("outputTokenCount"))
            .cache_read_tokens(metrics.get("cacheReadInputTokenCount"))
            .cache_write_tokens(metrics.get("cacheWriteInputTokenCount"));
    }
    metrics.is_some()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::report::json::facts::{facts, reasons};
    use crate::report::{ResponseFacts, Usage};

    #[test]
    fn responses_of_llama_are_read() {
        let chunk = |text: &str, input: Option<u64>, output: u64, reason: Option<&str>| {
            json!({
                "generation": text, "prompt_token_count": input,
                "generation_token_count": output, "stop_reason": reason
            })
        };
        let whole = facts([&chunk("hello", Some(17), 12, Some("stop"))]);
        let stream = facts(&[
            chunk("hel", Some(17), 1, None),
            chunk("lo", None, 2, None),
            chunk("", None, 12, Some("stop")),
        ]);
        for facts in [whole, stream] {
            assert_eq!(reasons(&facts), [Some("stop")]);
            assert_eq!(facts.usage, Usage::new().input(17).output(12));
            assert_eq!(facts.output_bytes, 5);
        }
    }

    /// The counts are those that Bedrock adds to the last chunk.
    #[test]
    fn responses_of_mistral_are_read() {
        let output =
            |text: &str, reason: Option<&str>| json!({"text": text, "stop_reason": reason});
        let whole = facts([&json!({"outputs": [output("hello", Some("stop"))]})]);
        assert_eq!(reasons(&whole), [Some("stop")]);
        assert_eq!((whole.usage, whole.output_bytes), (Usage::new(), 5));
        let stream = facts(&[
            json!({"outputs": [output("hel", None)]}),
            json!({
                "outputs": [output("lo", Some("length"))],
                "amazon-bedrock-invocationMetrics": {"inputTokenCount": 9, "outputTokenCount": 2}
            }),
        ]);
        assert_eq!(reasons(&stream), [Some("length")]);
        assert_eq!(stream.usage.input_tokens(), Some(9));
        assert_eq!(stream.usage.output_tokens(), Some(2));
        assert_eq!(stream.output_bytes, 5);
    }

    #[test]
    fn responses_of_jurassic_are_read() {
        let token = json!({"generatedToken": {"token": "a", "logprob": -1.5}});
        let facts = facts([&json!({
            "id": 1234, "prompt": {"text": "hi", "tokens": [token, token, token]},
            "completions": [
                {"data": {"text": "hello", "tokens": [token]}, "finishReason": {"reason": "endoftext"}},
                {"data": {"text": "a", "tokens": [token, token]}, "finishReason": {"reason": "length", "length": 2}}
            ]
        })]);
        assert_eq!(reasons(&facts), [Some("endoftext"), Some("length")]);
        assert_eq!(facts.usage, Usage::new().input(3).output(3));
        assert_eq!(facts.output_bytes, 6);
    }

    fn metrics() -> Value {
        json!({"inputTokenCount": 9, "outputTokenCount": 2, "invocationLatency": 833})
    }

    #[test]
    fn bedrocks_own_counts_are_used_without_those_of_the_model() {
        let older = facts(&[
            json!({"type": "completion", "completion": " hi", "stop_reason": null}),
            json!({
                "type": "completion", "completion": "", "stop_reason": "stop_sequence",
                "amazon-bedrock-invocationMetrics": metrics()
            }),
        ]);
        assert_eq!(reasons(&older), [Some("stop_sequence")]);
        assert_eq!(older.usage.input_tokens(), Some(9));
        assert_eq!(older.usage.output_tokens(), Some(2));
        let usage = json!({
            "input_tokens": 4, "output_tokens": 1, "cache_read_input_tokens": 100
        });
        let newer = facts(&[
            json!({"type": "message_start", "message": {"id": "m", "usage": usage}}),
            json!({"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 30}}),
            json!({"type": "message_stop", "amazon-bedrock-invocationMetrics": metrics()}),
        ]);
        assert_eq!(newer.usage.input_tokens(), Some(104));
        assert_eq!(newer.usage.output_tokens(), Some(30));
    }

    #[test]
    fn counts_that_were_already_reported_are_not_replaced_by_those_of_bedrock() {
        let older = facts([&json!({"usage": {"prompt_tokens": 4, "completion_tokens": 3}})]);
        let mut apart = older.apart();
        let last = json!({"amazon-bedrock-invocationMetrics": metrics()});
        crate::UsageReport::report(&last, &mut crate::Response::new(&mut apart));
        assert_eq!(apart.usage, Usage::new());
    }

    #[test]
    fn similar_json_in_generated_content_is_not_a_response_of_bedrock() {
        for written in [
            json!({"embedding": [1, 2, 3], "inputText": "a"}),
            json!({"embeddingsByType": {"float": [1, 2]}}),
            json!({"results": [{"outputText": "a", "tokenCount": 3}]}),
            json!({"inputTextTokenCount": 3, "results": [{"name": "a"}]}),
            json!({"outputText": "a", "index": 0}),
            json!({"generation": "the third", "prompt_token_count": 3}),
            json!({"generation": 3, "generation_token_count": 3}),
            json!({"outputs": [{"text": "a"}]}),
            json!({"outputs": [{"text": "a", "stop_reason": "stop"}, {"text": "b"}]}),
            json!({"outputs": [{"text": "a", "stop_reason": "red"}], "tram": 12}),
            json!({"outputs": [], "text": "a"}),
            json!({"completions": [{"data": {"text": "a"}}], "prompt": "a"}),
            json!({"completions": [], "prompt": {"tokens": []}}),
            json!({"amazon-bedrock-invocationMetrics": "a"}),
        ] {
            assert_eq!(facts([&written]), ResponseFacts::default(), "{written}");
        }
    }
}

//! Amazon's Titan: whole texts, the chunks of their streams, and embeddings.

use serde_json::Value;

use crate::report::Response;
use crate::report::json::{SumOf, elements, first, index, reason};

/// The choice of a stream's chunks without an `index`.
const CHOICE: usize = 0;

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    text(value, response) || chunk(value, response) || embedding(value, response)
}

fn text(value: &Value, response: &mut Response<'_>) -> bool {
    let results = || elements(value.get("results"));
    let has_text = |result: &Value| result.get("outputText").is_some_and(Value::is_string);
    if value.get("inputTextTokenCount").is_none() || !results().next().is_some_and(has_text) {
        return false;
    }
    for (position, result) in results().enumerate() {
        response
            .finish_reason(position, reason(result, "completionReason"))
            .text(position, result.get("outputText"));
    }
    response
        .input_tokens(value.get("inputTextTokenCount"))
        .output_tokens(SumOf(value.get("results"), &["tokenCount"]));
    true
}

fn chunk(value: &Value, response: &mut Response<'_>) -> bool {
    let beside = [
        "completionReason",
        "inputTextTokenCount",
        "totalOutputTextTokenCount",
    ];
    let is_chunk = beside.iter().any(|key| value.get(key).is_some());
    if !is_chunk || !value.get("outputText").is_some_and(Value::is_string) {
        return false;
    }
    if let Some(choice) = index(value, "index", CHOICE) {
        response
            .finish_reason(choice, reason(value, "completionReason"))
            .text(choice, value.get("outputText"));
    }
    response
        .input_tokens(value.get("inputTextTokenCount"))
        .output_tokens(value.get("totalOutputTextTokenCount"));
    true
}

fn embedding(value: &Value, response: &mut Response<'_>) -> bool {
    let embedding = first(value, &EMBEDDINGS).and_then(Value::as_array);
    let by_type = value.get("embeddingsByType").is_some_and(Value::is_object);
    let tokens = value.get("inputTextTokenCount");
    let is_embedding = tokens.is_some() && (embedding.is_some() || by_type);
    if is_embedding {
        response
            .embedding_dimensions(embedding.map(Vec::len))
            .input_tokens(tokens);
    }
    is_embedding
}

/// The paths of an embedding. A `binary` one has a number for each bit, so that it has as many numbers as dimensions.
const EMBEDDINGS: [&[&str]; 3] = [
    &["embedding"],
    &["embeddingsByType", "float"],
    &["embeddingsByType", "binary"],
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::report::Usage;
    use crate::report::json::facts::{facts, reasons};

    #[test]
    fn responses_of_titan_are_read() {
        let result = |text: &str, tokens: f64, reason: &str| json!({"tokenCount": tokens, "outputText": text, "completionReason": reason});
        let whole = facts([&json!({
            "inputTextTokenCount": 9.0,
            "results": [result("hello", 17.0, "FINISH"), result("a", 3.0, "LENGTH")]
        })]);
        assert_eq!(reasons(&whole), [Some("FINISH"), Some("LENGTH")]);
        assert_eq!(whole.usage, Usage::new().input(9).output(20));
        assert_eq!(whole.output_bytes, 6);
        let chunk = |text: &str, output: Option<u64>, reason: Option<&str>| {
            json!({
                "outputText": text, "index": 0, "totalOutputTextTokenCount": output,
                "completionReason": reason, "inputTextTokenCount": 5
            })
        };
        let chunks = [
            chunk("hel", None, None),
            chunk("lo", Some(12), Some("FINISH")),
        ];
        assert_eq!(reasons(&facts(&chunks[..1])), [None]);
        let stream = facts(&chunks);
        assert_eq!(reasons(&stream), [Some("FINISH")]);
        assert_eq!(stream.usage, Usage::new().input(5).output(12));
        assert_eq!(stream.output_bytes, 5);
    }

    #[test]
    fn titans_embeddings_have_dimensions() {
        for embedding in [
            json!({"embedding": [0.1, 0.2, 0.3], "inputTextTokenCount": 7}),
            json!({"embeddingsByType": {"float": [0.1, 0.2, 0.3]}, "inputTextTokenCount": 7}),
            json!({"embeddingsByType": {"binary": [1, 0, 1]}, "inputTextTokenCount": 7}),
        ] {
            let facts = facts([&embedding]);
            assert_eq!(facts.embedding_dimensions, Some(3), "{embedding}");
            assert_eq!(facts.usage, Usage::new().input(7), "{embedding}");
            assert!(facts.finish_reasons.is_empty(), "{embedding}");
        }
        let other =
            facts([&json!({"embeddingsByType": {"int4": "AQID"}, "inputTextTokenCount": 7})]);
        assert_eq!(other.embedding_dimensions, None);
        assert_eq!(other.usage, Usage::new().input(7));
    }
}

//! Embeddings of OpenAI and of compatible APIs, and responses of rerankers.

use serde_json::Value;

use crate::report::embedding::floats_in_base64;
use crate::report::json::{at, elements, text};

/// The first embedding: an array of numbers, or a string with their bytes in base64.
pub(super) fn embedding(value: &Value) -> Option<&Value> {
    let is_list = text(value, "object") == Some("list");
    if !is_list && !value.get("usage").is_some_and(Value::is_object) {
        return None;
    }
    let first = first_of(value)?;
    // Voyage's contextualized embeddings have a list of chunks for each text.
    at(first, &["embedding"]).or_else(|| at(first_of(first)?, &["embedding"]))
}

/// Whether a value is the response of a reranker: with its scores in `data` (Voyage), or in `results` (Jina,
/// `OpenRouter`, vLLM).
pub(super) fn is_ranking(value: &Value) -> bool {
    let is_relevant = |one: &Value| one.get("relevance_score").is_some_and(Value::is_number);
    let ranked = if text(value, "object") == Some("list") {
        first_of(value)
    } else {
        elements(value.get("results")).next()
    };
    at(value, &["usage", "total_tokens"]).is_some() && ranked.is_some_and(is_relevant)
}

fn first_of(value: &Value) -> Option<&Value> {
    elements(value.get("data")).next()
}

/// The dimensions of an embedding, unless its encoding is ambiguous. An array of only whole numbers may be packed bits:
/// Voyage and Mistral put eight into each number.
pub(super) fn dimensions(embedding: &Value, answer: &Value) -> Option<usize> {
    match embedding {
        Value::Array(numbers) => numbers.iter().any(Value::is_f64).then_some(numbers.len()),
        Value::String(base64) if has_floats_of_32_bits(answer) => floats_in_base64(base64),
        _ => None,
    }
}

/// Whether base64 certainly encodes `f32`s. Voyage (recognised by the missing `prompt_tokens`), Perplexity (recognised
/// by `cost` or the model) and `codestral-embed` may send numbers of other widths.
fn has_floats_of_32_bits(answer: &Value) -> bool {
    let has_count = |key| at(answer, &["usage", key]).is_some();
    let model = text(answer, "model").unwrap_or_default();
    let is_of_any_width = ["pplx-", "codestral-embed"]
        .iter()
        .any(|name| model.starts_with(name));
    has_count("prompt_tokens") && !has_count("cost") && !is_of_any_width
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::report::json::facts::facts;
    use crate::report::{ResponseFacts, Usage};

    #[test]
    fn embeddings_have_no_output_tokens() {
        let answer = |usage| {
            json!({
                "object": "list", "model": "text-embedding-3-small",
                "data": [{"index": 0, "embedding": [0.1, 0.2, 0.3]}], "usage": usage
            })
        };
        let both = facts([&answer(json!({"prompt_tokens": 8, "total_tokens": 8}))]);
        assert_eq!(both.usage, Usage::new().input(8));
        assert_eq!(both.embedding_dimensions, Some(3));
        let total = facts([&answer(json!({"total_tokens": 12}))]);
        assert_eq!(total.usage, Usage::new().input(12));
    }

    #[test]
    fn voyages_embeddings_of_chunks_and_rankings_are_read() {
        let answer = |data: Value| json!({"object": "list", "model": "v", "data": data, "usage": {"total_tokens": 26}});
        let chunks = facts([&answer(
            json!([{"data": [{"embedding": [0.5, 1]}, {"embedding": [1, 2]}]}]),
        )]);
        assert_eq!(chunks.embedding_dimensions, Some(2));
        let ranking = facts([&answer(json!([{"relevance_score": 0.4, "index": 0}]))]);
        assert_eq!(ranking.embedding_dimensions, None);
        for facts in [chunks, ranking] {
            assert_eq!(facts.model.as_deref(), Some("v"));
            assert_eq!(facts.usage, Usage::new().input(26));
            assert!(facts.finish_reasons.is_empty());
        }
        for written in [
            json!({"object": "list", "model": "v", "data": [{"relevance_score": 0.4}]}),
            json!({"model": "v", "data": [{"relevance_score": 0.4}], "usage": {"total_tokens": 26}}),
            answer(json!([{"name": "Bob Smith"}])),
        ] {
            assert_eq!(facts([&written]), ResponseFacts::default(), "{written}");
        }
    }

    #[test]
    fn rankings_may_be_in_results() {
        let usage = json!({"total_tokens": 26, "cost": 0.1});
        let results = json!([{"index": 1, "relevance_score": 0.8, "document": {"text": "hello"}}]);
        let ranking =
            facts([&json!({"id": "r1", "model": "m", "results": results, "usage": usage})]);
        assert_eq!(ranking.id.get(), Some("r1"));
        assert_eq!(ranking.model.as_deref(), Some("m"));
        assert_eq!(ranking.usage, Usage::new().input(26));
        assert_eq!(ranking.output_bytes, 0);
        for written in [
            json!({"model": "Bob Smith", "results": results}),
            json!({"model": "Bob Smith", "results": [{"score": 1}], "usage": usage}),
        ] {
            assert_eq!(facts([&written]), ResponseFacts::default(), "{written}");
        }
    }

    #[test]
    fn dimensions_are_reported_unless_ambiguous() {
        let answer = |model: &str, embedding: Value, usage: Value| {
            facts([
                &json!({"object": "list", "model": model, "data": [{"embedding": embedding}], "usage": usage}),
            ])
        };
        let openai = || json!({"prompt_tokens": 1, "total_tokens": 1});
        let voyage = || json!({"total_tokens": 1});
        let perplexity = json!({"prompt_tokens": 1, "cost": {"total_cost": 0.1}});
        for (model, embedding, usage, dimensions) in [
            ("m", json!([0.5, 1, -1]), openai(), Some(3)),
            ("m", json!([0, 1.0]), voyage(), Some(2)),
            ("m", json!("AAAAPwAAgL8="), openai(), Some(2)),
            ("m", json!("AAAAPwAAgL8="), voyage(), None),
            ("m", json!("AAAAPwAAgL8="), perplexity, None),
            ("pplx-embed-v1", json!("AAAAPwAAgL8="), openai(), None),
            ("codestral-embed", json!("AAAAPwAAgL8="), openai(), None),
            // Packed bits.
            ("voyage-3", json!([129, 7, 255]), voyage(), None),
            ("codestral-embed", json!([-127, 7]), openai(), None),
        ] {
            let facts = answer(model, embedding.clone(), usage);
            assert_eq!(
                facts.embedding_dimensions, dimensions,
                "{model} {embedding}"
            );
            assert_eq!(facts.usage, Usage::new().input(1));
        }
    }
}

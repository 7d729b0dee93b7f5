//! Embeddings of Amazon's Nova. Their counts are only in the response's headers.

use serde_json::Value;

use crate::report::Response;
use crate::report::json::{at, elements, text};

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    let first = elements(value.get("embeddings")).next();
    let numbers = first
        .filter(|first| text(first, "embeddingType").is_some())
        .and_then(|first| at(first, &["embedding"])?.as_array());
    if let Some(numbers) = numbers {
        response.embedding_dimensions(numbers.len());
    }
    numbers.is_some()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::report::ResponseFacts;
    use crate::report::json::facts::facts;

    #[test]
    fn novas_embeddings_have_dimensions() {
        let text = json!({"embeddingType": "TEXT", "embedding": [0.5, -0.25, 1]});
        let image = json!({"embeddingType": "IMAGE", "embedding": [0.5, -0.25, 1]});
        let embedded = facts([&json!({"embeddings": [text, image]})]);
        assert_eq!(embedded.embedding_dimensions, Some(3));
        assert!(embedded.finish_reasons.is_empty());
        for other in [
            json!({"embeddings": [{"embedding": [0.5]}]}),
            json!({"embeddings": [{"embeddingType": "TEXT"}]}),
            json!({"embeddings": []}),
        ] {
            assert_eq!(facts([&other]), ResponseFacts::default(), "{other}");
        }
    }
}

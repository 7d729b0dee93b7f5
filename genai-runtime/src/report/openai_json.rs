//! Responses of OpenAI's chat completions, completions and embeddings endpoints as JSON, and the
//! chunks of their streams.

use serde_json::Value;

use super::value::{NotACount, Text, TokenCount};
use super::{Response, UsageReport};

impl UsageReport for Value {
    fn report(&self, response: &mut Response<'_>) {
        let text = |name: &str| self.get(name).and_then(Value::as_str);
        response
            .id(text("id"))
            .model(text("model"))
            .service_tier(text("service_tier"))
            .system_fingerprint(text("system_fingerprint"));
        for (position, choice) in elements(self.get("choices")).enumerate() {
            let index = choice.get("index").and_then(Value::as_u64);
            let index = index.map_or(Some(position), |index| usize::try_from(index).ok());
            if let Some(index) = index {
                let reason = choice.get("finish_reason").and_then(Value::as_str);
                response.finish_reason(index, reason);
            }
        }
        if let Some(usage) = self.get("usage") {
            let details = |part: &str, name: &str| usage.get(part).and_then(|part| part.get(name));
            response
                .input_tokens(usage.get("prompt_tokens"))
                .output_tokens(usage.get("completion_tokens"))
                .cache_read_tokens(details("prompt_tokens_details", "cached_tokens"))
                .reasoning_tokens(details("completion_tokens_details", "reasoning_tokens"));
        }
        let first = elements(self.get("data")).next();
        if let Some(Value::Array(numbers)) = first.and_then(|data| data.get("embedding")) {
            response.embedding_dimensions(numbers.len());
        }
    }
}

fn elements(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

/// A JSON number; `null` is none, and anything else is not a count.
impl TokenCount for Value {
    fn token_count(&self) -> Option<Result<u64, NotACount>> {
        match self {
            Self::Null => None,
            other => Some(other.as_u64().ok_or(NotACount)),
        }
    }
}

/// A JSON string; everything else is none.
impl Text for Value {
    fn text(&self) -> Option<std::borrow::Cow<'_, str>> {
        self.as_str().map(std::borrow::Cow::Borrowed)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::report::{Response, ResponseFacts, Usage, UsageReport};

    fn facts(value: &serde_json::Value) -> ResponseFacts {
        let mut facts = ResponseFacts::default();
        value.report(&mut Response::new(&mut facts));
        facts
    }

    #[test]
    fn reads_a_chat_completion() {
        let facts = facts(&json!({
            "id": "chatcmpl-1", "model": "gpt-4o-mini-2024-07-18", "service_tier": "default",
            "choices": [
                {"index": 1, "finish_reason": "length"},
                {"index": 0, "finish_reason": "tool_calls"}
            ],
            "usage": {
                "prompt_tokens": 30, "completion_tokens": 12, "total_tokens": 42,
                "prompt_tokens_details": {"cached_tokens": 10},
                "completion_tokens_details": {"reasoning_tokens": 4}
            }
        }));
        assert_eq!(facts.id.as_deref(), Some("chatcmpl-1"));
        assert_eq!(facts.model.as_deref(), Some("gpt-4o-mini-2024-07-18"));
        assert_eq!(facts.service_tier.as_deref(), Some("default"));
        assert_eq!(
            facts.finish_reasons,
            [Some("tool_calls".to_owned()), Some("length".to_owned())]
        );
        let expected = Usage::new()
            .input(30)
            .output(12)
            .cache_read(10)
            .reasoning(4);
        assert_eq!(facts.usage, expected);
    }

    #[test]
    fn embeddings_have_no_output_tokens() {
        let facts = facts(&json!({
            "object": "list", "model": "text-embedding-3-small",
            "data": [{"index": 0, "embedding": [0.1, 0.2, 0.3]}],
            "usage": {"prompt_tokens": 8, "total_tokens": 8}
        }));
        assert_eq!(facts.usage, Usage::new().input(8));
        assert_eq!(facts.embedding_dimensions, Some(3));
    }

    #[test]
    fn anything_else_reports_nothing() {
        for value in [
            json!(null),
            json!([1, 2]),
            json!("text"),
            json!({"choices": 3, "usage": []}),
        ] {
            assert_eq!(facts(&value), ResponseFacts::default(), "{value}");
        }
    }

    #[test]
    fn a_count_that_is_none_is_noticed() {
        let facts = facts(&json!({"usage": {"prompt_tokens": "many", "completion_tokens": null}}));
        assert_eq!(facts.usage, Usage::new());
        assert!(facts.is_inconsistent());
    }
}

//! Errors that come in the place of an answer: in the body of a response that is no HTTP error, and in
//! the middle of a stream.

use serde_json::Value;

use super::{at, text};
use crate::report::Response;

/// Reports the error of a value, if there is one; what else the value says is reported all the same.
pub(super) fn report(value: &Value, response: &mut Response<'_>) {
    if let Some(error) = error(value) {
        let message = text(error, "message").or(error.as_str());
        response.error(class(error).unwrap_or("error"), message);
    }
}

/// Where a value says an error: `null`, and what has neither a text nor a message, is none.
fn error(value: &Value) -> Option<&Value> {
    // OpenAI's Responses API says it in an event, or in the response that an event carries.
    let inner = at(value, &["response"]).filter(|inner| inner.is_object());
    let nested = [Some(value), inner].into_iter().flatten();
    let mut errors = nested.filter_map(|holder| at(holder, &["error"]));
    let is_event = text(value, "type") == Some("error") && value.get("code").is_some();
    errors
        .find(|error| {
            error.as_str().is_some_and(|text| !text.is_empty()) || text(error, "message").is_some()
        })
        .or(is_event.then_some(value))
}

/// The provider's code, else the type or the status that it gives.
fn class(error: &Value) -> Option<&str> {
    let mut keys = ["code", "type", "status"].into_iter();
    keys.find_map(|key| text(error, key))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::report::json::facts::facts;

    #[test]
    fn providers_say_errors_in_their_own_ways() {
        for (value, class, message) in [
            (
                json!({"type": "error", "error": {"type": "overloaded_error", "message": "busy"}}),
                "overloaded_error",
                "busy",
            ),
            (
                json!({"error": {"message": "slow down", "type": "requests", "code": "rate_limit"}}),
                "rate_limit",
                "slow down",
            ),
            (
                json!({"error": {"message": "no", "type": "server_error", "code": null}}),
                "server_error",
                "no",
            ),
            (
                json!({"error": {"code": 429, "message": "quota", "status": "RESOURCE_EXHAUSTED"}}),
                "RESOURCE_EXHAUSTED",
                "quota",
            ),
            (
                json!({"type": "error", "code": "server_error", "message": "oh", "sequence_number": 1}),
                "server_error",
                "oh",
            ),
            (
                json!({
                    "type": "response.failed",
                    "response": {
                        "object": "response", "status": "failed",
                        "error": {"code": "server_error", "message": "oh"}
                    }
                }),
                "server_error",
                "oh",
            ),
            (
                json!({"error": "model not found"}),
                "error",
                "model not found",
            ),
        ] {
            let error = facts([&value]).error.unwrap();
            assert_eq!(
                (error.class.as_str(), error.message.as_str()),
                (class, message)
            );
        }
    }

    #[test]
    fn what_says_no_error_has_none() {
        for value in [
            json!({"object": "response", "status": "completed", "error": null}),
            json!({"error": {"rate": 0.1}}),
            json!({"error": ""}),
            json!({"type": "error"}),
            json!({"response": "an answer with error: in it", "done": true}),
        ] {
            assert!(facts([&value]).error.is_none(), "{value}");
        }
    }
}

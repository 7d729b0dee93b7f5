//! Errors that come in the place of an answer: in the body of a response that is no HTTP error, and in
//! the middle of a stream.

use std::borrow::Cow;

use serde_json::Value;

use super::{at, elements, text};
use crate::report::Response;

/// Bedrock's events that say an error by their names.
const EXCEPTIONS: [&str; 6] = [
    "internalServerException",
    "modelStreamErrorException",
    "modelTimeoutException",
    "serviceUnavailableException",
    "throttlingException",
    "validationException",
];

/// Reports the error of a value, if there is one; what else the value says is reported all the same.
pub(super) fn report(value: &Value, response: &mut Response<'_>) {
    if let Some(error) = error(value) {
        let message = text(error, "message").or(error.as_str());
        response.error(class(error).unwrap_or(Cow::Borrowed("error")), message);
    } else if let Some((name, exception)) = exception(value) {
        response.error(name, text(exception, "message"));
    }
}

/// Where a value says an error.
fn error(value: &Value) -> Option<&Value> {
    // OpenAI's Responses API says it in an event, or in the response that an event carries; Groq in a field of its own,
    // OpenRouter in the choice, Cohere at the end of a stream.
    let is_end = text(value, "type") == Some("message-end");
    let holders = [
        Some(value),
        at(value, &["response"]),
        at(value, &["x_groq"]),
        at(value, &["delta"]).filter(|_| is_end),
    ];
    let choices = elements(value.get("choices"));
    let mut errors =
        (holders.into_iter().flatten().chain(choices)).filter_map(|holder| at(holder, &["error"]));
    errors
        .find(|error| is_error(error))
        .or(is_bare(value).then_some(value))
}

/// What has neither a text nor a message nor a status is none: an answer may be JSON of the user's.
fn is_error(error: &Value) -> bool {
    let is_text = error.as_str().is_some_and(|text| !text.is_empty());
    let code = at(error, &["code"]).and_then(Value::as_u64);
    let says = ["message", "status"]
        .into_iter()
        .any(|key| text(error, key).is_some());
    is_text || says || code.is_some_and(|code| (400..600).contains(&code))
}

/// Whether a value is an error itself: an event of OpenAI's Responses API, or an answer of Mistral or vLLM.
fn is_bare(value: &Value) -> bool {
    let is_event = text(value, "type") == Some("error") && value.get("code").is_some();
    is_event || (text(value, "object") == Some("error") && is_error(value))
}

/// The error that an event of Bedrock's is named after.
fn exception(value: &Value) -> Option<(&'static str, &Value)> {
    let mut names = EXCEPTIONS.into_iter();
    names.find_map(|name| Some((name, value.get(name).filter(|said| said.is_object())?)))
}

/// The provider's code, else the type or the status that it gives, else a code that is a number.
fn class(error: &Value) -> Option<Cow<'_, str>> {
    let mut keys = ["code", "type", "status"].into_iter();
    let word = keys.find_map(|key| text(error, key)).map(Cow::Borrowed);
    let number = || at(error, &["code"]).and_then(Value::as_u64);
    word.or_else(|| {
        number()
            .filter(|code| *code > 0)
            .map(|code| code.to_string().into())
    })
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
            // OpenRouter, whole and in the middle of a stream.
            (
                json!({"error": {"code": 429, "message": "slow down"}, "user_id": "u"}),
                "429",
                "slow down",
            ),
            (json!({"error": {"code": 502, "message": ""}}), "502", ""),
            (
                json!({"choices": [{"index": 0, "error": {"code": 502, "message": "upstream"}, "finish_reason": "error"}]}),
                "502",
                "upstream",
            ),
            // Gemini without a message.
            (
                json!({"error": {"code": 503, "status": "UNAVAILABLE"}}),
                "UNAVAILABLE",
                "",
            ),
            // Groq, in the middle of a stream.
            (
                json!({"choices": [], "x_groq": {"id": "req_1", "error": "over capacity"}}),
                "error",
                "over capacity",
            ),
            // Cohere, at the end of a stream.
            (
                json!({"type": "message-end", "delta": {"finish_reason": "ERROR", "error": "oh"}}),
                "error",
                "oh",
            ),
            // Mistral and vLLM.
            (
                json!({"object": "error", "message": "no such model", "type": "invalid_model", "code": null}),
                "invalid_model",
                "no such model",
            ),
            (
                json!({"object": "error", "message": "too long", "code": 40303}),
                "40303",
                "too long",
            ),
            // Bedrock.
            (
                json!({"throttlingException": {"message": "too many"}}),
                "throttlingException",
                "too many",
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
            json!({"error": {"code": 0, "message": ""}}),
            json!({"error": {"code": 200, "message": ""}}),
            json!({"error": {"type": "spelling"}}),
            json!({"type": "content-delta", "delta": {"error": "said the model"}}),
            json!({"object": "error"}),
            json!({"throttlingException": null}),
            json!({"type": "error"}),
            json!({"response": "an answer with error: in it", "done": true}),
        ] {
            assert!(facts([&value]).error.is_none(), "{value}");
        }
    }
}

//! Errors that come in the place of an answer: in the body of a response that is no HTTP error, and in
//! the middle of a stream.

use std::borrow::Cow;

use genai_semconv::value::ERROR_TYPE_OTHER;
use serde_json::{Map, Value};

use super::{at, elements, text};
use crate::report::Response;
use crate::report::error::class_of;

/// Bedrock's events that say an error by their names.
const EXCEPTIONS: [&str; 6] = [
    "internalServerException",
    "modelStreamErrorException",
    "modelTimeoutException",
    "serviceUnavailableException",
    "throttlingException",
    "validationException",
];

/// What servers send beside an error that is an object. With anything else beside it, a value that is in no format may be
/// JSON that the model wrote for the user.
const BESIDE_ERRORS: [&str; 17] = [
    "code",
    "created",
    "error",
    "event_id",
    "event_type",
    "id",
    "message",
    "model",
    "object",
    "provider",
    "request_id",
    "sequence_number",
    "status",
    "statusCode",
    "status_code",
    "type",
    "user_id",
];

/// Likewise beside one that is a text: Ollama, which passes on errors of its cloud, Hugging Face, xAI.
const BESIDE_TEXTS: [&str; 9] = [
    "Status",
    "StatusCode",
    "code",
    "error",
    "error_type",
    "estimated_time",
    "request_id",
    "signin_url",
    "warnings",
];

/// Reports the error of a value, if there is one; what else the value says is reported all the same. What models write is
/// taken for none: `is_known` says whether the value is in one of the formats.
pub(super) fn report(value: &Value, is_known: bool, response: &mut Response<'_>) {
    if let Some(error) = error(value, is_known) {
        let message = text(error, "message").or(error.as_str());
        response.error(class(value, error), message);
    } else if let Some((name, exception)) = exception(value) {
        response.error(name, text(exception, "message"));
    }
}

/// Where a value says an error.
fn error(value: &Value, is_known: bool) -> Option<&Value> {
    let own = at(value, &["error"]).filter(|error| is_own(value, error, is_known));
    // OpenAI's Responses API says it in an event, or in the response that an event carries; Groq in a field of its own,
    // OpenRouter in the choice, Cohere at the end of a stream.
    let is_end = text(value, "type") == Some("message-end");
    let holders = [
        at(value, &["response"]),
        at(value, &["x_groq"]),
        at(value, &["delta"]).filter(|_| is_end),
    ];
    let choices = elements(value.get("choices"));
    let inner = (holders.into_iter().flatten().chain(choices))
        .filter(|_| is_known)
        .filter_map(|holder| at(holder, &["error"]));
    let mut errors = own.into_iter().chain(inner);
    errors
        .find(|error| is_error(error))
        .or(is_bare(value).then_some(value))
}

/// Whether a value's error is one of the server: the model may have written all of it.
fn is_own(value: &Value, error: &Value, is_known: bool) -> bool {
    let keys = || value.as_object().into_iter().flat_map(Map::keys);
    if error.is_string() {
        keys().all(|key| BESIDE_TEXTS.contains(&key.as_str()))
    } else {
        is_known || keys().all(|key| BESIDE_ERRORS.contains(&key.as_str()))
    }
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

/// The provider's code, else the type or the status that it gives, else a code that is a number. A text has its class
/// beside it (Hugging Face, xAI, Ollama).
fn class<'a>(value: &'a Value, error: &'a Value) -> Cow<'a, str> {
    let beside = text(value, "error_type").or_else(|| text(value, "code"));
    let beside = beside.filter(|_| error.is_string());
    let keys = ["code", "type", "status"];
    let words = keys.into_iter().filter_map(|key| text(error, key));
    let code = at(error, &["code"]).or_else(|| at(value, &["StatusCode"]));
    let number = code.and_then(Value::as_u64);
    match (class_of(words.chain(beside)), number) {
        (None | Some(ERROR_TYPE_OTHER), Some(code)) if code > 0 => code.to_string().into(),
        (class, _) => class.unwrap_or("error").into(),
    }
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

    /// Ollama and its cloud, Hugging Face, xAI.
    #[test]
    fn texts_are_errors_in_the_shapes_that_servers_send() {
        for (value, class) in [
            (json!({"error": "oh"}), "error"),
            (
                json!({"error": "oh", "signin_url": "https://ollama.com"}),
                "error",
            ),
            (
                json!({"error": "oh", "error_type": "overloaded", "estimated_time": 20.5}),
                "overloaded",
            ),
            (
                json!({"error": "oh", "code": "The caller is unknown"}),
                "_OTHER",
            ),
            (
                json!({"StatusCode": 404, "Status": "404 Not Found", "error": "oh"}),
                "404",
            ),
        ] {
            let error = facts([&value]).error.unwrap();
            assert_eq!(
                (error.class.as_str(), error.message.as_str()),
                (class, "oh")
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
            // What models write for the user.
            json!({"code": 404, "message": "of Bob Smith", "type": "Not Found"}),
            json!({"invoice": null, "error": "Bob Smith's invoice was not found"}),
            json!({"success": false, "error": "Bob Smith's invoice was not found"}),
            json!({"choices": ["a"], "error": "Bob Smith is not one of them"}),
            json!({"invoice": null, "error": {"code": "missing", "message": "of Bob Smith"}}),
            json!({"response": {"error": "of Bob Smith"}}),
        ] {
            assert!(facts([&value]).error.is_none(), "{value}");
        }
    }

    #[test]
    fn only_what_looks_like_a_class_is_one() {
        let sentence = "the caller does not have permission";
        let long = "a".repeat(65);
        for (error, class) in [
            (json!({"message": "x", "code": sentence}), "_OTHER"),
            (json!({"message": "x", "code": long}), "_OTHER"),
            (json!({"message": "x", "code": "größe"}), "_OTHER"),
            (
                json!({"message": "x", "code": sentence, "type": "server_error"}),
                "server_error",
            ),
            (
                json!({"message": "x", "code": 429, "status": sentence}),
                "429",
            ),
            (
                json!({"message": "x", "code": "google.rpc/a-b:c_4"}),
                "google.rpc/a-b:c_4",
            ),
        ] {
            let facts = facts([&json!({"error": error})]);
            assert_eq!(facts.error.unwrap().class, class, "{error}");
        }
    }
}

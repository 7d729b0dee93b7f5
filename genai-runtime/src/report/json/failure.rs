//! Errors in the place of an answer: in the body of a successful HTTP response, and in the middle of a stream.

use std::borrow::Cow;

use genai_semconv::value::ERROR_TYPE_OTHER;
use serde_json::{Map, Value};

use super::{at, elements, first, text};
use crate::report::Response;
use crate::report::error::class_of;

/// The events of Bedrock's streams that are errors.
const EXCEPTIONS: [&str; 6] = [
    "internalServerException",
    "modelStreamErrorException",
    "modelTimeoutException",
    "serviceUnavailableException",
    "throttlingException",
    "validationException",
];

/// The keys that servers send beside an `error` that is an object. A value in no known format that has other keys may
/// be JSON that the model wrote.
const BESIDE_ERROR_OBJECT: [&str; 17] = [
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

/// The keys that servers send beside an `error` that is a text: Ollama, its cloud, Hugging Face and xAI.
const BESIDE_ERROR_TEXT: [&str; 9] = [
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

/// The keys of an event that is itself an error. The findings of a linter, which a model may write, have others.
const ERROR_EVENT: [&str; 5] = ["code", "message", "param", "sequence_number", "type"];

/// The keys of a response that is itself an error.
const ERROR_RESPONSE: [&str; 9] = [
    "code",
    "detail",
    "message",
    "object",
    "param",
    "raw_status_code",
    "request_id",
    "status",
    "type",
];

/// Reports the error of a value, if it has one, besides what its format reports. `is_known` says whether the value is
/// in one of the formats; if not, stricter rules keep JSON that a model wrote from being taken for an error.
pub(super) fn report(value: &Value, is_known: bool, response: &mut Response<'_>) {
    if let Some(error) = error(value, is_known) {
        let message = text(error, "message").or_else(|| text(error, "status_msg"));
        let message = message.or(error.as_str());
        response.error(class(value, error), message);
    } else if let Some((name, exception)) = exception(value) {
        response.error(name, text(exception, "message"));
    }
}

/// The part of a value that is an error; it may be the value itself.
fn error(value: &Value, is_known: bool) -> Option<&Value> {
    let own = at(value, &["error"]).filter(|error| is_of_server(value, error, is_known));
    // OpenAI's Responses API has it in `response`, Groq in `x_groq`, OpenRouter in a choice, Cohere in the `delta` of
    // the event `message-end`.
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
        .or_else(|| realtime(value).filter(|_| is_known))
        .or_else(|| minimax(value))
        .or(is_bare(value).then_some(value))
}

/// The error of a failed response of the Realtime API, in `status_details`; it may have only a code.
fn realtime(value: &Value) -> Option<&Value> {
    let inner = at(value, &["response"])?;
    let error = at(inner, &["status_details", "error"])?;
    let has_class = text(error, "code")
        .or_else(|| text(error, "type"))
        .is_some();
    (text(inner, "status") == Some("failed") && has_class).then_some(error)
}

/// `MiniMax` sends `base_resp` with every response, and alone instead of one; its `status_code` is 0 on success.
fn minimax(value: &Value) -> Option<&Value> {
    let status = at(value, &["base_resp"])?;
    let code = at(status, &["status_code"]).and_then(Value::as_u64)?;
    let is_own = has_no_key_but(status, &["status_code", "status_msg"]);
    (is_own && code > 0 && text(status, "status_msg").is_some()).then_some(status)
}

/// Whether the `error` of a value is the server's and not part of JSON that the model wrote.
fn is_of_server(value: &Value, error: &Value, is_known: bool) -> bool {
    if error.is_string() {
        has_no_key_but(value, &BESIDE_ERROR_TEXT)
    } else {
        is_known || has_no_key_but(value, &BESIDE_ERROR_OBJECT)
    }
}

/// An error is a text, or has a message, a status or an HTTP status code. The `error` of JSON that the model wrote for
/// the user may be anything, such as a number.
fn is_error(error: &Value) -> bool {
    let is_text = error.as_str().is_some_and(|text| !text.is_empty());
    let code = at(error, &["code"]).and_then(Value::as_u64);
    let has_text = ["message", "status"]
        .into_iter()
        .any(|key| text(error, key).is_some());
    is_text || has_text || code.is_some_and(|code| (400..600).contains(&code))
}

/// Whether a value is itself an error: an event of OpenAI's Responses API or of Mistral's conversations, or a response
/// of Mistral or vLLM.
fn is_bare(value: &Value) -> bool {
    let has = |key| value.get(key).is_some();
    let kind = text(value, "type");
    if kind == Some("conversation.response.error") {
        is_error(value)
    } else if kind == Some("error") {
        let is_event = has("code") && (has("param") || has("sequence_number"));
        is_event && has_no_key_but(value, &ERROR_EVENT)
    } else {
        let is_response = text(value, "object") == Some("error") && is_error(value);
        is_response && has_no_key_but(value, &ERROR_RESPONSE)
    }
}

fn has_no_key_but(value: &Value, known: &[&str]) -> bool {
    let mut keys = value.as_object().into_iter().flat_map(Map::keys);
    keys.all(|key| known.contains(&key.as_str()))
}

/// An error event of Bedrock's: its name and its value.
fn exception(value: &Value) -> Option<(&'static str, &Value)> {
    let mut names = EXCEPTIONS.into_iter();
    names.find_map(|name| Some((name, value.get(name).filter(|event| event.is_object())?)))
}

/// `error.type`: the error's `code`, else its `type` or `status`, else a numeric code. If the error is a text, its
/// class is in the `error_type` or `code` beside it (Hugging Face, xAI) or, as a number, in `StatusCode` (Ollama).
fn class<'a>(value: &'a Value, error: &'a Value) -> Cow<'a, str> {
    let beside = text(value, "error_type").or_else(|| text(value, "code"));
    let beside = beside.filter(|_| error.is_string());
    let keys = ["code", "type", "status"];
    let words = keys.into_iter().filter_map(|key| text(error, key));
    let code = first(error, &[&["code"], &["status_code"]]);
    let code = code.or_else(|| at(value, &["StatusCode"]));
    let number = code.and_then(Value::as_u64);
    match (class_of(words.chain(beside)), number) {
        (None | Some(ERROR_TYPE_OTHER), Some(code)) if code > 0 => code.to_string().into(),
        (class, _) => class.unwrap_or("error").into(),
    }
}

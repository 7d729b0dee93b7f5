//! Errors that come in the place of an answer: in the body of a response that is no HTTP error, and in
//! the middle of a stream.

use std::borrow::Cow;

use genai_semconv::value::ERROR_TYPE_OTHER;
use serde_json::{Map, Value};

use super::{at, elements, first, text};
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

/// What an event has that is an error itself. What a linter finds has more.
const OF_EVENTS: [&str; 5] = ["code", "message", "param", "sequence_number", "type"];

/// Likewise an answer.
const OF_ANSWERS: [&str; 9] = [
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

/// Reports the error of a value, if there is one; what else the value says is reported all the same. What models write is
/// taken for none: `is_known` says whether the value is in one of the formats.
pub(super) fn report(value: &Value, is_known: bool, response: &mut Response<'_>) {
    if let Some(error) = error(value, is_known) {
        let message = text(error, "message").or_else(|| text(error, "status_msg"));
        let message = message.or(error.as_str());
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
        .or_else(|| realtime(value).filter(|_| is_known))
        .or_else(|| minimax(value))
        .or(is_bare(value).then_some(value))
}

/// The error of a response that failed, of which the Realtime API may say no more than a code.
fn realtime(value: &Value) -> Option<&Value> {
    let inner = at(value, &["response"])?;
    let error = at(inner, &["status_details", "error"])?;
    let has_class = text(error, "code")
        .or_else(|| text(error, "type"))
        .is_some();
    (text(inner, "status") == Some("failed") && has_class).then_some(error)
}

/// What `MiniMax` says beside each answer, and in the place of one: its code is 0 where nothing has failed.
fn minimax(value: &Value) -> Option<&Value> {
    let said = at(value, &["base_resp"])?;
    let code = at(said, &["status_code"]).and_then(Value::as_u64)?;
    let is_own = has_no_key_but(said, &["status_code", "status_msg"]);
    (is_own && code > 0 && text(said, "status_msg").is_some()).then_some(said)
}

/// Whether a value's error is one of the server: the model may have written all of it.
fn is_own(value: &Value, error: &Value, is_known: bool) -> bool {
    if error.is_string() {
        has_no_key_but(value, &BESIDE_TEXTS)
    } else {
        is_known || has_no_key_but(value, &BESIDE_ERRORS)
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

/// Whether a value is an error itself: an event of OpenAI's Responses API or of Mistral's conversations, or an answer of
/// Mistral or vLLM.
fn is_bare(value: &Value) -> bool {
    let has = |key| value.get(key).is_some();
    let kind = text(value, "type");
    if kind == Some("conversation.response.error") {
        // Mistral's.
        is_error(value)
    } else if kind == Some("error") {
        let is_event = has("code") && (has("param") || has("sequence_number"));
        is_event && has_no_key_but(value, &OF_EVENTS)
    } else {
        let is_answer = text(value, "object") == Some("error") && is_error(value);
        is_answer && has_no_key_but(value, &OF_ANSWERS)
    }
}

fn has_no_key_but(value: &Value, known: &[&str]) -> bool {
    let mut keys = value.as_object().into_iter().flat_map(Map::keys);
    keys.all(|key| known.contains(&key.as_str()))
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
    let code = first(error, &[&["code"], &["status_code"]]);
    let code = code.or_else(|| at(value, &["StatusCode"]));
    let number = code.and_then(Value::as_u64);
    match (class_of(words.chain(beside)), number) {
        (None | Some(ERROR_TYPE_OTHER), Some(code)) if code > 0 => code.to_string().into(),
        (class, _) => class.unwrap_or("error").into(),
    }
}

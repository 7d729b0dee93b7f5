//! Errors of OpenAI's Responses API: in a failed response, and in the middle of a stream.

use async_openai::types::responses::{ResponseError, ResponseErrorEvent};

use crate::report::Response;
use crate::report::error::class_of;

/// `error.type` of an error without a code or type.
const CLASS: &str = "error";

pub(super) fn report(error: &ResponseError, response: &mut Response<'_>) {
    // The code's name on the wire.
    let code = serde_json::to_value(&error.code).ok();
    let code = code.as_ref().and_then(serde_json::Value::as_str);
    let words = code.into_iter().chain(error.r#type.as_deref());
    response.error(class_of(words).unwrap_or(CLASS), &error.message);
}

/// An error in the middle of a stream, which the client yields like any other event.
pub(super) fn report_event(event: &ResponseErrorEvent, response: &mut Response<'_>) {
    let class = class_of(event.code.as_deref()).unwrap_or(CLASS);
    response.error(class, &event.message);
}

#[cfg(test)]
mod tests {
    use async_openai::types::responses::{self, ResponseStreamEvent};
    use serde_json::{Value, json};

    use crate::report::async_openai::tests::facts;
    use crate::report::json::facts::facts as facts_of_json;

    fn failed(error: &Value) -> Value {
        json!({
            "id": "resp_1", "object": "response", "created_at": 1, "model": "gpt-5",
            "status": "failed", "output": [], "error": error
        })
    }

    #[test]
    fn a_typed_error_is_reported_like_its_json() {
        let error = json!({"code": "server_error", "message": "oh"});
        let other = json!({"code": "a sentence", "message": "oh"});
        for body in [failed(&error), failed(&other), failed(&json!(null))] {
            let expected = facts_of_json([&body]).error;
            assert_eq!(expected.is_some(), !body["error"].is_null());
            let whole = facts::<responses::Response>(body.clone());
            assert_eq!(whole.error, expected, "{body}");
            let event = json!({"type": "response.failed", "sequence_number": 1, "response": body});
            assert_eq!(facts::<ResponseStreamEvent>(event).error, expected);
        }
    }

    #[test]
    fn an_error_event_in_the_middle_of_a_stream_is_reported() {
        for (code, class) in [
            (json!("server_error"), "server_error"),
            (json!(null), "error"),
        ] {
            let event = json!({
                "type": "error", "code": code, "message": "oh", "param": null, "sequence_number": 1
            });
            let expected = facts_of_json([&event]).error;
            let error = facts::<ResponseStreamEvent>(event).error;
            assert_eq!(error, expected);
            let error = error.unwrap();
            assert_eq!(
                (error.class.as_str(), error.message.as_str()),
                (class, "oh")
            );
        }
    }
}

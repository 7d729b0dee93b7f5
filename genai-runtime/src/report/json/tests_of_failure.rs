//! Errors in the shapes that servers send, and values that are not errors.

use serde_json::json;

use super::facts::facts;

#[test]
fn errors_of_each_provider_are_read() {
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
        // Mistral, in the middle of a conversation.
        (
            json!({"type": "conversation.response.error", "message": "oh", "code": 3051}),
            "conversation.response.error",
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
        // Bedrock, in the middle of a stream.
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
fn minimaxs_base_resp_is_an_error_if_its_code_is_not_0() {
    let answer = |code: u64, text: &str| {
        json!({
            "id": "06", "choices": null, "model": "MiniMax-M2", "input_sensitive": false,
            "base_resp": {"status_code": code, "status_msg": text}
        })
    };
    let failed = facts([&answer(1008, "insufficient balance")]);
    let error = failed.error.unwrap();
    assert_eq!(error.class, "1008");
    assert_eq!(error.message, "insufficient balance");
    for successful in [
        answer(0, ""),
        answer(0, "success"),
        json!({"base_resp": {"status_code": 1, "status_msg": "no", "of": "a plan"}}),
        json!({"base_resp": "no"}),
    ] {
        assert_eq!(facts([&successful]).error, None, "{successful}");
    }
}

/// The Realtime API.
#[test]
fn a_failed_response_may_have_only_a_code() {
    let failed = json!({
        "type": "response.done",
        "response": {
            "object": "realtime.response", "status": "failed",
            "status_details": {"type": "failed", "error": {"type": "a", "code": "quota"}}
        }
    });
    let error = facts([&failed]).error.unwrap();
    assert_eq!(
        (error.class.as_str(), error.message.as_str()),
        ("quota", "")
    );
}

/// Ollama and its cloud, Hugging Face, xAI.
#[test]
fn errors_that_are_texts_are_read() {
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
fn other_values_are_not_errors() {
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
        // JSON that a model wrote for the user.
        json!({"code": 404, "message": "of Bob Smith", "type": "Not Found"}),
        json!({"invoice": null, "error": "Bob Smith's invoice was not found"}),
        json!({"success": false, "error": "Bob Smith's invoice was not found"}),
        json!({"choices": ["a"], "error": "Bob Smith is not one of them"}),
        json!({"invoice": null, "error": {"code": "missing", "message": "of Bob Smith"}}),
        json!({"response": {"error": "of Bob Smith"}}),
        json!({"response": {"status": "failed", "status_details": {"error": {"code": "Bob"}}}}),
        json!({
            "type": "response.done",
            "response": {"status": "cancelled", "status_details": {"error": {"code": "late"}}}
        }),
    ] {
        assert!(facts([&value]).error.is_none(), "{value}");
    }
}

#[test]
fn only_short_identifiers_are_classes() {
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

//! OpenAI's images, transcriptions and speech, whole and as the events of their streams. Images and speech are no text: what
//! they cost is all that is read of them.

use serde_json::Value;

use super::{at, elements, text};
use crate::report::{CHOICE, Response};

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    match text(value, "type") {
        Some("transcript.text.delta") => {
            response.text(CHOICE, value.get("delta"));
        }
        // The last event of a transcription repeats its text.
        Some(
            "transcript.text.done"
            | "image_generation.completed"
            | "image_edit.completed"
            | "speech.audio.done",
        ) => {
            report_usage(value, response);
        }
        None if is_transcription(value) => {
            response.text(CHOICE, value.get("text"));
            report_usage(value, response);
        }
        None if has_images(value) => report_usage(value, response),
        _ => return false,
    }
    true
}

fn is_transcription(value: &Value) -> bool {
    let usage = at(value, &["usage"]).and_then(|usage| text(usage, "type"));
    value.get("text").is_some_and(Value::is_string) && matches!(usage, Some("tokens" | "duration"))
}

fn has_images(value: &Value) -> bool {
    let is_image =
        |image: &Value| text(image, "b64_json").is_some() || text(image, "url").is_some();
    let first = elements(value.get("data")).next();
    value.get("created").is_some_and(Value::is_number) && first.is_some_and(is_image)
}

fn report_usage(value: &Value, response: &mut Response<'_>) {
    if let Some(usage) = at(value, &["usage"]) {
        response
            .input_tokens(usage.get("input_tokens"))
            .output_tokens(usage.get("output_tokens"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::report::Usage;
    use crate::report::json::facts::facts;

    fn usage() -> Value {
        json!({"input_tokens": 50, "output_tokens": 4160, "total_tokens": 4210})
    }

    #[test]
    fn images_and_speech_have_a_usage() {
        for value in [
            json!({"created": 1, "data": [{"b64_json": "aGk="}], "usage": usage()}),
            json!({"type": "image_generation.completed", "b64_json": "aGk=", "usage": usage()}),
            json!({"type": "image_edit.completed", "b64_json": "aGk=", "usage": usage()}),
            json!({"type": "speech.audio.done", "usage": usage()}),
        ] {
            let facts = facts([&value]);
            assert_eq!(facts.usage, Usage::new().input(50).output(4160), "{value}");
            assert_eq!(facts.output_bytes, 0);
        }
        let older = json!({"created": 1, "data": [{"url": "https://example.com/a.png"}]});
        assert_eq!(facts([&older]).usage, Usage::new());
    }

    #[test]
    fn transcriptions_say_their_text_once() {
        let mut usage = usage();
        usage["type"] = json!("tokens");
        let whole = facts([&json!({"text": "hello", "usage": usage})]);
        let stream = facts([
            &json!({"type": "transcript.text.delta", "delta": "hel"}),
            &json!({"type": "transcript.text.delta", "delta": "lo"}),
            &json!({"type": "transcript.text.done", "text": "hello", "usage": usage}),
        ]);
        for facts in [whole, stream] {
            assert_eq!(facts.usage, Usage::new().input(50).output(4160));
            assert_eq!(facts.output_bytes, 5);
        }
        let by_time = json!({"text": "hello", "usage": {"type": "duration", "seconds": 2}});
        assert_eq!(facts([&by_time]).usage, Usage::new());
    }
}

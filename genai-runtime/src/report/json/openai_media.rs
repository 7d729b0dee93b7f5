//! OpenAI's images, transcriptions and speech, whole and as the events of their streams, and transcriptions of Mistral
//! and `OpenRouter`. Of images and speech only the usage is read.

use serde_json::Value;

use super::openai_counts::report_usage as report_usage_of_chat;
use super::{at, elements, reason, text};
use crate::report::{CHOICE, Response};

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    match text(value, "type") {
        Some("transcript.text.delta") => {
            response.text(CHOICE, value.get("delta"));
        }
        // Mistral's event.
        Some("transcription.text.delta") => {
            response.text(CHOICE, value.get("text"));
        }
        Some("transcript.text.done" | "transcription.done") => {
            report_transcription(value, response);
        }
        Some("image_generation.completed" | "image_edit.completed" | "speech.audio.done") => {
            report_usage(value, response);
        }
        None if is_transcription(value) => report_transcription(value, response),
        None if has_images(value) => report_usage(value, response),
        _ => return false,
    }
    true
}

/// Whether a value is a whole transcription, or the last event of a stream of one.
pub(super) fn is_transcription(value: &Value) -> bool {
    let usage = at(value, &["usage"]);
    let is_counted = |usage: &Value| {
        let counts = ["input_tokens", "output_tokens", "total_tokens"];
        let is_number = |key| usage.get(key).is_some_and(Value::is_number);
        matches!(text(usage, "type"), Some("tokens" | "duration"))
            || at(usage, &["prompt_audio_seconds"]).is_some()
            || counts.into_iter().all(is_number)
    };
    value.get("text").is_some_and(Value::is_string) && usage.is_some_and(is_counted)
}

/// The last event of a stream repeats the text. It is read if no `delta` came before, as in diarized transcriptions,
/// which are streamed in segments.
fn report_transcription(value: &Value, response: &mut Response<'_>) {
    response.model(text(value, "model"));
    if let Some(reason) = reason(value, "finish_reason") {
        response.finish_reason(CHOICE, reason);
    }
    if !response.has_answered() {
        response.text(CHOICE, value.get("text"));
    }
    report_usage(value, response);
}

fn has_images(value: &Value) -> bool {
    let is_image =
        |image: &Value| text(image, "b64_json").is_some() || text(image, "url").is_some();
    let first = elements(value.get("data")).next();
    value.get("created").is_some_and(Value::is_number) && first.is_some_and(is_image)
}

fn report_usage(value: &Value, response: &mut Response<'_>) {
    let Some(usage) = at(value, &["usage"]) else {
        return;
    };
    if at(usage, &["prompt_tokens"]).is_some() {
        report_usage_of_chat(usage, response);
    } else {
        response
            .input_tokens(usage.get("input_tokens"))
            .output_tokens(usage.get("output_tokens"));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::report::json::facts::{facts, reasons};
    use crate::report::{ResponseFacts, Usage};

    fn usage() -> Value {
        json!({"input_tokens": 50, "output_tokens": 4160, "total_tokens": 4210})
    }

    #[test]
    fn the_usage_of_images_and_speech_is_read() {
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
    fn the_text_of_a_diarized_stream_is_read_at_its_end() {
        let facts = facts([
            &json!({"type": "transcript.text.segment", "text": " hello", "speaker": "A", "id": "seg_0"}),
            &json!({"type": "transcript.text.done", "text": "hello", "usage": usage()}),
        ]);
        assert_eq!(facts.usage, Usage::new().input(50).output(4160));
        assert_eq!(facts.output_bytes, 5);
    }

    #[test]
    fn openrouters_usage_has_no_type() {
        let mut usage = usage();
        usage["cost"] = json!(0.0001);
        let counted = facts([&json!({"text": "hello", "usage": usage})]);
        assert_eq!(counted.usage, Usage::new().input(50).output(4160));
        assert_eq!(counted.output_bytes, 5);
        let uncounted = json!({"text": "hello", "usage": {"input_tokens": 50}});
        assert_eq!(facts([&uncounted]), ResponseFacts::default());
    }

    #[test]
    fn only_mistrals_total_includes_audio() {
        let whole = json!({
            "model": "voxtral-mini-latest", "text": "hello", "language": null, "segments": [],
            "usage": {
                "prompt_audio_seconds": 3, "prompt_tokens": 5, "total_tokens": 404, "completion_tokens": 24,
                "prompt_tokens_details": {"cached_tokens": 368}
            },
            "finish_reason": "stop"
        });
        let mut done = whole.clone();
        done["type"] = json!("transcription.done");
        let delta = |text: &str| json!({"type": "transcription.text.delta", "text": text});
        let language = json!({"type": "transcription.language", "audio_language": "en"});
        for events in [vec![whole], vec![language, delta("hel"), delta("lo"), done]] {
            let facts = facts(&events);
            assert_eq!(facts.model.as_deref(), Some("voxtral-mini-latest"));
            assert_eq!(reasons(&facts), [Some("stop")]);
            assert_eq!(
                facts.usage,
                Usage::new().input(380).output(24).cache_read(368)
            );
            assert!(!facts.is_inconsistent());
            assert_eq!(facts.output_bytes, 5);
        }
    }

    #[test]
    fn the_text_of_a_transcription_is_read_once() {
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

//! Gemini Live: the server's messages with the model's texts, transcriptions of its speech, and its function calls.
//! They have no finish reason.

use serde_json::Value;

use super::{function_call, report_part};
use crate::report::json::{at, elements};
use crate::report::{CHOICE, Response};

/// The keys of `serverContent`.
const CONTENTS: [&str; 6] = [
    "generationComplete",
    "inputTranscription",
    "interrupted",
    "modelTurn",
    "outputTranscription",
    "turnComplete",
];

pub(super) fn report(value: &Value, response: &mut Response<'_>) -> bool {
    let content = at(value, &["serverContent"]).filter(|content| is_content(content));
    if let Some(content) = content {
        for part in elements(at(content, &["modelTurn", "parts"])) {
            report_part(CHOICE, part, response);
        }
        response.text(CHOICE, at(content, &["outputTranscription", "text"]));
    }
    let calls = at(value, &["toolCall", "functionCalls"]);
    for call in elements(calls) {
        function_call::report(CHOICE, call, response);
    }
    content.is_some() || calls.is_some_and(Value::is_array)
}

fn is_content(content: &Value) -> bool {
    CONTENTS.iter().any(|key| content.get(key).is_some())
}

#[cfg(all(test, feature = "content"))]
mod tests {
    use serde_json::{Value, json};

    use crate::report::json::facts::{facts, parts};
    use crate::report::{ResponseFacts, Usage};

    fn turn(part: &Value) -> Value {
        json!({"serverContent": {"modelTurn": {"parts": [part]}}})
    }

    #[test]
    fn the_transcription_of_an_audio_session_is_its_text() {
        let transcription =
            |text: &str| json!({"serverContent": {"outputTranscription": {"text": text}}});
        let call = json!({"id": "c", "name": "now", "args": {"a": 1}});
        let usage = json!({"promptTokenCount": 7, "responseTokenCount": 5});
        let messages = [
            json!({"setupComplete": {}}),
            json!({"serverContent": {"inputTranscription": {"text": "what they said"}}}),
            turn(&json!({"text": "hm", "thought": true})),
            turn(&json!({"inlineData": {"mimeType": "audio/pcm", "data": "aGk="}})),
            transcription("hel"),
            transcription("lo"),
            json!({"toolCall": {"functionCalls": [call]}}),
            json!({"serverContent": {"turnComplete": true}, "usageMetadata": usage}),
        ];
        let expected = json!([
            {"type": "reasoning", "content": "hm"},
            {"type": "text", "content": "hello"},
            {"type": "tool_call", "id": "c", "name": "now", "arguments": {"a": 1}}
        ]);
        assert_eq!(parts(&messages), expected);
        let facts = facts(&messages);
        assert_eq!(facts.usage, Usage::new().input(7).output(5));
        assert_eq!(facts.output_bytes, 2 + 5 + 7);
        assert!(facts.finish_reasons.is_empty());
    }

    #[test]
    fn a_session_in_text_is_read() {
        let messages = [turn(&json!({"text": "hel"})), turn(&json!({"text": "lo"}))];
        assert_eq!(
            parts(&messages),
            json!([{"type": "text", "content": "hello"}])
        );
    }

    #[test]
    fn similar_json_in_generated_content_is_not_a_message_of_a_session() {
        for written in [
            json!({"serverContent": "hello", "toolCall": "now"}),
            json!({"serverContent": {"text": "hello"}}),
            json!({"toolCall": {"functionCalls": "now"}}),
        ] {
            assert_eq!(facts([&written]), ResponseFacts::default(), "{written}");
        }
    }
}

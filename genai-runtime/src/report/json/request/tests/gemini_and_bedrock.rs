//! Gemini's `generateContent` and Bedrock's `Converse`, whose parts have no `type` but a key of that name.

use serde_json::json;

use super::{messages, reported, tools};
use crate::report::shown;
use crate::report::value::Integer as _;

#[test]
fn geminis_configuration_is_read() {
    let (facts, input) = reported(&json!({
        "contents": [{"parts": [{"text": "hi"}]}],
        "systemInstruction": {"parts": [{"text": "be brief"}]},
        "generationConfig": {
            "temperature": 0.5, "topP": 0.75, "topK": 40, "maxOutputTokens": 8, "candidateCount": 2, "seed": 1,
            "stopSequences": ["END"], "frequencyPenalty": 0.25, "presencePenalty": -0.25,
            "responseMimeType": "application/json", "thinkingConfig": {"thinkingLevel": "low"}
        }
    }));
    assert_eq!(facts.model, None);
    assert_eq!((facts.temperature, facts.top_p), (Some(0.5), Some(0.75)));
    assert_eq!(facts.top_k, Some(40.0));
    assert_eq!(facts.max_tokens, 8_u8.integer());
    assert_eq!(facts.choice_count, 2_u8.integer());
    assert_eq!(facts.seed, 1_u8.integer());
    assert_eq!(facts.stop_sequences.unwrap(), ["END"]);
    assert_eq!(facts.frequency_penalty, Some(0.25));
    assert_eq!(facts.presence_penalty, Some(-0.25));
    assert_eq!(facts.output_type.as_deref(), Some("json"));
    assert_eq!(facts.reasoning_level.as_deref(), Some("low"));
    assert_eq!(shown::messages(&input), json!([["user", ["hi"]]]));
    assert_eq!(shown::instructions(&input), json!(["be brief"]));
    let (facts, _) = reported(&json!({
        "contents": [], "generationConfig": {"responseModalities": ["TEXT", "IMAGE"]}
    }));
    assert_eq!(facts.output_type.as_deref(), Some("image"));
}

#[test]
fn the_input_of_googles_embeddings_is_reported() {
    let one = |text: &str| json!({"model": "models/gemini-embedding-001", "content": {"parts": [{"text": text}]}});
    let (facts, input) = reported(&json!({"requests": [one("a"), one("b")]}));
    assert_eq!(facts.model.as_deref(), Some("models/gemini-embedding-001"));
    let expected = json!([["user", ["a"]], ["user", ["b"]]]);
    assert_eq!(shown::messages(&input), expected);
    let (facts, input) = reported(&json!({
        "instances": [{"content": "a", "task_type": "RETRIEVAL_QUERY"}, {"content": "b"}],
        "parameters": {"outputDimensionality": 256}
    }));
    assert_eq!(facts.embedding_dimensions, 256_u16.integer());
    assert_eq!(shown::messages(&input), expected);
}

#[test]
fn requests_to_bedrocks_invoke_model_are_read() {
    let (facts, input) = reported(&json!({"inputText": "hi", "textGenerationConfig": {
        "maxTokenCount": 8, "temperature": 0.5, "topP": 0.75, "stopSequences": ["END"]
    }}));
    assert_eq!(facts.max_tokens, 8_u8.integer());
    assert_eq!((facts.temperature, facts.top_p), (Some(0.5), Some(0.75)));
    assert_eq!(facts.stop_sequences.unwrap(), ["END"]);
    assert_eq!(shown::messages(&input), json!([["user", ["hi"]]]));
    let (facts, _) = reported(&json!({"prompt": "hi", "max_gen_len": 8}));
    assert_eq!(facts.max_tokens, 8_u8.integer());
    let (facts, _) = reported(&json!({"prompt": "hi", "numResults": 2}));
    assert_eq!(facts.choice_count, 2_u8.integer());
    let (facts, input) = reported(&json!({"message": "hi", "max_tokens": 8, "p": 0.75, "k": 3}));
    assert_eq!(facts.max_tokens, 8_u8.integer());
    assert_eq!((facts.top_p, facts.top_k), (Some(0.75), Some(3.0)));
    assert_eq!(shown::messages(&input), json!([["user", ["hi"]]]));
}

#[test]
fn the_previous_interaction_and_the_thinking_level_are_read() {
    for input in [json!("hi"), json!(null)] {
        let (facts, _) = reported(&json!({
            "model": "gemini-3", "input": input, "previous_interaction_id": "int-1",
            "generation_config": {"thinking_level": "low"}
        }));
        assert_eq!(facts.previous_response_id.as_deref(), Some("int-1"));
        assert_eq!(facts.reasoning_level.as_deref(), Some("low"));
    }
}

#[test]
fn the_steps_of_interactions_are_reported_as_messages() {
    let search = json!({"type": "google_search_call", "id": "g", "arguments": {"queries": ["a"]}});
    let found = json!({"type": "google_search_result", "call_id": "g", "result": [{"url": "b"}]});
    let body = json!({"model": "gemini-3.5-flash", "system_instruction": "be brief", "input": [
        {"type": "user_input", "content": [{"type": "text", "text": "now?"}]},
        {"type": "thought", "signature": "c2ln", "summary": [{"type": "text", "text": "hmm"}]},
        search,
        found,
        {"type": "function_call", "id": "c", "name": "now", "arguments": {"a": 1}},
        {"type": "function_result", "call_id": "c", "name": "now", "result": {"b": 2}},
        {"type": "model_output", "content": [{"type": "text", "text": "noon"}]},
        {"type": "user_input", "content": "thanks"}
    ]});
    let expected = json!([
        ["user", ["now?"]],
        ["assistant", [{"reasoning": "hmm"}]],
        ["assistant", [{"server": ["g", "google_search", search]}]],
        ["assistant", [{"server_response": ["g", found]}]],
        ["assistant", [{"call": ["c", "now", {"a": 1}]}]],
        ["tool", [{"response": ["c", {"b": 2}]}]],
        ["assistant", ["noon"]],
        ["user", ["thanks"]]
    ]);
    assert_eq!(messages(&body), expected);
    let (_, input) = reported(&body);
    assert_eq!(shown::instructions(&input), json!(["be brief"]));
    // Content outside of a step is a message of the user's.
    let content = json!({"input": [{"type": "text", "text": "now?"}]});
    assert_eq!(messages(&content), json!([["user", ["now?"]]]));
}

#[test]
fn geminis_parts_are_reported() {
    let code = json!({"language": "PYTHON", "code": "1+1"});
    let body = json!({"contents": [
        {"role": "user", "parts": [
            {"text": "look"},
            {"inlineData": {"mimeType": "image/png", "data": "aGk="}},
            {"inline_data": {"mime_type": "application/pdf", "data": "JVBE"}},
            {"fileData": {"mimeType": "video/mp4", "fileUri": "gs://b/a.mp4"}, "videoMetadata": {"fps": 1}}
        ]},
        {"role": "model", "parts": [
            {"text": "hm", "thought": true},
            {"functionCall": {"name": "now", "args": {"zone": "CET"}}, "thoughtSignature": "s"},
            {"executableCode": code}
        ]},
        {"role": "user", "parts": [{"functionResponse": {"id": "f1", "name": "now", "response": {"time": "12:00"}}}]}
    ]});
    let expected = json!([
        ["user", [
            "look",
            {"blob": ["image", "image/png", "aGk="]},
            {"blob": ["document", "application/pdf", "JVBE"]},
            {"uri": ["video", "video/mp4", "gs://b/a.mp4"]}
        ]],
        ["assistant", [
            {"reasoning": "hm"},
            {"call": [null, "now", {"zone": "CET"}]},
            {"other": ["executableCode", code]}
        ]],
        ["user", [{"response": ["f1", {"time": "12:00"}]}]]
    ]);
    assert_eq!(messages(&body), expected);
}

#[test]
fn bedrocks_configuration_is_read() {
    let (facts, input) = reported(&json!({
        "modelId": "nova", "messages": [{"role": "user", "content": [{"text": "hi"}]}],
        "system": [{"text": "be brief"}, {"cachePoint": {"type": "default"}}],
        "inferenceConfig": {"maxTokens": 300, "temperature": 0.1, "topP": 0.3, "stopSequences": ["|"]},
        "additionalModelRequestFields": {"top_k": 5}
    }));
    assert_eq!(facts.top_k, Some(5.0));
    assert_eq!(facts.model.as_deref(), Some("nova"));
    assert_eq!(facts.max_tokens, 300_u16.integer());
    assert_eq!((facts.temperature, facts.top_p), (Some(0.1), Some(0.3)));
    assert_eq!(facts.stop_sequences.unwrap(), ["|"]);
    assert_eq!(shown::instructions(&input), json!(["be brief"]));
}

#[test]
fn bedrocks_blocks_are_reported() {
    let body = json!({"messages": [
        {"role": "user", "content": [
            {"text": "look"},
            {"image": {"format": "png", "source": {"bytes": "aGk="}}},
            {"document": {"format": "pdf", "name": "d", "source": {"s3Location": {"uri": "s3://b/d.pdf"}}}},
            {"document": {"format": "txt", "name": "d", "source": {"text": "words"}}},
            {"guardContent": {"text": {"text": "guarded", "qualifiers": ["query"]}}}
        ]},
        {"role": "assistant", "content": [
            {"reasoningContent": {"reasoningText": {"text": "hm", "signature": "s"}}},
            {"toolUse": {"toolUseId": "t1", "name": "now", "input": {"zone": "CET"}}}
        ]},
        {"role": "user", "content": [
            {"toolResult": {"toolUseId": "t1", "content": [{"json": {"time": "12:00"}}], "status": "success"}}
        ]}
    ]});
    let expected = json!([
        ["user", [
            "look",
            {"blob": ["image", "image/png", "aGk="]},
            {"uri": ["document", "application/pdf", "s3://b/d.pdf"]},
            "words",
            "guarded"
        ]],
        ["assistant", [{"reasoning": "hm"}, {"call": ["t1", "now", {"zone": "CET"}]}]],
        ["user", [{"response": ["t1", [{"json": {"time": "12:00"}}]]}]]
    ]);
    assert_eq!(messages(&body), expected);
}

#[test]
fn definitions_of_tools_are_read() {
    let gemini = json!({"contents": [], "tools": [
        {"functionDeclarations": [
            {"name": "now", "description": "the time", "parameters": {"type": "OBJECT"}},
            {"name": "then", "parametersJsonSchema": {"type": "object"}}
        ]},
        {"googleSearch": {}}
    ]});
    let expected = json!([
        ["function", "now", "the time", {"type": "OBJECT"}],
        ["function", "then", null, {"type": "object"}],
        ["googleSearch", "googleSearch", null, null]
    ]);
    assert_eq!(tools(&gemini), expected);
    let bedrock = json!({"messages": [], "toolConfig": {"tools": [
        {"toolSpec": {"name": "now", "description": "the time", "inputSchema": {"json": {"type": "object"}}}},
        {"cachePoint": {"type": "default"}},
        {"systemTool": {"name": "nova_grounding"}}
    ]}});
    let expected = json!([
        ["function", "now", "the time", {"type": "object"}],
        ["systemTool", "nova_grounding", null, null]
    ]);
    assert_eq!(tools(&bedrock), expected);
}

#[test]
fn short_names_of_formats_become_media_types() {
    for (key, format, mime_type) in [
        ("image", "jpeg", Some("image/jpeg")),
        ("document", "txt", Some("text/plain")),
        ("document", "md", Some("text/markdown")),
        ("document", "csv", Some("text/csv")),
        (
            "document",
            "docx",
            Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ),
        ("video", "three_gp", Some("video/3gpp")),
        ("audio", "mp3", Some("audio/mpeg")),
        ("audio", "pcm", None),
    ] {
        let part = json!({key: {"format": format, "source": {"bytes": "aGk="}}});
        let body = json!({"messages": [{"role": "user", "content": [part]}]});
        let expected = json!([["user", [{"blob": [key, mime_type, "aGk="]}]]]);
        assert_eq!(messages(&body), expected);
    }
    let part = json!({"type": "input_audio", "input_audio": {"format": "mp3", "data": "aGk="}});
    let body = json!({"messages": [{"role": "user", "content": [part]}]});
    let expected = json!([["user", [{"blob": ["audio", "audio/mpeg", "aGk="]}]]]);
    assert_eq!(messages(&body), expected);
}

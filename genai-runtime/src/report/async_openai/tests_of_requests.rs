//! Requests in the types of `async-openai` are reported like their JSON, whose reports are compared with the bodies.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed unwrap is a failed test"
)]

use async_openai::types::chat::CreateChatCompletionRequest;
use async_openai::types::completions::CreateCompletionRequest;
use async_openai::types::embeddings::CreateEmbeddingRequest;
use async_openai::types::responses::CreateResponse;
use genai_recordings::{Interaction, Verdict, Verdicts, recordings};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::report::{InputFacts, Request, RequestFacts, RequestReport, shown};

fn reported(request: &impl RequestReport, mut input: InputFacts) -> (RequestFacts, InputFacts) {
    let mut facts = RequestFacts::default();
    request.report(&mut Request::new(&mut facts, &mut input, &[]));
    (facts, input)
}

/// Compares the reports of a typed request and of its JSON, and returns them.
fn same<T: RequestReport + DeserializeOwned>(body: &Value) -> (RequestFacts, InputFacts) {
    let typed: T = serde_json::from_value(body.clone()).unwrap();
    let (facts, input) = reported(&typed, shown::capturing());
    let (expected, of_json) = reported(body, shown::capturing());
    assert_eq!(facts.model, expected.model, "{body}");
    assert_eq!(shown::messages(&input), shown::messages(&of_json));
    assert_eq!(shown::instructions(&input), shown::instructions(&of_json));
    assert_eq!(shown::tools(&input), shown::tools(&of_json));
    // Content that is not captured has the same size.
    let (uncaptured, sized) = reported(&typed, InputFacts::default());
    assert_eq!((uncaptured, sized.bytes), (facts.clone(), input.bytes));
    assert_eq!(sized.input, None);
    let mut model = RequestFacts::default();
    typed.report(&mut Request::model_alone(&mut model));
    let alone = RequestFacts {
        model: facts.model.clone(),
        ..RequestFacts::default()
    };
    assert_eq!(model, alone);
    (facts, input)
}

#[test]
fn a_typed_chat_completion_request_is_reported_like_its_json() {
    let body = json!({
        "model": "gpt-4o", "temperature": 0.7, "top_p": 0.25, "frequency_penalty": -1.0,
        "presence_penalty": 2.0, "max_tokens": 64, "seed": -3, "n": 2, "stop": ["a", "b"],
        "reasoning_effort": "xhigh", "stream": true, "service_tier": "priority",
        "response_format": {"type": "json_object"},
        "messages": [
            {"role": "system", "content": "be brief"},
            {"role": "developer", "content": [{"type": "text", "text": "be kind"}]},
            {"role": "user", "name": "ann", "content": "hi"},
            {"role": "user", "content": [
                {"type": "text", "text": "look"},
                {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}},
                {"type": "input_audio", "input_audio": {"data": "UklG", "format": "wav"}},
                {"type": "file", "file": {"file_id": "file-1"}},
                {"type": "file", "file": {"file_data": "data:application/pdf;base64,JVBE"}}
            ]},
            {"role": "assistant", "content": "", "refusal": "no", "audio": {"id": "a1"}, "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "now", "arguments": "{\"a\":1}"}}
            ]},
            {"role": "tool", "tool_call_id": "c1", "content": "12:00"},
            {"role": "tool", "tool_call_id": "c2", "content": [{"type": "text", "text": "a"}]},
            {"role": "assistant", "content": [{"type": "text", "text": "t"}, {"type": "refusal", "refusal": "r"}],
             "function_call": {"name": "old", "arguments": "{}"}},
            {"role": "function", "name": "old", "content": "ok"}
        ],
        "tools": [
            {"type": "function", "function": {"name": "now", "description": "d", "parameters": {"type": "object"}}},
            {"type": "custom", "custom": {"name": "sh", "description": null, "format": {"type": "text"}}}
        ],
        "functions": [{"name": "old", "parameters": {"type": "object"}}]
    });
    let (facts, input) = same::<CreateChatCompletionRequest>(&body);
    assert_eq!(facts, reported(&body, InputFacts::default()).0);
    assert_eq!(facts.temperature, Some(0.7));
    assert_eq!(facts.reasoning_level.as_deref(), Some("xhigh"));
    assert_eq!(shown::messages(&input).as_array().unwrap().len(), 9);
    assert_eq!(shown::tools(&input).as_array().unwrap().len(), 3);
    let speech =
        json!({"model": "m", "messages": [], "modalities": ["text", "audio"], "stop": "a"});
    let (facts, _) = same::<CreateChatCompletionRequest>(&speech);
    assert_eq!(facts.output_type.as_deref(), Some("speech"));
    assert_eq!(facts.stop_sequences.unwrap(), ["a"]);
}

#[test]
fn a_typed_request_of_the_responses_api_is_reported_like_its_json() {
    let body = json!({
        "model": "gpt-5", "temperature": 0.5, "top_p": 0.25, "max_output_tokens": 99, "stream": true,
        "instructions": "be brief", "previous_response_id": "resp_1", "conversation": {"id": "conv_1"},
        "reasoning": {"effort": "high"}, "service_tier": "flex", "text": {"format": {"type": "text"}},
        "input": [
            {"role": "user", "content": "plain"},
            {"type": "message", "role": "user", "content": [
                {"type": "input_text", "text": "look"},
                {"type": "input_image", "image_url": "data:image/png;base64,aGk=", "detail": "auto"},
                {"type": "input_file", "file_id": "file-2"}
            ]},
            {"type": "message", "role": "assistant", "id": "msg_1", "status": "completed", "content": [
                {"type": "output_text", "text": "done", "annotations": []}
            ]},
            {"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "short"}],
             "content": [{"type": "reasoning_text", "text": "long"}]},
            {"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "now", "arguments": "{\"a\":1}"},
            {"type": "function_call_output", "call_id": "call_1", "output": "{\"b\":2}"},
            {"type": "function_call_output", "call_id": "call_2", "output": [{"type": "input_text", "text": "a"}]},
            {"type": "custom_tool_call", "id": "ct_1", "call_id": "call_3", "name": "sh", "input": "ls"},
            {"type": "custom_tool_call_output", "call_id": "call_3", "output": "a"},
            {"type": "compaction", "id": "cmp_1", "encrypted_content": "x"},
            {"type": "file_search_call", "id": "fs_1", "queries": ["q"], "status": "completed"}
        ],
        "tools": [
            {"type": "function", "name": "now", "description": "d", "parameters": {"type": "object"}},
            {"type": "web_search_preview", "search_context_size": "medium"},
            {"type": "mcp", "server_label": "wiki", "server_url": "https://example.com"},
            {"type": "custom", "name": "sh", "format": {"type": "text"}}
        ]
    });
    let (facts, input) = same::<CreateResponse>(&body);
    assert_eq!(facts, reported(&body, InputFacts::default()).0);
    assert_eq!(facts.conversation.as_deref(), Some("conv_1"));
    assert_eq!(shown::instructions(&input), json!(["be brief"]));
    assert_eq!(shown::messages(&input).as_array().unwrap().len(), 11);
    assert_eq!(shown::tools(&input).as_array().unwrap().len(), 4);
    let (_, input) = same::<CreateResponse>(&json!({"model": "m", "input": "hi"}));
    assert_eq!(shown::messages(&input), json!([["user", ["hi"]]]));
}

#[test]
fn typed_requests_for_completions_and_embeddings_are_reported_like_their_json() {
    let body = json!({
        "model": "m", "prompt": ["a", "b"], "max_tokens": 5, "temperature": 0.5, "top_p": 1.0, "n": 3,
        "stop": "x", "presence_penalty": 0.5, "frequency_penalty": 0.25, "seed": 1, "stream": true
    });
    let (facts, input) = same::<CreateCompletionRequest>(&body);
    assert_eq!(facts, reported(&body, InputFacts::default()).0);
    assert_eq!(input.bytes, Some(2));
    let tokens = json!({"model": "m", "prompt": [1, 2]});
    assert_eq!(same::<CreateCompletionRequest>(&tokens).1.bytes, None);
    let body =
        json!({"model": "e", "input": "text", "encoding_format": "base64", "dimensions": 256});
    let (facts, input) = same::<CreateEmbeddingRequest>(&body);
    assert_eq!(facts.encoding_formats.unwrap(), ["base64"]);
    assert_eq!(facts.embedding_dimensions.unwrap().value(), 256);
    assert_eq!(input.bytes, Some(4));
}

const NOT_TYPED: &str = "a request that is not in these types";

#[test]
fn recorded_requests_are_reported_like_their_json() {
    let Some(set) = recordings().unwrap() else {
        return;
    };
    let mut verdicts = Verdicts::default();
    for (name, interaction) in set.interactions() {
        verdicts.judge(&name, || judge(interaction, set.is_known()));
    }
    verdicts.finish(&set, |verdicts| {
        let checked = [
            ("chat completions", 195),
            ("completions", 43),
            ("embeddings", 10),
            ("responses", 34),
        ];
        assert_eq!(verdicts.all_checked(), checked);
        let not_typed = [
            "openai-agents/test_dict_content_serialization.json#0",
            "openai/test_responses_with_input_history.json#1",
            "openai/test_responses_with_input_history.json#3",
        ];
        assert_eq!(verdicts.skipped(NOT_TYPED), not_typed);
    });
}

fn judge(interaction: &Interaction, is_known: bool) -> Verdict {
    let Some(mut body) = interaction.request().filter(|_| interaction.is_post()) else {
        return Verdict::Skipped("no request with a body".to_owned());
    };
    leave_out_empty_descriptions(&mut body);
    let path = interaction.endpoint();
    let (what, is_typed) = if path.ends_with("/chat/completions") {
        let is_typed = same_if_typed::<CreateChatCompletionRequest>(&body, is_known);
        ("chat completions", is_typed)
    } else if path.ends_with("/v1/responses") {
        (
            "responses",
            same_if_typed::<CreateResponse>(&body, is_known),
        )
    } else if path.ends_with("/v1/completions") {
        let is_typed = same_if_typed::<CreateCompletionRequest>(&body, is_known);
        ("completions", is_typed)
    } else if path.ends_with("/v1/embeddings") {
        let is_typed = same_if_typed::<CreateEmbeddingRequest>(&body, is_known);
        ("embeddings", is_typed)
    } else {
        return Verdict::Skipped("another endpoint".to_owned());
    };
    if is_typed {
        Verdict::Checked(what.to_owned())
    } else {
        Verdict::Skipped(NOT_TYPED.to_owned())
    }
}

/// The types report an empty description of a tool, which their JSON leaves out.
fn leave_out_empty_descriptions(body: &mut Value) {
    let tools = body.get_mut("tools").and_then(Value::as_array_mut);
    for tool in tools.into_iter().flatten() {
        let tool = match tool.get("function") {
            Some(_) => tool.get_mut("function"),
            None => Some(tool),
        };
        if let Some(tool) = tool.and_then(Value::as_object_mut)
            && tool
                .get("description")
                .is_some_and(|description| description == "")
        {
            tool.remove("description");
        }
    }
}

/// Other clients leave out fields that these types require, and send fields that these types leave out. So typed
/// requests are compared with their own JSON, and with the recorded body only if the recording is a known one.
fn same_if_typed<T: RequestReport + Serialize + DeserializeOwned>(
    body: &Value,
    is_known: bool,
) -> bool {
    let Ok(typed) = serde_json::from_value::<T>(body.clone()) else {
        return false;
    };
    same::<T>(&serde_json::to_value(typed).unwrap());
    if is_known {
        same::<T>(body);
    }
    true
}

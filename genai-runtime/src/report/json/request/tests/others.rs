//! Cohere, Mistral and Ollama, where they differ from OpenAI.

use serde_json::json;

use super::{messages, reported, tools};
use crate::report::shown;
use crate::report::value::Integer as _;

#[test]
fn coheres_short_keys_and_tool_plans_are_read() {
    let (facts, _) = reported(&json!({
        "model": "command", "messages": [], "p": 0.5, "k": 3, "seed": 1.0, "stop_sequences": ["a"],
        "response_format": {"type": "json_object"}
    }));
    assert_eq!((facts.top_p, facts.top_k), (Some(0.5), Some(3.0)));
    assert_eq!(facts.seed, 1_u8.integer());
    assert_eq!(facts.output_type.as_deref(), Some("json"));
    let (facts, input) = reported(&json!({
        "model": "embed", "texts": ["one", "two"], "embedding_types": ["float", "int8"],
        "output_dimension": 512
    }));
    assert_eq!(facts.encoding_formats.unwrap(), ["float", "int8"]);
    assert_eq!(facts.embedding_dimensions, 512_u16.integer());
    assert_eq!(input.bytes, Some(6));
    let document = json!([{"type": "document", "document": {"data": "12:00"}}]);
    let body = json!({"messages": [
        {"role": "assistant", "tool_plan": "ask the clock", "tool_calls": [
            {"id": "c1", "type": "function", "function": {"name": "now", "arguments": "{}"}}
        ]},
        {"role": "tool", "tool_call_id": "c1", "content": document},
        {"role": "assistant", "content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "noon"}]}
    ]});
    let expected = json!([
        ["assistant", [{"reasoning": "ask the clock"}, {"call": ["c1", "now", {}]}]],
        ["tool", [{"response": ["c1", document]}]],
        ["assistant", [{"reasoning": "hm"}, "noon"]]
    ]);
    assert_eq!(messages(&body), expected);
}

#[test]
fn mistrals_functions_without_a_type_are_read() {
    let schema = json!({"type": "object", "properties": {}});
    let function = json!({"name": "now", "description": "the time", "parameters": schema});
    let plain =
        tools(&json!({"messages": [], "tools": [{"type": "function", "function": function}]}));
    assert_eq!(plain[0][1], "now");
    assert_eq!(
        tools(&json!({"messages": [], "tools": [{"function": function}]})),
        plain
    );
}

#[test]
fn reasoning_details_are_reported() {
    let details = json!([
        {"type": "reasoning.summary", "summary": "h"}, {"type": "reasoning.encrypted", "data": "c2ln"},
        {"type": "reasoning.text", "text": "mm", "signature": "c2ln"}
    ]);
    for (reasoning, expected) in [
        (
            json!(null),
            json!([{"reasoning": "h"}, {"reasoning": "mm"}, "hi"]),
        ),
        (json!("hmm"), json!([{"reasoning": "hmm"}, "hi"])),
    ] {
        let message = json!({
            "role": "assistant", "content": "hi", "reasoning": reasoning, "reasoning_details": details
        });
        let reported = messages(&json!({"messages": [message]}));
        assert_eq!(reported, json!([["assistant", expected]]));
    }
}

#[test]
fn the_model_of_a_request_to_a_reranker_is_read() {
    let (facts, _) =
        reported(&json!({"model": "rerank-v3.5", "query": "hi", "documents": ["a", "b"]}));
    assert_eq!(facts.model.as_deref(), Some("rerank-v3.5"));
}

#[test]
fn the_current_turn_of_coheres_older_chat_is_reported() {
    let call = json!({"name": "now", "parameters": {"zone": "CET"}});
    let (_, input) = reported(&json!({
        "model": "command", "preamble": "be brief", "message": "and now?", "chat_history": [
            {"role": "USER", "message": "hi"},
            {"role": "CHATBOT", "message": "hello", "tool_calls": [call]},
            {"role": "TOOL", "tool_results": [{"call": call, "outputs": [{"time": "12:00"}]}]}
        ]
    }));
    assert_eq!(shown::instructions(&input), json!(["be brief"]));
    let expected = json!([
        ["user", ["hi"]],
        ["assistant", ["hello", {"call": [null, "now", {"zone": "CET"}]}]],
        ["tool", [{"response": [null, [{"time": "12:00"}]]}]],
        ["user", ["and now?"]]
    ]);
    assert_eq!(shown::messages(&input), expected);
    let body = json!({
        "model": "command", "message": "",
        "tool_results": [{"call": call, "outputs": [{"time": "12:00"}]}]
    });
    let expected = json!([["tool", [{"response": [null, [{"time": "12:00"}]]}]]]);
    assert_eq!(messages(&body), expected);
}

#[test]
fn the_input_of_coheres_embeddings_is_reported() {
    let image = "data:image/png;base64,aGk=";
    let blob = json!({"blob": ["image", "image/png", "aGk="]});
    let body = json!({"model": "embed-v4.0", "images": [image]});
    assert_eq!(messages(&body), json!([["user", [blob]]]));
    let body = json!({"model": "embed-v4.0", "inputs": [
        {"content": [{"type": "text", "text": "look"}, {"type": "image_url", "image_url": {"url": image}}]},
        {"content": [{"type": "text", "text": "two"}]}
    ]});
    assert_eq!(
        messages(&body),
        json!([["user", ["look", blob]], ["user", ["two"]]])
    );
}

#[test]
fn mistrals_lists_of_thinking_are_read() {
    let (facts, _) =
        reported(&json!({"model": "m", "messages": [], "random_seed": 7, "safe_prompt": true}));
    assert_eq!(facts.seed, 7_u8.integer());
    let body = json!({"messages": [
        {"role": "user", "content": [{"type": "document_url", "document_url": "https://example.com/a.pdf"}]},
        {"role": "assistant", "prefix": true, "content": [
            {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}, {"type": "text", "text": "yes"}
        ]}
    ]});
    let expected = json!([
        ["user", [{"uri": ["document", null, "https://example.com/a.pdf"]}]],
        ["assistant", [{"reasoning": "hm"}, "yes"]]
    ]);
    assert_eq!(messages(&body), expected);
}

#[test]
fn ollamas_options_and_plain_images_are_read() {
    let (facts, _) = reported(&json!({
        "model": "llama", "messages": [], "stream": true, "think": "high", "format": {"type": "object"},
        "options": {"temperature": 0.5, "top_k": 20, "num_predict": -1, "stop": ["a"], "seed": 3}
    }));
    assert_eq!((facts.temperature, facts.top_k), (Some(0.5), Some(20.0)));
    // A negative number is no limit.
    assert_eq!(facts.max_tokens, None);
    assert_eq!(facts.seed, 3_u8.integer());
    assert_eq!(facts.output_type.as_deref(), Some("json"));
    assert_eq!(facts.reasoning_level.as_deref(), Some("high"));
    let body = json!({"messages": [
        {"role": "user", "content": "look", "images": ["aGk="]},
        {"role": "assistant", "content": "", "thinking": "hm", "tool_calls": [
            {"function": {"name": "now", "arguments": {"zone": "CET"}}}
        ]},
        {"role": "tool", "tool_name": "now", "content": "12:00"}
    ]});
    let expected = json!([
        ["user", ["look", {"blob": ["image", null, "aGk="]}]],
        ["assistant", [{"reasoning": "hm"}, {"call": [null, "now", {"zone": "CET"}]}]],
        ["tool", [{"response": [null, "12:00"]}]]
    ]);
    assert_eq!(messages(&body), expected);
    let (facts, input) = reported(&json!({
        "model": "llama", "prompt": "look", "system": "be brief", "images": ["aGk="], "think": true, "format": ""
    }));
    assert_eq!(facts.reasoning_level, None);
    assert_eq!(facts.output_type, None);
    assert_eq!(shown::instructions(&input), json!(["be brief"]));
    let expected = json!([["user", ["look"]], ["user", [{"blob": ["image", null, "aGk="]}]]]);
    assert_eq!(shown::messages(&input), expected);
}

#[test]
fn ambiguous_input_is_read_only_beside_a_model() {
    for body in [
        json!({"model": "gpt-5", "prompt": {"id": "pmpt_1"}, "temperature": 0.5}),
        json!({"model": "gpt-5", "conversation": "conv_1", "temperature": 0.5}),
        json!({"model": "embed-v4.0", "images": ["data:image/png;base64,aGk="], "temperature": 0.5}),
        json!({"model": "embed-v4.0", "inputs": [{"content": []}], "temperature": 0.5}),
        json!({"model": "command", "message": "hi", "temperature": 0.5}),
    ] {
        let (facts, _) = reported(&body);
        assert!(facts.model.is_some(), "{body}");
        assert_eq!(facts.temperature, Some(0.5), "{body}");
    }
    // Without a model, this may be anything.
    let (facts, _) = reported(&json!({"message": "hi", "temperature": 36.6}));
    assert_eq!(facts.temperature, None);
}

#[test]
fn geminis_single_contents_are_reported() {
    let (facts, input) = reported(&json!({
        "model": "models/gemini-embedding-001", "content": {"parts": [{"text": "hello"}]},
        "outputDimensionality": 768
    }));
    assert_eq!(facts.embedding_dimensions, 768_u16.integer());
    assert_eq!(shown::messages(&input), json!([["user", ["hello"]]]));
    let body = json!({"contents": {"parts": [{"text": "hi"}]}});
    assert_eq!(messages(&body), json!([["user", ["hi"]]]));
}

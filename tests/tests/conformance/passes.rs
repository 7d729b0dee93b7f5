//! The framework's own telemetry passes in all conventions.

use genai_runtime::testing::{Capture, Level, assert_conformant, conformance, worst};
use genai_runtime::{Conventions, Usage, chain_step, llm_span};
use genai_tests::reply::{Reply, reply};
use serde_json::{Value, json};

pub(crate) const CONVENTIONS: [Conventions; 6] = [
    Conventions::V1_41,
    Conventions::LATEST,
    Conventions::LATEST_AND_V1_41,
    Conventions::V1_41.with_legacy(),
    Conventions::LATEST.with_legacy(),
    Conventions::LATEST_AND_V1_41.with_legacy(),
];

/// Runs a case in all conventions, asserts the names of the spans, and checks them.
#[track_caller]
fn assert_passes(names: &[&str], case: impl Fn()) {
    for conventions in CONVENTIONS {
        let capture = Capture::with_conventions(conventions);
        capture.run(&case);
        let spans = capture.spans();
        let found: Vec<_> = spans.iter().map(|span| span.name.as_str()).collect();
        assert_eq!(found, names, "{conventions:?}");
        assert_conformant(&capture);
    }
}

#[test]
fn chat_passes() {
    #[llm_span(
        system = "anthropic",
        endpoint = "https://api.anthropic.com/v1",
        stop_sequences = ["END"],
        output_type = "json",
        attributes("app.feature" = "search")
    )]
    fn chat(model: &str, temperature: f64, top_k: u8, max_tokens: u32, seed: u64) -> Reply {
        let _ = (model, temperature, top_k, max_tokens, seed);
        reply()
    }
    assert_passes(&["chat claude"], || drop(chat("claude", 0.5, 40, 256, 7)));
}

#[test]
fn text_completion_passes() {
    #[llm_span(system = "openai", operation = text_completion, model = "babbage-002")]
    fn complete() -> Value {
        json!({
            "id": "cmpl-1", "model": "babbage-002", "object": "text_completion",
            "system_fingerprint": "fp", "service_tier": "default",
            "choices": [{ "index": 0, "text": "hi", "finish_reason": "stop" }],
            "usage": { "prompt_tokens": 3, "completion_tokens": 2 }
        })
    }
    assert_passes(&["text_completion babbage-002"], || drop(complete()));
}

#[test]
fn azure_passes() {
    #[llm_span(
        system = "azure.ai.openai",
        model = "gpt-4o",
        endpoint = "https://x.openai.azure.com"
    )]
    fn chat() -> Value {
        json!({ "id": "1", "model": "gpt-4o", "system_fingerprint": "fp", "service_tier": "default" })
    }
    assert_passes(&["chat gpt-4o"], || drop(chat()));
}

#[test]
fn generate_content_passes() {
    #[llm_span(system = "gcp.gemini", operation = generate_content, model = "gemini")]
    fn generate(fail: bool) -> Result<Usage, String> {
        if fail {
            return Err("quota".to_owned());
        }
        Ok(Usage::new()
            .input(9)
            .output(5)
            .cache_read(3)
            .cache_write(2)
            .reasoning(1))
    }
    let name = "generate_content gemini";
    assert_passes(&[name, name], || {
        assert!(generate(false).is_ok());
        assert!(generate(true).is_err());
    });
}

#[test]
fn embeddings_pass_and_have_their_attributes() {
    #[llm_span(system = "openai", operation = embeddings, model = "e")]
    fn embed() -> Value {
        json!({
            "id": "of no embeddings span", "model": "e-1", "object": "list",
            "data": [{ "index": 0, "embedding": [0.1, 0.2] }],
            "usage": { "prompt_tokens": 3, "total_tokens": 3 }
        })
    }
    assert_passes(&["embeddings e"], || drop(embed()));
    let capture = genai_runtime::testing::capture();
    capture.run(embed);
    let span = capture.only_span();
    assert_eq!(span.integer("gen_ai.embeddings.dimension.count"), Some(2));
    assert_eq!(span.text("gen_ai.response.model").as_deref(), Some("e-1"));
    assert_eq!(span.attribute("gen_ai.response.id"), None);
}

#[test]
fn retrieval_passes() {
    #[chain_step(kind = retrieval, data_source = "handbook", top_k = 4)]
    fn retrieve() {}
    #[chain_step(kind = retrieval, data_source = "pages", system = "openai", model = "e", endpoint = "localhost:80")]
    fn ask() {}
    assert_passes(&["retrieval handbook"], retrieve);
    assert_passes(&["retrieval pages"], ask);
}

#[test]
fn tools_pass() {
    #[chain_step(kind = tool, name = "sum", type = "function", description = "adds", call_id = "1")]
    fn add(fail: bool) -> Result<(), String> {
        if fail {
            Err("overflow".to_owned())
        } else {
            Ok(())
        }
    }
    assert_passes(&["execute_tool sum", "execute_tool sum"], || {
        assert!(add(false).is_ok());
        assert!(add(true).is_err());
    });
}

#[test]
fn a_workflow_and_its_calls_pass() {
    #[llm_span(system = "openai", model = "m")]
    fn chat() -> Usage {
        Usage::new().input(1).output(1)
    }
    #[chain_step(kind = tool)]
    fn look_up() {}
    #[chain_step(attributes("code.line.number" = 7_u8, "user.id" = "u"))]
    fn plain_step() {
        chat();
    }
    #[chain_step(kind = workflow, name = "talk", conversation = "session-7")]
    fn talk() {
        look_up();
        plain_step();
    }
    let names = [
        "invoke_workflow talk",
        "execute_tool look_up",
        "plain_step",
        "chat m",
    ];
    assert_passes(&names, talk);
}

#[test]
fn an_attribute_of_the_latest_conventions_alone_is_information_in_the_released_ones() {
    #[llm_span(system = "openai", model = "m", usage = none)]
    fn chat(reasoning_level: &str) {
        let _ = reasoning_level;
    }
    let key = "gen_ai.request.reasoning.level";
    let about_level = |conventions| {
        let capture = Capture::with_conventions(conventions);
        capture.run(|| chat("high"));
        let findings = conformance(&capture);
        assert_eq!(worst(&findings), Some(Level::Information));
        let about = findings
            .into_iter()
            .filter(|it| it.key.as_deref() == Some(key));
        about.map(|finding| finding.to_string()).collect::<Vec<_>>()
    };
    let expected = format!("information: `chat m`: `{key}` exists only in latest, not in v1.41");
    assert_eq!(about_level(Conventions::V1_41), [expected]);
    assert_eq!(about_level(Conventions::LATEST), Vec::<String>::new());
    assert_eq!(
        about_level(Conventions::LATEST_AND_V1_41),
        Vec::<String>::new()
    );
}

//! Every kind of operation with everything that can be set, as an annotated function and built by hand.

use std::convert::Infallible;

use genai_runtime::operations::{MemoryOperation, ModelOperation};
use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{Conventions, Operation, Usage, attributes, chain_step, llm_span};
use genai_tests::snapshot::snapshot;

type Nothing = Result<(), Infallible>;

#[chain_step(attributes("app.tenant" = 7, user.name = "Ada"), attempt = 2)]
fn step() {}

#[chain_step(kind = workflow, name = format!("flow {}", 1), conversation = "c", user = "u", session = "s", feature = "f")]
fn workflow() {
    tool();
}

#[chain_step(kind = agent, name = "agent", description = "d", model = "m", system = "openai", user = "u")]
fn agent() {
    plan();
}

#[chain_step(
    kind = agent, remote, system = "openai", name = "remote", endpoint = "localhost:80", id = "i", version = "2",
    description = "d", conversation = "c"
)]
fn remote_agent() {}

#[chain_step(kind = tool, type = "function", description = "d", call_id = "call_1")]
fn tool() {}

#[chain_step(
    kind = retrieval, data_source = "handbook", top_k = 3, system = "openai", model = "e", endpoint = "localhost:80"
)]
fn retrieval() {}

#[chain_step(kind = plan)]
fn plan() {}

#[chain_step(kind = plan, agent = "planner")]
fn plan_of_another() {}

#[chain_step(kind = memory, operation = search_memory, system = "openai", endpoint = "localhost", store = "s", record = "r")]
fn search_memory() {}

#[chain_step(kind = rerank)]
fn rerank() {}

#[chain_step(kind = guardrail)]
fn guardrail() {}

#[chain_step(kind = evaluation)]
fn evaluation() {}

#[llm_span(
    system = "openai", model = "m", endpoint = "https://api.openai.com/v1", temperature = 0.1_f32, top_p = 0.9, top_k = 4,
    max_tokens = 5_u64, seed = -6, stop_sequences = ["END"], frequency_penalty = 0.2, presence_penalty = 0.3,
    choice_count = 2, reasoning_level = "high", output_type = "json"
)]
fn call() -> Usage {
    Usage::new().input(1).output(2)
}

#[llm_span(system = "openai", model = "m", operation = embeddings, usage = manual, encoding_formats = ["base64"])]
fn embed() {
    genai_runtime::report(&Usage::new().input(7));
}

#[expect(clippy::unnecessary_wraps, reason = "operations run fallible closures")]
fn nothing() -> Nothing {
    Ok(())
}

fn call_by_hand() {
    let call = Operation::llm("openai").model("m");
    let call = call.endpoint("https://api.openai.com/v1");
    let call = call.temperature(0.1_f32).top_p(0.9).top_k(4);
    let call = call.max_tokens(5_u64).seed(-6).stop_sequences(["END"]);
    let call = call.frequency_penalty(0.2).presence_penalty(0.3);
    let call = call.choice_count(2);
    let call = call.reasoning_level("high").output_type("json");
    call.run(|| Some(Usage::new().input(1).output(2)));
}

fn tool_by_hand() {
    let tool = Operation::tool("tool").tool_type("function");
    let tool = tool.description("d").call_id("call_1");
    tool.run(nothing).unwrap();
}

fn agent_by_hand() {
    let agent = Operation::agent("agent").description("d").model("m");
    let agent = agent.provider("openai").user("u");
    agent
        .infallible()
        .run(|| Operation::plan(None::<&str>).run(nothing).unwrap());
}

fn remote_agent_by_hand() {
    let agent = Operation::remote_agent("remote", "openai").endpoint("localhost:80");
    let agent = agent
        .id("i")
        .version("2")
        .description("d")
        .conversation("c");
    agent.run(nothing).unwrap();
}

/// An operation as an annotated function and built by hand.
type Forms = [fn(); 2];

const PAIRS: [(&str, Forms); 14] = [
    (
        "step",
        [step, || {
            let step = Operation::step("step").attempt(2);
            let step = step.attributes(|| attributes! { "app.tenant" = 7, user.name = "Ada" });
            step.run(nothing).unwrap();
        }],
    ),
    (
        "workflow",
        [workflow, || {
            let flow = Operation::workflow(format!("flow {}", 1)).conversation("c");
            let flow = flow.user("u").session("s").feature("f").infallible();
            flow.run(tool_by_hand);
        }],
    ),
    ("agent", [agent, agent_by_hand]),
    ("remote agent", [remote_agent, remote_agent_by_hand]),
    ("tool", [tool, tool_by_hand]),
    (
        "retrieval",
        [retrieval, || {
            let retrieval = Operation::retrieval("handbook").top_k(3).provider("openai");
            let retrieval = retrieval.model("e").endpoint("localhost:80");
            retrieval.run(nothing).unwrap();
        }],
    ),
    (
        "plan",
        [plan_of_another, || {
            Operation::plan("planner").run(nothing).unwrap();
        }],
    ),
    (
        "memory",
        [search_memory, || {
            let memory = Operation::memory(MemoryOperation::Search).provider("openai");
            let memory = memory.endpoint("localhost").store("s").record("r");
            memory.run(nothing).unwrap();
        }],
    ),
    (
        "rerank",
        [rerank, || {
            Operation::rerank("rerank").run(nothing).unwrap();
        }],
    ),
    (
        "guardrail",
        [guardrail, || {
            Operation::guardrail("guardrail").run(nothing).unwrap();
        }],
    ),
    (
        "evaluation",
        [evaluation, || {
            Operation::evaluation("evaluation").run(nothing).unwrap();
        }],
    ),
    (
        "call",
        [|| assert!(call().input_tokens().is_some()), call_by_hand],
    ),
    (
        "embeddings",
        [embed, || {
            let call = Operation::llm("openai").model("m").manual_usage();
            let call = call.encoding_formats(["base64"]);
            let call = call.operation(ModelOperation::Embeddings);
            call.infallible()
                .run(|| genai_runtime::report(&Usage::new().input(7)));
        }],
    ),
    (
        "usage by hand",
        [embed, || {
            let call = Operation::llm("openai").model("m").manual_usage();
            let call = call.encoding_formats(["base64"]);
            let mut call = call.operation(ModelOperation::Embeddings).start();
            call.report(&Usage::new().input(7));
            call.end();
        }],
    ),
];

#[test]
fn every_kind_records_the_same_in_both_forms() {
    for conventions in [
        Conventions::V1_41,
        Conventions::LATEST,
        Conventions::LATEST_AND_V1_41.with_legacy(),
    ] {
        for (name, forms) in PAIRS {
            let [of_function, by_hand] = forms.map(|form| {
                let capture = Capture::with_conventions(conventions);
                capture.run(form);
                assert_conformant(&capture);
                snapshot(&capture)
            });
            assert_eq!(by_hand, of_function, "{name}");
            assert!(!by_hand.is_empty());
        }
    }
}

#[test]
fn parameters_that_do_not_belong_to_the_operation_are_left_out() {
    let ask = |operation| {
        let call = Operation::llm("openai").model("m").temperature(0.2);
        let call = call.top_k(4).max_tokens(5).seed(u64::MAX).choice_count(2);
        let call = call.output_type("json").encoding_formats(["base64"]);
        let capture = capture();
        capture.run(|| {
            let call = call.operation(operation);
            call.run(|| Some(Usage::new().input(7)))
        });
        assert_conformant(&capture);
        let span = capture.only_span();
        let keys = span
            .attributes
            .iter()
            .map(|attribute| attribute.key.to_string());
        let mut keys: Vec<_> = keys
            .filter(|key| key.starts_with("gen_ai.request.") || key.starts_with("genai_runtime.v"))
            .collect();
        keys.sort();
        keys
    };
    let embeddings = ask(ModelOperation::Embeddings);
    assert_eq!(
        embeddings,
        ["gen_ai.request.encoding_formats", "gen_ai.request.model"]
    );
    let chat = ask(ModelOperation::Chat);
    assert_eq!(
        chat,
        [
            "gen_ai.request.choice.count",
            "gen_ai.request.max_tokens",
            "gen_ai.request.model",
            "gen_ai.request.seed",
            "gen_ai.request.temperature",
            "gen_ai.request.top_k",
            "genai_runtime.value.saturated",
        ]
    );
}

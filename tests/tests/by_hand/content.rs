//! Captured content of annotated functions and of operations built by hand, in all modes.

use genai_runtime::content::AsJson;
use genai_runtime::operations::{MemoryOperation, Output, ToolResult};
use genai_runtime::testing::{Capture, assert_conformant};
use genai_runtime::{
    ContentCapture, Conventions, Operation, RecordReport, Records, Response, UsageReport,
    chain_step, llm_span,
};
use genai_tests::snapshot::snapshot;
use serde_json::{Value, json};

const CONTENTS: [ContentCapture; 4] = [
    ContentCapture::NoContent,
    ContentCapture::SpanOnly,
    ContentCapture::EventOnly,
    ContentCapture::SpanAndEvent,
];

struct Reply(String);

impl UsageReport for Reply {
    fn report(&self, response: &mut Response<'_>) {
        response.input_tokens(3_u32).output_tokens(5_u32);
        response.text(0, &self.0).finish_reason(0, "stop");
    }
}

fn reply() -> Reply {
    Reply("Five days.".to_owned())
}

struct Page(&'static str);

impl RecordReport for Page {
    fn report(&self, records: &mut Records<'_>) {
        records.record(self.0, 0.75, "28 days");
    }
}

#[llm_span(
    system = "openai",
    model = "m",
    input = prompt,
    system_instructions = "be brief",
    tools = ["search"]
)]
fn call(prompt: &str) -> Reply {
    let _ = prompt;
    reply()
}

fn call_by_hand(prompt: &str) {
    let call = Operation::llm("openai").model("m").input(prompt);
    let call = call.system_instructions("be brief").tools(["search"]);
    call.run(|| Some(reply()));
}

fn body() -> Value {
    json!({
        "model": "m", "temperature": 0.5, "max_tokens": 9, "n": 2,
        "messages": [{"role": "system", "content": "be brief"}, {"role": "user", "content": "Why?"}],
        "tools": [{"type": "function", "function": {"name": "search"}}],
    })
}

#[llm_span(system = "openai", request = request, temperature = 0.1, choice_count = 1, tools = ["mine"])]
fn request(request: &Value) -> Reply {
    let _ = request;
    reply()
}

fn request_by_hand(request: &Value) {
    let call = Operation::llm("openai").temperature(0.1).tools(["mine"]);
    let call = call.request(request).choice_count(1);
    call.run(|| Some(reply()));
}

#[llm_span(system = "openai", model = "mine", request = request)]
fn request_with_model(request: &Value) -> Reply {
    let _ = request;
    reply()
}

#[chain_step(kind = tool, arguments = AsJson(cities), result = |degrees| degrees)]
fn weather(cities: &[&str]) -> f64 {
    assert!(!cities.is_empty());
    21.5
}

fn weather_by_hand(cities: &[&str]) {
    let tool = Operation::tool("weather").arguments(AsJson(cities));
    let tool = tool.result(|degrees: &f64, result: &mut ToolResult<'_>| result.value(degrees));
    tool.run(|| Some(21.5));
}

#[chain_step(kind = retrieval, data_source = "d", query = query, documents = |pages| pages)]
fn retrieve(query: &str) -> Vec<Page> {
    let _ = query;
    vec![Page("a"), Page("b")]
}

fn retrieve_by_hand(query: &str) {
    let retrieval = Operation::retrieval("d").query(query);
    let retrieval = retrieval.documents(|pages: &Vec<Page>, documents: &mut Records<'_>| {
        RecordReport::report(pages, documents);
    });
    retrieval.run(|| Some(vec![Page("a"), Page("b")]));
}

#[chain_step(kind = memory, operation = search_memory, query = query, records = |found| found)]
fn search_memory(query: &str) -> Vec<String> {
    vec![query.to_uppercase()]
}

fn memory_by_hand(query: &str) {
    let memory = Operation::memory(MemoryOperation::Search).query(query);
    let memory = memory.records(|found: &Vec<String>, records: &mut Records<'_>| {
        RecordReport::report(found, records);
    });
    memory.run(|| Some(vec![query.to_uppercase()]));
}

#[chain_step(
    kind = agent, name = "a", system = "openai", input = question, system_instructions = "help",
    tools = ["search"], output = |answer| answer
)]
fn agent(question: &str) -> String {
    question.to_uppercase()
}

fn agent_by_hand(question: &str) {
    let agent = Operation::agent("a").provider("openai").input(question);
    let agent = agent.system_instructions("help").tools(["search"]);
    let agent = agent.output(|answer: &String, output: &mut Output<'_>| output.text(answer));
    agent.run(|| Some(question.to_uppercase()));
}

#[chain_step(kind = workflow, name = "w", input = question, output = |answer| answer)]
fn workflow(question: &str) -> Result<String, std::num::ParseIntError> {
    question.parse::<u64>().map(|number| number.to_string())
}

fn workflow_by_hand(question: &str) {
    let flow = Operation::workflow("w").input(question);
    let flow = flow.output(|answer: &String, output: &mut Output<'_>| output.text(answer));
    let answer = flow.run(|| question.parse::<u64>().map(|number| number.to_string()));
    assert_eq!(answer.is_ok(), question == "7");
}

#[chain_step(kind = tool, arguments = words, content = off)]
fn silent(words: &str) {
    let _ = words;
}

fn silent_by_hand(words: &str) {
    let tool = Operation::tool("silent").arguments(words);
    tool.content(ContentCapture::NoContent).run(|| Some(()));
}

#[llm_span(system = "openai", model = "m", input = prompt)]
async fn call_later(prompt: &str) -> Reply {
    let _ = prompt;
    reply()
}

/// An operation as an annotated function and built by hand.
type Forms = [fn(); 2];

const PAIRS: [(&str, Forms); 11] = [
    ("call", [|| drop(call("Why?")), || call_by_hand("Why?")]),
    (
        "request",
        [|| drop(request(&body())), || request_by_hand(&body())],
    ),
    (
        "request with a model",
        [
            || drop(request_with_model(&body())),
            || {
                let call = Operation::llm("openai").model("mine").request(body());
                call.run(|| Some(reply()));
            },
        ],
    ),
    (
        "tool",
        [
            || assert!(weather(&["Oslo"]) > 0.0),
            || weather_by_hand(&["Oslo"]),
        ],
    ),
    (
        "retrieval",
        [|| drop(retrieve("Why?")), || retrieve_by_hand("Why?")],
    ),
    (
        "memory",
        [|| drop(search_memory("Why?")), || memory_by_hand("Why?")],
    ),
    ("agent", [|| drop(agent("Why?")), || agent_by_hand("Why?")]),
    (
        "workflow",
        [
            || {
                workflow("7").unwrap();
                workflow("Why?").unwrap_err();
            },
            || {
                workflow_by_hand("7");
                workflow_by_hand("Why?");
            },
        ],
    ),
    (
        "silent tool",
        [|| silent("Why?"), || silent_by_hand("Why?")],
    ),
    (
        "future",
        [
            || drop(futures::executor::block_on(call_later("Why?"))),
            || {
                let call = Operation::llm("openai").model("m").input("Why?");
                let done = call.run_async(async { Some(reply()) });
                drop(futures::executor::block_on(done));
            },
        ],
    ),
    (
        "started by hand",
        [
            || assert!(weather(&["Oslo"]) > 0.0),
            || {
                let tool = Operation::tool("weather").arguments(AsJson(["Oslo"]));
                let tool = tool.result(|degrees: &f64, result: &mut ToolResult<'_>| {
                    result.value(degrees);
                });
                tool.start().finish(&Some(21.5));
            },
        ],
    ),
];

#[test]
fn content_is_the_same_in_both_forms_and_all_modes() {
    for conventions in [
        Conventions::V1_41,
        Conventions::LATEST,
        Conventions::LATEST_AND_V1_41.with_legacy(),
    ] {
        for content in CONTENTS {
            for (name, forms) in PAIRS {
                let [of_function, by_hand] = forms.map(|form| {
                    let capture = Capture::with_conventions(conventions).with_content(content);
                    capture.run(form);
                    assert_conformant(&capture);
                    snapshot(&capture)
                });
                assert_eq!(by_hand, of_function, "{name} with {content:?}");
                assert!(!by_hand.is_empty());
            }
        }
    }
}

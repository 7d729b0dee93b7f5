//! `Debug` output of running operations contains no content.

use futures::executor::block_on;
use futures::stream::{self, StreamExt};
use genai_runtime::content::ContentPolicy;
use genai_runtime::redact::Redaction;
use genai_runtime::testing::capture;
use genai_runtime::{
    ContentCapture, Operation, Records, Response, UsageReport, attributes, chain, decision,
    evaluation,
};
use serde_json::json;

/// The content of everything that takes some.
const CANARY: &str = "cAnArY";

struct Reply;

impl UsageReport for Reply {
    fn report(&self, response: &mut Response<'_>) {
        response.text(0, CANARY).reasoning(0, CANARY);
        let call = response.tool_call(0, 0);
        call.id(CANARY).name(CANARY).arguments(CANARY);
        response.text(1, CANARY.repeat(10_000));
        response.error("overloaded", CANARY);
        assert_no_content(response);
    }
}

#[track_caller]
fn assert_no_content(printed: &impl std::fmt::Debug) {
    let printed = format!("{printed:?} {printed:#?}");
    assert!(!printed.contains(CANARY), "{printed}");
}

fn run_operations() {
    let body = json!({
        "messages": [
            {"role": "system", "content": CANARY},
            {"role": "user", "name": CANARY, "content": CANARY},
            {"role": "user", "content": CANARY.repeat(10_000)},
            {"role": "user", "content": [{"type": "image_url", "image_url": {"url": CANARY}}]},
        ],
        "tools": [{"type": "function", "function": {"name": CANARY, "description": CANARY}}],
    });
    let call = || {
        let call = Operation::llm("openai").model("m").request(&body);
        call.system_instructions(CANARY)
            .attributes(|| attributes! { "app.note" = CANARY })
    };
    assert_no_content(&call());
    let mut started = call().start();
    assert_no_content(&started);
    started.report(&Reply);
    assert_no_content(&started);
    started.finish(&Some(Reply));
    let mut stream = call().run_stream(|| stream::iter([Some(Reply), Some(Reply)]));
    let _chunk = block_on(stream.next());
    assert_no_content(&stream);
    let tool = Operation::tool("tool").arguments(CANARY).start();
    assert_no_content(&tool);
    tool.end();
    let search = Operation::retrieval("search").query(CANARY);
    let search = search.documents(|(): &(), records: &mut Records<'_>| {
        records.record(CANARY, 0.5, CANARY);
        assert_no_content(records);
    });
    assert_no_content(&search);
    search.run(|| Some(()));
    assert_no_content(&decision("routing", CANARY));
    assert_no_content(&evaluation("relevance").explanation(CANARY));
    assert_no_content(&attributes! { "app.note" = CANARY });
}

#[test]
fn debug_output_of_a_running_operation_contains_no_content() {
    let policy = ContentPolicy::default().capture(ContentCapture::SpanAndEvent);
    for policy in [policy.clone(), policy.redaction(Redaction::built_in())] {
        let capture = capture().with_content_policy(policy);
        let scope = chain::scope().user(CANARY).session(CANARY);
        assert_no_content(&scope);
        capture.run(|| scope.enter(run_operations));
        let printed = format!("{:?}", capture.spans());
        assert!(printed.matches(CANARY).count() > 12, "{printed}");
    }
}

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
const BIRD: &str = "cAnArY";

struct Reply;

impl UsageReport for Reply {
    fn report(&self, response: &mut Response<'_>) {
        response.text(0, BIRD).reasoning(0, BIRD);
        let call = response.tool_call(0, 0);
        call.id(BIRD).name(BIRD).arguments(BIRD);
        response.text(1, BIRD.repeat(10_000));
        response.error("overloaded", BIRD);
        is_silent(response);
    }
}

#[track_caller]
fn is_silent(printed: &impl std::fmt::Debug) {
    let printed = format!("{printed:?} {printed:#?}");
    assert!(!printed.contains(BIRD), "{printed}");
}

fn sing() {
    let body = json!({
        "messages": [
            {"role": "system", "content": BIRD},
            {"role": "user", "name": BIRD, "content": BIRD},
            {"role": "user", "content": BIRD.repeat(10_000)},
            {"role": "user", "content": [{"type": "image_url", "image_url": {"url": BIRD}}]},
        ],
        "tools": [{"type": "function", "function": {"name": BIRD, "description": BIRD}}],
    });
    let call = || {
        let call = Operation::llm("openai").model("m").request(&body);
        call.system_instructions(BIRD)
            .attributes(|| attributes! { "app.note" = BIRD })
    };
    is_silent(&call());
    let mut started = call().start();
    is_silent(&started);
    started.report(&Reply);
    is_silent(&started);
    started.finish(&Some(Reply));
    let mut stream = call().run_stream(|| stream::iter([Some(Reply), Some(Reply)]));
    let _chunk = block_on(stream.next());
    is_silent(&stream);
    let tool = Operation::tool("tool").arguments(BIRD).start();
    is_silent(&tool);
    tool.end();
    let search = Operation::retrieval("search").query(BIRD);
    let search = search.documents(|(): &(), records: &mut Records<'_>| {
        records.record(BIRD, 0.5, BIRD);
        is_silent(records);
    });
    is_silent(&search);
    search.run(|| Some(()));
    is_silent(&decision("routing", BIRD));
    is_silent(&evaluation("relevance").explanation(BIRD));
    is_silent(&attributes! { "app.note" = BIRD });
}

#[test]
fn debug_output_of_a_running_operation_contains_no_content() {
    let policy = ContentPolicy::default().capture(ContentCapture::SpanAndEvent);
    for policy in [policy.clone(), policy.redaction(Redaction::built_in())] {
        let capture = capture().with_content_policy(policy);
        let scope = chain::scope().user(BIRD).session(BIRD);
        is_silent(&scope);
        capture.run(|| scope.enter(sing));
        let told = format!("{:?}", capture.spans());
        assert!(told.matches(BIRD).count() > 12, "{told}");
    }
}

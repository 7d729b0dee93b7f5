//! Of two annotations the upper one is the outer span.

use futures::FutureExt;
use genai_runtime::testing::capture;
use genai_runtime::{chain_step, llm_span};

#[chain_step]
#[llm_span(system = "openai", model = "m", usage = none)]
fn upper() {}

#[chain_step(name = "upper")]
#[llm_span(system = "openai", model = "m", usage = none)]
async fn async_upper() {}

#[test]
fn of_two_annotations_the_upper_one_is_the_outer_span() {
    let run_sync = || Some(upper());
    let run_async = || async_upper().now_or_never();
    for run in [&run_sync as &dyn Fn() -> Option<()>, &run_async] {
        let capture = capture();
        assert_eq!(capture.run(run), Some(()));
        let (step, call) = (capture.span("upper"), capture.span("chat m"));
        assert!(call.is_child_of(&step));
    }
}

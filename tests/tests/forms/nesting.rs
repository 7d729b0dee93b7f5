//! The nesting of the spans of two annotations.

use futures::FutureExt;
use genai_runtime::testing::capture;
use genai_runtime::{chain_step, llm_span};

#[chain_step]
#[llm_span(system = "openai", model = "m", usage = none)]
fn upper() {}

#[chain_step(name = "upper")]
#[llm_span(system = "openai", model = "m", usage = none)]
async fn async_upper() {}

#[chain_step(name = "upper")]
#[cfg_attr(test, llm_span(system = "openai", model = "m", usage = none))]
fn conditional_lower() {}

#[test]
fn the_upper_annotation_is_the_outer_span() {
    let calls: [&dyn Fn() -> Option<()>; 3] = [
        &|| {
            upper();
            Some(())
        },
        &|| async_upper().now_or_never(),
        &|| {
            conditional_lower();
            Some(())
        },
    ];
    for call in calls {
        let capture = capture();
        assert_eq!(capture.run(call), Some(()));
        let (step, chat) = (capture.span("upper"), capture.span("chat m"));
        assert!(chat.is_child_of(&step));
    }
}

//! The telemetry of an annotated library without `std`.

use futures::executor::block_on;
use genai_hygiene::{ask, ask_later, boxed};
use otel_genai::testing::{assert_conformant, capture};

#[test]
fn functions_of_a_library_without_std_are_recorded() {
    let capture = capture();
    assert!(capture.run(|| ask("m", "hi")).is_ok());
    let future = capture.run(|| boxed("text".to_owned()));
    assert_eq!(block_on(capture.run_async(future)), 4);
    assert!(block_on(capture.run_async(ask_later(""))).is_none());
    let asked = capture.span("chat m");
    assert_eq!(asked.integer("gen_ai.usage.output_tokens"), Some(2));
    assert_eq!(asked.integer("app.length"), Some(2));
    assert_eq!(
        capture.span("boxed").text("app.text").as_deref(),
        Some("text")
    );
    assert_eq!(capture.spans().len(), 3);
    assert_conformant(&capture);
}

//! The runtime as a renamed dependency, and re-exported by another crate.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod genai_runtime {
    //! A module with the runtime's name, which expansions must not use.
    pub(super) mod __private {}
}

use futures::executor::block_on;
use futures::{Stream, StreamExt as _, stream};
use genai_hygiene_facade::genai_runtime as handed_on;
use otel_genai::testing::{assert_conformant, capture};
use otel_genai::{Usage, UsageReport, attributes, chain_step, event, llm_span, record};

#[test]
fn a_renamed_dependency_is_used() {
    #[derive(UsageReport)]
    #[usage(crate = ::otel_genai)]
    struct Reply {
        input_tokens: u8,
        #[usage(nested)]
        usage: Usage,
    }
    #[llm_span(crate = ::otel_genai, system = "openai", model = model, result(|reply| "app.input" = reply.input_tokens))]
    async fn call(model: &str, temperature: f64) -> Result<Reply, String> {
        record(attributes! { "app.temperature" = temperature });
        event("app.called", attributes! { "app.model" = model });
        Ok(Reply {
            input_tokens: 1,
            usage: Usage::new().output(2),
        })
    }
    let capture = capture();
    let reply = block_on(capture.run_async(call("m", 0.5))).unwrap();
    assert_eq!(reply.input_tokens, 1);
    assert_eq!(reply.usage, Usage::new().output(2));
    let span = capture.only_span();
    assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(1));
    assert_eq!(span.integer("gen_ai.usage.output_tokens"), Some(2));
    assert_eq!(span.integer("app.input"), Some(1));
    assert_conformant(&capture);
}

#[test]
fn a_crate_that_reexports_the_runtime_is_used() {
    #[derive(handed_on::UsageReport)]
    #[usage(crate = ::genai_hygiene_facade::genai_runtime)]
    struct Chunk(#[usage(output_tokens)] u8);

    #[handed_on::llm_span(
        crate = ::genai_hygiene_facade::genai_runtime,
        system = "openai",
        model = "m",
        attributes("app.numbers" = numbers.as_slice())
    )]
    fn chunks(numbers: Vec<i64>) -> Result<impl Stream<Item = Result<Chunk, String>>, String> {
        Ok(stream::iter(numbers).map(|_| Ok(Chunk(3))))
    }
    #[handed_on::chain_step(crate = handed_on)]
    fn step() -> usize {
        handed_on::record(handed_on::attributes! { "app.step" = 1 });
        1
    }
    let capture = capture();
    let count = block_on(capture.run_async(async {
        let chunks: Vec<_> = chunks(vec![1, 2]).unwrap().collect().await;
        chunks.iter().flatten().map(|chunk| chunk.0).sum::<u8>()
    }));
    assert_eq!(count, 6);
    assert_eq!(capture.run(step), 1);
    let span = capture.span("chat m");
    assert_eq!(span.integer("gen_ai.usage.output_tokens"), Some(3));
    assert_eq!(capture.span("step").integer("app.step"), Some(1));
    assert_conformant(&capture);
}

#[test]
fn a_module_with_the_name_of_the_runtime_is_not_used() {
    #[chain_step(crate = ::otel_genai)]
    fn step() -> usize {
        #[allow(unused_imports, reason = "only name resolution is tested")]
        use genai_runtime::__private as _;
        1
    }
    let capture = capture();
    assert_eq!(capture.run(step), 1);
    assert_eq!(capture.only_span().name, "step");
}

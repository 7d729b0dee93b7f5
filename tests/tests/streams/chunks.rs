//! The contents and the order of chunks.

use futures::stream::{self, Stream, StreamExt};
use genai_runtime::testing::{CapturedSpan, assert_conformant, capture};
use genai_runtime::{Response, Usage, UsageReport, chain_step, llm_span};
use opentelemetry::trace::Status;
use serde_json::{Value, json};

use super::script::Broken;

/// A word of the answer, and the finish reason.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Word {
    text: &'static str,
    reason: Option<&'static str>,
    output: Option<u64>,
}

impl UsageReport for Word {
    fn report(&self, response: &mut Response<'_>) {
        response
            .text(0, self.text)
            .finish_reason(0, self.reason)
            .output_tokens(self.output);
    }
}

fn words(words: &[Word]) -> impl Stream<Item = Word> + use<> {
    stream::iter(words.to_vec())
}

#[llm_span(system = "openai", model = "m")]
pub(crate) fn answer(chunks: &[Word]) -> impl Stream<Item = Word> + use<> {
    words(chunks)
}

pub(crate) const HELLO: Word = Word {
    text: "hello ",
    reason: None,
    output: None,
};
pub(crate) const WORLD: Word = Word {
    text: "wörld",
    reason: Some("stop"),
    output: Some(2),
};

async fn taken(count: usize, chunks: &[Word]) -> CapturedSpan {
    let capture = capture();
    capture
        .run_async(async { answer(chunks).take(count).collect::<Vec<_>>().await })
        .await;
    assert_conformant(&capture);
    capture.only_span()
}

#[tokio::test]
async fn output_bytes_are_those_of_the_texts() {
    let span = taken(9, &[HELLO, WORLD]).await;
    assert_eq!(span.integer("genai_runtime.stream.bytes"), Some(12));
    assert_eq!(span.attribute("gen_ai.output.messages"), None);
}

#[tokio::test]
async fn a_stream_dropped_after_its_usage_chunk_has_exact_usage() {
    let span = taken(2, &[HELLO, WORLD]).await;
    assert_eq!(
        span.text("genai_runtime.stream.outcome").unwrap(),
        "truncated"
    );
    assert_eq!(span.text("genai_runtime.usage.source").unwrap(), "exact");
    let reasons = span.texts("gen_ai.response.finish_reasons");
    assert_eq!(reasons.unwrap(), ["stop"]);
}

#[tokio::test]
async fn a_choice_without_an_end_has_the_finish_reason_error() {
    let span = taken(1, &[HELLO, WORLD]).await;
    assert_eq!(span.text("genai_runtime.usage.source").unwrap(), "absent");
    let reasons = span.texts("gen_ai.response.finish_reasons");
    assert_eq!(reasons.unwrap(), ["error"]);
    assert_eq!(span.status, Status::Unset);
}

#[tokio::test]
async fn usage_may_be_reported_by_hand_or_not_at_all() {
    #[llm_span(system = "openai", model = "m", usage = none)]
    fn silent() -> impl Stream<Item = &'static str> {
        stream::iter(["a", "b"])
    }
    #[llm_span(system = "openai", model = "m", usage = manual)]
    fn manual() -> impl Stream<Item = &'static str> {
        stream::iter(["a", "b"]).inspect(|_| {
            genai_runtime::report(&Usage::new().input(1).output(2));
        })
    }
    let capture = capture();
    capture.run_async(async { silent().count().await }).await;
    let span = capture.only_span();
    assert_eq!(span.integer("genai_runtime.stream.chunks"), Some(2));
    assert_eq!(span.text("genai_runtime.usage.source").unwrap(), "absent");
    let capture = genai_runtime::testing::capture();
    capture.run_async(async { manual().count().await }).await;
    let span = capture.only_span();
    assert_eq!(span.integer("gen_ai.usage.output_tokens"), Some(2));
    assert_eq!(span.text("genai_runtime.usage.source").unwrap(), "exact");
}

#[tokio::test]
async fn a_function_that_fails_before_its_stream_fails_the_span() {
    #[llm_span(system = "openai", model = "m")]
    async fn refused(none: bool) -> Result<impl Stream<Item = Usage>, Broken> {
        if none {
            return Err(Broken);
        }
        Ok(stream::empty())
    }
    let capture = capture();
    assert!(capture.run_async(refused(true)).await.is_err());
    let span = capture.only_span();
    assert_eq!(span.text("genai_runtime.stream.outcome").unwrap(), "failed");
    assert_eq!(span.text("error.type").unwrap(), "broken");
    assert_conformant(&capture);
    let capture = genai_runtime::testing::capture();
    drop(capture.run_async(refused(false)));
    let span = capture.only_span();
    assert_eq!(
        span.text("genai_runtime.stream.outcome").unwrap(),
        "cancelled"
    );
    assert!(capture.metric("gen_ai.client.operation.duration").is_none());
}

#[tokio::test]
async fn a_step_records_its_stream() {
    #[chain_step]
    fn steps(fail: bool) -> impl Stream<Item = Result<u8, Broken>> {
        stream::iter([Ok(1), if fail { Err(Broken) } else { Ok(2) }])
    }
    let capture = capture();
    capture
        .run_async(async { steps(false).count().await })
        .await;
    capture.run_async(async { steps(true).count().await }).await;
    let spans = capture.spans();
    let outcomes = spans
        .iter()
        .map(|span| span.text("genai_runtime.stream.outcome"));
    assert_eq!(
        outcomes.map(Option::unwrap).collect::<Vec<_>>(),
        ["completed", "failed"]
    );
    for span in &spans {
        assert_eq!(span.attribute("gen_ai.request.stream"), None);
        assert_eq!(span.attribute("genai_runtime.usage.source"), None);
    }
    assert_conformant(&capture);
}

#[tokio::test]
async fn a_chunk_whose_report_panics_is_passed_on() {
    struct Bomb;
    impl UsageReport for Bomb {
        fn report(&self, _response: &mut Response<'_>) {
            panic!("on purpose");
        }
    }
    #[llm_span(system = "openai", model = "m")]
    fn bombs() -> impl Stream<Item = Bomb> {
        stream::iter([Bomb, Bomb])
    }
    let capture = capture();
    assert_eq!(capture.run_async(async { bombs().count().await }).await, 2);
    let span = capture.only_span();
    assert_eq!(
        span.text("genai_runtime.stream.outcome").unwrap(),
        "completed"
    );
    assert!(span.attribute("genai_runtime.report.panicked").is_some());
}

#[tokio::test]
async fn an_error_event_in_a_successful_response_fails_the_call() {
    #[llm_span(system = "anthropic", model = "m")]
    fn events() -> impl Stream<Item = Value> {
        stream::iter([
            json!({"type": "message_start", "message": {"id": "msg_1", "usage": {"input_tokens": 3}}}),
            json!({"type": "error", "error": {"type": "overloaded_error", "message": "busy"}}),
        ])
    }
    let capture = capture();
    capture.run_async(async { events().count().await }).await;
    let span = capture.only_span();
    assert_eq!(span.status, Status::error("busy"));
    assert_eq!(span.text("error.type").unwrap(), "overloaded_error");
    assert_eq!(span.text("genai_runtime.stream.outcome").unwrap(), "failed");
    assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(3));
    assert_conformant(&capture);
}

#[tokio::test]
async fn choices_without_an_index_are_the_same_in_every_chunk() {
    #[derive(UsageReport)]
    struct Chunk {
        #[usage(each)]
        choices: Vec<Choice>,
    }
    #[derive(UsageReport)]
    struct Choice {
        finish_reason: Option<&'static str>,
    }
    #[llm_span(system = "gcp.gemini", model = "m")]
    fn repeating() -> impl Stream<Item = Chunk> {
        stream::iter(0..3).map(|_| Chunk {
            choices: vec![
                Choice {
                    finish_reason: Some("STOP"),
                },
                Choice {
                    finish_reason: Some("MAX_TOKENS"),
                },
            ],
        })
    }
    let capture = capture();
    capture.run_async(async { repeating().count().await }).await;
    let reasons = capture.only_span().texts("gen_ai.response.finish_reasons");
    assert_eq!(reasons.unwrap(), ["STOP", "MAX_TOKENS"]);
}

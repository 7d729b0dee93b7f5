//! What chunks say, and when.

use std::time::Duration;

use futures::stream::{self, Stream, StreamExt};
use genai_runtime::testing::{Capture, CapturedSpan, assert_conformant, capture};
use genai_runtime::{Conventions, Response, Usage, UsageReport, chain_step, llm_span};
use opentelemetry::trace::Status;
use serde_json::{Value, json};

use super::script::Broken;

/// A word of the answer, and why it ended.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
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
fn answer(chunks: &[Word]) -> impl Stream<Item = Word> + use<> {
    words(chunks)
}

const HELLO: Word = Word {
    text: "hello ",
    reason: None,
    output: None,
};
const WORLD: Word = Word {
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
async fn bytes_are_those_of_the_texts() {
    let span = taken(9, &[HELLO, WORLD]).await;
    assert_eq!(span.integer("genai_runtime.stream.bytes"), Some(12));
    assert_eq!(span.attribute("gen_ai.output.messages"), None);
}

#[tokio::test]
async fn a_stream_that_is_left_after_its_last_word_has_exact_usage() {
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
async fn a_choice_that_never_ended_ended_in_an_error() {
    let span = taken(1, &[HELLO, WORLD]).await;
    assert_eq!(span.text("genai_runtime.usage.source").unwrap(), "absent");
    let reasons = span.texts("gen_ai.response.finish_reasons");
    assert_eq!(reasons.unwrap(), ["error"]);
    assert_eq!(span.status, Status::Unset);
}

#[tokio::test]
async fn the_pace_is_measured_in_each_convention() {
    #[llm_span(system = "openai", model = "m")]
    fn slow() -> impl Stream<Item = Usage> {
        stream::iter([1, 2, 3]).map(|count| {
            // Work of the provider, which the clock sees.
            std::thread::sleep(Duration::from_millis(20));
            Usage::new().output(count)
        })
    }
    let names = |inference: &str| {
        [
            format!("gen_ai.client.{inference}.time_to_first_chunk"),
            format!("gen_ai.client.{inference}.time_per_output_chunk"),
        ]
    };
    for (conventions, written, other) in [
        (Conventions::V1_41, "operation", "inference"),
        (Conventions::LATEST, "inference", "operation"),
    ] {
        let capture = Capture::with_conventions(conventions);
        assert_eq!(capture.run_async(async { slow().count().await }).await, 3);
        let [first, gaps] = names(written).map(|name| capture.metric(&name).unwrap());
        assert_eq!((first.points[0].count, gaps.points[0].count), (1, 2));
        assert!(first.points[0].sum >= 0.02, "{first:?}");
        assert!(gaps.points[0].sum >= 0.04, "{gaps:?}");
        assert!(
            names(other)
                .iter()
                .all(|name| capture.metric(name).is_none())
        );
        let span = capture.only_span();
        let to_first = span.number("gen_ai.response.time_to_first_chunk").unwrap();
        assert!((to_first - first.points[0].sum).abs() < f64::EPSILON);
        assert_conformant(&capture);
    }
}

#[tokio::test]
async fn an_abandoned_stream_says_how_old_its_last_chunk_is() {
    let capture = capture();
    capture
        .run_async(async {
            let mut stream = answer(&[HELLO, WORLD]);
            stream.next().await;
            std::thread::sleep(Duration::from_millis(30));
        })
        .await;
    let span = capture.only_span();
    assert!(span.number("genai_runtime.stream.last_chunk.age").unwrap() >= 0.03);
    let ages = capture
        .metric("genai_runtime.stream.last_chunk.age")
        .unwrap();
    assert_eq!(ages.unit, "s");
    let duration = capture.metric("gen_ai.client.operation.duration").unwrap();
    let truncated = duration.points_with("genai_runtime.stream.outcome", "truncated");
    assert_eq!(truncated.count(), 1);
    let chunks = capture.metric("genai_runtime.stream.chunks").unwrap();
    assert!((chunks.points[0].sum - 1.0).abs() < f64::EPSILON);
}

#[tokio::test]
async fn usage_may_come_from_elsewhere_or_not_at_all() {
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
async fn a_function_that_fails_before_it_has_a_stream_fails() {
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
async fn a_step_follows_its_stream_too() {
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
async fn an_error_among_the_events_of_a_good_response_fails_the_call() {
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
async fn chunks_without_an_index_speak_of_the_same_choices() {
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

#[tokio::test]
async fn gaps_are_measured_under_the_model_that_answers() {
    struct Named(Option<&'static str>);
    impl UsageReport for Named {
        fn report(&self, response: &mut Response<'_>) {
            response.model(self.0);
        }
    }
    #[llm_span(system = "openai", model = "m")]
    fn named_late() -> impl Stream<Item = Named> {
        stream::iter([None, None, Some("m-2026"), None]).map(Named)
    }
    #[llm_span(system = "openai", model = "m", usage = manual)]
    fn named_by_hand() -> impl Stream<Item = u8> {
        stream::iter([1, 2, 3]).inspect(|_| genai_runtime::report(&Named(Some("m-2026"))))
    }
    let gaps = |capture: &Capture| {
        let gaps = capture.metric("gen_ai.client.operation.time_per_output_chunk");
        let gaps = gaps.unwrap();
        let named = gaps.points_with("gen_ai.response.model", "m-2026");
        named.map(|point| point.count).sum::<u64>()
    };
    let capture = capture();
    capture
        .run_async(async { named_late().count().await })
        .await;
    assert_eq!(gaps(&capture), 2);
    let capture = genai_runtime::testing::capture();
    capture
        .run_async(async { named_by_hand().count().await })
        .await;
    assert_eq!(gaps(&capture), 2);
}

#[tokio::test]
async fn a_call_that_never_had_a_stream_measures_none() {
    #[llm_span(system = "openai", model = "m")]
    fn none(fail: bool) -> Option<impl Stream<Item = Usage>> {
        (!fail).then(stream::empty)
    }
    let capture = capture();
    assert!(capture.run(|| none(true)).is_none());
    assert!(capture.metric("genai_runtime.stream.chunks").is_none());
    let span = capture.only_span();
    assert_eq!(span.text("genai_runtime.outcome").unwrap(), "none");
    assert_eq!(span.attribute("genai_runtime.stream.outcome"), None);
}

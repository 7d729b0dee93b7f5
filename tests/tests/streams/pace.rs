//! When chunks arrive, and the time between them.

use std::time::Duration;

use futures::stream::{self, Stream, StreamExt};
use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{Conventions, Response, Usage, UsageReport, llm_span};

use super::chunks::{HELLO, WORLD, answer};

#[tokio::test]
async fn the_pace_is_measured_in_all_conventions() {
    #[llm_span(system = "openai", model = "m")]
    fn slow() -> impl Stream<Item = Usage> {
        stream::iter([1, 2, 3]).map(|count| {
            // Simulates work of the provider, for a measurable time.
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
async fn an_abandoned_stream_records_the_age_of_its_last_chunk() {
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
    let absent = chunks.points_with("genai_runtime.usage.source", "absent");
    assert_eq!(absent.count(), 1);
    let truncated = chunks.points_with("genai_runtime.stream.outcome", "truncated");
    assert_eq!(truncated.count(), 1);
}

#[tokio::test]
async fn times_between_chunks_are_measured_under_the_response_model() {
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
async fn a_call_without_a_stream_measures_no_times_between_chunks() {
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

//! The age of a stream's last chunk without a meter provider. One test, because tracer providers are global.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::thread::sleep;
use std::time::{Duration, Instant};

use futures::executor::block_on;
use futures::stream::{self, Stream, StreamExt};
use genai_runtime::telemetry::{Exporter, OtlpProtocol, Signal, Telemetry};
use genai_runtime::{Usage, llm_span};
use genai_tests::receiver::Receiver;
use genai_tests::setup::exporter;
use opentelemetry_proto::tonic::common::v1::any_value::Value;

/// How long the consumer pauses.
const WHILE: Duration = Duration::from_millis(50);

/// Tolerated deviation of the clocks, including the program's own work.
const TOLERANCE: f64 = 0.005;

#[llm_span(system = "openai", model = "m")]
fn answer() -> impl Stream<Item = Usage> {
    stream::iter((1..9).map(|count| Usage::new().output(count)))
}

#[test]
fn the_age_is_between_the_first_chunk_and_the_end() {
    let receiver = Receiver::grpc();
    let telemetry = Telemetry::builder()
        .exporter(Exporter::none())
        .exporter_for(
            Signal::Traces,
            exporter(OtlpProtocol::Grpc, receiver.endpoint()),
        )
        .install()
        .unwrap();
    let mut stream = Box::pin(answer());
    for _ in 0..4 {
        block_on(stream.next()).unwrap();
        sleep(WHILE);
    }
    let before = Instant::now();
    block_on(stream.next()).unwrap();
    let after = Instant::now();
    sleep(WHILE);
    let least = after.elapsed().as_secs_f64();
    drop(stream);
    let most = before.elapsed().as_secs_f64();
    telemetry.shutdown(Duration::from_secs(60)).unwrap();

    let spans = receiver.spans(1);
    let span = &spans.first().unwrap().item;
    let age = span.attributes.iter().find_map(|attribute| {
        let value = attribute.value.as_ref()?.value.as_ref()?;
        match (attribute.key.as_str(), value) {
            ("genai_runtime.stream.last_chunk.age", Value::DoubleValue(age)) => Some(*age),
            _ => None,
        }
    });
    let age = age.unwrap();
    let expected = least - TOLERANCE..most + TOLERANCE;
    assert!(
        expected.contains(&age),
        "{age} s, expected within {expected:?}"
    );
}

//! Checks that both sides export the same over OTLP, because an installation has its own exporters.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::rc::Rc;

use genai_tests::receiver::Receiver;
use opentelemetry_proto::tonic::metrics::v1::metric::Data;

use crate::annotated::{self, Reply, ready};
use crate::by_hand;
use crate::one_call::call;
use crate::rounds::Pace;
use crate::setup::{self, Recorded};
use crate::table::Row;

/// Makes each call once on each side.
///
/// # Panics
///
/// Panics if the exports differ.
pub(crate) fn telemetry(_: Pace) -> Vec<Row> {
    let [ours, hand] = [(); 2].map(|()| Rc::new(Receiver::grpc()));
    let recorded = Recorded::ALL;
    let annotated = setup::installed(recorded, &ours);
    let by_hand = by_hand::install(setup::exporting(recorded, &hand));
    let reply = &Reply::new();
    ready(call!(annotated::complete, reply));
    call!(annotated::complete_blocking, reply);
    ready(call!(by_hand::complete, reply));
    call!(by_hand::complete_blocking, reply);
    // Counting removes what has arrived.
    annotated.flush();
    by_hand.flush();
    assert_eq!(spans(&ours), spans(&hand));
    assert_eq!(metrics(&ours), metrics(&hand));
    Vec::new()
}

/// The exported spans, without times and ids.
fn spans(receiver: &Receiver) -> Vec<String> {
    let spans = receiver.spans(2).into_iter().map(|span| {
        let span = span.item;
        let attributes = span.attributes.iter();
        let attributes = set(attributes.map(|attribute| (&attribute.key, &attribute.value)));
        let (kind, events, links) = (span.kind, span.events, span.links);
        format!(
            "{} of kind {kind}, {:?}, {attributes:?}, {events:?}, {links:?}, flags {}",
            span.name, span.status, span.flags
        )
    });
    spans.collect()
}

/// The names and units of exported metrics, and the attributes of their points.
fn metrics(receiver: &Receiver) -> BTreeSet<String> {
    let metrics = receiver.metrics(2).into_iter().flat_map(|metric| {
        let metric = metric.item;
        let head = format!("{} in {}", metric.name, metric.unit);
        let points = match metric.data {
            Some(Data::Histogram(histogram)) => histogram.data_points,
            _ => Vec::new(),
        };
        points.into_iter().map(move |point| {
            let attributes = point.attributes.iter();
            let attributes = set(attributes.map(|attribute| (&attribute.key, &attribute.value)));
            format!("{head}: {} of {attributes:?}", point.count)
        })
    });
    let metrics: BTreeSet<_> = metrics.collect();
    // One point of durations, and one for each token type.
    assert_eq!(metrics.len(), 3);
    metrics
}

fn set<T: Debug>(items: impl Iterator<Item = T>) -> BTreeSet<String> {
    items.map(|item| format!("{item:?}")).collect()
}

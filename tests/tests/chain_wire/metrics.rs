//! The metrics of the chain's calls: durations that match the spans, and tokens.

use std::time::Duration;

use genai_tests::receiver::{Arrived, attribute};
use opentelemetry_proto::tonic::common::v1::any_value::Value as Wire;
use opentelemetry_proto::tonic::metrics::v1::{HistogramDataPoint, Metric, metric};
use opentelemetry_proto::tonic::trace::v1::Span;

use super::attributes::{sorted, text};
use super::spans::named;

pub(crate) fn assert_metrics(metrics: &[Arrived<Metric>], spans: &[Arrived<Span>]) {
    let duration = points(metrics, "gen_ai.client.operation.duration", "s");
    assert_eq!(duration.len(), 2);
    for point in &duration {
        assert_eq!(point.count, 1);
        assert_eq!(
            point.explicit_bounds,
            [
                0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96,
                81.92
            ]
        );
        let model = attribute(&point.attributes, "gen_ai.request.model");
        let failed = model == text("gpt-4o");
        let span = named(
            spans,
            if failed {
                "chat gpt-4o"
            } else {
                "chat gpt-4o-mini"
            },
        );
        let nanoseconds = span.end_time_unix_nano - span.start_time_unix_nano;
        let seconds = Duration::from_nanos(nanoseconds).as_secs_f64();
        assert!((point.sum.unwrap() - seconds).abs() < 1e-6);
        let error_type = attribute(&point.attributes, "error.type");
        assert_eq!(
            error_type,
            failed.then(|| text("chain_wire::RateLimited")).flatten()
        );
    }
    let usage = points(metrics, "gen_ai.client.token.usage", "{token}");
    assert_eq!(usage.len(), 2);
    for point in &usage {
        let kind = attribute(&point.attributes, "gen_ai.token.type");
        let tokens = if kind == text("input") { 12.0 } else { 34.0 };
        assert_eq!((point.count, point.sum), (1, Some(tokens)));
        assert_eq!(point.explicit_bounds[..3], [1.0, 4.0, 16.0]);
        assert_eq!(
            sorted(&point.attributes),
            [
                ("gen_ai.operation.name", text("chat")),
                ("gen_ai.provider.name", text("openai")),
                ("gen_ai.request.model", text("gpt-4o-mini")),
                ("gen_ai.response.model", text("gpt-4o-mini-2024-07-18")),
                ("gen_ai.token.type", kind),
                ("server.address", text("api.openai.com")),
                ("server.port", Some(Wire::IntValue(443))),
            ]
        );
    }
}

fn points(metrics: &[Arrived<Metric>], name: &str, unit: &str) -> Vec<HistogramDataPoint> {
    let metric = metrics
        .iter()
        .find(|metric| metric.item.name == name)
        .unwrap();
    assert_eq!(metric.item.unit, unit);
    match metric.item.data.clone().unwrap() {
        metric::Data::Histogram(histogram) => histogram.data_points,
        other => panic!("expected a histogram {name}, found {other:?}"),
    }
}

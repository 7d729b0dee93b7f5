//! Metrics as a test sees them.

use opentelemetry::{KeyValue, Value};
use opentelemetry_sdk::metrics::data::{
    AggregatedMetrics, MetricData, ResourceMetrics, ScopeMetrics,
};

use super::accessors::accessors;

/// A metric and all that was recorded in it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CapturedMetric {
    /// Name of the instrument.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// What it measures.
    pub description: String,
    /// How it aggregates the recorded values.
    pub kind: MetricKind,
    /// Type of the recorded numbers.
    pub number: MetricNumber,
    /// One point for each set of attributes.
    pub points: Vec<CapturedPoint>,
}

/// How a metric aggregates the recorded values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MetricKind {
    /// Sums up.
    Counter,
    /// Sums up and down.
    UpDownCounter,
    /// Holds the last value.
    Gauge,
    /// Counts values by their size, in buckets with fixed bounds.
    Histogram,
    /// Counts values by their size, in buckets that adapt to them.
    ExponentialHistogram,
}

/// Type of the numbers that a metric holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MetricNumber {
    /// Integers, with or without a sign.
    Integer,
    /// Floating-point numbers.
    Double,
}

/// All that was recorded with one set of attributes.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CapturedPoint {
    /// The attributes, sorted by key.
    pub attributes: Vec<KeyValue>,
    /// How many values were recorded; 1 for a counter, an up-down counter or a gauge.
    pub count: u64,
    /// The sum of the values.
    pub sum: f64,
    /// Upper bounds of the buckets; empty if the metric has no fixed buckets.
    pub bounds: Vec<f64>,
    /// Values per bucket; empty if the metric has no fixed buckets.
    pub bucket_counts: Vec<u64>,
}

impl CapturedMetric {
    /// The points that have this attribute.
    pub fn points_with<'a>(
        &'a self,
        key: &'a str,
        value: &'a str,
    ) -> impl Iterator<Item = &'a CapturedPoint> {
        self.points
            .iter()
            .filter(move |point| point.text(key).as_deref() == Some(value))
    }
}

accessors!(CapturedPoint);

pub(super) fn captured(metrics: &ResourceMetrics) -> Vec<CapturedMetric> {
    let metrics = metrics.scope_metrics().flat_map(ScopeMetrics::metrics);
    metrics
        .map(|metric| {
            let (number, (kind, points)) = match metric.data() {
                AggregatedMetrics::F64(data) => (MetricNumber::Double, read(data, |value| value)),
                #[expect(clippy::cast_precision_loss, reason = "a test's sums are small")]
                AggregatedMetrics::U64(data) => {
                    (MetricNumber::Integer, read(data, |value| value as f64))
                }
                #[expect(clippy::cast_precision_loss, reason = "a test's sums are small")]
                AggregatedMetrics::I64(data) => {
                    (MetricNumber::Integer, read(data, |value| value as f64))
                }
            };
            CapturedMetric {
                name: metric.name().to_owned(),
                unit: metric.unit().to_owned(),
                description: metric.description().to_owned(),
                kind,
                number,
                points,
            }
        })
        .collect()
}

fn read<T: Copy>(
    data: &MetricData<T>,
    number: impl Fn(T) -> f64,
) -> (MetricKind, Vec<CapturedPoint>) {
    (kind(data), points(data, number))
}

fn kind<T>(data: &MetricData<T>) -> MetricKind {
    match data {
        MetricData::Histogram(_) => MetricKind::Histogram,
        MetricData::ExponentialHistogram(_) => MetricKind::ExponentialHistogram,
        MetricData::Gauge(_) => MetricKind::Gauge,
        MetricData::Sum(sum) if sum.is_monotonic() => MetricKind::Counter,
        MetricData::Sum(_) => MetricKind::UpDownCounter,
    }
}

fn points<T: Copy>(data: &MetricData<T>, number: impl Fn(T) -> f64) -> Vec<CapturedPoint> {
    let single = |attributes: Vec<KeyValue>, value: T| CapturedPoint {
        attributes,
        count: 1,
        sum: number(value),
        bounds: Vec::new(),
        bucket_counts: Vec::new(),
    };
    match data {
        MetricData::Histogram(histogram) => histogram
            .data_points()
            .map(|point| CapturedPoint {
                attributes: sorted(point.attributes()),
                count: point.count(),
                sum: number(point.sum()),
                bounds: point.bounds().collect(),
                bucket_counts: point.bucket_counts().collect(),
            })
            .collect(),
        MetricData::Sum(sum) => sum
            .data_points()
            .map(|point| single(sorted(point.attributes()), point.value()))
            .collect(),
        MetricData::Gauge(gauge) => gauge
            .data_points()
            .map(|point| single(sorted(point.attributes()), point.value()))
            .collect(),
        MetricData::ExponentialHistogram(histogram) => histogram
            .data_points()
            .map(|point| CapturedPoint {
                count: point.count() as u64,
                ..single(sorted(point.attributes()), point.sum())
            })
            .collect(),
    }
}

fn sorted<'a>(attributes: impl Iterator<Item = &'a KeyValue>) -> Vec<KeyValue> {
    let mut attributes: Vec<_> = attributes.cloned().collect();
    attributes.sort_by(|left, right| left.key.cmp(&right.key));
    attributes
}

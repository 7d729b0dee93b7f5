//! Metrics as a test sees them.

use opentelemetry::{KeyValue, Value};
use opentelemetry_sdk::metrics::data::{
    AggregatedMetrics, MetricData, ResourceMetrics, ScopeMetrics,
};

use super::span::find;

/// A metric and all that was recorded in it.
#[derive(Debug, Clone)]
pub struct CapturedMetric {
    /// Name of the instrument.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// What it measures.
    pub description: String,
    /// One point for each set of attributes.
    pub points: Vec<CapturedPoint>,
}

/// All that was recorded with one set of attributes.
#[derive(Debug, Clone)]
pub struct CapturedPoint {
    /// The attributes, sorted by key.
    pub attributes: Vec<KeyValue>,
    /// How many values were recorded; 1 for a counter.
    pub count: u64,
    /// The sum of the values.
    pub sum: f64,
    /// Upper bounds of the buckets; empty for a counter.
    pub bounds: Vec<f64>,
    /// Values per bucket; empty for a counter.
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

impl CapturedPoint {
    /// The value of an attribute.
    pub fn attribute(&self, key: &str) -> Option<&Value> {
        find(&self.attributes, key)
    }

    /// The value of a text attribute.
    pub fn text(&self, key: &str) -> Option<String> {
        match self.attribute(key) {
            Some(Value::String(text)) => Some(text.to_string()),
            _ => None,
        }
    }
}

pub(super) fn captured(metrics: &ResourceMetrics) -> Vec<CapturedMetric> {
    let metrics = metrics.scope_metrics().flat_map(ScopeMetrics::metrics);
    metrics
        .map(|metric| CapturedMetric {
            name: metric.name().to_owned(),
            unit: metric.unit().to_owned(),
            description: metric.description().to_owned(),
            points: match metric.data() {
                AggregatedMetrics::F64(data) => points(data, |value| value),
                #[expect(clippy::cast_precision_loss, reason = "a test's sums are small")]
                AggregatedMetrics::U64(data) => points(data, |value| value as f64),
                #[expect(clippy::cast_precision_loss, reason = "a test's sums are small")]
                AggregatedMetrics::I64(data) => points(data, |value| value as f64),
            },
        })
        .collect()
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
        MetricData::ExponentialHistogram(_) => Vec::new(),
    }
}

fn sorted<'a>(attributes: impl Iterator<Item = &'a KeyValue>) -> Vec<KeyValue> {
    let mut attributes: Vec<_> = attributes.cloned().collect();
    attributes.sort_by(|left, right| left.key.cmp(&right.key));
    attributes
}

//! Metric data as the table shows it: one point per attribute set, its numbers as `f64`.

use std::sync::Arc;

use opentelemetry::{InstrumentationScope, KeyValue};
use opentelemetry_sdk::metrics::Temporality;
use opentelemetry_sdk::metrics::data::{
    AggregatedMetrics, Metric, MetricData, ResourceMetrics, ScopeMetrics,
};

use super::pairs::Pair;
use super::text;

/// The points of one instrument.
#[derive(Debug)]
pub(super) struct Instrument {
    pub(super) name: String,
    pub(super) unit: String,
    /// Whether its numbers have delta temporality.
    pub(super) is_delta: bool,
    pub(super) points: Vec<Point>,
}

/// One time series at one moment.
#[derive(Debug)]
pub(super) struct Point {
    pub(super) series: Series,
    pub(super) attributes: Vec<Pair>,
    pub(super) numbers: Numbers,
}

/// Identifies a time series within the process.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Series {
    pub(super) source: Arc<Source>,
    /// Sorted by their keys.
    pub(super) attributes: Vec<KeyValue>,
}

/// Identifies an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Source {
    pub(super) scope: InstrumentationScope,
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) kind: Kind,
    pub(super) number: Number,
}

/// The aggregation of an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Gauge,
    Counter,
    UpDownCounter,
    Histogram,
    ExponentialHistogram,
}

/// The type of an instrument's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Number {
    F64,
    U64,
    I64,
}

/// The numbers of a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Numbers {
    /// A counter or a gauge.
    Value(f64),
    /// A histogram of any kind.
    Distribution {
        count: u64,
        sum: f64,
        min: Option<f64>,
        max: Option<f64>,
    },
}

impl Numbers {
    /// Adds the numbers of a later delta.
    pub(super) fn and(self, since: Self) -> Self {
        match (self, since) {
            (Self::Value(value), Self::Value(more)) => Self::Value(value + more),
            (
                Self::Distribution {
                    count,
                    sum,
                    min,
                    max,
                },
                Self::Distribution {
                    count: more,
                    sum: added,
                    min: least,
                    max: most,
                },
            ) => Self::Distribution {
                count: count.saturating_add(more),
                sum: sum + added,
                min: of_both(min, least, f64::min),
                max: of_both(max, most, f64::max),
            },
            // The instrument has changed its kind.
            (_, since) => since,
        }
    }
}

fn of_both(one: Option<f64>, other: Option<f64>, choose: fn(f64, f64) -> f64) -> Option<f64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(choose(one, other)),
        (one, other) => one.or(other),
    }
}

/// Reads all instruments of an export.
pub(super) fn instruments(metrics: &ResourceMetrics) -> Vec<Instrument> {
    metrics
        .scope_metrics()
        .flat_map(|scope| scope.metrics().map(|metric| instrument(scope, metric)))
        .collect()
}

fn instrument(scope: &ScopeMetrics, metric: &Metric) -> Instrument {
    let (kind, number, is_delta) = match metric.data() {
        AggregatedMetrics::F64(data) => (kind(data), Number::F64, is_delta(data)),
        AggregatedMetrics::U64(data) => (kind(data), Number::U64, is_delta(data)),
        AggregatedMetrics::I64(data) => (kind(data), Number::I64, is_delta(data)),
    };
    let source = Arc::new(Source {
        scope: scope.scope().clone(),
        name: metric.name().to_owned(),
        unit: metric.unit().to_owned(),
        kind,
        number,
    });
    let points = match metric.data() {
        AggregatedMetrics::F64(data) => points(&source, data, |number| number),
        #[expect(clippy::cast_precision_loss, reason = "four digits are shown")]
        AggregatedMetrics::U64(data) => points(&source, data, |number| number as f64),
        #[expect(clippy::cast_precision_loss, reason = "four digits are shown")]
        AggregatedMetrics::I64(data) => points(&source, data, |number| number as f64),
    };
    Instrument {
        name: text::escape(metric.name()),
        unit: text::escape(metric.unit()),
        is_delta,
        points,
    }
}

fn kind<T>(data: &MetricData<T>) -> Kind {
    match data {
        MetricData::Gauge(_) => Kind::Gauge,
        MetricData::Sum(sum) if sum.is_monotonic() => Kind::Counter,
        MetricData::Sum(_) => Kind::UpDownCounter,
        MetricData::Histogram(_) => Kind::Histogram,
        MetricData::ExponentialHistogram(_) => Kind::ExponentialHistogram,
    }
}

fn is_delta<T>(data: &MetricData<T>) -> bool {
    let temporality = match data {
        MetricData::Gauge(_) => return false,
        MetricData::Sum(sum) => sum.temporality(),
        MetricData::Histogram(histogram) => histogram.temporality(),
        MetricData::ExponentialHistogram(histogram) => histogram.temporality(),
    };
    temporality == Temporality::Delta
}

fn points<T: Copy>(
    source: &Arc<Source>,
    data: &MetricData<T>,
    number: impl Fn(T) -> f64,
) -> Vec<Point> {
    let value = |value: T| Numbers::Value(number(value));
    let distribution = |count: u64, sum: T, min: Option<T>, max: Option<T>| Numbers::Distribution {
        count,
        sum: number(sum),
        min: min.map(&number),
        max: max.map(&number),
    };
    match data {
        MetricData::Gauge(gauge) => gauge
            .data_points()
            .map(|of| point(source, of.attributes(), value(of.value())))
            .collect(),
        MetricData::Sum(sum) => sum
            .data_points()
            .map(|of| point(source, of.attributes(), value(of.value())))
            .collect(),
        MetricData::Histogram(histogram) => histogram
            .data_points()
            .map(|of| {
                (
                    of.attributes(),
                    distribution(of.count(), of.sum(), of.min(), of.max()),
                )
            })
            .map(|(attributes, numbers)| point(source, attributes, numbers))
            .collect(),
        MetricData::ExponentialHistogram(histogram) => histogram
            .data_points()
            .map(|of| {
                let count = u64::try_from(of.count()).unwrap_or(u64::MAX);
                let numbers = distribution(count, of.sum(), of.min(), of.max());
                point(source, of.attributes(), numbers)
            })
            .collect(),
    }
}

fn point<'a>(
    source: &Arc<Source>,
    attributes: impl Iterator<Item = &'a KeyValue>,
    numbers: Numbers,
) -> Point {
    let mut attributes: Vec<_> = attributes.cloned().collect();
    attributes.sort_by(|left, right| left.key.cmp(&right.key));
    let pair = |attribute: &KeyValue| Pair::of_value(&attribute.key, &attribute.value);
    Point {
        attributes: attributes.iter().map(pair).collect(),
        series: Series {
            source: Arc::clone(source),
            attributes,
        },
        numbers,
    }
}

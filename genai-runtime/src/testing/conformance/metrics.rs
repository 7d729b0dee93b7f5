//! Metrics: instrument, unit, buckets, and what every point carries.

use genai_semconv::Profile;
use genai_semconv::metric::{self, Instrument, Metric, NumberType};
use genai_semconv::nearest::nearest;
use genai_semconv::rename::{RenameKind, renamed_metric};

use super::super::{CapturedMetric, MetricKind, MetricNumber};
use super::attributes::{self, Place};
use super::facts::{Facts, is_beneath};
use super::finding::{Findings, Level, Report};
use super::profiles::Profiles;
use super::requirements;

/// Namespaces in which the conventions have metrics.
const NAMESPACES: [&str; 2] = ["gen_ai", "mcp"];

/// Checks the metrics whose names are in the namespaces of the conventions.
pub(super) fn check(metrics: &[CapturedMetric], profiles: &Profiles, findings: &mut Findings) {
    let is_reserved = |name: &str| NAMESPACES.iter().any(|it| is_beneath(name, it));
    for metric in metrics.iter().filter(|metric| is_reserved(&metric.name)) {
        let mut report = Report::about(&metric.name, findings);
        check_one(metric, profiles, &mut report);
    }
}

fn check_one(metric: &CapturedMetric, profiles: &Profiles, report: &mut Report<'_>) {
    let known = profiles
        .written()
        .filter_map(|it| metric::metric(it, &metric.name));
    let definitions: Vec<_> = known.collect();
    if definitions.is_empty() {
        report.whole(Level::Violation, unknown(&metric.name, profiles));
        return;
    }
    let place = MetricPlace(&metric.name);
    for definition in &definitions {
        check_instrument(metric, definition, report);
    }
    for point in &metric.points {
        let facts = Facts::of_values(&point.attributes);
        for definition in &definitions {
            requirements::check(definition.attributes, definition.profile, &facts, report);
        }
        attributes::check(&facts, &place, profiles, report);
    }
}

fn unknown(name: &str, profiles: &Profiles) -> String {
    let written = profiles.names();
    let other = profiles
        .others()
        .find_map(|profile| metric::metric(profile, name));
    let renamed = renamed_metric(name).filter(|rename| rename.kind != RenameKind::Vendor);
    let replaced_by = other.map(|metric| metric.replaced_by).unwrap_or_default();
    let instead = match renamed {
        Some(rename) if replaced_by.is_empty() => rename.to,
        _ => replaced_by,
    };
    let mut message = match other {
        Some(metric) => format!(
            "the metric exists only in {}, not in {written}",
            metric.profile.name()
        ),
        None => "unknown metric".to_owned(),
    };
    let written_names = || {
        let metrics = profiles.written().flat_map(metric::metrics);
        metrics.map(|metric| metric.name)
    };
    if !instead.is_empty() {
        let instead: Vec<_> = instead.iter().map(|name| format!("`{name}`")).collect();
        message = format!("{message}; record {}", instead.join(", "));
    } else if other.is_none()
        && let Some(meant) = nearest(name, written_names())
    {
        message = format!("{message}; did you mean `{meant}`?");
    }
    message
}

fn check_instrument(metric: &CapturedMetric, definition: &Metric, report: &mut Report<'_>) {
    let profile = definition.profile.name();
    let is_right = match definition.instrument {
        Instrument::Counter => metric.kind == MetricKind::Counter,
        Instrument::UpDownCounter => metric.kind == MetricKind::UpDownCounter,
        Instrument::Gauge => metric.kind == MetricKind::Gauge,
        Instrument::Histogram => matches!(
            metric.kind,
            MetricKind::Histogram | MetricKind::ExponentialHistogram
        ),
        _ => true,
    };
    if !is_right {
        let (found, wanted) = (metric.kind, definition.instrument);
        let message = format!("the instrument is {found:?}; {profile} expects {wanted:?}");
        report.whole(Level::Violation, message);
    }
    let number = match definition.value_type {
        NumberType::Int => MetricNumber::Integer,
        _ => MetricNumber::Double,
    };
    if metric.number != number {
        let found = metric.number;
        let message = format!("the numbers are of type {found:?}; {profile} expects {number:?}");
        report.whole(Level::Violation, message);
    }
    if metric.unit != definition.unit {
        let (found, wanted) = (&metric.unit, definition.unit);
        let message = format!("the unit is `{found}`; {profile} expects `{wanted}`");
        report.whole(Level::Violation, message);
    }
    let mut points = metric.points.iter();
    let has_bounds = metric.kind == MetricKind::Histogram && !definition.boundaries.is_empty();
    if has_bounds && points.any(|point| point.bounds != definition.boundaries) {
        let bounds = definition.boundaries;
        let message = format!("the bucket boundaries are not those of {profile}: {bounds:?}");
        report.whole(Level::Improvement, message);
    }
}

struct MetricPlace<'a>(&'a str);

impl Place for MetricPlace<'_> {
    fn name(&self) -> String {
        "this metric".to_owned()
    }

    fn lists(&self, profile: Profile, key: &str) -> bool {
        metric::metric(profile, self.0).is_some_and(|metric| metric.requirement(key).is_some())
    }

    /// Every further attribute multiplies the time series, those of users and sessions without bounds.
    fn level_of_unlisted(&self, _: &str) -> Option<Level> {
        Some(Level::Improvement)
    }
}

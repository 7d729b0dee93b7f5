//! Metrics.

use super::requirement::Requirement;
use crate::profile::Profile;

/// A metric of the conventions.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Metric {
    /// Name of the instrument.
    pub name: &'static str,
    /// The profile that defines it.
    pub profile: Profile,
    /// Kind of the instrument.
    pub instrument: Instrument,
    /// Type of the recorded numbers.
    pub value_type: NumberType,
    /// Unit in UCUM notation.
    pub unit: &'static str,
    /// What is measured, in the registry's own words.
    pub description: &'static str,
    /// Explicit upper bounds of a histogram's buckets, in the metric's unit; otherwise empty.
    pub boundaries: &'static [f64],
    /// Attributes, in the order of their keys.
    pub attributes: &'static [Requirement],
    /// What individual providers add.
    pub refinements: &'static [MetricRefinement],
    /// Metrics that replace it in the latest conventions; empty for metrics of those.
    pub replaced_by: &'static [&'static str],
}

/// What one provider adds to a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct MetricRefinement {
    /// Identifier; it is not recorded.
    pub id: &'static str,
    /// Attributes that are added or whose level differs, in the order of their keys.
    pub attributes: &'static [Requirement],
}

/// Kind of an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Instrument {
    /// A sum that only grows.
    Counter,
    /// A sum that grows and shrinks.
    UpDownCounter,
    /// Holds the last value.
    Gauge,
    /// Counts values by their size.
    Histogram,
}

/// Type of the numbers that an instrument records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NumberType {
    /// Integers of 64 bits.
    Int,
    /// Floating-point numbers of 64 bits.
    Double,
}

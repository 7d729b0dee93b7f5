//! Metrics: instrument, unit, description, bucket bounds and attributes.

/// The metrics of the latest conventions, one static for each.
pub mod latest {
    pub use crate::generated::latest::metrics::*;
}

/// The metrics of v1.41, one static for each.
pub mod v1_41 {
    pub use crate::generated::v1_41::metrics::*;
}

use crate::look_up::look_up;
use crate::profile::Profile;
use crate::requirement::{self, Requirement};

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

impl Metric {
    /// Returns the metric's requirement for an attribute, including those that providers add.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_semconv::metric::latest::GEN_AI_CLIENT_INFERENCE_DURATION as DURATION;
    ///
    /// assert!(DURATION.requirement("gen_ai.request.model").is_some());
    /// assert!(DURATION.requirement("openai.response.service_tier").is_some());
    /// assert!(DURATION.requirement("gen_ai.conversation.id").is_none());
    /// ```
    pub const fn requirement(&self, key: &str) -> Option<&Requirement> {
        if let Some(requirement) = requirement::find(self.attributes, key) {
            return Some(requirement);
        }
        let mut refinements = self.refinements;
        while let [refinement, rest @ ..] = refinements {
            if let Some(requirement) = requirement::find(refinement.attributes, key) {
                return Some(requirement);
            }
            refinements = rest;
        }
        None
    }
}

look_up! {
    const fn by_name(key) -> &'static Metric { name }
}

/// Finds a metric by its name.
///
/// # Examples
///
/// ```
/// use genai_semconv::{Profile, metric};
///
/// let duration = metric::metric(Profile::V1_41, "gen_ai.client.operation.duration");
/// assert_eq!(duration.map(|metric| metric.unit), Some("s"));
/// ```
pub const fn metric(profile: Profile, name: &str) -> Option<&'static Metric> {
    match by_name(metrics(profile), name) {
        Some(metric) => Some(metric),
        None => None,
    }
}

/// Returns all metrics of a profile, in the order of their names.
pub const fn metrics(profile: Profile) -> &'static [&'static Metric] {
    match profile {
        Profile::V1_41 => v1_41::METRICS,
        Profile::Latest => latest::METRICS,
    }
}

//! Metrics: instrument, unit, description, bucket bounds and attributes.

/// The metrics of the latest conventions, one static for each.
pub mod latest {
    pub use crate::generated::latest::metrics::*;
}

/// The metrics of v1.41, one static for each.
pub mod v1_41 {
    pub use crate::generated::v1_41::metrics::*;
}

pub use crate::definition::metric::{Instrument, Metric, MetricRefinement, NumberType};
use crate::look_up::look_up;
use crate::profile::Profile;
use crate::requirement::{self, Requirement};

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

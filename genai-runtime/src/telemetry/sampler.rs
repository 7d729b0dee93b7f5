//! Samplers.

use opentelemetry::trace::{SpanContext, SpanKind, TraceId};
use opentelemetry_sdk::trace as sdk;
use opentelemetry_sdk::trace::ShouldSample as _;

use super::error::TelemetryError;

/// Decides which traces are sampled, that is recorded and exported.
///
/// The names and meanings are those of `OTEL_TRACES_SAMPLER` in OpenTelemetry's specification; the
/// default is [`Sampler::parent_based`]`(`[`Sampler::AlwaysOn`]`)`.
///
/// # Examples
///
/// ```
/// use genai_runtime::telemetry::{Sampler, Telemetry};
///
/// let builder = Telemetry::builder().sampler(Sampler::parent_based(Sampler::TraceIdRatio(0.25)));
/// # drop(builder);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Sampler {
    /// Every trace (`always_on`).
    AlwaysOn,
    /// No trace (`always_off`).
    AlwaysOff,
    /// The given share of all traces, from 0 to 1, decided by the trace id (`traceidratio`).
    TraceIdRatio(f64),
    /// The decision of the parent span; for a span without a parent, that of the inner sampler (`parentbased_…`).
    ParentBased(Box<Self>),
}

impl Sampler {
    /// Follows the decision of the parent span; `root` decides for spans without a parent.
    pub fn parent_based(root: Self) -> Self {
        Self::ParentBased(Box::new(root))
    }

    /// Whether a span is sampled. These samplers depend on the parent and the trace id only.
    pub(crate) fn samples(&self, parent: Option<&SpanContext>, trace: TraceId) -> bool {
        match self {
            Self::AlwaysOn => true,
            Self::AlwaysOff => false,
            Self::TraceIdRatio(ratio) => {
                let of_sdk = sdk::Sampler::TraceIdRatioBased(*ratio);
                let result = of_sdk.should_sample(None, trace, "", &SpanKind::Internal, &[], &[]);
                result.decision == sdk::SamplingDecision::RecordAndSample
            }
            Self::ParentBased(root) => {
                parent.map_or_else(|| root.samples(None, trace), SpanContext::is_sampled)
            }
        }
    }

    pub(crate) fn to_sdk(&self) -> Result<sdk::Sampler, TelemetryError> {
        match self {
            Self::AlwaysOn => Ok(sdk::Sampler::AlwaysOn),
            Self::AlwaysOff => Ok(sdk::Sampler::AlwaysOff),
            Self::TraceIdRatio(ratio) if (0.0..=1.0).contains(ratio) => {
                Ok(sdk::Sampler::TraceIdRatioBased(*ratio))
            }
            Self::TraceIdRatio(ratio) => Err(TelemetryError::Invalid(format!(
                "the sampling ratio is `{ratio}`: expected a number from 0 to 1"
            ))),
            Self::ParentBased(root) => Ok(sdk::Sampler::ParentBased(Box::new(root.to_sdk()?))),
        }
    }
}

impl Default for Sampler {
    fn default() -> Self {
        Self::parent_based(Self::AlwaysOn)
    }
}

#[cfg(test)]
mod tests {
    use opentelemetry::Context;
    use opentelemetry::trace::{SpanId, TraceContextExt as _, TraceFlags, TraceState};

    use super::*;

    #[test]
    fn sampling_agrees_with_the_sdk() {
        let flags = [TraceFlags::SAMPLED, TraceFlags::NOT_SAMPLED];
        let parents = flags.map(|flags| {
            let (trace, span) = (TraceId::from(7), SpanId::from(9));
            SpanContext::new(trace, span, flags, true, TraceState::NONE)
        });
        for sampler in [
            Sampler::AlwaysOn,
            Sampler::AlwaysOff,
            Sampler::TraceIdRatio(0.25),
            Sampler::parent_based(Sampler::TraceIdRatio(0.25)),
            Sampler::parent_based(Sampler::AlwaysOff),
        ] {
            let of_sdk = sampler.to_sdk().unwrap();
            for parent in [
                None,
                parents.first(),
                parents.last(),
                Some(&SpanContext::NONE),
            ] {
                let context = parent.map_or_else(Context::new, |parent| {
                    Context::new().with_remote_span_context(parent.clone())
                });
                let mut samples = [0; 2];
                for trace in 0..1000_u128 {
                    let trace = TraceId::from(trace.wrapping_mul(u128::MAX / 1009));
                    let kind = SpanKind::Internal;
                    let decided = of_sdk.should_sample(Some(&context), trace, "", &kind, &[], &[]);
                    let expected = decided.decision == sdk::SamplingDecision::RecordAndSample;
                    assert_eq!(sampler.samples(parent, trace), expected, "{sampler:?}");
                    samples[usize::from(expected)] += 1;
                }
                let is_divided = matches!(sampler, Sampler::TraceIdRatio(_));
                assert_eq!(
                    samples.iter().all(|count| *count > 100),
                    is_divided || {
                        parent.is_none()
                            && sampler == Sampler::parent_based(Sampler::TraceIdRatio(0.25))
                    }
                );
            }
        }
    }

    #[test]
    fn a_ratio_outside_the_range_is_refused_at_any_depth() {
        for (ratio, shown) in [
            (2.0, "2"),
            (-0.1, "-0.1"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "inf"),
        ] {
            for sampler in [
                Sampler::TraceIdRatio(ratio),
                Sampler::parent_based(Sampler::TraceIdRatio(ratio)),
            ] {
                assert_eq!(
                    sampler.to_sdk().unwrap_err().to_string(),
                    format!("the sampling ratio is `{shown}`: expected a number from 0 to 1"),
                );
            }
        }
    }

    #[test]
    fn the_bounds_of_the_range_are_accepted() {
        for ratio in [0.0, 1.0] {
            assert!(Sampler::TraceIdRatio(ratio).to_sdk().is_ok());
        }
    }
}

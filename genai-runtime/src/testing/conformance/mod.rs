//! Checks captured telemetry against the registry of the conventions, in the profiles that the capture is
//! written in.
//!
//! Depends on finished telemetry only, not on the code that records it, so that it finds the framework's own mistakes
//! as well as those of its users. Where two profiles are written at once, a name is right if either defines it, and the
//! requirements of both apply.

mod attributes;
mod events;
mod facts;
mod finding;
mod key_status;
mod metrics;
mod names;
mod profiles;
mod requirements;
mod spans;
mod structured;
mod usage;
mod values;

pub use finding::{Finding, Level, worst};

use super::Capture;
use finding::Findings;
use profiles::Profiles;

/// Checks the ended spans, the metrics and the events of a capture against the GenAI conventions, in the
/// profiles of the capture's [`Conventions`](crate::Conventions).
///
/// Spans are checked if this framework created them or they carry `gen_ai.operation.name`; metrics and events if
/// their names are in a namespace of the GenAI conventions. Attributes outside the conventions' namespaces
/// are the user's own, and not checked.
///
/// # Examples
///
/// ```
/// use genai_runtime::testing::{Level, capture, conformance, worst};
/// use genai_runtime::{Usage, llm_span};
///
/// #[llm_span(system = "openai", model = "gpt-4o-mini", attributes("app.feature" = "search"))]
/// fn complete() -> Usage {
///     Usage::new().input(3).output(5)
/// }
///
/// let capture = capture();
/// capture.run(complete);
/// let findings = conformance(&capture);
/// assert_eq!(worst(&findings), Some(Level::Information), "{findings:?}");
/// let missing = findings.iter().find(|finding| finding.key.as_deref() == Some("gen_ai.response.id"));
/// assert_eq!(
///     missing.map(ToString::to_string).as_deref(),
///     Some("information: `chat gpt-4o-mini`: `gen_ai.response.id` is missing; v1.41 recommends it here")
/// );
/// ```
pub fn conformance(capture: &Capture) -> Vec<Finding> {
    let profiles = Profiles::of(capture.conventions());
    let mut findings = Findings::default();
    spans::check(&capture.spans(), &profiles, &mut findings);
    metrics::check(&capture.metrics(), &profiles, &mut findings);
    events::check(&capture.events(), &profiles, &mut findings);
    findings.into_list()
}

/// Asserts that a capture's telemetry follows the conventions: no [`conformance`] finding is above
/// [`Level::Information`].
///
/// # Examples
///
/// ```
/// use genai_runtime::{chain_step, testing};
///
/// #[chain_step(kind = tool)]
/// fn weather() {}
///
/// let capture = testing::capture();
/// capture.run(weather);
/// testing::assert_conformant(&capture);
/// ```
///
/// # Panics
///
/// If a finding is above [`Level::Information`]; the message lists all such findings.
#[track_caller]
#[expect(clippy::panic, reason = "an assertion for tests")]
pub fn assert_conformant(capture: &Capture) {
    let findings = conformance(capture);
    let grave = findings
        .iter()
        .filter(|finding| finding.level > Level::Information);
    let grave: Vec<_> = grave.map(ToString::to_string).collect();
    if !grave.is_empty() {
        let grave = grave.join("\n  ");
        panic!("the telemetry does not follow the conventions:\n  {grave}");
    }
}

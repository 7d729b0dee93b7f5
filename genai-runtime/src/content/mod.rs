//! What models were told and what they answered, where that is captured.
//!
//! Nothing here is built unless content is captured. What is kept of it stays inside a [`Budget`]: of a
//! long text the beginning and the end are kept. Knows no spans.

#[cfg(feature = "content")]
mod append;
#[cfg(feature = "content")]
mod budget;
#[cfg(feature = "content")]
pub(crate) mod capture;
#[cfg(feature = "content")]
mod clip;
#[cfg(feature = "content")]
mod input;
#[cfg(feature = "content")]
mod model;
#[cfg(not(feature = "content"))]
mod no_input;
#[cfg(not(feature = "content"))]
mod no_output;
#[cfg(feature = "content")]
mod output;
#[cfg(feature = "content")]
pub(crate) mod redact;
#[cfg(feature = "content")]
mod render;
mod said;
#[cfg(test)]
mod tests;
#[cfg(feature = "content")]
mod width;

/// The variable that says whether content is captured.
#[cfg(any(feature = "content", feature = "sdk"))]
pub(crate) const VARIABLE: &str = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

#[cfg(feature = "content")]
pub(crate) use budget::Budget;
#[cfg(feature = "content")]
pub use capture::ContentCapture;
#[cfg(feature = "content")]
pub(crate) use input::Input;
#[cfg(all(test, feature = "content"))]
pub(crate) use model::{JsonText, OwnedMedia, Part};
#[cfg(not(feature = "content"))]
pub(crate) use no_input::Input;
#[cfg(not(feature = "content"))]
pub(crate) use no_output::Output;
#[cfg(feature = "content")]
pub(crate) use output::Output;
pub(crate) use said::{Json, Media, Said};

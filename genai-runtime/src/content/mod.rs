//! Captured content: prompts, completions, and what tools and retrievals take and return.
//!
//! Nothing is captured unless the process, a function or a call asks for it ([`ContentCapture`]), and content that
//! is not captured is not copied or converted either. Captured content is limited by a
#![cfg_attr(feature = "content", doc = " [`ContentBudget`]:")]
#![cfg_attr(not(feature = "content"), doc = " budget:")]
//! a long text keeps its beginning and its end. [`ContentPolicy`] holds the settings of a process, and
//! [`Redaction`](crate::redact::Redaction) selects what is removed from texts.
//!
//! Values report their content through [`MessageReport`](crate::MessageReport), [`ToolReport`](crate::ToolReport),
//! [`ContentValue`](crate::ContentValue) and [`RecordReport`](crate::RecordReport), and answers through
//! [`UsageReport`](trait@crate::UsageReport). This module knows no spans.

#[cfg(feature = "content")]
mod append;
#[cfg(feature = "content")]
mod as_json;
mod borrowed_part;
mod boundary;
#[cfg(feature = "content")]
mod bounded;
#[cfg(feature = "content")]
mod budget;
#[cfg(feature = "content")]
mod buffers;
mod capture;
#[cfg(feature = "content")]
mod captured;
#[cfg(feature = "content")]
mod cleaned;
#[cfg(feature = "content")]
mod clip;
pub(crate) mod content_value;
#[cfg(feature = "content")]
mod cut;
#[cfg(feature = "content")]
mod cut_text;
#[cfg(all(feature = "content", feature = "sdk"))]
pub(crate) mod deferred;
mod error_length;
pub(crate) mod error_texts;
#[cfg(feature = "content")]
mod further_names;
pub(crate) mod hidden;
#[cfg(feature = "content")]
mod input;
#[cfg(feature = "serde_json")]
mod json_size;
#[cfg(feature = "content")]
mod kept_text;
#[cfg(feature = "content")]
mod known_calls;
#[cfg(feature = "content")]
mod label;
#[cfg(feature = "content")]
mod message;
#[cfg(feature = "content")]
mod model;
#[cfg(not(feature = "content"))]
mod no_input;
#[cfg(not(feature = "content"))]
mod no_output;
#[cfg(not(feature = "content"))]
mod no_records;
#[cfg(feature = "content")]
mod openinference;
#[cfg(feature = "content")]
mod output;
#[cfg(feature = "serde_json")]
mod place;
mod policy;
pub(crate) mod process;
#[cfg(feature = "content")]
mod record_list;
pub(crate) mod redact;
#[cfg(feature = "content")]
mod render;
#[cfg(all(fuzzing, feature = "content"))]
pub(crate) mod rendered;
#[cfg(feature = "content")]
mod room;
#[cfg(feature = "content")]
mod store;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_clip;
#[cfg(test)]
mod tests_of_input;
#[cfg(test)]
mod tests_of_output;
#[cfg(feature = "content")]
mod width;
#[cfg(feature = "content")]
mod writer;

/// The environment variable that turns capture on.
pub(crate) const VARIABLE: &str = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";
/// The environment variable that turns the `OpenInference` attributes of captured content on.
#[cfg(any(feature = "content", feature = "sdk"))]
pub(crate) const VALUES_VARIABLE: &str = "GENAI_RUNTIME_OPENINFERENCE_VALUES";

#[cfg(feature = "content")]
pub use as_json::AsJson;
pub(crate) use borrowed_part::{BorrowedPart, Json, Media};
pub(crate) use boundary::beginning;
#[cfg(feature = "content")]
pub(crate) use budget::Budget;
#[cfg(feature = "content")]
pub use budget::ContentBudget;
pub use capture::{CaptureChoice, ContentCapture};
#[cfg(feature = "content")]
pub(crate) use captured::{Captured, Rendered, Shape, StepContent};
#[cfg(all(feature = "content", feature = "sdk"))]
pub(crate) use deferred::Deferred;
pub(crate) use error_length::{Kept, redacted_in_short};
pub use error_texts::ErrorTexts;
#[cfg(feature = "content")]
pub(crate) use further_names::FurtherNames;
#[cfg(feature = "content")]
pub(crate) use input::Input;
#[cfg(feature = "serde_json")]
pub(crate) use json_size::json_size;
#[cfg(any(feature = "async-openai", feature = "content"))]
pub(crate) use json_size::json_size_of;
#[cfg(feature = "content")]
pub(crate) use kept_text::KeptText;
#[cfg(all(test, feature = "content"))]
pub(crate) use model::{OwnedMedia, Part};
#[cfg(not(feature = "content"))]
pub(crate) use no_input::Input;
#[cfg(not(feature = "content"))]
pub(crate) use no_output::Output;
#[cfg(not(feature = "content"))]
pub(crate) use no_records::RecordList;
#[cfg(feature = "content")]
pub(crate) use output::Output;
#[cfg(feature = "serde_json")]
pub(crate) use place::Place;
pub use policy::ContentPolicy;
#[cfg(feature = "content")]
pub(crate) use record_list::RecordList;
#[cfg(feature = "content")]
pub(crate) use store::DropMeter;
#[cfg(feature = "object-store")]
pub use store::ObjectContentStore;
#[cfg(feature = "content")]
pub use store::{
    ContentDigest, ContentStore, DirectoryStore, DropReason, ResolveError, StoreError, StoreQueue,
    StoredPart, resolve, resolve_value,
};

/// The crate whose stores an [`ObjectContentStore`] takes.
#[cfg(feature = "object-store")]
pub use ::object_store;

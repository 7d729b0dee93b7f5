//! How values report requests, responses, usage, content and errors.
//!
//! Knows no spans. Values report to sinks such as [`Request`] and [`Response`]; what is recorded is decided elsewhere.

mod count;
#[cfg(feature = "serde_json")]
mod embedding;
mod error;
mod facts;
mod finish_reasons;
mod flag;
mod input_facts;
mod message_report;
mod messages;
#[cfg(feature = "serde_json")]
mod partial_arguments;
mod records;
mod reported_items;
mod request;
mod request_facts;
mod request_report;
mod response;
mod response_content;
mod reused_text;
#[cfg(all(test, feature = "content"))]
mod shown;
#[cfg(all(test, feature = "content"))]
mod tests_of_choices;
#[cfg(test)]
mod tests_of_derived_requests;
#[cfg(test)]
mod tests_of_derived_responses;
#[cfg(test)]
mod tests_of_request;
#[cfg(test)]
mod tests_of_response;
#[cfg(test)]
mod tests_of_value;
mod tool_call;
mod tools;
mod unnumbered_calls;
mod usage;
mod usage_report;
pub(crate) mod value;

#[cfg(feature = "async-openai")]
mod async_openai;
#[cfg(feature = "serde_json")]
mod json;
#[cfg(feature = "content")]
mod sensitive;

/// The choice of answers that have only one.
#[cfg(feature = "serde_json")]
const CHOICE: usize = 0;

pub use error::ErrorReport;
pub(crate) use error::error_type_of;
pub(crate) use facts::{AnsweredError, ResponseFacts};
#[cfg(feature = "sdk")]
pub(crate) use finish_reasons::FinishReasons;
pub use flag::Flag;
pub(crate) use input_facts::InputFacts;
pub use message_report::MessageReport;
pub use messages::{MessageParts, Messages};
pub use records::{RecordReport, Records};
pub use request::Request;
pub(crate) use request_facts::RequestFacts;
pub use request_report::RequestReport;
pub use response::Response;
pub use tool_call::ToolCall;
pub use tools::{ToolReport, Tools};
pub use usage::Usage;
pub use usage_report::UsageReport;

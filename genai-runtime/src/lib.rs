#![cfg_attr(
    all(feature = "console", feature = "testing", feature = "content"),
    doc = include_str!("../README.md")
)]
#![cfg_attr(
    not(all(feature = "console", feature = "testing", feature = "content")),
    doc = "OpenTelemetry GenAI telemetry for annotated functions: [`macro@llm_span`], [`macro@chain_step`] and [`trait@UsageReport`]."
)]
#![cfg_attr(
    not(all(
        feature = "content",
        feature = "otlp",
        feature = "testing",
        feature = "tokio",
        feature = "wire"
    )),
    allow(
        rustdoc::broken_intra_doc_links,
        reason = "docs link to items of features that are off"
    )
)]

#[macro_use]
mod pointers;

mod attributes;
#[cfg(any(feature = "otlp", feature = "object-store"))]
mod background;
mod callsite;
pub mod chain;
pub mod content;
mod filling;
#[cfg(all(fuzzing, feature = "content"))]
mod fuzz;
mod interned;
mod kind;
mod notice;
mod now;
mod operation;
mod private;
pub mod propagation;
#[cfg(feature = "sdk")]
mod quota;
mod report;
mod shield;
mod signals;
mod switch;
#[cfg(feature = "sdk")]
pub mod telemetry;
#[cfg(feature = "testing")]
pub mod testing;
mod ticks;
mod unsampled;
#[cfg(feature = "wire")]
pub mod wire;
mod within;

pub use attributes::AttributeList;
pub use content::ContentCapture;
pub use content::content_value::ContentValue;
#[cfg(feature = "content")]
pub use content::redact::Sensitive;
#[doc = include_str!("../docs/request_report.md")]
pub use genai_macros::RequestReport;
#[doc = include_str!("../docs/usage_report.md")]
pub use genai_macros::UsageReport;
#[doc = include_str!("../docs/chain_step.md")]
pub use genai_macros::chain_step;
#[doc = include_str!("../docs/llm_span.md")]
pub use genai_macros::llm_span;
pub use opentelemetry;
pub use operation::by_hand::{Operation, StartedOperation};
pub use operation::report;
#[cfg(feature = "tokio")]
pub use propagation::{spawn, spawn_blocking};
pub use report::{
    ErrorReport, MessageParts, MessageReport, Messages, RecordReport, Records, Request,
    RequestReport, Response, ToolCall, ToolReport, Tools, Usage, UsageReport,
};
pub use signals::events::{clear_logger_provider, set_logger_provider};
pub use signals::{Conventions, Decision, Evaluation, decision, evaluation, event, record};
#[cfg(feature = "sdk")]
pub use telemetry::{Telemetry, TelemetryGuard};

#[doc = include_str!("../docs/attributes.md")]
#[macro_export]
macro_rules! attributes {
    ($($attribute:tt)*) => {
        $crate::__private::attributes_of! { $crate; $($attribute)* }
    };
}

#[doc(hidden)]
pub mod __private {
    pub use crate::private::*;
}

#[cfg(all(fuzzing, feature = "content"))]
#[doc(hidden)]
pub mod __fuzz {
    pub use crate::fuzz::*;
}

/// The type parameters of [`Operation`]: its kind, what reports its usage, what classifies its errors, and the values
/// that describe it.
pub mod operations {
    pub use crate::operation::by_hand::{
        Agent, Arguments, ByFunction, ByType, Classes, Definitions, Ends, Infallible, Input,
        Instructions, Memory, MemoryOperation, Model, ModelOperation, OperationStream, Output,
        OutputBy, Plan, Query, RecordsBy, RemoteAgent, Reported, ReportedBy, Reports, RequestOf,
        ResultBy, Retrieval, Says, Step, Tool, ToolResult, Unreported, With, Workflow,
    };
}

/// Redaction of sensitive data from texts before they are exported: [`Redaction`](redact::Redaction).
pub mod redact {
    pub use crate::content::redact::{Kind, Redaction, Redactor};
}

/// The attribute keys of the semantic conventions, each with the type of its value.
///
/// # Examples
///
/// ```
/// use genai_runtime::{AttributeList, record, semconv};
///
/// record(AttributeList::new().with(semconv::GEN_AI_REQUEST_TEMPERATURE, 0.5));
/// ```
pub mod semconv {
    pub use genai_semconv::AttributeKey;
    pub use genai_semconv::typed::*;
}

/// Traits of texts, counts and attribute values: the bounds of [`Response`]'s methods and of the macros' arguments.
pub mod value {
    pub use crate::attributes::{AttributeValue, ValueFor};
    pub use crate::report::Flag;
    pub use crate::report::value::{Int64, Integer, NotACount, Number, Text, Texts, TokenCount};
}

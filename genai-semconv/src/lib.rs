//! The OpenTelemetry GenAI semantic conventions as tables: which names exist, and where they belong.
//!
//! Facts only, no behaviour: attributes with their types and well-known values, spans with their kinds,
//! names and attributes, metrics with their units and bucket bounds, events, and names that are no longer
//! right. The tables are generated from the conventions' own model, at the commits that `SEMCONV_PIN` in
//! this crate names, for two [profiles](Profile); descriptions are this crate's own words. Look-ups are
//! `const` and allocate nothing, so that macros, programs and tests can use the same ones.
//!
//! # Examples
//!
//! ```
//! use genai_semconv::{Profile, attribute, metric, span};
//!
//! assert_eq!(attribute::GEN_AI_REQUEST_MODEL, "gen_ai.request.model");
//! assert_eq!(metric::v1_41::GEN_AI_CLIENT_OPERATION_DURATION.unit, "s");
//!
//! const CHAT: &[&span::Span] = span::spans_of_operation(Profile::Latest, "chat");
//! assert!(CHAT.iter().all(|span| span.requirement("gen_ai.tool.name").is_none()));
//! ```
#![no_std]

pub mod attribute;
mod definition;
pub mod event;
mod generated;
mod key;
mod look_up;
pub mod metric;
pub mod nearest;
mod outline;
mod own;
mod profile;
pub mod rename;
pub mod requirement;
pub mod span;
pub mod suggest;
/// Every key of the conventions that has a plain value, with the type of the value.
pub mod typed {
    pub use crate::generated::typed_keys::*;
}
pub mod value;
mod value_type;

pub use key::AttributeKey;
pub use profile::Profile;
pub use value_type::ValueType;

//! The names of the OpenTelemetry GenAI semantic conventions that this framework emits.
//!
//! Facts only, no behaviour: attribute keys, metric names with their unit and bucket bounds, event
//! names, and the well-known values of open enumerations. The source is release v1.41 of the
//! [OpenTelemetry semantic conventions](https://opentelemetry.io/docs/specs/semconv/gen-ai/).
//!
//! # Examples
//!
//! ```
//! use genai_semconv::{attribute, metric};
//!
//! assert_eq!(attribute::GEN_AI_REQUEST_MODEL, "gen_ai.request.model");
//! assert_eq!(metric::CLIENT_OPERATION_DURATION.unit, "s");
//! ```
#![no_std]

pub mod attribute;
pub mod event;
pub mod metric;
pub mod nearest;
pub mod value;

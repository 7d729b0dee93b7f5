//! The parameters and the annotation of a call on the span.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a failed unwrap is a failed test, and these floats are exact"
)]
#![allow(
    clippy::struct_field_names,
    clippy::trivially_copy_pass_by_ref,
    clippy::ref_option,
    clippy::unnecessary_wraps,
    clippy::needless_pass_by_value,
    reason = "names of providers, and functions of every form"
)]

mod attributes;
mod names;
mod parameters;

use genai_runtime::testing::CapturedSpan;
use opentelemetry::{KeyValue, Value};

fn sorted(span: &CapturedSpan) -> Vec<KeyValue> {
    let mut attributes = span.attributes.clone();
    attributes.sort_by(|left, right| left.key.cmp(&right.key));
    attributes
}

fn texts(texts: &[&'static str]) -> Value {
    let texts = texts.iter().map(|text| (*text).into()).collect();
    Value::Array(opentelemetry::Array::String(texts))
}

//! Names of events: span events and log records.

/// Span event: an error that ended the span.
pub const EXCEPTION: &str = "exception";
/// Log record: a call to a model failed.
pub const GEN_AI_CLIENT_OPERATION_EXCEPTION: &str = "gen_ai.client.operation.exception";

//! The messages in the queue.

use genai_runtime::opentelemetry::Context;
use genai_runtime::propagation;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A customer's text, with the context in which the ticket was created.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Ticket {
    pub(crate) id: u32,
    pub(crate) text: String,
    /// `traceparent`, `tracestate` and `baggage`.
    #[serde(rename = "_meta", default)]
    meta: Map<String, Value>,
}

impl Ticket {
    /// Creates a ticket that carries the current context.
    pub(crate) fn new(id: u32, text: &str) -> Self {
        let mut meta = Map::new();
        propagation::inject(&mut meta);
        Self {
            id,
            text: text.to_owned(),
            meta,
        }
    }

    /// The context that the ticket carries.
    pub(crate) fn context(&self) -> Context {
        propagation::extract(&self.meta)
    }
}

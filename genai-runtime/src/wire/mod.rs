//! Providers' streams on the wire, as JSON values: for programs that call a provider's HTTP API themselves.
//!
//! [`server_sent_events`] reads what most providers stream, [`json_lines`] what Ollama and others do. Both
//! take the pieces of a response's body (`reqwest::Response::bytes_stream` of reqwest's feature `stream`, for
//! one), cut wherever the network cut them, and yield one [`Value`](serde_json::Value) per event or line,
//! which reports itself:
//!
//! - Events and lines without data are skipped.
//! - `[DONE]` ends the stream: what comes after it is not read, and the body is not polled again.
//! - The last event or line counts even if no blank line or line feed ends it.
//! - What is not JSON, or too long, becomes an error item; later items are read as usual. The error's text
//!   says where the problem is and never repeats what was sent.
//! - JSON that a server appends to a stream, or answers with instead of one, is an item too, on one line or on several:
//!   errors are often said like this, with status 200. A body that is something else, such as a page of HTML, is one
//!   error item.
//! - Half of an escaped character, at which a server has cut a text, becomes U+FFFD.
//! - An error of the body is an error item too. If the body ends with it, a half-received item is dropped.
//!
//! # Examples
//!
//! ```
//! use futures::{StreamExt, TryStreamExt, stream};
//! use genai_runtime::wire;
//!
//! # futures::executor::block_on(async {
//! let body = stream::iter(["data: {\"n\": 1}\n\nda", "ta: {\"n\": 2}\r\n", "\r\ndata: [DONE]\n\n"]);
//! let mut events = wire::server_sent_events(body.map(Ok::<_, std::io::Error>));
//! let mut sum = 0;
//! while let Some(event) = events.try_next().await? {
//!     sum += event["n"].as_u64().unwrap_or_default();
//! }
//! assert_eq!(sum, 3);
//! # Ok::<_, wire::WireError<std::io::Error>>(())
//! # }).unwrap();
//! ```

mod bare_json;
mod brackets;
mod error;
mod event_line;
mod events;
mod json_lines;
mod lines;
mod server_sent_events;
mod surrogates;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_any_body;
#[cfg(test)]
mod tests_of_bare_json;
mod values;

pub use error::WireError;
pub use json_lines::{JsonLines, json_lines};
pub use server_sent_events::{ServerSentEvents, server_sent_events};

/// Default limit for the length of an event or line: 16 MiB.
pub const DEFAULT_LIMIT: usize = 16 * 1024 * 1024;

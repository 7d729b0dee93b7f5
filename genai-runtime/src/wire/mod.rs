//! Reads providers' streams as JSON values, for programs that call a provider's HTTP API themselves.
//!
//! [`server_sent_events`] reads the format of most providers, [`json_lines`] that of Ollama and others. Both take the
//! chunks of a response's body, for example of `reqwest::Response::bytes_stream` (reqwest's feature `stream`), split at
//! any byte, and yield one [`Value`](serde_json::Value) per event or line. Values implement
//! [`UsageReport`](trait@crate::UsageReport), and the streams follow these rules:
//!
//! - Events and lines without data are skipped.
//! - `[DONE]` ends the stream: nothing after it is read, and the body is not polled again.
//! - The last event or line counts even without a blank line or line feed at its end.
//! - An item that is not JSON, or too long, becomes an error item; later items are read as usual. The error's text
//!   tells the position and never quotes the body.
//! - JSON that a server appends to a stream, or sends instead of one, is an item too, on one line or several: errors are
//!   often sent like this, with status 200. A body that is something else, such as a page of HTML, is one error item.
//! - An unpaired surrogate escape, as in a text that a server has split, becomes U+FFFD.
//! - An error of the body is an error item, too. If the body ends with it, an incomplete item is dropped.
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

//! What the example programs share: a bundled server that speaks the OpenAI wire format, a small corpus, and
//! telemetry in a terminal.
//!
//! Nothing here needs an account, a key or a network beyond 127.0.0.1.

pub mod corpus;
pub mod openai_server;
pub mod telemetry;

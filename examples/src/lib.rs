//! Code shared by the example programs: a bundled server that speaks the OpenAI wire format, a small corpus, and
//! telemetry for programs in a terminal.
//!
//! Nothing here needs an account, a key or a network.

pub mod corpus;
pub mod openai_server;
pub mod telemetry;

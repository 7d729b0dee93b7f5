//! What the example programs share: a bundled server that speaks the OpenAI wire format, and a small corpus.
//!
//! Nothing here needs an account, a key or a network beyond 127.0.0.1.

pub mod corpus;
pub mod openai_server;

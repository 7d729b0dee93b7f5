//! A canary in everything that is said to a chain, looked for in everything that leaves the process.
//!
//! Telemetry is that of a process, so each case starts this binary again ([`child`]), which runs a chain in every way
//! in which it can end ([`song`]), exports over OTLP, to the console and to a store, and says what its providers hold
//! where they are a host's.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]

mod bird;
mod by_hand;
mod chain;
mod child;
mod hosts;
mod off;
mod open;
mod process;
mod redacted;
mod song;
mod streams;

/// The ways in which an operation ends.
const ENDINGS: [&str; 4] = ["success", "failure", "panic", "cancellation"];

/// What `OTEL_SEMCONV_STABILITY_OPT_IN` says for each of the profiles.
const PROFILES: [&str; 4] = [
    "",
    "gen_ai_latest_experimental",
    "gen_ai_latest_experimental/dup",
    "gen_ai_legacy/dup",
];

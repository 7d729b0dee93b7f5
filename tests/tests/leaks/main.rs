//! Puts canaries into all content of a chain, and searches for them in everything that leaves the process.
//!
//! Telemetry is global, so each case runs this binary again ([`child`]). The child runs a chain with every ending
//! ([`scenario`]), exports over OTLP, to the console and to a store, and prints the exports of a host's providers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]

mod by_hand;
mod canary;
mod chain;
mod child;
mod hosts;
mod off;
mod open;
mod process;
mod redacted;
mod scenario;
mod streams;

/// The ways in which an operation ends.
const ENDINGS: [&str; 4] = ["success", "failure", "panic", "cancellation"];

/// Values of `OTEL_SEMCONV_STABILITY_OPT_IN` for each profile.
const PROFILES: [&str; 4] = [
    "",
    "gen_ai_latest_experimental",
    "gen_ai_latest_experimental/dup",
    "gen_ai_legacy/dup",
];

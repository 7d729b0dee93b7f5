//! Providers and exporters.

#[expect(
    dead_code,
    unused_imports,
    reason = "the exporters are wired in with `Telemetry`"
)]
mod console;

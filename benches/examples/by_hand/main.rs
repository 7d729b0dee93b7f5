//! The README's first program, written by hand on OpenTelemetry: the same spans, metrics and events through the same
//! exporters. `exporters` is `console.rs` or `otlp.rs`.

#[cfg_attr(feature = "otlp", path = "otlp.rs")]
#[cfg_attr(not(feature = "otlp"), path = "console.rs")]
mod exporters;
mod model;
mod telemetry;
mod workflow;

use std::error::Error;

// The OTLP exporter needs another thread than the one that blocks on its shutdown.
#[cfg_attr(
    feature = "otlp",
    tokio::main(flavor = "multi_thread", worker_threads = 1)
)]
#[cfg_attr(not(feature = "otlp"), tokio::main(flavor = "current_thread"))]
async fn main() -> Result<(), Box<dyn Error>> {
    let telemetry = telemetry::install()?;
    let answer = workflow::answer("session-1", "How many days carry over").await?;
    #[allow(clippy::print_stdout, reason = "a program that prints an answer")]
    {
        println!("{answer}");
    }
    telemetry.shutdown()?;
    Ok(())
}

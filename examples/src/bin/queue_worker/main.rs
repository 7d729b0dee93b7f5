//! Tickets that pass through a queue: one trace across two processes.
//!
//! With a Redis server (7.0 or later) running, for instance `redis-server --save "" --appendonly no`:
//!
//! ```text
//! cargo run -p genai-examples --bin queue_worker -- consume   # waits for a batch of tickets
//! cargo run -p genai-examples --bin queue_worker -- produce   # puts three of them, in another terminal
//! ```
//!
//! The producer injects its trace context into each ticket's `_meta`; the consumer continues that trace. Its span for
//! the whole batch is linked to all tickets. Both print the id of the trace. `REDIS_URL` names another server than the
//! one on this machine; with `OTEL_EXPORTER_OTLP_ENDPOINT` traces are exported, else they are printed.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program prints its results and its errors"
)]

mod consume;
mod error;
mod model;
mod produce;
mod queue;
mod ticket;

use std::env;
use std::process::ExitCode;

use error::WorkerError;
use genai_examples::telemetry::to_collector_or_terminal;
use genai_runtime::TelemetryGuard;
use genai_runtime::opentelemetry::Context;
use genai_runtime::opentelemetry::trace::{TraceContextExt, TraceId};
use genai_runtime::telemetry::TelemetryError;
use queue::Queue;

/// The side of the queue that this process is on.
#[derive(Clone, Copy)]
enum Role {
    Producer,
    Consumer,
}

#[tokio::main]
async fn main() -> ExitCode {
    let role = match env::args().nth(1).as_deref() {
        Some("produce") => Role::Producer,
        Some("consume") => Role::Consumer,
        _ => {
            eprintln!("usage: queue_worker produce | consume");
            return ExitCode::FAILURE;
        }
    };
    let _telemetry = match telemetry(role) {
        Ok(telemetry) => telemetry,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    match run(role).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Exports to the collector that the environment names, else prints to the terminal.
fn telemetry(role: Role) -> Result<TelemetryGuard, TelemetryError> {
    let name = match role {
        Role::Producer => "ticket-producer",
        Role::Consumer => "ticket-consumer",
    };
    to_collector_or_terminal(name)
}

async fn run(role: Role) -> Result<(), WorkerError> {
    let mut queue = Queue::connect().await?;
    match role {
        Role::Producer => produce::submit_tickets(&mut queue).await,
        Role::Consumer => consume::take_batch(&mut queue).await,
    }
}

/// The id of the current trace.
fn trace_id() -> TraceId {
    Context::current().span().span_context().trace_id()
}

//! The consumer: takes tickets from the queue and continues their traces.

use std::time::Duration;

use genai_runtime::opentelemetry::Context;
use genai_runtime::{chain_step, propagation};

use crate::error::WorkerError;
use crate::model;
use crate::queue::Queue;
use crate::ticket::Ticket;
use crate::trace_id;

/// The maximum number of tickets in a batch.
const BATCH: usize = 16;
/// How long to wait for the first ticket of a batch.
const PATIENCE: Duration = Duration::from_secs(60);

/// Takes one batch and processes it.
pub(crate) async fn take_batch(queue: &mut Queue) -> Result<(), WorkerError> {
    println!("waiting for tickets");
    let tickets = queue.take(BATCH, PATIENCE).await?;
    for ticket in &tickets {
        triage(ticket);
    }
    if !tickets.is_empty() {
        let origins: Vec<Context> = tickets.iter().map(Ticket::context).collect();
        digest(&tickets, &origins);
    }
    Ok(())
}

/// Triages one ticket, in its trace.
#[chain_step(parent = ticket.context(), attributes("ticket.id" = ticket.id))]
fn triage(ticket: &Ticket) {
    let team = model::complete(&ticket.text).team;
    println!("trace {}: ticket {} is for {team}", trace_id(), ticket.id);
}

/// Reports on the batch. A span has one parent, here the first ticket's; links lead to all tickets.
#[chain_step(
    parent = origins.first().cloned().unwrap_or_default(),
    attributes("ticket.count" = tickets.len())
)]
fn digest(tickets: &[Ticket], origins: &[Context]) {
    propagation::link_all(origins);
    let texts: Vec<&str> = tickets.iter().map(|ticket| ticket.text.as_str()).collect();
    let team = model::complete(&texts.join("\n")).team;
    println!("trace {}: the batch is mostly for {team}", trace_id());
}

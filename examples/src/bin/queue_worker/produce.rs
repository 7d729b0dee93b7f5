//! The producer: puts tickets into the queue.

use genai_runtime::chain_step;

use crate::error::WorkerError;
use crate::queue::Queue;
use crate::ticket::Ticket;
use crate::trace_id;

const TEXTS: [&str; 3] = [
    "the refund has not arrived",
    "the app does not start",
    "the invoice names the wrong company",
];

/// Puts three tickets into the queue, in one command.
#[chain_step(kind = workflow)]
pub(crate) async fn submit_tickets(queue: &mut Queue) -> Result<(), WorkerError> {
    let tickets: Vec<Ticket> = (1..)
        .zip(TEXTS)
        .map(|(id, text)| create_ticket(id, text))
        .collect();
    queue.put(&tickets).await?;
    println!("trace {}: {} tickets put", trace_id(), tickets.len());
    Ok(())
}

/// Creates a ticket in a span of its own, which becomes the parent of the consumer's spans.
#[chain_step(attributes("ticket.id" = id))]
fn create_ticket(id: u32, text: &str) -> Ticket {
    Ticket::new(id, text)
}

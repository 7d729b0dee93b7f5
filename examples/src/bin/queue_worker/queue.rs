//! A queue in a Redis list.

use std::env;
use std::time::Duration;

use genai_runtime::chain_step;
use redis::aio::MultiplexedConnection;
use redis::{AsyncCommands, AsyncConnectionConfig, Client, Direction};

use crate::error::WorkerError;
use crate::ticket::Ticket;

const DEFAULT_URL: &str = "redis://127.0.0.1:6379";
const KEY: &str = "genai-examples:tickets";

/// The tickets that no consumer has taken yet.
pub(crate) struct Queue(MultiplexedConnection);

impl Queue {
    /// Connects to the server in `REDIS_URL`, or to the one on this machine.
    pub(crate) async fn connect() -> Result<Self, WorkerError> {
        let url = env::var("REDIS_URL").unwrap_or_else(|_| DEFAULT_URL.to_owned());
        let client = Client::open(url).map_err(WorkerError::Url)?;
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(Duration::from_secs(2)))
            // Taking tickets blocks until there are some.
            .set_response_timeout(None);
        let connection = client.get_multiplexed_async_connection_with_config(&config);
        match connection.await {
            Ok(connection) => Ok(Self(connection)),
            // Only the address, because the URL may contain a password.
            Err(cause) => Err(WorkerError::Unreachable {
                address: client.get_connection_info().addr().to_string(),
                cause,
            }),
        }
    }

    /// Puts all tickets into the queue, or none.
    #[chain_step(name = "put_tickets")]
    pub(crate) async fn put(&mut self, tickets: &[Ticket]) -> Result<(), WorkerError> {
        let payloads = tickets.iter().map(serde_json::to_vec);
        let payloads: Vec<_> = payloads.collect::<Result<_, _>>()?;
        Ok(self.0.rpush(KEY, payloads).await?)
    }

    /// Waits for the first ticket, then takes up to `count` without waiting. Skips messages that are not tickets.
    pub(crate) async fn take(
        &mut self,
        count: usize,
        patience: Duration,
    ) -> Result<Vec<Ticket>, WorkerError> {
        let seconds = patience.as_secs_f64();
        let taken: Option<(String, Vec<Vec<u8>>)> = self
            .0
            .blmpop(seconds, 1, KEY, Direction::Left, count)
            .await?;
        let (_, payloads) = taken.ok_or(WorkerError::NoTickets(patience))?;
        let read = |payload: Vec<u8>| match serde_json::from_slice(&payload) {
            Ok(ticket) => Some(ticket),
            Err(error) => {
                eprintln!("skipped a message that is not a ticket: {error}");
                None
            }
        };
        Ok(payloads.into_iter().filter_map(read).collect())
    }
}

//! The errors of producer and consumer.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use redis::RedisError;

#[derive(Debug)]
pub(crate) enum WorkerError {
    /// `REDIS_URL` is not a valid URL of a Redis server.
    Url(RedisError),
    /// The connection failed.
    Unreachable { address: String, cause: RedisError },
    /// The server refused a command, or the connection broke.
    Redis(RedisError),
    /// A ticket could not be serialized.
    Payload(serde_json::Error),
    /// The queue stayed empty for this long.
    NoTickets(Duration),
}

impl fmt::Display for WorkerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(error) => write!(f, "`REDIS_URL` is invalid: {error}"),
            Self::Unreachable { address, cause } => write!(
                f,
                "no Redis server can be reached at {address}: {cause}\n\
                 help: start one with `redis-server --save \"\" --appendonly no` (Debian: `apt-get install \
                 redis-server`),\n      or name another in `REDIS_URL`, such as `redis://127.0.0.1:6379`"
            ),
            Self::Redis(error) => write!(f, "the Redis server failed: {error}"),
            Self::Payload(error) => write!(f, "a ticket could not be serialized: {error}"),
            Self::NoTickets(patience) => write!(
                f,
                "no ticket came within {} seconds\nhelp: put some with `queue_worker produce`",
                patience.as_secs()
            ),
        }
    }
}

impl Error for WorkerError {}

impl From<RedisError> for WorkerError {
    fn from(error: RedisError) -> Self {
        Self::Redis(error)
    }
}

impl From<serde_json::Error> for WorkerError {
    fn from(error: serde_json::Error) -> Self {
        Self::Payload(error)
    }
}

//! Streams that are read to their end, or to where they are pending forever.

use futures::stream::{Stream, StreamExt};

use super::scenario;

/// Calls a function that returns a stream, and reads it.
pub(crate) fn run<S: Stream + Unpin>(make: impl FnOnce() -> S, ending: &str) {
    let read = async {
        let mut chunks = make();
        while chunks.next().await.is_some() {}
    };
    scenario::run(read, ending);
}

//! Streams that are read to their end, or to where they are pending forever.

use futures::stream::{Stream, StreamExt};

use super::song;

/// Calls a function that returns a stream, and reads it.
pub(crate) fn run<S: Stream + Unpin>(tell: impl FnOnce() -> S, ending: &str) {
    let read = async {
        let mut chunks = tell();
        while chunks.next().await.is_some() {}
    };
    song::run(read, ending);
}

//! Memory that copies of texts were in, to be used for the next ones.
//!
//! Copies are given back on the exporter's thread, where an allocator would return them to the system: the next
//! copy would cost several times as much for memory that is used for the first time.

use std::sync::Mutex;

/// Shorter texts are left to the allocator.
const SHORTEST: usize = 4 * 1024;
/// Longer ones too: so much is not to be held on to.
const LONGEST: usize = 256 * 1024;
/// Bytes of all buffers together.
const MOST: usize = 16 * 1024 * 1024;

static FREE: Mutex<Free> = Mutex::new(Free {
    buffers: Vec::new(),
    bytes: 0,
});

struct Free {
    buffers: Vec<String>,
    bytes: usize,
}

/// A copy of a text.
pub(super) fn copy(text: &str) -> String {
    joined([text])
}

/// A copy of texts, one after the other.
pub(super) fn joined<const N: usize>(texts: [&str; N]) -> String {
    let length = texts.iter().map(|text| text.len()).sum();
    let taken = taken(length).filter(|buffer| buffer.capacity() >= length);
    let mut buffer = taken.unwrap_or_else(|| String::with_capacity(length));
    for text in texts {
        buffer.push_str(text);
    }
    buffer
}

/// An empty buffer, if a copy of that length is worth one.
fn taken(length: usize) -> Option<String> {
    if !(SHORTEST..=LONGEST).contains(&length) {
        return None;
    }
    // Whoever would have to wait asks the allocator.
    let mut free = FREE.try_lock().ok()?;
    let buffer = free.buffers.pop()?;
    free.bytes -= buffer.capacity();
    Some(buffer)
}

/// Gives the memory of a copy back.
pub(super) fn give_back(mut buffer: String) {
    if !(SHORTEST..=LONGEST).contains(&buffer.capacity()) {
        return;
    }
    buffer.clear();
    if let Ok(mut free) = FREE.try_lock()
        && free.bytes + buffer.capacity() <= MOST
    {
        free.bytes += buffer.capacity();
        free.buffers.push(buffer);
    }
}

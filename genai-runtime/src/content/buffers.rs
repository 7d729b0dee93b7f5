//! A pool of buffers for copies of texts.
//!
//! Copies are freed on the exporter's thread, where the allocator would return the memory to the system. The next copy
//! would then cost several times as much, for page faults.

use std::collections::VecDeque;
use std::sync::Mutex;

/// Shorter texts are left to the allocator.
const SHORTEST: usize = 4 * 1024;
/// Longer texts, too: their buffers are too large to be kept.
const LONGEST: usize = 256 * 1024;
/// The capacity of all buffers of the pool in bytes.
const MOST: usize = 16 * 1024 * 1024;
/// How many buffers are considered for a copy.
const LOOKS: usize = 32;

static FREE: Mutex<Free> = Mutex::new(Free::new());

/// Unused buffers, the most recently freed ones last.
struct Free {
    buffers: VecDeque<String>,
    bytes: usize,
}

impl Free {
    const fn new() -> Self {
        Self {
            buffers: VecDeque::new(),
            bytes: 0,
        }
    }

    /// Takes the last buffer, among those considered, with this capacity.
    fn take(&mut self, length: usize) -> Option<String> {
        let mut last = self.buffers.iter().enumerate().rev().take(LOOKS);
        let (index, _) = last.find(|(_, buffer)| buffer.capacity() >= length)?;
        let buffer = self.buffers.swap_remove_back(index)?;
        self.bytes -= buffer.capacity();
        Some(buffer)
    }

    /// Adds a buffer, and drops the oldest ones if the pool is full.
    fn add(&mut self, buffer: String) {
        self.bytes += buffer.capacity();
        self.buffers.push_back(buffer);
        while self.bytes > MOST
            && let Some(first) = self.buffers.pop_front()
        {
            self.bytes -= first.capacity();
        }
    }
}

/// A copy of a text.
pub(super) fn copy(text: &str) -> String {
    joined([text])
}

/// A copy of the concatenation of texts.
pub(super) fn joined<const N: usize>(texts: [&str; N]) -> String {
    let length = texts.iter().map(|text| text.len()).sum();
    let mut buffer = taken(length).unwrap_or_else(|| String::with_capacity(length));
    for text in texts {
        buffer.push_str(text);
    }
    buffer
}

/// Takes an empty buffer from the pool, if the length is in its range.
fn taken(length: usize) -> Option<String> {
    if !(SHORTEST..=LONGEST).contains(&length) {
        return None;
    }
    // The allocator is cheaper than waiting for the lock.
    FREE.try_lock().ok()?.take(length)
}

/// Returns the memory of a copy to the pool.
pub(super) fn give_back(mut buffer: String) {
    if !(SHORTEST..=LONGEST).contains(&buffer.capacity()) {
        return;
    }
    buffer.clear();
    if let Ok(mut free) = FREE.try_lock() {
        free.add(buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::{Free, LONGEST, LOOKS, MOST, SHORTEST};

    fn free(capacities: &[usize]) -> Free {
        let mut free = Free::new();
        let buffers = capacities.iter().copied().map(String::with_capacity);
        buffers.for_each(|buffer| free.add(buffer));
        free
    }

    #[test]
    fn a_text_is_copied_to_a_buffer_that_it_fits_in() {
        let mut free = free(&[3 * SHORTEST, SHORTEST, 2 * SHORTEST]);
        let mut take = |length| free.take(length).map(|buffer| buffer.capacity());
        assert_eq!(take(4 * SHORTEST), None);
        assert_eq!(take(3 * SHORTEST), Some(3 * SHORTEST));
        assert_eq!(take(SHORTEST), Some(SHORTEST));
        assert_eq!(take(SHORTEST), Some(2 * SHORTEST));
        assert_eq!((free.bytes, free.buffers.len()), (0, 0));
    }

    #[test]
    fn buffers_that_are_too_small_are_kept() {
        let mut free = free(&[SHORTEST; 2 * LOOKS]);
        (0..100).for_each(|_| assert_eq!(free.take(LONGEST), None));
        assert_eq!(free.buffers.len(), 2 * LOOKS);
        assert_eq!(free.bytes, 2 * LOOKS * SHORTEST);
    }

    #[test]
    fn the_buffer_returned_first_is_dropped_first() {
        let mut free = free(&vec![SHORTEST; MOST / SHORTEST]);
        assert_eq!(free.bytes, MOST);
        free.add(String::with_capacity(LONGEST));
        assert_eq!(free.bytes, MOST);
        let small = (MOST - LONGEST) / SHORTEST;
        assert_eq!(free.buffers.len(), small + 1);
        assert!(free.take(LONGEST).is_some());
    }
}

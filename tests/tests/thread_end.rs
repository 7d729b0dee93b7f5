//! What is said where a thread ends, and its context is gone: nothing, and the program goes on.

use std::cell::RefCell;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use genai_runtime::testing::capture;
use genai_runtime::{Usage, attributes, chain_step, decision, event, record, report};

/// Says something when it is dropped.
struct LastWords(Sender<bool>);

impl Drop for LastWords {
    fn drop(&mut self) {
        event("cache.flushed", attributes! { "app.entries" = 3 });
        record(attributes! { "app.entries" = 3 });
        report(&Usage::new().input(3));
        decision("cache", "flushed").confidence(0.5);
        let _ = self.0.send(thread::panicking());
    }
}

thread_local! {
    static KEPT: RefCell<Option<LastWords>> = const { RefCell::new(None) };
}

#[chain_step]
fn step() {
    record(attributes! { "app.entries" = 2 });
}

#[test]
fn nobody_is_there_to_hear_the_last_words_of_a_thread() {
    let (sender, receiver) = channel();
    let thread = thread::spawn(move || {
        // What is used first is destroyed last: after the context.
        KEPT.with(|kept| kept.replace(Some(LastWords(sender))));
        let capture = capture();
        capture.run(step);
        assert_eq!(capture.only_span().integer("app.entries"), Some(2));
    });
    assert!(thread.join().is_ok());
    assert_eq!(receiver.recv(), Ok(false));
}

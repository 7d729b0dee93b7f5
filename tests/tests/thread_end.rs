//! Recording at the end of a thread, without a current context, is ignored.

use std::cell::RefCell;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use genai_runtime::testing::capture;
use genai_runtime::{Usage, attributes, chain_step, decision, event, record, report};

/// Records something on drop, and then sends whether the thread is panicking.
struct RecordsOnDrop(Sender<bool>);

impl Drop for RecordsOnDrop {
    fn drop(&mut self) {
        event("cache.flushed", attributes! { "app.entries" = 3 });
        record(attributes! { "app.entries" = 3 });
        report(&Usage::new().input(3));
        decision("cache", "flushed").confidence(0.5);
        let _ = self.0.send(thread::panicking());
    }
}

thread_local! {
    static KEPT: RefCell<Option<RecordsOnDrop>> = const { RefCell::new(None) };
}

#[chain_step]
fn step() {
    record(attributes! { "app.entries" = 2 });
}

#[test]
fn recording_while_thread_locals_are_destroyed_is_harmless() {
    let (sender, receiver) = channel();
    let thread = thread::spawn(move || {
        // Thread locals are destroyed in the reverse order of their first use: this one after the context.
        KEPT.with(|kept| kept.replace(Some(RecordsOnDrop(sender))));
        let capture = capture();
        capture.run(step);
        assert_eq!(capture.only_span().integer("app.entries"), Some(2));
    });
    assert!(thread.join().is_ok());
    assert_eq!(receiver.recv(), Ok(false));
}

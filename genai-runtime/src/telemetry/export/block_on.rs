//! Runs a future on the current thread.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let Self(thread) = &**self;
        thread.unpark();
    }
}

/// Polls a future until it is ready; the thread is parked in between.
pub(super) fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::{poll_fn, ready};
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_future_is_polled_again_when_it_is_woken() {
        assert_eq!(block_on(ready(1)), 1);
        let is_done = Arc::new(AtomicBool::new(false));
        let (sender, wakers) = mpsc::channel::<Waker>();
        let done = Arc::clone(&is_done);
        let other = thread::spawn(move || {
            let waker = wakers.recv().unwrap();
            done.store(true, Ordering::Release);
            waker.wake();
        });
        let mut sender = Some(sender);
        block_on(poll_fn(|context| {
            if is_done.load(Ordering::Acquire) {
                return Poll::Ready(());
            }
            if let Some(sender) = sender.take() {
                sender.send(context.waker().clone()).unwrap();
            }
            Poll::Pending
        }));
        assert!(sender.is_none(), "the first poll was pending");
        other.join().unwrap();
    }
}

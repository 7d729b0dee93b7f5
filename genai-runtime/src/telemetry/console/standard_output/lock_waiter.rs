//! Writes under a lock that may be held for ever and has no `try_lock`.
//!
//! A helper thread waits for the lock, possibly for ever. Either the helper writes the bytes or the caller takes them
//! back, never both.

use std::io::{self, Write};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::Duration;

/// Waits for a lock for a limited time, with one thread at most.
#[derive(Debug)]
pub(super) struct LockWaiter {
    /// The offer that was taken back; alive as long as its thread waits for the lock.
    taken_back: Weak<Offer>,
}

/// The offer to a thread, and the result once the thread has written.
struct Attempt {
    offer: Arc<Offer>,
    written: Receiver<io::Result<()>>,
}

/// Bytes that either side can take, once.
#[derive(Debug)]
struct Offer(Mutex<Option<Vec<u8>>>);

impl LockWaiter {
    pub(super) const fn new() -> Self {
        let taken_back = Weak::new();
        Self { taken_back }
    }

    /// Writes and flushes in one piece under the lock. Only waiting for the lock is limited, not the write.
    ///
    /// Writes nothing and returns `None` if the lock is not acquired within `limit`, if a thread is waiting for it
    /// already, or if no thread can be started.
    pub(super) fn write_locked<L: Write>(
        &mut self,
        lock: impl FnOnce() -> L + Send + 'static,
        bytes: &[u8],
        limit: Duration,
    ) -> Option<io::Result<()>> {
        if self.is_waiting() {
            return None;
        }
        let attempt = Attempt::start(lock, bytes).ok()?;
        self.end(attempt, limit)
    }

    /// Whether a thread is still waiting for the lock.
    fn is_waiting(&self) -> bool {
        self.taken_back.strong_count() > 0
    }

    fn end(&mut self, attempt: Attempt, limit: Duration) -> Option<io::Result<()>> {
        let Attempt { offer, written } = attempt;
        if let Ok(result) = written.recv_timeout(limit) {
            return Some(result);
        }
        if offer.take().is_some() {
            self.taken_back = Arc::downgrade(&offer);
            return None;
        }
        let panicked = |_| Err(io::Error::other("the thread that writes has panicked"));
        Some(written.recv().unwrap_or_else(panicked))
    }
}

impl Attempt {
    fn start<L: Write>(
        lock: impl FnOnce() -> L + Send + 'static,
        bytes: &[u8],
    ) -> io::Result<Self> {
        let offer = Arc::new(Offer(Mutex::new(Some(bytes.to_vec()))));
        let (answer, written) = mpsc::channel();
        let offered = Arc::clone(&offer);
        let work = move || {
            let mut locked = lock();
            let bytes = offered.take();
            drop(offered);
            let Some(bytes) = bytes else {
                return;
            };
            let result = locked.write_all(&bytes).and_then(|()| locked.flush());
            // Released before the answer: a program that exits then flushes its own output, which needs the lock.
            drop(locked);
            _ = answer.send(result);
        };
        let thread = thread::Builder::new().name("genai-telemetry-console".to_owned());
        thread.spawn(work)?;
        Ok(Self { offer, written })
    }
}

impl Offer {
    fn take(&self) -> Option<Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::mpsc::{self, Receiver, Sender};
    use std::sync::{Mutex, MutexGuard};
    use std::thread;
    use std::time::Duration;

    use super::{Attempt, LockWaiter};

    const PLENTY: Duration = Duration::from_secs(60);

    type Shared = Mutex<Vec<u8>>;

    /// Keeps what is written once it is flushed.
    struct Locked {
        shared: MutexGuard<'static, Vec<u8>>,
        unflushed: Vec<u8>,
    }

    impl Write for Locked {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.unflushed.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            self.shared.append(&mut self.unflushed);
            Ok(())
        }
    }

    fn lock(shared: &'static Shared) -> impl FnOnce() -> Locked + Send {
        || Locked {
            shared: shared.lock().unwrap(),
            unflushed: Vec::new(),
        }
    }

    /// Says when it is written to, and is done when it is told so.
    struct Slow {
        begun: Sender<()>,
        goes_on: Receiver<()>,
        shared: MutexGuard<'static, Vec<u8>>,
    }

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.begun.send(()).unwrap();
            self.goes_on.recv().unwrap();
            self.shared.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn never() -> Vec<u8> {
        unreachable!("a thread waits for the lock already")
    }

    #[test]
    fn bytes_are_written_in_order() {
        static SHARED: Shared = Mutex::new(Vec::new());
        let mut waiter = LockWaiter::new();
        for bytes in [b"one ", b"two ", b"six "] {
            let written = waiter.write_locked(lock(&SHARED), bytes, PLENTY);
            written.unwrap().unwrap();
        }
        assert_eq!(*SHARED.lock().unwrap(), b"one two six ");
    }

    #[test]
    fn one_thread_waits_for_a_held_lock_and_then_writes_nothing() {
        static SHARED: Shared = Mutex::new(Vec::new());
        let mut waiter = LockWaiter::new();
        let held = SHARED.lock().unwrap();
        let late = waiter.write_locked(lock(&SHARED), b"late", Duration::ZERO);
        assert!(late.is_none() && waiter.is_waiting());
        assert!(waiter.write_locked(never, b"later", PLENTY).is_none());
        drop(held);
        while waiter.is_waiting() {
            thread::yield_now();
        }
        let again = waiter.write_locked(lock(&SHARED), b"again", PLENTY);
        again.unwrap().unwrap();
        assert_eq!(*SHARED.lock().unwrap(), b"again");
    }

    #[test]
    fn a_write_in_progress_is_awaited_and_not_revoked() {
        static SHARED: Shared = Mutex::new(Vec::new());
        let (begun, begins) = mpsc::channel();
        let (go_on, goes_on) = mpsc::channel();
        let slow = move || Slow {
            begun,
            goes_on,
            shared: SHARED.lock().unwrap(),
        };
        let attempt = Attempt::start(slow, b"slow").unwrap();
        begins.recv().unwrap();
        let other = thread::spawn(move || go_on.send(()).unwrap());
        let written = LockWaiter::new().end(attempt, Duration::ZERO);
        written.unwrap().unwrap();
        other.join().unwrap();
        assert_eq!(*SHARED.lock().unwrap(), b"slow");
    }

    #[test]
    fn errors_are_those_of_the_writer() {
        struct Broken;
        impl Write for Broken {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let written = LockWaiter::new().write_locked(|| Broken, b"lost", PLENTY);
        let error = written.unwrap().unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }

    #[test]
    fn a_panic_of_the_lock_is_contained() {
        let panics = || -> Vec<u8> { panic!("no lock") };
        let mut waiter = LockWaiter::new();
        assert!(waiter.write_locked(panics, b"kept", PLENTY).is_none());
    }
}

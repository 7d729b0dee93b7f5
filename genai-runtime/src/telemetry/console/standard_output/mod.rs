//! Writes to standard output under `std`'s lock, so that neither blocks nor the program's own output are torn, even if
//! a full pipe takes only a part of a write.
//!
//! A program may hold that lock as long as it runs, even while it waits for a flush. If the lock is not available
//! within a short time, a duplicate of the handle is written to; if there is none, the lock is waited for.

mod duplicate;
mod lock_waiter;

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use duplicate::write_lines;
use lock_waiter::LockWaiter;

/// Longer than printing a line takes, and short compared with the timeout of a flush or a shutdown.
const LOCK_LIMIT: Duration = Duration::from_millis(100);

/// Shared by all consoles: a process has one standard output.
static WAITER: Mutex<LockWaiter> = Mutex::new(LockWaiter::new());

/// Writes to the standard output at the time of the write, and flushes.
pub(super) struct StandardOutput;

impl Write for StandardOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let lock = || io::stdout().lock();
        // Held until all is written, so that blocks of other consoles do not end up inside.
        let mut waiter = WAITER.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(written) = waiter.write_locked(lock, bytes, LOCK_LIMIT) {
            return written;
        }
        if let Some(file) = duplicate::of_stdout() {
            return write_lines(file, bytes);
        }
        let mut locked = lock();
        locked.write_all(bytes)?;
        locked.flush()
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

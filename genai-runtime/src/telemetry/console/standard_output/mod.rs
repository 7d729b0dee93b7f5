//! Standard output, which is written to beneath the lock that `std` has on it: neither a block nor what the program
//! prints is torn, also where a pipe is full and takes only a part of it at once.
//!
//! A program may hold that lock for as long as it runs, also while it waits for what a console prints. Where the lock is
//! not to be had in a short time, standard output is opened a second time; where it cannot be, the lock is waited for.

mod duplicate;
mod patience;

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use duplicate::write_lines;
use patience::Patience;

/// Longer than printing a line takes, and short beside what a flush or a shutdown may take.
const LOCK_LIMIT: Duration = Duration::from_millis(100);

/// Of all consoles: a process has one standard output.
static PATIENCE: Mutex<Patience> = Mutex::new(Patience::new());

/// Writes to what standard output is at that time, and flushes what is written.
pub(super) struct StandardOutput;

impl Write for StandardOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let lock = || io::stdout().lock();
        // Held until all is written, so that blocks of other consoles do not end up inside.
        let mut patience = PATIENCE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(written) = patience.write_beneath(lock, bytes, LOCK_LIMIT) {
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

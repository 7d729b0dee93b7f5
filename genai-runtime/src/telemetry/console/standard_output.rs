//! Standard output, which is written to although somebody holds the lock that `std` has on it.
//!
//! A program may hold that lock for as long as it runs, also while it waits for what a console prints.

use std::fs::File;
use std::io::{self, Write};

/// Writes to what standard output is at that time. Where it cannot be opened a second time, it waits for `std`'s lock.
pub(super) struct StandardOutput;

impl Write for StandardOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some(mut file) = duplicated() {
            return file.write_all(bytes);
        }
        let mut locked = io::stdout().lock();
        locked.write_all(bytes)?;
        locked.flush()
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(unix)]
fn duplicated() -> Option<File> {
    use std::os::fd::AsFd;
    let duplicate = io::stdout().as_fd().try_clone_to_owned();
    duplicate.ok().map(File::from)
}

/// A console takes what `std` translates for it, and a process may have no standard output at all.
#[cfg(windows)]
fn duplicated() -> Option<File> {
    use std::io::IsTerminal;
    use std::os::windows::io::{AsHandle, AsRawHandle};
    let stdout = io::stdout();
    if stdout.is_terminal() || stdout.as_raw_handle().is_null() {
        return None;
    }
    let duplicate = stdout.as_handle().try_clone_to_owned();
    duplicate.ok().map(File::from)
}

#[cfg(not(any(unix, windows)))]
fn duplicated() -> Option<File> {
    None
}

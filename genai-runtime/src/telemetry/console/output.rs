//! The way out: one write per print, errors returned and never a panic.

use std::fmt;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};

use super::style::Terminal;

/// A writer shared by an exporter's calls, and what the terminal behind it can show.
pub(super) struct Output {
    writer: Mutex<Box<dyn Write + Send>>,
    terminal: Terminal,
    is_shut_down: AtomicBool,
}

impl Output {
    pub(super) fn new(writer: Box<dyn Write + Send>, terminal: Terminal) -> Self {
        Self {
            writer: Mutex::new(writer),
            terminal,
            is_shut_down: AtomicBool::new(false),
        }
    }

    pub(super) fn stdout() -> Self {
        Self::new(Box::new(std::io::stdout()), Terminal::stdout())
    }

    pub(super) fn terminal(&self) -> Terminal {
        self.terminal
    }

    /// Writes the text in one piece, so that what other threads print does not end up inside it.
    pub(super) fn print(&self, text: &str) -> OTelSdkResult {
        if text.is_empty() {
            return Ok(());
        }
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer
            .write_all(text.as_bytes())
            .and_then(|()| writer.flush())
            .map_err(|error| {
                OTelSdkError::InternalFailure(format!("cannot write to the console: {error}"))
            })
    }

    /// Fails once the exporter has been shut down.
    pub(super) fn check_open(&self) -> OTelSdkResult {
        if self.is_shut_down.load(Ordering::Acquire) {
            return Err(OTelSdkError::AlreadyShutdown);
        }
        Ok(())
    }

    /// Shuts down; fails when that has happened before.
    pub(super) fn close(&self) -> OTelSdkResult {
        if self.is_shut_down.swap(true, Ordering::AcqRel) {
            return Err(OTelSdkError::AlreadyShutdown);
        }
        Ok(())
    }
}

impl fmt::Debug for Output {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Output")
            .field("terminal", &self.terminal)
            .finish_non_exhaustive()
    }
}

//! Writes to the console: one write per print, errors returned and never a panic.

use std::borrow::Cow;
use std::fmt;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};

use super::standard_output::StandardOutput;
use super::style::Terminal;

/// The console that all console exporters of one installation print to.
#[derive(Clone)]
pub(crate) struct Console {
    sink: Arc<Mutex<Sink>>,
    terminal: Terminal,
}

struct Sink {
    writer: Box<dyn Write + Send>,
    last: Option<Block>,
}

/// A unit of output. Blocks are separated by an empty line, except events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Trace,
    Metrics,
    Events,
}

impl Console {
    pub(crate) fn stdout() -> Self {
        Self::new(Box::new(StandardOutput), Terminal::stdout())
    }

    pub(super) fn new(writer: Box<dyn Write + Send>, terminal: Terminal) -> Self {
        let sink = Sink { writer, last: None };
        Self {
            sink: Arc::new(Mutex::new(sink)),
            terminal,
        }
    }
}

impl fmt::Debug for Console {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Console")
            .field("terminal", &self.terminal)
            .finish_non_exhaustive()
    }
}

/// One exporter's end of a console.
#[derive(Debug)]
pub(super) struct Output {
    console: Console,
    is_shut_down: AtomicBool,
}

impl Output {
    pub(super) fn new(console: Console) -> Self {
        Self {
            console,
            is_shut_down: AtomicBool::new(false),
        }
    }

    pub(super) fn terminal(&self) -> Terminal {
        self.console.terminal
    }

    /// Writes a block in one piece, so that output of other threads does not end up inside it. If one of them holds the
    /// lock of standard output for long, its output may end up between the lines.
    pub(super) fn print(&self, block: Block, text: &str) -> OTelSdkResult {
        if text.is_empty() {
            return Ok(());
        }
        let mut sink = self
            .console
            .sink
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let last = sink.last.replace(block);
        let continues = last.is_none_or(|last| last == block && block == Block::Events);
        let separated = if continues {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(format!("\n{text}"))
        };
        sink.writer
            .write_all(separated.as_bytes())
            .and_then(|()| sink.writer.flush())
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

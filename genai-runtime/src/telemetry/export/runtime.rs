//! The runtime that exporters run on.

use std::io;

use tokio::runtime::Handle;

use crate::background::BackgroundRuntime;

/// A runtime of its own, whatever the application has.
#[derive(Debug)]
pub(crate) struct ExportRuntime(BackgroundRuntime);

impl ExportRuntime {
    pub(crate) fn start() -> io::Result<Self> {
        BackgroundRuntime::start("genai-telemetry").map(Self)
    }

    /// The handle to enter before exporters are built or polled; none after the runtime was stopped.
    pub(crate) fn handle(&self) -> Option<&Handle> {
        self.0.handle()
    }
}

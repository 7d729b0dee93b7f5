//! The runtime that exporters and content stores run on, independent of the application's own, if it has one.

use std::io;

use opentelemetry::Context;
use tokio::runtime::{Builder, Handle, Runtime};

/// A tokio runtime with one worker thread, on which telemetry is suppressed. Dropping it does not wait for its tasks;
/// polling tokio's timers or sockets on it afterwards panics.
#[derive(Debug)]
pub(crate) struct BackgroundRuntime {
    runtime: Option<Runtime>,
}

impl BackgroundRuntime {
    /// Starts a runtime whose worker thread has this name.
    pub(crate) fn start(name: &str) -> io::Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name(name)
            .enable_all()
            .on_thread_start(|| {
                // Suppression is per thread. Without it, an instrumented HTTP client would trace its own
                // exports for ever.
                std::mem::forget(Context::enter_telemetry_suppressed_scope());
            })
            .build()?;
        Ok(Self {
            runtime: Some(runtime),
        })
    }

    /// The handle to spawn on, and to enter before exporters are built or polled.
    pub(crate) fn handle(&self) -> Option<&Handle> {
        self.runtime.as_ref().map(Runtime::handle)
    }
}

impl Drop for BackgroundRuntime {
    fn drop(&mut self) {
        // Dropping a tokio runtime in async code panics, and would wait for blocking tasks.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_on_the_background_runtime_is_traced() {
        let runtime = BackgroundRuntime::start("background").unwrap();
        let (sender, receiver) = std::sync::mpsc::channel();
        let report = move || {
            let suppressed = Context::is_current_telemetry_suppressed();
            sender.send(suppressed).unwrap();
        };
        let handle = runtime.handle().unwrap();
        handle.spawn_blocking(report.clone());
        handle.spawn(async move { report() });
        assert_eq!(receiver.iter().collect::<Vec<_>>(), [true, true]);
        assert!(!Context::is_current_telemetry_suppressed());
    }

    #[test]
    fn the_runtime_may_be_dropped_in_async_code() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(async { drop(BackgroundRuntime::start("background").unwrap()) });
    }
}

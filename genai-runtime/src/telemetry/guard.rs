//! The life of installed telemetry.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use opentelemetry::global;
use opentelemetry_sdk::logs::SdkLoggerProvider;
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;

use super::Stores;
use super::diagnostics::Diagnostics;
use super::ending::Ending;
use super::error::{ExportError, TelemetryError};
use super::export::pipeline::Pipeline;
use super::meters::InstalledMeters;
use super::providers::{Live, Providers};
use super::shutdown;
use super::spans::InstalledProvider;
use super::time_limit::deadline_after;
use crate::content::process::{self, InstalledSettings};
use crate::notice;
use crate::signals::events::{self, EventSink};
use crate::signals::{conventions, openinference, purpose};
use crate::switch::{Listening, SwitchedOff};
use crate::unsampled::skip_unsampled;

/// How long dropping the guard may take.
const DROP_TIMEOUT: Duration = Duration::from_secs(5);

/// Keeps telemetry alive; flushes and shuts down when dropped, in 5 seconds at most.
///
/// [`flush`](Self::flush) and [`shutdown`](Self::shutdown) block the calling thread, never longer than their
/// timeout, and work inside any async runtime or none: exporters run on threads of their own. To keep an
/// async worker free, call them through `tokio::task::spawn_blocking` or its like.
///
/// If the guard is never dropped, queued items are lost. It is not dropped if it is in a `static`, by
/// `std::process::exit`, nor by a signal such as `SIGTERM` or `SIGINT` that the program does not handle: call
/// [`shutdown`](Self::shutdown) before.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use genai_runtime::telemetry::{Exporter, Telemetry};
///
/// let telemetry = Telemetry::builder().exporter(Exporter::none()).build()?;
/// // … the program …
/// if let Err(error) = telemetry.shutdown(Duration::from_secs(2)) {
///     eprintln!("telemetry is incomplete: {error}");
/// }
/// # Ok::<(), genai_runtime::telemetry::TelemetryError>(())
/// ```
#[must_use = "dropping the guard shuts telemetry down, as `let _ = …` does at once: write `let _telemetry = …`"]
pub struct TelemetryGuard {
    providers: Providers,
    live: Mutex<Option<Live>>,
    ending: Ending,
    diagnostics: Diagnostics,
    stores: Stores,
    installation: Mutex<Option<Installation>>,
    /// Set by an installation that disables telemetry.
    switched_off: Mutex<Option<SwitchedOff>>,
}

impl TelemetryGuard {
    pub(crate) fn new(providers: Providers, live: Option<Live>, diagnostics: Diagnostics) -> Self {
        Self {
            providers,
            live: Mutex::new(live),
            ending: Ending::default(),
            diagnostics,
            stores: Stores::default(),
            installation: Mutex::default(),
            switched_off: Mutex::default(),
        }
    }

    /// Switches telemetry of the process off while the guard is alive.
    pub(crate) fn switched_off(mut self) -> Self {
        self.switched_off = Mutex::new(Some(SwitchedOff::new()));
        self
    }

    pub(crate) fn with_stores(mut self, stores: Stores) -> Self {
        self.stores = stores;
        self
    }

    /// Makes its tracer provider the global one, unless telemetry is disabled.
    pub(crate) fn install_tracer(&self) {
        if let Some(tracer) = &self.providers.direct {
            let (sdk, tracer) = (self.providers.tracer.clone(), Arc::clone(tracer));
            global::set_tracer_provider(InstalledProvider::new(sdk, tracer));
        }
    }

    pub(crate) fn installed(self, installation: Installation) -> Self {
        *self
            .installation
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(installation);
        self
    }

    /// The tracer provider; records nothing if telemetry is disabled.
    pub fn tracer_provider(&self) -> &SdkTracerProvider {
        &self.providers.tracer
    }

    /// The meter provider; records nothing if telemetry is disabled.
    pub fn meter_provider(&self) -> &SdkMeterProvider {
        &self.providers.meter
    }

    /// The logger provider; records nothing if telemetry is disabled.
    pub fn logger_provider(&self) -> &SdkLoggerProvider {
        &self.providers.logger
    }

    /// Exports everything recorded until now, and writes captured content to its store if there is one. If another
    /// thread is shutting telemetry down, waits for that instead.
    ///
    /// # Errors
    ///
    /// If items failed since the last call, or were not exported within `timeout`: names each exporter and signal, with
    /// the number of items and the reason, and content that did not reach its store. Late items may still be exported.
    pub fn flush(&self, timeout: Duration) -> Result<(), ExportError> {
        let pipelines: Vec<Pipeline> = {
            let live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
            live.as_ref()
                .map(|live| live.pipelines.clone())
                .unwrap_or_default()
        };
        let deadline = deadline_after(timeout);
        let exported = if pipelines.is_empty() {
            self.ending.wait(timeout)
        } else {
            shutdown::flush(&pipelines, &self.stores, timeout)
        };
        // Last, because exporters render content, which adds to the store.
        self.stores.settle(exported, deadline)
    }

    /// Exports everything recorded until now, and ends telemetry; later calls only wait for the first one.
    ///
    /// Spans that are still open are not exported: wait for tasks and streams before, or drop their runtime, which ends
    /// them. The first span that ends too late gives a warning. An export that is still running at the end of `timeout`
    /// is aborted.
    ///
    /// # Errors
    ///
    /// If items failed since the last flush: names each exporter and signal, with the number of items and the reason,
    /// and captured content that did not reach its store.
    pub fn shutdown(&self, timeout: Duration) -> Result<(), ExportError> {
        let live = {
            let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(live) = &*live {
                self.ending.begin(&live.pipelines);
            }
            live.take()
        };
        let _over = live.is_some().then(|| self.ending.over());
        let mut installation = self
            .installation
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let switched_off = self
            .switched_off
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(installation) = &mut installation {
            installation.end_events();
        }
        // Dropped last: the redaction, above all, must hold until the last export.
        let _installed = (installation, switched_off);
        let Some(live) = live else {
            return self.ending.wait(timeout);
        };
        // These only stop accepting items; the processors are shut down below, concurrently.
        let _ = self.providers.tracer.shutdown();
        if let Some(tracer) = &self.providers.direct {
            tracer.shut_down();
        }
        let _ = self.providers.logger.shutdown();
        let deadline = deadline_after(timeout);
        let exported = shutdown::shutdown(&live.pipelines, &self.stores, timeout);
        self.stores.settle(exported, deadline)
    }
}

impl Drop for TelemetryGuard {
    fn drop(&mut self) {
        if let Err(error) = self.shutdown(DROP_TIMEOUT) {
            self.diagnostics.notice(&error.to_string());
        }
    }
}

impl fmt::Debug for TelemetryGuard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TelemetryGuard")
            .finish_non_exhaustive()
    }
}

/// The exclusive right to set this process's global providers and settings, which are reset when it is dropped.
pub(crate) struct Installation {
    events: Option<Arc<dyn EventSink>>,
    content: Option<ContentSettings>,
    meters: Option<InstalledMeters>,
    #[expect(dead_code, reason = "listens until it is dropped")]
    listening: Listening,
}

/// Sets the content settings of the process while it lives.
#[derive(Debug)]
pub(crate) struct ContentSettings(());

impl ContentSettings {
    pub(crate) fn new(settings: InstalledSettings) -> Self {
        process::install_settings(settings);
        Self(())
    }
}

impl Drop for ContentSettings {
    fn drop(&mut self) {
        process::remove_settings();
    }
}

static INSTALLED: AtomicBool = AtomicBool::new(false);

impl Installation {
    pub(crate) fn claim() -> Result<Self, TelemetryError> {
        if INSTALLED.swap(true, Ordering::AcqRel) {
            return Err(TelemetryError::AlreadyInstalled);
        }
        Ok(Self {
            events: None,
            content: None,
            meters: None,
            listening: Listening::new(),
        })
    }

    pub(crate) fn with_events(mut self, events: Option<Arc<dyn EventSink>>) -> Self {
        self.events = events;
        self
    }

    pub(crate) fn with_content(mut self, content: Option<ContentSettings>) -> Self {
        self.content = content;
        self
    }

    pub(crate) fn with_meters(mut self, meters: Option<InstalledMeters>) -> Self {
        self.meters = meters;
        self
    }

    /// Unregisters the event sink.
    fn end_events(&mut self) {
        if let Some(sink) = self.events.take() {
            events::unregister(&sink);
        }
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        self.end_events();
        drop(self.meters.take());
        drop(self.content.take());
        conventions::choose(None);
        openinference::choose(None);
        purpose::choose(None);
        notice::set(None);
        skip_unsampled(false);
        INSTALLED.store(false, Ordering::Release);
    }
}

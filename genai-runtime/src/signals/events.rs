//! Events: log records with an event name and structured attributes.
//!
//! OpenTelemetry has no global logger provider, so the one to use is registered here. Nothing is
//! built while none is registered.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use opentelemetry::logs::{AnyValue, LogRecord, Logger, LoggerProvider, Severity};
use opentelemetry::trace::{SpanContext, TraceContextExt};
use opentelemetry::{Context, Key, KeyValue};

use genai_semconv::{attribute, event};

use super::redacted::redact_structured;
use super::{Content, Failure, Identity, Route, providers, scope};
use crate::content::hidden::hides_content;
use crate::now::HAS_CLOCK;

/// An event to emit.
pub(crate) struct Event {
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    pub(crate) attributes: Vec<(Key, AnyValue)>,
}

hides_content!(Event);

/// A logger of any provider, as a trait object.
pub(crate) trait EventSink: Send + Sync {
    /// Emits an event with its content.
    fn emit(&self, event: Event, content: Option<&Content>, context: &Context);

    fn route(&self) -> Route;
}

struct LoggerSink<L> {
    logger: L,
    route: Route,
}

impl<L: Logger + Send + Sync> EventSink for LoggerSink<L> {
    fn emit(&self, mut event: Event, captured: Option<&Content>, context: &Context) {
        let logger = &self.logger;
        if !logger.event_enabled(event.severity, "", Some(event.name)) {
            return;
        }
        if let Some(redaction) = providers::redaction_of(context, self.route) {
            redact_structured(&mut event.attributes, &redaction);
        }
        let mut record = logger.create_log_record();
        record.set_event_name(event.name);
        record.set_severity_number(event.severity);
        if HAS_CLOCK {
            record.set_timestamp(SystemTime::now());
        }
        let span = context.span();
        let span: &SpanContext = span.span_context();
        if span.is_valid() {
            record.set_trace_context(span.trace_id(), span.span_id(), Some(span.trace_flags()));
        }
        record.add_attributes(event.attributes);
        Content::offering(captured, || logger.emit(record));
    }

    fn route(&self) -> Route {
        self.route
    }
}

static SINK: RwLock<Option<Arc<dyn EventSink>>> = RwLock::new(None);

/// Whether a sink is registered for the process.
#[cfg(feature = "sdk")]
pub(crate) fn has_sink() -> bool {
    let sink = SINK.read().unwrap_or_else(PoisonError::into_inner);
    sink.is_some()
}

/// Makes a sink out of a provider's logger for this crate's scope.
pub(crate) fn sink_of<P>(provider: &P) -> Arc<dyn EventSink>
where
    P: LoggerProvider,
    P::Logger: Send + Sync + 'static,
{
    let logger = provider.logger_with_scope(scope());
    let route = Route::Foreign;
    Arc::new(LoggerSink { logger, route })
}

/// The sink that is registered for the whole process.
pub(crate) fn global_sink() -> Option<Arc<dyn EventSink>> {
    SINK.read().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Registers the provider that GenAI events of this process are emitted through.
///
/// `Telemetry` (feature `sdk`) does this by itself. Call it where the host application installs its
/// own OpenTelemetry providers: the API crate has a global tracer and meter provider, but no global
/// logger provider. The last call wins.
///
/// # Examples
///
/// ```
/// # #[cfg(any(feature = "sdk", feature = "testing"))] {
/// use opentelemetry_sdk::logs::SdkLoggerProvider;
///
/// let provider = SdkLoggerProvider::builder().build(); // with the host's exporters
/// genai_runtime::set_logger_provider(&provider);
/// # }
/// ```
pub fn set_logger_provider<P>(provider: &P)
where
    P: LoggerProvider,
    P::Logger: Send + Sync + 'static,
{
    replace_sink(Some(sink_of(provider)));
    // Events of operations under unsampled spans are emitted, too. An installation that comes later checks for a sink.
    #[cfg(feature = "sdk")]
    crate::unsampled::skip_unsampled(false);
}

/// Unregisters the provider; events are no longer built.
///
/// # Examples
///
/// ```
/// # #[cfg(any(feature = "sdk", feature = "testing"))] {
/// use opentelemetry_sdk::logs::SdkLoggerProvider;
///
/// let provider = SdkLoggerProvider::builder().build();
/// genai_runtime::set_logger_provider(&provider);
/// // When the host ends:
/// genai_runtime::clear_logger_provider();
/// provider.shutdown()?;
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn clear_logger_provider() {
    replace_sink(None);
}

/// Registers the sink of our own provider and returns it, for [`unregister`].
#[cfg(feature = "sdk")]
pub(crate) fn register<P>(provider: &P) -> Arc<dyn EventSink>
where
    P: LoggerProvider,
    P::Logger: Send + Sync + 'static,
{
    let logger = provider.logger_with_scope(scope());
    let route = Route::Ours;
    let sink: Arc<dyn EventSink> = Arc::new(LoggerSink { logger, route });
    replace_sink(Some(sink.clone()));
    sink
}

/// Unregisters a sink, unless another one has replaced it.
#[cfg(feature = "sdk")]
pub(crate) fn unregister(sink: &Arc<dyn EventSink>) {
    let ours = {
        let mut registered = SINK.write().unwrap_or_else(PoisonError::into_inner);
        registered.take_if(|current| Arc::ptr_eq(current, sink))
    };
    drop(ours);
}

/// Drops the former sink outside of the lock: dropping the last logger of a provider may export, and an instrumented
/// exporter may emit events.
fn replace_sink(sink: Option<Arc<dyn EventSink>>) {
    let before = {
        let mut registered = SINK.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *registered, sink)
    };
    drop(before);
}

/// Emits the conventions' event for a failed call to a model.
pub(crate) fn emit_exception(
    operation: &'static str,
    identity: &Identity,
    failure: &Failure,
    context: &Context,
) {
    let Some(sink) = providers::events(context) else {
        return;
    };
    let mut attributes: Vec<(Key, AnyValue)> = vec![
        (attribute::GEN_AI_OPERATION_NAME.into(), operation.into()),
        (
            attribute::ERROR_TYPE.into(),
            AnyValue::from(failure.error_type.to_string()),
        ),
    ];
    let mut push = |key: &'static str, value: Option<String>| {
        attributes.extend(value.map(|value| (Key::from(key), AnyValue::from(value))));
    };
    push(
        attribute::GEN_AI_PROVIDER_NAME,
        identity.provider.as_ref().map(ToString::to_string),
    );
    push(
        attribute::GEN_AI_REQUEST_MODEL,
        identity.model.as_ref().map(ToString::to_string),
    );
    for KeyValue { key, value, .. } in failure.attributes() {
        attributes.push((key, AnyValue::from(value.as_str().into_owned())));
    }
    let event = Event {
        name: event::GEN_AI_CLIENT_OPERATION_EXCEPTION,
        severity: Severity::Warn,
        attributes,
    };
    sink.emit(event, None, context);
}

#[cfg(all(test, feature = "sdk"))]
mod tests {
    use std::hint;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use opentelemetry_sdk::logs::SdkLoggerProvider;

    use super::{global_sink, register, replace_sink, sink_of, unregister};

    fn wait_for(turn: &AtomicUsize, expected: usize) {
        let is_there = || {
            hint::spin_loop();
            turn.load(Ordering::Acquire) == expected
        };
        while !(0..1_000).any(|_| is_there()) {
            thread::yield_now();
        }
    }

    #[test]
    fn a_provider_that_a_host_registers_concurrently_is_kept() {
        const TURNS: usize = 20_000;
        let provider = SdkLoggerProvider::builder().build();
        let host = sink_of(&provider);
        let [begun, ended] = [0, 0].map(AtomicUsize::new);
        let lost = thread::scope(|scope| {
            scope.spawn(|| {
                for turn in 1..=TURNS {
                    let host = host.clone();
                    wait_for(&begun, turn);
                    // Varies the interleaving.
                    (0..turn % 64).for_each(|_| hint::spin_loop());
                    replace_sink(Some(host));
                    ended.store(turn, Ordering::Release);
                }
            });
            let lost = (1..=TURNS).filter(|turn| {
                let ours = register(&provider);
                begun.store(*turn, Ordering::Release);
                unregister(&ours);
                wait_for(&ended, *turn);
                global_sink().is_none()
            });
            lost.count()
        });
        replace_sink(None);
        assert_eq!(lost, 0);
    }
}

//! The providers that an operation uses: those of its context, else those of the process.

use std::borrow::Cow;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use opentelemetry::global::{BoxedTracer, get_text_map_propagator};
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::TraceContextExt;
use opentelemetry::{Context, InstrumentationScope};

use super::Failure;
use super::conventions::{self, Conventions};
use super::events::{EventSink, global_sink};
use super::global;
use super::instruments::Instruments;
use super::opening::{Opening, Route, StartedSpan};
use super::purpose::{self, Shown};
use super::redacted::redact_text;
use crate::content::{ContentCapture, ContentPolicy, ErrorTexts, process, redacted_in_short};
use crate::redact::Redaction;
use crate::shield::current_context;
#[cfg(feature = "testing")]
use crate::switch::Listening;

static SCOPE: LazyLock<InstrumentationScope> = LazyLock::new(|| {
    InstrumentationScope::builder("genai-runtime")
        .with_version(env!("CARGO_PKG_VERSION"))
        .build()
});

/// The instrumentation scope of everything that this crate emits.
pub(crate) fn scope() -> InstrumentationScope {
    SCOPE.clone()
}

/// Whether an operation that starts in the current context is observed: not while telemetry is suppressed, as within an
/// exporter, which would trace its own exports for ever, nor if there are no providers.
///
/// With `skips_unsampled`, our installation ignores operations under an unsampled span. They are skipped if its
/// providers are still the global ones and the context has none of its own.
pub(crate) fn is_enabled(skips_unsampled: bool) -> bool {
    if skips_unsampled {
        return is_enabled_where_sampled();
    }
    Context::map_current(|context| {
        let has_provider = || !global::was_silent() || Providers::of(context).is_some();
        !context.is_telemetry_suppressed() && has_provider()
    })
}

fn is_enabled_where_sampled() -> bool {
    let (is_enabled, is_skipped) = Context::map_current(|context| {
        let is_skipped = is_unsampled(context) && Providers::of(context).is_none();
        (!context.is_telemetry_suppressed(), is_skipped)
    });
    // Providers must not be called within `map_current`.
    is_enabled && !(is_skipped && global::is_ours())
}

fn is_unsampled(context: &Context) -> bool {
    let span = context.span();
    let span = span.span_context();
    span.is_valid() && !span.is_sampled()
}

/// Providers that a context carries instead of the global ones, so that tests capture their own telemetry.
pub(crate) struct Providers {
    pub(crate) tracer: BoxedTracer,
    pub(crate) instruments: Arc<Instruments>,
    pub(crate) events: Arc<dyn EventSink>,
    pub(crate) propagator: Arc<dyn TextMapPropagator + Send + Sync>,
    pub(crate) conventions: Conventions,
    pub(crate) content: Arc<ContentPolicy>,
    pub(crate) shown: Arc<Shown>,
    #[cfg(feature = "testing")]
    #[expect(dead_code, reason = "listens until it is dropped")]
    pub(crate) listening: Listening,
}

/// Whether any context has ever carried providers: false in programs that capture nothing.
static ARE_CARRIED: AtomicBool = AtomicBool::new(false);

impl Providers {
    /// The providers that a context carries.
    #[inline]
    pub(crate) fn of(context: &Context) -> Option<&Arc<Self>> {
        if !ARE_CARRIED.load(Ordering::Relaxed) {
            return None;
        }
        context.get()
    }

    /// A context that carries them, and nothing else.
    #[cfg(feature = "testing")]
    pub(crate) fn carried(self) -> Context {
        ARE_CARRIED.store(true, Ordering::Relaxed);
        Context::new().with_value(Arc::new(self))
    }
}

impl fmt::Debug for Providers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Providers").finish_non_exhaustive()
    }
}

/// Starts a span with the context's tracer, else with the global one.
///
/// The context is a parameter, because a processor that attaches a context within `map_current` panics.
pub(super) fn start_span<'a>(
    opening: impl FnOnce(Route) -> Opening<'a>,
    parent: &Context,
    now: Instant,
    started: &mut StartedSpan,
) {
    match Providers::of(parent) {
        Some(providers) => opening(Route::Foreign).start(&providers.tracer, parent, started),
        None => global::start_span(opening, parent, now, started),
    }
}

/// Lends the instruments of the context's provider, else those of the global one.
pub(super) fn with_instruments(
    context: &Context,
    now: Instant,
    measure: impl FnOnce(&Instruments),
) {
    match Providers::of(context) {
        Some(providers) => measure(&providers.instruments),
        None => global::with_instruments(now, measure),
    }
}

/// The instruments of the context's provider, else those of the global one.
pub(super) fn instruments(context: &Context) -> Arc<Instruments> {
    match Providers::of(context) {
        Some(providers) => providers.instruments.clone(),
        None => global::instruments(),
    }
}

/// After an operation in this context has found no provider of spans: notes and returns whether there are no others
/// either. A context in which telemetry is suppressed says nothing of them.
pub(super) fn note_silence(context: &Context, now: Instant) -> bool {
    !context.is_telemetry_suppressed() && events(context).is_none() && global::note_silence(now)
}

pub(super) fn events(context: &Context) -> Option<Arc<dyn EventSink>> {
    match Providers::of(context) {
        Some(providers) => Some(providers.events.clone()),
        None => global_sink(),
    }
}

/// The conventions in force in a context.
#[inline]
pub(crate) fn conventions(context: &Context) -> Conventions {
    match Providers::of(context) {
        Some(providers) => providers.conventions,
        None => conventions::of_process(),
    }
}

/// Which baggage and scope attributes are exported; `None` if none are.
#[inline]
pub(super) fn shown(context: &Context) -> Option<Arc<Shown>> {
    match Providers::of(context) {
        Some(providers) => Some(providers.shown.clone()),
        None => purpose::of_process(),
    }
}

/// Runs with the propagator of the context, else of the current context, else the global one. The current context
/// matters, because a worker extracts messages into empty contexts.
pub(crate) fn with_propagator<R>(
    context: &Context,
    mut run: impl FnMut(&dyn TextMapPropagator) -> R,
) -> R {
    match Providers::of(context)
        .cloned()
        .or_else(|| Providers::of(&current_context()).cloned())
    {
        Some(providers) => run(&*providers.propagator),
        None => get_text_map_propagator(run),
    }
}

/// How the content of an operation is captured, if it is; `said` is the choice of its annotation.
#[cfg(feature = "content")]
pub(crate) fn content_policy(
    context: &Context,
    said: Option<ContentCapture>,
) -> Option<(ContentCapture, Arc<ContentPolicy>)> {
    let policy = match Providers::of(context) {
        Some(providers) => providers.content.clone(),
        None if said.is_none() && !process::captures() => return None,
        None => process::policy(),
    };
    let capture = ContentCapture::decide(policy.capture, said);
    capture.is_on().then_some((capture, policy))
}

/// The redaction of a context, if it has one.
pub(crate) fn redaction(context: &Context) -> Option<Redaction> {
    match Providers::of(context) {
        Some(providers) => providers.content.redaction.clone(),
        None if process::redacts() => process::policy().redaction.clone(),
        None => None,
    }
}

/// The redaction to apply before a text takes this route, if any: our exporters apply theirs during the export.
pub(super) fn redaction_of(context: &Context, route: Route) -> Option<Redaction> {
    let is_taken_here = route == Route::Foreign || process::redacts_alone();
    is_taken_here.then(|| redaction(context)).flatten()
}

/// Whether the context itself carries a redaction.
pub(super) fn has_own_redaction(context: &Context) -> bool {
    let providers = Providers::of(context);
    providers.is_some_and(|providers| providers.content.redaction.is_some())
}

/// Redacts or withholds the description of an error, according to the policy; its class is redacted only if a redaction
/// is configured. `said` is the content choice of the operation's annotation.
pub(crate) fn redact_failure(
    context: &Context,
    said: Option<ContentCapture>,
    failure: &mut Failure,
) {
    let policy = match Providers::of(context) {
        Some(providers) => providers.content.clone(),
        None => process::policy(),
    };
    // Borrowed descriptions are this crate's own.
    if let Cow::Owned(text) = &failure.description {
        match ErrorTexts::in_place(policy.error_texts, policy.capture, said) {
            Some(withheld) if !text.is_empty() => failure.description = Cow::Borrowed(withheld),
            _ => redacted_in_short(&mut failure.description, |text| {
                redact_text(text, policy.of_errors());
            }),
        }
    }
    if let Some(redaction) = &policy.redaction {
        redact_text(&mut failure.error_type, redaction);
        redact_text(&mut failure.exception_type, redaction);
    }
}

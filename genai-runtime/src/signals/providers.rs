//! Which tracer, instruments and event sink an operation uses.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, LazyLock};

use opentelemetry::global::{self, BoxedSpan, BoxedTracer};
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::{SpanBuilder, Tracer};
use opentelemetry::{Context, InstrumentationScope};

use super::conventions::{self, Conventions};
use super::events::{EventSink, global_sink};
use super::instruments::Instruments;
use super::purpose::{self, Shown};
use crate::content::Output;
#[cfg(feature = "content")]
use crate::content::{Budget, ContentCapture, capture};
use crate::shield::current_context;

static SCOPE: LazyLock<InstrumentationScope> = LazyLock::new(|| {
    InstrumentationScope::builder("genai-runtime")
        .with_version(env!("CARGO_PKG_VERSION"))
        .build()
});

/// The instrumentation scope of everything that this crate emits.
pub(crate) fn scope() -> InstrumentationScope {
    SCOPE.clone()
}

/// Whether operations are observed: not on behalf of an exporter, which would report itself for ever.
pub(crate) fn is_enabled() -> bool {
    !Context::is_current_telemetry_suppressed()
}

/// Providers that a context carries instead of the global ones: how tests get telemetry of their own.
pub(crate) struct Providers {
    pub(crate) tracer: BoxedTracer,
    pub(crate) instruments: Arc<Instruments>,
    pub(crate) events: Arc<dyn EventSink>,
    pub(crate) propagator: Arc<dyn TextMapPropagator + Send + Sync>,
    pub(crate) conventions: Conventions,
    pub(crate) shown: Arc<Shown>,
    #[cfg(feature = "content")]
    pub(crate) content: ContentCapture,
}

impl fmt::Debug for Providers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Providers").finish_non_exhaustive()
    }
}

/// Starts a span with the context's tracer, else with the global one.
///
/// The context is passed explicitly: a processor that attaches a context while the current one is
/// borrowed would panic.
pub(super) fn start_span(
    name: Cow<'static, str>,
    parent: &Context,
    configure: impl FnOnce(SpanBuilder) -> SpanBuilder,
) -> BoxedSpan {
    let builder = configure(SpanBuilder::from_name(name));
    match parent.get::<Arc<Providers>>() {
        Some(providers) => providers.tracer.build_with_context(builder, parent),
        None => global::tracer_with_scope(scope()).build_with_context(builder, parent),
    }
}

pub(super) fn instruments(context: &Context) -> Arc<Instruments> {
    match context.get::<Arc<Providers>>() {
        Some(providers) => providers.instruments.clone(),
        None => Instruments::global(),
    }
}

pub(super) fn events(context: &Context) -> Option<Arc<dyn EventSink>> {
    match context.get::<Arc<Providers>>() {
        Some(providers) => Some(providers.events.clone()),
        None => global_sink(),
    }
}

/// The conventions that an operation is written in.
pub(crate) fn conventions(context: &Context) -> Conventions {
    match context.get::<Arc<Providers>>() {
        Some(providers) => providers.conventions,
        None => conventions::of_process(),
    }
}

/// What operations show of what they are for; none where that is nothing.
pub(super) fn shown(context: &Context) -> Option<Arc<Shown>> {
    match context.get::<Arc<Providers>>() {
        Some(providers) => Some(providers.shown.clone()),
        None => purpose::of_process(),
    }
}

/// Writes or reads a carrier with the propagator of that context or else of the current one, else with the global
/// one. Both are asked, because a worker extracts messages into contexts that are empty.
pub(crate) fn with_propagator<R>(
    context: &Context,
    mut run: impl FnMut(&dyn TextMapPropagator) -> R,
) -> R {
    let of = |context: &Context| context.get::<Arc<Providers>>().cloned();
    match of(context).or_else(|| of(&current_context())) {
        Some(providers) => run(&*providers.propagator),
        None => global::get_text_map_propagator(run),
    }
}

/// What an operation's answer is put together in, if it is captured.
#[cfg(feature = "content")]
pub(crate) fn captured_output(context: &Context) -> Option<Output> {
    let captured = match context.get::<Arc<Providers>>() {
        Some(providers) => providers.content,
        None => capture::of_process(),
    };
    match captured {
        ContentCapture::NoContent => None,
        ContentCapture::SpanOnly => Some(Output::new(Budget::default())),
    }
}

/// Nothing is captured without the feature `content`.
#[cfg(not(feature = "content"))]
pub(crate) fn captured_output(_context: &Context) -> Option<Output> {
    None
}

//! The global tracer provider of an installation: the SDK's, which also offers our own tracer.

use std::sync::Arc;

use opentelemetry::InstrumentationScope;
use opentelemetry::trace::TracerProvider;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};

use super::SpanTracer;
use crate::signals::direct::offer;

/// Returns tracers of the SDK, and offers ours.
#[derive(Debug)]
pub(crate) struct InstalledProvider {
    sdk: SdkTracerProvider,
    tracer: Arc<SpanTracer>,
}

impl InstalledProvider {
    pub(crate) fn new(sdk: SdkTracerProvider, tracer: Arc<SpanTracer>) -> Self {
        Self { sdk, tracer }
    }
}

impl TracerProvider for InstalledProvider {
    type Tracer = SdkTracer;

    fn tracer_with_scope(&self, scope: InstrumentationScope) -> SdkTracer {
        offer(|| Arc::<SpanTracer>::clone(&self.tracer));
        self.sdk.tracer_with_scope(scope)
    }
}

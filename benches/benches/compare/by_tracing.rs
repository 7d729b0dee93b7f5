//! The same call with `#[tracing::instrument]` and tracing-opentelemetry, without its additional attributes.

use opentelemetry::trace::TracerProvider;
use tracing::field::{Empty, debug};
use tracing::{Level, Span};
use tracing_subscriber::Registry;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;

use crate::annotated::{Reply, answer};
use crate::destination::Destination;
use crate::setup::Providers;

/// Makes `tracing` use these providers globally, for this module only: the gRPC exporter uses `tracing` itself.
///
/// # Panics
///
/// Panics if it uses others already.
pub(crate) fn install(providers: Providers) -> Destination {
    let layer = tracing_opentelemetry::layer()
        .with_tracer(providers.tracer.tracer("by-tracing"))
        .with_location(false)
        .with_target(false)
        .with_threads(false)
        .with_tracked_inactivity(false);
    let targets = Targets::new().with_target(module_path!(), Level::INFO);
    let subscriber = Registry::default().with(targets).with(layer);
    tracing::subscriber::set_global_default(subscriber).unwrap();
    providers.destination
}

#[tracing::instrument(
    name = "chat",
    skip_all,
    fields(
        otel.name = %format_args!("chat {model}"),
        otel.kind = "client",
        gen_ai.operation.name = "chat",
        gen_ai.provider.name = "openai",
        gen_ai.request.model = model,
        gen_ai.request.temperature = temperature,
        gen_ai.request.max_tokens = max_tokens,
        gen_ai.response.id = Empty,
        gen_ai.response.model = Empty,
        gen_ai.response.finish_reasons = Empty,
        gen_ai.usage.input_tokens = Empty,
        gen_ai.usage.output_tokens = Empty,
    )
)]
pub(crate) async fn complete<'r>(
    model: &str,
    temperature: f64,
    max_tokens: u32,
    reply: &'r Reply,
) -> &'r Reply {
    let reply = answer(model, temperature, max_tokens, reply);
    let span = Span::current();
    span.record("gen_ai.response.id", reply.id.as_str());
    span.record("gen_ai.response.model", reply.model.as_str());
    // `tracing` has no arrays.
    let reasons = debug([&reply.finish_reason]);
    span.record("gen_ai.response.finish_reasons", reasons);
    span.record("gen_ai.usage.input_tokens", reply.prompt_tokens);
    span.record("gen_ai.usage.output_tokens", reply.completion_tokens);
    reply
}

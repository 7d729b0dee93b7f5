//! A call to a model.

use std::io;
use std::time::Instant;

use opentelemetry::logs::{AnyValue, LogRecord, Logger, Severity};
use opentelemetry::trace::{FutureExt, SpanKind, Status, TraceContextExt, Tracer};
use opentelemetry::{Context, KeyValue, global};

use crate::telemetry::{instruments, logger};

pub(crate) struct Reply {
    pub(crate) text: String,
    prompt_tokens: u32,
    generated: u32,
}

pub(crate) async fn complete(
    model: &str,
    temperature: f64,
    prompt: &str,
) -> Result<Reply, io::Error> {
    let tracer = global::tracer("bot");
    let request = [
        KeyValue::new("gen_ai.operation.name", "chat"),
        KeyValue::new("gen_ai.provider.name", "openai"),
        KeyValue::new("gen_ai.request.model", model.to_owned()),
        KeyValue::new("server.address", "api.openai.com"),
        KeyValue::new("server.port", 443),
    ];
    let span = tracer
        .span_builder(format!("chat {model}"))
        .with_kind(SpanKind::Client)
        .with_attributes(request.clone())
        .start(&tracer);
    let context = Context::current_with_span(span);
    let span = context.span();
    span.set_attribute(KeyValue::new("gen_ai.request.temperature", temperature));
    let start = Instant::now();
    let reply = ask(prompt).with_context(context.clone()).await;
    let mut measured = request.to_vec();
    match &reply {
        Ok(reply) => {
            span.set_attributes([
                KeyValue::new("gen_ai.usage.input_tokens", i64::from(reply.prompt_tokens)),
                KeyValue::new("gen_ai.usage.output_tokens", i64::from(reply.generated)),
            ]);
            for (kind, tokens) in [("input", reply.prompt_tokens), ("output", reply.generated)] {
                let kind = [KeyValue::new("gen_ai.token.type", kind)];
                let attributes = [&kind[..], &measured].concat();
                instruments().tokens.record(tokens.into(), &attributes);
            }
        }
        Err(error) => {
            measured.push(KeyValue::new("error.type", "std::io::Error"));
            span.set_attribute(KeyValue::new("error.type", "std::io::Error"));
            span.set_status(Status::error(error.to_string()));
            let _current = context.clone().attach();
            report(error);
        }
    }
    let duration = start.elapsed().as_secs_f64();
    instruments().duration.record(duration, &measured);
    span.end();
    reply
}

#[allow(clippy::unused_async, reason = "it stands for a call over the network")]
async fn ask(prompt: &str) -> Result<Reply, io::Error> {
    Ok(Reply {
        text: format!("{prompt}? Up to five days."),
        prompt_tokens: 9,
        generated: 4,
    })
}

/// Records an error in an event.
fn report(error: &io::Error) {
    let Some(logger) = logger() else { return };
    let mut record = logger.create_log_record();
    record.set_event_name("gen_ai.client.operation.exception");
    record.set_severity_number(Severity::Warn);
    record.add_attribute("exception.type", "std::io::Error");
    record.add_attribute("exception.message", AnyValue::from(error.to_string()));
    logger.emit(record);
}

//! The workflow around the call.

use std::io;

use opentelemetry::trace::{FutureExt, Status, TraceContextExt, Tracer};
use opentelemetry::{Context, KeyValue, global};

use crate::model::complete;

pub(crate) async fn answer(session: &str, question: &str) -> Result<String, io::Error> {
    let tracer = global::tracer("bot");
    let span = tracer
        .span_builder("invoke_workflow rag_pipeline")
        .with_attributes([
            KeyValue::new("gen_ai.operation.name", "invoke_workflow"),
            KeyValue::new("gen_ai.workflow.name", "rag_pipeline"),
            KeyValue::new("gen_ai.conversation.id", session.to_owned()),
        ])
        .start(&tracer);
    let context = Context::current_with_span(span);
    let reply = complete("gpt-4o-mini", 0.2, question);
    let reply = reply.with_context(context.clone()).await;
    let span = context.span();
    if let Err(error) = &reply {
        span.set_attribute(KeyValue::new("error.type", "std::io::Error"));
        span.set_status(Status::error(error.to_string()));
    }
    span.end();
    Ok(reply?.text)
}

//! The event that carries the input and output of a model.

use genai_semconv::{attribute, event};
use opentelemetry::logs::{AnyValue, Severity};
use opentelemetry::{Array, Context, Key, KeyValue, Value};

use super::events::Event;
use super::{Attributes, Content, Failure, Route, providers};

/// The route of events, if there is a sink for them.
pub(crate) fn events_route(context: &Context) -> Option<Route> {
    providers::events(context).map(|sink| sink.route())
}

/// Emits the conventions' event `gen_ai.client.inference.operation.details`: those attributes of the span that the
/// conventions define, and the content.
pub(crate) fn emit_details(
    attributes: [&Attributes; 2],
    failure: Option<&Failure>,
    captured: &Content,
    context: &Context,
) {
    let Some(sink) = providers::events(context) else {
        return;
    };
    let of_span = attributes.into_iter().flat_map(Attributes::as_slice);
    let shared = of_span.filter(|attribute| is_of_conventions(attribute.key.as_str()));
    let mut attributes: Vec<(Key, AnyValue)> = shared.map(structured).collect();
    if let Some(failure) = failure {
        let class = AnyValue::from(failure.error_type.to_string());
        attributes.push((attribute::ERROR_TYPE.into(), class));
    }
    attributes.extend(captured.event_attributes());
    let event = Event {
        name: event::GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS,
        severity: Severity::Debug,
        attributes,
    };
    sink.emit(event, Some(captured), context);
}

fn is_of_conventions(key: &str) -> bool {
    ["gen_ai.", "openai.", "aws.bedrock.", "server."]
        .iter()
        .any(|namespace| key.starts_with(namespace))
}

fn structured(attribute: &KeyValue) -> (Key, AnyValue) {
    (attribute.key.clone(), any_value(&attribute.value))
}

fn any_value(value: &Value) -> AnyValue {
    fn list<T: Clone + Into<AnyValue>>(values: &[T]) -> AnyValue {
        AnyValue::ListAny(Box::new(values.iter().cloned().map(Into::into).collect()))
    }
    match value {
        Value::Bool(flag) => AnyValue::Boolean(*flag),
        Value::I64(integer) => AnyValue::Int(*integer),
        Value::F64(number) => AnyValue::Double(*number),
        Value::String(text) => AnyValue::String(text.clone()),
        Value::Array(Array::Bool(values)) => list(values),
        Value::Array(Array::I64(values)) => list(values),
        Value::Array(Array::F64(values)) => list(values),
        Value::Array(Array::String(values)) => list(values),
        other => AnyValue::from(other.to_string()),
    }
}

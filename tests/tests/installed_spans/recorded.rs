//! Values that a body records, where the annotation or a scope sets the same keys.

use genai_runtime::telemetry::{Exporter, Sampler, Signal};
use genai_runtime::{Usage, attributes, chain, llm_span, record};
use genai_tests::receiver::Receiver;
use opentelemetry_proto::tonic::common::v1::any_value::Value;

use super::exported::arrived;
use super::{PLENTY, telemetry};

#[llm_span(
    system = "openai",
    model = "m",
    attributes("app.tenant" = 8, "app.state" = "pending", "app.kept" = true),
    result(|value| "app.tokens" = value.output_tokens())
)]
fn call() -> Usage {
    record(attributes! {
        "app.tenant" = 9,
        "app.state" = "running",
        "app.tokens" = 0,
        "user.id" = "recorded",
    });
    Usage::new().output(34)
}

pub(crate) fn recorded_values_replace_those_of_annotation_and_scope() {
    let receivers = [Receiver::http(), Receiver::http()];
    let to_second = Exporter::otlp().endpoint(receivers[1].endpoint());
    let installed = telemetry(&receivers[0], Sampler::default())
        .exporter_for(Signal::Traces, to_second)
        .install()
        .unwrap();
    let scope = chain::scope().user("outer").attribute("app.tenant", 7);
    scope.attribute("app.scoped", 1).enter(call);
    installed.shutdown(PLENTY).unwrap();
    for receiver in &receivers {
        let [span] = &arrived(receiver)[..] else {
            panic!("expected one span")
        };
        let values = |key: &str| -> Vec<Value> {
            let attributes = span.attributes.iter();
            let found = attributes.filter(|attribute| attribute.key == key);
            found
                .filter_map(|attribute| attribute.value.clone()?.value)
                .collect()
        };
        let text = |text: &str| vec![Value::StringValue(text.to_owned())];
        assert_eq!(values("app.tenant"), [Value::IntValue(9)]);
        assert_eq!(values("user.id"), text("recorded"));
        assert_eq!(values("app.state"), text("running"));
        assert_eq!(values("app.tokens"), [Value::IntValue(34)]);
        assert_eq!(values("app.kept"), [Value::BoolValue(true)]);
        assert_eq!(values("app.scoped"), [Value::IntValue(1)]);
    }
}

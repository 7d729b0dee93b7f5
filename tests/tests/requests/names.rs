//! The names of the spans of steps, and of calls without a known model.

use genai_runtime::testing::{assert_conformant, capture};
use genai_runtime::{Usage, chain_step, llm_span};
use opentelemetry::KeyValue;
use opentelemetry::trace::SpanKind;

use super::sorted;

#[test]
fn an_unknown_model_is_left_out_of_the_name() {
    struct Local {
        vendor: Option<&'static str>,
    }
    impl Local {
        #[llm_span(provider = self.vendor, model = none, operation = text_completion)]
        fn complete(&mut self) -> Usage {
            self.vendor = None;
            Usage::new()
        }
    }
    let capture = capture();
    capture.run(|| {
        Local {
            vendor: Some("my-llm"),
        }
        .complete()
    });
    let span = capture.span("text_completion");
    assert_eq!(span.text("gen_ai.provider.name").as_deref(), Some("my-llm"));
    assert_eq!(span.attribute("gen_ai.request.model"), None);
    assert_conformant(&capture);
}

#[test]
fn steps_have_their_own_names_and_no_usage() {
    #[chain_step(kind = tool, name = tool_name, type = "function", description = "adds", call_id = id)]
    fn add(tool_name: &str, id: Option<&str>) -> Usage {
        Usage::new().input(5)
    }
    #[chain_step(kind = retrieval, data_source = "handbook", top_k = top_k)]
    fn retrieve(top_k: usize) -> usize {
        top_k
    }
    #[chain_step(name = "clean up")]
    fn tidy() {}

    let capture = capture();
    capture.run(|| (add("calculator", Some("call_1")), retrieve(3), tidy()));
    assert_eq!(
        sorted(&capture.span("execute_tool calculator")),
        [
            KeyValue::new("gen_ai.operation.name", "execute_tool"),
            KeyValue::new("gen_ai.tool.call.id", "call_1"),
            KeyValue::new("gen_ai.tool.description", "adds"),
            KeyValue::new("gen_ai.tool.name", "calculator"),
            KeyValue::new("gen_ai.tool.type", "function"),
        ]
    );
    let retrieval = capture.span("retrieval handbook");
    assert_eq!(retrieval.kind, SpanKind::Client);
    assert_eq!(
        sorted(&retrieval),
        [
            KeyValue::new("gen_ai.data_source.id", "handbook"),
            KeyValue::new("gen_ai.operation.name", "retrieval"),
            KeyValue::new("gen_ai.request.top_k", 3.0),
            KeyValue::new("openinference.span.kind", "RETRIEVER"),
        ]
    );
    let step = capture.span("clean up");
    assert_eq!(step.kind, SpanKind::Internal);
    assert_eq!(
        sorted(&step),
        [
            KeyValue::new("chain.step.name", "clean up"),
            KeyValue::new("openinference.span.kind", "CHAIN"),
        ]
    );
    assert!(capture.metrics().is_empty());
    assert_conformant(&capture);
}

//! The model and the parameters of a request on the span.

use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{Conventions, Response, UsageReport, llm_span};
use opentelemetry::Value;

use super::{Answer, Ask};

#[test]
fn a_request_provides_the_spans_name_and_parameters() {
    #[llm_span(system = "openai", request = ask, endpoint = "https://api.openai.com")]
    fn complete(ask: &Ask) -> Answer {
        let _ = ask;
        Answer
    }
    let (ask, capture) = (Ask::of("gpt-4o"), capture());
    capture.run(|| complete(&ask));
    assert_eq!(
        (ask.asked_for_model.get(), ask.asked_for_details.get()),
        (1, 1)
    );
    assert!(ask.converted.borrow().is_empty(), "content is off");
    let span = capture.span("chat gpt-4o");
    let text = |key| span.text(key);
    assert_eq!(text("gen_ai.request.model").as_deref(), Some("gpt-4o"));
    assert_eq!(span.number("gen_ai.request.temperature"), Some(0.25));
    assert_eq!(span.number("gen_ai.request.top_p"), Some(0.5));
    // A float in v1.41.
    assert_eq!(
        span.attribute("gen_ai.request.top_k"),
        Some(&Value::F64(40.0))
    );
    assert_eq!(span.integer("gen_ai.request.max_tokens"), Some(64));
    assert_eq!(span.integer("gen_ai.request.seed"), Some(-1));
    assert_eq!(span.integer("gen_ai.request.choice.count"), Some(2));
    assert_eq!(
        span.texts("gen_ai.request.stop_sequences").unwrap(),
        ["END", "STOP"]
    );
    assert_eq!(
        text("gen_ai.request.reasoning.level").as_deref(),
        Some("high")
    );
    assert_eq!(text("gen_ai.output.type").as_deref(), Some("json"));
    assert_eq!(
        span.attribute("gen_ai.request.stream"),
        Some(&Value::Bool(true))
    );
    assert_eq!(
        text("gen_ai.request.previous_response.id").as_deref(),
        Some("resp_1")
    );
    assert_eq!(text("gen_ai.conversation.id").as_deref(), Some("conv_1"));
    assert_eq!(text("openai.request.service_tier").as_deref(), Some("flex"));
    assert_eq!(text("openai.api.type").as_deref(), Some("responses"));
    // These belong on embeddings spans.
    assert_eq!(span.attribute("gen_ai.embeddings.dimension.count"), None);
    assert_eq!(span.attribute("gen_ai.request.encoding_formats"), None);
    assert_conformant(&capture);
}

#[test]
fn types_follow_the_conventions_and_keys_the_provider() {
    #[llm_span(system = "anthropic", request = ask, endpoint = "https://api.anthropic.com")]
    fn complete(ask: &Ask) -> Answer {
        let _ = ask;
        Answer
    }
    let capture = Capture::with_conventions(Conventions::LATEST);
    capture.run(|| complete(&Ask::of("claude")));
    let span = capture.span("chat claude");
    assert_eq!(
        span.attribute("gen_ai.request.top_k"),
        Some(&Value::I64(40))
    );
    assert_eq!(span.attribute("openai.request.service_tier"), None);
    assert_eq!(span.attribute("openai.api.type"), None);
    assert_conformant(&capture);
}

#[test]
fn embeddings_record_their_own_parameters_only() {
    struct Vectors(Option<usize>);
    impl UsageReport for Vectors {
        fn report(&self, response: &mut Response<'_>) {
            response
                .model("e")
                .input_tokens(1)
                .embedding_dimensions(self.0);
        }
    }
    #[llm_span(system = "openai", operation = embeddings, request = ask, endpoint = "api.openai.com")]
    fn embed(ask: &Ask, dimensions: Option<usize>) -> Vectors {
        let _ = ask;
        Vectors(dimensions)
    }
    for (answered, expected) in [(None, 256), (Some(3), 3)] {
        let capture = capture();
        capture.run(|| embed(&Ask::of("e"), answered));
        let span = capture.span("embeddings e");
        assert_eq!(
            span.integer("gen_ai.embeddings.dimension.count"),
            Some(expected)
        );
        let formats = span.texts("gen_ai.request.encoding_formats");
        assert_eq!(formats.unwrap(), ["float"]);
        for key in ["temperature", "seed", "stream", "choice.count"] {
            assert_eq!(span.attribute(&format!("gen_ai.request.{key}")), None);
        }
        assert_eq!(span.attribute("gen_ai.conversation.id"), None);
        assert_conformant(&capture);
    }
}

#[test]
fn a_stream_is_marked_as_one_once() {
    #[llm_span(system = "openai", request = ask, usage = none)]
    fn tokens(ask: &Ask) -> impl futures::Stream<Item = u8> + use<> {
        let _ = ask;
        futures::stream::iter([1, 2])
    }
    let capture = capture();
    capture.run(|| {
        let chunks = futures::executor::block_on_stream(tokens(&Ask::of("m")));
        assert_eq!(chunks.count(), 2);
    });
    let span = capture.span("chat m");
    let values = span.attributes.iter();
    let values = values.filter(|attribute| attribute.key.as_str() == "gen_ai.request.stream");
    assert_eq!(values.count(), 1);
}

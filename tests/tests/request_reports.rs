//! What a request says of itself, beside the annotation and the parameters' names.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::needless_pass_by_value,
    reason = "a failed unwrap is a failed test, these floats are exact, and functions of every shape"
)]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{
    Conventions, Request, RequestReport, Response, UsageReport, chain_step, llm_span,
};
use opentelemetry::Value;

/// Counts how often it is asked for what.
#[derive(Default)]
struct Ask {
    model: Option<&'static str>,
    asked_for_model: Cell<u8>,
    asked_for_details: Cell<u8>,
    converted: RefCell<Vec<&'static str>>,
}

impl Ask {
    fn of(model: &'static str) -> Self {
        Self {
            model: Some(model),
            ..Self::default()
        }
    }
}

impl RequestReport for Ask {
    fn report(&self, request: &mut Request<'_>) {
        let asked = if request.takes_details() {
            &self.asked_for_details
        } else {
            &self.asked_for_model
        };
        asked.set(asked.get() + 1);
        request
            .model(self.model)
            .temperature(0.25)
            .top_p(0.5_f32)
            .top_k(40)
            .max_tokens(64_u16)
            .seed(-1)
            .choice_count(2)
            .stop_sequences(["END", "STOP"])
            .reasoning_level("high")
            .output_type("json")
            .stream(true)
            .previous_response_id("resp_1")
            .conversation("conv_1")
            .service_tier("flex")
            .api_type("responses")
            .embedding_dimensions(256)
            .encoding_formats("float");
        if request.messages().captures_content() {
            self.converted.borrow_mut().push("messages");
        }
    }
}

/// Says no more than that there was an answer.
struct Answer;

impl UsageReport for Answer {
    fn report(&self, response: &mut Response<'_>) {
        response.id("r").model("m").input_tokens(1).output_tokens(1);
        response.finish_reason(0, "stop");
    }
}

#[test]
fn a_request_names_the_span_and_says_its_parameters() {
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
    // A double in v1.41.
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
    // Those belong on spans of embeddings.
    assert_eq!(span.attribute("gen_ai.embeddings.dimension.count"), None);
    assert_eq!(span.attribute("gen_ai.request.encoding_formats"), None);
    assert_conformant(&capture);
}

#[test]
fn the_conventions_decide_on_types_and_the_provider_on_its_own_keys() {
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
fn where_nothing_is_recorded_the_model_alone_is_asked_for() {
    #[llm_span(system = "openai", request = ask, usage = none)]
    fn complete(ask: &Ask) {
        let _ = ask;
    }
    let (ask, capture) = (Ask::of("m"), Capture::unsampled());
    capture.run(|| complete(&ask));
    assert_eq!(
        (ask.asked_for_model.get(), ask.asked_for_details.get()),
        (1, 0)
    );
    let durations = capture.metric("gen_ai.client.operation.duration");
    let models = durations.unwrap().points;
    let model = models[0].attribute("gen_ai.request.model");
    assert_eq!(model, Some(&Value::from("m")));
}

#[test]
fn explicit_keys_win_over_the_request_and_the_request_over_names() {
    #[llm_span(
        system = "openai",
        request = ask,
        temperature = 1.0,
        max_tokens = None::<u32>,
        usage = none
    )]
    fn complete(ask: &Ask, model: &str, temperature: f64, seed: i64, presence_penalty: f64) {
        let _ = (ask, model, temperature, seed, presence_penalty);
    }
    let captured = capture();
    captured.run(|| complete(&Ask::of("of the request"), "of the name", 2.0, 7, 0.75));
    let span = captured.span("chat of the request");
    assert_eq!(span.number("gen_ai.request.temperature"), Some(1.0));
    // Said to be none.
    assert_eq!(span.attribute("gen_ai.request.max_tokens"), None);
    assert_eq!(span.integer("gen_ai.request.seed"), Some(-1));
    assert_eq!(span.number("gen_ai.request.presence_penalty"), Some(0.75));
    assert_conformant(&captured);

    // What the request does not know, a name may.
    let captured = capture();
    captured.run(|| complete(&Ask::default(), "of the name", 2.0, 7, 0.75));
    captured.span("chat of the name");
}

#[test]
fn an_explicit_model_is_not_asked_of_the_request() {
    #[llm_span(system = "openai", request = ask, model = "mine", usage = none)]
    fn complete(ask: &Ask) {
        let _ = ask;
    }
    #[llm_span(system = "openai", request = ask, model = none, usage = none)]
    fn anonymous(ask: &Ask) {
        let _ = ask;
    }
    let (ask, capture) = (Ask::of("other"), capture());
    capture.run(|| (complete(&ask), anonymous(&ask)));
    let span = capture.span("chat mine");
    assert_eq!(span.text("gen_ai.request.model").as_deref(), Some("mine"));
    assert_eq!(span.integer("gen_ai.request.seed"), Some(-1));
    let span = capture.span("chat");
    assert_eq!(span.attribute("gen_ai.request.model"), None);
    assert_eq!(ask.asked_for_model.get(), 0);
}

#[test]
fn a_request_is_made_once_and_may_borrow_from_what_is_made_for_it() {
    struct Builder(Cell<u8>);
    impl Builder {
        fn build(&self) -> Rc<Ask> {
            self.0.set(self.0.get() + 1);
            Rc::new(Ask::of("built"))
        }
    }
    #[llm_span(system = "openai", request = Some(builder.build().as_ref()), usage = none)]
    fn complete(builder: &Builder) {
        let _ = builder;
    }
    let (builder, capture) = (Builder(Cell::new(0)), capture());
    capture.run(|| complete(&builder));
    capture.span("chat built");
    assert_eq!(builder.0.get(), 1);
}

#[test]
fn a_request_that_panics_is_not_the_functions_fault() {
    struct Broken;
    impl RequestReport for Broken {
        fn report(&self, _: &mut Request<'_>) {
            std::panic::resume_unwind(Box::new("broken"));
        }
    }
    #[llm_span(system = "openai", request = broken, usage = none)]
    fn complete(broken: &Broken) -> u8 {
        let _ = broken;
        3
    }
    let capture = capture();
    assert_eq!(capture.run(|| complete(&Broken)), 3);
    let span = capture.span("chat");
    let panicked = span.attribute("genai_runtime.report.panicked");
    assert_eq!(panicked, Some(&Value::Bool(true)));
}

#[test]
fn embeddings_say_what_belongs_to_them() {
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
fn the_programs_conversation_is_the_one() {
    #[llm_span(system = "openai", request = ask, usage = none)]
    fn complete(ask: &Ask) {
        let _ = ask;
    }
    #[chain_step(kind = workflow, conversation = "of the program")]
    fn answer() {
        complete(&Ask::of("m"));
    }
    let capture = capture();
    capture.run(answer);
    let span = capture.span("chat m");
    let said = span.attributes.iter();
    let said: Vec<_> = said
        .filter(|said| said.key.as_str() == "gen_ai.conversation.id")
        .map(|said| said.value.as_str().into_owned())
        .collect();
    assert_eq!(said, ["of the program"]);
}

#[test]
fn a_stream_says_once_that_it_is_one() {
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
    let said = span.attributes.iter();
    let said = said.filter(|said| said.key.as_str() == "gen_ai.request.stream");
    assert_eq!(said.count(), 1);
}

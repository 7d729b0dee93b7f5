//! Derived reports of requests.
#![allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "a derive hands fields on by reference"
)]

use std::cell::Cell;

use genai_macros::RequestReport;

use super::value::Int64;
use super::{InputFacts, Request, RequestFacts, RequestReport};

fn reported(request: &impl RequestReport) -> (RequestFacts, InputFacts) {
    let (mut facts, mut input) = (RequestFacts::default(), InputFacts::default());
    #[cfg(feature = "content")]
    {
        input.input = Some(crate::content::Input::default());
    }
    request.report(&mut Request::new(&mut facts, &mut input, &[]));
    (facts, input)
}

#[derive(RequestReport)]
#[request(crate = crate)]
struct Ask<'a, S> {
    #[request(model)]
    deployment: &'a str,
    temperature: f32,
    max_completion_tokens: Option<u32>,
    n: u8,
    #[request(skip)]
    seed: [u8; 2],
    #[request(output_type, with = Format::name)]
    format: Format,
    #[request(nested)]
    rest: Option<S>,
    /// Not annotated, and so not reported.
    messages: Vec<String>,
}

enum Format {
    Json,
}

impl Format {
    const fn name(&self) -> &'static str {
        match self {
            Self::Json => "json",
        }
    }
}

#[derive(RequestReport)]
#[request(crate = crate)]
enum Rest {
    Nothing,
    Stops(#[request(stop_sequences)] Vec<&'static str>),
    Content {
        #[request(input)]
        turns: Vec<String>,
        #[request(system_instructions)]
        persona: Option<&'static str>,
        #[request(tools, with = names)]
        tools: [u8; 2],
    },
    Own(#[request(with = limits)] (u8, i32)),
}

fn names(tools: &[u8; 2]) -> [String; 2] {
    tools.map(|tool| format!("tool {tool}"))
}

fn limits((most, seed): &(u8, i32), request: &mut Request<'_>) {
    request.max_tokens(most).seed(seed);
}

fn ask(rest: Option<Rest>) -> Ask<'static, Rest> {
    Ask {
        deployment: "d",
        temperature: 0.7,
        max_completion_tokens: Some(9),
        n: 3,
        seed: [1, 2],
        format: Format::Json,
        rest,
        messages: vec!["secret".to_owned()],
    }
}

#[test]
fn fields_are_reported_as_their_attribute_or_their_name_says() {
    let ask = ask(None);
    let (facts, input) = reported(&ask);
    assert_eq!(facts.model.as_deref(), Some("d"));
    assert_eq!(facts.temperature, Some(0.7));
    assert_eq!(facts.max_tokens.map(Int64::value), Some(9));
    assert_eq!(facts.choice_count.map(Int64::value), Some(3));
    assert_eq!(facts.seed, None);
    assert_eq!(facts.output_type.as_deref(), Some("json"));
    assert_eq!(input.bytes, None);
    assert_eq!((ask.seed, ask.messages.len()), ([1, 2], 1));
}

#[test]
fn an_enum_reports_the_fields_of_its_variant() {
    let plain = reported(&ask(None));
    assert_eq!(reported(&ask(Some(Rest::Nothing))), plain);
    let (facts, _) = reported(&ask(Some(Rest::Stops(vec!["END"]))));
    assert_eq!(facts.stop_sequences, Some(vec!["END".to_owned()]));
    let (facts, _) = reported(&ask(Some(Rest::Own((7, -7)))));
    // Reported after the field of that name.
    assert_eq!(facts.max_tokens.map(Int64::value), Some(7));
    assert_eq!(facts.seed.map(Int64::value), Some(-7));
}

#[test]
fn content_is_reported_only_from_annotated_fields() {
    let (_, input) = reported(&ask(Some(Rest::Content {
        turns: vec!["one".to_owned(), "two".to_owned()],
        persona: Some("brief"),
        tools: [1, 2],
    })));
    assert_eq!(input.bytes, Some(3 + 3 + 5));
    #[cfg(feature = "content")]
    {
        let input = input.input.unwrap();
        assert_eq!((input.messages.len(), input.instructions.len()), (2, 1));
        assert_eq!(input.tools.len(), 2);
        assert_eq!(input.tools.back().unwrap().name, "tool 2");
    }
}

#[test]
fn a_report_of_the_model_alone_converts_no_other_field() {
    thread_local! {
        static CONVERTED: Cell<u8> = const { Cell::new(0) };
    }
    fn converted(seed: &u8) -> u8 {
        CONVERTED.set(CONVERTED.get() + 1);
        *seed
    }
    #[derive(RequestReport)]
    #[request(crate = crate)]
    struct Seeded {
        model: &'static str,
        #[request(seed, with = converted)]
        seed: u8,
    }
    let (seeded, mut facts) = (
        Seeded {
            model: "m",
            seed: 1,
        },
        RequestFacts::default(),
    );
    seeded.report(&mut Request::model_alone(&mut facts));
    assert_eq!((facts.model.as_deref(), CONVERTED.get()), (Some("m"), 0));
    reported(&seeded);
    assert_eq!(CONVERTED.get(), 1);
}

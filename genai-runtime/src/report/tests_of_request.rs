//! What the sink of a request records.

use std::rc::Rc;
use std::sync::Arc;

use super::{InputFacts, MessageReport, Request, RequestFacts, RequestReport, ToolReport};

struct Ask {
    stream: Option<bool>,
}

impl RequestReport for Ask {
    fn report(&self, request: &mut Request<'_>) {
        request
            .model("m-1")
            .temperature(0.5_f32)
            .temperature(None::<f64>)
            .max_tokens(7_u8)
            .max_tokens(u64::MAX)
            .stop_sequences(["END"])
            .stream(self.stream);
        MessageReport::report("hello", &mut request.messages());
        MessageReport::report("be brief", &mut request.system_instructions());
        ToolReport::report("search", &mut request.tools());
    }
}

const ASK: Ask = Ask { stream: Some(true) };

fn reported(request: &impl RequestReport, except: &[&str]) -> (RequestFacts, InputFacts) {
    let (mut facts, mut input) = (RequestFacts::default(), InputFacts::default());
    #[cfg(feature = "content")]
    {
        input.input = Some(crate::content::Input::default());
    }
    request.report(&mut Request::new(&mut facts, &mut input, except));
    (facts, input)
}

#[test]
fn later_values_replace_earlier_ones_unless_they_are_none() {
    let (facts, input) = reported(&ASK, &[]);
    assert_eq!(facts.model.as_deref(), Some("m-1"));
    assert_eq!(facts.temperature, Some(0.5));
    let max_tokens = facts.max_tokens.map(super::value::Int64::value);
    assert_eq!(max_tokens, Some(i64::MAX));
    assert_eq!(facts.stop_sequences, Some(vec!["END".to_owned()]));
    assert!(facts.is_streaming);
    assert_eq!(input.bytes, Some(5 + 8));
}

#[test]
fn a_sink_for_the_model_alone_ignores_everything_else() {
    let mut facts = RequestFacts::default();
    let mut request = Request::model_alone(&mut facts);
    assert!(!request.takes_details());
    assert!(!request.messages().captures_content());
    assert!(!request.tools().captures_content());
    ASK.report(&mut request);
    let model = RequestFacts {
        model: Some("m-1".to_owned()),
        ..RequestFacts::default()
    };
    assert_eq!(facts, model);
}

#[test]
fn setters_that_the_annotation_replaces_are_ignored() {
    let except = ["temperature", "stream", "input", "tools"];
    let (facts, input) = reported(&ASK, &except);
    assert_eq!(facts.temperature, None);
    assert!(!facts.is_streaming);
    assert!(facts.max_tokens.is_some());
    // The instructions.
    assert_eq!(input.bytes, Some(8));
}

#[test]
fn containers_report_their_contents() {
    let plain = reported(&ASK, &[]);
    assert_eq!(reported(&Some(Box::new(ASK)), &[]), plain);
    assert_eq!(reported(&Rc::new(Arc::new(ASK)), &[]), plain);
    assert_eq!(reported(&&ASK, &[]), plain);
    assert_eq!(reported(&None::<Ask>, &[]).0, RequestFacts::default());
}

#[cfg(feature = "content")]
#[test]
fn names_of_tools_may_be_texts_of_any_type() {
    use std::borrow::Cow;

    use super::{Tools, shown};

    let names = [Cow::Borrowed("now"), Cow::Owned("then".to_owned())];
    let mut facts = shown::capturing();
    ToolReport::report(&names, &mut Tools::new(&mut facts));
    let expected = serde_json::json!([
        ["function", "now", null, null],
        ["function", "then", null, null]
    ]);
    assert_eq!(shown::tools(&facts), expected);
}

#[cfg(feature = "content")]
#[test]
fn messages_instructions_and_tools_are_kept_separately() {
    let (_, input) = reported(&ASK, &[]);
    let input = input.input.unwrap();
    assert_eq!(input.messages.len(), 1);
    assert_eq!(input.instructions.len(), 1);
    assert_eq!(input.tools.len(), 1);
    let except = ["input", "system_instructions", "tools"];
    let (_, input) = reported(&ASK, &except);
    assert_eq!(input.input, Some(crate::content::Input::default()));
    assert_eq!(input.bytes, None);
}

//! What the sink of a response records.

use std::rc::Rc;
use std::sync::Arc;

use crate::report::{Response, ResponseFacts, Usage, UsageReport};

#[test]
fn finish_reasons_are_kept_by_choice() {
    let mut facts = ResponseFacts::default();
    Response::new(&mut facts)
        .finish_reason(2, "stop")
        .finish_reason(0, Some("length"))
        .finish_reason(3, None::<&str>)
        .next_finish_reason(None::<&str>)
        .finish_reason(4_000_000_000, "far away");
    assert_eq!(
        facts.finish_reasons,
        [Some("length".into()), None, Some("stop".into()), None]
    );
}

#[test]
fn a_negative_count_is_not_reported_and_marks_the_usage_as_inconsistent() {
    let mut facts = ResponseFacts::default();
    Response::new(&mut facts)
        .input_tokens(-1_i32)
        .output_tokens(7_u8);
    assert_eq!(facts.usage.input_tokens(), None);
    assert_eq!(facts.usage.output_tokens(), Some(7));
    assert!(facts.is_inconsistent());
}

#[test]
fn none_does_not_replace_an_earlier_value() {
    let mut facts = ResponseFacts::default();
    Response::new(&mut facts)
        .id("a")
        .id(None::<String>)
        .input_tokens(3_u64)
        .input_tokens(None::<u64>);
    assert_eq!(facts.id.get(), Some("a"));
    assert_eq!(facts.usage.input_tokens(), Some(3));
}

#[test]
fn an_empty_text_does_not_replace_an_earlier_value() {
    let mut facts = ResponseFacts::default();
    for (id, model, reason) in [("", "", ""), ("a", "m", "stop"), ("", "", "")] {
        Response::new(&mut facts)
            .id(id)
            .model(model)
            .finish_reason(0, reason);
    }
    assert_eq!(facts.id.get(), Some("a"));
    assert_eq!(facts.model.as_deref(), Some("m"));
    assert_eq!(facts.finish_reasons, [Some("stop".into())]);
}

#[test]
fn containers_report_their_contents() {
    fn reported(value: &impl UsageReport) -> Usage {
        let mut facts = ResponseFacts::default();
        value.report(&mut Response::new(&mut facts));
        facts.usage
    }
    let [first, second] = [Usage::new().input(3), Usage::new().output(5)];
    let both = Usage::new().input(3).output(5);
    assert_eq!(reported(&[first, second]), both);
    assert_eq!(reported(&vec![first, second]), both);
    assert_eq!(
        reported(&&mut [Box::new(first), Box::new(second)][..]),
        both
    );
    assert_eq!(reported(&Rc::new(Arc::new(Some(first)))), first);
    assert_eq!(reported(&None::<Usage>), Usage::new());
}

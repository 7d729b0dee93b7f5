//! Manual reports inside of derived ones belong to the choice around them.

use genai_macros::UsageReport;

use super::{Response, ResponseFacts, UsageReport};
use crate::content::{Budget, Output};

/// A part of a choice with a manual implementation.
struct Delta(&'static str);

impl UsageReport for Delta {
    fn report(&self, response: &mut Response<'_>) {
        let choice = response.choice();
        response.text(choice, self.0);
        response.next_tool_call(choice).name(self.0);
    }
}

fn report_call(name: &&'static str, response: &mut Response<'_>) {
    response.next_tool_call(response.choice()).name(*name);
}

#[derive(UsageReport)]
#[usage(crate = crate)]
struct Indexed {
    #[usage(choice_index)]
    index: i64,
    #[usage(nested)]
    delta: Delta,
    #[usage(with = report_call)]
    call: &'static str,
    #[usage(nested)]
    end: End,
}

#[derive(UsageReport)]
#[usage(crate = crate)]
struct End {
    finish_reason: &'static str,
}

fn capturing() -> ResponseFacts {
    ResponseFacts {
        output: Some(Box::new(Output::new(Budget::default()))),
        ..ResponseFacts::default()
    }
}

#[test]
fn manual_reports_inside_of_a_derived_choice_belong_to_that_choice() {
    let mut facts = capturing();
    let mut response = Response::new(&mut facts);
    for (index, name, finish_reason) in [(1, "one", "stop"), (0, "zero", "length")] {
        let choice = Indexed {
            index,
            delta: Delta(name),
            call: "weather",
            end: End { finish_reason },
        };
        choice.report(&mut response);
        assert_eq!(response.choice(), 0);
    }
    let mut expected = capturing();
    let mut by_index = Response::new(&mut expected);
    for (index, name) in [(1, "one"), (0, "zero")] {
        by_index.text(index, name);
        by_index.tool_call(index, 0).name(name);
        by_index.tool_call(index, 1).name("weather");
    }
    assert_eq!(facts.output, expected.output);
    assert_eq!(
        facts.finish_reasons,
        [Some("length".into()), Some("stop".into())]
    );
}

#[derive(UsageReport)]
#[usage(crate = crate)]
struct Unnumbered {
    finish_reason: Option<&'static str>,
    #[usage(text)]
    text: &'static str,
    #[usage(nested)]
    delta: Delta,
}

#[derive(UsageReport)]
#[usage(crate = crate)]
struct Reply {
    stop_reason: Option<&'static str>,
    #[usage(each)]
    choices: Vec<Unnumbered>,
}

fn unnumbered(finish_reason: Option<&'static str>, text: &'static str) -> Unnumbered {
    Unnumbered {
        finish_reason,
        text,
        delta: Delta("weather"),
    }
}

#[test]
fn choices_without_an_index_are_told_apart_by_their_finish_reasons() {
    let choices = vec![
        unnumbered(Some("stop"), "one"),
        unnumbered(Some("length"), "two"),
    ];
    let mut facts = capturing();
    let mut response = Response::new(&mut facts);
    Reply {
        stop_reason: None,
        choices,
    }
    .report(&mut response);
    assert_eq!(response.choice(), 0);
    let mut expected = capturing();
    let mut by_index = Response::new(&mut expected);
    for (index, text) in ["one", "two"].into_iter().enumerate() {
        by_index.text(index, text).text(index, "weather");
        by_index.tool_call(index, 0).name("weather");
    }
    assert_eq!(facts.output, expected.output);
    assert_eq!(
        facts.finish_reasons,
        [Some("stop".into()), Some("length".into())]
    );
}

#[test]
fn fragments_of_one_choice_without_an_index_stay_together() {
    let fragments = [
        unnumbered(None, "a"),
        unnumbered(None, "b"),
        unnumbered(Some("stop"), "c"),
    ];
    let mut facts = capturing();
    fragments.report(&mut Response::new(&mut facts));
    let mut expected = capturing();
    let mut by_index = Response::new(&mut expected);
    for text in ["a", "b", "c"] {
        by_index.text(0, text).text(0, "weather");
        by_index.next_tool_call(0).name("weather");
    }
    assert_eq!(facts.output, expected.output);
    assert_eq!(facts.finish_reasons, [Some("stop".into())]);
}

//! What the attributes of a span may take together, however often its messages are said.

use genai_runtime::content::{ContentBudget, ContentPolicy};
use genai_runtime::testing::Capture;
use genai_runtime::{ContentCapture, Conventions, llm_span};

use super::chain;

const FORMER: Conventions = Conventions::V1_41.with_legacy();

#[test]
fn messages_that_are_said_by_several_names_count_as_often() {
    for (conventions, has_values, least) in [
        (FORMER, false, 6000),
        (Conventions::V1_41, true, 6000),
        (FORMER, true, 5000),
    ] {
        let mut most = 0;
        for bytes in (0..8000).step_by(61) {
            let budget = ContentBudget::default().attribute(bytes).span(bytes);
            let policy = ContentPolicy::default()
                .capture(ContentCapture::SpanOnly)
                .budget(budget)
                .openinference_values(has_values);
            let capture = Capture::with_conventions(conventions).with_content_policy(policy);
            capture.run(|| chain::complete(&"Why? ".repeat(1000)));
            let span = capture.only_span();
            let length = |names: [&str; 3]| -> usize {
                let said = names.map(|name| span.text(name));
                assert!(said[1].is_none() || said[0] == said[1], "{bytes}");
                assert_eq!(
                    said[2].is_some(),
                    has_values && said[0].is_some(),
                    "{bytes}"
                );
                said.iter().flatten().map(String::len).sum()
            };
            let asked = length(["gen_ai.input.messages", "gen_ai.prompt", "input.value"]);
            let said = length([
                "gen_ai.output.messages",
                "gen_ai.completion",
                "output.value",
            ]);
            assert!(asked + said <= bytes, "{asked} and {said} of {bytes}");
            most = most.max(asked + said);
        }
        assert!(most > least, "{most}");
    }
}

#[llm_span(system = "openai", model = "m", input = prompt)]
fn answer(prompt: &str, answer: &str) -> chain::Reply {
    chain::Reply(answer.to_owned())
}

#[test]
fn an_answer_leaves_half_of_the_span_to_what_was_asked() {
    const SPAN: usize = 6000;
    let long = "Why? ".repeat(2000);
    for (conventions, has_values, names) in [
        (Conventions::V1_41, false, 1),
        (FORMER, false, 2),
        (Conventions::V1_41, true, 2),
        (FORMER, true, 3),
    ] {
        let policy = ContentPolicy::default()
            .capture(ContentCapture::SpanOnly)
            .budget(ContentBudget::default().attribute(SPAN).span(SPAN))
            .openinference_values(has_values);
        let capture = Capture::with_conventions(conventions).with_content_policy(policy);
        capture.run(|| answer(&long, &long));
        let span = capture.only_span();
        let half = SPAN / (2 * names);
        for name in ["gen_ai.input.messages", "gen_ai.output.messages"] {
            let length = span.text(name).unwrap().len();
            assert!(
                length.abs_diff(half) < 100,
                "{length} bytes of {name}, said by {names} names"
            );
        }
    }
}

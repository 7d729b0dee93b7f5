//! The limit on the content of a span, counting each attribute that repeats it.

use genai_runtime::content::{ContentBudget, ContentPolicy};
use genai_runtime::testing::{Capture, CapturedSpan};
use genai_runtime::{ContentCapture, Conventions, chain_step, llm_span};

use super::chain;

const FORMER: Conventions = Conventions::V1_41.with_legacy();

#[test]
fn messages_count_once_per_attribute_that_repeats_them() {
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
                let values = names.map(|name| span.text(name));
                assert!(values[1].is_none() || values[0] == values[1], "{bytes}");
                assert_eq!(
                    values[2].is_some(),
                    has_values && values[0].is_some(),
                    "{bytes}"
                );
                values.iter().flatten().map(String::len).sum()
            };
            let asked = length(["gen_ai.input.messages", "gen_ai.prompt", "input.value"]);
            let answered = length([
                "gen_ai.output.messages",
                "gen_ai.completion",
                "output.value",
            ]);
            assert!(
                asked + answered <= bytes,
                "{asked} and {answered} of {bytes}"
            );
            most = most.max(asked + answered);
        }
        assert!(most > least, "{most}");
    }
}

#[llm_span(system = "openai", model = "m", input = prompt)]
fn answer(prompt: &str, answer: &str) -> chain::Reply {
    chain::Reply(answer.to_owned())
}

#[test]
fn an_answer_leaves_half_of_the_limit_to_the_input() {
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
                "{length} bytes of {name}, under {names} keys"
            );
        }
    }
}

#[llm_span(system = "openai", model = "m", input = turns)]
fn go_on(turns: &[String]) -> chain::Reply {
    chain::Reply(turns.len().to_string())
}

#[test]
fn an_omission_note_is_not_content() {
    let turns: Vec<String> = (0..7)
        .map(|turn| format!("{turn}. {}", "Why? ".repeat(turn + 10)))
        .collect();
    let (mut shown, mut missing) = (0, 0);
    for bytes in (0..4000).step_by(61) {
        let policy = ContentPolicy::default()
            .capture(ContentCapture::SpanOnly)
            .budget(ContentBudget::default().attribute(bytes).span(2 * bytes))
            .openinference_values(true);
        let capture = Capture::with_conventions(Conventions::V1_41).with_content_policy(policy);
        capture.run(|| go_on(&turns));
        let span = capture.only_span();
        let value = span.text("input.value");
        assert_eq!(value.is_some(), span.text("input.mime_type").is_some());
        match value {
            Some(value) => {
                // For the last message there may be room for the omission note alone.
                let is_note = value.starts_with("…[") && !value.contains("messages");
                assert!(value.starts_with("6. ") || is_note, "{value}");
                shown += 1;
            }
            None => missing += usize::from(span.text("gen_ai.input.messages").is_some()),
        }
    }
    assert!(shown > 0 && missing > 0, "{shown}, {missing}");
}

/// Longer than the limit of a span, without characters that JSON escapes.
fn long() -> String {
    "words ".repeat(30_000)
}

#[chain_step(kind = tool, arguments = words, result = |found| found)]
fn look_up(words: &str, found: &str) -> String {
    found.to_owned()
}

#[chain_step(kind = retrieval, data_source = "handbook", query = question, documents = |found| found)]
fn retrieve(question: &str, found: &str) -> Vec<String> {
    vec![found.to_owned()]
}

#[chain_step(kind = memory, operation = search_memory, store = "s", query = question, records = |found| found)]
fn recall(question: &str, found: &str) -> Vec<String> {
    vec![found.to_owned()]
}

/// The input and the output of a step.
type ContentKeys = (&'static str, &'static str);

/// A step from a text to another text, and the names of the attributes of both.
type Step = (fn(&str, &str), ContentKeys);

const STEPS: [Step; 3] = [
    (
        |given, found| drop(look_up(given, found)),
        ("gen_ai.tool.call.arguments", "gen_ai.tool.call.result"),
    ),
    (
        |given, found| drop(retrieve(given, found)),
        ("gen_ai.retrieval.query.text", "gen_ai.retrieval.documents"),
    ),
    (
        |given, found| drop(recall(given, found)),
        ("gen_ai.memory.query.text", "gen_ai.memory.records"),
    ),
];

/// The span of a step from a text to another text.
fn span_of(
    (step, _): Step,
    (given, found): (&str, &str),
    budget: ContentBudget,
    has_values: bool,
) -> CapturedSpan {
    let policy = ContentPolicy::default()
        .capture(ContentCapture::SpanOnly)
        .budget(budget)
        .openinference_values(has_values);
    let capture = Capture::with_conventions(Conventions::LATEST).with_content_policy(policy);
    capture.run(|| step(given, found));
    capture.only_span()
}

/// The length of a span's attribute, and that of the further attribute with the same content.
fn lengths(span: &CapturedSpan, names: [&str; 2]) -> [usize; 2] {
    names.map(|name| span.text(name).map_or(0, |text| text.len()))
}

#[test]
fn content_of_steps_counts_once_per_attribute_that_repeats_it() {
    let long = "words ".repeat(2000);
    for step in STEPS {
        let (_, (input, output)) = step;
        for has_values in [false, true] {
            for attribute in [1, 2, 4] {
                for bytes in (0..8000).step_by(361) {
                    let budget = ContentBudget::default().part(1 << 20).span(bytes);
                    let budget = budget.attribute(bytes / attribute);
                    let span = span_of(step, (&long, &long), budget, has_values);
                    let [given, value] = lengths(&span, [input, "input.value"]);
                    assert_eq!(value, if has_values { given } else { 0 }, "{input}");
                    let [found, answer] = lengths(&span, [output, "output.value"]);
                    let sum = given + value + found + answer;
                    assert!(sum <= bytes, "{sum} of {bytes} with {input}");
                }
            }
        }
    }
}

#[test]
fn the_input_of_a_step_leaves_half_of_the_limit_to_the_output() {
    const SPAN: usize = 128 << 10;
    let long = long();
    let half = |names: usize| SPAN / (2 * names);
    for step in STEPS {
        let (_, (input, output)) = step;
        for has_values in [false, true] {
            for attribute in [SPAN, SPAN / 2] {
                let budget = ContentBudget::default().part(1 << 20).span(SPAN);
                let budget = budget.attribute(attribute);
                let span = span_of(step, (&long, &long), budget, has_values);
                let [given, found] = lengths(&span, [input, output]);
                let has_output_value = span.text("output.value").is_some();
                for (length, half) in [
                    (given, half(1 + usize::from(has_values))),
                    (found, half(1 + usize::from(has_output_value))),
                ] {
                    assert!(length.abs_diff(half) < 200, "{length} of {half}: {input}");
                }
            }
        }
    }
}

#[test]
fn the_input_of_a_step_may_use_what_the_output_does_not() {
    let long = long();
    for step in STEPS {
        let (_, (input, output)) = step;
        for (given, found) in [(60_000, 100), (100, 60_000)] {
            for has_values in [false, true] {
                let budget = ContentBudget::default().part(64 << 10);
                let content = (&long[..given], &long[..found]);
                let span = span_of(step, content, budget, has_values);
                let omitted = span.integer("genai_runtime.content.omitted_bytes");
                assert_eq!(omitted, None, "{input} of {given}, {output} of {found}");
            }
        }
    }
}

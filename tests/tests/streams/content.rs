//! Captured content of streams.

use futures::executor::block_on;
use futures::stream::{self, Stream, StreamExt};
use genai_runtime::testing::{Capture, capture};
use genai_runtime::{ContentCapture, Response, UsageReport, llm_span};
use serde_json::{Value, json};

use super::aggregate::{Chunk, Fact, span_of};

fn words(words: &[&str]) -> Vec<Chunk> {
    let word = |word: &&str| Chunk(vec![Fact::Text(0, (*word).to_owned())]);
    words.iter().map(word).collect()
}

#[test]
fn content_of_streams_is_not_captured_by_default() {
    let span = span_of(words(&["secret"]), 9, ContentCapture::NoContent);
    assert!(!format!("{span:?}").contains("secret"));
    let span = span_of(words(&["not ", "secret"]), 9, ContentCapture::SpanOnly);
    let expected = r#"[{"role":"assistant","parts":[{"type":"text","content":"not secret"}],"finish_reason":"error"}]"#;
    assert_eq!(
        span.text("gen_ai.output.messages").as_deref(),
        Some(expected)
    );
}

#[test]
fn content_is_not_accumulated_for_a_span_that_is_not_recorded() {
    struct Asks;
    impl UsageReport for Asks {
        fn report(&self, response: &mut Response<'_>) {
            assert!(!response.captures_content());
        }
    }
    #[llm_span(system = "openai", model = "m")]
    fn asks() -> impl Stream<Item = Asks> {
        stream::iter([Asks])
    }
    let capture = Capture::unsampled().with_content(ContentCapture::SpanOnly);
    assert_eq!(capture.run(|| block_on(asks().count())), 1);
    let capture = Capture::unsampled();
    assert_eq!(capture.run(|| block_on(asks().count())), 1);
    assert!(capture.spans().is_empty());
}

#[test]
fn reports_by_hand_accumulate_an_answer() {
    #[llm_span(system = "openai", model = "m", usage = manual)]
    fn by_hand() -> impl Stream<Item = Chunk> {
        stream::iter(words(&["one ", "two"])).inspect(genai_runtime::report)
    }
    let capture = capture().with_content(ContentCapture::SpanOnly);
    capture.run(|| block_on(by_hand().count()));
    let messages = capture.only_span().text("gen_ai.output.messages").unwrap();
    assert!(messages.contains("one two"), "{messages}");
}

#[test]
fn a_derived_chunk_assigns_its_text_to_a_choice() {
    #[derive(UsageReport)]
    struct Wire {
        #[usage(each)]
        choices: Vec<WireChoice>,
    }
    #[derive(UsageReport)]
    struct WireChoice {
        #[usage(choice_index)]
        index: usize,
        #[usage(nested)]
        delta: Delta,
        finish_reason: Option<&'static str>,
    }
    #[derive(UsageReport)]
    struct Delta {
        #[usage(text)]
        content: Option<&'static str>,
        #[usage(reasoning)]
        thought: Option<&'static str>,
    }
    #[llm_span(system = "openai", model = "m")]
    fn derived() -> impl Stream<Item = Wire> {
        let chunk = |index, thought, content, finish_reason| Wire {
            choices: vec![WireChoice {
                index,
                delta: Delta { content, thought },
                finish_reason,
            }],
        };
        stream::iter([
            chunk(1, Some("hm"), None, None),
            chunk(0, None, Some("a"), None),
            chunk(1, None, Some("b"), Some("stop")),
            chunk(0, None, Some("c"), Some("length")),
        ])
    }
    let capture = capture().with_content(ContentCapture::SpanOnly);
    capture.run(|| block_on(derived().count()));
    let messages = capture.only_span().text("gen_ai.output.messages").unwrap();
    let expected = json!([
        {
            "role": "assistant",
            "parts": [{ "type": "text", "content": "ac" }],
            "finish_reason": "length"
        },
        {
            "role": "assistant",
            "parts": [
                { "type": "reasoning", "content": "hm" },
                { "type": "text", "content": "b" }
            ],
            "finish_reason": "stop"
        }
    ]);
    assert_eq!(serde_json::from_str::<Value>(&messages).unwrap(), expected);
}

#[test]
fn a_report_inside_of_a_report_keeps_its_place() {
    struct Outer;
    impl UsageReport for Outer {
        fn report(&self, response: &mut Response<'_>) {
            response.text(0, "before ");
            genai_runtime::report(&words(&["within "])[0]);
            response.text(0, "after");
        }
    }
    struct Bomb;
    impl UsageReport for Bomb {
        fn report(&self, _response: &mut Response<'_>) {
            panic!("on purpose");
        }
    }
    #[llm_span(system = "openai", model = "m", usage = manual)]
    fn by_hand() {
        genai_runtime::report(&Outer);
        genai_runtime::report(&Bomb);
    }
    let capture = capture().with_content(ContentCapture::SpanOnly);
    capture.run(by_hand);
    let messages = capture.only_span().text("gen_ai.output.messages").unwrap();
    // The inner report is complete before the outer one.
    assert!(messages.contains("within before after"), "{messages}");
}

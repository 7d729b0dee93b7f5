//! The size of content is recorded, also if the content itself is not captured.

use genai_runtime::ContentCapture;
use genai_runtime::testing::capture;

use super::chain;

fn bytes_of(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap()
}

#[test]
fn sizes_are_recorded_without_content_and_equal_with_it() {
    let closed = capture();
    let open = capture().with_content(ContentCapture::SpanOnly);
    for capture in [&closed, &open] {
        capture.run(|| chain::workflow("Why?"));
        let bytes = |span: &str| {
            let span = capture.span(span);
            let input = span.integer("genai_runtime.input.bytes");
            (input, span.integer("genai_runtime.output.bytes"))
        };
        let instructions = bytes_of("be brief");
        // The answer repeats the question in its text and in the arguments of a tool call.
        let answer = bytes_of("WHY?") + bytes_of(r#"{"query":"WHY?"}"#);
        assert_eq!(bytes("chat m"), (Some(4 + instructions), Some(answer)));
        let arguments = bytes_of(r#"{"words":"WHY?"}"#);
        assert_eq!(bytes("execute_tool search"), (Some(arguments), Some(4)));
        assert_eq!(bytes("retrieval handbook"), (Some(4), None));
        assert_eq!(bytes("invoke_workflow workflow"), (Some(4), Some(4)));
    }
}

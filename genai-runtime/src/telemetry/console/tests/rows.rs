//! Spans that are out of the ordinary.

use opentelemetry::trace::Status;
use opentelemetry_sdk::trace::SpanData;

use super::support::{With, print, span};

#[test]
fn siblings_are_in_the_order_of_their_start() {
    let spans = vec![
        span(4, 1, "third", 30, 40),
        span(2, 1, "first", 10, 20),
        span(1, 0, "root", 0, 40),
        span(3, 1, "second", 20, 30),
    ];
    assert_eq!(
        print(spans, 60),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot\n",
            "root       ███████████████  40.0 ms\n",
            "├─ first   ····████·······  10.0 ms\n",
            "├─ second  ········███····  10.0 ms\n",
            "└─ third   ···········████  10.0 ms\n",
            "4 spans · 0 model calls · 0 errors · 40.0 ms\n",
        )
    );
}

#[test]
fn all_siblings_are_printed() {
    let mut spans: Vec<_> = (2..=201)
        .map(|id| span(id, 1, format!("step {id}"), id, id + 1))
        .collect();
    spans.push(span(1, 0, "root", 0, 300));
    let text = print(spans, 80);
    assert_eq!(text.lines().count(), 203);
    assert!(text.ends_with("\n201 spans · 0 model calls · 0 errors · 300 ms\n"));
}

#[test]
fn levels_that_do_not_fit_are_counted() {
    let spans: Vec<_> = (1..=30)
        .map(|id| span(id, id - 1, format!("level {id}"), 0, 10))
        .collect();
    for width in [40, 60, 80, 100, 120] {
        let text = print(spans.clone(), width);
        assert_eq!(
            text.lines().filter(|line| line.contains("level")).count(),
            30
        );
    }
    let text = print(spans, 60);
    let lines: Vec<_> = text.lines().collect();
    let expected = [
        "      └ level 5         ███████████████  10.0 ms",
        "        └ level 6       ███████████████  10.0 ms",
        "…6         └ level 7    ███████████████  10.0 ms",
    ];
    assert_eq!(lines[5..8], expected);
}

#[test]
fn a_trace_can_be_deeper_than_a_stack() {
    let spans: Vec<_> = (1..=20_000)
        .map(|id| span(id, id - 1, "step", 0, 10))
        .collect();
    assert_eq!(print(spans, 80).lines().count(), 20_002);
}

#[test]
fn clock_skew_extends_the_axis() {
    let spans = vec![
        span(1, 0, "root", 100, 200),
        span(2, 1, "before its parent", 50, 100),
        span(3, 1, "after its parent", 200, 250),
        span(4, 1, "ends before it starts", 150, 140),
        span(5, 1, "instant", 250, 250),
    ];
    assert_eq!(
        print(spans, 60),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot\n",
            "root                      ····███████····   100 ms\n",
            "├─ before its parent      ████···········  50.0 ms\n",
            "├─ ends before it starts  ········▌······     0 µs\n",
            "├─ after its parent       ···········████  50.0 ms\n",
            "└─ instant                ··············▌     0 µs\n",
            "5 spans · 0 model calls · 0 errors · 200 ms\n",
        )
    );
}

#[test]
fn a_trace_without_duration_has_bars() {
    assert_eq!(
        print(vec![span(1, 0, "root", 5, 5)], 60),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot\n",
            "root  ▌··············  0 µs\n",
            "1 span · 0 model calls · 0 errors · 0 µs\n",
        )
    );
}

#[test]
fn names_in_any_script_keep_the_columns_aligned() {
    let spans = vec![
        span(1, 0, "invoke_workflow 検索ワークフロー", 0, 100),
        span(2, 1, "agent 👩‍👩‍👧 família", 0, 50),
    ];
    assert_eq!(
        print(spans, 80),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot\n",
            "invoke_workflow 検索ワークフロー  ████████████████████   100 ms\n",
            "└─ agent 👩‍👩‍👧 família               ██████████··········  50.0 ms\n",
            "2 spans · 0 model calls · 0 errors · 100 ms\n",
        )
    );
}

#[test]
fn control_characters_in_spans_are_escaped() {
    let mut spans = vec![
        span(1, 0, "\u{1b}[2J\u{202e}hidden\nname", 0, 100)
            .with("gen_ai.request.model", "\u{1b}]0;model\u{7}")
            .with("genai_runtime.outcome", "cancel\u{8}led"),
    ];
    spans[0].status = Status::error("line one\r\nline two \u{9b}31m");
    assert_eq!(
        print(spans, 120),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot\n",
            "\\x1b[2J\\u{202e}hidden\\nname  ████████████████  100 ms  \\x1b]0;model\\x07  cancel\\x08led  ✗ line one\\r\\nline two \\u{9b}31m\n",
            "1 span · 1 model call · 1 error · 100 ms\n",
        )
    );
}

fn chat(model: Option<&'static str>) -> SpanData {
    let chat = span(1, 0, "chat gpt-4o", 0, 10)
        .with("gen_ai.operation.name", "chat")
        .with("gen_ai.request.model", "gpt-4o");
    match model {
        Some(model) => chat.with("gen_ai.response.model", model),
        None => chat,
    }
}

#[test]
fn the_model_is_shown_unless_the_name_contains_it() {
    let row = |spans| print(spans, 100).lines().nth(1).unwrap().to_owned();
    assert!(row(vec![chat(None)]).ends_with("10.0 ms"));
    assert!(row(vec![chat(Some("gpt-4o"))]).ends_with("10.0 ms"));
    assert!(row(vec![chat(Some("gpt-4o-2024-08-06"))]).ends_with("10.0 ms  gpt-4o-2024-08-06"));
    let unnamed = span(1, 0, "ask", 0, 10).with("gen_ai.request.model", "gpt-4o");
    assert!(row(vec![unnamed]).ends_with("10.0 ms  gpt-4o"));
}

#[test]
fn absent_tokens_are_not_zero() {
    let text = print(vec![chat(None).with("gen_ai.usage.input_tokens", 12)], 100);
    assert!(text.contains("  12 → – tok\n"), "{text}");
    assert!(text.contains(" · 12 → – tokens · "), "{text}");
    let text = print(vec![chat(None).tokens(12, 0)], 100);
    assert!(text.contains("  12 → 0 tok\n"), "{text}");
    assert!(!print(vec![chat(None)], 100).contains("tok"));
}

#[test]
fn only_unexpected_outcomes_are_shown() {
    let row = |span| print(vec![span], 100).lines().nth(1).unwrap().to_owned();
    let cancelled = chat(None).with("genai_runtime.outcome", "cancelled");
    assert!(row(cancelled).ends_with("  cancelled"));
    let truncated = chat(None).with("genai_runtime.stream.outcome", "truncated");
    assert!(row(truncated).ends_with("  truncated"));
    let completed = chat(None).with("genai_runtime.stream.outcome", "completed");
    assert!(row(completed).ends_with("10.0 ms"));
}

#[test]
fn an_error_has_its_type_and_its_description() {
    let row = |span| print(vec![span], 100).lines().nth(1).unwrap().to_owned();
    assert!(row(chat(None).failed("timeout", "no answer")).ends_with("  ✗ timeout: no answer"));
    assert!(row(chat(None).failed("timeout", "")).ends_with("  ✗ timeout"));
    assert!(
        row(chat(None).failed("timeout", "timeout after 5 s")).ends_with("  ✗ timeout after 5 s")
    );
    let mut bare = chat(None);
    bare.status = Status::error("");
    assert!(row(bare).ends_with("  ✗ error"));
}

#[test]
fn a_long_error_is_on_a_line_of_its_own() {
    let spans = vec![
        span(1, 0, "root", 0, 10),
        span(2, 1, "parse", 0, 10).failed(
            "InvalidJson",
            "expected a value at line 1 column 1, found the end of the input of 20480 bytes instead",
        ),
        span(3, 2, "read", 0, 10),
        span(4, 1, "write", 0, 10),
    ];
    assert_eq!(
        print(spans, 80),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot\n",
            "root        ████████████████████  10.0 ms\n",
            "├─ parse    ████████████████████  10.0 ms\n",
            "│  │  ✗ InvalidJson: expected a value at li… of the input of 20480 bytes instead\n",
            "│  └─ read  ████████████████████  10.0 ms\n",
            "└─ write    ████████████████████  10.0 ms\n",
            "4 spans · 0 model calls · 1 error · 10.0 ms\n",
        )
    );
}

#[test]
fn spans_with_impossible_parents_are_printed() {
    let spans = vec![
        span(1, 0, "root", 0, 10),
        span(1, 0, "same id", 1, 10),
        span(2, 1, "child", 2, 10),
    ];
    assert_eq!(
        print(spans, 60),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot\n",
            "root      ███████████████  10.0 ms\n",
            "└─ child  ···████████████  8.00 ms\n",
            "same id   ··█████████████  9.00 ms\n",
            "3 spans · 0 model calls · 0 errors · 10.0 ms\n",
        )
    );
}

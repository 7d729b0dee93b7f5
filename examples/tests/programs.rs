//! Runs the example programs as processes, without keys and without external servers.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic, as tests may"
)]

use std::process::{Command, Output};

use genai_tests::environment::remove_configuration;
use genai_tests::receiver::{Receiver, attribute};
use opentelemetry_proto::tonic::trace::v1::Span;

/// The program with the environment of a clean checkout, behind a proxy that does not answer.
fn program(path: &str) -> Command {
    let mut command = Command::new(path);
    for name in [
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "RAG_CHAT_MODEL",
        "RAG_EMBEDDING_MODEL",
    ] {
        command.env_remove(name);
    }
    remove_configuration(&mut command).env("HTTP_PROXY", "http://127.0.0.1:1");
    command
}

fn rag() -> Command {
    program(env!("CARGO_BIN_EXE_rag"))
}

fn stdout(output: &Output) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn rag_answers_its_default_question_from_the_handbook() {
    let stdout = stdout(&rag().output().unwrap());
    assert!(stdout.contains("vacation days carry over"), "{stdout}");
    assert!(stdout.contains("[1] Vacation"), "{stdout}");
}

/// The text without the parts that vary between runs: ids, times and bars.
fn stable(text: &str) -> Vec<String> {
    let is_unit = |word: &str| matches!(word, "s" | "ms" | "µs" | "ns");
    let is_bar = |word: &str| word.chars().count() > 1 && word.chars().all(|c| "█▌·".contains(c));
    let varies = |word: &str, next: Option<&&str>| {
        is_unit(word) || is_bar(word) || word.len() == 32 || next.is_some_and(|next| is_unit(next))
    };
    text.trim_end()
        .lines()
        .map(|line| {
            let words: Vec<_> = line.split_whitespace().collect();
            let stable = words
                .iter()
                .enumerate()
                .filter(|(index, word)| !varies(word, words.get(index + 1)))
                .map(|(_, word)| *word);
            stable.collect::<Vec<_>>().join(" ")
        })
        .collect()
}

#[test]
fn rag_prints_the_output_in_the_readme() {
    let readme = include_str!("../../README.md");
    let (_, block) = readme.split_once("```text\nquestion: ").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let printed = stdout(&rag().output().unwrap());
    assert_eq!(stable(&printed), stable(&format!("question: {block}")));
    assert!(printed.lines().last().unwrap().starts_with("6 spans · "));
}

#[test]
fn rag_prints_its_trace_with_tokens_on_model_spans_only() {
    let stdout = stdout(&rag().output().unwrap());
    let (_, trace) = stdout.split_once("\ntrace ").unwrap();
    let rows: Vec<&str> = trace.lines().skip(1).take(7).collect();
    let expected = [
        ("invoke_workflow rag_pipeline", false),
        ("├─ embeddings text-embedding-3-small", true),
        ("├─ retrieval handbook", false),
        ("├─ route", false),
        ("│  └─ chat gpt-4o-mini", true),
        ("└─ chat gpt-4o-mini", true),
        ("6 spans · 3 model calls · ", false),
    ];
    assert_eq!(rows.len(), expected.len(), "{stdout}");
    for (row, (start, has_tokens)) in rows.iter().zip(expected) {
        assert!(row.starts_with(start), "{start}: {stdout}");
        assert_eq!(row.ends_with(" tok"), has_tokens, "{row}");
    }
    assert!(
        !stdout.contains('\u{1b}'),
        "coloured outside of a terminal: {stdout}"
    );
}

#[test]
fn rag_prints_and_exports_if_the_environment_names_a_collector() {
    let receiver = Receiver::http();
    let mut rag = rag();
    rag.env("NO_PROXY", "127.0.0.1");
    rag.env("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
    let stdout = stdout(&rag.output().unwrap());
    assert!(stdout.contains("\ntrace "), "{stdout}");
    let spans = receiver.spans(6);
    assert_eq!(spans.len(), 6);
    let roots: Vec<_> = spans
        .iter()
        .filter(|span| span.item.parent_span_id.is_empty())
        .collect();
    let [workflow] = roots[..] else {
        panic!("expected one root, found {roots:?}")
    };
    assert_eq!(workflow.item.name, "invoke_workflow rag_pipeline");
    for span in &spans {
        assert_eq!(span.item.trace_id, workflow.item.trace_id);
        let is_model_call =
            span.item.name.starts_with("chat") || span.item.name.starts_with("embeddings");
        let tokens = attribute(&span.item.attributes, "gen_ai.usage.input_tokens");
        assert_eq!(tokens.is_some(), is_model_call, "{}", span.item.name);
    }
    assert_eq!(receiver.metrics(2).len(), 2);
}

#[test]
fn rag_ignores_a_blank_endpoint() {
    for endpoint in ["", "  "] {
        let output = rag()
            .env("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
            .output()
            .unwrap();
        assert!(stdout(&output).contains("\ntrace "));
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}

#[test]
fn rag_exports_only_the_signal_that_has_an_endpoint() {
    let receiver = Receiver::http();
    let url = format!("{}/v1/traces", receiver.endpoint());
    let output = rag()
        .env("NO_PROXY", "127.0.0.1")
        .env("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", url)
        .output()
        .unwrap();
    assert!(stdout(&output).contains("\ntrace "));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(receiver.spans(6).len(), 6);
}

#[test]
fn rag_forwards_a_question_that_the_handbook_does_not_answer() {
    let question = ["Who", "pays", "my", "pension?"];
    let stdout = stdout(&rag().args(question).output().unwrap());
    assert!(stdout.contains("Finance"), "{stdout}");
    assert!(stdout.contains("“Who pays my pension?”"), "{stdout}");
}

#[test]
fn rag_prints_the_providers_error_if_the_model_is_unknown() {
    let output = rag().env("RAG_CHAT_MODEL", "no-model").output().unwrap();
    assert!(!output.status.success());
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("error: "), "{stderr}");
    assert!(stderr.contains("404 Not Found"), "{stderr}");
    assert!(stderr.contains("`no-model`"), "{stderr}");
}

#[test]
fn sync_minimal_prints_its_reply_and_its_token_usage() {
    let minimal = program(env!("CARGO_BIN_EXE_sync_minimal"))
        .output()
        .unwrap();
    let stdout = stdout(&minimal);
    assert!(stdout.starts_with("billing\n"), "{stdout}");
    assert!(stdout.contains("5 → 1 tok"), "{stdout}");
}

#[test]
fn tower_layer_falls_back_to_a_model_that_answers() {
    let output = program(env!("CARGO_BIN_EXE_tower_layer")).output().unwrap();
    let stdout = stdout(&output);
    let (answer, trace) = stdout.split_once("\ntrace ").unwrap();
    assert!(!answer.trim().is_empty(), "{stdout}");
    for row in [
        "\ninvoke_workflow answer",
        "\n├─ chat gpt-from-the-future",
        "\n└─ chat gpt-4o-mini",
    ] {
        assert!(trace.contains(row), "{row}: {stdout}");
    }
    assert!(stdout.contains("1 error"), "{stdout}");
}

#[test]
fn reqwest_middleware_prints_a_trace_of_every_call() {
    let output = program(env!("CARGO_BIN_EXE_reqwest_middleware"))
        .output()
        .unwrap();
    let stdout = stdout(&output);
    for call in ["\nchat gpt-4o-mini", "\nchat no-model"] {
        assert!(stdout.contains(call), "{stdout}");
    }
    assert_eq!(stdout.matches("\ntrace ").count(), 3, "{stdout}");
    // Once in a row and once in a summary, for each of the two successful calls.
    assert_eq!(stdout.matches("5 → 27 tok").count(), 4, "{stdout}");
}

#[test]
fn agent_prints_its_turns_and_the_failed_attempt_of_a_tool() {
    let output = program(env!("CARGO_BIN_EXE_agent")).output().unwrap();
    let stdout = stdout(&output);
    assert!(stdout.contains("[1] Ask Finance"), "{stdout}");
    let (_, trace) = stdout.split_once("\ntrace ").unwrap();
    let rows: Vec<&str> = trace.lines().skip(1).collect();
    let expected = [
        "invoke_workflow help_desk",
        "├─ admit",
        "├─ invoke_agent helper",
        "│  ├─ plan",
        "│  │  └─ chat gpt-4o-mini",
        "│  ├─ execute_tool search_handbook",
        "│  ├─ execute_tool find_contact",
        "│  ├─ execute_tool find_contact",
        "│  └─ plan",
        "│     └─ chat gpt-4o-mini",
        "└─ judge",
        "11 spans · 2 model calls · ",
    ];
    assert!(rows.len() >= expected.len(), "{stdout}");
    for (row, start) in rows.iter().zip(expected) {
        assert!(row.starts_with(start), "{start}: {stdout}");
    }
    assert!(rows[6].ends_with("✗ busy: the directory is busy"));
}

#[test]
fn agent_exports_content_only_if_captured_and_links_the_second_attempt() {
    for (mode, is_captured) in [("", false), ("SPAN_ONLY", true)] {
        let receiver = Receiver::http();
        let mut agent = program(env!("CARGO_BIN_EXE_agent"));
        agent.env("NO_PROXY", "127.0.0.1");
        agent.env("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
        agent.env("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", mode);
        stdout(&agent.output().unwrap());
        let spans = receiver.spans(11);
        let spans: Vec<_> = spans.iter().map(|span| &span.item).collect();
        let text =
            |span: &Span, key: &str| attribute(&span.attributes, key).map(|v| format!("{v:?}"));
        let named = |name: &str| -> Vec<&Span> {
            let spans = spans.iter().copied();
            spans.filter(|span| span.name == name).collect()
        };
        let attempts = named("execute_tool find_contact");
        let [first, second] = attempts[..] else {
            panic!("expected two attempts, found {attempts:?}")
        };
        assert_eq!(second.links[0].span_id, first.span_id);
        assert_eq!(second.parent_span_id, first.parent_span_id);
        assert!(text(second, "chain.attempt").unwrap().contains('2'));
        for span in &spans {
            assert!(text(span, "app.feature").unwrap().contains("help_desk"));
            assert!(text(span, "user.id").unwrap().contains("employee-7"));
        }
        let workflow = named("invoke_workflow help_desk")[0];
        for (about, choice) in [("admission", "admitted"), ("next", "answer")] {
            let decision = text(workflow, &format!("chain.decision.{about}"));
            assert!(decision.unwrap().contains(choice));
        }
        for (span, key) in [
            ("execute_tool search_handbook", "gen_ai.tool.call.arguments"),
            ("execute_tool search_handbook", "gen_ai.tool.call.result"),
            ("chat gpt-4o-mini", "gen_ai.input.messages"),
            ("chat gpt-4o-mini", "gen_ai.output.messages"),
            ("chat gpt-4o-mini", "gen_ai.tool.definitions"),
            ("invoke_agent helper", "gen_ai.system_instructions"),
        ] {
            let content = text(named(span)[0], key);
            assert_eq!(content.is_some(), is_captured, "{span}: {key}");
        }
        let sizes = text(named("chat gpt-4o-mini")[0], "genai_runtime.input.bytes");
        assert!(sizes.is_some());
    }
}

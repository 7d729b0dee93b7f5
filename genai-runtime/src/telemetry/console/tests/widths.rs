//! The same trace on terminals of different widths.

use super::support::{exporter, now, print, rag};
use opentelemetry_sdk::trace::SpanExporter;

#[test]
fn a_wide_terminal_shows_every_column() {
    assert_eq!(
        print(rag(), 140),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot\n",
            "invoke_workflow rag_pipeline             ███████████████████   1.24 s\n",
            "├─ retrieval handbook                    ███················   181 ms\n",
            "│  └─ embeddings text-embedding-3-small  ·██················   120 ms                           12 →  – tok\n",
            "├─ route                                 ···▌···············  41.0 ms\n",
            "│  └─ execute_tool lookup                ···▌···············  6.00 ms  ✗ timeout: the index did not answer within 5 ms\n",
            "└─ chat gpt-4o-mini                      ···████████████████   1.02 s  gpt-4o-mini-2024-07-18  812 → 96 tok (512 cached)  first chunk 210 ms\n",
            "6 spans · 2 model calls · 824 → 96 tokens (512 cached) · 1 error · 1.24 s\n",
        )
    );
}

#[test]
fn a_hundred_columns_use_shorter_words() {
    assert_eq!(
        print(rag(), 100),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot\n",
            "invoke_workflow rag_pipeline   ███████████   1.24 s\n",
            "├─ retrieval handbook          ██·········   181 ms\n",
            "│  └─ embeddings …ing-3-small  ·█·········   120 ms                 12 →  – tok\n",
            "├─ route                       ··▌········  41.0 ms\n",
            "│  └─ execute_tool lookup      ··▌········  6.00 ms  ✗ timeout: the index did not answer within 5 ms\n",
            "└─ chat gpt-4o-mini            ··█████████   1.02 s  …-2024-07-18  812 → 96 tok (512)  first 210 ms\n",
            "6 spans · 2 model calls · 824 → 96 tokens (512 cached) · 1 error · 1.24 s\n",
        )
    );
}

#[test]
fn eighty_columns_leave_out_models_that_the_name_implies() {
    assert_eq!(
        print(rag(), 80),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot\n",
            "invoke_workflow rag_pipeline   ██████████   1.24 s\n",
            "├─ retrieval handbook          █·········   181 ms\n",
            "│  └─ embeddings …ing-3-small  █·········   120 ms   12 →  –\n",
            "├─ route                       ·█········  41.0 ms\n",
            "│  └─ execute_tool lookup      ·█········  6.00 ms\n",
            "│        ✗ timeout: the index did not answer within 5 ms\n",
            "└─ chat gpt-4o-mini            ··████████   1.02 s  812 → 96 (512)  first 210 ms\n",
            "6 spans · 2 model calls · 824 → 96 tokens (512 cached) · 1 error · 1.24 s\n",
        )
    );
}

#[test]
fn sixty_columns_leave_out_the_bar() {
    assert_eq!(
        print(rag(), 60),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot\n",
            "invoke_wor…g_pipeline   1.24 s\n",
            "├─ retrieval handbook   181 ms\n",
            "│  └─ embeddi…3-small   120 ms   12 →  –\n",
            "├─ route               41.0 ms\n",
            "│  └─ execute… lookup  6.00 ms\n",
            "│        ✗ timeout: the index did not answer within 5 ms\n",
            "└─ chat gpt-4o-mini     1.02 s  812 → 96 (512)  first 210 ms\n",
            "6 spans · 2 model calls · 824 → 96 tokens (512 cached)\n",
            "1 error · 1.24 s\n",
        )
    );
}

#[test]
fn forty_columns_keep_names_durations_and_tokens() {
    assert_eq!(
        print(rag(), 40),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736\n",
            "handbook-bot\n",
            "invoke_wor…g_pipeline   1.24 s\n",
            "├─ retrieval handbook   181 ms\n",
            "│  └─ embeddi…3-small   120 ms   12 →  –\n",
            "├─ route               41.0 ms\n",
            "│  └─ execute… lookup  6.00 ms\n",
            "│        ✗ timeout: the …wer within 5 ms\n",
            "└─ chat gpt-4o-mini     1.02 s  812 → 96\n",
            "6 spans · 2 model calls\n",
            "824 → 96 tokens (512 cached) · 1 error\n",
            "1.24 s\n",
        )
    );
}

#[test]
fn any_width_prints_every_span() {
    for width in 1..40 {
        let text = print(rag(), width);
        assert!(text.lines().count() >= 8, "{text}");
    }
}

#[test]
fn colour_marks_errors_and_model_calls() {
    let (exporter, printed) = exporter(100, true);
    now(exporter.export(rag())).unwrap();
    let text = printed.text();
    assert!(
        text.contains("\u{1b}[31mexecute_tool lookup\u{1b}[0m"),
        "{text}"
    );
    assert!(text.contains("\u{1b}[31m✗ timeout: the index did not answer within 5 ms\u{1b}[0m"));
    assert!(text.contains("\u{1b}[31m1 error\u{1b}[0m"));
    assert!(text.contains("\u{1b}[34m█"));
}

#[test]
fn colour_changes_nothing_but_colour() {
    let (exporter, printed) = exporter(80, true);
    now(exporter.export(rag())).unwrap();
    let mut plain = String::new();
    for (index, piece) in printed.text().split("\u{1b}[").enumerate() {
        let text = if index == 0 {
            piece
        } else {
            piece.split_once('m').unwrap().1
        };
        plain.push_str(text);
    }
    assert_eq!(plain, print(rag(), 80));
}

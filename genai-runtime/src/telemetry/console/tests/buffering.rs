//! When spans are printed, and that all of them are.

use opentelemetry_sdk::trace::SpanExporter;

use super::support::{With, exporter, exporter_with, now, rag, span};
use crate::telemetry::console::buffer::Limits;

#[test]
fn a_trace_is_printed_when_its_root_has_ended() {
    let (exporter, printed) = exporter(100, false);
    let mut spans = rag();
    let root = spans.pop().unwrap();
    for span in spans {
        now(exporter.export(vec![span])).unwrap();
        assert_eq!(printed.writes(), 0);
    }
    now(exporter.export(vec![root])).unwrap();
    assert_eq!(printed.writes(), 1);
    assert!(printed.text().contains("\n6 spans · "));
    exporter.force_flush().unwrap();
    assert_eq!(printed.writes(), 1);
}

#[test]
fn a_remote_parent_makes_a_local_root() {
    let (exporter, printed) = exporter(80, false);
    let mut root = span(2, 1, "serve", 0, 10);
    root.parent_span_is_remote = true;
    now(exporter.export(vec![span(3, 2, "answer", 0, 5), root])).unwrap();
    assert_eq!(
        printed.text(),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot\n",
            "serve      ████████████████████  10.0 ms\n",
            "└─ answer  ██████████··········  5.00 ms\n",
            "2 spans · 0 model calls · 0 errors · 10.0 ms\n",
        )
    );
}

#[test]
fn traces_that_end_together_are_printed_one_after_the_other() {
    let (exporter, printed) = exporter(80, false);
    let other = span(1, 0, "other", 0, 10).in_trace(7);
    now(exporter.export(vec![span(1, 0, "one", 0, 10), other])).unwrap();
    assert_eq!(
        printed.text(),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot\n",
            "one  ████████████████████  10.0 ms\n",
            "1 span · 0 model calls · 0 errors · 10.0 ms\n",
            "\n",
            "trace 00000000000000000000000000000007 · handbook-bot\n",
            "other  ████████████████████  10.0 ms\n",
            "1 span · 0 model calls · 0 errors · 10.0 ms\n",
        )
    );
}

#[test]
fn a_late_child_continues_its_trace() {
    let (exporter, printed) = exporter(80, false);
    now(exporter.export(vec![span(1, 0, "root", 0, 10)])).unwrap();
    printed.take();
    now(exporter.export(vec![span(3, 2, "late grandchild", 5, 20)])).unwrap();
    assert_eq!(printed.take(), "");
    now(exporter.export(vec![span(2, 1, "late child", 5, 30)])).unwrap();
    assert_eq!(
        printed.take(),
        concat!(
            "\n",
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot · continued\n",
            "late child          ████████████████████  25.0 ms\n",
            "└─ late grandchild  ████████████········  15.0 ms\n",
            "2 spans · 0 model calls · 0 errors · 25.0 ms\n",
        )
    );
}

#[test]
fn a_flush_prints_buffered_spans() {
    let (exporter, printed) = exporter(80, false);
    let spans = vec![
        span(3, 2, "first", 10, 20),
        span(4, 2, "second", 20, 30),
        span(6, 5, "of another parent", 0, 30),
    ];
    now(exporter.export(spans)).unwrap();
    assert_eq!(printed.writes(), 0);
    exporter.force_flush().unwrap();
    assert_eq!(
        printed.take(),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot\n",
            "parent 0000000000000005 has not ended here\n",
            "└─ of another parent  ████████████████████  30.0 ms\n",
            "parent 0000000000000002 has not ended here\n",
            "├─ first              ·······██████·······  10.0 ms\n",
            "└─ second             ·············███████  10.0 ms\n",
            "3 spans · 0 model calls · 0 errors · 30.0 ms\n",
        )
    );
    now(exporter.export(vec![span(1, 0, "root", 0, 40)])).unwrap();
    assert!(printed.take().contains(" · continued\nroot "));
}

#[test]
fn shutdown_prints_buffered_spans() {
    let (exporter, printed) = exporter(80, false);
    now(exporter.export(vec![span(3, 2, "orphan", 10, 20)])).unwrap();
    exporter.shutdown().unwrap();
    assert!(
        printed
            .text()
            .contains("parent 0000000000000002 has not ended here\n└─ orphan ")
    );
}

#[test]
fn spans_that_are_each_others_parents_are_printed_on_flush() {
    let (exporter, printed) = exporter(80, false);
    let spans = vec![
        span(1, 2, "chicken", 0, 10),
        span(2, 1, "egg", 1, 10),
        span(3, 3, "myself", 2, 10),
    ];
    now(exporter.export(spans)).unwrap();
    exporter.force_flush().unwrap();
    assert_eq!(
        printed.text(),
        concat!(
            "trace 4bf92f3577b34da6a3ce929d0e0e4736 · handbook-bot\n",
            "myself   ····████████████████  8.00 ms\n",
            "chicken  ████████████████████  10.0 ms\n",
            "└─ egg   ··██████████████████  9.00 ms\n",
            "3 spans · 0 model calls · 0 errors · 10.0 ms\n",
        )
    );
}

#[test]
fn beyond_the_limit_of_traces_the_oldest_is_printed() {
    let limits = Limits {
        traces: 2,
        spans: 100,
    };
    let (exporter, printed) = exporter_with(80, false, limits);
    for trace in 1..=3 {
        let waiting = span(2, 1, format!("of trace {trace}"), 0, 10).in_trace(trace);
        now(exporter.export(vec![waiting])).unwrap();
    }
    let text = printed.take();
    assert!(text.contains("└─ of trace 1 "), "{text}");
    assert!(!text.contains("of trace 2"), "{text}");
    exporter.force_flush().unwrap();
    let text = printed.take();
    assert!(
        text.contains("of trace 2 ") && text.contains("of trace 3 "),
        "{text}"
    );
}

#[test]
fn beyond_the_limit_of_spans_none_is_lost() {
    let limits = Limits {
        traces: 10,
        spans: 5,
    };
    let (exporter, printed) = exporter_with(80, false, limits);
    for id in 2..=20 {
        now(exporter.export(vec![span(id, 1, format!("<{id}>"), id, id + 1)])).unwrap();
    }
    now(exporter.export(vec![span(1, 0, "<1>", 0, 30)])).unwrap();
    exporter.force_flush().unwrap();
    let text = printed.text();
    for id in 1..=20 {
        assert_eq!(text.matches(&format!("<{id}>")).count(), 1, "{text}");
    }
}

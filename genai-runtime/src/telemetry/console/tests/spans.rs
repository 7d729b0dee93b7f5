use super::support::*;
use opentelemetry::trace::Status;
use opentelemetry_sdk::trace::SpanExporter;

#[test]
fn look() {
    let mut out = String::new();
    for width in [40, 60, 80, 100, 120] {
        out += &format!("--- {width}\n{}", print(rag(), width));
    }
    let odd = || {
        let mut timeless = span(9, 1, "ends before it starts", 50, 40);
        timeless.status = Status::error("bad\nthing \u{1b}[31m");
        vec![
            span(1, 0, "invoke_workflow 検索ワークフロー", 100, 200),
            span(2, 1, "clock skew: early", 50, 90),
            span(3, 1, "clock skew: late", 190, 260),
            span(4, 1, "instant", 150, 150),
            timeless,
            span(5, 1, "chat 👩‍👩‍👧 família", 120, 180)
                .with("gen_ai.request.model", "llama-3")
                .with("genai_runtime.outcome", "cancelled")
                .tokens(1_234, 0),
            span(6, 5, "\u{1b}[2J\u{202e}hidden\nline", 125, 130),
        ]
    };
    for width in [40, 60, 80, 100, 120] {
        out += &format!("--- {width}\n{}", print(odd(), width));
    }
    let (e, p) = exporter(80, false);
    now(e.export(vec![
        span(3, 2, "a", 1, 2),
        span(4, 2, "b", 2, 3),
        span(5, 9, "c", 0, 3),
        span(6, 5, "d", 0, 3),
    ]))
    .unwrap();
    e.force_flush().unwrap();
    now(e.export(vec![span(1, 0, "root", 1, 2)])).unwrap();
    now(e.export(vec![span(2, 1, "late", 1, 9)])).unwrap();
    now(e.export(vec![span(1, 0, "other", 1, 2).in_trace(7)])).unwrap();
    out += &p.text();
    let (e, p) = exporter(80, true);
    now(e.export(rag())).unwrap();
    now(e.export(odd())).unwrap();
    out += &p.text();
    let deep: Vec<_> = (1..=30)
        .map(|i| span(i, i - 1, format!("level {i}"), i, 100 - i))
        .collect();
    out += &print(deep.clone(), 100);
    std::fs::write("/tmp/look.txt", out).unwrap();
}

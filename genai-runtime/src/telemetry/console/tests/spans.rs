use super::support::{exporter, now, print, rag, span};
use opentelemetry_sdk::trace::SpanExporter;

#[test]
fn look() {
    use std::io::Write;
    let mut out = String::new();
    for width in [40, 60, 80, 100, 120] {
        out += &format!("--- {width}\n{}", print(rag(), width));
    }
    let mut deep: Vec<_> = (1..=30)
        .map(|i| span(i, i - 1, format!("level {i}"), i, 100 - i))
        .collect();
    deep.reverse();
    for width in [40, 60, 80, 100, 120] {
        out += &format!("--- {width}\n{}", print(deep.clone(), width));
    }
    let (e, p) = exporter(100, true);
    now(e.export(rag())).unwrap();
    out += &p.text();
    std::fs::File::create("/tmp/look.txt")
        .unwrap()
        .write_all(out.as_bytes())
        .unwrap();
}

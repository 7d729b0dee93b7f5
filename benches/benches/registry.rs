//! The time of a look-up in the registry, and of a suggestion for an unknown key.
#![allow(
    missing_docs,
    reason = "criterion's macros generate undocumented functions"
)]

use std::hint::black_box;

use criterion::{
    BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime,
};
use genai_semconv::attribute::{attribute, attributes, is_reserved};
use genai_semconv::rename::renamed;
use genai_semconv::span::{self, spans_of_operation};
use genai_semconv::suggest::suggest;
use genai_semconv::{Profile, metric};

fn registry(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("registry");
    let keys: Vec<&str> = attributes().iter().map(|attribute| attribute.key).collect();
    each(&mut group, "attribute that is there", &keys, |key| {
        attribute(key).is_some()
    });
    let missing: Vec<String> = keys.iter().map(|key| format!("{key}s")).collect();
    let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
    each(&mut group, "attribute that is not there", &missing, |key| {
        attribute(key).is_some()
    });
    each(&mut group, "rename", &keys, |key| renamed(key).is_some());
    each(&mut group, "reserved namespace", &keys, is_reserved);

    let inference = &span::latest::GEN_AI_CLIENT_INFERENCE;
    each(&mut group, "attribute of a span", &keys, |key| {
        inference.requirement(key).is_some()
    });
    let names: Vec<&str> = metric::metrics(Profile::Latest)
        .iter()
        .map(|one| one.name)
        .collect();
    each(&mut group, "metric", &names, |name| {
        metric::metric(Profile::Latest, name).is_some()
    });
    each(
        &mut group,
        "span of an operation",
        &["chat", "execute_tool", "plan"],
        |name| spans_of_operation(Profile::Latest, name).len() == 1,
    );
    group.bench_function("suggestion", |bench| {
        bench.iter(|| suggest(black_box("gen_ai.request.temprature")));
    });
    group.finish();
}

/// Measures one look-up for each word in turn, and reports the time of one.
fn each(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    words: &[&str],
    look_up: impl Fn(&str) -> bool,
) {
    group.bench_function(name, |bench| {
        let mut words = words.iter().cycle();
        bench.iter(|| words.next().map(|word| look_up(black_box(word))));
    });
}

criterion_group!(benches, registry);
criterion_main!(benches);

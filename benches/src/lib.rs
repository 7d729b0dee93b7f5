//! Benchmarks live in `benches/`; `cargo bench -p genai-benches --bench compare` runs them. What several of
//! them measure with is here.

pub mod cost;
pub mod project;

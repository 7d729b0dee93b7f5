//! Helpers that several benchmarks share. The benchmarks are in `benches/`; `cargo bench -p genai-benches --bench
//! compare` runs them.

pub mod cost;
pub mod project;

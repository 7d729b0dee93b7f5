//! Benchmarks live in `benches/`; `cargo bench -p genai-benches --bench compare` runs them.

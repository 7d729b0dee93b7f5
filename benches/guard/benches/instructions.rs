//! Instructions of each case, counted by callgrind in a process of its own.
#![allow(missing_docs, reason = "gungraun's macros make undocumented items")]

use genai_guard::{Work, prepared};
use gungraun::{library_benchmark, library_benchmark_group, main};

#[library_benchmark(setup = prepared)]
#[bench::call("call")]
#[bench::call_with_metrics("call_with_metrics")]
#[bench::installed_call("installed_call")]
#[bench::workflow_of_four_steps("workflow_of_four_steps")]
#[bench::unobserved_call("unobserved_call")]
#[bench::disabled_call("disabled_call")]
#[bench::call_under_unsampled_parent("call_under_unsampled_parent")]
#[bench::captured_call("captured_call")]
#[bench::stream_chunk("stream_chunk")]
#[bench::future_poll("future_poll")]
fn run(mut work: Option<Work>) -> Option<Work> {
    if let Some(work) = &mut work {
        work();
    }
    work
}

library_benchmark_group!(name = cases, benchmarks = run);
main!(library_benchmark_groups = cases);

//! What a console prints beside what the program prints itself.

use std::io::Write;

use genai_runtime::chain_step;
use genai_runtime::telemetry::{Exporter, Signal, Telemetry};

use crate::child;

#[chain_step]
fn tidy() {}

#[test]
#[ignore = "started by the other tests"]
fn child_that_holds_standard_output() {
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "\nbefore").unwrap();
    let telemetry = Telemetry::builder()
        .exporter(Exporter::none())
        .exporter_for(Signal::Traces, Exporter::console())
        .install()
        .unwrap();
    tidy();
    drop(telemetry);
    writeln!(stdout, "after").unwrap();
}

#[test]
fn a_program_that_holds_standard_output_sees_its_traces_between_its_lines() {
    let output = child("console::child_that_holds_standard_output", &[]);
    let printed = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<_> = printed.lines().collect();
    let line = |begin: &str| lines.iter().position(|line| line.starts_with(begin));
    let found = ["before", "trace ", "tidy ", "1 span ", "after"].map(line);
    assert!(found.iter().all(Option::is_some), "{printed}");
    assert!(found.is_sorted(), "{printed}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

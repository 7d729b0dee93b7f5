//! The console exporter's output next to the program's own.

use std::io::{Read, Write};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use genai_runtime::chain_step;
use genai_runtime::telemetry::{Exporter, Signal, Telemetry, TelemetryGuard};

use crate::{child, command};

const ROUNDS: usize = 100;
const STEPS: usize = 100;

#[chain_step]
fn tidy() {}

#[chain_step]
fn tree() {
    for _ in 0..STEPS {
        tidy();
    }
}

fn traces() -> TelemetryGuard {
    Telemetry::builder()
        .exporter(Exporter::none())
        .exporter_for(Signal::Traces, Exporter::console())
        .install()
        .unwrap()
}

/// Longer than an atomic write to a pipe, of multi-byte characters.
fn program_line(number: usize) -> String {
    format!("line {number} {}", "ü".repeat(5_000))
}

#[test]
#[ignore = "started by the other tests"]
fn child_that_holds_standard_output() {
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "\nbefore").unwrap();
    let telemetry = traces();
    tidy();
    drop(telemetry);
    writeln!(stdout, "after").unwrap();
}

#[test]
fn traces_are_printed_while_the_program_holds_the_lock_of_standard_output() {
    let output = child("console::child_that_holds_standard_output", &[]);
    let printed = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<_> = printed.lines().collect();
    let line = |begin: &str| lines.iter().position(|line| line.starts_with(begin));
    let found = ["before", "trace ", "tidy ", "1 span ", "after"].map(line);
    assert!(found.iter().all(Option::is_some), "{printed}");
    assert!(found.is_sorted(), "{printed}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
#[ignore = "started by the other tests"]
#[allow(clippy::print_stdout, reason = "a program prints lines")]
fn child_that_prints_lines_beside_its_trees() {
    println!();
    let telemetry = traces();
    for round in 0..ROUNDS {
        tree();
        thread::scope(|scope| {
            scope.spawn(|| {
                println!("{}", program_line(2 * round));
                println!("{}", program_line(2 * round + 1));
            });
            telemetry.flush(Duration::from_secs(60)).unwrap();
        });
    }
}

#[test]
fn lines_and_trees_are_complete_through_a_pipe_that_is_read_slowly() {
    let mut child = command("console::child_that_prints_lines_beside_its_trees");
    let mut child = child.stdout(Stdio::piped()).spawn().unwrap();
    let mut pipe = child.stdout.take().unwrap();
    let (mut printed, mut little) = (Vec::new(), [0; 512]);
    loop {
        match pipe.read(&mut little).unwrap() {
            0 => break,
            read => printed.extend_from_slice(&little[..read]),
        }
    }
    assert!(child.wait().unwrap().success());
    let printed = String::from_utf8_lossy(&printed);
    let mut lines = printed.lines();
    let (mut whole_lines, mut whole_trees) = (0, 0);
    while let Some(line) = lines.next() {
        if line == program_line(whole_lines) {
            whole_lines += 1;
        } else if line.starts_with("trace ") {
            let rows: Vec<_> = lines.by_ref().take(STEPS + 2).collect();
            whole_trees += usize::from(is_tree(&rows));
        }
    }
    assert_eq!((whole_lines, whole_trees), (2 * ROUNDS, ROUNDS));
}

/// Whether the rows from a tree's first row to its totals are contiguous.
fn is_tree(rows: &[&str]) -> bool {
    rows.len() == STEPS + 2
        && rows[0].starts_with("tree ")
        && rows[1..STEPS].iter().all(|row| row.starts_with("├─ tidy "))
        && rows[STEPS].starts_with("└─ tidy ")
        && rows[STEPS + 1].starts_with("101 spans ")
}

//! Prints the allocations of each case, one line per case: its name and the number per repetition. Each case runs in a
//! process of its own, which is this program started with the name.
//!
//! Threads cache providers for some microseconds, so the number of look-ups depends on the machine's speed. The
//! smallest of several runs counts, divided by the repetitions and rounded down.
#![allow(clippy::print_stdout, reason = "a program that prints counts")]

use std::process::{Command, ExitCode};
use std::{env, io};

use genai_guard::{CASES, REPETITIONS, prepared};

/// The number of runs per case.
const RUNS: usize = 20;

/// The argument before the name of a case.
const CASE: &str = "--case";

fn main() -> io::Result<ExitCode> {
    let mut arguments = env::args().skip_while(|argument| argument != CASE);
    if arguments.next().is_some() {
        let name = arguments.next().unwrap_or_default();
        let Some(mut work) = prepared(&name) else {
            return Err(io::Error::other(format!("there is no case `{name}`")));
        };
        let counted = (0..RUNS).map(|_| allocation_counter::measure(&mut work).count_total);
        let least = counted.min().unwrap_or_default();
        println!("{name} {}", least / REPETITIONS as u64);
        return Ok(ExitCode::SUCCESS);
    }
    for case in CASES {
        let program = env::current_exe()?;
        let status = Command::new(program).args([CASE, case.name]).status()?;
        if !status.success() {
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}

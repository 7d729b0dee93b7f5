//! Allocations of each case, one line per case: its name and how many each repetition makes. Each has a process to
//! itself: this starts itself again with the name.
//!
//! What a thread has found out it believes for some microseconds, so that how often it looks again depends on how fast
//! the machine is. So the least of several runs counts, and of that what every repetition makes.
#![allow(clippy::print_stdout, reason = "a program that prints counts")]

use std::process::{Command, ExitCode};
use std::{env, io};

use genai_guard::{CASES, REPETITIONS, prepared};

/// How often each case is counted.
const RUNS: usize = 20;

/// What stands before the name of a case.
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

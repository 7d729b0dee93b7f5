//! Allocations of each case, one line per case: its name and how many. Each has a process to itself: this starts
//! itself again with the name.
#![allow(clippy::print_stdout, reason = "a program that prints counts")]

use std::process::{Command, ExitCode};
use std::{env, io};

use genai_guard::{CASES, prepared};

/// What stands before the name of a case.
const CASE: &str = "--case";

fn main() -> io::Result<ExitCode> {
    let mut arguments = env::args().skip_while(|argument| argument != CASE);
    if arguments.next().is_some() {
        let name = arguments.next().unwrap_or_default();
        let Some(mut work) = prepared(&name) else {
            return Err(io::Error::other(format!("there is no case `{name}`")));
        };
        let counted = allocation_counter::measure(&mut work);
        println!("{name} {}", counted.count_total);
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

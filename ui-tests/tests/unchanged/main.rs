//! The compiler reports the same messages for an annotated function as for the plain one, at the same places and in the
//! same order.
//!
//! Every case is compiled twice, with and without the feature `annotated`, and all messages of the compiler or clippy
//! are compared. An unavoidable difference is recorded next to the case, with its reason in `exceptions`;
//! `TRYBUILD=overwrite` updates it.

mod difference;
mod exceptions;
mod messages;
mod project;

use std::error::Error;
use std::process::Command;

use messages::{Case, Message};
use project::{Project, Tool};

#[test]
fn compiler_errors_are_the_same_with_an_annotation() -> Result<(), Box<dyn Error>> {
    compare(Tool::Compiler, "unchanged", |case| {
        let silent = case.plain.is_empty();
        silent.then(|| "the plain function has no mistake that could be compared".to_owned())
    })
}

#[test]
fn clippys_lints_are_the_same_with_an_annotation() -> Result<(), Box<dyn Error>> {
    if clippy_is_installed()? {
        compare(Tool::Clippy, "unchanged_clippy", |case| {
            let lints = case.plain.iter().any(Message::is_of_clippy);
            (!lints).then(|| "the plain function has no lint that could be compared".to_owned())
        })?;
    }
    Ok(())
}

#[test]
fn code_that_is_clean_under_forbidden_lints_stays_clean() -> Result<(), Box<dyn Error>> {
    let tool = if clippy_is_installed()? {
        Tool::Clippy
    } else {
        Tool::Compiler
    };
    compare(tool, "unchanged_clean", |case| {
        let message = case.plain.first()?;
        Some(format!(
            "the plain function is not clean:\n{}",
            message.rendered
        ))
    })
}

/// Compares the messages of all cases in a directory, and reports all differences at once. `invalid` returns why a case
/// is useless.
fn compare(
    tool: Tool,
    directory: &str,
    invalid: impl Fn(&Case) -> Option<String>,
) -> Result<(), Box<dyn Error>> {
    let project = Project::generate(directory)?;
    let plain = project.run(tool, false)?;
    let annotated = project.run(tool, true)?;
    let mut complaints = Vec::new();
    for name in &project.cases {
        let case = Case {
            plain: messages::of_case(&plain, name),
            annotated: messages::of_case(&annotated, name),
        };
        if let Some(complaint) = invalid(&case) {
            complaints.push(format!("=== {directory}/{name}.rs: {complaint}"));
        }
        let place = format!("{directory}/{name}");
        let difference = case.difference().unwrap_or_default();
        let complaint = exceptions::complaint(&place, &project.difference_file(name), &difference)?;
        complaints.extend(complaint);
    }
    assert!(
        complaints.is_empty(),
        "{} differences; `-` is a line without the annotation, `+` with it\n\n{}",
        complaints.len(),
        complaints.join("\n")
    );
    Ok(())
}

#[allow(clippy::print_stderr, reason = "a skipped test prints a notice")]
fn clippy_is_installed() -> Result<bool, Box<dyn Error>> {
    let output = Command::new(project::cargo())
        .args(["clippy", "--version"])
        .output()?;
    let installed = output.status.success();
    if !installed {
        eprintln!("skipped what needs clippy, which is not installed");
    }
    Ok(installed)
}

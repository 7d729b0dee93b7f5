//! The compiler says of an annotated function what it says of the same function without the annotation:
//! the same words at the same places, in the same order.
//!
//! Every case is compiled twice, with and without the feature `annotated`, and everything that the
//! compiler or clippy says is compared. Where it cannot be the same, the difference stands beside the
//! case and its reason in `exceptions`; `TRYBUILD=overwrite` renews it.

mod difference;
mod exceptions;
mod project;
mod said;

use std::error::Error;
use std::process::Command;

use project::{Project, Tool};
use said::{Case, Said};

#[test]
fn mistakes_read_as_without_the_annotation() -> Result<(), Box<dyn Error>> {
    compare(Tool::Compiler, "unchanged", |case| {
        let silent = case.plain.is_empty();
        silent.then(|| "the plain function has no mistake that could be compared".to_owned())
    })
}

#[test]
fn lints_of_clippy_read_as_without_the_annotation() -> Result<(), Box<dyn Error>> {
    if clippy_is_installed()? {
        compare(Tool::Clippy, "unchanged_clippy", |case| {
            let lints = case.plain.iter().any(Said::is_of_clippy);
            (!lints).then(|| "the plain function has no lint that could be compared".to_owned())
        })?;
    }
    Ok(())
}

#[test]
fn what_is_clean_under_forbidden_lints_stays_clean() -> Result<(), Box<dyn Error>> {
    let tool = if clippy_is_installed()? {
        Tool::Clippy
    } else {
        Tool::Compiler
    };
    compare(tool, "unchanged_clean", |case| {
        let said = case.plain.first()?;
        Some(format!(
            "the plain function is not clean:\n{}",
            said.rendered
        ))
    })
}

/// Compares what is said of all cases in a directory, and tells of all differences at once. `invalid`
/// says why a case proves nothing.
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
            plain: said::of_case(&plain, name),
            annotated: said::of_case(&annotated, name),
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
        "{} complaints; `-` is said without the annotation, `+` with it\n\n{}",
        complaints.len(),
        complaints.join("\n")
    );
    Ok(())
}

#[allow(clippy::print_stderr, reason = "a test that was skipped says so")]
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

//! `cargo xtask guard`: hot paths must not become more expensive.
//!
//! `benches/guard` counts the instructions, with callgrind, and the allocations of each case; they are compared with
//! `benches/baseline.json`, which `bless` renews. Neither depends on the load of the machine.

mod baseline;
mod compare;
mod counts;
mod runner;

use std::path::PathBuf;

use baseline::Baseline;
use compare::Change;
use runner::Runner;

/// Counts, and compares the counts with the baseline.
///
/// # Errors
///
/// Every case that became more expensive, with both counts and what to do.
pub(crate) fn check() -> Result<(), String> {
    let runner = Runner::find()?;
    let now = counts::count(&runner)?;
    let changes = compare::changes(&Baseline::read(&file())?, &now);
    let (grown, shrunk): (Vec<_>, Vec<_>) = changes.iter().partition(|change| change.is_mistake());
    for change in shrunk {
        println!("{change}; `cargo xtask bless guard` keeps it");
    }
    if grown.is_empty() {
        println!("{} cases cost what the baseline says", now.cases.len());
        return Ok(());
    }
    let grown: Vec<String> = grown.into_iter().map(Change::to_string).collect();
    Err(format!(
        "\n  {}\nfind what makes it dearer; where that is meant, `cargo xtask bless guard` renews the baseline",
        grown.join("\n  ")
    ))
}

/// Counts, and writes the baseline. Where instructions cannot be counted, the known counts are kept.
///
/// # Errors
///
/// What cannot be counted or written.
pub(crate) fn bless() -> Result<(), String> {
    let runner = Runner::find()?;
    let now = counts::count(&runner)?;
    let known = Baseline::read(&file()).unwrap_or_default();
    now.over(&known).write(&file())
}

fn file() -> PathBuf {
    crate::workspace::root()
        .join("benches")
        .join("baseline.json")
}

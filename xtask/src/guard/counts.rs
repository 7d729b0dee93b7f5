//! Counts the costs of each case.

use std::collections::BTreeMap;
use std::process::Stdio;

use serde::Deserialize;

use super::baseline::{Baseline, Counts};
use super::runner::Runner;

/// Counts the allocations of every case, and the instructions if possible; prints why not otherwise.
pub(super) fn count(runner: &Runner) -> Result<Baseline, String> {
    let allocations = allocations(&bench("allocations", &[])?)?;
    let instructions = match runner {
        Runner::Ready => {
            let arguments = ["--", "--output-format=json"];
            let counted = instructions(&bench("instructions", &arguments)?)?;
            let is_in_both = counted.keys().eq(allocations.keys());
            if !is_in_both {
                let message =
                    "`instructions.rs` and `CASES` of `benches/guard` have different cases";
                return Err(message.to_owned());
            }
            counted
        }
        Runner::Missing(why) => {
            println!("no instructions are counted: {why}");
            BTreeMap::new()
        }
    };
    let cases = allocations.into_iter().map(|(case, allocations)| {
        let counts = Counts {
            instructions: instructions.get(&case).copied(),
            allocations,
        };
        (case, counts)
    });
    Ok(Baseline {
        cases: cases.collect(),
    })
}

/// The output of a benchmark of `benches/guard`.
fn bench(name: &str, arguments: &[&str]) -> Result<String, String> {
    let mut cargo = crate::workspace::cargo();
    cargo
        .args(["bench", "--locked", "--quiet"])
        .args(["--package", "genai-guard", "--bench"])
        .arg(name)
        .args(arguments)
        .stderr(Stdio::inherit());
    // The telemetry settings of this machine must not affect the counts.
    for (variable, _) in std::env::vars_os() {
        let name = variable.to_string_lossy();
        if name.starts_with("OTEL_") || name.starts_with("GENAI_") {
            cargo.env_remove(&variable);
        }
    }
    let output = cargo.output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("the benchmark `{name}`: {}", output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}

/// Parses lines of a case's name and a number.
fn allocations(printed: &str) -> Result<BTreeMap<String, u64>, String> {
    let lines = printed.lines().map(|line| {
        let (case, count) = line.split_once(' ').ok_or(line)?;
        let count = count.parse().map_err(|_| line)?;
        Ok((case.to_owned(), count))
    });
    let counted: Result<_, &str> = lines.collect();
    counted.map_err(|line| format!("expected a case and a number, found `{line}`"))
}

/// Parses the summaries that gungraun prints, one per line.
fn instructions(printed: &str) -> Result<BTreeMap<String, u64>, String> {
    let summaries = printed.lines().filter(|line| !line.is_empty()).map(|line| {
        let summary: Summary = serde_json::from_str(line)
            .map_err(|error| format!("a summary of gungraun is not as expected: {error}"))?;
        let [profile] = summary.profiles;
        Ok((
            summary.id,
            profile.data.total.metrics.instructions.values.new,
        ))
    });
    summaries.collect()
}

/// The relevant parts of a summary.
#[derive(Debug, Deserialize)]
struct Summary {
    id: String,
    profiles: [Profile; 1],
}

#[derive(Debug, Deserialize)]
struct Profile {
    data: Data,
}

#[derive(Debug, Deserialize)]
struct Data {
    total: Total,
}

#[derive(Debug, Deserialize)]
struct Total {
    metrics: Metrics,
}

#[derive(Debug, Deserialize)]
struct Metrics {
    #[serde(rename = "Ir")]
    instructions: Metric,
}

#[derive(Debug, Deserialize)]
struct Metric {
    values: Values,
}

#[derive(Debug, Deserialize)]
struct Values {
    new: u64,
}

#[cfg(test)]
mod tests {
    use super::{allocations, instructions};

    #[test]
    fn each_line_is_a_case_and_its_allocations() {
        let counted = allocations("call 12\npoll 0\n").unwrap();
        assert_eq!(
            counted,
            [("call".to_owned(), 12), ("poll".to_owned(), 0)].into()
        );
        assert!(allocations("call\n").is_err());
        assert!(allocations("call many\n").is_err());
    }

    #[test]
    fn each_summary_says_the_instructions_of_this_run() {
        let summary = r#"{"id":"call","profiles":[{"data":{"total":{"metrics":{"Ir":{"values":{"new":7,"old":9}}}}}}]}"#;
        let counted = instructions(&format!("{summary}\n\n")).unwrap();
        assert_eq!(counted, [("call".to_owned(), 7)].into());
        assert!(instructions(r#"{"id":"call","profiles":[]}"#).is_err());
    }
}

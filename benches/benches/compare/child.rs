//! Runs a case in a process of its own, because providers are global. The results are returned as lines.

use std::io::{self, BufRead, BufReader};
use std::process::{Command, Stdio};
use std::{env, iter};

use genai_tests::environment::remove_configuration;

use crate::rounds::Pace;
use crate::table::{Figure, Limit, Row, Unit};

/// The prefix of lines with a row; other lines are criterion's.
const ROW: &str = "row\t";

/// The argument before the name of a case.
pub(crate) const CASE: &str = "--case";

/// The argument of a case that runs once.
pub(crate) const SMOKE: &str = "--smoke";

/// Runs this program again for one case.
///
/// # Errors
///
/// Fails if the process fails, or its lines cannot be parsed.
pub(crate) fn run(case: &str, pace: Pace, variables: &[(&str, &str)]) -> io::Result<Vec<Row>> {
    let mut command = Command::new(env::current_exe()?);
    command.args([CASE, case]).stdout(Stdio::piped());
    if pace == Pace::Smoke {
        command.arg(SMOKE);
    }
    // Variables from outside would affect the measurement.
    remove_configuration(&mut command);
    let mut child = command.envs(variables.iter().copied()).spawn()?;
    let mut rows = Vec::new();
    let output = child.stdout.take();
    for line in output
        .into_iter()
        .flat_map(|output| BufReader::new(output).lines())
    {
        let line = line?;
        match line.strip_prefix(ROW) {
            Some(row) => rows.push(read(row).ok_or_else(|| io::Error::other(line.clone()))?),
            None => println!("{line}"),
        }
    }
    let status = child.wait()?;
    if status.success() {
        Ok(rows)
    } else {
        Err(io::Error::other(format!(
            "the case `{case}` failed: {status}"
        )))
    }
}

/// Passes rows to the parent process.
pub(crate) fn tell(rows: &[Row]) {
    for row in rows {
        println!("{ROW}{}", line(row));
    }
}

fn line(row: &Row) -> String {
    let unit = match row.unit {
        Unit::Nanoseconds => "ns",
        Unit::Milliseconds => "ms",
        Unit::Bytes => "bytes",
        Unit::Allocations => "allocations",
        Unit::PerSecond => "per second",
        Unit::Spans => "spans",
    };
    let (kind, limit) = match row.limit {
        Limit::Ratio(limit) => ("ratio", limit),
        Limit::More(limit) => ("more", limit),
        Limit::AtMost(limit) => ("at most", limit),
        Limit::None => ("none", f64::NAN),
    };
    let figures = [Some(row.ours), row.other, row.ratio].map(|figure| {
        figure.map_or_else(
            || "-".to_owned(),
            |figure| format!("{} {} {}", figure.median, figure.low, figure.high),
        )
    });
    iter::once(row.number.to_string())
        .chain([
            row.case.clone(),
            unit.to_owned(),
            kind.to_owned(),
            limit.to_string(),
        ])
        .chain(figures)
        .collect::<Vec<_>>()
        .join("\t")
}

fn read(line: &str) -> Option<Row> {
    let mut cells = line.split('\t');
    let number = cells.next()?.parse().ok()?;
    let case = cells.next()?.to_owned();
    let unit = match cells.next()? {
        "ns" => Unit::Nanoseconds,
        "ms" => Unit::Milliseconds,
        "bytes" => Unit::Bytes,
        "allocations" => Unit::Allocations,
        "per second" => Unit::PerSecond,
        "spans" => Unit::Spans,
        _ => return None,
    };
    let (kind, limit) = (cells.next()?, cells.next()?.parse().ok()?);
    let limit = match kind {
        "ratio" => Limit::Ratio(limit),
        "more" => Limit::More(limit),
        "at most" => Limit::AtMost(limit),
        "none" => Limit::None,
        _ => return None,
    };
    Some(Row {
        number,
        case,
        unit,
        ours: figure(cells.next()?)?,
        other: figure(cells.next()?),
        ratio: figure(cells.next()?),
        limit,
    })
}

fn figure(text: &str) -> Option<Figure> {
    let mut numbers = text.split(' ').map(str::parse);
    Some(Figure {
        median: numbers.next()?.ok()?,
        low: numbers.next()?.ok()?,
        high: numbers.next()?.ok()?,
    })
}

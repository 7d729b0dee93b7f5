//! Compares the cost of telemetry with the alternatives: by hand on the OpenTelemetry API, with
//! `#[tracing::instrument]`, or with fastrace. `benches/README.md` describes each row.
#![allow(
    missing_docs,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that prints a table, and panics if its setup fails"
)]

mod allocations;
mod annotated;
mod build_cost;
mod burst;
mod by_hand;
mod by_tracing;
mod check_cost;
mod child;
mod commands;
mod destination;
mod exported;
mod floor;
mod least;
mod one_call;
mod polls;
mod rounds;
mod same;
mod setup;
mod stream;
mod table;
mod threads;
mod unobserved;
mod workflow;

use std::{env, io};

use rounds::Pace;
use setup::{Recorded, Setup};
use table::Row;

/// Rows that are measured in a separate process.
struct Case {
    row: u8,
    name: &'static str,
    variables: &'static [(&'static str, &'static str)],
    run: fn(Pace) -> Vec<Row>,
}

const fn case(row: u8, name: &'static str, run: fn(Pace) -> Vec<Row>) -> Case {
    Case {
        row,
        name,
        variables: &[],
        run,
    }
}

/// The row number of checks, which run whichever rows are selected.
const ALWAYS: u8 = 0;

const CASES: &[Case] = &[
    case(ALWAYS, "same", same::telemetry),
    case(ALWAYS, "exported", exported::telemetry),
    case(1, "call", |pace| {
        one_call::with_metrics(pace, Setup::Installed)
    }),
    case(1, "call-host", |pace| {
        one_call::with_metrics(pace, Setup::Host)
    }),
    case(1, "call-floor", |pace| {
        floor::of_call((1, "one call"), pace, Recorded::ALL, 0.6)
    }),
    case(2, "bare", |pace| {
        one_call::without_metrics(pace, Setup::Installed)
    }),
    case(2, "bare-host", |pace| {
        one_call::without_metrics(pace, Setup::Host)
    }),
    case(2, "bare-floor", |pace| {
        floor::of_call((2, "one call without metrics"), pace, Recorded::SPANS, 0.9)
    }),
    case(3, "tracing", |pace| {
        one_call::beside_tracing(pace, Setup::Installed)
    }),
    case(3, "tracing-host", |pace| {
        one_call::beside_tracing(pace, Setup::Host)
    }),
    case(3, "tracing-floor", floor::of_call_beside_tracing),
    case(4, "workflow", |pace| {
        workflow::beside_fastrace(pace, Setup::Installed)
    }),
    case(4, "workflow-host", |pace| {
        workflow::beside_fastrace(pace, Setup::Host)
    }),
    case(4, "workflow-floor", floor::of_workflow),
    case(4, "workflow-spans-floor", floor::of_workflow_of_spans),
    case(5, "no-provider", unobserved::without_provider),
    case(5, "no-provider-floor", floor::of_no_provider),
    case(5, "builder", unobserved::disabled_by_builder),
    Case {
        row: 5,
        name: "environment",
        variables: &[("OTEL_SDK_DISABLED", "true")],
        run: unobserved::disabled_by_environment,
    },
    case(6, "unsampled-spans", |pace| {
        unobserved::unsampled(pace, Setup::Installed, false)
    }),
    case(6, "unsampled", |pace| {
        unobserved::unsampled(pace, Setup::Installed, true)
    }),
    case(6, "unsampled-host", |pace| {
        unobserved::unsampled(pace, Setup::Host, true)
    }),
    case(6, "unsampled-floor", floor::of_unsampled),
    case(7, "sampled-out", |pace| {
        one_call::sampled_out(pace, Setup::Installed)
    }),
    case(7, "sampled-out-host", |pace| {
        one_call::sampled_out(pace, Setup::Host)
    }),
    case(7, "sampled-out-floor", |pace| {
        floor::of_call(
            (7, "one call that is sampled out"),
            pace,
            Recorded::METRICS,
            0.4,
        )
    }),
    case(8, "stream", |pace| stream::beside_bare(pace, true)),
    case(8, "stream-bare", |pace| stream::beside_bare(pace, false)),
    case(9, "polls", polls::beside_bare),
    case(10, "threads", |pace| {
        threads::one_and_two(pace, Setup::Installed)
    }),
    case(10, "threads-host", |pace| {
        threads::one_and_two(pace, Setup::Host)
    }),
    case(11, "burst", burst::into_receiver),
];

/// Rows about builds, which a smoke test skips.
type Builds = (&'static [u8], fn() -> io::Result<Vec<Row>>);
const BUILDS: &[Builds] = &[(&[12], check_cost::rows), (&[13, 14], build_cost::rows)];

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let has = |wanted: &str| arguments.iter().any(|argument| argument == wanted);
    if let Some(name) = arguments.iter().skip_while(|it| *it != child::CASE).nth(1) {
        let case = CASES.iter().find(|case| case.name == name);
        let case = case.ok_or_else(|| io::Error::other(format!("no case `{name}`")))?;
        let pace = if has(child::SMOKE) {
            Pace::Smoke
        } else {
            Pace::Measured
        };
        child::tell(&(case.run)(pace));
        return Ok(());
    }
    // `cargo bench` passes `--bench`; `cargo test --benches` only checks that everything runs.
    let pace = if has("--bench") && !has("--test") {
        Pace::Measured
    } else {
        Pace::Smoke
    };
    let numbers: Vec<u8> = arguments.iter().filter_map(|it| it.parse().ok()).collect();
    let is_wanted = |row: u8| row == ALWAYS || numbers.is_empty() || numbers.contains(&row);
    let mut rows = Vec::new();
    for case in CASES.iter().filter(|case| is_wanted(case.row)) {
        rows.extend(child::run(case.name, pace, case.variables)?);
    }
    if pace == Pace::Smoke {
        println!("every case works; `cargo bench` measures them");
        return Ok(());
    }
    for (numbers, rows_of) in BUILDS {
        if numbers.iter().any(|row| is_wanted(*row)) {
            rows.extend(rows_of()?);
        }
    }
    table::print(&rows);
    Ok(())
}

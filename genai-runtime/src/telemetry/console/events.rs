//! The exporter that prints log records, and thus events, on one line each.

use std::fmt::Write as _;
use std::future::{Future, ready};
use std::time::Duration;

use opentelemetry::logs::Severity;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::logs::{LogBatch, LogExporter, SdkLogRecord};

use super::line::Line;
use super::output::{Block, Console, Output};
use super::pairs::{Pair, bare_value};
use super::style::{Paint, Terminal};
use super::text;
use super::units;

/// Columns that a value may take, tried from left to right until all attributes fit.
const VALUE_COLUMNS: [usize; 5] = [60, 40, 24, 16, 8];
/// The column behind the time and a severity of usual length.
const HEADLINE_START: usize = 19;

/// Columns of a value that are worth a shorter event name.
const GOOD_VALUE_COLUMNS: usize = 24;

/// Prints every log record on a line of its own.
#[derive(Debug)]
pub(crate) struct ConsoleLogExporter {
    output: Output,
}

impl ConsoleLogExporter {
    pub(crate) fn new(console: Console) -> Self {
        Self {
            output: Output::new(console),
        }
    }
}

impl LogExporter for ConsoleLogExporter {
    fn export(&self, batch: LogBatch<'_>) -> impl Future<Output = OTelSdkResult> + Send {
        ready(self.output.check_open().and_then(|()| {
            let mut text = String::new();
            for (record, _) in batch.iter() {
                write_record(record, self.output.terminal(), &mut text);
            }
            self.output.print(Block::Events, &text)
        }))
    }

    fn shutdown_with_timeout(&self, _timeout: Duration) -> OTelSdkResult {
        self.output.close()
    }
}

fn write_record(record: &SdkLogRecord, terminal: Terminal, out: &mut String) {
    let time = record.timestamp().or(record.observed_timestamp());
    let (severity, severity_paint) = severity(record);
    let mut line = Line::default();
    line.push(
        Paint::Dim,
        &time.map_or_else(|| "--:--:--.---".to_owned(), units::time_of_day),
    );
    line.push(Paint::Plain, " ");
    line.push(severity_paint, &severity);
    let start = (line.columns() + 1).max(HEADLINE_START);

    let trace = record
        .trace_context()
        .and_then(|context| context.trace_id.to_string().get(..8).map(str::to_owned));
    // The trace id is what ties a record to its tree: it is the last to go.
    let trace_columns = trace.as_ref().map_or(0, |trace| text::width(trace) + 1);
    let room = terminal.width().saturating_sub(start + trace_columns);
    let (headline, attributes) = describe(record, room);
    if !headline.is_empty() {
        line.pad_to(start);
        line.push(Paint::Bold, &headline);
    } else if !attributes.is_empty() {
        // Attributes begin with a blank.
        line.pad_to(start - 1);
    }
    line.push(Paint::Plain, &attributes);
    if let Some(trace) = trace {
        line.push(Paint::Plain, " ");
        line.push(Paint::Dim, &trace);
    }
    line.finish(terminal, out);
}

/// The event's name with the body, and the attributes, in `columns` together.
fn describe(record: &SdkLogRecord, columns: usize) -> (String, String) {
    let pairs: Vec<_> = record
        .attributes_iter()
        .map(|(key, value)| Pair::of_any_value(key, value))
        .collect();
    let name = record.event_name().map(text::escape);
    let body = record.body().map(bare_value);
    let headline = |name: Option<&str>| {
        let parts: Vec<&str> = name.into_iter().chain(body.as_deref()).collect();
        text::shorten(&parts.join(" "), columns)
    };
    let mut chosen = headline(name.as_deref());
    if text::width(&chosen) + text::width(&joined(&pairs, GOOD_VALUE_COLUMNS)) > columns {
        chosen = headline(name.as_deref().map(short_name));
    }
    let room = columns.saturating_sub(text::width(&chosen));
    let attributes = fit(&pairs, room);
    (chosen, attributes)
}

/// An event's name without the words that most names of the conventions begin with.
fn short_name(name: &str) -> &str {
    name.strip_prefix("gen_ai.client.")
        .or_else(|| name.strip_prefix("gen_ai."))
        .unwrap_or(name)
}

fn severity(record: &SdkLogRecord) -> (String, Paint) {
    let number = record.severity_number();
    let paint = match number {
        Some(number) if number >= Severity::Error => Paint::Red,
        Some(number) if number >= Severity::Warn => Paint::Yellow,
        _ => Paint::Plain,
    };
    let text = record
        .severity_text()
        .or(number.as_ref().map(Severity::name))
        .unwrap_or("-");
    (text::shorten_end(&text::escape(text), 6), paint)
}

/// The attributes in `columns`, each behind a blank: long values are shortened first; where that is
/// not enough, the last attributes are counted instead of shown.
fn fit(pairs: &[Pair], columns: usize) -> String {
    for value_columns in VALUE_COLUMNS {
        let out = joined(pairs, value_columns);
        if text::width(&out) <= columns {
            return out;
        }
    }
    for shown in (0..pairs.len()).rev() {
        let mut out = joined(pairs.get(..shown).unwrap_or_default(), GOOD_VALUE_COLUMNS);
        let _ = write!(out, " +{}", pairs.len() - shown);
        if text::width(&out) <= columns {
            return out;
        }
    }
    String::new()
}

fn joined(pairs: &[Pair], value_columns: usize) -> String {
    let mut out = String::new();
    for pair in pairs {
        out.push(' ');
        out.push_str(&pair.text(value_columns));
    }
    out
}

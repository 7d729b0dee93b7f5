//! The console exporters: traces as trees, metrics as tables, events as lines.
//!
//! What they print fits the terminal, carries colour only where colour is wanted, and shows control
//! characters instead of sending them. A console that cannot be written to is an export error.

mod bar;
mod buffer;
mod cells;
mod events;
mod indent;
mod layout;
mod line;
mod metrics;
mod output;
mod pairs;
mod points;
mod render;
mod spans;
mod standard_output;
mod style;
mod summary;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod totals;
mod tree;
mod units;

use opentelemetry::Key;
use opentelemetry_sdk::Resource;

pub(crate) use events::ConsoleLogExporter;
pub(crate) use metrics::ConsoleMetricExporter;
pub(crate) use output::Console;
pub(crate) use spans::ConsoleSpanExporter;

/// The service's name, unless it is the SDK's placeholder.
fn service(resource: &Resource) -> Option<String> {
    resource
        .get(&Key::from_static_str("service.name"))
        .map(|name| name.to_string())
        .filter(|name| !name.is_empty() && !name.starts_with("unknown_service"))
}

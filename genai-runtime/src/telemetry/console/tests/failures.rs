//! A console that cannot be written to.

use std::io::{self, Write};

use opentelemetry_sdk::error::OTelSdkError;
use opentelemetry_sdk::trace::SpanExporter;

use super::support::{exporter, now, span};
use crate::telemetry::console::output::Console;
use crate::telemetry::console::spans::ConsoleSpanExporter;
use crate::telemetry::console::style::Terminal;

struct BrokenPipe;

impl Write for BrokenPipe {
    fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_broken_pipe_is_an_export_error() {
    let terminal = Terminal::fixed(80, false);
    let exporter = ConsoleSpanExporter::new(Console::new(Box::new(BrokenPipe), terminal));
    for _ in 0..2 {
        let error = now(exporter.export(vec![span(1, 0, "root", 0, 10)])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "Operation failed: cannot write to the console: broken pipe"
        );
    }
}

#[test]
fn nothing_is_exported_after_shutdown() {
    let (exporter, printed) = exporter(80, false);
    exporter.shutdown().unwrap();
    let late = now(exporter.export(vec![span(1, 0, "root", 0, 10)]));
    assert!(matches!(late, Err(OTelSdkError::AlreadyShutdown)));
    assert!(matches!(
        exporter.shutdown(),
        Err(OTelSdkError::AlreadyShutdown)
    ));
    assert_eq!(printed.writes(), 0);
}

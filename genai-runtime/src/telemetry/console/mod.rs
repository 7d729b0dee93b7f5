//! The console exporters.

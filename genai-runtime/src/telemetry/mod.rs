//! Providers and exporters.

mod console;

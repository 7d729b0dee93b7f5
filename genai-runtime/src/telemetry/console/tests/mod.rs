//! What the exporters print, by behaviour.

mod events;
mod metrics;
mod spans;
mod support;

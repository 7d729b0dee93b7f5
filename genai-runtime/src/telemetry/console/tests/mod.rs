//! What the exporters print, by behaviour.

mod spans;
mod support;

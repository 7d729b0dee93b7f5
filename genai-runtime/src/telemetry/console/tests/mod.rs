//! What the exporters print, by behaviour.

mod blocks;
mod buffering;
mod events;
mod failures;
mod flushing;
mod metrics;
mod rows;
mod support;
mod widths;

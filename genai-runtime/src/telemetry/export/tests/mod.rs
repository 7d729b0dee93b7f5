//! What comes of exports behind the SDK's processors.

mod bench;
mod flushing;
mod printing;
mod supervisor;

//! One form of a function, and how to run it.

use std::pin::Pin;

use crate::log::Log;

/// What the runner of an asynchronous form returns.
pub(crate) type Running = Pin<Box<dyn Future<Output = String>>>;

/// A form, whose source is compiled twice: plain and annotated.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// The sorted names of the spans of a complete run.
    pub(crate) spans: &'static [&'static str],
    pub(crate) runner: Runner,
}

/// Calls the form and returns its result as text.
#[derive(Clone, Copy)]
pub(crate) enum Runner {
    Sync(fn(&Log) -> String),
    Async(fn(Log) -> Running),
}

pub(crate) const fn sync(
    name: &'static str,
    spans: &'static [&'static str],
    run: fn(&Log) -> String,
) -> Case {
    let runner = Runner::Sync(run);
    Case {
        name,
        spans,
        runner,
    }
}

pub(crate) const fn future(
    name: &'static str,
    spans: &'static [&'static str],
    run: fn(Log) -> Running,
) -> Case {
    let runner = Runner::Async(run);
    Case {
        name,
        spans,
        runner,
    }
}

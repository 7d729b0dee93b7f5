//! One form of a function, and how to run it.

use std::pin::Pin;

use crate::log::Log;

/// What a runner of an asynchronous form gives.
pub(crate) type Running = Pin<Box<dyn Future<Output = String>>>;

/// One form: the same source is there twice, plain and annotated.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// Names of the spans of a run that nothing cuts short, sorted.
    pub(crate) spans: &'static [&'static str],
    pub(crate) runner: Runner,
}

/// Calls the form and gives the text of what it returned.
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

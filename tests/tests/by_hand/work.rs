//! The work of operations, in either form.

use std::borrow::Cow;
use std::fmt;
use std::future::pending;

use genai_runtime::{ErrorReport, Usage};

/// How the work ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Way {
    Returns,
    Fails,
    Panics,
    Hangs,
}

#[derive(Debug)]
pub(crate) struct Busy;

impl fmt::Display for Busy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too many requests")
    }
}

impl ErrorReport for Busy {
    fn error_type(&self) -> Cow<'static, str> {
        "busy".into()
    }
}

/// An error without a class.
#[derive(Debug)]
pub(crate) struct Plain;

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it broke")
    }
}

pub(crate) async fn work<E>(way: Way, error: E) -> Result<Usage, E> {
    tokio::task::yield_now().await;
    match way {
        Way::Hangs => pending().await,
        way => work_at_once(way, error),
    }
}

pub(crate) fn work_at_once<E>(way: Way, error: E) -> Result<Usage, E> {
    match way {
        Way::Returns => Ok(Usage::new().input(3).output(5)),
        Way::Fails => Err(error),
        Way::Panics | Way::Hangs => panic!("on purpose"),
    }
}

//! Keeps an explicit parent current while an unobserved operation runs.

use opentelemetry::Context;

use super::super::Start;
use crate::within::Within;

/// The parent, if the operation is not observed and thus does not make a context of its own current.
pub(super) fn beneath<'a>(start: &Start, parent: Option<&'a Context>) -> Option<&'a Context> {
    parent.filter(|_| !start.is_observed())
}

/// A future or a stream, and a context that is current while it is polled or dropped.
pub(super) type Beneath<T> = Within<Option<Context>, T>;

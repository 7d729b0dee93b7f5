//! What runs beneath a parent: where nobody observes the operation, the parent is current all the same.

use opentelemetry::Context;

use super::super::Start;
use crate::within::Within;

/// What is to be current besides the operation: its parent, where nobody observes it.
pub(super) fn beneath<'a>(start: &Start, parent: Option<&'a Context>) -> Option<&'a Context> {
    parent.filter(|_| !start.is_observed())
}

/// A future or a stream, and a context that is current while it is polled or dropped.
pub(super) type Beneath<T> = Within<Option<Context>, T>;

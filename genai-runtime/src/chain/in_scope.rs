//! Futures and streams that run within a scope.

use opentelemetry::Context;

use super::Scope;
use crate::shield::current_context;
use crate::within::{Surroundings, Within};

/// A future or stream that runs within a [`Scope`], wherever it is polled or dropped.
pub type InScope<T> = Within<Entered, T>;

/// A scope that is added to the context of the first poll.
#[derive(Debug)]
pub struct Entered {
    scope: Scope,
    context: Option<Context>,
}

impl Entered {
    pub(super) const fn new(scope: Scope) -> Self {
        Self {
            scope,
            context: None,
        }
    }
}

impl Surroundings for Entered {
    fn context(&mut self) -> Option<&Context> {
        let Self { scope, context } = self;
        Some(context.get_or_insert_with(|| scope.on(&current_context())))
    }
}

//! An operation as the adapters hold it.
//!
//! The compiler proves that nested futures are `Send` type by type, down into whatever each of them holds,
//! and gives up at its recursion limit. Behind a trait object there is nothing to go down into: an
//! operation costs a future the same few steps however much it knows.

use std::fmt::Debug;
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};

use super::Operation;

/// An operation that goes on.
#[derive(Debug)]
pub(super) struct Ongoing(Box<dyn Opaque>);

trait Opaque: Debug + Send + Sync + UnwindSafe + RefUnwindSafe {
    fn operation(&self) -> &Operation;

    fn operation_mut(&mut self) -> &mut Operation;
}

impl Opaque for Operation {
    fn operation(&self) -> &Operation {
        self
    }

    fn operation_mut(&mut self) -> &mut Operation {
        self
    }
}

impl Ongoing {
    pub(super) fn new(operation: Operation) -> Self {
        Self(Box::new(operation))
    }
}

impl Deref for Ongoing {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        self.0.operation()
    }
}

impl DerefMut for Ongoing {
    fn deref_mut(&mut self) -> &mut Operation {
        self.0.operation_mut()
    }
}

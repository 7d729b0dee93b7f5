//! An operation as the adapters hold it.
//!
//! The compiler proves that nested futures are `Send` type by type, down into whatever each of them holds,
//! and gives up at its recursion limit. Behind a trait object there is nothing to go down into: an
//! operation costs a future the same few steps however much it knows.

use std::cell::RefCell;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};

use super::Operation;

/// An operation that goes on.
pub(super) struct Ongoing(Box<dyn Opaque>);

trait Opaque: Send + Sync + UnwindSafe + RefUnwindSafe {
    fn operation(&self) -> &Operation;

    fn operation_mut(&mut self) -> &mut Operation;

    fn give_back(self: Box<Self>);
}

/// Places that a thread keeps: as many as calls are mostly nested.
const SPARES: usize = 4;

/// An operation stays where it is from one call to the next.
type Spare = RefCell<Vec<Box<Operation>>>;

thread_local! {
    /// The places of operations that have ended, for the next ones on this thread.
    static SPARE: Spare = const { RefCell::new(Vec::new()) };
}

impl Opaque for Operation {
    fn operation(&self) -> &Operation {
        self
    }

    fn operation_mut(&mut self) -> &mut Operation {
        self
    }

    fn give_back(mut self: Box<Self>) {
        self.forget();
        let _ = SPARE.try_with(|spare| {
            if let Ok(mut spare) = spare.try_borrow_mut()
                && spare.len() < SPARES
            {
                spare.push(self);
            }
        });
    }
}

impl Ongoing {
    /// One that has not started.
    pub(super) fn blank() -> Self {
        let spare = SPARE.try_with(|spare| spare.try_borrow_mut().ok()?.pop());
        match spare {
            Ok(Some(spare)) => Self(spare),
            _ => Self(Box::new(Operation::blank())),
        }
    }

    /// The operation has ended, and nobody holds it any more.
    pub(super) fn give_back(self) {
        self.0.give_back();
    }
}

impl fmt::Debug for Ongoing {
    /// Not by way of the trait object, by which all programs would hold what only those need that print an operation.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
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

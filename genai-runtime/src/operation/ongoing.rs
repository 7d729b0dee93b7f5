//! A boxed operation, as the adapters hold it.
//!
//! The compiler proves that nested futures are `Send` field by field and gives up at its recursion limit. A trait
//! object ends that recursion: an operation costs a future the same few steps whatever its fields are.

use std::cell::RefCell;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};

use super::Operation;

/// An operation that has not ended.
pub(super) struct Ongoing(Box<dyn Opaque>);

trait Opaque: Send + Sync + UnwindSafe + RefUnwindSafe {
    fn operation(&self) -> &Operation;

    fn operation_mut(&mut self) -> &mut Operation;

    fn give_back(self: Box<Self>);
}

/// Boxes that a thread keeps for reuse: the usual depth of nested calls.
const SPARES: usize = 4;

/// Boxed, because the allocations are reused.
type Spare = RefCell<Vec<Box<Operation>>>;

thread_local! {
    /// Boxes of ended operations, for the next ones on this thread.
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
    /// An operation that has not started.
    pub(super) fn blank() -> Self {
        let spare = SPARE.try_with(|spare| spare.try_borrow_mut().ok()?.pop());
        match spare {
            Ok(Some(spare)) => Self(spare),
            _ => Self(Box::new(Operation::blank())),
        }
    }

    /// Keeps the box of an ended operation for reuse.
    pub(super) fn give_back(self) {
        self.0.give_back();
    }
}

impl fmt::Debug for Ongoing {
    /// Not a method of the trait object: its vtable would link the formatting code into every program.
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

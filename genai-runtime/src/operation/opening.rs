//! How an operation that is described becomes one that goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::start::State;
use super::{Ongoing, Origin, Start};
use crate::callsite::{Callsite, Site};
use crate::signals::{Attributes, Identity, SpanState};

impl Start {
    /// Lets the annotation's arguments say what they know, where the operation is observed. A panic in
    /// one of them is not the function's: it is noted, and the function runs.
    pub fn describe(&mut self, say: impl FnOnce(&mut Self)) {
        if matches!(self.state, State::Disabled) {
            return;
        }
        if catch_unwind(AssertUnwindSafe(|| say(self))).is_err() {
            self.open();
            if let Some(operation) = self.operation() {
                operation.report_panicked = true;
            }
        }
    }

    /// The operation is one that was built by hand, and that is known.
    pub(super) fn identify(&mut self, callsite: Callsite, identity: Identity, origin: Origin) {
        if let State::Identifying(operation) = &mut self.state {
            self.callsite = Site::Built(Arc::new(callsite));
            operation.identity = identity;
            operation.origin = origin;
        }
    }

    /// Says more of the call, once it is open.
    pub(super) fn detail(&mut self, attributes: Attributes) {
        if let Some(operation) = self.operation() {
            operation.attributes.replace(attributes);
        }
    }

    /// Starts the span; returns whether its attributes are kept.
    #[inline]
    pub fn open(&mut self) -> bool {
        !matches!(self.state, State::Disabled) && self.open_observed()
    }

    fn open_observed(&mut self) -> bool {
        match std::mem::replace(&mut self.state, State::Disabled) {
            State::Disabled => false,
            State::Identifying(mut operation) => {
                operation.origin.called = self.called;
                operation.begin(self.callsite.clone());
                let is_recording = operation.span == SpanState::Recording;
                self.state = State::Open(operation);
                is_recording
            }
            State::Open(operation) => {
                let is_recording = operation.span == SpanState::Recording;
                self.state = State::Open(operation);
                is_recording
            }
        }
    }

    /// Makes the operation current until it is taken.
    #[inline]
    pub fn enter(&mut self) {
        if !matches!(self.state, State::Disabled) {
            self.enter_observed();
        }
    }

    fn enter_observed(&mut self) {
        self.open();
        if let State::Open(operation) = &self.state {
            self.entered = operation.attach();
        }
    }

    /// The operation, if it is observed, no longer current; it is started if it was not yet.
    #[inline]
    pub(super) fn take_operation(&mut self) -> Option<Ongoing> {
        if matches!(self.state, State::Disabled) {
            return None;
        }
        self.take_observed()
    }

    fn take_observed(&mut self) -> Option<Ongoing> {
        self.entered = None;
        self.open();
        match std::mem::replace(&mut self.state, State::Disabled) {
            State::Open(operation) => Some(operation),
            State::Disabled | State::Identifying(_) => None,
        }
    }
}

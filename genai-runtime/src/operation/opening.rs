//! The methods of [`Start`] that describe, start and enter an operation.

use std::sync::Arc;

use super::start::Observed;
use super::{Ongoing, Operation, Origin, Phase, Start};
use crate::callsite::{Callsite, Site};
use crate::chain::Moment;
use crate::content::ContentCapture;
use crate::shield::shielded;
use crate::signals::{Attributes, Identity};

impl Start {
    /// Whether the operation is observed. Generated code checks this before it makes the closure that describes the
    /// call.
    #[inline]
    pub const fn is_observed(&self) -> bool {
        self.observed.is_some()
    }

    /// Evaluates the arguments of the annotation, if the operation is observed. A panic in one of them is caught and
    /// recorded on the span, and the function runs. Content of this call is then not captured: an argument that was not
    /// evaluated may have turned capture off.
    #[inline(never)]
    pub fn describe(&mut self, say: impl FnOnce(&mut Self)) {
        if self.is_observed() && shielded(|| say(self)).is_none() {
            self.content(ContentCapture::NoContent);
            self.open();
            self.note_panic();
        }
    }

    /// Records that an argument of the annotation has panicked.
    pub(super) fn note_panic(&mut self) {
        if let Some(operation) = self.operation() {
            operation.description_panicked = true;
        }
    }

    /// Sets what a builder has collected.
    pub(super) fn identify(&mut self, callsite: Callsite, identity: Identity, origin: Origin) {
        if let Some(operation) = self.unopened() {
            operation.callsite = Site::Built(Arc::new(callsite));
            operation.identity = identity;
            let called = operation.origin.called;
            operation.origin = origin;
            operation.origin.called = called;
        }
    }

    /// Adds attributes to the started span.
    pub(super) fn detail(&mut self, attributes: Attributes) {
        if let Some(operation) = self.operation() {
            operation.attributes.replace(attributes);
        }
    }

    /// Sets when the function was called, if its operation starts later.
    #[inline]
    pub(super) fn called(&mut self, moment: Moment) {
        if self.is_observed() {
            self.called_observed(moment);
        }
    }

    fn called_observed(&mut self, moment: Moment) {
        if let Some(origin) = self.origin() {
            origin.called = Some(moment);
        }
    }

    /// Marks a call whose body will never run.
    pub(super) fn is_given_up(&mut self) {
        if let Some(operation) = self.unopened() {
            operation.has_begun = false;
        }
    }

    /// Starts the operation; returns whether its span is recording.
    #[inline]
    pub fn open(&mut self) -> bool {
        self.is_observed() && self.open_observed()
    }

    fn open_observed(&mut self) -> bool {
        let Some(Observed {
            ongoing: operation, ..
        }) = &mut self.observed
        else {
            return false;
        };
        let operation: &mut Operation = operation;
        // A third-party sampler or processor may panic; the function must run regardless.
        if operation.phase == Phase::Described && !shielded(|| operation.begin()).unwrap_or(false) {
            if let Some(unobserved) = self.observed.take() {
                unobserved.ongoing.give_back();
            }
            return false;
        }
        operation.span.is_recording()
    }

    /// Starts the operation and makes it current until it is taken.
    #[inline]
    pub fn enter(&mut self) {
        if self.is_observed() {
            self.enter_observed();
        }
    }

    fn enter_observed(&mut self) {
        self.open();
        if let Some(Observed { entered, ongoing }) = &mut self.observed {
            *entered = ongoing.enter();
        }
    }

    /// Takes the operation, if it is observed: no longer current, and started if it was not.
    #[inline]
    pub(super) fn take_operation(&mut self) -> Option<Ongoing> {
        if !self.is_observed() {
            return None;
        }
        self.take_observed()
    }

    fn take_observed(&mut self) -> Option<Ongoing> {
        if let Some(observed) = &mut self.observed {
            observed.entered = None;
        }
        self.open();
        let observed = self.observed.take()?;
        Some(observed.ongoing)
    }
}

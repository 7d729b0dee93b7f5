//! How an operation that is described becomes one that goes on.

use std::sync::Arc;

use super::start::Observed;
use super::{Ongoing, Operation, Origin, Phase, Start};
use crate::callsite::{Callsite, Site};
use crate::chain::Moment;
use crate::content::ContentCapture;
use crate::shield::shielded;
use crate::signals::{Attributes, Identity};

impl Start {
    /// Whether anybody observes the operation. Asked before the closure that describes it is made, which else would be
    /// built in vain.
    #[inline]
    pub const fn is_observed(&self) -> bool {
        self.observed.is_some()
    }

    /// Lets the annotation's arguments say what they know, where the operation is observed. A panic in
    /// one of them is not the function's: it is noted, and the function runs. Content of this call is then not
    /// captured: what was left unsaid may have been that it must not be.
    #[inline(never)]
    pub fn describe(&mut self, say: impl FnOnce(&mut Self)) {
        if self.is_observed() && shielded(|| say(self)).is_none() {
            self.content(ContentCapture::NoContent);
            self.open();
            self.note_panic();
        }
    }

    /// Code that describes the call has panicked.
    pub(super) fn note_panic(&mut self) {
        if let Some(operation) = self.operation() {
            operation.description_panicked = true;
        }
    }

    /// The operation is one that was built by hand, and that is known.
    pub(super) fn identify(&mut self, callsite: Callsite, identity: Identity, origin: Origin) {
        if let Some(operation) = self.unopened() {
            operation.callsite = Site::Built(Arc::new(callsite));
            operation.identity = identity;
            let called = operation.origin.called;
            operation.origin = origin;
            operation.origin.called = called;
        }
    }

    /// Says more of the call, once it is open.
    pub(super) fn detail(&mut self, attributes: Attributes) {
        if let Some(operation) = self.operation() {
            operation.attributes.replace(attributes);
        }
    }

    /// The function was called at a moment, and starts later than that.
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

    /// The function was called, and its body will never run.
    pub(super) fn is_given_up(&mut self) {
        if let Some(operation) = self.unopened() {
            operation.has_begun = false;
        }
    }

    /// Starts the span; returns whether its attributes are kept.
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
        // A host's sampler or processor may panic: the function runs all the same.
        if operation.phase == Phase::Described && !shielded(|| operation.begin()).unwrap_or(false) {
            if let Some(unheard) = self.observed.take() {
                unheard.ongoing.give_back();
            }
            return false;
        }
        operation.span.is_recording()
    }

    /// Makes the operation current until it is taken.
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

    /// The operation, if it is observed, no longer current; it is started if it was not yet.
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

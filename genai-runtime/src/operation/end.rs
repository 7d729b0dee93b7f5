//! The last moments of an operation: what its returned value says.

use std::borrow::Cow;

use super::{Ended, Operation, Outcome};
use crate::report::{Response, UsageReport};
use crate::signals::{AttributeValue, Failure};

/// An operation that has returned and is about to end.
#[derive(Debug)]
pub struct End<'a> {
    operation: &'a mut Operation,
    outcome: Outcome,
}

impl<'a> End<'a> {
    pub(super) fn new(operation: &'a mut Operation) -> Self {
        Self {
            operation,
            outcome: Outcome::Completed,
        }
    }

    pub(super) fn into_outcome(self) -> Outcome {
        self.outcome
    }

    /// Notes how the function ended; returns the error that it ended with.
    pub fn ended<'e, E>(&mut self, ended: &Ended<'e, E>) -> Option<&'e E> {
        match ended {
            Ended::Completed => None,
            Ended::None => {
                self.outcome = Outcome::None;
                None
            }
            Ended::Failed(error) => Some(error),
        }
    }

    /// The function failed.
    pub fn failed(
        &mut self,
        error_type: impl Into<Cow<'static, str>>,
        exception_type: &'static str,
        description: String,
    ) {
        self.outcome = Outcome::Failed(Failure {
            error_type: error_type.into(),
            exception_type: exception_type.into(),
            description,
        });
    }

    /// Whether what is said of the value is kept.
    pub fn is_recording(&self) -> bool {
        self.operation.is_recording
    }

    /// The value says what it knows of the response.
    pub fn report<T: UsageReport + ?Sized>(&mut self, value: &T) {
        value.report(&mut Response::new(&mut self.operation.response));
    }

    /// An attribute of the user's own.
    pub fn attribute(&mut self, key: &'static str, value: &(impl AttributeValue + ?Sized)) {
        self.operation.result.own(key, value);
    }
}

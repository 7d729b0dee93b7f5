//! Takes the reports on a returned value before its operation ends.

use std::any::type_name;
use std::borrow::Cow;

use opentelemetry::Value;

use super::{Ended, Operation, Outcome};
use crate::attributes::AttributeTarget;
use crate::content::content_value::ContentValue;
use crate::report::value::Text;
use crate::report::{RecordReport, Response, UsageReport, error_type_of};
use crate::signals::Failure;

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

    /// For a report on the value that does not concern the outcome.
    pub(super) fn without_outcome(&mut self) -> End<'_> {
        End::new(self.operation)
    }

    pub(super) fn into_outcome(self) -> Outcome {
        self.outcome
    }

    /// Records how the function ended; returns its error, if it ended with one.
    pub fn ended<'e, E>(&mut self, ended: &Ended<'e, E>) -> Option<&'e E> {
        match ended {
            Ended::Completed => None,
            Ended::None => {
                self.outcome = Outcome::None;
                None
            }
            Ended::Failed(error) => {
                let class = error_type_of::<E>();
                self.outcome = Outcome::Failed(Failure {
                    error_type: class.into(),
                    exception_type: type_name::<E>().into(),
                    description: Cow::Borrowed(""),
                });
                Some(error)
            }
        }
    }

    /// Sets the class of the error; an empty one leaves the name of the error's type.
    pub fn error_type(&mut self, class: impl Into<Cow<'static, str>>) {
        let class = class.into();
        if let Outcome::Failed(failure) = &mut self.outcome
            && !class.trim().is_empty()
        {
            failure.error_type = class;
        }
    }

    /// Sets the description of the error.
    pub fn error_text(&mut self, text: String) {
        if let Outcome::Failed(failure) = &mut self.outcome {
            failure.description = Cow::Owned(text);
        }
    }

    /// Records that code that inspects the value has panicked.
    pub(super) fn report_panicked(&mut self) {
        self.operation.report_panicked = true;
    }

    /// Whether the span is recording.
    pub fn is_recording(&self) -> bool {
        self.operation.span.is_recording()
    }

    /// Lets the value report on the response. Once a report has panicked, no further one is called: the panic hook
    /// prints each time.
    pub fn report<T: UsageReport + ?Sized>(&mut self, value: &T) {
        if self.operation.report_panicked {
            return;
        }
        value.report(&mut Response::new(&mut self.operation.response));
    }

    /// `gen_ai.tool.call.result`, where that is captured, and its size
    pub fn result(&mut self, result: &(impl ContentValue + ?Sized)) {
        let Some(bytes) = result.size() else { return };
        self.operation.response.output_bytes += bytes;
        if let Some(capturing) = &mut self.operation.capturing {
            capturing.result(result);
        }
    }

    /// `gen_ai.retrieval.documents`, where that is captured
    pub fn documents(&mut self, documents: &(impl RecordReport + ?Sized)) {
        self.records(documents);
    }

    /// `gen_ai.memory.records`, where that is captured
    pub fn records(&mut self, records: &(impl RecordReport + ?Sized)) {
        let kind = self.operation.kind;
        if let Some(capturing) = &mut self.operation.capturing {
            capturing.records(kind, records);
        }
    }

    /// `gen_ai.output.messages`, where that is captured, and its size: what an agent or a workflow answers
    pub fn output(&mut self, output: &(impl Text + ?Sized)) {
        let mut response = Response::new(&mut self.operation.response);
        response.text(0, output.text());
    }
}

impl AttributeTarget for End<'_> {
    fn keep(&mut self, key: &'static str, value: Option<Value>, is_saturated: bool) {
        self.operation.keep_own_of_result(key, value, is_saturated);
    }
}

//! Stands in for `capturing` if the feature `content` is off.

use opentelemetry::Context;

use crate::content::content_value::ContentValue;
use crate::content::{ContentCapture, Input};
use crate::kind::OperationKind;
use crate::report::{InputFacts, RecordReport, ResponseFacts};
use crate::signals::{Content, Conventions, Route};

/// Never constructed.
#[derive(Debug)]
pub(super) struct Capturing {
    pub(super) capture: ContentCapture,
}

impl Capturing {
    pub(super) fn begin(
        _kind: OperationKind,
        _said: Option<ContentCapture>,
        _parent: &Context,
        _span: (Route, Conventions),
        _facts: (&mut InputFacts, &mut ResponseFacts),
    ) -> Option<Box<Self>> {
        None
    }

    pub(super) fn arguments(&mut self, _arguments: &(impl ContentValue + ?Sized)) {
        let _: &mut Self = self;
    }

    pub(super) fn result(&mut self, _result: &(impl ContentValue + ?Sized)) {
        let _: &mut Self = self;
    }

    pub(super) fn text(&mut self, _key: &str, _text: &str) {
        let _: &mut Self = self;
    }

    pub(super) fn query(&mut self, _kind: OperationKind, _query: &str) {
        let _: &mut Self = self;
    }

    pub(super) fn records(&mut self, _kind: OperationKind, _report: &(impl RecordReport + ?Sized)) {
        let _: &mut Self = self;
    }

    pub(super) fn end(
        self,
        _input: Option<Input>,
        _response: &mut ResponseFacts,
        _event: Option<Route>,
        _is_whole: bool,
    ) -> Content {
        let _: Self = self;
        Content(())
    }
}

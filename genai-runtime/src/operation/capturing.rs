//! The content that an operation captures while it runs.

use std::borrow::Cow;
use std::sync::Arc;

use opentelemetry::Context;

use crate::content::content_value::ContentValue;
use crate::content::{
    Captured, ContentCapture, ContentPolicy, DropMeter, FurtherNames, Input, Json, KeptText,
    Output, RecordList, StepContent,
};
use crate::kind::OperationKind;
use crate::report::{InputFacts, RecordReport, Records, ResponseFacts};
use crate::signals::{Content, Conventions, Route, content_policy, drop_meter};

/// The finish reason of a complete answer that reports none.
const WHOLE: &str = "stop";

/// The content of an operation whose span is recording and whose content is captured.
#[derive(Debug)]
pub(super) struct Capturing {
    pub(super) capture: ContentCapture,
    policy: Arc<ContentPolicy>,
    /// The route of the span to its exporter.
    span: Route,
    /// Further attribute names under which the span carries the content.
    further_names: FurtherNames,
    /// Arguments, results, queries and records; `None` until one of them is captured.
    step: Option<Box<StepContent>>,
    meter: Option<Arc<dyn DropMeter>>,
}

impl Capturing {
    /// Makes room for the content of an operation, if that is captured; `choice` is that of its annotation.
    pub(super) fn begin(
        kind: OperationKind,
        choice: Option<ContentCapture>,
        parent: &Context,
        (span, conventions): (Route, Conventions),
        (input, response): (&mut InputFacts, &mut ResponseFacts),
    ) -> Option<Box<Self>> {
        let (capture, policy) = content_policy(parent, choice)?;
        // The event of the conventions is for calls to models only.
        if !kind.answers() && !capture.is_on_spans() {
            return None;
        }
        let further_names = if capture.is_on_spans() {
            FurtherNames {
                former: conventions.has_legacy(),
                openinference: policy.openinference_values.unwrap_or(false),
            }
        } else {
            FurtherNames::default()
        };
        if kind.has_messages() {
            response.output = Some(Box::new(policy.of_answers(further_names.of_messages())));
            input.input = Some(policy.of_questions());
        }
        let meter = policy.store.is_some().then(|| drop_meter(parent));
        Some(Box::new(Self {
            capture,
            policy,
            meter,
            span,
            further_names,
            step: None,
        }))
    }

    /// Captures the arguments of a tool.
    pub(super) fn arguments(&mut self, arguments: &(impl ContentValue + ?Sized)) {
        self.step().arguments = Some(KeptText::from(Json::Text(&arguments.to_json())));
    }

    /// Captures the result of a tool.
    pub(super) fn result(&mut self, result: &(impl ContentValue + ?Sized)) {
        self.step().result = Some(KeptText::from(Json::Text(&result.to_json())));
    }

    /// Captures a text under a key of its own.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.step().texts.push((key.to_owned(), KeptText::of(text)));
    }

    /// Captures a query.
    pub(super) fn query(&mut self, kind: OperationKind, query: &str) {
        let key = kind.query_attribute();
        self.step().query = key.map(|key| (key, KeptText::of(query)));
    }

    /// Captures documents or records.
    pub(super) fn records(&mut self, kind: OperationKind, report: &(impl RecordReport + ?Sized)) {
        if let Some(key) = kind.records_attribute() {
            let mut list = RecordList::default();
            report.report(&mut Records::new(&mut list));
            self.step().records = Some((key, list));
        }
    }

    fn step(&mut self) -> &mut StepContent {
        self.step.get_or_insert_default()
    }

    /// The content to export; `is_whole` if the answer is complete, even if it reports no finish reason.
    pub(super) fn end(
        self,
        input: Option<Input>,
        response: &mut ResponseFacts,
        event: Option<Route>,
        is_whole: bool,
    ) -> Content {
        let mut finish_reasons = owned(response.finish_reasons.iter());
        if is_whole {
            let choices = response.output.as_deref().map_or(0, Output::choices);
            let choices = choices.max(finish_reasons.len());
            finish_reasons.resize_with(choices, || Some(WHOLE.to_owned()));
        }
        let span = self.capture.is_on_spans().then_some(self.span);
        let captured = Captured {
            policy: self.policy,
            input,
            output: response.output.take().map(|output| *output),
            finish_reasons,
            step: self.step,
            further_names: self.further_names,
            meter: self.meter,
        };
        let may_wait = [span, event]
            .into_iter()
            .flatten()
            .all(|route| route != Route::Foreign);
        Content::of(captured, may_wait)
    }
}

fn owned<'a>(reasons: impl Iterator<Item = &'a Option<Cow<'static, str>>>) -> Vec<Option<String>> {
    reasons
        .map(|reason| reason.as_deref().map(str::to_owned))
        .collect()
}

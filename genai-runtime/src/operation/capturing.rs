//! What an operation captures of content while it runs.

use std::borrow::Cow;
use std::sync::Arc;

use opentelemetry::Context;

use crate::content::{
    Captured, ContentCapture, ContentPolicy, DropMeter, FurtherNames, Input, Json, KeptText,
    Output, RecordList, StepContent,
};
use crate::kind::OperationKind;
use crate::report::{ContentValue, InputFacts, RecordReport, Records, ResponseFacts};
use crate::signals::{Content, Conventions, Route, content_policy, drop_meter};

/// The reason of an answer that came to its end without one.
const WHOLE: &str = "stop";

/// The content of an operation that is recorded and whose content is captured.
#[derive(Debug)]
pub(super) struct Capturing {
    pub(super) capture: ContentCapture,
    policy: Arc<ContentPolicy>,
    /// Where the span goes.
    span: Route,
    /// By which names besides its own the span says it.
    further_names: FurtherNames,
    /// What steps take and give; none as long as nothing of it is said.
    step: Option<Box<StepContent>>,
    meter: Option<Arc<dyn DropMeter>>,
}

impl Capturing {
    /// Makes places for what is captured of an operation, if it is; `said` is what its annotation says.
    pub(super) fn begin(
        kind: OperationKind,
        said: Option<ContentCapture>,
        parent: &Context,
        (span, conventions): (Route, Conventions),
        (input, response): (&mut InputFacts, &mut ResponseFacts),
    ) -> Option<Box<Self>> {
        let (capture, policy) = content_policy(parent, said)?;
        // The conventions' event is about calls to models alone.
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

    /// What a tool is given.
    pub(super) fn arguments(&mut self, arguments: &(impl ContentValue + ?Sized)) {
        self.step().arguments = Some(KeptText::from(Json::Text(&arguments.to_json())));
    }

    /// What a tool gives.
    pub(super) fn result(&mut self, result: &(impl ContentValue + ?Sized)) {
        self.step().result = Some(KeptText::from(Json::Text(&result.to_json())));
    }

    /// A text under a key of its own.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.step().texts.push((key.to_owned(), KeptText::of(text)));
    }

    /// What is looked for.
    pub(super) fn query(&mut self, kind: OperationKind, query: &str) {
        let key = kind.query_attribute();
        self.step().query = key.map(|key| (key, KeptText::of(query)));
    }

    /// What is found.
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

    /// What is to leave; `is_whole` says that the answer came to its end, whether or not it says why.
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

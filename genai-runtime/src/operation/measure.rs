//! The metrics and events of an operation, emitted when it ends.

use std::time::Duration;

use super::progress::Progress;
use super::{Operation, Outcome};
use crate::kind::OperationKind;
use crate::signals::{
    Failure, Measurement, StepMeasurement, StreamFacts, emit_exception, record_metrics,
};

impl Operation {
    /// Facts of the returned stream, if the function returns one.
    pub(super) fn stream_facts(&self, outcome: &Outcome) -> Option<StreamFacts> {
        let expects_usage = self.callsite.stream?;
        let outcome = outcome.of_stream()?;
        let pace = self.progress.as_deref().map(Progress::pace);
        let facts = StreamFacts::new(outcome, pace, &self.response);
        if expects_usage && facts.lacks_usage() {
            self.callsite.notify_of_missing_usage();
        }
        Some(facts)
    }

    /// Records the metrics of the operation.
    pub(super) fn measure_call(
        &self,
        outcome: &Outcome,
        stream: Option<&StreamFacts>,
        duration: Duration,
    ) {
        if self.has_begun {
            self.count_for_caller();
        }
        let OperationKind::Model(operation) = self.kind else {
            if self.has_begun && self.is_measured() {
                self.measure_step(outcome, duration);
            }
            return;
        };
        if self.has_begun {
            let measurement = Measurement {
                operation,
                identity: &self.identity,
                response: &self.response,
                error_type: outcome.failure().map(|failure| &*failure.error_type),
                conventions: self.conventions,
                outcome: outcome.attribute(),
                stream,
                duration,
                ended: self.started + duration,
            };
            record_metrics(&measurement, &self.span.context);
        }
    }

    /// Whether the conventions in force measure an operation other than a call to a model. v1.41 requires a provider.
    fn is_measured(&self) -> bool {
        match self.kind {
            OperationKind::Agent | OperationKind::Tool | OperationKind::Workflow => {
                self.conventions.has_latest()
            }
            kind if kind.asks_a_service() => {
                self.identity.provider.is_some() || !self.conventions.has_v1_41()
            }
            _ => false,
        }
    }

    /// Emits the exception event of a failed call to a model or another service.
    pub(super) fn emit_failure(&self, failure: &Failure) {
        let operation = match self.kind {
            OperationKind::Model(operation) => Some(operation),
            kind if kind.asks_a_service() && self.is_measured() => kind.operation_name(),
            _ => None,
        };
        if let Some(operation) = operation {
            emit_exception(operation, &self.identity, failure, &self.span.context);
        }
    }

    /// Counts this call among those of the agent that made it.
    fn count_for_caller(&self) {
        let Some(caller) = &self.caller else { return };
        match self.kind {
            kind if kind.answers() => caller.called_model(self.identity.provider.as_ref()),
            OperationKind::Tool => caller.called_tool(),
            _ => {}
        }
    }

    /// Records the metrics of an operation other than a call to a model.
    fn measure_step(&self, outcome: &Outcome, duration: Duration) {
        let name = self.identity.name.as_deref();
        let measurement = StepMeasurement {
            kind: self.kind,
            name: name.unwrap_or(self.callsite.name),
            identity: &self.identity,
            run: self.agent_run.as_deref(),
            error_type: outcome.failure().map(|failure| &*failure.error_type),
            outcome: outcome.attribute(),
            duration,
            ended: self.started + duration,
        };
        measurement.record(&self.span.context);
    }
}

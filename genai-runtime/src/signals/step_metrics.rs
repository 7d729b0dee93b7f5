//! Metrics of agents, tools and workflows (unreleased conventions), and of calls to services other than models.

use std::time::{Duration, Instant};

use genai_semconv::attribute;
use opentelemetry::Context;

use super::instruments::Instruments;
use super::{Attributes, Identity, providers, purpose};
use crate::chain::AgentRun;
use crate::kind::OperationKind;

/// The facts of one step that its metrics need.
#[derive(Debug)]
pub(crate) struct StepMeasurement<'a> {
    pub(crate) kind: OperationKind,
    pub(crate) name: &'a str,
    pub(crate) identity: &'a Identity,
    /// The calls that an agent has made.
    pub(crate) run: Option<&'a AgentRun>,
    pub(crate) error_type: Option<&'a str>,
    /// How the step ended, if it neither succeeded nor failed.
    pub(crate) outcome: Option<&'static str>,
    pub(crate) duration: Duration,
    pub(crate) ended: Instant,
}

impl StepMeasurement<'_> {
    pub(crate) fn record(&self, context: &Context) {
        providers::with_instruments(context, self.ended, |instruments| {
            self.record_with(instruments, context);
        });
    }

    fn record_with(&self, instruments: &Instruments, context: &Context) {
        let mut attributes = self.attributes().into_vec();
        purpose::write_to_metric(context, &mut attributes);
        if let Some(run) = self.run {
            let steps = instruments.steps();
            let calls = &steps.inference_calls;
            calls.record(run.inference_calls(), &attributes);
            steps.tool_calls.record(run.tool_calls(), &attributes);
        }
        attributes.extend(self.ending(context).into_vec());
        let histogram = match self.kind {
            OperationKind::Agent => &instruments.steps().agent_duration,
            OperationKind::Tool => &instruments.steps().tool_duration,
            OperationKind::Workflow => &instruments.steps().workflow_duration,
            _ => instruments.operation_duration(),
        };
        histogram.record(self.duration.as_secs_f64(), &attributes);
    }

    /// The attributes of all its metrics.
    fn attributes(&self) -> Attributes {
        let mut attributes = Attributes::default();
        let name = Some(self.name.to_owned());
        match self.kind {
            OperationKind::Agent => attributes.add(attribute::GEN_AI_AGENT_NAME, name),
            OperationKind::Tool => {
                attributes.add(attribute::GEN_AI_TOOL_NAME, name);
                attributes.add(attribute::GEN_AI_TOOL_TYPE, self.identity.tool_type.clone());
                attributes.add(attribute::GEN_AI_AGENT_NAME, self.identity.agent.clone());
            }
            OperationKind::Workflow => attributes.add(attribute::GEN_AI_WORKFLOW_NAME, name),
            _ => self.service(&mut attributes),
        }
        attributes
    }

    /// Further attributes of its duration.
    fn ending(&self, context: &Context) -> Attributes {
        let mut ending = Attributes::default();
        if self.kind == OperationKind::Agent {
            ending.add(attribute::GEN_AI_REQUEST_MODEL, self.identity.model.clone());
            if let Some(redaction) = providers::redaction(context) {
                ending.redact(&redaction);
            }
        }
        // `error_type` was redacted when the operation ended.
        let error_type = self.error_type.map(str::to_owned);
        ending.add(attribute::ERROR_TYPE, error_type);
        ending.outcome(self.outcome);
        ending
    }

    /// Adds the service and its operation.
    fn service(&self, attributes: &mut Attributes) {
        let identity = self.identity;
        attributes.add(attribute::GEN_AI_OPERATION_NAME, self.kind.operation_name());
        attributes.add(attribute::GEN_AI_PROVIDER_NAME, identity.provider.clone());
        attributes.add(attribute::GEN_AI_REQUEST_MODEL, identity.model.clone());
        attributes.add_server(identity.server.as_ref());
    }
}

//! Metrics of agents, tools and workflows, which the unreleased conventions have.

use std::time::Duration;

use genai_semconv::attribute;
use opentelemetry::Context;

use super::{Attributes, Identity, providers};
use crate::chain::AgentRun;
use crate::kind::OperationKind;

/// One step, as its metrics see it.
#[derive(Debug)]
pub(crate) struct StepMeasurement<'a> {
    pub(crate) kind: OperationKind,
    pub(crate) name: &'a str,
    pub(crate) identity: &'a Identity,
    /// What an agent has called.
    pub(crate) run: Option<&'a AgentRun>,
    pub(crate) error_type: Option<&'a str>,
    /// How it ended where it neither succeeded nor failed.
    pub(crate) outcome: Option<&'static str>,
    pub(crate) duration: Duration,
}

impl StepMeasurement<'_> {
    pub(crate) fn record(&self, context: &Context) {
        let mut attributes = Attributes::default();
        let name = Some(self.name.to_owned());
        match self.kind {
            OperationKind::Agent => {
                attributes.add(attribute::GEN_AI_AGENT_NAME, name);
            }
            OperationKind::Tool => {
                attributes.add(attribute::GEN_AI_TOOL_NAME, name);
                attributes.add(attribute::GEN_AI_TOOL_TYPE, self.identity.tool_type.clone());
                attributes.add(attribute::GEN_AI_AGENT_NAME, self.identity.agent.clone());
            }
            OperationKind::Workflow => attributes.add(attribute::GEN_AI_WORKFLOW_NAME, name),
            _ => return,
        }
        let instruments = providers::instruments(context);
        let steps = instruments.steps();
        if let Some(run) = self.run {
            let attributes = attributes.as_slice();
            steps
                .inference_calls
                .record(run.inference_calls(), attributes);
            steps.tool_calls.record(run.tool_calls(), attributes);
        }
        if self.kind == OperationKind::Agent {
            attributes.add(attribute::GEN_AI_REQUEST_MODEL, self.identity.model.clone());
        }
        let error_type = self.error_type.map(str::to_owned);
        attributes.add(attribute::ERROR_TYPE, error_type);
        attributes.outcome(self.outcome);
        let histogram = match self.kind {
            OperationKind::Agent => &steps.agent_duration,
            OperationKind::Tool => &steps.tool_duration,
            _ => &steps.workflow_duration,
        };
        histogram.record(self.duration.as_secs_f64(), attributes.as_slice());
    }
}

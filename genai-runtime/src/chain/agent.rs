//! The agent that acts, and what it calls.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use opentelemetry::{Context, StringValue};

/// One run of an agent. What another agent beneath it calls is that one's.
#[derive(Debug, Default)]
pub(crate) struct AgentRun {
    name: String,
    inference_calls: AtomicU64,
    tool_calls: AtomicU64,
    /// Whose model it called first.
    provider: OnceLock<StringValue>,
}

#[derive(Debug)]
struct Acting(Arc<AgentRun>);

impl AgentRun {
    /// A new run of that agent, which acts in the context from now on.
    pub(crate) fn begin(name: &str, context: &mut Context) -> Arc<Self> {
        let run = Arc::new(Self {
            name: name.to_owned(),
            ..Self::default()
        });
        *context = context.with_value(Acting(run.clone()));
        run
    }

    /// The run that acts in a context.
    #[inline]
    pub(crate) fn acting(context: &Context) -> Option<Arc<Self>> {
        context.get::<Acting>().map(|acting| acting.0.clone())
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// It called a model of that provider.
    pub(crate) fn called_model(&self, provider: Option<&StringValue>) {
        self.inference_calls.fetch_add(1, Ordering::Relaxed);
        self.turns_to(provider);
    }

    /// It begins to call a model of that provider.
    pub(crate) fn turns_to(&self, provider: Option<&StringValue>) {
        if let Some(provider) = provider {
            self.provider.get_or_init(|| provider.clone());
        }
    }

    /// Whose model it called first.
    pub(crate) fn provider(&self) -> Option<&StringValue> {
        self.provider.get()
    }

    /// It called a tool.
    pub(crate) fn called_tool(&self) {
        self.tool_calls.fetch_add(1, Ordering::Relaxed);
    }

    /// How often it has called models until now.
    pub(crate) fn inference_calls(&self) -> u64 {
        self.inference_calls.load(Ordering::Relaxed)
    }

    /// How often it has called tools until now.
    pub(crate) fn tool_calls(&self) -> u64 {
        self.tool_calls.load(Ordering::Relaxed)
    }
}

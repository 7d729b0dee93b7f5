//! The acting agent of a context, and the calls that it makes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use opentelemetry::{Context, StringValue};

/// One run of an agent. Calls of a nested agent count for that one only.
#[derive(Debug, Default)]
pub(crate) struct AgentRun {
    name: String,
    inference_calls: AtomicU64,
    tool_calls: AtomicU64,
    /// The provider of the first model that it called.
    provider: OnceLock<StringValue>,
}

#[derive(Debug)]
struct Acting(Arc<AgentRun>);

impl AgentRun {
    /// Begins a run of this agent, and makes it the acting one of the context.
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

    /// Counts a call to a model of this provider.
    pub(crate) fn called_model(&self, provider: Option<&StringValue>) {
        self.inference_calls.fetch_add(1, Ordering::Relaxed);
        self.turns_to(provider);
    }

    /// Notes the provider of a call to a model that begins.
    pub(crate) fn turns_to(&self, provider: Option<&StringValue>) {
        if let Some(provider) = provider {
            self.provider.get_or_init(|| provider.clone());
        }
    }

    /// The provider of the first model that it called.
    pub(crate) fn provider(&self) -> Option<&StringValue> {
        self.provider.get()
    }

    /// Counts a call to a tool.
    pub(crate) fn called_tool(&self) {
        self.tool_calls.fetch_add(1, Ordering::Relaxed);
    }

    /// The number of calls to models until now.
    pub(crate) fn inference_calls(&self) -> u64 {
        self.inference_calls.load(Ordering::Relaxed)
    }

    /// The number of calls to tools until now.
    pub(crate) fn tool_calls(&self) -> u64 {
        self.tool_calls.load(Ordering::Relaxed)
    }
}

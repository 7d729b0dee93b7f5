//! Takes the description of an operation that is about to start.

use std::borrow::Cow;

use genai_semconv::attribute;
use opentelemetry::{ContextGuard, StringValue, Value};

use super::{Ongoing, Operation, Origin, Phase};
use crate::attributes::AttributeTarget;
use crate::callsite::{Callsite, Site};
use crate::content::CaptureChoice;
use crate::content::content_value::ContentValue;
use crate::filling::fill;
use crate::interned::interned;
use crate::kind::OperationKind;
use crate::report::value::{Integer, Number, Text, Texts};
use crate::report::{MessageReport, Messages, ToolReport, Tools};
use crate::shield::context_is_reachable;
use crate::signals::{Identity, Server, is_enabled};
use crate::switch::is_switched_off;
use crate::unsampled::skips_unsampled;

/// An operation that is about to start.
///
/// Its identity, which samplers see, is set first: provider, model, server and names. Then [`Start::open`] starts the
/// span and returns whether that is recording and the rest worth setting.
#[derive(Debug)]
pub struct Start {
    /// `None` if the operation is unobserved: the only field that an unobserved call reads.
    pub(super) observed: Option<Observed>,
}

/// An observed operation.
#[derive(Debug)]
pub(super) struct Observed {
    /// Keeps the operation current while a synchronous body runs. Declared first, to be dropped first.
    pub(super) entered: Option<ContextGuard>,
    pub(super) ongoing: Ongoing,
}

impl Start {
    #[inline]
    pub(crate) fn new(callsite: &'static Callsite) -> Self {
        if is_switched_off() {
            return Self::unobserved();
        }
        let observed = observed(callsite).map(|ongoing| Observed {
            entered: None,
            ongoing,
        });
        Self { observed }
    }

    /// An unobserved operation.
    #[inline]
    pub(super) const fn unobserved() -> Self {
        Self { observed: None }
    }

    /// Name of the step, tool or workflow.
    pub fn name(&mut self, name: impl Text) {
        if let Some(identity) = self.identity() {
            let name = name.text().filter(|name| !name.is_empty());
            identity.name = name.map(interned);
        }
    }

    /// `gen_ai.provider.name`
    pub fn provider(&mut self, provider: impl Text) {
        if let Some(identity) = self.identity() {
            set_text(&mut identity.provider, &provider);
        }
    }

    /// `gen_ai.request.model`
    pub fn model(&mut self, model: impl Text) {
        if let Some(identity) = self.identity() {
            set_text(&mut identity.model, &model);
        }
    }

    /// `server.address` and `server.port`
    pub fn endpoint(&mut self, endpoint: impl Text) {
        if let Some(identity) = self.identity() {
            identity.server = endpoint.text().and_then(|endpoint| Server::of(&endpoint));
        }
    }

    /// `gen_ai.data_source.id`
    pub fn data_source(&mut self, data_source: impl Text) {
        if let Some(identity) = self.identity() {
            set_text(&mut identity.data_source, &data_source);
        }
    }

    /// `gen_ai.tool.type`
    pub fn tool_type(&mut self, tool_type: impl Text) {
        if let Some(identity) = self.identity() {
            set_text(&mut identity.tool_type, &tool_type);
        }
    }

    /// The size of the input, and `gen_ai.input.messages` where content is captured
    pub fn input(&mut self, input: &(impl MessageReport + ?Sized)) {
        if let Some(operation) = self.operation() {
            input.report(&mut Messages::new(&mut operation.input));
        }
    }

    /// The size of the instructions, and `gen_ai.system_instructions` where content is captured
    pub fn system_instructions(&mut self, instructions: &(impl MessageReport + ?Sized)) {
        if let Some(operation) = self.operation() {
            instructions.report(&mut Messages::instructions(&mut operation.input));
        }
    }

    /// `gen_ai.tool.definitions`, where content is captured
    pub fn tools(&mut self, tools: &(impl ToolReport + ?Sized)) {
        if let Some(operation) = self.operation() {
            tools.report(&mut Tools::new(&mut operation.input));
        }
    }

    /// The size of the arguments, and `gen_ai.tool.call.arguments` where content is captured
    pub fn arguments(&mut self, arguments: &(impl ContentValue + ?Sized)) {
        if let Some(operation) = self.operation()
            && let Some(bytes) = arguments.size()
        {
            operation.input.add_bytes(Some(bytes));
            if let Some(capturing) = &mut operation.capturing {
                capturing.arguments(arguments);
            }
        }
    }

    /// The size of the query, and `gen_ai.retrieval.query.text` or `gen_ai.memory.query.text` where content is captured
    pub fn query(&mut self, query: impl Text) {
        if let Some(operation) = self.operation()
            && let Some(query) = query.text()
        {
            operation.input.add_bytes(Some(query.len() as u64));
            let kind = operation.kind;
            if let Some(capturing) = &mut operation.capturing {
                capturing.query(kind, &query);
            }
        }
    }

    /// Whether content of this call is captured; `None` leaves that to the configuration of the process.
    pub fn content(&mut self, capture: impl CaptureChoice) {
        if let Some(origin) = self.origin() {
            origin.capture = capture.choice();
        }
    }

    /// The origin, until the operation has started.
    pub(super) fn origin(&mut self) -> Option<&mut Origin> {
        self.unopened().map(|operation| &mut operation.origin)
    }

    pub(super) fn identity(&mut self) -> Option<&mut Identity> {
        self.unopened().map(|operation| &mut operation.identity)
    }

    /// The operation before its span is started.
    pub(super) fn unopened(&mut self) -> Option<&mut Operation> {
        let operation = &mut *self.observed.as_mut()?.ongoing;
        (operation.phase == Phase::Described).then_some(operation)
    }

    /// The operation once its span is started.
    pub(super) fn operation(&mut self) -> Option<&mut Operation> {
        let operation = &mut *self.observed.as_mut()?.ongoing;
        (operation.phase != Phase::Described).then_some(operation)
    }
}

/// The operation of a called function, if it is observed.
fn observed(callsite: &'static Callsite) -> Option<Ongoing> {
    let skips_unsampled = skips_unsampled() && !callsite.has_parent;
    if !context_is_reachable() || !is_enabled(skips_unsampled) {
        return None;
    }
    let mut operation = Ongoing::blank();
    operation.callsite = Site::Function(callsite);
    if let Some(provider) = callsite.provider {
        fill(&mut operation.identity.provider, provider.into());
    }
    if let Some(model) = callsite.model {
        fill(&mut operation.identity.model, model.into());
    }
    Some(operation)
}

impl AttributeTarget for Start {
    fn keep(&mut self, key: &'static str, value: Option<Value>, is_saturated: bool) {
        if let Some(operation) = self.operation() {
            operation.keep_own(key, value, is_saturated);
        }
    }
}

macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident: $shape:ident($method:ident) => $key:ident;)*) => {
        impl Start {
            $(
                $(#[$doc])*
                pub fn $name(&mut self, value: impl $shape) {
                    if let Some(operation) = self.operation() {
                        operation.attributes.$method(attribute::$key, &value);
                    }
                }
            )*
        }
    };
}

parameters! {
    /// `gen_ai.request.temperature`
    temperature: Number(number) => GEN_AI_REQUEST_TEMPERATURE;
    /// `gen_ai.request.top_p`
    top_p: Number(number) => GEN_AI_REQUEST_TOP_P;
    /// `gen_ai.request.frequency_penalty`
    frequency_penalty: Number(number) => GEN_AI_REQUEST_FREQUENCY_PENALTY;
    /// `gen_ai.request.presence_penalty`
    presence_penalty: Number(number) => GEN_AI_REQUEST_PRESENCE_PENALTY;
    /// `gen_ai.request.max_tokens`
    max_tokens: Integer(integer) => GEN_AI_REQUEST_MAX_TOKENS;
    /// `gen_ai.request.seed`
    seed: Integer(integer) => GEN_AI_REQUEST_SEED;
    /// `gen_ai.request.stop_sequences`
    stop_sequences: Texts(texts) => GEN_AI_REQUEST_STOP_SEQUENCES;
    /// `gen_ai.request.encoding_formats`
    encoding_formats: Texts(texts) => GEN_AI_REQUEST_ENCODING_FORMATS;
    /// `gen_ai.request.reasoning.level`
    reasoning_level: Text(text) => GEN_AI_REQUEST_REASONING_LEVEL;
    /// `gen_ai.output.type`
    output_type: Text(text) => GEN_AI_OUTPUT_TYPE;
    /// `gen_ai.tool.description`
    description: Text(text) => GEN_AI_TOOL_DESCRIPTION;
    /// `gen_ai.tool.call.id`
    call_id: Text(text) => GEN_AI_TOOL_CALL_ID;
    /// `gen_ai.agent.description`
    agent_description: Text(text) => GEN_AI_AGENT_DESCRIPTION;
    /// `gen_ai.agent.id`
    agent_id: Text(text) => GEN_AI_AGENT_ID;
    /// `gen_ai.agent.version`
    agent_version: Text(text) => GEN_AI_AGENT_VERSION;
}

impl Start {
    /// `gen_ai.request.top_k`, or `gen_ai.retrieval.top_k` of a retrieval
    pub fn top_k(&mut self, top_k: impl Number) {
        if let Some(operation) = self.operation() {
            let is_retrieval = operation.kind == OperationKind::Retrieval;
            let conventions = operation.conventions;
            operation
                .attributes
                .top_k(&top_k, is_retrieval, conventions);
        }
    }

    /// `gen_ai.memory.store.id` (unreleased conventions)
    pub fn store(&mut self, store: impl Text) {
        self.memory(attribute::GEN_AI_MEMORY_STORE_ID, &store);
    }

    /// `gen_ai.memory.record.id` (unreleased conventions)
    pub fn record(&mut self, record: impl Text) {
        self.memory(attribute::GEN_AI_MEMORY_RECORD_ID, &record);
    }

    fn memory(&mut self, key: &'static str, value: &impl Text) {
        if let Some(operation) = self.operation()
            && matches!(operation.kind, OperationKind::Memory(_))
        {
            operation.attributes.text(key, value);
        }
    }

    /// `gen_ai.request.choice.count`
    pub fn choice_count(&mut self, count: impl Integer) {
        if let Some(operation) = self.operation() {
            operation.attributes.choice_count(&count);
        }
    }
}

/// Sets a text; an empty one counts as `None`.
pub(super) fn set_text(place: &mut Option<StringValue>, text: &impl Text) {
    let text = text.text().filter(|text| !text.is_empty());
    match text.map(interned) {
        Some(Cow::Borrowed(kept)) => fill(place, kept.into()),
        // Not interned: too long, or one of too many.
        Some(Cow::Owned(text)) => *place = Some(text.into()),
        None => *place = None,
    }
}

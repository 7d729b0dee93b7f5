//! What is said of a call to a model.

use genai_semconv::attribute;

use super::{Model, ModelOperation, Operation, ReportedBy, Unreported};
use crate::kind::OperationKind;
use crate::report::value::{Integer, Number, Text, Texts};

macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident: $shape:ident($method:ident) => $key:ident;)*) => {
        impl<U, C, S> Operation<Model, U, C, S> {
            $(
                $(#[$doc])*
                pub fn $name(mut self, value: impl $shape) -> Self {
                    self.facts.said.push(stringify!($name));
                    self.facts.details.$method(attribute::$key, &value);
                    self
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
}

impl<U, C, S> Operation<Model, U, C, S> {
    /// What is asked of the model.
    pub fn operation(mut self, operation: ModelOperation) -> Self {
        self.facts.callsite.kind = OperationKind::Model(operation.name());
        self.facts.callsite.name = operation.name();
        self
    }

    /// The model that is asked (`gen_ai.request.model`).
    pub fn model(mut self, name: impl Text) -> Self {
        self.facts.said.push("model");
        self.facts.model(&name);
        self
    }

    /// A URL, `host:port` or a host (`server.address`, `server.port`).
    pub fn endpoint(mut self, endpoint: impl Text) -> Self {
        self.facts.endpoint(&endpoint);
        self
    }

    /// `gen_ai.request.top_k`
    pub fn top_k(mut self, top_k: impl Number) -> Self {
        self.facts.said.push("top_k");
        self.facts.top_k = top_k.number();
        self
    }

    /// `gen_ai.request.choice.count`, where it is not 1
    pub fn choice_count(mut self, count: impl Integer) -> Self {
        self.facts.said.push("choice_count");
        self.facts.details.choice_count(&count);
        self
    }

    /// A function says what a success (of a stream: a chunk) cost.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::{Operation, Response};
    ///
    /// let call = Operation::llm("local-rules").model("rules-1");
    /// let call = call.usage(|words: &Vec<&str>, response: &mut Response<'_>| {
    ///     response.output_tokens(words.len());
    /// });
    /// call.run(|| Some(vec!["no", "yes"]));
    /// ```
    pub fn usage<F>(self, report: F) -> Operation<Model, ReportedBy<F>, C, S> {
        self.reported(ReportedBy(report))
    }

    /// What runs reports by itself, through [`report`](crate::report).
    pub fn manual_usage(mut self) -> Operation<Model, Unreported, C, S> {
        self.facts.callsite.manual_usage = true;
        self.reported(Unreported)
    }

    /// Nothing is known of what the call costs.
    pub fn no_usage(self) -> Operation<Model, Unreported, C, S> {
        self.reported(Unreported)
    }
}

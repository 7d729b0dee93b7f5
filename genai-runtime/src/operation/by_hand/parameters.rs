//! Methods that describe a call to a model.
//!
//! `operation` may be set after the parameters, so parameters that the operation does not have are left out only when
//! it starts.

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
    /// Sampling temperature (`gen_ai.request.temperature`): a number in the provider's range. `None` leaves it out,
    /// even if the request sets it. Left out of embeddings.
    temperature: Number(number) => GEN_AI_REQUEST_TEMPERATURE;
    /// Nucleus sampling (`gen_ai.request.top_p`): the share of probability to choose from, 0 to 1. `None` leaves it
    /// out, even if the request sets it. Left out of embeddings.
    top_p: Number(number) => GEN_AI_REQUEST_TOP_P;
    /// Penalty for frequent tokens (`gen_ai.request.frequency_penalty`): a number in the provider's range. `None`
    /// leaves it out, even if the request sets it. Left out of embeddings.
    frequency_penalty: Number(number) => GEN_AI_REQUEST_FREQUENCY_PENALTY;
    /// Penalty for tokens that occurred already (`gen_ai.request.presence_penalty`): a number in the provider's range.
    /// `None` leaves it out, even if the request sets it. Left out of embeddings.
    presence_penalty: Number(number) => GEN_AI_REQUEST_PRESENCE_PENALTY;
    /// Most tokens that the model may generate (`gen_ai.request.max_tokens`). `None` leaves it out, even if the
    /// request sets it. Left out of embeddings.
    max_tokens: Integer(integer) => GEN_AI_REQUEST_MAX_TOKENS;
    /// Seed of the sampling (`gen_ai.request.seed`): any integer. `None` leaves it out, even if the request sets it.
    /// Left out of embeddings.
    seed: Integer(integer) => GEN_AI_REQUEST_SEED;
    /// Texts that end the generation (`gen_ai.request.stop_sequences`). `None` and an empty list leave it out, even
    /// if the request sets it. Left out of embeddings.
    stop_sequences: Texts(texts) => GEN_AI_REQUEST_STOP_SEQUENCES;
    /// How embeddings are to be encoded (`gen_ai.request.encoding_formats`): `float`, `base64`. `None` and an empty
    /// list leave it out, even if the request sets it. Left out of all but embeddings.
    encoding_formats: Texts(texts) => GEN_AI_REQUEST_ENCODING_FORMATS;
    /// How much reasoning is asked for, in the provider's words (`gen_ai.request.reasoning.level`, written under v1.41
    /// too, which does not have it). `None` leaves it out, even if the request sets it. Left out of embeddings.
    reasoning_level: Text(text) => GEN_AI_REQUEST_REASONING_LEVEL;
    /// What kind of answer is asked for (`gen_ai.output.type`): `text`, `json`, `image` or `speech`. `None` leaves it
    /// out, even if the request sets it. Left out of embeddings.
    output_type: Text(text) => GEN_AI_OUTPUT_TYPE;
}

impl<U, C, S> Operation<Model, U, C, S> {
    /// Sets the operation of the model (`gen_ai.operation.name`). Default: `chat`.
    pub fn operation(mut self, operation: ModelOperation) -> Self {
        self.facts.callsite.kind = OperationKind::Model(operation.name());
        self.facts.callsite.name = operation.name();
        self
    }

    /// Sets the requested model (`gen_ai.request.model`). `None` leaves it out, even where the request sets it.
    /// Default: the model of the [`request`](Self::request), if any.
    pub fn model(mut self, name: impl Text) -> Self {
        self.facts.said.push("model");
        self.facts.model(&name);
        self
    }

    /// Sets the server of the model (`server.address`, `server.port`): a URL, `host:port` or a host; anything else, and
    /// `None`, sets nothing. The port defaults to that of the scheme, else to 443; user, password and path are dropped.
    pub fn endpoint(mut self, endpoint: impl Text) -> Self {
        self.facts.endpoint(&endpoint);
        self
    }

    /// How many candidates to sample from (`gen_ai.request.top_k`): a number; the unreleased conventions take integers
    /// only. `None` leaves it out, even where the request sets it. Left out of embeddings.
    pub fn top_k(mut self, top_k: impl Number) -> Self {
        self.facts.said.push("top_k");
        self.facts.top_k = top_k.number();
        self
    }

    /// How many answers are asked for (`gen_ai.request.choice.count`); 1 is not recorded. `None` leaves it out, even
    /// if the request sets it. Left out of embeddings.
    pub fn choice_count(mut self, count: impl Integer) -> Self {
        self.facts.said.push("choice_count");
        self.facts.details.choice_count(&count);
        self
    }

    /// Sets a function that reports the usage of a success, or of a chunk of a stream.
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

    /// Declares that the code that runs reports usage itself, through [`report`](fn@crate::report).
    pub fn manual_usage(mut self) -> Operation<Model, Unreported, C, S> {
        self.facts.callsite.manual_usage = true;
        self.reported(Unreported)
    }

    /// Declares that the call reports no usage.
    pub fn no_usage(self) -> Operation<Model, Unreported, C, S> {
        self.reported(Unreported)
    }
}

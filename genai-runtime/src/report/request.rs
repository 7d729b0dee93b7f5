//! The sink that requests are reported to.

use super::input_facts::InputFacts;
use super::value::{Integer, Number, Text, Texts};
use super::{Flag, Messages, RequestFacts, Tools};

/// Collects the model, the parameters and the input of a request.
///
/// Every method takes a value in the form that a type has it: texts as `&str`, `String`, `Cow`, `Arc<str>`, numbers of
/// any width, each also behind `Option` or a reference. `None` sets nothing. If something is set twice, the last value
/// wins.
///
/// If the annotation does not name the model, a request reports twice: the model before the span starts, since samplers
/// see it, and everything else if the span is recording. Values that are ignored are neither converted nor copied.
///
/// # Examples
///
/// ```
/// use genai_runtime::{Request, RequestReport};
///
/// struct Ask { model: String, warmth: Option<f32>, question: String }
///
/// impl RequestReport for Ask {
///     fn report(&self, request: &mut Request<'_>) {
///         request.model(&self.model).temperature(self.warmth);
///         request.messages().message("user").text(&self.question);
///     }
/// }
/// ```
#[derive(Debug)]
pub struct Request<'a> {
    facts: &'a mut RequestFacts,
    /// The sink of content; `None` if only the model is read.
    input: Option<&'a mut InputFacts>,
    /// The names of methods that the annotation overrides.
    except: &'a [&'a str],
}

impl<'a> Request<'a> {
    /// Takes only the model.
    pub(crate) const fn model_alone(facts: &'a mut RequestFacts) -> Self {
        Self {
            facts,
            input: None,
            except: &[],
        }
    }

    /// Takes everything except what the annotation overrides, by the names of this type's methods.
    pub(crate) const fn new(
        facts: &'a mut RequestFacts,
        input: &'a mut InputFacts,
        except: &'a [&'a str],
    ) -> Self {
        Self {
            facts,
            input: Some(input),
            except,
        }
    }

    /// Whether more than the model is read. If not, everything else is ignored and need not be built.
    pub const fn takes_details(&self) -> bool {
        self.input.is_some()
    }

    /// Requested model (`gen_ai.request.model`).
    pub fn model(&mut self, model: impl Text) -> &mut Self {
        if let Some(model) = model.text() {
            self.facts.model = Some(model.into_owned());
        }
        self
    }

    /// Whether a stream is requested (`gen_ai.request.stream`); only `true` is recorded.
    pub fn stream(&mut self, is_streaming: impl Flag) -> &mut Self {
        if self.takes("stream")
            && let Some(is_streaming) = is_streaming.flag()
        {
            self.facts.is_streaming = is_streaming;
        }
        self
    }

    /// The messages of the conversation (`gen_ai.input.messages`, where content is captured).
    pub fn messages(&mut self) -> Messages<'_> {
        match &mut self.input {
            Some(input) if !self.except.contains(&"input") => Messages::new(input),
            _ => Messages::nowhere(),
        }
    }

    /// The instructions that are given apart from the conversation (`gen_ai.system_instructions`, where content
    /// is captured). The roles of their messages do not matter.
    pub fn system_instructions(&mut self) -> Messages<'_> {
        match &mut self.input {
            Some(input) if !self.except.contains(&"system_instructions") => {
                Messages::instructions(input)
            }
            _ => Messages::nowhere(),
        }
    }

    /// The tools that the model may call (`gen_ai.tool.definitions`, where content is captured).
    pub fn tools(&mut self) -> Tools<'_> {
        match &mut self.input {
            Some(input) if !self.except.contains(&"tools") => Tools::new(input),
            _ => Tools::nowhere(),
        }
    }

    fn takes(&self, name: &str) -> bool {
        self.takes_details() && !self.except.contains(&name)
    }
}

macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident: $shape:ident($method:ident);)*) => {
        impl Request<'_> {
            $(
                $(#[$doc])*
                pub fn $name(&mut self, value: impl $shape) -> &mut Self {
                    if self.takes(stringify!($name))
                        && let Some(value) = value.$method()
                    {
                        self.facts.$name = Some(value.into());
                    }
                    self
                }
            )*
        }
    };
}

parameters! {
    /// Sampling temperature (`gen_ai.request.temperature`).
    temperature: Number(number);
    /// Nucleus sampling: the share of probability to choose from (`gen_ai.request.top_p`).
    top_p: Number(number);
    /// How many candidates to sample from (`gen_ai.request.top_k`).
    top_k: Number(number);
    /// Penalty for frequent tokens (`gen_ai.request.frequency_penalty`).
    frequency_penalty: Number(number);
    /// Penalty for tokens that occurred already (`gen_ai.request.presence_penalty`).
    presence_penalty: Number(number);
    /// Most tokens that the model may generate (`gen_ai.request.max_tokens`).
    max_tokens: Integer(integer);
    /// Seed of the sampling (`gen_ai.request.seed`).
    seed: Integer(integer);
    /// Requested number of answers (`gen_ai.request.choice.count`); 1 is not recorded.
    choice_count: Integer(integer);
    /// Requested number of dimensions of embeddings (`gen_ai.embeddings.dimension.count`); the number in the
    /// response overrides it.
    embedding_dimensions: Integer(integer);
    /// Texts that end the generation (`gen_ai.request.stop_sequences`).
    stop_sequences: Texts(texts);
    /// Requested encodings of embeddings (`gen_ai.request.encoding_formats`).
    encoding_formats: Texts(texts);
    /// Requested level of reasoning, in the provider's words (`gen_ai.request.reasoning.level`).
    reasoning_level: Text(text);
    /// Requested kind of answer (`gen_ai.output.type`): `text`, `json`, `image` or `speech`.
    output_type: Text(text);
    /// The response that this request continues (`gen_ai.request.previous_response.id`).
    previous_response_id: Text(text);
    /// The conversation that the request belongs to (`gen_ai.conversation.id`), unless the program itself sets
    /// one.
    conversation: Text(text);
    /// Requested service tier (`openai.request.service_tier`); `auto` is not recorded.
    ///
    /// Recorded for OpenAI and Azure OpenAI only: the conventions know it for no other provider.
    service_tier: Text(text);
    /// Which API is called (`openai.api.type`): `chat_completions` or `responses`.
    ///
    /// Recorded for OpenAI and Azure OpenAI only: the conventions know it for no other provider.
    api_type: Text(text);
}

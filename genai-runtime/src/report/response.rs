//! The sink that responses are reported to.

use std::borrow::Cow;

use genai_semconv::value::ERROR_TYPE_OTHER;

use super::value::{Text, TokenCount};
use super::{AnsweredError, ResponseFacts, Usage};
use crate::filling::fill;
use crate::interned::interned;

/// The highest index of a choice; no provider offers more.
pub(super) const LAST_CHOICE: usize = 255;

/// Collects what a value knows of a model's response.
///
/// Every method takes a value in the form that a type has it: texts as `&str`, `String`, `Cow`, `Arc<str>`, counts as
/// any integer, each also behind `Option` or a reference. `None` sets nothing. If something is set twice, the last
/// value wins: the chunks of a stream report one after the other.
///
/// # Examples
///
/// ```
/// use genai_runtime::{Response, UsageReport};
///
/// struct Reply { id: String, stop: Option<String>, sent: u32, received: u32 }
///
/// impl UsageReport for Reply {
///     fn report(&self, response: &mut Response<'_>) {
///         response.id(&self.id).next_finish_reason(&self.stop);
///         response.input_tokens(self.sent).output_tokens(self.received);
///     }
/// }
/// ```
#[derive(Debug)]
pub struct Response<'a> {
    pub(super) facts: &'a mut ResponseFacts,
    separate_cache: bool,
    /// The index of the next choice that is reported without one.
    next_choice: usize,
    /// The choice that is being reported, if a type sets it for nested values.
    choice: Option<usize>,
    /// Whether that choice is known by its position among others, and not by an index.
    is_by_position: bool,
}

impl<'a> Response<'a> {
    pub(crate) fn new(facts: &'a mut ResponseFacts) -> Self {
        Self {
            facts,
            separate_cache: false,
            next_choice: 0,
            choice: None,
            is_by_position: false,
        }
    }

    /// The choice (counted from 0) that is being reported: within a derived report, the one whose index is in a field
    /// with `#[usage(choice_index)]` beside or around the present one. Within a derived choice without an index, which is
    /// a type with a finish reason, it is the first one whose finish reason is not reported yet; otherwise the first.
    ///
    /// Pass it to [`text`](Self::text), [`tool_call`](Self::tool_call) and similar methods in a handwritten report of a
    /// value within a choice. Otherwise the messages of several choices become one.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::{Response, UsageReport};
    ///
    /// struct Call { name: String, arguments: String }
    ///
    /// fn say_calls(calls: &[Call], response: &mut Response<'_>) {
    ///     let choice = response.choice();
    ///     for call in calls {
    ///         response.next_tool_call(choice).name(&call.name).arguments(&call.arguments);
    ///     }
    /// }
    ///
    /// #[derive(UsageReport)]
    /// struct Choice {
    ///     #[usage(choice_index)]
    ///     index: u32,
    ///     #[usage(with = say_calls)]
    ///     tool_calls: Vec<Call>,
    /// }
    /// ```
    pub fn choice(&self) -> usize {
        self.choice.unwrap_or_default()
    }

    /// Reports a choice; without an index, the current one.
    pub(crate) fn in_choice(&mut self, index: Option<usize>, report: impl FnOnce(&mut Self)) {
        let outer = (self.choice, self.is_by_position);
        if index.is_some() {
            (self.choice, self.is_by_position) = (index, false);
        }
        report(self);
        (self.choice, self.is_by_position) = outer;
    }

    /// Reports a choice that has no index: the next one, unless an index is known for what is around it.
    pub(crate) fn in_next_choice(&mut self, report: impl FnOnce(&mut Self)) {
        let outer = (self.choice, self.is_by_position);
        if self.choice.is_none() || self.is_by_position {
            (self.choice, self.is_by_position) = (Some(self.next_choice), true);
        }
        report(self);
        (self.choice, self.is_by_position) = outer;
    }

    /// Identifier of the response (`gen_ai.response.id`).
    pub fn id(&mut self, id: impl Text) -> &mut Self {
        if !self.facts.is_measured_alone
            // Some servers send empty texts in chunks instead of leaving them out.
            && let Some(id) = id.text().filter(|id| !id.is_empty())
            // The chunks of a stream repeat the identifier.
            && self.facts.id.get() != Some(&*id)
        {
            self.facts.id.set(id);
        }
        self
    }

    /// Model that answered (`gen_ai.response.model`).
    pub fn model(&mut self, model: impl Text) -> &mut Self {
        set_name(&mut self.facts.model, model.text());
        self
    }

    /// Why the choice at `index` (counted from 0) ended (`gen_ai.response.finish_reasons`).
    ///
    /// `None` records that the choice exists and has not ended; if it never does, its reason is
    /// `error`, as the conventions require. An index above 255 is ignored: no provider offers that
    /// many choices.
    pub fn finish_reason(&mut self, index: usize, reason: impl Text) -> &mut Self {
        if index <= LAST_CHOICE && !self.facts.is_measured_alone {
            self.next_choice = self.next_choice.max(index + 1);
            if let Some(slot) = self.facts.finish_reasons.at(index) {
                set_name(slot, reason.text());
            }
        }
        self
    }

    /// Why the next choice ended, for responses whose choices have no index; `None` sets nothing. Each new report, such
    /// as that of a stream's next chunk, begins at the first choice again. Within a derived choice with an index, it is
    /// [that choice](Self::choice).
    pub fn next_finish_reason(&mut self, reason: impl Text) -> &mut Self {
        if let Some(reason) = reason.text() {
            let indexed = self.choice.filter(|_| !self.is_by_position);
            self.finish_reason(indexed.unwrap_or(self.next_choice), reason);
        }
        self
    }

    /// Why the choice that is being reported ended; `None` sets nothing.
    pub(crate) fn choice_finish_reason(&mut self, reason: impl Text) {
        if let Some(reason) = reason.text() {
            self.finish_reason(self.choice(), reason);
        }
    }

    /// Tokens sent to the model (`gen_ai.usage.input_tokens`).
    #[inline]
    pub fn input_tokens(&mut self, tokens: impl TokenCount) -> &mut Self {
        if let Some(Ok(tokens)) = tokens.token_count() {
            let usage = Usage::new().input(tokens);
            let separate = self.separate_cache;
            self.usage(if separate {
                usage.with_separate_cache()
            } else {
                usage
            });
        }
        self.check(&tokens)
    }

    /// Tokens that the model generated, reasoning included (`gen_ai.usage.output_tokens`).
    #[inline]
    pub fn output_tokens(&mut self, tokens: impl TokenCount) -> &mut Self {
        self.count(&tokens, Usage::output)
    }

    /// Input tokens read from the provider's cache (`gen_ai.usage.cache_read.input_tokens`).
    pub fn cache_read_tokens(&mut self, tokens: impl TokenCount) -> &mut Self {
        self.count(&tokens, Usage::cache_read)
    }

    /// Input tokens written to the provider's cache (`gen_ai.usage.cache_creation.input_tokens`).
    pub fn cache_write_tokens(&mut self, tokens: impl TokenCount) -> &mut Self {
        self.count(&tokens, Usage::cache_write)
    }

    /// Output tokens spent on reasoning (`gen_ai.usage.reasoning.output_tokens`).
    pub fn reasoning_tokens(&mut self, tokens: impl TokenCount) -> &mut Self {
        self.count(&tokens, Usage::reasoning)
    }

    /// Declares that the input count reported here does not include cached tokens;
    /// see [`Usage::with_separate_cache`].
    pub fn separate_cache(&mut self) -> &mut Self {
        self.separate_cache = true;
        self.usage(Usage::new().with_separate_cache())
    }

    /// An error instead of an answer, or in the middle of a stream, although the call itself did not fail: its class
    /// (`error.type`; `_OTHER` if empty, as the conventions require) and its message. The span fails.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn report(response: &mut genai_runtime::Response<'_>) {
    /// response.error("overloaded_error", "try again later");
    /// # }
    /// ```
    pub fn error(&mut self, class: impl Text, message: impl Text) -> &mut Self {
        if let Some(class) = class.text() {
            self.facts.error = Some(Box::new(AnsweredError {
                class: if class.trim().is_empty() {
                    ERROR_TYPE_OTHER.to_owned()
                } else {
                    class.into_owned()
                },
                message: message.text().unwrap_or_default().into_owned(),
            }));
        }
        self
    }

    /// All counts at once.
    #[inline]
    pub fn usage(&mut self, usage: Usage) -> &mut Self {
        self.facts.usage.update(usage);
        self
    }

    /// Service tier that served the request (`openai.response.service_tier`).
    ///
    /// Recorded for OpenAI and Azure OpenAI only: the conventions know it for no other provider.
    pub fn service_tier(&mut self, tier: impl Text) -> &mut Self {
        set_name(&mut self.facts.service_tier, tier.text());
        self
    }

    /// Fingerprint of the backend's configuration (`openai.response.system_fingerprint`).
    ///
    /// Recorded for OpenAI and Azure OpenAI only: the conventions know it for no other provider.
    pub fn system_fingerprint(&mut self, fingerprint: impl Text) -> &mut Self {
        set_name(&mut self.facts.system_fingerprint, fingerprint.text());
        self
    }

    /// Number of dimensions of the returned embeddings (`gen_ai.embeddings.dimension.count`).
    pub fn embedding_dimensions(&mut self, dimensions: impl TokenCount) -> &mut Self {
        if let Some(Ok(dimensions)) = dimensions.token_count() {
            self.facts.embedding_dimensions = Some(dimensions);
        }
        self
    }

    fn count(&mut self, tokens: &impl TokenCount, set: fn(Usage, u64) -> Usage) -> &mut Self {
        if let Some(Ok(tokens)) = tokens.token_count() {
            self.facts.usage = set(self.facts.usage, tokens);
        }
        self.check(tokens)
    }

    fn check(&mut self, tokens: &impl TokenCount) -> &mut Self {
        self.facts.invalid_count |= matches!(tokens.token_count(), Some(Err(_)));
        self
    }
}

/// Sets a text, unless it is unchanged: the chunks of a stream repeat their names.
fn set_name(slot: &mut Option<Cow<'static, str>>, text: Option<Cow<'_, str>>) {
    // Ignores empty texts, as `id` does.
    if let Some(text) = text.filter(|text| !text.is_empty())
        && slot.as_deref() != Some(&*text)
    {
        fill(slot, interned(text));
    }
}

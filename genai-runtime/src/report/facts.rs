//! The facts of a model's response.

use std::borrow::Cow;

use super::Usage;
use super::finish_reasons::FinishReasons;
#[cfg(feature = "serde_json")]
use super::partial_arguments::PartialArguments;
use super::reported_items::ReportedItems;
use super::reused_text::ReusedText;
use super::unnumbered_calls::UnnumberedCalls;
use crate::content::Output;
use crate::content::hidden::hides_content;

/// The facts of a model's response. Fields that few responses have are boxed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ResponseFacts {
    pub(crate) id: ReusedText,
    pub(crate) model: Option<Cow<'static, str>>,
    pub(crate) finish_reasons: FinishReasons,
    pub(crate) service_tier: Option<Cow<'static, str>>,
    pub(crate) system_fingerprint: Option<Cow<'static, str>>,
    pub(crate) embedding_dimensions: Option<u64>,
    pub(crate) usage: Usage,
    /// Whether an invalid count was reported: a negative one, or a fraction.
    pub(crate) invalid_count: bool,
    /// Whether the provider has compacted the conversation.
    pub(crate) is_compacted: bool,
    /// The error that was returned instead of an answer.
    pub(crate) error: Option<Box<AnsweredError>>,
    /// Bytes of text, reasoning and tool arguments, whether or not they are captured.
    pub(crate) output_bytes: u64,
    /// Which output items a stream has reported.
    pub(crate) reported_items: ReportedItems,
    /// The incomplete arguments of a call.
    #[cfg(feature = "serde_json")]
    pub(crate) partial_arguments: Option<Box<PartialArguments>>,
    /// What was known before, if these facts are collected separately.
    pub(crate) older: Older,
    /// The captured output; `None` if content is not captured.
    pub(crate) output: Option<Box<Output>>,
    /// Whether only the metrics of a call without a stream need these facts.
    pub(crate) is_measured_alone: bool,
    /// The number of tool calls that were reported whole and without an index.
    pub(crate) unnumbered_calls: UnnumberedCalls,
}

/// What was known before of an answer whose facts are collected separately.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Older {
    has_answered: bool,
    has_counted_output: bool,
}

/// An error that was returned instead of an answer.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct AnsweredError {
    pub(crate) class: String,
    pub(crate) message: String,
}

hides_content!(AnsweredError);

impl ResponseFacts {
    /// Clears the facts, and keeps capacity for the next response.
    pub(crate) fn clear(&mut self) {
        let Self {
            id,
            model,
            finish_reasons,
            service_tier,
            system_fingerprint,
            embedding_dimensions,
            usage,
            invalid_count,
            is_compacted,
            error,
            output_bytes,
            reported_items,
            #[cfg(feature = "serde_json")]
            partial_arguments,
            older,
            output,
            is_measured_alone,
            unnumbered_calls,
        } = self;
        id.forget();
        *model = None;
        *finish_reasons = FinishReasons::default();
        *service_tier = None;
        *system_fingerprint = None;
        *embedding_dimensions = None;
        *usage = Usage::default();
        *invalid_count = false;
        *is_compacted = false;
        *error = None;
        *output_bytes = 0;
        *reported_items = ReportedItems::default();
        #[cfg(feature = "serde_json")]
        partial_arguments.take();
        *older = Older::default();
        *output = None;
        *is_measured_alone = false;
        *unnumbered_calls = UnnumberedCalls::default();
    }

    /// Empty facts that are collected separately, to be merged into these later.
    pub(crate) fn apart(&self) -> Self {
        Self {
            unnumbered_calls: self.unnumbered_calls.clone(),
            output: self.output.as_ref().map(|output| Box::new(output.apart())),
            reported_items: self.reported_items,
            #[cfg(feature = "serde_json")]
            partial_arguments: self.partial_arguments.clone(),
            older: Older {
                has_answered: self.has_answered(),
                has_counted_output: self.has_counted_output(),
            },
            ..Self::default()
        }
    }

    /// Whether a part of the answer was reported, here or before.
    pub(super) const fn has_answered(&self) -> bool {
        self.older.has_answered || self.output_bytes > 0
    }

    /// Whether output tokens were reported, here or before.
    pub(super) const fn has_counted_output(&self) -> bool {
        self.older.has_counted_output || self.usage.output_tokens().is_some()
    }

    /// Merges newer facts, which take precedence.
    pub(crate) fn merge(&mut self, newer: Self) {
        fn take<T>(mine: &mut Option<T>, theirs: Option<T>) {
            if theirs.is_some() {
                *mine = theirs;
            }
        }
        if newer.id.get().is_some() {
            self.id = newer.id;
        }
        take(&mut self.model, newer.model);
        take(&mut self.service_tier, newer.service_tier);
        take(&mut self.system_fingerprint, newer.system_fingerprint);
        take(&mut self.embedding_dimensions, newer.embedding_dimensions);
        self.finish_reasons.merge(newer.finish_reasons);
        self.usage.update(newer.usage);
        self.invalid_count |= newer.invalid_count;
        self.is_compacted |= newer.is_compacted;
        take(&mut self.error, newer.error);
        self.output_bytes += newer.output_bytes;
        match (&mut self.output, newer.output) {
            (Some(mine), Some(newer)) => mine.append(&newer),
            (mine, newer) => take(mine, newer),
        }
        self.reported_items.merge(newer.reported_items);
        self.unnumbered_calls.merge(&newer.unnumbered_calls);
        #[cfg(feature = "serde_json")]
        {
            self.partial_arguments = newer.partial_arguments;
        }
    }

    /// The approximate size of its texts in bytes, including shared ones.
    #[cfg(feature = "sdk")]
    pub(crate) fn bytes(&self) -> usize {
        let id = self.id.get().map_or(0, str::len);
        let names = [&self.model, &self.service_tier, &self.system_fingerprint];
        let names = names.into_iter().flatten().map(|name| name.len());
        id + names.sum::<usize>() + self.finish_reasons.bytes()
    }

    pub(crate) fn is_inconsistent(&self) -> bool {
        self.invalid_count || self.usage.is_inconsistent()
    }
}

//! The settings of content, for the whole process or for the context of a test.

use std::ffi::{OsStr, OsString};
use std::sync::LazyLock;

#[cfg(feature = "content")]
use super::bounded::MOST;
use super::error_texts::{self, ErrorTexts};
#[cfg(feature = "content")]
use super::kept_text::LONGEST_TEXT;
use super::process;
#[cfg(feature = "content")]
use super::{Budget, ContentBudget, Input, Output, StoreQueue, VALUES_VARIABLE};
use super::{ContentCapture, VARIABLE};
use crate::redact::Redaction;

/// Which content and error texts are recorded, and what is redacted from them.
///
/// With the feature `sdk`, `Telemetry::builder()` has methods for the same settings. A program that installs
/// OpenTelemetry's providers itself calls [`install`](Self::install).
///
/// # Examples
///
/// ```
/// use genai_runtime::ContentCapture;
/// use genai_runtime::content::ContentPolicy;
/// use genai_runtime::redact::Redaction;
///
/// ContentPolicy::from_env()
///     .capture(ContentCapture::EventOnly)
///     .redaction(Redaction::built_in())
///     .install();
/// # ContentPolicy::default().install();
/// ```
#[derive(Debug, Clone, Default)]
#[must_use = "a policy has no effect before `install` is called"]
pub struct ContentPolicy {
    pub(crate) capture: Option<ContentCapture>,
    pub(crate) error_texts: Option<ErrorTexts>,
    #[cfg(feature = "content")]
    pub(crate) budget: ContentBudget,
    pub(crate) redaction: Option<Redaction>,
    /// Whether our exporters apply the same redaction.
    pub(super) is_of_exporters: bool,
    #[cfg(feature = "content")]
    pub(crate) store: Option<StoreQueue>,
    #[cfg(feature = "content")]
    pub(crate) openinference_values: Option<bool>,
}

impl ContentPolicy {
    /// The policy that the environment sets: `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`,
    /// `GENAI_RUNTIME_ERROR_TEXTS` and `GENAI_RUNTIME_OPENINFERENCE_VALUES`. An invalid value captures nothing,
    /// withholds error texts, or counts as `false`.
    pub fn from_env() -> Self {
        Self::from_variables(|name| std::env::var_os(name))
    }

    fn from_variables(lookup: impl Fn(&str) -> Option<OsString>) -> Self {
        let variable = |name| set_to_something(&lookup(name)?);
        let capture = |text: String| ContentCapture::from_text(&text).unwrap_or_default();
        let error_texts =
            |text: String| ErrorTexts::from_text(&text).unwrap_or(ErrorTexts::Withheld);
        Self {
            capture: variable(VARIABLE).map(capture),
            error_texts: variable(error_texts::VARIABLE).map(error_texts),
            #[cfg(feature = "content")]
            openinference_values: variable(VALUES_VARIABLE).map(|text| is_true(&text)),
            ..Self::default()
        }
    }

    /// Sets whether content is captured, and where it is written.
    pub fn capture(mut self, capture: ContentCapture) -> Self {
        self.capture = Some(capture);
        self
    }

    /// Sets whether error texts are recorded. Default: they are, redacted, unless content is explicitly switched off.
    pub fn error_texts(mut self, error_texts: ErrorTexts) -> Self {
        self.error_texts = Some(error_texts);
        self
    }

    /// Sets the limits of captured content.
    #[cfg(feature = "content")]
    pub fn budget(mut self, budget: ContentBudget) -> Self {
        self.budget = budget;
        self
    }

    /// Sets a store for content: each distinct part of a message (and a tool's arguments and result, and the content of
    /// documents and records) is stored once, redacted and whole, under the digest of its JSON. A
    /// [reference](super::StoredPart) replaces it, which [`resolve`](super::resolve) reads back; the budget applies to
    /// references. In any case, about 1 MiB of a text is kept, and 4 MiB each of an operation's messages, instructions,
    /// tools, and documents or records. Binary data over 1 MiB is not stored, not even in part. Queries, prompt
    /// variables and tool definitions are not replaced. With [`openinference_values`](Self::openinference_values),
    /// `input.value` and `output.value` have the references, too.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::content::{ContentPolicy, DirectoryStore, StoreQueue};
    ///
    /// let policy = ContentPolicy::default().store(DirectoryStore::new("/var/lib/bot/content"));
    /// // To look at it later, or to choose how much may wait:
    /// let store = StoreQueue::with_capacity(DirectoryStore::new("/var/lib/bot/content"), 1_000, 16 << 20);
    /// let policy = policy.store(store.clone());
    /// # drop(policy);
    /// ```
    #[cfg(feature = "content")]
    pub fn store(mut self, store: impl Into<StoreQueue>) -> Self {
        self.store = Some(store.into());
        self
    }

    /// Sets whether captured content is also written to the `OpenInference` attributes `input.value` and
    /// `output.value`, which Phoenix shows in its list of spans. They hold the last input message and the first output
    /// message, as text if that has only text, else as JSON; arguments and results of tools as JSON; and queries as
    /// text. `input.mime_type` and `output.mime_type` tell the format. They count against the budget; a message without
    /// room has no value. With a [`store`](Self::store), all but queries are JSON with references, which Phoenix does
    /// not resolve, but [`resolve`](super::resolve) does. Default: `GENAI_RUNTIME_OPENINFERENCE_VALUES`, else they are
    /// not written.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::content::ContentPolicy;
    ///
    /// let policy = ContentPolicy::from_env().openinference_values(true);
    /// # drop(policy);
    /// ```
    #[cfg(feature = "content")]
    pub fn openinference_values(mut self, are_written: bool) -> Self {
        self.openinference_values = Some(are_written);
        self
    }

    /// An empty input; with a store, its parts are kept whole.
    #[cfg(feature = "content")]
    pub(crate) fn of_questions(&self) -> Input {
        let part = match &self.store {
            Some(_) => LONGEST_TEXT,
            None => self.budget.of_attribute(usize::MAX).part,
        };
        Input::of_parts(part, self.redaction.as_ref())
    }

    /// An empty output, which is written under `names` names; with a store, as much of it is kept as of an input.
    #[cfg(feature = "content")]
    pub(crate) fn of_answers(&self, names: usize) -> Output {
        let budget = match &self.store {
            Some(_) => Budget {
                part: LONGEST_TEXT,
                total: MOST,
            },
            None => {
                // Half of the span's budget is left to the input, however many names the output has.
                self.budget
                    .of_attribute(self.budget.of_span() / (2 * names))
            }
        };
        Output::of_budget(budget, self.redaction.as_ref())
    }

    /// Sets what is redacted from every recorded text: content, attributes, events, error descriptions, values from
    /// baggage. Default: the built-in kinds, in error descriptions only; [`Redaction::none`] leaves those unchanged,
    /// too.
    pub fn redaction(mut self, redaction: Redaction) -> Self {
        self.redaction = Some(redaction);
        self
    }

    /// Makes this the policy of the process. Running operations capture content as before, but their errors and what
    /// they record at their end follow the new policy. While the guard of a `Telemetry` installation is alive, its
    /// settings for content and error texts override this policy, except that a `NO_CONTENT` of the environment, the
    /// policy or the installation always applies. The redactions of both apply.
    pub fn install(self) {
        process::install(self);
    }

    /// The redaction of error descriptions.
    pub(crate) fn of_errors(&self) -> &Redaction {
        static BUILT_IN: LazyLock<Redaction> = LazyLock::new(Redaction::built_in);
        self.redaction.as_ref().unwrap_or_else(|| &BUILT_IN)
    }
}

#[cfg(feature = "content")]
fn is_true(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case("true")
}

/// The value of a variable, unless it is blank. A value that is not UTF-8 is kept lossily, and so is invalid.
fn set_to_something(value: &OsStr) -> Option<String> {
    let text = value.to_string_lossy();
    (!text.trim().is_empty()).then(|| text.into_owned())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;

    use super::{ContentCapture, ContentPolicy, ErrorTexts};

    #[test]
    fn variables_that_are_not_utf8_disable_capture() {
        let policy = ContentPolicy::from_variables(|_| Some(OsString::from_vec(vec![0xff])));
        assert_eq!(policy.capture, Some(ContentCapture::NoContent));
        assert_eq!(policy.error_texts, Some(ErrorTexts::Withheld));
    }
}

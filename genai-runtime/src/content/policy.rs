//! What holds for content, in the whole process or in the context of a test.

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

/// Which content and error texts leave the process, and what is redacted from them.
///
/// `Telemetry::builder()` sets it where the feature `sdk` is on. A program that installs OpenTelemetry's
/// providers itself calls [`install`](Self::install).
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
#[must_use = "nothing holds before `install` is called"]
pub struct ContentPolicy {
    pub(crate) capture: Option<ContentCapture>,
    pub(crate) error_texts: Option<ErrorTexts>,
    #[cfg(feature = "content")]
    pub(crate) budget: ContentBudget,
    pub(crate) redaction: Option<Redaction>,
    /// Whether exporters of ours redact by it too.
    pub(super) is_of_exporters: bool,
    #[cfg(feature = "content")]
    pub(crate) store: Option<StoreQueue>,
    #[cfg(feature = "content")]
    pub(crate) openinference_values: Option<bool>,
}

impl ContentPolicy {
    /// The policy that the environment sets: `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`,
    /// `GENAI_RUNTIME_ERROR_TEXTS` and `GENAI_RUNTIME_OPENINFERENCE_VALUES`. An invalid value captures nothing, withholds
    /// error texts, or counts as `false`.
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
            openinference_values: variable(VALUES_VARIABLE).map(|text| says_true(&text)),
            ..Self::default()
        }
    }

    /// Whether content is captured, and where it goes.
    pub fn capture(mut self, capture: ContentCapture) -> Self {
        self.capture = Some(capture);
        self
    }

    /// Whether error texts are recorded. Default: they are, redacted, unless content is explicitly switched off.
    pub fn error_texts(mut self, error_texts: ErrorTexts) -> Self {
        self.error_texts = Some(error_texts);
        self
    }

    /// How much content is kept.
    #[cfg(feature = "content")]
    pub fn budget(mut self, budget: ContentBudget) -> Self {
        self.budget = budget;
        self
    }

    /// Where content is stored: each distinct part of a message (and a tool's arguments and result, and the content
    /// of documents and records) once under the digest of its JSON, after redaction and whole.
    /// A [reference](super::StoredPart) replaces it, which [`resolve`](super::resolve) reads back; the budget
    /// applies to references. Stored or not, about 1 MiB of a text is kept, and 4 MiB each of an operation's messages,
    /// its instructions, its tools, and the documents or records that it finds. Data longer than a text may be is not
    /// stored, not even in part. Queries, prompt variables and tool definitions are not replaced. Where
    /// [`openinference_values`](Self::openinference_values) is on, `input.value` and `output.value` have the references,
    /// too.
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

    /// Whether spans with captured content also say it as the `OpenInference` conventions do, in whose words Phoenix lists
    /// spans: `input.value` and `output.value`. The last message that went in and the first that came out are there as
    /// text where they are text alone, else as JSON, arguments and results of tools as JSON, queries as text;
    /// `input.mime_type` and `output.mime_type` say which. Each counts in the budget; of a message that has no room there
    /// is no value. With a [`store`](Self::store), all but queries are JSON with references, which Phoenix shows as they
    /// are and [`resolve`](super::resolve) reads back. Default: `GENAI_RUNTIME_OPENINFERENCE_VALUES`, else they do not.
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
    pub fn openinference_values(mut self, are_said: bool) -> Self {
        self.openinference_values = Some(are_said);
        self
    }

    /// Where a question is kept: with a store, whole.
    #[cfg(feature = "content")]
    pub(crate) fn of_questions(&self) -> Input {
        let part = match &self.store {
            Some(_) => LONGEST_TEXT,
            None => self.budget.of_attribute(usize::MAX).part,
        };
        Input::of_parts(part, self.redaction.as_ref())
    }

    /// Where an answer is put together, which a span says by so many names: with a store, as much is kept as of a
    /// question.
    #[cfg(feature = "content")]
    pub(crate) fn of_answers(&self, names: usize) -> Output {
        let budget = match &self.store {
            Some(_) => Budget {
                part: LONGEST_TEXT,
                total: MOST,
            },
            None => {
                // Half of a span is left to what the model is told, however often an answer is said.
                self.budget
                    .of_attribute(self.budget.of_span() / (2 * names))
            }
        };
        Output::of_budget(budget, self.redaction.as_ref())
    }

    /// What is redacted from every text that leaves: content, attributes, events, error descriptions, values
    /// from baggage. Default: the built-in kinds, in error descriptions only; [`Redaction::none`] leaves those
    /// unchanged, too.
    pub fn redaction(mut self, redaction: Redaction) -> Self {
        self.redaction = Some(redaction);
        self
    }

    /// Makes this the policy of the process. Running operations have their content captured as before; their errors
    /// and what they record at their end follow the new policy. While the guard of a `Telemetry` installation is
    /// alive, its settings for content and error texts override this policy, except that a `NO_CONTENT` of the
    /// environment, the policy or the installation always applies. The redactions of both apply.
    pub fn install(self) {
        process::install(self);
    }

    /// What is taken out of the descriptions of errors.
    pub(crate) fn of_errors(&self) -> &Redaction {
        static BUILT_IN: LazyLock<Redaction> = LazyLock::new(Redaction::built_in);
        self.redaction.as_ref().unwrap_or_else(|| &BUILT_IN)
    }
}

/// Whether the text of a flag says that it is set.
#[cfg(feature = "content")]
fn says_true(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case("true")
}

/// The value of a variable that is set to something. What is not UTF-8 is something, too, and none of the words there are.
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
    fn variables_that_are_no_text_let_nothing_out() {
        let policy = ContentPolicy::from_variables(|_| Some(OsString::from_vec(vec![0xff])));
        assert_eq!(policy.capture, Some(ContentCapture::NoContent));
        assert_eq!(policy.error_texts, Some(ErrorTexts::Withheld));
    }
}

//! What holds for content in the whole process, or in the context of a test.

use std::ffi::{OsStr, OsString};
use std::mem;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

#[cfg(feature = "content")]
use super::bounded::MOST;
use super::error_texts::{self, ErrorTexts};
#[cfg(feature = "content")]
use super::kept_text::LONGEST_TEXT;
#[cfg(feature = "content")]
use super::{Budget, ContentBudget, Input, Output, StoreQueue};
use super::{ContentCapture, VARIABLE};
use crate::redact::Redaction;

/// What leaves of what, and what is taken out of it before.
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
pub struct ContentPolicy {
    pub(crate) capture: Option<ContentCapture>,
    pub(crate) error_texts: Option<ErrorTexts>,
    #[cfg(feature = "content")]
    pub(crate) budget: ContentBudget,
    pub(crate) redaction: Option<Redaction>,
    /// Whether exporters of ours redact by it too.
    is_of_exporters: bool,
    #[cfg(feature = "content")]
    pub(crate) store: Option<StoreQueue>,
}

impl ContentPolicy {
    /// What the environment says: `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` and
    /// `GENAI_RUNTIME_ERROR_TEXTS`. A value that is none captures nothing, or withholds texts of errors.
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
            ..Self::default()
        }
    }

    /// Whether content is captured, and where it goes.
    pub fn capture(mut self, capture: ContentCapture) -> Self {
        self.capture = Some(capture);
        self
    }

    /// Whether the texts of errors leave. Default: they do, redacted, unless content is switched off by word.
    pub fn error_texts(mut self, error_texts: ErrorTexts) -> Self {
        self.error_texts = Some(error_texts);
        self
    }

    /// How much of it is kept.
    #[cfg(feature = "content")]
    pub fn budget(mut self, budget: ContentBudget) -> Self {
        self.budget = budget;
        self
    }

    /// Content is stored by reference: each distinct part of a message (and a tool's arguments and result, and what
    /// is in documents and records) once under the digest of its JSON, without what redaction takes out, and whole.
    /// In its place stands a [reference](super::StoredPart), which [`resolve`](super::resolve) reads back; the budget
    /// holds for references. Of a text about 1 MiB is kept, and of an operation's messages 4 MiB, stored or not, as of its
    /// instructions and of its tools; data that is longer is not stored, and no data in part. Queries, variables of prompts and definitions of tools stay where they are.
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

    /// Where a question is kept: with a store, whole.
    #[cfg(feature = "content")]
    pub(crate) fn of_questions(&self) -> Input {
        let part = match &self.store {
            Some(_) => LONGEST_TEXT,
            None => self.budget.of_attribute(usize::MAX).part,
        };
        Input::of_parts(part, self.redaction.as_ref())
    }

    /// Where an answer is put together, which a span may say twice: with a store, as much is kept as of a question.
    #[cfg(feature = "content")]
    pub(crate) fn of_answers(&self, is_said_twice: bool) -> Output {
        let budget = match &self.store {
            Some(_) => Budget {
                part: LONGEST_TEXT,
                total: MOST,
            },
            None => {
                let copies = if is_said_twice { 2 } else { 1 };
                self.budget.of_attribute(self.budget.of_span() / copies)
            }
        };
        Output::of_budget(budget, self.redaction.as_ref())
    }

    /// What is taken out of every text that leaves: content, attributes, events, descriptions of errors, what
    /// comes from baggage. Without it, the built-in kinds are taken out of descriptions of errors alone;
    /// [`Redaction::none`] lets those leave as they are, too.
    pub fn redaction(mut self, redaction: Redaction) -> Self {
        self.redaction = Some(redaction);
        self
    }

    /// The same where exporters of ours do the redaction, too.
    #[cfg(feature = "sdk")]
    pub(crate) fn redacted_by_exporters(self, redaction: Redaction) -> Self {
        Self {
            is_of_exporters: true,
            ..self.redaction(redaction)
        }
    }

    /// Makes it the policy of the process. Operations that go on have their content captured as before; their errors
    /// and what they say at their end follow the new one. An installation of `Telemetry` that is told something of
    /// content changes that alone, as long as its guard lives. Where the environment says `NO_CONTENT`, content stays
    /// whatever the policy says.
    pub fn install(self) {
        replace(Some(Arc::new(self.held_to_the_environment())));
    }

    /// The same, but that content stays where the environment says so: nobody has a later word on that.
    fn held_to_the_environment(mut self) -> Self {
        if is_off_by_environment() {
            self.capture = Some(ContentCapture::NoContent);
        }
        self
    }

    /// What is taken out of the descriptions of errors.
    pub(crate) fn of_errors(&self) -> &Redaction {
        static BUILT_IN: LazyLock<Redaction> = LazyLock::new(Redaction::built_in);
        self.redaction.as_ref().unwrap_or_else(|| &BUILT_IN)
    }
}

/// The value of a variable that is set to something. What is not UTF-8 is something, too, and none of the words there are.
fn set_to_something(value: &OsStr) -> Option<String> {
    let text = value.to_string_lossy();
    (!text.trim().is_empty()).then(|| text.into_owned())
}

/// The policy of the process, once there is one.
static POLICY: RwLock<Option<Arc<ContentPolicy>>> = RwLock::new(None);

static ENVIRONMENT: LazyLock<Arc<ContentPolicy>> =
    LazyLock::new(|| Arc::new(ContentPolicy::from_env()));

/// Whether the environment of the process says that content stays.
pub(crate) fn is_off_by_environment() -> bool {
    ENVIRONMENT.capture == Some(ContentCapture::NoContent)
}

/// How often it was replaced.
static GENERATION: AtomicU64 = AtomicU64::new(0);

/// Which policy of the process this is, counted from its beginning.
pub(crate) fn generation() -> u64 {
    GENERATION.load(Ordering::Acquire)
}

/// What most operations need to know of it, so that they need not look at it.
static SUMMARY: AtomicU8 = AtomicU8::new(0);

const IS_KNOWN: u8 = 1;
const CAPTURES: u8 = 2;
const REDACTS: u8 = 4;
const REDACTS_ALONE: u8 = 8;

/// Whether the process captures content, as far as functions do not say otherwise.
#[cfg(feature = "content")]
pub(crate) fn captures() -> bool {
    summary() & CAPTURES != 0
}

/// Whether something is taken out of all texts.
pub(crate) fn redacts() -> bool {
    summary() & REDACTS != 0
}

/// Whether something is taken out of all texts that exporters of ours do not take out.
pub(crate) fn redacts_alone() -> bool {
    summary() & REDACTS_ALONE != 0
}

fn summary() -> u8 {
    match SUMMARY.load(Ordering::Relaxed) {
        0 => {
            // Nobody puts another policy there before the summary of this one stands.
            let current = POLICY.read().unwrap_or_else(PoisonError::into_inner);
            summarise(current.as_ref().unwrap_or_else(|| &ENVIRONMENT))
        }
        summary => summary,
    }
}

fn summarise(policy: &ContentPolicy) -> u8 {
    let captures = policy.capture.is_some_and(ContentCapture::is_on);
    let captures = if captures { CAPTURES } else { 0 };
    let redacts = match &policy.redaction {
        None => 0,
        Some(_) if policy.is_of_exporters => REDACTS,
        Some(_) => REDACTS | REDACTS_ALONE,
    };
    let summary = IS_KNOWN | captures | redacts;
    SUMMARY.store(summary, Ordering::Relaxed);
    summary
}

/// The policy of the process: what was installed, else what the environment says.
pub(crate) fn of_process() -> Arc<ContentPolicy> {
    let policy = POLICY.read().unwrap_or_else(PoisonError::into_inner);
    policy.as_ref().unwrap_or_else(|| &ENVIRONMENT).clone()
}

/// A policy of an installation, and the one in whose place it stands.
#[cfg(feature = "sdk")]
#[derive(Debug)]
pub(crate) struct RegisteredPolicy {
    policy: Arc<ContentPolicy>,
    former: Option<Arc<ContentPolicy>>,
}

/// Makes a policy that of the process until it is taken back.
#[cfg(feature = "sdk")]
pub(crate) fn register(policy: ContentPolicy) -> RegisteredPolicy {
    let policy = Arc::new(policy.held_to_the_environment());
    let former = replace(Some(Arc::clone(&policy)));
    RegisteredPolicy { policy, former }
}

/// Takes a policy back, unless there is another one since: what asked for content is gone.
#[cfg(feature = "sdk")]
pub(crate) fn unregister(registered: &RegisteredPolicy) {
    let is_current = Arc::ptr_eq(&of_process(), &registered.policy);
    if is_current {
        replace(registered.former.clone());
    }
}

/// Puts a policy, or what the environment says, in the place of the process's; returns what stood there.
fn replace(policy: Option<Arc<ContentPolicy>>) -> Option<Arc<ContentPolicy>> {
    let mut current = POLICY.write().unwrap_or_else(PoisonError::into_inner);
    let former = mem::replace(&mut *current, policy);
    // Whoever asks next finds out, and whoever knows of the new generation asks.
    SUMMARY.store(0, Ordering::Relaxed);
    GENERATION.fetch_add(1, Ordering::Release);
    former
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

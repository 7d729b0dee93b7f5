//! The policy of the process: what the environment says, a host's own, and what an installation of ours is told.

#[cfg(feature = "sdk")]
use std::borrow::Cow;
use std::mem;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

#[cfg(feature = "sdk")]
use super::ErrorTexts;
#[cfg(all(feature = "sdk", feature = "content"))]
use super::{ContentBudget, StoreQueue};
use super::{ContentCapture, ContentPolicy};
#[cfg(feature = "sdk")]
use crate::redact::{Redaction, Redactor};

static ENVIRONMENT: LazyLock<Arc<ContentPolicy>> =
    LazyLock::new(|| Arc::new(ContentPolicy::from_env()));

/// Whether the environment of the process says that content stays.
pub(crate) fn is_off_by_environment() -> bool {
    ENVIRONMENT.capture == Some(ContentCapture::NoContent)
}

/// What an installation is told; what it is not told, a host's policy says, or else the environment.
#[cfg(feature = "sdk")]
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) capture: Option<ContentCapture>,
    pub(crate) error_texts: Option<ErrorTexts>,
    #[cfg(feature = "content")]
    pub(crate) budget: Option<ContentBudget>,
    #[cfg(feature = "content")]
    pub(crate) store: Option<StoreQueue>,
    #[cfg(feature = "content")]
    pub(crate) openinference_values: Option<bool>,
    pub(crate) redaction: Option<Redaction>,
}

#[cfg(feature = "sdk")]
impl Told {
    /// A policy with what is told in the place of what it says itself.
    fn over(&self, mut policy: ContentPolicy) -> ContentPolicy {
        // A word that content stays is the last one.
        if policy.capture != Some(ContentCapture::NoContent) {
            policy.capture = self.capture.or(policy.capture);
        }
        policy.error_texts = self.error_texts.or(policy.error_texts);
        #[cfg(feature = "content")]
        {
            policy.budget = self.budget.unwrap_or(policy.budget);
            policy.store = self.store.clone().or(policy.store);
            policy.openinference_values = self.openinference_values.or(policy.openinference_values);
        }
        if let Some(told) = &self.redaction {
            // Exporters of ours know what they are told, and not what a host takes out besides.
            policy.is_of_exporters = policy.redaction.is_none();
            policy.redaction = Some(match policy.redaction.take() {
                Some(host) => told.clone().with(Besides(host)),
                None => told.clone(),
            });
        }
        policy
    }
}

/// What a host takes out of texts besides.
#[cfg(feature = "sdk")]
struct Besides(Redaction);

#[cfg(feature = "sdk")]
impl Redactor for Besides {
    fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.0.apply(text)
    }
}

/// Who has said something.
struct Words {
    host: Option<ContentPolicy>,
    #[cfg(feature = "sdk")]
    told: Option<Told>,
    /// What comes of it; none where the environment decides alone.
    policy: Option<Arc<ContentPolicy>>,
}

static WORDS: RwLock<Words> = RwLock::new(Words {
    host: None,
    #[cfg(feature = "sdk")]
    told: None,
    policy: None,
});

impl Words {
    fn policy(&self) -> Option<ContentPolicy> {
        let host = self.host.clone().map(held_to_the_environment);
        #[cfg(feature = "sdk")]
        if let Some(told) = &self.told {
            let policy = host.unwrap_or_else(|| ContentPolicy::clone(&ENVIRONMENT));
            return Some(told.over(policy));
        }
        host
    }
}

/// A host's policy with what the environment alone says: that content stays, and whatever the policy says nothing of:
/// whether texts of errors leave, and by which names content is said.
fn held_to_the_environment(mut policy: ContentPolicy) -> ContentPolicy {
    if is_off_by_environment() {
        policy.capture = Some(ContentCapture::NoContent);
    }
    policy.error_texts = policy.error_texts.or(ENVIRONMENT.error_texts);
    #[cfg(feature = "content")]
    {
        let said = policy.openinference_values;
        policy.openinference_values = said.or(ENVIRONMENT.openinference_values);
    }
    policy
}

/// Makes a host's policy that of the process.
pub(super) fn install(policy: ContentPolicy) {
    change(|words| words.host.replace(policy));
}

/// An installation is told something, until it is gone. There is one at a time.
#[cfg(feature = "sdk")]
pub(crate) fn tell(told: Told) {
    change(|words| words.told.replace(told));
}

/// What an installation was told holds no longer.
#[cfg(feature = "sdk")]
pub(crate) fn forget_told() {
    change(|words| words.told.take());
}

/// Changes what is said; `change` returns what was said before.
fn change<T>(change: impl FnOnce(&mut Words) -> T) {
    let mut words = WORDS.write().unwrap_or_else(PoisonError::into_inner);
    let said_before = change(&mut words);
    let policy = words.policy().map(Arc::new);
    let before = mem::replace(&mut words.policy, policy);
    // Whoever asks next finds out, and whoever knows of the new generation asks.
    SUMMARY.store(0, Ordering::Relaxed);
    GENERATION.fetch_add(1, Ordering::Release);
    drop(words);
    // Redactors and stores are the user's, and so is what drops them.
    drop((said_before, before));
}

/// The policy of the process: what was installed, else what the environment says.
pub(crate) fn policy() -> Arc<ContentPolicy> {
    let words = WORDS.read().unwrap_or_else(PoisonError::into_inner);
    words
        .policy
        .as_ref()
        .unwrap_or_else(|| &ENVIRONMENT)
        .clone()
}

/// How often it was replaced.
static GENERATION: AtomicU64 = AtomicU64::new(0);

/// Which policy of the process this is, counted from its beginning.
#[inline]
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
            let words = WORDS.read().unwrap_or_else(PoisonError::into_inner);
            summarise(words.policy.as_ref().unwrap_or_else(|| &ENVIRONMENT))
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

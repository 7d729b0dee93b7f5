//! The policy of the process, from the environment, the host application's policy and our installation's settings.

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

/// Whether the environment of the process turns content off.
pub(crate) fn is_off_by_environment() -> bool {
    ENVIRONMENT.capture == Some(ContentCapture::NoContent)
}

/// The settings of an installation; `None` leaves one to the host's policy, or else to the environment.
#[cfg(feature = "sdk")]
#[derive(Debug, Default)]
pub(crate) struct InstalledSettings {
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
impl InstalledSettings {
    /// The policy, overridden by these settings.
    fn over(&self, mut policy: ContentPolicy) -> ContentPolicy {
        // `NO_CONTENT` cannot be overridden.
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
        if let Some(redaction) = &self.redaction {
            // Our exporters apply the installation's redaction only, not the host's.
            policy.is_of_exporters = policy.redaction.is_none();
            policy.redaction = Some(match policy.redaction.take() {
                Some(host) => redaction.clone().with(HostRedactor(host)),
                None => redaction.clone(),
            });
        }
        policy
    }
}

/// The redaction of the host, as a redactor.
#[cfg(feature = "sdk")]
struct HostRedactor(Redaction);

#[cfg(feature = "sdk")]
impl Redactor for HostRedactor {
    fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.0.apply(text)
    }
}

/// The sources of the policy.
struct PolicySources {
    host: Option<ContentPolicy>,
    #[cfg(feature = "sdk")]
    installed: Option<InstalledSettings>,
    /// The effective policy; `None` if that is the environment's.
    policy: Option<Arc<ContentPolicy>>,
}

static SOURCES: RwLock<PolicySources> = RwLock::new(PolicySources {
    host: None,
    #[cfg(feature = "sdk")]
    installed: None,
    policy: None,
});

impl PolicySources {
    fn policy(&self) -> Option<ContentPolicy> {
        let host = self.host.clone().map(held_to_the_environment);
        #[cfg(feature = "sdk")]
        if let Some(installed) = &self.installed {
            let policy = host.unwrap_or_else(|| ContentPolicy::clone(&ENVIRONMENT));
            return Some(installed.over(policy));
        }
        host
    }
}

/// A host's policy, with `NO_CONTENT` of the environment enforced and unset values taken from the environment.
fn held_to_the_environment(mut policy: ContentPolicy) -> ContentPolicy {
    if is_off_by_environment() {
        policy.capture = Some(ContentCapture::NoContent);
    }
    policy.error_texts = policy.error_texts.or(ENVIRONMENT.error_texts);
    #[cfg(feature = "content")]
    {
        let own = policy.openinference_values;
        policy.openinference_values = own.or(ENVIRONMENT.openinference_values);
    }
    policy
}

/// Makes a host's policy that of the process.
pub(super) fn install(policy: ContentPolicy) {
    change(|sources| sources.host.replace(policy));
}

/// Sets the settings of the installation. There is one at a time.
#[cfg(feature = "sdk")]
pub(crate) fn install_settings(settings: InstalledSettings) {
    change(|sources| sources.installed.replace(settings));
}

/// Removes the settings of the installation.
#[cfg(feature = "sdk")]
pub(crate) fn remove_settings() {
    change(|sources| sources.installed.take());
}

/// Changes a source; `change` returns its former value.
fn change<T>(change: impl FnOnce(&mut PolicySources) -> T) {
    let mut sources = SOURCES.write().unwrap_or_else(PoisonError::into_inner);
    let replaced = change(&mut sources);
    let policy = sources.policy().map(Arc::new);
    let before = mem::replace(&mut sources.policy, policy);
    // The summary is recomputed on next use. Readers who see the new generation see the new policy, too.
    SUMMARY.store(0, Ordering::Relaxed);
    GENERATION.fetch_add(1, Ordering::Release);
    drop(sources);
    // Redactors and stores are the user's, and so are their destructors: they run without the lock.
    drop((replaced, before));
}

/// The policy of the process: the installed one, else the environment's.
pub(crate) fn policy() -> Arc<ContentPolicy> {
    let sources = SOURCES.read().unwrap_or_else(PoisonError::into_inner);
    sources
        .policy
        .as_ref()
        .unwrap_or_else(|| &ENVIRONMENT)
        .clone()
}

/// How often the policy was replaced.
static GENERATION: AtomicU64 = AtomicU64::new(0);

/// The generation of the policy.
#[inline]
pub(crate) fn generation() -> u64 {
    GENERATION.load(Ordering::Acquire)
}

/// Flags of the policy that suffice for most operations, without its lock; 0 if they must be recomputed.
static SUMMARY: AtomicU8 = AtomicU8::new(0);

const IS_KNOWN: u8 = 1;
const CAPTURES: u8 = 2;
const REDACTS: u8 = 4;
const REDACTS_ALONE: u8 = 8;

/// Whether the process captures content by default.
#[cfg(feature = "content")]
pub(crate) fn captures() -> bool {
    summary() & CAPTURES != 0
}

/// Whether all texts are redacted.
pub(crate) fn redacts() -> bool {
    summary() & REDACTS != 0
}

/// Whether all texts are redacted in a way that our exporters do not cover.
pub(crate) fn redacts_alone() -> bool {
    summary() & REDACTS_ALONE != 0
}

fn summary() -> u8 {
    match SUMMARY.load(Ordering::Relaxed) {
        0 => {
            // Keeps the read lock until the summary is stored, so that it is not that of a former policy.
            let sources = SOURCES.read().unwrap_or_else(PoisonError::into_inner);
            summarise(sources.policy.as_ref().unwrap_or_else(|| &ENVIRONMENT))
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

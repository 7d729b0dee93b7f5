//! The verdicts of a test on all interactions.
#![allow(
    clippy::panic,
    clippy::print_stderr,
    reason = "the failures are those of a test, which prints what it checked"
)]

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use crate::RecordingSet;

/// The verdict on an interaction without a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All is as expected; contains the kind of the check.
    Checked(String),
    /// The test does not apply; contains the reason.
    Skipped(String),
}

/// Collects the verdicts of a test on all interactions, so that a failure does not hide later ones.
///
/// # Examples
///
/// ```
/// use genai_recordings::{Verdict, Verdicts};
///
/// # fn main() -> Result<(), genai_recordings::RecordingError> {
/// let Some(set) = genai_recordings::recordings()? else { return Ok(()) };
/// let mut verdicts = Verdicts::default();
/// for (name, interaction) in set.interactions() {
///     verdicts.judge(&name, || {
///         if interaction.host != "api.openai.com" {
///             return Verdict::Skipped("another host".to_owned());
///         }
///         assert!(!interaction.path.is_empty());
///         Verdict::Checked("path".to_owned())
///     });
/// }
/// verdicts.finish(&set, |verdicts| assert!(!verdicts.all_checked().is_empty()));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Default)]
#[must_use = "only `finish` reports failures"]
pub struct Verdicts {
    checked: BTreeMap<String, usize>,
    skipped: BTreeMap<String, Vec<String>>,
    failures: Vec<String>,
}

impl Verdicts {
    /// Runs the check of one interaction; a panic is a failure.
    pub fn judge(&mut self, name: &str, judge: impl FnOnce() -> Verdict) {
        let verdict = catch_unwind(AssertUnwindSafe(judge));
        self.add(name, verdict);
    }

    /// Runs an asynchronous check of one interaction; a panic is a failure.
    pub async fn judge_async(&mut self, name: &str, judge: impl Future<Output = Verdict>) {
        let mut judge = pin!(judge);
        let verdict = poll_fn(|context| {
            let poll = catch_unwind(AssertUnwindSafe(|| judge.as_mut().poll(context)));
            match poll {
                Ok(poll) => poll.map(Ok),
                Err(panic) => Poll::Ready(Err(panic)),
            }
        });
        let verdict = verdict.await;
        self.add(name, verdict);
    }

    fn add(&mut self, name: &str, verdict: Result<Verdict, Box<dyn Any + Send>>) {
        match verdict {
            Ok(Verdict::Checked(what)) => *self.checked.entry(what).or_default() += 1,
            Ok(Verdict::Skipped(why)) => {
                self.skipped.entry(why).or_default().push(name.to_owned());
            }
            Err(panic) => {
                self.failures.push(format!("{name}: {}", message(&*panic)));
            }
        }
    }

    /// How many interactions were checked, by kind of the check.
    pub fn all_checked(&self) -> Vec<(&str, usize)> {
        let checked = self.checked.iter();
        checked
            .map(|(what, count)| (what.as_str(), *count))
            .collect()
    }

    /// The names of the interactions that were skipped for this reason.
    pub fn skipped(&self, why: &str) -> &[String] {
        self.skipped.get(why).map_or(&[], Vec::as_slice)
    }

    /// Prints a summary. For the known set, also checks `claims` about the set as a whole.
    ///
    /// # Panics
    ///
    /// Panics if a check failed.
    pub fn finish(mut self, set: &RecordingSet, claims: impl FnOnce(&Self)) {
        if set.is_known() {
            let claims = catch_unwind(AssertUnwindSafe(|| claims(&self)));
            if let Err(panic) = claims {
                let failure = format!("the known set as a whole: {}", message(&*panic));
                self.failures.push(failure);
            }
        }
        eprintln!("{}", self.summary(set));
        assert!(
            self.failures.is_empty(),
            "{} failed:\n\n{}\n",
            self.failures.len(),
            self.failures.join("\n\n")
        );
    }

    fn summary(&self, set: &RecordingSet) -> String {
        let mut summary = String::new();
        if !set.is_known() {
            let fingerprint = set.fingerprint();
            let _ = writeln!(
                summary,
                "unknown set of recordings ({fingerprint:#x}): claims about the set as a whole are not checked"
            );
        }
        for error in set.unreadable() {
            let _ = writeln!(summary, "skipped a file: {error}");
        }
        for (what, count) in &self.checked {
            let _ = writeln!(summary, "checked {count}: {what}");
        }
        for (why, names) in &self.skipped {
            let count = names.len();
            let _ = writeln!(summary, "skipped {count}: {why}: {}", names.join(", "));
        }
        summary
    }
}

/// The message of a panic.
fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without a message")
}

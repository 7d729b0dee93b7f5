//! The profiles that telemetry is checked against.

use genai_semconv::{Profile, attribute};

use crate::signals::Conventions;

/// The names from before v1.37 that are written too where the conventions ask for them.
const LEGACY: [&str; 3] = [
    attribute::GEN_AI_SYSTEM,
    attribute::GEN_AI_PROMPT,
    attribute::GEN_AI_COMPLETION,
];

/// The profiles that telemetry is written in.
#[derive(Debug)]
pub(super) struct Profiles {
    conventions: Conventions,
}

impl Profiles {
    pub(super) fn of(conventions: Conventions) -> Self {
        Self { conventions }
    }

    /// The profiles that are written, the older one first.
    pub(super) fn written(&self) -> impl Iterator<Item = Profile> {
        let conventions = self.conventions;
        Profile::ALL
            .into_iter()
            .filter(move |profile| match profile {
                Profile::V1_41 => conventions.has_v1_41(),
                Profile::Latest => conventions.has_latest(),
            })
    }

    /// The profiles that are not written.
    pub(super) fn others(&self) -> impl Iterator<Item = Profile> {
        let all = Profile::ALL.into_iter();
        all.filter(|profile| self.written().all(|written| written != *profile))
    }

    /// Whether a key is a name from before v1.37, and such names are written.
    pub(super) fn allow_legacy(&self, key: &str) -> bool {
        self.conventions.has_legacy() && LEGACY.contains(&key)
    }

    /// Names of the written profiles, for messages.
    pub(super) fn names(&self) -> String {
        let names: Vec<_> = self.written().map(Profile::name).collect();
        names.join(" and ")
    }
}

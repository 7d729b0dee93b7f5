//! Checks that attributes exist, belong where they are, and have valid values.

use genai_semconv::Profile;

use super::facts::{Fact, Facts};
use super::finding::{Level, Report};
use super::key_status::{KeyStatus, key_status};
use super::profiles::Profiles;
use super::values;

/// A signal that has attributes, and which ones belong there.
pub(super) trait Place {
    /// Name of the place in messages.
    fn name(&self) -> String;

    /// Whether a profile lists a key here.
    fn lists(&self, profile: Profile, key: &str) -> bool;

    /// The level of a finding about a key that no profile lists here; `None` if the key may be anywhere.
    fn level_of_unlisted(&self, key: &str) -> Option<Level>;
}

/// Checks all attributes of one span, data point or event.
pub(super) fn check(
    facts: &Facts<'_>,
    place: &impl Place,
    profiles: &Profiles,
    report: &mut Report<'_>,
) {
    for key in facts.repeated() {
        let message = format!("`{key}` is set more than once");
        report.attribute(Level::Violation, key, message);
    }
    for fact in facts.iter() {
        check_one(fact, place, profiles, report);
    }
}

fn check_one(fact: &Fact<'_>, place: &impl Place, profiles: &Profiles, report: &mut Report<'_>) {
    let key = fact.key;
    match key_status(key, profiles) {
        KeyStatus::Own | KeyStatus::Legacy => {}
        KeyStatus::Current(definitions) => {
            values::check(fact, &definitions, report);
            check_place(key, place, profiles, report);
        }
        KeyStatus::Replaced(replacement) => {
            report.attribute(Level::Violation, key, format!("`{key}` {replacement}"));
        }
        KeyStatus::OtherProfile {
            profile,
            definition,
            counterpart,
        } => {
            values::check(fact, &[definition], report);
            let written = profiles.names();
            let (level, message) = match counterpart {
                Some(own) => (
                    Level::Improvement,
                    format!("`{key}` is named `{own}` in {written}"),
                ),
                None => (
                    Level::Information,
                    format!(
                        "`{key}` exists only in {}, not in {written}",
                        profile.name()
                    ),
                ),
            };
            report.attribute(level, key, message);
            // If the other profile lists the key here, the finding above is enough.
            if !place.lists(profile, key) {
                check_place(key, place, profiles, report);
            }
        }
        KeyStatus::Unknown(meant) => {
            let mut message = format!("unknown attribute `{key}`");
            if let Some(meant) = meant {
                message = format!("{message}; did you mean `{meant}`?");
            }
            report.attribute(Level::Violation, key, message);
        }
    }
}

fn check_place(key: &str, place: &impl Place, profiles: &Profiles, report: &mut Report<'_>) {
    let lists = |profile| place.lists(profile, key);
    if profiles.written().any(lists) {
        return;
    }
    let Some(level) = place.level_of_unlisted(key) else {
        return;
    };
    let place_name = place.name();
    match profiles.others().find(|profile| lists(*profile)) {
        Some(other) => {
            let message = format!(
                "`{key}` belongs on {place_name} only in {}, not in {}",
                other.name(),
                profiles.names()
            );
            report.attribute(Level::Information, key, message);
        }
        None => {
            let message = format!("`{key}` does not belong on {place_name}");
            report.attribute(level, key, message);
        }
    }
}

//! Events: name, severity, and what they carry.

use genai_semconv::event::{self, Event};
use genai_semconv::rename::{renamed, renamed_event};
use genai_semconv::{Profile, attribute};
use opentelemetry::logs::Severity;

use super::super::CapturedEvent;
use super::attributes::{self, Place};
use super::facts::{Facts, is_beneath};
use super::finding::{Findings, Level, Report};
use super::profiles::Profiles;
use super::requirements;

/// Checks the events whose names are in the namespaces of the conventions.
pub(super) fn check(events: &[CapturedEvent], profiles: &Profiles, findings: &mut Findings) {
    for event in events.iter().filter(|event| is_reserved(&event.name)) {
        let mut report = Report::about(&event.name, findings);
        if let Some(message) = unknown(&event.name, profiles) {
            report.whole(Level::Violation, format!("the event {message}"));
            continue;
        }
        let facts = Facts::of_any_values(&event.attributes);
        let place = EventPlace(&event.name);
        for definition in profiles
            .written()
            .filter_map(|it| event::event(it, place.0))
        {
            check_severity(event.severity, definition, &mut report);
            requirements::check(
                definition.attributes,
                definition.profile,
                &facts,
                &mut report,
            );
        }
        attributes::check(&facts, &place, profiles, &mut report);
    }
}

/// What is wrong with a name in a namespace of the conventions that no written profile defines.
pub(super) fn unknown(name: &str, profiles: &Profiles) -> Option<String> {
    let knows = |profile: &Profile| event::event(*profile, name).is_some();
    if !is_reserved(name) || profiles.written().any(|it| knows(&it)) {
        return None;
    }
    // Some span events of earlier releases are listed with the attributes that replaced them.
    let renamed = renamed_event(name).or_else(|| renamed(name));
    let message = match (profiles.others().find(knows), renamed) {
        (Some(other), _) => format!("exists only in {}", other.name()),
        (None, Some(rename)) if !rename.to.is_empty() => {
            let keys: Vec<_> = rename.to.iter().map(|key| format!("`{key}`")).collect();
            format!("was removed; write {}", keys.join(" or "))
        }
        (None, Some(_)) => "was removed".to_owned(),
        (None, None) => "is unknown".to_owned(),
    };
    Some(message)
}

fn is_reserved(name: &str) -> bool {
    is_beneath(name, "gen_ai")
}

fn check_severity(found: Option<Severity>, definition: &Event, report: &mut Report<'_>) {
    let Some(wanted) = definition.severity else {
        return;
    };
    if found.map(|severity| severity as i32) != Some(i32::from(wanted)) {
        let found = found.map_or("none", |found| found.name());
        let profile = definition.profile.name();
        let message = format!("the severity is {found}; {profile} expects number {wanted}");
        report.whole(Level::Violation, message);
    }
}

struct EventPlace<'a>(&'a str);

impl Place for EventPlace<'_> {
    fn name(&self) -> String {
        "this event".to_owned()
    }

    fn lists(&self, profile: Profile, key: &str) -> bool {
        event::event(profile, self.0).is_some_and(|event| event.requirement(key).is_some())
    }

    /// An event may have more attributes than the conventions list, since it may be read without its span.
    fn level_of_unlisted(&self, _: &str) -> Option<Level> {
        Some(Level::Information)
    }
}

/// The span event for an error.
pub(super) struct Exception;

impl Place for Exception {
    fn name(&self) -> String {
        "an `exception` event".to_owned()
    }

    fn lists(&self, _: Profile, key: &str) -> bool {
        let listed = [
            attribute::EXCEPTION_TYPE,
            attribute::EXCEPTION_MESSAGE,
            attribute::EXCEPTION_STACKTRACE,
        ];
        listed.contains(&key)
    }

    fn level_of_unlisted(&self, _: &str) -> Option<Level> {
        Some(Level::Information)
    }
}

//! Whether everything is there that a signal should carry.

use genai_semconv::requirement::{Level as Wanted, Requirement};
use genai_semconv::{Profile, attribute};

use super::facts::Facts;
use super::finding::{Level, Report};

/// Checks what one profile wants of one signal. `error.type` is left to the signal: only it knows whether
/// it failed.
pub(super) fn check(
    requirements: &[Requirement],
    profile: Profile,
    facts: &Facts<'_>,
    report: &mut Report<'_>,
) {
    let missing = requirements.iter().filter(|requirement| {
        requirement.key != attribute::ERROR_TYPE && !facts.has(requirement.key)
    });
    for Requirement {
        key,
        level,
        conditional,
        ..
    } in missing
    {
        let profile = profile.name();
        match level {
            Wanted::Required => {
                let message = format!("`{key}` is missing; {profile} requires it here");
                report.attribute(Level::Violation, key, message);
            }
            Wanted::ConditionallyRequired => {
                if let Some(condition) = condition(key, facts) {
                    let message = format!("`{key}` is missing; {profile} requires it {condition}");
                    report.attribute(Level::Violation, key, message);
                }
            }
            Wanted::Recommended if !conditional => {
                let message = format!("`{key}` is missing; {profile} recommends it here");
                report.attribute(Level::Information, key, message);
            }
            Wanted::Recommended | Wanted::OptIn => {}
        }
    }
}

/// The condition under which an attribute is required, if the other attributes show that it holds.
fn condition(key: &str, facts: &Facts<'_>) -> Option<&'static str> {
    let (holds, condition) = match key {
        attribute::SERVER_PORT => (
            facts.has(attribute::SERVER_ADDRESS),
            "where `server.address` is set",
        ),
        attribute::GEN_AI_REQUEST_STREAM => (
            facts.has(attribute::GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK),
            "where the response was streamed",
        ),
        attribute::GEN_AI_PROMPT_NAME => (
            facts.has(attribute::GEN_AI_PROMPT_VERSION)
                || facts.has_beneath(attribute::GEN_AI_PROMPT_VARIABLE),
            "where a prompt template was used",
        ),
        attribute::EXCEPTION_TYPE => (
            !facts.has(attribute::EXCEPTION_MESSAGE),
            "where `exception.message` is not set",
        ),
        _ => return None,
    };
    holds.then_some(condition)
}

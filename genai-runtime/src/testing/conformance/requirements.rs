//! Checks that signals have the attributes that their definitions require.

use genai_semconv::requirement::{Level as Wanted, Requirement};
use genai_semconv::span::Span;
use genai_semconv::{Profile, attribute};

use super::facts::Facts;
use super::finding::{Level, Report};

const AZURE_AI_INFERENCE: &str = "azure.ai.inference";

/// Checks the requirements of one profile for one signal, except `error.type`, which the checks of each signal handle:
/// whether an operation failed is not an attribute.
pub(super) fn check(
    requirements: &[Requirement],
    profile: Profile,
    facts: &Facts<'_>,
    report: &mut Report<'_>,
) {
    for requirement in requirements {
        check_one(requirement, (profile, None), facts, report);
    }
}

/// Checks the requirements of a profile for spans of any provider; those of the refinement for the span's provider take
/// their place where they are weaker.
pub(super) fn check_span(
    definition: &Span,
    refinement: Option<&Span>,
    facts: &Facts<'_>,
    report: &mut Report<'_>,
) {
    let provider = refinement.and_then(|it| it.provider);
    for requirement in definition.attributes {
        let refined = refinement.and_then(|it| it.requirement(requirement.key));
        let refined = refined.filter(|it| it.level != Wanted::Required);
        let requirement = refined.unwrap_or(requirement);
        check_one(requirement, (definition.profile, provider), facts, report);
    }
}

fn check_one(
    requirement: &Requirement,
    (profile, provider): (Profile, Option<&str>),
    facts: &Facts<'_>,
    report: &mut Report<'_>,
) {
    let key = requirement.key;
    if key == attribute::ERROR_TYPE || facts.has(key) {
        return;
    }
    let profile = profile.name();
    match requirement.level {
        Wanted::Required => {
            let message = format!("`{key}` is missing; {profile} requires it here");
            report.attribute(Level::Violation, key, message);
        }
        Wanted::ConditionallyRequired => {
            if let Some(condition) = condition(key, provider, facts) {
                let message = format!("`{key}` is missing; {profile} requires it {condition}");
                report.attribute(Level::Violation, key, message);
            }
        }
        Wanted::Recommended if !requirement.conditional => {
            let message = format!("`{key}` is missing; {profile} recommends it here");
            report.attribute(Level::Information, key, message);
        }
        Wanted::Recommended | Wanted::OptIn => {}
    }
}

/// The condition under which an attribute is required, if the other attributes show that it holds. `provider` is that
/// of the refinement, if there is one.
fn condition(key: &str, provider: Option<&str>, facts: &Facts<'_>) -> Option<&'static str> {
    let (holds, condition) = match key {
        // A missing port may be 443, which may be left out.
        attribute::SERVER_PORT if provider == Some(AZURE_AI_INFERENCE) => return None,
        attribute::SERVER_PORT => (
            facts.has(attribute::SERVER_ADDRESS),
            "if `server.address` is set",
        ),
        attribute::GEN_AI_REQUEST_STREAM => (
            facts.has(attribute::GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK),
            "for a streamed response",
        ),
        attribute::GEN_AI_PROMPT_NAME => (
            facts.has(attribute::GEN_AI_PROMPT_VERSION)
                || facts.has_beneath(attribute::GEN_AI_PROMPT_VARIABLE),
            "if a prompt template was used",
        ),
        attribute::EXCEPTION_TYPE => (
            !facts.has(attribute::EXCEPTION_MESSAGE),
            "if `exception.message` is not set",
        ),
        _ => return None,
    };
    holds.then_some(condition)
}

//! Spans: kind, name, status, and what they carry.

use genai_semconv::attribute::{self, CHAIN_STEP_NAME, ERROR_TYPE, GEN_AI_OPERATION_NAME};
use genai_semconv::nearest::nearest;
use genai_semconv::span::{self, Span, SpanKind as Kind, spans_of_operation};
use genai_semconv::{Profile, event, value};
use opentelemetry::trace::{SpanKind, Status};

use super::super::{CapturedSpan, SpanEvent};
use super::attributes::{self, Place};
use super::facts::Facts;
use super::finding::{Findings, Level, Report};
use super::key_status::is_of_genai;
use super::profiles::Profiles;
use super::{events, names, requirements, structured, usage};
use crate::signals::scope;

/// Checks the spans of the framework and those with `gen_ai.operation.name`.
pub(super) fn check(spans: &[CapturedSpan], profiles: &Profiles, findings: &mut Findings) {
    let framework = scope();
    for span in spans {
        let is_operation = span.attribute(GEN_AI_OPERATION_NAME).is_some();
        if is_operation || span.scope == framework.name() {
            let mut report = Report::about(&span.name, findings);
            check_one(span, spans, profiles, &mut report);
        }
    }
}

fn check_one(
    span: &CapturedSpan,
    all: &[CapturedSpan],
    profiles: &Profiles,
    report: &mut Report<'_>,
) {
    let facts = Facts::of_values(&span.attributes);
    let kind = SpanPlace::of(span, &facts);
    check_status(&span.status, &facts, report);
    for event in &span.events {
        check_event(event, profiles, report);
    }
    check_operation(&kind, &facts, profiles, report);
    for profile in kind.applying(profiles) {
        let Some(definition) = kind.definition(profile) else {
            continue;
        };
        check_kind(&span.kind, &kind, profile, report);
        names::check(&span.name, definition, &facts, report);
        let refinement = kind.refinement(definition);
        requirements::check_span(definition, refinement, &facts, report);
        if let Some(refinement) = refinement {
            check_refinement(refinement, definition, &facts, report);
        }
    }
    attributes::check(&facts, &kind, profiles, report);
    structured::check(&facts, report);
    if !kind.operation.is_some_and(usage::is_of_model) {
        usage::check(span, all, &facts, report);
    }
}

fn check_status(status: &Status, facts: &Facts<'_>, report: &mut Report<'_>) {
    let has_class = facts.has(ERROR_TYPE);
    let message = match status {
        Status::Ok => {
            let message =
                "the status is OK; the conventions leave it unset if nothing failed".to_owned();
            return report.whole(Level::Violation, message);
        }
        Status::Error { .. } if !has_class => {
            "`error.type` is missing; it is required if the status is ERROR"
        }
        Status::Unset if has_class => "`error.type` is set, but the status is not ERROR",
        _ => return,
    };
    report.attribute(Level::Violation, ERROR_TYPE, message.to_owned());
}

fn check_event(event: &SpanEvent, profiles: &Profiles, report: &mut Report<'_>) {
    if event.name == event::EXCEPTION {
        let facts = Facts::of_values(&event.attributes);
        attributes::check(&facts, &events::Exception, profiles, report);
        if !facts.has(attribute::EXCEPTION_TYPE) && !facts.has(attribute::EXCEPTION_MESSAGE) {
            let message =
                "an `exception` event has neither `exception.type` nor `exception.message`";
            let key = attribute::EXCEPTION_TYPE;
            report.attribute(Level::Violation, key, message.to_owned());
        }
    } else if let Some(message) = events::unknown(&event.name, profiles) {
        let message = format!("event `{}` {message}", event.name);
        report.whole(Level::Violation, message);
    }
}

fn check_operation(
    place: &SpanPlace<'_>,
    facts: &Facts<'_>,
    profiles: &Profiles,
    report: &mut Report<'_>,
) {
    let key = GEN_AI_OPERATION_NAME;
    let Some(operation) = place.operation else {
        if place.is_step && !facts.has(CHAIN_STEP_NAME) {
            let message = format!("neither `{key}` nor `{CHAIN_STEP_NAME}` is set");
            report.attribute(Level::Violation, key, message);
        }
        return;
    };
    let knows = |profile: &Profile| !spans_of_operation(*profile, operation).is_empty();
    if profiles.written().any(|profile| knows(&profile)) {
        return;
    }
    let (level, message) = match profiles.others().find(knows) {
        Some(other) => {
            let (other, written) = (other.name(), profiles.names());
            let message =
                format!("operation `{operation}` exists only in {other}, not in {written}");
            (Level::Information, message)
        }
        None => {
            let mut message = format!("unknown operation `{operation}`");
            let operations = value::of::GEN_AI_OPERATION_NAME.iter().copied();
            if let Some(meant) = nearest(operation, operations) {
                message = format!("{message}; did you mean `{meant}`?");
            }
            (Level::Violation, message)
        }
    };
    report.attribute(level, key, message);
}

fn check_kind(kind: &SpanKind, place: &SpanPlace<'_>, profile: Profile, report: &mut Report<'_>) {
    let candidates = place.candidates(profile);
    if candidates.iter().any(|span| allows(span, kind)) {
        return;
    }
    let kinds = candidates.iter().flat_map(|span| span.kinds);
    let kinds: Vec<_> = kinds.map(|kind| format!("{kind:?}")).collect();
    let profile = profile.name();
    let message = format!(
        "the kind is {kind:?}; {profile} expects {}",
        kinds.join(" or ")
    );
    report.whole(Level::Violation, message);
}

/// Checks what the refinement for the span's provider adds.
fn check_refinement(
    refinement: &Span,
    definition: &Span,
    facts: &Facts<'_>,
    report: &mut Report<'_>,
) {
    use genai_semconv::requirement::Level::Required;
    let required = refinement
        .attributes
        .iter()
        .filter(|it| it.level == Required);
    for requirement in required {
        let key = requirement.key;
        let by_all = definition
            .requirement(key)
            .is_some_and(|it| it.level == Required);
        if !by_all && !facts.has(key) {
            let (profile, id) = (refinement.profile.name(), refinement.id);
            let message = format!("`{key}` is missing; {profile} requires it on `{id}`");
            report.attribute(Level::Improvement, key, message);
        }
    }
}

fn allows(span: &Span, kind: &SpanKind) -> bool {
    span.kinds.iter().any(|allowed| match allowed {
        Kind::Client => *kind == SpanKind::Client,
        Kind::Server => *kind == SpanKind::Server,
        Kind::Internal => *kind == SpanKind::Internal,
        _ => false,
    })
}

/// What decides which attributes belong on a span.
struct SpanPlace<'a> {
    kind: &'a SpanKind,
    operation: Option<&'a str>,
    provider: Option<&'a str>,
    /// A step of the framework's own, for which the conventions have no span.
    is_step: bool,
    /// A call over the Model Context Protocol, with or without an operation.
    is_mcp: bool,
}

impl<'a> SpanPlace<'a> {
    fn of(span: &'a CapturedSpan, facts: &Facts<'a>) -> Self {
        Self {
            kind: &span.kind,
            operation: facts.text(GEN_AI_OPERATION_NAME),
            provider: facts.text(attribute::GEN_AI_PROVIDER_NAME),
            is_step: !facts.has(GEN_AI_OPERATION_NAME) && !facts.has(attribute::MCP_METHOD_NAME),
            is_mcp: facts.has(attribute::MCP_METHOD_NAME),
        }
    }

    /// The definitions of a profile that may apply to this span.
    fn candidates(&self, profile: Profile) -> Vec<&'static Span> {
        if self.is_mcp {
            let ids = ["mcp.client", "mcp.server"];
            return ids
                .iter()
                .filter_map(|id| span::span(profile, id))
                .collect();
        }
        let operation = self.operation.unwrap_or_default();
        spans_of_operation(profile, operation).to_vec()
    }

    /// The definition of a profile that applies to this span: the one for its kind, if there are several.
    fn definition(&self, profile: Profile) -> Option<&'static Span> {
        let candidates = self.candidates(profile);
        let of_kind = candidates.iter().find(|span| allows(span, self.kind));
        of_kind.or(candidates.first()).copied()
    }

    /// The refinement of a definition for the span's provider.
    fn refinement(&self, definition: &Span) -> Option<&'static Span> {
        span::refinement(definition.profile, definition.id, self.provider?)
    }

    /// The provider whose attributes the span may have: Azure OpenAI has those of OpenAI.
    fn dialect(&self) -> Option<&str> {
        match self.provider {
            Some("azure.ai.openai") => Some("openai"),
            provider => provider,
        }
    }

    /// The profiles to check this span against: the written ones that define it, else any other that does.
    fn applying(&self, profiles: &Profiles) -> Vec<Profile> {
        let knows = |profile: &Profile| self.definition(*profile).is_some();
        let written: Vec<_> = profiles.written().filter(knows).collect();
        if written.is_empty() {
            return profiles.others().filter(knows).collect();
        }
        written
    }
}

impl Place for SpanPlace<'_> {
    fn name(&self) -> String {
        match (self.is_mcp, self.operation) {
            (true, _) => "a call over MCP".to_owned(),
            (false, Some(operation)) => format!("a span of operation `{operation}`"),
            (false, None) => "a step without an operation".to_owned(),
        }
    }

    fn lists(&self, profile: Profile, key: &str) -> bool {
        let Some(definition) = self.definition(profile) else {
            return false;
        };
        let refines = |span: &&Span| span.provider.is_none_or(|it| Some(it) == self.dialect());
        let mut refinements = names::refinements(definition).filter(refines);
        definition.requirement(key).is_some()
            || refinements.any(|span| span.requirement(key).is_some())
    }

    fn level_of_unlisted(&self, key: &str) -> Option<Level> {
        let is_known = Profile::ALL
            .into_iter()
            .any(|it| self.definition(it).is_some());
        if !self.operation.is_some_and(usage::is_of_model) && usage::is_usage(key) {
            return Some(Level::Violation);
        }
        // No attribute is listed for an unknown span, for which there is a finding already.
        let may_be_wrong = is_known || self.is_step;
        if !may_be_wrong || key == ERROR_TYPE {
            None
        } else if is_of_genai(key) {
            Some(Level::Improvement)
        } else {
            // Core attributes may be on any span, but other spans list this one.
            (is_known && !is_unplaced(key)).then_some(Level::Information)
        }
    }
}

/// Whether no span of the conventions lists a key: it describes the program or its user, as `user.id` and
/// `code.function.name` do, and may be on any span.
fn is_unplaced(key: &str) -> bool {
    let mut spans = Profile::ALL.into_iter().flat_map(|it| span::spans(it));
    !spans.any(|span| span.requirement(key).is_some())
}

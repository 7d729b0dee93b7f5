//! Where an attribute belongs.

use genai_semconv::Profile;
use genai_semconv::attribute::{self, Attribute};
use genai_semconv::span::spans;

use super::{canonical, content};

/// Namespaces whose attributes belong on the spans that list them and on no other.
const GENAI: [&str; 4] = ["gen_ai.", "mcp.", "openai.", "aws.bedrock."];

/// What an annotation says before the span starts; said again it would stand there twice.
const SAID_BY_ANNOTATIONS: [&str; 3] = [
    attribute::GEN_AI_OPERATION_NAME,
    attribute::GEN_AI_PROVIDER_NAME,
    attribute::GEN_AI_REQUEST_MODEL,
];

/// The span that an annotation's attributes stand on.
pub(crate) struct Place {
    kind: Kind,
    /// Keys that the annotation sets by itself, and the argument that does it.
    set_by_argument: Vec<(&'static str, &'static str)>,
}

enum Kind {
    /// A span of the conventions, by its `gen_ai.operation.name`.
    Operation(&'static str),
    /// A step for which the conventions have no span.
    Step,
    /// Whatever span is current.
    Any,
}

impl Place {
    pub(crate) fn of_operation(
        operation: &'static str,
        set_by_argument: Vec<(&'static str, &'static str)>,
    ) -> Self {
        Self {
            kind: Kind::Operation(operation),
            set_by_argument,
        }
    }

    pub(crate) fn step() -> Self {
        Self {
            kind: Kind::Step,
            set_by_argument: Vec::new(),
        }
    }

    pub(crate) fn any() -> Self {
        Self {
            kind: Kind::Any,
            set_by_argument: Vec::new(),
        }
    }

    /// Refuses an attribute that the annotation sets by itself, or that does not belong here.
    pub(super) fn check(&self, key: &str, known: &Attribute) -> Result<(), String> {
        let is_of_function = !matches!(self.kind, Kind::Any);
        if !is_of_function && SAID_BY_ANNOTATIONS.contains(&key) {
            return Err(format!(
                "`{key}` is said by the function's annotation, not in its body"
            ));
        }
        if !is_of_function && known.key.starts_with("gen_ai.usage.") {
            return Err(format!(
                "`{key}` is reported, not recorded; write `genai_runtime::report(&Usage::new()…)` in a \
                 function with `usage = manual`"
            ));
        }
        if is_of_function && key == attribute::ERROR_TYPE {
            let message =
                "`error.type` is set where the function fails; say how with `error_type = …`";
            return Err(message.to_owned());
        }
        let name = canonical(key);
        let set = self
            .set_by_argument
            .iter()
            .find(|(set, _)| canonical(set) == name);
        if let Some((_, argument)) = set {
            return Err(format!(
                "`{key}` is set by `{argument}` already; keep one of them"
            ));
        }
        if !GENAI
            .iter()
            .any(|namespace| known.key.starts_with(namespace))
        {
            return Ok(());
        }
        let place = match self.kind {
            Kind::Any => return refuse_content(key, None),
            Kind::Step => "a plain step".to_owned(),
            Kind::Operation(operation) => {
                if belongs_on(known.key, operation) {
                    return refuse_content(key, Some(operation));
                }
                format!("a span of `{operation}`")
            }
        };
        let elsewhere = operations_with(known.key);
        let help = if elsewhere.is_empty() {
            String::new()
        } else {
            format!(
                "\nhelp: it belongs on spans of `{}`",
                elsewhere.join("`, `")
            )
        };
        Err(format!("`{key}` does not belong on {place}{help}"))
    }
}

fn refuse_content(key: &str, operation: Option<&str>) -> Result<(), String> {
    match content::said_by(key, operation) {
        None => Ok(()),
        Some(argument) => Err(format!(
            "`{key}` is content, which leaves only where it is captured; write {argument}"
        )),
    }
}

/// Whether a span of the operation lists the attribute, for whichever provider and in either profile.
fn belongs_on(key: &str, operation: &str) -> bool {
    let profiles = [Profile::V1_41, Profile::Latest].into_iter();
    profiles
        .flat_map(spans)
        .filter(|span| span.operations.contains(&operation))
        .any(|span| span.requirement(key).is_some())
}

/// The operations on whose spans an attribute belongs; at most four.
fn operations_with(key: &str) -> Vec<&'static str> {
    let mut operations = Vec::new();
    let profiles = [Profile::Latest, Profile::V1_41].into_iter();
    for span in profiles.flat_map(spans) {
        if span.requirement(key).is_some() {
            for operation in span.operations {
                if !operations.contains(operation) && operations.len() < 4 {
                    operations.push(*operation);
                }
            }
        }
    }
    operations
}

//! The spans that attributes belong on.

use genai_semconv::Profile;
use genai_semconv::attribute::{self, Attribute};
use genai_semconv::span::spans;
use genai_semconv::value;

use super::annotations::{annotations_with, recorded_elsewhere};
use super::{canonical, content};

/// Namespaces whose attributes belong only on spans that list them.
const GENAI: [&str; 4] = ["gen_ai.", "mcp.", "openai.", "aws.bedrock."];

/// Token counts that metrics record as well.
const MEASURED: [&str; 2] = [
    attribute::GEN_AI_USAGE_INPUT_TOKENS,
    attribute::GEN_AI_USAGE_OUTPUT_TOKENS,
];

/// The span that an annotation's attributes are set on.
pub(crate) struct Place {
    kind: Kind,
    /// Keys that the annotation sets by itself.
    set: Vec<Set>,
}

enum Kind {
    /// A call to a model, by its `gen_ai.operation.name`.
    Call(&'static str),
    /// Another span of the conventions, by its `gen_ai.operation.name`.
    Operation(&'static str),
    /// A step that the conventions define no span for.
    Step,
    /// Unknown because of a mistake: any attribute may belong on it.
    Unknown,
    /// Whichever span is current.
    Any,
}

/// A key that an annotation sets by itself.
pub(crate) struct Set {
    key: &'static str,
    argument: &'static str,
    by: By,
}

/// What sets a key.
#[derive(Clone, Copy)]
enum By {
    /// The argument, which was given.
    Argument,
    /// A default, if the argument is not given.
    Default,
    /// The function's parameter of that name.
    Parameter,
}

impl Set {
    pub(crate) const fn by_argument(key: &'static str, argument: &'static str) -> Self {
        let by = By::Argument;
        Self { key, argument, by }
    }

    /// A key that is set even if the argument is not given.
    pub(crate) const fn by_default(key: &'static str, argument: &'static str) -> Self {
        let by = By::Default;
        Self { key, argument, by }
    }

    pub(crate) const fn by_parameter(key: &'static str, parameter: &'static str) -> Self {
        Self {
            key,
            argument: parameter,
            by: By::Parameter,
        }
    }

    fn refuse(&self, key: &str) -> String {
        let argument = self.argument;
        match self.by {
            By::Argument => format!("`{key}` is set by `{argument}` already; keep one of them"),
            By::Default => format!("`{key}` is set by an argument; write `{argument} = …`"),
            By::Parameter => format!(
                "`{key}` is set by the parameter `{argument}` already; leave it out, or write \
                 `skip({argument})`"
            ),
        }
    }
}

impl Place {
    pub(crate) const fn of_call(operation: &'static str, set: Vec<Set>) -> Self {
        let kind = Kind::Call(operation);
        Self { kind, set }
    }

    pub(crate) const fn of_operation(operation: &'static str, set: Vec<Set>) -> Self {
        let kind = Kind::Operation(operation);
        Self { kind, set }
    }

    pub(crate) const fn step() -> Self {
        let kind = Kind::Step;
        Self {
            kind,
            set: Vec::new(),
        }
    }

    /// The span of an annotation whose operation or kind is mistaken.
    pub(crate) const fn unknown() -> Self {
        let kind = Kind::Unknown;
        Self {
            kind,
            set: Vec::new(),
        }
    }

    pub(crate) const fn any() -> Self {
        let kind = Kind::Any;
        Self {
            kind,
            set: Vec::new(),
        }
    }

    /// Refuses an attribute that the annotation sets by itself, or that does not belong on the span.
    pub(super) fn check(&self, key: &str, known: &Attribute) -> Result<(), String> {
        if let Some(message) = self.set_otherwise(key) {
            return Err(message);
        }
        self.check_belonging(known, key)?;
        let argument = match self.kind {
            Kind::Call(operation) | Kind::Operation(operation) => {
                content::argument_on(key, Some(operation))
            }
            Kind::Any => content::argument_on(key, None),
            Kind::Step | Kind::Unknown => None,
        };
        match argument {
            None => Ok(()),
            Some(argument) => Err(format!(
                "`{key}` is content, which is exported only if it is captured; write {argument}"
            )),
        }
    }

    /// Refuses an argument of a call whose attribute does not belong on the span.
    pub(crate) fn check_argument(&self, argument: &str, key: &str) -> Result<(), String> {
        let Kind::Call(operation) = self.kind else {
            return Ok(());
        };
        if belongs_on(key, operation) {
            return Ok(());
        }
        let operations = value::OPERATIONS.iter().copied();
        let elsewhere: Vec<&str> = operations
            .filter(|operation| belongs_on(key, operation))
            .collect();
        Err(format!(
            "`{argument}` does not belong to a call with `operation = {operation}`\nhelp: it belongs to `{}`",
            elsewhere.join("`, `")
        ))
    }

    /// The message for a key that something other than an attribute sets.
    fn set_otherwise(&self, key: &str) -> Option<String> {
        if matches!(self.kind, Kind::Any) {
            return recorded_elsewhere(key);
        }
        if key == attribute::ERROR_TYPE {
            let message =
                "`error.type` is set when the function fails; choose it with `error_type = …`";
            return Some(message.to_owned());
        }
        if key == attribute::GEN_AI_OPERATION_NAME && matches!(self.kind, Kind::Step) {
            return Some(Set::by_default(attribute::GEN_AI_OPERATION_NAME, "kind").refuse(key));
        }
        if MEASURED.contains(&key) && matches!(self.kind, Kind::Call(_)) {
            return Some(format!(
                "`{key}` is reported, because metrics record it as well; write \
                 `usage = |value| Usage::new()…`, or let the returned value report it"
            ));
        }
        let name = canonical(key);
        let set = self.set.iter().find(|set| canonical(set.key) == name);
        set.map(|set| set.refuse(key))
    }

    /// Refuses an attribute that does not belong on the span.
    fn check_belonging(&self, known: &Attribute, key: &str) -> Result<(), String> {
        let place = match self.kind {
            Kind::Call(operation) | Kind::Operation(operation) => {
                if belongs_on(known.key, operation) {
                    return Ok(());
                }
                format!("a span of `{operation}`")
            }
            Kind::Step => "a plain step".to_owned(),
            Kind::Unknown | Kind::Any => return Ok(()),
        };
        let mut namespaces = GENAI.iter();
        if !namespaces.any(|namespace| known.key.starts_with(namespace)) {
            return Ok(());
        }
        let help = annotations_with(known.key)
            .map(|annotations| format!("\nhelp: it belongs on {annotations}"))
            .unwrap_or_default();
        Err(format!("`{key}` does not belong on {place}{help}"))
    }
}

/// Whether spans of the operation list the attribute, for any provider and in either profile.
pub(crate) fn belongs_on(key: &str, operation: &str) -> bool {
    let profiles = [Profile::V1_41, Profile::Latest].into_iter();
    profiles
        .flat_map(spans)
        .filter(|span| span.operations.contains(&operation))
        .any(|span| span.requirement(key).is_some())
}

//! What was written in `#[llm_span(…)]`.

use genai_semconv::{attribute, value};
use proc_macro2::{Ident, TokenStream};
use syn::Expr;

use super::MACRO_NAME;
use super::prompt::Prompt;
use crate::arguments::{Argument, Arguments, Hints, ReportedMistakes, Value};
use crate::common::{self, Common, take_word};
use crate::diagnostics::Diagnostics;
use crate::expressions::{bare, text_literal};
use crate::function::Function;
use crate::known_values::{OUTPUT_TYPES, PROVIDERS};

/// A parameter of the request.
pub(super) struct Parameter {
    /// The argument's name, also that of the runtime's setter.
    pub(super) name: &'static str,
    /// How a function parameter is converted, as a word of the runtime's `fit!`.
    pub(super) shape: &'static str,
    /// The attribute that it sets.
    pub(super) key: &'static str,
}

/// The parameters of a request.
pub(super) const PARAMETERS: [Parameter; 12] = [
    Parameter::new(
        "temperature",
        "number",
        attribute::GEN_AI_REQUEST_TEMPERATURE,
    ),
    Parameter::new("top_p", "number", attribute::GEN_AI_REQUEST_TOP_P),
    Parameter::new("top_k", "number", attribute::GEN_AI_REQUEST_TOP_K),
    Parameter::new(
        "max_tokens",
        "integer",
        attribute::GEN_AI_REQUEST_MAX_TOKENS,
    ),
    Parameter::new("seed", "integer", attribute::GEN_AI_REQUEST_SEED),
    Parameter::new(
        "stop_sequences",
        "texts",
        attribute::GEN_AI_REQUEST_STOP_SEQUENCES,
    ),
    Parameter::new(
        "frequency_penalty",
        "number",
        attribute::GEN_AI_REQUEST_FREQUENCY_PENALTY,
    ),
    Parameter::new(
        "presence_penalty",
        "number",
        attribute::GEN_AI_REQUEST_PRESENCE_PENALTY,
    ),
    Parameter::new(
        "choice_count",
        "integer",
        attribute::GEN_AI_REQUEST_CHOICE_COUNT,
    ),
    Parameter::new(
        "encoding_formats",
        "texts",
        attribute::GEN_AI_REQUEST_ENCODING_FORMATS,
    ),
    Parameter::new(
        "reasoning_level",
        "text",
        attribute::GEN_AI_REQUEST_REASONING_LEVEL,
    ),
    Parameter::new("output_type", "text", attribute::GEN_AI_OUTPUT_TYPE),
];

impl Parameter {
    const fn new(name: &'static str, shape: &'static str, key: &'static str) -> Self {
        Self { name, shape, key }
    }
}

/// The arguments with content, which are also the runtime's setters, and the attributes that they set.
pub(super) const CONTENT: [(&str, &str); 3] = [
    ("input", attribute::GEN_AI_INPUT_MESSAGES),
    ("system_instructions", attribute::GEN_AI_SYSTEM_INSTRUCTIONS),
    ("tools", attribute::GEN_AI_TOOL_DEFINITIONS),
];

const HINTS: Hints<'_> = Hints {
    synonyms: &[
        ("messages", "input"),
        ("system_prompt", "system_instructions"),
        ("instructions", "system_instructions"),
        ("functions", "tools"),
        ("base_url", "endpoint"),
        ("url", "endpoint"),
        ("max_completion_tokens", "max_tokens"),
        ("max_output_tokens", "max_tokens"),
        ("n", "choice_count"),
        ("stop", "stop_sequences"),
        ("reasoning_effort", "reasoning_level"),
    ],
    elsewhere: &[
        (
            "user",
            "it around the call: `#[chain_step(kind = workflow, user = …)]` or `chain::scope().user(…)`",
        ),
        (
            "session",
            "it around the call: `#[chain_step(kind = workflow, session = …)]` or `chain::scope().session(…)`",
        ),
        (
            "conversation",
            "it around the call: `#[chain_step(kind = workflow, conversation = …)]` or \
             `chain::scope().conversation(…)`",
        ),
        (
            "dimensions",
            "`attributes(\"gen_ai.embeddings.dimension.count\" = …)`",
        ),
        (
            "feature",
            "it around the call: `#[chain_step(kind = workflow, feature = …)]` or `chain::scope().feature(…)`",
        ),
    ],
};

/// The arguments of `#[llm_span]`.
pub(super) struct Args {
    pub(super) system: Option<System>,
    pub(super) operation: Option<&'static str>,
    pub(super) model: Option<ModelArg>,
    pub(super) endpoint: Option<Expr>,
    pub(super) request: Option<Expr>,
    pub(super) content: Vec<(&'static str, Expr)>,
    pub(super) prompt: Option<Prompt>,
    pub(super) parameters: Vec<(&'static str, Ident, Expr)>,
    pub(super) usage: UsageArg,
    pub(super) common: Common,
    pub(super) mistakes: ReportedMistakes,
}

/// `system = …` or `provider = …`
pub(super) struct System {
    /// The key as written: `system` or `provider`.
    pub(super) key: &'static str,
    pub(super) value: Expr,
}

/// `model = …`
pub(super) enum ModelArg {
    /// `model = none`
    None,
    Expression(Expr),
}

/// `usage = …`
pub(super) enum UsageArg {
    /// Not given: the returned value reports it.
    Report,
    /// A function from the returned value to the value that reports it.
    Function(Box<Expr>),
    /// `usage = manual`
    Manual,
    /// `usage = none`
    None,
}

impl Args {
    pub(super) fn parse(
        tokens: TokenStream,
        function: &Function,
        errors: &mut Diagnostics,
    ) -> Self {
        let mut arguments = Arguments::parse(MACRO_NAME, &[("system", "provider")], tokens, errors);
        let system = ["system", "provider"].into_iter().find_map(|key| {
            let (_, value) = arguments.take_expression(key, errors)?;
            Some(System { key, value })
        });
        if let Some(System { value, .. }) = &system {
            PROVIDERS.check(value, errors);
        }
        let parameters = PARAMETERS
            .iter()
            .filter_map(|Parameter { name, .. }| {
                let (key, value) = arguments.take_expression(name, errors)?;
                if *name == "output_type" {
                    OUTPUT_TYPES.check(&value, errors);
                }
                Some((*name, key, value))
            })
            .collect();
        let operation = take_word(&mut arguments, "operation", value::OPERATIONS, errors);
        let model = take_model(&mut arguments, errors);
        let endpoint = arguments.take_expression("endpoint", errors);
        let request = arguments.take_expression("request", errors);
        let content = CONTENT
            .iter()
            .filter_map(|(name, _)| Some((*name, arguments.take_expression(name, errors)?.1)))
            .collect();
        let prompt = Prompt::take(&mut arguments, errors);
        let usage = take_usage(&mut arguments, function, errors);
        let common = Common::take(&mut arguments, function, errors);
        let own = [
            "system",
            "provider",
            "operation",
            "model",
            "endpoint",
            "request",
            "prompt",
            "usage",
        ];
        let parameter_names = PARAMETERS.map(|parameter| parameter.name);
        let known = own
            .into_iter()
            .chain(parameter_names)
            .chain(CONTENT.map(|(name, _)| name))
            .chain(common::KEYS);
        Self {
            system,
            operation,
            model,
            endpoint: endpoint.map(|(_, endpoint)| endpoint),
            request: request.map(|(_, request)| request),
            content,
            prompt,
            parameters,
            usage,
            common,
            mistakes: arguments.finish(known, HINTS, errors),
        }
    }
}

fn take_model(arguments: &mut Arguments, errors: &mut Diagnostics) -> Option<ModelArg> {
    let (_, model) = arguments.take_expression("model", errors)?;
    if is_word(&model, "none") {
        return Some(ModelArg::None);
    }
    if is_word(&model, "None") {
        errors.error(model, "unknown model `None`; did you mean `none`?");
        return Some(ModelArg::None);
    }
    if text_literal(&model).is_some_and(|text| text.value().trim().is_empty()) {
        errors.error(&model, "model is empty; name it, or write `model = none`");
    }
    Some(ModelArg::Expression(model))
}

fn take_usage(
    arguments: &mut Arguments,
    function: &Function,
    errors: &mut Diagnostics,
) -> UsageArg {
    let Some(Argument { key, value }) = arguments.take("usage") else {
        return UsageArg::Report;
    };
    match value {
        Value::Expression(usage) if is_word(&usage, "manual") => UsageArg::Manual,
        Value::Expression(usage) if is_word(&usage, "none") => UsageArg::None,
        Value::Expression(usage) if is_word(&usage, "None") => {
            errors.error(usage, "unknown usage `None`; did you mean `none`?");
            UsageArg::None
        }
        Value::Expression(usage) if matches!(bare(&usage), Expr::Closure(_) | Expr::Path(_)) => {
            if let Expr::Closure(closure) = bare(&usage)
                && closure.inputs.len() != 1
            {
                let message = "`usage` takes a function of one value; write `usage = |reply| …`";
                if closure.inputs.is_empty() {
                    errors.error(closure.inputs_begin, message);
                } else {
                    errors.error(&closure.inputs, message);
                }
            }
            function.check_captures(&usage, errors);
            UsageArg::Function(usage)
        }
        Value::Expression(usage) => {
            errors.error(
                usage,
                "`usage` is a function of the returned value, `manual` or `none`",
            );
            UsageArg::None
        }
        Value::Flag | Value::List(_) => {
            errors.error(
                key,
                "`usage` takes a value: a function of the returned value, `manual` or `none`",
            );
            UsageArg::None
        }
    }
}

fn is_word(expression: &Expr, word: &str) -> bool {
    matches!(bare(expression), Expr::Path(path) if path.path.is_ident(word))
}

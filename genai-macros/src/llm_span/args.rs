//! What was written in `#[llm_span(…)]`.

use genai_semconv::value;
use proc_macro2::{Ident, TokenStream};
use syn::Expr;

use super::MACRO_NAME;
use crate::arguments::{Argument, Arguments, Excuses, Value};
use crate::common::{self, Common, check_known_value, take_word, text_literal};
use crate::diagnostics::Diagnostics;
use crate::function::Function;

/// Request parameters: the argument's name, which is the runtime's setter too, and the shape that its
/// value must have.
pub(super) const PARAMETERS: [(&str, &str); 12] = [
    ("temperature", "number"),
    ("top_p", "number"),
    ("top_k", "number"),
    ("max_tokens", "integer"),
    ("seed", "integer"),
    ("stop_sequences", "texts"),
    ("frequency_penalty", "number"),
    ("presence_penalty", "number"),
    ("choice_count", "integer"),
    ("encoding_formats", "texts"),
    ("reasoning_level", "text"),
    ("output_type", "text"),
];

/// The arguments of `#[llm_span]`.
pub(super) struct Args {
    pub(super) system: Option<Expr>,
    pub(super) operation: Option<&'static str>,
    pub(super) model: Option<ModelArg>,
    pub(super) endpoint: Option<Expr>,
    pub(super) parameters: Vec<(&'static str, Ident, Expr)>,
    pub(super) usage: UsageArg,
    pub(super) common: Common,
    pub(super) excuses: Excuses,
}

/// `model = …`
pub(super) enum ModelArg {
    /// `model = none`: the model is not known.
    None,
    Expression(Expr),
}

/// `usage = …`
pub(super) enum UsageArg {
    /// The returned value reports it.
    Report,
    /// A function of the returned value gives what reports it.
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
        let system = ["system", "provider"]
            .into_iter()
            .find_map(|name| arguments.take_expression(name, errors));
        if let Some((_, system)) = &system {
            check_known_value(
                "provider",
                system,
                value::PROVIDERS,
                value::RENAMED_PROVIDERS,
                errors,
            );
        }
        let parameters = PARAMETERS
            .iter()
            .filter_map(|(name, _)| {
                let (key, value) = arguments.take_expression(name, errors)?;
                if *name == "output_type" {
                    check_known_value("output type", &value, value::OUTPUT_TYPES, &[], errors);
                }
                Some((*name, key, value))
            })
            .collect();
        let operation = take_word(&mut arguments, "operation", value::OPERATIONS, errors);
        let model = take_model(&mut arguments, errors);
        let endpoint = arguments.take_expression("endpoint", errors);
        let usage = take_usage(&mut arguments, errors);
        let common = Common::take(&mut arguments, function, errors);
        let own = [
            "system",
            "provider",
            "operation",
            "model",
            "endpoint",
            "usage",
        ];
        let parameter_names = PARAMETERS.map(|(name, _)| name);
        let known = own.into_iter().chain(parameter_names).chain(common::KEYS);
        Self {
            system: system.map(|(_, system)| system),
            operation,
            model,
            endpoint: endpoint.map(|(_, endpoint)| endpoint),
            parameters,
            usage,
            common,
            excuses: arguments.finish(known, errors),
        }
    }
}

fn take_model(arguments: &mut Arguments, errors: &mut Diagnostics) -> Option<ModelArg> {
    let (_, model) = arguments.take_expression("model", errors)?;
    if is_word(&model, "none") {
        return Some(ModelArg::None);
    }
    if text_literal(&model).is_some_and(|text| text.value().trim().is_empty()) {
        errors.error(&model, "model is empty; name it, or write `model = none`");
    }
    Some(ModelArg::Expression(model))
}

fn take_usage(arguments: &mut Arguments, errors: &mut Diagnostics) -> UsageArg {
    let Some(Argument { key, value }) = arguments.take("usage") else {
        return UsageArg::Report;
    };
    match value {
        Value::Expression(usage) if is_word(&usage, "manual") => UsageArg::Manual,
        Value::Expression(usage) if is_word(&usage, "none") => UsageArg::None,
        Value::Expression(usage) if matches!(*usage, Expr::Closure(_) | Expr::Path(_)) => {
            if let Expr::Closure(closure) = &*usage
                && closure.inputs.len() != 1
            {
                errors.error(
                    &closure.inputs,
                    "`usage` takes a function of one value; write `usage = |reply| …`",
                );
            }
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
    matches!(expression, Expr::Path(path) if path.path.is_ident(word))
}

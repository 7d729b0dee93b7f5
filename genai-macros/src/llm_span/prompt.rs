//! `prompt(name = …, version = …, variables(…))`: the template that a prompt was made from.

use genai_semconv::attribute;
use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::Expr;
use syn::spanned::Spanned;

use crate::arguments::{Arguments, AttributeArgument, Hints, parse_attributes};
use crate::diagnostics::Diagnostics;
use crate::names::Names;
use crate::statements;

const EXAMPLE: &str = "prompt(name = \"answer\", variables(question = question))";

/// The template that a prompt was made from.
pub(super) struct Prompt {
    name: Option<Expr>,
    version: Option<Expr>,
    variables: Vec<AttributeArgument>,
}

impl Prompt {
    pub(super) fn take(arguments: &mut Arguments, errors: &mut Diagnostics) -> Option<Self> {
        let tokens = arguments.take_list("prompt", EXAMPLE, errors)?;
        let mut inner = Arguments::parse("prompt", &[], tokens, errors);
        let name = inner.take_expression("name", errors);
        let version = inner.take_expression("version", errors);
        let variables = inner.take_list("variables", "variables(question = question)", errors);
        let variables = variables.map(|tokens| parse_attributes(tokens, errors));
        let variables = variables.unwrap_or_default();
        let mistakes = inner.finish(["name", "version", "variables"], Hints::default(), errors);
        if let (None, Some((version, _))) = (&name, &version)
            && !mistakes.explain_missing("name")
        {
            errors.error(
                version,
                "`version` needs the `name` of the prompt; write `prompt(name = …, version = …)`",
            );
        }
        check_variables(&variables, errors);
        Some(Self {
            name: name.map(|(_, name)| name),
            version: version.map(|(_, version)| version),
            variables,
        })
    }

    /// The attribute keys that it sets, except those of variables.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'static str> {
        let name = self.name.as_ref().map(|_| attribute::GEN_AI_PROMPT_NAME);
        let version = self.version.as_ref();
        let version = version.map(|_| attribute::GEN_AI_PROMPT_VERSION);
        name.into_iter().chain(version)
    }

    pub(super) fn statements(&self, names: &Names) -> Vec<(&'static str, TokenStream)> {
        let start = &names.start;
        let name = self.name.iter();
        let name = name.map(|name| statements::set("prompt_name", name, names));
        let version = self.version.iter();
        let version = version.map(|version| statements::set("prompt_version", version, names));
        let variables = self.variables.iter().map(|variable| {
            let AttributeArgument { key, value } = variable;
            let key = format!("{}.{}", attribute::GEN_AI_PROMPT_VARIABLE, key.value());
            quote_spanned!(value.span()=> #start.prompt_variable(#key, &(#value));)
        });
        let all = name.chain(version).chain(variables);
        all.map(|statement| ("prompt", statement)).collect()
    }
}

fn check_variables(variables: &[AttributeArgument], errors: &mut Diagnostics) {
    let mut seen: Vec<String> = Vec::new();
    for AttributeArgument { key, .. } in variables {
        let name = key.value();
        if name.trim().is_empty() {
            errors.error(key, "a variable of a prompt needs a name");
        } else if seen.contains(&name) {
            errors.error(key, format!("`{name}` is set twice; keep one of them"));
        }
        seen.push(name);
    }
}

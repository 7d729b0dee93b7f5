//! What was written in `#[chain_step(…)]`.

use genai_semconv::value;
use proc_macro2::{Span, TokenStream};
use syn::Expr;

use super::MACRO_NAME;
use super::model::{KINDS, Kind, REMOTE_AGENT, Span as KindSpan};
use crate::arguments::{Argument, Arguments, Hints, Value};
use crate::common::{self, Common, take_word};
use crate::diagnostics::Diagnostics;
use crate::expressions::{bare, text_literal};
use crate::function::Function;
use crate::known_values::{PROVIDERS, TOOL_TYPES};
use crate::registry::Place;

/// The arguments of `#[chain_step]`.
pub(super) struct Args {
    pub(super) kind: &'static Kind,
    /// The operation on a memory.
    pub(super) operation: Option<&'static str>,
    pub(super) name: Option<Expr>,
    pub(super) identity: Vec<(&'static str, Expr)>,
    pub(super) details: Vec<(&'static str, Expr)>,
    /// Functions of the returned value.
    pub(super) outcome: Vec<(&'static str, Expr)>,
    pub(super) common: Common,
}

impl Args {
    pub(super) fn parse(
        tokens: TokenStream,
        function: &Function,
        errors: &mut Diagnostics,
    ) -> Self {
        let mut arguments = Arguments::parse(MACRO_NAME, &[], tokens, errors);
        let kind = take_word(&mut arguments, "kind", &KINDS.map(|kind| kind.name), errors);
        let kind = KINDS
            .iter()
            .find(|known| Some(known.name) == kind)
            .unwrap_or(&KINDS[0]);
        let is_kind_known = !arguments.is_mistaken("kind");
        if !is_kind_known {
            // Arguments of the kind that was meant are no mistakes.
            drop_keys_of_kinds(&mut arguments);
        }
        let kind = take_remote(&mut arguments, kind, errors);
        let operation = (kind.span == KindSpan::Memory)
            .then(|| take_memory_operation(&mut arguments, errors))
            .flatten();
        let mut take = |keys: &'static [&'static str]| -> Vec<(&'static str, Expr)> {
            let taken = keys.iter();
            taken
                .filter_map(|key| Some((*key, arguments.take_expression(key, errors)?.1)))
                .collect()
        };
        let mut identity = take(kind.identity);
        let details = take(kind.details);
        let name = identity.iter().position(|(key, _)| *key == "name");
        let name = name.map(|position| identity.remove(position).1);
        if let Some(name) = name.as_ref().and_then(text_literal)
            && name.value().trim().is_empty()
        {
            let message = "name is empty; name the step, or leave `name` out to use the function's";
            errors.error(name, message);
        }
        for (key, value) in &identity {
            match *key {
                "type" => TOOL_TYPES.check(value, errors),
                "system" => PROVIDERS.check(value, errors),
                _ => {}
            }
        }
        let outcome = kind.outcome.iter();
        let outcome: Vec<_> = outcome
            .filter_map(|key| Some((*key, take_function(&mut arguments, key, function, errors)?)))
            .collect();
        let common = Common::take(&mut arguments, function, errors);
        let given = identity.iter().chain(&details).chain(&outcome);
        let given = given.map(|(key, _)| *key);
        let given: Vec<_> = given.chain(name.as_ref().map(|_| "name")).collect();
        let place = if is_kind_known && !arguments.is_mistaken("operation") {
            kind.place(operation, &given)
        } else {
            Place::unknown()
        };
        common.check_attributes(&place, errors);
        refuse_keys_of_other_kinds(&mut arguments, kind, errors);
        for Kind { name, .. } in &KINDS {
            if !kind.keys().any(|key| key == *name)
                && let Some(flag) = arguments.take_flag(name)
            {
                let message = format!("`{name}` is a kind of step; write `kind = {name}`");
                errors.error(&flag, message);
            }
        }
        let own = ["kind", "remote"].into_iter().chain(kind.keys());
        let known = own.chain(kind.word()).chain(common::KEYS);
        let mistakes = arguments.finish(known, Hints::default(), errors);
        let has_system = identity.iter().any(|(key, _)| *key == "system");
        if *kind == REMOTE_AGENT && !has_system && !mistakes.explain_missing("system") {
            errors.add(syn::Error::new(
                Span::call_site(),
                format!(
                    "`{MACRO_NAME}` of a remote agent needs `system`; write `system = \"openai\"`"
                ),
            ));
        }
        Self {
            kind,
            operation,
            name,
            identity,
            details,
            outcome,
            common,
        }
    }
}

/// The kind of a remote agent, if the flag `remote` is set.
fn take_remote(
    arguments: &mut Arguments,
    kind: &'static Kind,
    errors: &mut Diagnostics,
) -> &'static Kind {
    let Some(Argument { key, value }) = arguments.take("remote") else {
        return kind;
    };
    if kind.constructor != "agent" {
        let message = format!(
            "`remote` belongs to `kind = agent`, not to `kind = {}`",
            kind.name
        );
        errors.error(&key, message);
        return kind;
    }
    if !matches!(value, Value::Flag) {
        errors.error(&key, "`remote` is a flag; write it without a value");
    }
    &REMOTE_AGENT
}

/// Takes a function of the returned value. `result` is taken only if it is one: it may be a list as well.
fn take_function(
    arguments: &mut Arguments,
    key: &'static str,
    annotated: &Function,
    errors: &mut Diagnostics,
) -> Option<Expr> {
    let function = match key {
        "result" => arguments.take_value(key)?,
        _ => arguments.take_expression(key, errors)?.1,
    };
    match bare(&function) {
        Expr::Closure(closure) if closure.inputs.len() == 1 => {}
        Expr::Path(_) => {}
        _ => {
            let message = format!(
                "`{key}` takes a function of the returned value; write `{key} = |value| …`"
            );
            errors.error(&function, message);
            return None;
        }
    }
    annotated.check_captures(&function, errors);
    Some(function)
}

/// The operation on a memory.
fn take_memory_operation(
    arguments: &mut Arguments,
    errors: &mut Diagnostics,
) -> Option<&'static str> {
    let operation = take_word(arguments, "operation", value::MEMORY_OPERATIONS, errors);
    if operation.is_none() && !arguments.is_mistaken("operation") {
        errors.add(syn::Error::new(
            Span::call_site(),
            format!(
                "`{MACRO_NAME}` of a memory needs `operation`, one of `{}`",
                value::MEMORY_OPERATIONS.join("`, `")
            ),
        ));
    }
    operation
}

fn drop_keys_of_kinds(arguments: &mut Arguments) {
    arguments.take_value("result");
    let kinds = KINDS.iter().chain([&REMOTE_AGENT]);
    for key in kinds.flat_map(|kind| kind.keys().chain(kind.word())) {
        arguments.take(key);
    }
    arguments.take("remote");
}

fn refuse_keys_of_other_kinds(arguments: &mut Arguments, kind: &Kind, errors: &mut Diagnostics) {
    let kinds = || KINDS.iter().chain([&REMOTE_AGENT]);
    let keys: Vec<_> = kinds()
        .flat_map(|kind| kind.keys().chain(kind.word()))
        .collect();
    for key in keys {
        if let Some(argument) = arguments.take(key) {
            let owns = |owner: &&Kind| owner.keys().chain(owner.word()).any(|own| own == key);
            let mut owners: Vec<_> = kinds().filter(owns).map(|owner| owner.name).collect();
            if owners.contains(&"agent") {
                owners.retain(|owner| *owner != REMOTE_AGENT.name);
            }
            let message = format!(
                "`{key}` belongs to `kind = {}`, not to `kind = {}`",
                owners.join("`, `"),
                kind.name
            );
            errors.error(argument.key, message);
        }
    }
}

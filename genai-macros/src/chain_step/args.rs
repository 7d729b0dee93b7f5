//! What was written in `#[chain_step(…)]`.

use genai_semconv::value;
use proc_macro2::TokenStream;
use syn::Expr;

use super::MACRO_NAME;
use super::model::{KINDS, Kind};
use crate::arguments::Arguments;
use crate::common::{self, Common, check_known_value, take_word};
use crate::diagnostics::Diagnostics;
use crate::function::Function;

/// The arguments of `#[chain_step]`.
pub(super) struct Args {
    pub(super) kind: &'static Kind,
    pub(super) name: Option<Expr>,
    pub(super) identity: Vec<(&'static str, Expr)>,
    pub(super) details: Vec<(&'static str, Expr)>,
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
        for (key, value) in &identity {
            if *key == "type" {
                check_known_value("tool type", value, value::TOOL_TYPES, &[], errors);
            }
        }
        let common = Common::take(&mut arguments, function, errors);
        let given: Vec<_> = identity
            .iter()
            .chain(&details)
            .map(|(key, _)| *key)
            .collect();
        common.check_attributes(&kind.place(&given), errors);
        refuse_keys_of_other_kinds(&mut arguments, kind, errors);
        arguments.finish(
            ["kind"].into_iter().chain(kind.keys()).chain(common::KEYS),
            errors,
        );
        Self {
            kind,
            name,
            identity,
            details,
            common,
        }
    }
}

fn refuse_keys_of_other_kinds(arguments: &mut Arguments, kind: &Kind, errors: &mut Diagnostics) {
    let keys = KINDS.iter().flat_map(Kind::keys);
    for key in keys {
        if let Some(argument) = arguments.take(key) {
            let owners = KINDS
                .iter()
                .filter(|owner| owner.keys().any(|own| own == key));
            let owners: Vec<_> = owners.map(|owner| owner.name).collect();
            let message = format!(
                "`{key}` belongs to `kind = {}`, not to `kind = {}`",
                owners.join("`, `"),
                kind.name
            );
            errors.error(argument.key, message);
        }
    }
}

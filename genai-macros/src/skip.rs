//! `skip(parameter)`: parameters that are not recorded despite their names.

use genai_semconv::nearest::nearest;
use proc_macro2::Ident;
use syn::Token;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;

use crate::arguments::Arguments;
use crate::diagnostics::Diagnostics;
use crate::function::Function;

/// The parameters that are skipped.
pub(crate) fn take(
    arguments: &mut Arguments,
    function: &Function,
    errors: &mut Diagnostics,
) -> Vec<Ident> {
    let Some(tokens) = arguments.take_list("skip", "skip(parameter)", errors) else {
        return Vec::new();
    };
    let parser = Punctuated::<Ident, Token![,]>::parse_terminated_with;
    let parser = |input: ParseStream<'_>| parser(input, Ident::parse_any);
    let names = errors.take(parser.parse2(tokens)).unwrap_or_default();
    // It is never recorded.
    let has_receiver = function.signature.receiver().is_some();
    let names = names.into_iter();
    let names: Vec<Ident> = names
        .filter(|name| !(has_receiver && name == "self"))
        .collect();
    let parameters: Vec<String> = function
        .parameter_names()
        .iter()
        .map(ToString::to_string)
        .collect();
    for name in &names {
        let written = name.to_string();
        if !parameters.contains(&written) {
            let suggestion = nearest(&written, parameters.iter().map(String::as_str))
                .map(|near| format!("; did you mean `{near}`?"))
                .unwrap_or_default();
            errors.error(
                name,
                format!("no parameter is named `{written}`{suggestion}"),
            );
        }
    }
    names
}

//! `skip(parameter)`: parameters that are not recorded although their names are those of arguments.

use genai_semconv::nearest::nearest;
use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{LitStr, Token};

use crate::arguments::Arguments;
use crate::diagnostics::Diagnostics;
use crate::function::Function;

/// The parameters that are skipped: their names without `r#`.
pub(crate) fn take(
    arguments: &mut Arguments,
    function: &Function,
    errors: &mut Diagnostics,
) -> Vec<Ident> {
    let Some(tokens) = arguments.take_list("skip", "skip(parameter)", errors) else {
        return Vec::new();
    };
    let parser = |input: ParseStream<'_>| {
        Punctuated::<Ident, Token![,]>::parse_terminated_with(input, parameter)
    };
    let names = errors.take(parser.parse2(tokens)).unwrap_or_default();
    // The receiver is never recorded, so skipping it is no mistake.
    let has_receiver = function.signature.receiver().is_some();
    let names = names.into_iter().map(|name| name.unraw());
    let names: Vec<Ident> = names
        .filter(|name| !(has_receiver && name == "self"))
        .collect();
    let parameters: Vec<String> = function
        .parameter_names()
        .iter()
        .map(|name| name.unraw().to_string())
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

/// A parameter's name, without quotes.
fn parameter(input: ParseStream<'_>) -> syn::Result<Ident> {
    if !input.peek(LitStr) {
        return input.call(Ident::parse_any);
    }
    let text: LitStr = input.parse()?;
    let name = text.value();
    let name = syn::parse_str::<Ident>(&name).map_or("parameter", |_| &name);
    let message = format!("`skip` takes parameters by their names; write `skip({name})`");
    Err(syn::Error::new_spanned(text, message))
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::take;
    use crate::arguments::Arguments;
    use crate::diagnostics::Diagnostics;
    use crate::function::Function;

    /// The names that are skipped, or the messages about them.
    fn skipped(arguments: proc_macro2::TokenStream) -> Result<Vec<String>, String> {
        let function: Function = syn::parse_quote!(
            fn f(&self, r#type: &str, r#seed: u64, model: &str) {}
        );
        let mut errors = Diagnostics::default();
        let mut arguments = Arguments::parse("#[test]", &[], arguments, &mut errors);
        let names = take(&mut arguments, &function, &mut errors);
        match errors.into_compile_errors() {
            Some(errors) => Err(errors.to_string()),
            None => Ok(names.iter().map(ToString::to_string).collect()),
        }
    }

    #[test]
    fn a_raw_identifier_is_found_with_and_without_its_prefix() {
        for written in [quote!(skip(type, seed)), quote!(skip(r#type, r#seed))] {
            assert_eq!(skipped(written).unwrap(), ["type", "seed"]);
        }
        assert_eq!(skipped(quote!(skip(r#model))).unwrap(), ["model"]);
    }

    #[test]
    fn a_suggestion_is_written_without_the_prefix() {
        let message = skipped(quote!(skip(r#tipe))).unwrap_err();
        let expected = "no parameter is named `tipe`; did you mean `type`?";
        assert!(message.contains(expected), "{message}");
    }

    #[test]
    fn a_receiver_may_be_named() {
        assert!(skipped(quote!(skip(self))).unwrap().is_empty());
    }
}

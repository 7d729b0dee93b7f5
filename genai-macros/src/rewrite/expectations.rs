//! Lints that a function expects, and that what it becomes does not set off.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote_spanned};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Meta, Path, Token};

/// Lints that look for an `async fn`, or for what becomes of parameters and of the value in the body itself.
const UNSEEN: [&str; 10] = [
    "async_fn_in_trait",
    "clippy::cognitive_complexity",
    "clippy::manual_async_fn",
    "clippy::missing_const_for_fn",
    "clippy::missing_errors_doc",
    "clippy::needless_pass_by_value",
    "clippy::ref_option",
    "clippy::unnecessary_wraps",
    "clippy::unused_async",
    "unconditional_recursion",
];

/// The attributes of a function. It may expect lints that nothing sets off any more: those are allowed instead.
pub(super) fn without_unseen(attributes: &[Attribute]) -> TokenStream {
    attributes
        .iter()
        .map(|attribute| allowed(attribute).unwrap_or_else(|| attribute.to_token_stream()))
        .collect()
}

fn allowed(attribute: &Attribute) -> Option<TokenStream> {
    if !attribute.path().is_ident("expect") {
        return None;
    }
    let lints = Punctuated::<Meta, Token![,]>::parse_terminated;
    let lints = attribute.parse_args_with(lints).ok()?;
    let (lints, reason): (Vec<Meta>, Vec<Meta>) = lints
        .into_iter()
        .partition(|meta| matches!(meta, Meta::Path(_)));
    let (unseen, seen): (Vec<Meta>, Vec<Meta>) =
        lints.into_iter().partition(|lint| is_unseen(lint.path()));
    if unseen.is_empty() {
        return None;
    }
    let place = attribute.span();
    let allowed = quote_spanned!(place=> #[allow(#(#unseen,)* #(#reason),*)]);
    if seen.is_empty() {
        return Some(allowed);
    }
    let expected = quote_spanned!(place=> #[expect(#(#seen,)* #(#reason),*)]);
    Some(quote_spanned!(place=> #allowed #expected))
}

fn is_unseen(lint: &Path) -> bool {
    let names = lint
        .segments
        .iter()
        .map(|segment| segment.ident.to_string());
    let name = names.collect::<Vec<_>>().join("::");
    UNSEEN.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use quote::quote;
    use syn::parse_quote;

    use super::without_unseen;

    #[test]
    fn what_nothing_sets_off_is_allowed() {
        let attributes = [
            parse_quote!(#[expect(clippy::unused_async, unused_variables, reason = "a handler")]),
            parse_quote!(#[expect(clippy::unnecessary_wraps)]),
            parse_quote!(#[expect(dead_code)]),
            parse_quote!(#[inline]),
        ];
        let expected = quote! {
            #[allow(clippy::unused_async, reason = "a handler")]
            #[expect(unused_variables, reason = "a handler")]
            #[allow(clippy::unnecessary_wraps,)]
            #[expect(dead_code)]
            #[inline]
        };
        assert_eq!(
            without_unseen(&attributes).to_string(),
            expected.to_string()
        );
    }
}

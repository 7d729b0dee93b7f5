//! Lints that a function expects, and that do not fire on the rewritten function.

use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Meta, Path, Token, parse_quote_spanned};

/// Lints that inspect an `async fn`, how the body itself uses parameters and its value, or doc comments, which a macro
/// receives as attributes.
const UNFULFILLED: [&str; 33] = [
    "async_fn_in_trait",
    "clippy::boxed_local",
    "clippy::cognitive_complexity",
    "clippy::doc_comment_double_space_linebreaks",
    "clippy::doc_lazy_continuation",
    "clippy::doc_overindented_list_items",
    "clippy::doc_paragraphs_missing_punctuation",
    "clippy::elidable_lifetime_names",
    "clippy::len_without_is_empty",
    "clippy::manual_async_fn",
    "clippy::misnamed_getters",
    "clippy::missing_const_for_fn",
    "clippy::missing_errors_doc",
    "clippy::needless_doctest_main",
    "clippy::needless_lifetimes",
    "clippy::needless_pass_by_ref_mut",
    "clippy::needless_pass_by_value",
    "clippy::needless_question_mark",
    "clippy::not_unsafe_ptr_arg_deref",
    "clippy::only_used_in_recursion",
    "clippy::question_mark",
    "clippy::ref_option",
    "clippy::single_option_map",
    "clippy::suspicious_arithmetic_impl",
    "clippy::suspicious_doc_comments",
    "clippy::suspicious_op_assign_impl",
    "clippy::test_attr_in_doctest",
    "clippy::unnecessary_wraps",
    "clippy::unused_async",
    "clippy::unused_self",
    "clippy::unwrap_in_result",
    "clippy::unwrap_or_default",
    "unconditional_recursion",
];

/// An attribute of a function or a parameter. Expected lints that can no longer fire are allowed instead.
pub(super) fn without_unfulfilled(attribute: &Attribute) -> Vec<Attribute> {
    allowed(attribute).unwrap_or_else(|| vec![attribute.clone()])
}

fn allowed(attribute: &Attribute) -> Option<Vec<Attribute>> {
    if !attribute.path().is_ident("expect") {
        return None;
    }
    let lints = Punctuated::<Meta, Token![,]>::parse_terminated;
    let lints = attribute.parse_args_with(lints).ok()?;
    let (lints, reason): (Vec<Meta>, Vec<Meta>) = lints
        .into_iter()
        .partition(|meta| matches!(meta, Meta::Path(_)));
    let (unfulfilled, fulfilled): (Vec<Meta>, Vec<Meta>) = lints
        .into_iter()
        .partition(|lint| is_unfulfilled(lint.path()));
    if unfulfilled.is_empty() {
        return None;
    }
    let place = attribute.span();
    let mut attributes =
        vec![parse_quote_spanned!(place=> #[allow(#(#unfulfilled,)* #(#reason),*)])];
    if !fulfilled.is_empty() {
        attributes.push(parse_quote_spanned!(place=> #[expect(#(#fulfilled,)* #(#reason),*)]));
    }
    Some(attributes)
}

fn is_unfulfilled(lint: &Path) -> bool {
    let names = lint
        .segments
        .iter()
        .map(|segment| segment.ident.to_string());
    let name = names.collect::<Vec<_>>().join("::");
    UNFULFILLED.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::{ToTokens, quote};
    use syn::{Attribute, parse_quote};

    use super::without_unfulfilled;

    #[test]
    fn expected_lints_that_cannot_fire_are_allowed() {
        let attributes: [Attribute; 4] = [
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
        let seen = attributes.iter().flat_map(without_unfulfilled);
        let seen: TokenStream = seen.map(ToTokens::into_token_stream).collect();
        assert_eq!(seen.to_string(), expected.to_string());
    }
}

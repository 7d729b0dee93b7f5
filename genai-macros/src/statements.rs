//! Statements that the expansions of both attribute macros consist of.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Type};

use crate::arguments::AttributeArgument;
use crate::common::Common;
use crate::function::Function;
use crate::registry::{Typed, typed};
use crate::rewrite::Names;
use crate::stream::Said;

/// A variable as an expression that stands at `span`: where its type does not do, the compiler points
/// there. A plain variable would lead it to where the variable comes from.
pub(crate) fn blamed_at(variable: &Ident, span: Span) -> TokenStream {
    quote_spanned!(span=> (#variable,).0)
}

/// Hands the value of an expression to one of the runtime's setters, by reference. A type error is
/// reported at the expression.
pub(crate) fn set(setter: &str, value: &Expr, names: &Names) -> TokenStream {
    let start = &names.start;
    let setter = Ident::new(setter, Span::call_site());
    quote_spanned!(value.span()=> #start.#setter(&(#value));)
}

/// The context to be nested under, where it is given.
pub(crate) fn parent(common: &Common, names: &Names) -> Option<TokenStream> {
    let parent = common.parent.as_ref();
    parent.map(|parent| set("parent", parent, names))
}

/// Sets one attribute on a target, which is an expression of a mutable reference. Where the type of the
/// value does not fit, the compiler underlines the key beside it.
pub(crate) fn attribute_statement(
    attribute: &AttributeArgument,
    target: &TokenStream,
    runtime: &TokenStream,
) -> TokenStream {
    let AttributeArgument { key, value } = attribute;
    let (setter, key) = match typed(&key.value()) {
        None => (quote_spanned!(key.span()=> set_own), quote!(#key)),
        Some(Typed::Key(name)) => {
            let name = Ident::new(&name, key.span());
            (quote_spanned!(key.span()=> takes::#name), quote!(#key))
        }
        Some(Typed::Template(value_type)) => {
            let key = quote!(#runtime::AttributeKey::<#value_type>::new(#key));
            (quote_spanned!(key.span()=> set), key)
        }
    };
    quote_spanned!(value.span()=> #runtime::#setter(#target, #key, &(#value));)
}

/// The user's own attributes.
pub(crate) fn attributes(common: &Common, names: &Names) -> Vec<TokenStream> {
    let start = names.start.to_token_stream();
    let attributes = common.attributes.iter();
    attributes
        .map(|attribute| attribute_statement(attribute, &start, &common.runtime))
        .collect()
}

/// Which errors the user's `error_type` is asked about.
#[derive(Clone, Copy)]
pub(crate) enum ErrorClass {
    /// None: the error names its class itself.
    Default,
    Given,
    /// Those that it takes.
    GivenIfItFits,
}

/// Asks a value how it says that the function ended.
pub(crate) fn conclude(common: &Common, class: ErrorClass, names: &Names) -> TokenStream {
    let Names { value, end, .. } = names;
    let runtime = &common.runtime;
    let class = common.error_type.as_ref().and_then(|path| match class {
        ErrorClass::Default => None,
        ErrorClass::Given => Some(quote!(, #path)),
        ErrorClass::GivenIfItFits => Some(quote!(, if_it_fits #path)),
    });
    quote!(#runtime::conclude!(#value, #end #class);)
}

/// Refuses a returned stream that the signature does not show; where there cannot be one, nothing.
pub(crate) fn refuse_stream(
    common: &Common,
    function: &Function,
    names: &Names,
) -> Option<TokenStream> {
    let returned = function.success_type()?;
    if matches!(common.stream, Said::NoStream) || !may_be_stream(returned) {
        return None;
    }
    let Names { value, .. } = names;
    let runtime = &common.runtime;
    let kind = quote!(#runtime::unfollowed!(#value));
    let kind = quote_spanned!(returned.span()=> (&(#kind,).0));
    Some(quote!(#runtime::ends_with_its_return(#kind);))
}

/// Types by whose names everybody knows that they are no streams.
const PLAIN: [&str; 20] = [
    "String", "str", "Vec", "Value", "Usage", "bool", "char", "f32", "f64", "u8", "u16", "u32",
    "u64", "usize", "i8", "i16", "i32", "i64", "isize", "HashMap",
];

fn may_be_stream(returned: &Type) -> bool {
    match returned {
        Type::Path(path) => {
            let last = path.path.segments.last();
            last.is_none_or(|last| PLAIN.iter().all(|plain| last.ident != plain))
        }
        Type::ImplTrait(_) => true,
        _ => false,
    }
}

/// The attributes that the returned value gives.
pub(crate) fn result(common: &Common, names: &Names) -> Option<TokenStream> {
    let Names { value, end, .. } = names;
    let runtime = &common.runtime;
    let result = common.result.as_ref()?;
    let pattern = &result.pattern;
    let target = end.to_token_stream();
    let attributes = result
        .attributes
        .iter()
        .map(|attribute| attribute_statement(attribute, &target, runtime));
    Some(quote! {
        if #runtime::End::is_recording(#end) {
            if let ::core::option::Option::Some(#value) = #runtime::success!(#value) {
                let #pattern = #value;
                #(#attributes)*
            }
        }
    })
}

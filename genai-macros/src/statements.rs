//! Statements of the expansions of both attribute macros.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, Type};

use crate::arguments::AttributeArgument;
use crate::capture::ContentArg;
use crate::common::Common;
use crate::errors::{ErrorClass, ErrorClasses, down_to_results, is_result};
use crate::function::Function;
use crate::lifetimes::at_any_lifetime;
use crate::names::Names;
use crate::registry::{Typed, typed};
use crate::stream::StreamArg;

/// A variable as an expression with another span, at which rustc reports type errors; for a plain variable it would
/// point at its definition.
pub(crate) fn with_error_span(variable: &Ident, span: Span) -> TokenStream {
    quote_spanned!(span=> (#variable,).0)
}

/// Passes the value of an expression by reference to one of the runtime's setters. Type errors are reported at the
/// expression.
pub(crate) fn set(setter: &str, value: &Expr, names: &Names) -> TokenStream {
    let start = &names.start;
    let setter = Ident::new(setter, Span::call_site());
    quote_spanned!(value.span()=> #start.#setter(&(#value));)
}

/// Statements that set the operation's parent, attempt and links, as far as they are given.
pub(crate) fn origin(common: &Common, names: &Names) -> Vec<(&'static str, TokenStream)> {
    let origin = [
        ("parent", &common.parent),
        ("attempt", &common.attempt),
        ("links", &common.links),
    ];
    origin
        .into_iter()
        .filter_map(|(key, value)| Some((key, set(key, value.as_ref()?, names))))
        .collect()
}

/// The constructor's suffix that announces an explicit parent.
pub(crate) fn known_parent(common: &Common) -> Option<TokenStream> {
    common.parent.as_ref().map(|_| quote!(.with_parent()))
}

/// The statement that sets content capture, if it is decided for each call.
pub(crate) fn content(common: &Common, names: &Names) -> Option<(&'static str, TokenStream)> {
    match &common.content {
        Some(ContentArg::Expression(capture)) => Some(("content", set("content", capture, names))),
        Some(ContentArg::Word(_)) | None => None,
    }
}

/// The constructor's suffix that sets content capture, if it is decided for all calls.
pub(crate) fn known_content(common: &Common) -> Option<TokenStream> {
    match &common.content {
        Some(ContentArg::Word(capture)) => {
            let runtime = &common.runtime;
            Some(quote!(.content(#runtime::ContentCapture::#capture)))
        }
        Some(ContentArg::Expression(_)) | None => None,
    }
}

/// Passes the result of the user's function of the returned value to one of the runtime's setters.
pub(crate) fn outcome(
    setter: &str,
    function: &Expr,
    common: &Common,
    names: &Names,
) -> TokenStream {
    let Names { value, end, .. } = names;
    let runtime = &common.runtime;
    // A mismatch of the result's type is reported at the closure's body.
    let span = match function {
        Expr::Closure(closure) => closure.body.span(),
        function => function.span(),
    };
    let setter = Ident::new(setter, span);
    let given = Ident::new("__genai_given", Span::mixed_site());
    let given_value = with_error_span(&given, span);
    let set = quote_spanned! {function.span()=>
        match #runtime::ask(#value, #function) { #given => #end.#setter(&#given_value) }
    };
    quote!(#runtime::look_at!(#value, #end, { #set });)
}

/// Sets one attribute on a target, which is an expression of a mutable reference. If the type of the value does not
/// fit, rustc also underlines the key.
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

/// Statements that set the user's own attributes.
pub(crate) fn attributes(common: &Common, names: &Names) -> Vec<(&'static str, TokenStream)> {
    let start = names.start.to_token_stream();
    let attributes = common.attributes.iter();
    attributes
        .map(|attribute| {
            (
                "attributes",
                attribute_statement(attribute, &start, &common.runtime),
            )
        })
        .collect()
}

/// A statement that inspects the returned value.
pub(crate) enum Conclusion {
    /// Records the outcome, of which the value is the only source.
    Plain(TokenStream),
    /// Anything else.
    Other(TokenStream),
}

impl ToTokens for Conclusion {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (Self::Plain(statement) | Self::Other(statement)) = self;
        statement.to_tokens(tokens);
    }
}

/// Records the outcome of a value of the type `asked`.
pub(crate) fn conclude(
    common: &Common,
    asked: Option<&Type>,
    classes: ErrorClasses,
    names: &Names,
) -> TokenStream {
    let arguments = conclusion(common, asked, classes.outer, names);
    let nested = conclude_nested(common, asked, classes.nested, names);
    let runtime = &common.runtime;
    quote!(#runtime::conclude!(#arguments); #nested)
}

/// Records the outcomes of the `Result`s that the type shows inside of a value: an inner `Err` is a failure, an inner
/// `None` is not an outcome of its own.
fn conclude_nested(
    common: &Common,
    asked: Option<&Type>,
    class: ErrorClass,
    names: &Names,
) -> Option<TokenStream> {
    let value = &names.value;
    let runtime = &common.runtime;
    let layers = asked.map(down_to_results)?.into_iter();
    layers.rev().fold(None, |nested, layer| {
        let conclude = is_result(layer).then(|| {
            let arguments = conclusion(common, Some(layer), class, names);
            quote!(#runtime::conclude!(#arguments);)
        });
        Some(quote! {
            if let ::core::option::Option::Some(#value) = #runtime::success!(#value) {
                #conclude
                #nested
            }
        })
    })
}

/// Records the outcome of a returned value that is not followed. A stream that the signature does not show is a compile
/// error.
pub(crate) fn finish(common: &Common, function: &Function, names: &Names) -> Conclusion {
    let asked = function.value_type();
    let classes = function.error_classes();
    let returned = match function.possible_stream() {
        Some(returned) if !matches!(common.stream, StreamArg::NoStream) => returned,
        _ => {
            let conclude = conclude(common, asked, classes, names);
            let is_plain = common.error_type.is_none() && asked.and_then(at_any_lifetime).is_none();
            return if is_plain {
                Conclusion::Plain(conclude)
            } else {
                Conclusion::Other(conclude)
            };
        }
    };
    let arguments = conclusion(common, asked, classes.outer, names);
    let nested = conclude_nested(common, asked, classes.nested, names);
    let runtime = &common.runtime;
    let kind = quote!(#runtime::finish!(#arguments));
    let kind = quote_spanned!(returned.span()=> (&(#kind,).0));
    Conclusion::Other(quote!(#runtime::ends_with_its_return(#kind); #nested))
}

fn conclusion(
    common: &Common,
    asked: Option<&Type>,
    class: ErrorClass,
    names: &Names,
) -> TokenStream {
    let Names { value, end, .. } = names;
    let any = asked.and_then(at_any_lifetime);
    let class = common.error_type.as_ref().and_then(|path| match class {
        ErrorClass::Default => None,
        ErrorClass::Given => Some(quote!(, #path)),
        ErrorClass::GivenIfItFits => Some(quote!(, if_it_fits #path)),
    });
    quote!(#value, #end #any #class)
}

/// Sets the attributes of `result(…)`.
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
    Some(quote!(#runtime::look_at!(#value, #end, { let #pattern = #value; #(#attributes)* });))
}

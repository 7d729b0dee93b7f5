//! Several attribute macros on one function: the upper one is the outer one.
//!
//! rustc expands the upper attribute first, and what is rewritten first ends up inside. So an annotation that sees other
//! attribute macros beneath it moves itself below them. They then expand first, on the function as it was written. The
//! annotation marks itself, so that other annotations do not wait for it in turn.

#[cfg(test)]
mod tests;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, FnArg, Meta, Pat, Signature, Token};

use crate::form::Form;
use crate::function::Function;
use crate::macro_names::ANNOTATIONS;
use crate::tokens::mentions;

/// Built-in attributes of functions, including `test` and `bench`, which accept any function that an annotation makes.
const BUILT_IN: [&str; 27] = [
    "allow",
    "automatically_derived",
    "bench",
    "cfg",
    "cfg_attr",
    "cold",
    "coverage",
    "deny",
    "deprecated",
    "doc",
    "expect",
    "export_name",
    "forbid",
    "ignore",
    "inline",
    "link_section",
    "must_use",
    "naked",
    "no_mangle",
    "optimize",
    "should_panic",
    "target_feature",
    "test",
    "track_caller",
    "unsafe",
    "used",
    "warn",
];

/// Those that do not accept an `async fn`.
const SYNCHRONOUS: [&str; 2] = ["bench", "test"];

/// Tools, whose attributes are inert.
const TOOLS: [&str; 5] = ["clippy", "diagnostic", "miri", "rust_analyzer", "rustfmt"];

/// Prefixes of functions that `#[wasm_bindgen]` generates.
const WASM_GLUE: [&str; 2] = ["__wasm_bindgen_generated_", "__wbindgen_describe_"];

/// Marks an annotation that was moved below other macros.
const OUTER: &str = "__genai_outer";

/// The same for a function that did nothing but make a future before they rewrote it.
const OUTER_DEFERRED: &str = "__genai_outer_deferred";

/// The record of an annotation that was moved below other macros.
#[derive(Default)]
pub(crate) struct Mark {
    /// Whether the function did nothing but make a future.
    pub(crate) was_deferred: bool,
    /// The patterns of the function's parameters.
    pub(crate) patterns: Vec<Pat>,
    /// The function's name, unless it has an ABI of its own.
    pub(crate) name: Option<Ident>,
    /// The other macros' attributes as written. One that is still present is inert.
    expanded_first: Vec<String>,
}

impl Function {
    /// Adds what the mark records of the function before inner macros rewrote it.
    pub(crate) fn marked(self, mark: &Mark) -> Self {
        Self {
            was_deferred: mark.was_deferred,
            has_pending_macros: mark.has_pending_macros(&self),
            replaced_patterns: mark.patterns.clone(),
            name: mark.name.clone(),
            ..self
        }
    }
}

impl Mark {
    /// Whether other macros on the function are still to be expanded.
    pub(crate) fn has_pending_macros(&self, function: &Function) -> bool {
        let is_async = function.signature.asyncness.is_some();
        let mut attributes = function.attributes.iter();
        attributes
            .any(|attribute| self.is_pending(attribute, |part| is_foreign_macro(part, is_async)))
    }

    /// Whether another macro generated the function for foreign callers, with a copy of the annotated function's
    /// attributes; the annotation has no meaning there.
    pub(crate) fn is_copied_to(&self, function: &Function) -> bool {
        let Signature { ident, abi, .. } = &function.signature;
        let is_other = self.name.as_ref().is_some_and(|name| name != ident);
        abi.is_some() && (is_other || is_glue(&function.signature))
    }

    /// Whether an attribute has such a part and was not expanded yet.
    fn is_pending(&self, attribute: &Attribute, is_one: impl Fn(&Meta) -> bool) -> bool {
        !self.expanded_first.contains(&written(attribute))
            && parts(&attribute.meta).iter().any(is_one)
    }
}

/// Whether a macro on an `impl`, `#[wasm_bindgen]` or `#[napi]`, generated the function, judged by its name.
fn is_glue(signature: &Signature) -> bool {
    let name = signature.ident.to_string();
    let is_called_back = name.ends_with("_c_callback") && {
        let information = Ident::new("napi_callback_info", Span::call_site());
        mentions(&signature.inputs.to_token_stream(), &information)
    };
    let mut prefixes = WASM_GLUE.iter();
    is_called_back || prefixes.any(|prefix| name.starts_with(prefix))
}

/// Splits an annotation's arguments into the user's and the mark.
pub(crate) fn unmarked(arguments: TokenStream) -> (TokenStream, Mark) {
    let mut tokens = arguments.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(first)), Some(TokenTree::Group(expanded_first)))
            if first == OUTER || first == OUTER_DEFERRED =>
        {
            let contents = mark_contents.parse2(expanded_first.stream());
            let (expanded_first, patterns, name) = contents.unwrap_or_default();
            let mark = Mark {
                was_deferred: first == OUTER_DEFERRED,
                patterns,
                name,
                expanded_first: expanded_first.iter().map(written).collect(),
            };
            // Skips the comma after the mark.
            (tokens.skip(1).collect(), mark)
        }
        _ => (arguments, Mark::default()),
    }
}

/// Parses the contents of a mark.
fn mark_contents(input: ParseStream<'_>) -> syn::Result<(Vec<Attribute>, Vec<Pat>, Option<Ident>)> {
    let expanded_first = input.call(Attribute::parse_outer)?;
    let patterns;
    syn::parenthesized!(patterns in input);
    let patterns =
        Punctuated::<Pat, Token![,]>::parse_terminated_with(&patterns, Pat::parse_single)?;
    Ok((
        expanded_first,
        patterns.into_iter().collect(),
        input.parse()?,
    ))
}

fn written(attribute: &Attribute) -> String {
    attribute.to_token_stream().to_string()
}

/// The function with this annotation below the other macros, if there are any.
pub(crate) fn expand_others_first(
    name: &str,
    arguments: &TokenStream,
    mark: &Mark,
    runtime: &TokenStream,
    function: &Function,
) -> Option<TokenStream> {
    let attributes = &function.attributes;
    let is_async = function.signature.asyncness.is_some();
    let goes_first = |attribute: &&Attribute| {
        mark.is_pending(attribute, |part| {
            is_foreign_macro(part, is_async) || is_unmarked_annotation(part)
        })
    };
    let last = attributes
        .iter()
        .rposition(|attribute| goes_first(&attribute))?;
    let (before, after) = attributes.split_at_checked(last + 1)?;
    let name = Ident::new(name, Span::call_site());
    let mark = match function.form() {
        Form::Async | Form::DeferredFuture | Form::DeferredBoxedFuture => OUTER_DEFERRED,
        Form::Sync | Form::OpaqueFuture | Form::BoxedFuture => OUTER,
    };
    let mark = Ident::new(mark, Span::call_site());
    let others: Vec<_> = before.iter().filter(goes_first).collect();
    // Doc comments stay first: a macro may take them as a description only if no other attribute precedes them.
    let is_doc = |attribute: &&Attribute| attribute.path().is_ident("doc");
    let (docs, before): (Vec<_>, Vec<_>) = before.iter().partition(is_doc);
    let (ours, after): (Vec<_>, Vec<_>) = after.iter().partition(|after| is_ours(&after.meta));
    let patterns = function.signature.inputs.iter().map(pattern);
    // A function with an ABI may be renamed by its own macro.
    let is_foreign = function.signature.abi.is_some();
    let source_name = (!is_foreign).then(|| function.source_name());
    let Function {
        visibility,
        defaultness,
        signature,
        body,
        ..
    } = function;
    Some(quote! {
        #(#before)*
        #[#runtime::#name(#mark(#(#others)* (#(#patterns),*) #source_name), #arguments)]
        #(#ours)*
        #(#docs)*
        #(#after)*
        #visibility #defaultness #signature #body
    })
}

/// An attribute, or those that a `cfg_attr` stands for.
fn parts(attribute: &Meta) -> Vec<Meta> {
    match attribute {
        Meta::List(list) if list.path.is_ident("cfg_attr") => {
            let parser = Punctuated::<Meta, Token![,]>::parse_terminated;
            let list = parser.parse2(list.tokens.clone()).unwrap_or_default();
            list.iter().skip(1).flat_map(parts).collect()
        }
        other => vec![other.clone()],
    }
}

/// Whether an attribute is a macro other than an annotation: neither built in nor a tool's.
fn is_foreign_macro(attribute: &Meta, is_async: bool) -> bool {
    let mut segments = attribute.path().segments.iter();
    let first = segments.next();
    let is_inert = first.is_none_or(|first| {
        let names: &[&str] = if segments.len() == 0 {
            &BUILT_IN
        } else {
            &TOOLS
        };
        // The built-in ones reject an `async fn`, so the name must have been imported.
        let is_imported = is_async && SYNCHRONOUS.iter().any(|name| first.ident == name);
        !is_imported && names.iter().any(|name| first.ident == name)
    });
    !is_inert && !is_ours(attribute)
}

fn is_ours(attribute: &Meta) -> bool {
    let last = attribute.path().segments.last();
    last.is_some_and(|last| {
        let mut ours = ANNOTATIONS.iter();
        ours.any(|name| last.ident == name.ident)
    })
}

/// Whether an attribute is an annotation without a mark.
fn is_unmarked_annotation(attribute: &Meta) -> bool {
    let first = match attribute {
        Meta::List(arguments) => arguments.tokens.clone().into_iter().next(),
        Meta::Path(_) | Meta::NameValue(_) => None,
    };
    let is_marked = first.is_some_and(|first| {
        let first = first.into_token_stream().to_string();
        first == OUTER || first == OUTER_DEFERRED
    });
    is_ours(attribute) && !is_marked
}

/// The pattern of a parameter; `_` if no name will replace it.
fn pattern(parameter: &FnArg) -> TokenStream {
    match parameter {
        FnArg::Typed(typed) if !matches!(&*typed.pat, Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none()) => {
            typed.pat.to_token_stream()
        }
        FnArg::Typed(_) | FnArg::Receiver(_) => quote!(_),
    }
}

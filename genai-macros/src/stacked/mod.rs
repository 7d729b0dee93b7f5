//! Several attributes on one function: the upper one is the outer one.
//!
//! The compiler expands the upper attribute first, and what is rewritten first ends up inside. So an
//! annotation that sees another attribute macro beneath lets that go first, which then also finds the function
//! as it was written, and marks itself so that it is not asked to wait in turn.

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

/// Attributes of functions that the compiler knows itself; `test` and `bench` among them, which ask nothing of
/// a function's form.
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

/// Those of them that are macros under which no `async fn` can be.
const SYNCHRONOUS: [&str; 2] = ["bench", "test"];

/// Tools whose attributes expand to nothing.
const TOOLS: [&str; 5] = ["clippy", "diagnostic", "miri", "rust_analyzer", "rustfmt"];

/// What the names of functions begin with that `#[wasm_bindgen]` makes.
const WASM_GLUE: [&str; 2] = ["__wasm_bindgen_generated_", "__wbindgen_describe_"];

/// Marks an annotation that has let another one go first.
const OUTER: &str = "__genai_outer";

/// Marks one over a function that did nothing but make a future, before the other one has rewritten it.
const OUTER_DEFERRED: &str = "__genai_outer_deferred";

/// What an annotation knows that has let others go first.
#[derive(Default)]
pub(crate) struct Mark {
    /// Whether its function did nothing but make a future.
    pub(crate) was_deferred: bool,
    /// The patterns of its parameters.
    pub(crate) patterns: Vec<Pat>,
    /// What its function was called, unless that has an ABI of its own.
    pub(crate) name: Option<Ident>,
    /// The others, as they were written. One that is still there expands to nothing.
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
    /// Whether a function has macros of others that are to go first.
    pub(crate) fn has_pending_macros(&self, function: &Function) -> bool {
        let is_async = function.signature.asyncness.is_some();
        let mut attributes = function.attributes.iter();
        attributes
            .any(|attribute| self.is_pending(attribute, |part| is_foreign_macro(part, is_async)))
    }

    /// Whether a function is one that a macro of others has made beside the annotated one, for other languages to call:
    /// the annotation was copied to it, and means nothing there.
    pub(crate) fn is_copied_to(&self, function: &Function) -> bool {
        let Signature { ident, abi, .. } = &function.signature;
        let is_other = self.name.as_ref().is_some_and(|name| name != ident);
        abi.is_some() && (is_other || is_glue(&function.signature))
    }

    /// Whether an attribute has a part like this and is there for the first time.
    fn is_pending(&self, attribute: &Attribute, is_one: impl Fn(&Meta) -> bool) -> bool {
        !self.expanded_first.contains(&written(attribute))
            && parts(&attribute.meta).iter().any(is_one)
    }
}

/// Whether a macro on a whole `impl` has made a function of one of its methods, as its name shows: `#[wasm_bindgen]`, or
/// `#[napi]`.
fn is_glue(signature: &Signature) -> bool {
    let name = signature.ident.to_string();
    let is_called_back = name.ends_with("_c_callback") && {
        let information = Ident::new("napi_callback_info", Span::call_site());
        mentions(&signature.inputs.to_token_stream(), &information)
    };
    let mut prefixes = WASM_GLUE.iter();
    is_called_back || prefixes.any(|prefix| name.starts_with(prefix))
}

/// An annotation's arguments without the mark, and the mark.
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
            // The comma goes with it.
            (tokens.skip(1).collect(), mark)
        }
        _ => (arguments, Mark::default()),
    }
}

/// What is inside of a mark.
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

/// The function with this annotation around the others beneath it, if there are any.
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
    // A macro may take a description from doc comments, and lose it where another attribute follows these: of ours, none
    // does.
    let is_doc = |attribute: &&Attribute| attribute.path().is_ident("doc");
    let (docs, before): (Vec<_>, Vec<_>) = before.iter().partition(is_doc);
    let (ours, after): (Vec<_>, Vec<_>) = after.iter().partition(|after| is_ours(&after.meta));
    let patterns = function.signature.inputs.iter().map(pattern);
    // What is called by other languages as it is may be renamed, too.
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

/// An attribute, or those that it stands for under a condition.
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

/// Whether an attribute is a macro, and none of ours: where it is neither built in nor a tool's, it is one.
fn is_foreign_macro(attribute: &Meta, is_async: bool) -> bool {
    let mut segments = attribute.path().segments.iter();
    let first = segments.next();
    let is_inert = first.is_none_or(|first| {
        let names: &[&str] = if segments.len() == 0 {
            &BUILT_IN
        } else {
            &TOOLS
        };
        // The compiler's own take no `async fn`: there, one was imported under the name.
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

/// Whether an attribute is an annotation that has not let another one go first.
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

/// What a pattern binds is out of sight once another annotation has put a name in its place.
fn pattern(parameter: &FnArg) -> TokenStream {
    match parameter {
        FnArg::Typed(typed) if !matches!(&*typed.pat, Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none()) => {
            typed.pat.to_token_stream()
        }
        FnArg::Typed(_) | FnArg::Receiver(_) => quote!(_),
    }
}

//! Parameters: how they enter the rewritten function and become what the user's patterns say.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, FnArg, Pat, PatIdent, PatType, Token};

use crate::function::names;

/// A function's parameters.
pub(super) struct Parameters {
    has_receiver: bool,
    inputs: Punctuated<FnArg, Token![,]>,
    bound: Vec<Bound>,
}

/// One parameter: the name under which it enters, and the pattern that it is bound to.
struct Bound {
    name: Ident,
    pattern: Pat,
    is_plain_name: bool,
    /// The parameter's own, conditions and lints, which hold for what it is bound to as well.
    attributes: Vec<Attribute>,
}

impl Parameters {
    pub(super) fn new(inputs: &Punctuated<FnArg, Token![,]>) -> Self {
        let mut has_receiver = false;
        let mut renamed = Punctuated::new();
        let mut bound = Vec::new();
        for (position, input) in inputs.iter().enumerate() {
            match input {
                FnArg::Receiver(_) => {
                    has_receiver = true;
                    renamed.push(input.clone());
                }
                FnArg::Typed(typed) => {
                    let (name, is_plain_name) = match plain_name(&typed.pat) {
                        Some(name) => (name.clone(), true),
                        None => {
                            let span = proc_macro2::Span::mixed_site();
                            (
                                format_ident!("__genai_argument_{position}", span = span),
                                false,
                            )
                        }
                    };
                    renamed.push(FnArg::Typed(PatType {
                        pat: Box::new(name_pattern(name.clone())),
                        ..typed.clone()
                    }));
                    bound.push(Bound {
                        name,
                        pattern: (*typed.pat).clone(),
                        is_plain_name,
                        attributes: typed.attrs.clone(),
                    });
                }
            }
        }
        Self {
            has_receiver,
            inputs: renamed,
            bound,
        }
    }

    /// The parameters of the rewritten signature, each under a plain name.
    pub(super) fn inputs(&self) -> Punctuated<FnArg, Token![,]> {
        self.inputs.clone()
    }

    /// Moves all parameters to where this stands and binds the user's patterns. What the annotation
    /// mentions counts as used.
    pub(super) fn bindings(&self, annotation: &TokenStream, body: &TokenStream) -> TokenStream {
        let receiver = self.has_receiver.then(|| quote!(let _ = &self;));
        let bindings = self
            .bound
            .iter()
            .map(|bound| bound.binding(annotation, body));
        quote!(#receiver #(#bindings)*)
    }

    /// Runs statements in which the user's patterns are bound, without moving any parameter.
    ///
    /// In a match guard a by-move binding is a shared reference to its place, and an arm that is never
    /// taken moves nothing.
    pub(super) fn borrowed(&self, statements: TokenStream) -> TokenStream {
        // What stands inside a pattern that may not be there would not be there either.
        let patterns = self
            .bound
            .iter()
            .filter(|bound| !bound.is_plain_name && !bound.is_conditional());
        patterns.fold(statements, |inner, Bound { name, pattern, .. }| {
            let pattern = without_ref_mut(pattern.to_token_stream());
            quote! {
                match #name {
                    #[allow(unused_variables, unused_mut, reason = "the body binds them again")]
                    #pattern if { #inner false } => loop {},
                    _ => {}
                }
            }
        })
    }
}

impl Bound {
    fn is_conditional(&self) -> bool {
        let mut attributes = self.attributes.iter();
        attributes.any(|attribute| attribute.path().is_ident("cfg"))
    }

    fn binding(&self, annotation: &TokenStream, body: &TokenStream) -> TokenStream {
        let Self {
            name,
            pattern,
            attributes,
            ..
        } = self;
        // `let _ = name` would leave the parameter where it is.
        let moved = (!self.is_plain_name).then(|| {
            let mutability = has_ref_mut(pattern.to_token_stream()).then(|| quote!(mut));
            quote!(#(#attributes)* let #mutability #name = #name;)
        });
        if matches!(pattern, Pat::Wild(_)) {
            return quote!(#moved);
        }
        let names = names(pattern);
        let underscored = names.iter().any(|name| name.to_string().starts_with('_'));
        let allowed = underscored.then(|| {
            quote! {
                #[allow(
                    clippy::used_underscore_binding,
                    clippy::no_effect_underscore_binding,
                    reason = "the parameter is moved, not used"
                )]
            }
        });
        let used = names
            .iter()
            .filter(|name| mentions(annotation, name) && !mentions(body, name));
        let used = used.map(|name| quote!(#(#attributes)* let _ = &#name;));
        quote!(#moved #(#attributes)* #allowed let #pattern = #name; #(#used)*)
    }
}

fn has_ref_mut(pattern: TokenStream) -> bool {
    let mut after_ref = false;
    pattern.into_iter().any(|token| {
        let is_mut = matches!(&token, TokenTree::Ident(ident) if ident == "mut");
        let found = (after_ref && is_mut)
            || matches!(&token, TokenTree::Group(group) if has_ref_mut(group.stream()));
        after_ref = matches!(&token, TokenTree::Ident(ident) if ident == "ref");
        found
    })
}

/// The pattern with `ref` for every `ref mut`: a guard may look and not touch.
fn without_ref_mut(pattern: TokenStream) -> TokenStream {
    let mut after_ref = false;
    let mut kept = TokenStream::new();
    for token in pattern {
        let is_mut = matches!(&token, TokenTree::Ident(ident) if ident == "mut");
        let skipped = after_ref && is_mut;
        after_ref = matches!(&token, TokenTree::Ident(ident) if ident == "ref");
        match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), without_ref_mut(group.stream()));
                inner.set_span(group.span());
                kept.extend([TokenTree::Group(inner)]);
            }
            token if !skipped => kept.extend([token]),
            _ => {}
        }
    }
    kept
}

fn mentions(tokens: &TokenStream, name: &Ident) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn plain_name(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::Ident(PatIdent {
            by_ref: None,
            subpat: None,
            ident,
            ..
        }) => Some(ident),
        _ => None,
    }
}

fn name_pattern(ident: Ident) -> Pat {
    Pat::Ident(PatIdent {
        attrs: Vec::new(),
        by_ref: None,
        mutability: None,
        ident,
        subpat: None,
    })
}

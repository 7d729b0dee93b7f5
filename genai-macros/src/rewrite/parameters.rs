//! Parameters: how they enter the rewritten function and become what the user's patterns say.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::{FnArg, Pat, PatIdent, PatType, Token};

use crate::function::names;

/// A function's parameters.
pub(super) struct Parameters {
    /// The `self` that the user wrote: what the compiler says of the value is said of that.
    receiver: Option<Token![self]>,
    inputs: Punctuated<FnArg, Token![,]>,
    bound: Vec<Bound>,
}

/// One parameter: the name under which it enters, and the pattern that it is bound to.
struct Bound {
    name: Ident,
    pattern: Pat,
    is_plain_name: bool,
}

impl Parameters {
    pub(super) fn new(inputs: &Punctuated<FnArg, Token![,]>) -> Self {
        let mut receiver = None;
        let mut renamed = Punctuated::new();
        let mut bound = Vec::new();
        for (position, input) in inputs.iter().enumerate() {
            match input {
                FnArg::Receiver(written) => {
                    receiver = Some(written.self_token);
                    renamed.push(input.clone());
                }
                FnArg::Typed(typed) => {
                    let (name, is_plain_name) = match plain_name(&typed.pat) {
                        // Moved under the user's own name, it would count as used.
                        Some(name) if name.to_string().starts_with('_') => {
                            let mut name = name.clone();
                            name.set_span(Span::mixed_site().located_at(name.span()));
                            (name, false)
                        }
                        Some(name) => (name.clone(), true),
                        None => {
                            // The parameter stands where its pattern does.
                            let mut tokens = typed.pat.to_token_stream().into_iter();
                            let first = tokens.next();
                            let place = first.map_or_else(Span::mixed_site, |first| first.span());
                            (
                                format_ident!("__genai_argument_{position}", span = place),
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
                    });
                }
            }
        }
        Self {
            receiver,
            inputs: renamed,
            bound,
        }
    }

    /// The parameters of the rewritten signature, each under a plain name.
    pub(super) fn inputs(&self) -> Punctuated<FnArg, Token![,]> {
        self.inputs.clone()
    }

    /// The first tokens of a closure that runs at once. It takes what the body takes, as parameters are
    /// taken where they are bound again; only `self` cannot be, and moves.
    pub(super) fn opening(&self, place: Span) -> TokenStream {
        if self.receiver.is_some() {
            quote_spanned!(place=> move |)
        } else {
            quote_spanned!(place=> |)
        }
    }

    /// Moves all parameters to where this stands and binds the user's patterns. What the annotation
    /// mentions counts as used.
    pub(super) fn bindings(&self, annotation: &TokenStream) -> TokenStream {
        let receiver = self.receiver.iter().map(|this| quote!(let _ = &#this;));
        let bindings = self.bound.iter().map(|bound| bound.binding(annotation));
        quote!(#(#receiver)* #(#bindings)*)
    }

    /// Runs statements in which the user's patterns are bound, without moving any parameter.
    ///
    /// In a match guard a by-move binding is a shared reference to its place, and an arm that is never
    /// taken moves nothing.
    pub(super) fn borrowed(&self, statements: TokenStream) -> TokenStream {
        let said = statements.clone();
        let patterns = self.bound.iter().filter(|bound| !bound.is_plain_name);
        let patterns = patterns.map(|bound| (bound, names(&bound.pattern)));
        // What the annotation does not mention, it need not see.
        let mentioned =
            patterns.filter(|(_, names)| names.iter().any(|name| mentions(&said, name)));
        mentioned.fold(statements, |inner, (bound, names)| {
            let Bound { name, pattern, .. } = bound;
            // Where the annotation does not mention one, it is the body that may leave it unused.
            let used = names
                .iter()
                .filter(|name| !name.to_string().starts_with('_'));
            let pattern = without_mut(pattern.to_token_stream());
            quote! {
                match #name {
                    #pattern if { #(let _ = &#used;)* #inner false } => loop {},
                    _ => {}
                }
            }
        })
    }
}

impl Bound {
    fn binding(&self, annotation: &TokenStream) -> TokenStream {
        let Self { name, pattern, .. } = self;
        // `let _ = name` would leave the parameter where it is.
        let moved = (!self.is_plain_name).then(|| {
            let mutability = has_ref_mut(pattern.to_token_stream()).then(|| quote!(mut));
            quote!(let #mutability #name = #name;)
        });
        if matches!(pattern, Pat::Wild(_)) {
            return quote!(#moved);
        }
        let names = names(pattern);
        let used = names.iter().filter(|name| mentions(annotation, name));
        if names.iter().any(|name| name.to_string().starts_with('_')) {
            // Alone it would be a binding without any effect.
            return quote!(#moved let (#pattern,) = (#name,); #(let _ = &#used;)*);
        }
        quote!(#moved let #pattern = #name; #(let _ = &#used;)*)
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

/// The pattern without `mut`: a guard may look and not touch.
fn without_mut(pattern: TokenStream) -> TokenStream {
    let mut after_and = false;
    let mut kept = TokenStream::new();
    for token in pattern {
        let is_mut = matches!(&token, TokenTree::Ident(ident) if ident == "mut");
        // `&mut` is what a reference is like, not what is done with it.
        let skipped = is_mut && !after_and;
        after_and = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '&');
        match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), without_mut(group.stream()));
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

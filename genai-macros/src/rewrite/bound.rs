//! One parameter of the rewritten function.

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Pat, PatType, Type};

use super::mentions::{are_mentioned, has_variable, is_underscored, may_be_ours};
use super::patterns::{has_condition, has_ref_mut, plain_name};
use crate::function::Function;
use crate::names::replacement;
use crate::patterns::{Named, names};
use crate::tokens::mentions;
use crate::types::{PRIMITIVE, arguments, is_named, peel};

/// A parameter's name in the rewritten signature, and the pattern that it is bound to in the body.
pub(super) struct Bound {
    pub(super) name: Ident,
    pub(super) pattern: Pat,
    /// The user's pattern, if an inner annotation has replaced it by the name.
    pub(super) replaced: Option<Pat>,
    pub(super) is_plain_name: bool,
    /// Whether the body captures it without rebinding: a reference that the body mentions, which has no drop glue.
    /// Rebinding an exclusive reference would reborrow it, and borrow errors would show the lifetime of the reborrow.
    /// In an `async` block a shared one is rebound all the same: diagnostics would call it captured.
    pub(super) is_captured: bool,
    /// Whether its type is `Copy`, judged by its name.
    pub(super) is_copied: bool,
    /// The parameter's attributes: conditions and lint levels, which apply to its bindings as well.
    pub(super) attributes: Vec<Attribute>,
}

impl Bound {
    pub(super) fn new(
        typed: &PatType,
        position: usize,
        function: &Function,
        is_async: bool,
    ) -> Self {
        let body = function.body.as_ref();
        let attributes = &function.attributes;
        let span = Span::mixed_site();
        let (name, is_plain_name) = match plain_name(&typed.pat) {
            // By mixed-site hygiene this is another variable than the user's, so that rebinding does not count as a use
            // of an underscored name. A macro on the function that mentions the user's would not find it.
            Some(name)
                if is_underscored(name)
                    && !may_be_ours(name)
                    && !are_mentioned(attributes, name) =>
            {
                let mut name = name.clone();
                name.set_span(span.located_at(name.span()));
                (name, false)
            }
            Some(name) => (name.clone(), true),
            None => {
                // The generated name has the span of the pattern.
                let first = typed.pat.to_token_stream().into_iter().next();
                let span = first.map_or(span, |first| span.located_at(first.span()));
                (replacement(position, span), false)
            }
        };
        let is_captured = is_plain_name
            && typed.attrs.is_empty()
            && matches!(&*typed.ty, Type::Reference(to) if to.mutability.is_some() || !is_async)
            && matches!(&*typed.pat, Pat::Ident(name) if name.mutability.is_none())
            && body.is_some_and(|body| has_variable(&body.stream(), &name));
        let is_copied = is_plain_name && typed.attrs.is_empty() && is_copied(&typed.ty);
        Self {
            name,
            pattern: (*typed.pat).clone(),
            replaced: function.replaced_pattern(position, typed).cloned(),
            is_plain_name,
            is_captured,
            is_copied,
            attributes: typed
                .attrs
                .iter()
                .filter(|attribute| {
                    !attribute.path().is_ident("expect") || expects_unused(attribute)
                })
                .cloned()
                .collect(),
        }
    }

    /// Whether it is bound to a plain name and has no attributes.
    pub(super) fn is_bare_name(&self) -> bool {
        self.is_plain_name && self.attributes.is_empty()
    }

    /// Whether the parameter has a `#[cfg]`.
    pub(super) fn may_be_absent(&self) -> bool {
        let mut attributes = self.attributes.iter();
        attributes.any(|attribute| attribute.path().is_ident("cfg"))
    }

    /// Whether the parameter, or a part of its pattern, has a `#[cfg]`.
    pub(super) fn is_conditional(&self) -> bool {
        self.may_be_absent() || has_condition(self.pattern.to_token_stream())
    }

    pub(super) fn binding(&self) -> TokenStream {
        let Self {
            name,
            pattern,
            attributes,
            ..
        } = self;
        let attributes = quote!(#(#attributes)*);
        // `let _ = name` would not move the parameter.
        let moved = (!self.is_plain_name).then(|| {
            let mutability = has_ref_mut(pattern.to_token_stream()).then(|| quote!(mut));
            quote!(#attributes let #mutability #name = #name;)
        });
        if matches!(pattern, Pat::Wild(_)) {
            return quote!(#moved);
        }
        if plain_name(pattern).is_some_and(is_underscored) {
            // A plain binding would set off `clippy::no_effect_underscore_binding`.
            return quote!(#attributes let (#pattern,) = (#name,););
        }
        quote!(#moved #attributes let #pattern = #name;)
    }

    /// The bound names that the annotation mentions and the body does not.
    pub(super) fn used_by(&self, annotation: &TokenStream, body: Option<&Group>) -> Vec<Named> {
        let mut names = names(&self.pattern);
        names.retain(|Named { name, .. }| {
            !is_underscored(name)
                && mentions(annotation, name)
                && !body.is_some_and(|body| has_variable(&body.stream(), name))
        });
        names
    }
}

/// Whether a type is `Copy`, judged by its name; a user's type may have the same name.
fn is_copied(written: &Type) -> bool {
    match peel(written) {
        Type::Reference(to) => to.mutability.is_none(),
        written if is_named(written, &PRIMITIVE) => true,
        written => arguments(written, &["Option"])
            .is_some_and(|inner| matches!(*inner, [inner] if is_copied(inner))),
    }
}

/// Whether an attribute is an `#[expect]` of lints on unused variables.
pub(super) fn expects_unused(attribute: &Attribute) -> bool {
    let tokens = attribute.to_token_stream().to_string();
    attribute.path().is_ident("expect") && tokens.contains("unused")
}

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

/// The name under which it enters, and the pattern that it is bound to.
pub(super) struct Bound {
    pub(super) name: Ident,
    pub(super) pattern: Pat,
    /// What it was bound to before another annotation has put the name in its place.
    pub(super) replaced: Option<Pat>,
    pub(super) is_plain_name: bool,
    /// Whether the body takes it as it is: a reference that it speaks of, which has no place in the order of drops.
    /// Where it is bound again, an exclusive one is borrowed, and so the compiler would show how long it has to
    /// live. A shared one had better be bound again in an `async` block: what that takes is description to be captured.
    pub(super) is_captured: bool,
    /// Whether it is of a type that is copied, as far as its name says so.
    pub(super) is_copied: bool,
    /// The parameter's own, conditions and lints, which hold for what it is bound to as well.
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
            // As another variable of that name it is not used where the body binds its own, unless another
            // macro on the function speaks of the user's.
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
                // The parameter stands where its pattern does.
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

    /// Whether it is bound to a name, and nothing more is to be description of it.
    pub(super) fn is_bare_name(&self) -> bool {
        self.is_plain_name && self.attributes.is_empty()
    }

    /// Whether the parameter is there only under a condition.
    pub(super) fn may_be_absent(&self) -> bool {
        let mut attributes = self.attributes.iter();
        attributes.any(|attribute| attribute.path().is_ident("cfg"))
    }

    /// Whether the parameter, or a part of its pattern, is there only under a condition.
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
        // `let _ = name` would leave the parameter where it is.
        let moved = (!self.is_plain_name).then(|| {
            let mutability = has_ref_mut(pattern.to_token_stream()).then(|| quote!(mut));
            quote!(#attributes let #mutability #name = #name;)
        });
        if matches!(pattern, Pat::Wild(_)) {
            return quote!(#moved);
        }
        if plain_name(pattern).is_some_and(is_underscored) {
            // As a plain binding it would be description to have no effect.
            return quote!(#attributes let (#pattern,) = (#name,););
        }
        quote!(#moved #attributes let #pattern = #name;)
    }

    /// The names that it is bound to and that the annotation mentions and the body does not.
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

/// Whether a type is one that is copied, or one that is called so.
fn is_copied(written: &Type) -> bool {
    match peel(written) {
        Type::Reference(to) => to.mutability.is_none(),
        written if is_named(written, &PRIMITIVE) => true,
        written => arguments(written, &["Option"])
            .is_some_and(|inner| matches!(*inner, [inner] if is_copied(inner))),
    }
}

/// Whether an attribute is an `#[expect]` of lints about what is not used.
pub(super) fn expects_unused(attribute: &Attribute) -> bool {
    let tokens = attribute.to_token_stream().to_string();
    attribute.path().is_ident("expect") && tokens.contains("unused")
}

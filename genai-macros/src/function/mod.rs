//! The annotated function: its signature is parsed, its body stays tokens.
//!
//! A body that does not parse, as while it is typed in an editor, is left to rustc.

mod parse;

use std::collections::HashSet;

use proc_macro2::{Group, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Attribute, FnArg, Ident, Pat, PatType, ReturnType, Signature, Type, Visibility};

use crate::diagnostics::Diagnostics;
use crate::names::is_replacement;
use crate::patterns::{Named, collect_names, conditions};
use crate::tokens::is_same_variable;
use crate::types::peel;
use parse::{first_token, is_function};

/// A function with an annotation on it.
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) defaultness: Option<Ident>,
    pub(crate) signature: Signature,
    /// The block with its braces; none for a declaration.
    pub(crate) body: Option<Group>,
    /// Whether it did nothing but make a future before an inner macro rewrote it.
    pub(crate) was_deferred: bool,
    /// Whether other macros have yet to expand it: its final return type is unknown.
    pub(crate) has_pending_macros: bool,
    /// The patterns of its parameters before an inner annotation replaced them by names.
    pub(crate) replaced_patterns: Vec<Pat>,
    /// Its name before inner macros renamed it.
    pub(crate) name: Option<Ident>,
}

impl Function {
    /// Parses the annotated item; anything but a function that can be rewritten is an error.
    pub(crate) fn parse(
        macro_name: &'static str,
        item: TokenStream,
        errors: &mut Diagnostics,
    ) -> Option<Self> {
        let function = match syn::parse2::<Self>(item.clone()) {
            // Left to rustc: parameters of the same name, one of which would shadow the other once they are rebound,
            // and unsized values, for which each use would be reported.
            Ok(function) if function.has_parameters_of_one_name() || function.has_unsized() => {
                return None;
            }
            Ok(function) => function,
            // Left to rustc as well: a function that does not parse.
            Err(_) if is_function(&item) => return None,
            Err(_) => {
                let message = format!("`{macro_name}` goes on a function");
                errors.error(first_token(item), message);
                return None;
            }
        };
        if let Some(constness) = &function.signature.constness {
            errors.error(
                constness,
                format!(
                    "`{macro_name}` cannot instrument a `const fn`: opening a span is not `const`; \
                     remove `const` or the attribute"
                ),
            );
        }
        if function.body.is_none() {
            errors.error(
                &function.signature.ident,
                format!(
                    "`{macro_name}` needs a function with a body; annotate the implementations of \
                     this method instead"
                ),
            );
        }
        Some(function)
    }

    /// The function's name in the source.
    pub(crate) fn source_name(&self) -> &Ident {
        self.name.as_ref().unwrap_or(&self.signature.ident)
    }

    /// The pattern of a parameter that an inner annotation has replaced by a name.
    pub(crate) fn replaced_pattern(&self, position: usize, typed: &PatType) -> Option<&Pat> {
        let pattern = self.replaced_patterns.get(position)?;
        let is_replaced = matches!(&*typed.pat, Pat::Ident(name) if is_replacement(&name.ident));
        is_replaced.then_some(pattern)
    }

    /// A statement about the parameters of this name, under their `#[cfg]`s.
    pub(crate) fn under_conditions_of(&self, name: &Ident, statement: &TokenStream) -> TokenStream {
        self.named()
            .filter(|named| named.name == *name)
            .map(|Named { conditions, .. }| quote!(#(#conditions)* #statement))
            .collect()
    }

    /// Whether a parameter of this name has a `#[cfg]`.
    pub(crate) fn is_conditional(&self, name: &Ident) -> bool {
        let mut named = self.named();
        named.any(|named| named.name == *name && !named.conditions.is_empty())
    }

    fn has_parameters_of_one_name(&self) -> bool {
        let mut seen = HashSet::new();
        let mut names = self.parameter_names().into_iter();
        names.any(|name| {
            let context = context(&name);
            !self.is_conditional(&name) && !seen.insert((name.unraw(), context))
        })
    }

    /// Whether the type of a parameter or the return type is unsized, as it is written.
    fn has_unsized(&self) -> bool {
        let parameters = self
            .signature
            .inputs
            .iter()
            .filter_map(|input| match input {
                FnArg::Typed(typed) => Some(&*typed.ty),
                FnArg::Receiver(_) => None,
            });
        let returned = match &self.signature.output {
            ReturnType::Type(_, returned) => Some(&**returned),
            ReturnType::Default => None,
        };
        let mut types = parameters.chain(returned).map(peel);
        types.any(|written| match written {
            Type::TraitObject(_) | Type::Slice(_) => true,
            Type::Path(path) => path.path.is_ident("str"),
            _ => false,
        })
    }

    /// All names that parameters bind, with the `#[cfg]`s of the parameters as well.
    fn named(&self) -> impl Iterator<Item = Named> {
        let inputs = self.signature.inputs.iter().enumerate();
        inputs.flat_map(|(position, input)| match input {
            FnArg::Typed(typed) => {
                let mut named = Vec::new();
                let pattern = self.replaced_pattern(position, typed).unwrap_or(&typed.pat);
                collect_names(pattern, &conditions(&typed.attrs), &mut named);
                named
            }
            FnArg::Receiver(_) => Vec::new(),
        })
    }

    /// The type of the parameter whose pattern is this plain name.
    pub(crate) fn type_of(&self, name: &Ident) -> Option<&Type> {
        let mut inputs = self.signature.inputs.iter();
        inputs.find_map(|input| match input {
            FnArg::Typed(typed) => match &*typed.pat {
                Pat::Ident(bound) if is_same_variable(&bound.ident, name) => Some(&*typed.ty),
                _ => None,
            },
            FnArg::Receiver(_) => None,
        })
    }

    /// Whether a parameter binds this name.
    pub(crate) fn has_parameter(&self, name: &Ident) -> bool {
        let mut named = self.named();
        named.any(|named| is_same_variable(&named.name, name))
    }

    /// The names that parameters bind.
    pub(crate) fn parameter_names(&self) -> Vec<Ident> {
        self.named().map(|named| named.name).collect()
    }
}

/// The hygiene context of a name: names from a macro and from its caller are different variables even if they read the
/// same. The debug format of spans, `#3 bytes(7..8)`, is not stable; if it lacks the context, such names are taken for
/// the same.
fn context(name: &Ident) -> Option<String> {
    let shown = format!("{:?}", name.span());
    let (context, _) = shown.split_once(' ')?;
    context.starts_with('#').then(|| context.to_owned())
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::Function;
    use crate::diagnostics::Diagnostics;

    fn function(tokens: proc_macro2::TokenStream) -> Function {
        syn::parse2(tokens).unwrap()
    }

    #[test]
    fn names_are_found_in_every_pattern() {
        let function = function(quote!(
            fn f(
                &self,
                a: u8,
                (b, mut c): T,
                S { d, e: F(g), .. }: S,
                &h: &u8,
                _: u8,
                [i, ..]: [u8; 3],
                (J(j, k) | K(k, j)): E,
            ) {
            }
        ));
        let names: Vec<_> = function
            .parameter_names()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(names, ["a", "b", "c", "d", "g", "h", "i", "j", "k"]);
    }

    #[test]
    fn a_parameter_is_found_with_and_without_the_prefix_of_raw_identifiers() {
        let function = function(quote!(
            fn f(r#id: u8, r#type: u16) {}
        ));
        let ident = |name| syn::parse_str::<syn::Ident>(name).unwrap();
        for (name, expected) in [
            ("id", Some(quote!(u8))),
            ("r#id", Some(quote!(u8))),
            ("r#type", Some(quote!(u16))),
            ("kind", None),
        ] {
            let found = function.type_of(&ident(name));
            let found = found.map(|found| quote!(#found).to_string());
            assert_eq!(found, expected.map(|found| found.to_string()), "{name}");
            assert_eq!(
                function.has_parameter(&ident(name)),
                found.is_some(),
                "{name}"
            );
        }
    }

    #[test]
    fn parameters_of_one_name_are_left_to_rustc() {
        for item in [
            quote!(
                fn f(id: u8, id: u8) {}
            ),
            quote!(
                fn f(r#id: u8, id: u8) {}
            ),
        ] {
            let mut errors = Diagnostics::default();
            assert!(Function::parse("#[test]", item, &mut errors).is_none());
            assert!(errors.is_empty());
        }
    }
}

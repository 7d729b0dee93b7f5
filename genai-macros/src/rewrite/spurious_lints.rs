//! Lints that only the rewriting sets off: without its `async`, a function may look like a method of a standard trait,
//! or like one with a redundant `#[must_use]`; a stub whose body is no longer empty seems to have unused type
//! parameters.
//!
//! Each is allowed only where it would fire, since a lint that is forbidden cannot be allowed.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Meta, Visibility};

use crate::form::Form;
use crate::function::Function;

/// Associated functions of standard traits that clippy matches by name.
const FUNCTIONS_OF_TRAITS: [&str; 3] = ["default", "from_iter", "from_str"];

/// Methods of standard traits that clippy matches by name.
const METHODS_OF_TRAITS: [&str; 27] = [
    "add",
    "as_mut",
    "as_ref",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "clone",
    "cmp",
    "deref",
    "deref_mut",
    "div",
    "drop",
    "eq",
    "hash",
    "index",
    "index_mut",
    "into_iter",
    "mul",
    "neg",
    "next",
    "not",
    "rem",
    "shl",
    "shr",
    "sub",
];

/// Allows the lints that the rewriting would set off on this function.
pub(super) fn allow_spurious_lints(function: &Function) -> TokenStream {
    let signature = &function.signature;
    let is_async = function.form() == Form::Async;
    let is_public = matches!(function.visibility, Visibility::Public(_));
    let names: &[&str] = if signature.receiver().is_some() {
        &METHODS_OF_TRAITS
    } else {
        &FUNCTIONS_OF_TRAITS
    };
    let of_trait = is_async && is_public && names.iter().any(|name| signature.ident == name);
    let must_use = is_async && function.attributes.iter().any(is_bare_must_use);
    let body = function.body.as_ref();
    let is_stub = body.is_some_and(|body| body.stream().is_empty())
        && signature.generics.type_params().next().is_some();

    let of_trait = of_trait.then(|| quote!(#[allow(clippy::should_implement_trait)]));
    let must_use = must_use.then(|| quote!(#[allow(clippy::double_must_use)]));
    let is_stub = is_stub.then(|| quote!(#[allow(clippy::extra_unused_type_parameters)]));
    quote!(#of_trait #must_use #is_stub)
}

fn is_bare_must_use(attribute: &Attribute) -> bool {
    matches!(&attribute.meta, Meta::Path(path) if path.is_ident("must_use"))
}

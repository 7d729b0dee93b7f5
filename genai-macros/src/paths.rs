//! Paths in arguments.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, ExprPath, Path};

use crate::diagnostics::Diagnostics;
use crate::expressions::bare;

/// The path, if the expression is one: `path::to`, or `<Type as Trait>::of`.
pub(crate) fn path_of(
    value: &Expr,
    key: &str,
    example: &str,
    errors: &mut Diagnostics,
) -> Option<ExprPath> {
    match bare(value) {
        Expr::Path(path) => Some(path.clone()),
        other => {
            errors.error(
                other,
                format!("`{key}` takes a path; write `{key} = {example}`"),
            );
            None
        }
    }
}

/// The path of `crate = …`: that of a module.
pub(crate) fn crate_path(value: &Expr, errors: &mut Diagnostics) -> Option<Path> {
    const EXAMPLE: &str = "::my_crate::genai_runtime";
    let path = path_of(value, "crate", EXAMPLE, errors)?;
    if path.qself.is_some() {
        errors.error(
            &path,
            format!("`crate` takes the path of a module; write `crate = {EXAMPLE}`"),
        );
        return None;
    }
    Some(path.path)
}

/// Path to the module that holds everything an expansion may name: in the given crate, or in `genai_runtime`.
pub(crate) fn runtime(written: Option<Path>) -> TokenStream {
    match written {
        Some(path) => quote!(#path::__private),
        None => quote!(::genai_runtime::__private),
    }
}

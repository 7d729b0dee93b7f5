//! `#[llm_span]`: one call to a model.

mod args;
mod expand;
mod model;

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;
use crate::function::Function;

const MACRO_NAME: &str = "#[llm_span]";

/// Expands the attribute. After a mistake the function stays as it was written.
pub(crate) fn llm_span(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Diagnostics::default();
    let expanded = Function::parse(MACRO_NAME, item.clone(), &mut errors).and_then(|function| {
        let args = args::Args::parse(arguments, &function, &mut errors);
        let model = model::ModelCall::new(args, &function, &mut errors)?;
        Some(expand::expand(&model, &function))
    });
    match (errors.into_compile_errors(), expanded) {
        (None, Some(expanded)) => expanded,
        (errors, _) => [errors.unwrap_or_default(), item].into_iter().collect(),
    }
}

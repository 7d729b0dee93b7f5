//! `#[llm_span]`: one call to a model.

mod args;
mod expand;
mod model;
mod prompt;
mod reporting;

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;
use crate::fallback::unannotated;
use crate::function::Function;
use crate::stacked;

const MACRO_NAME: &str = "#[llm_span]";

/// Expands the attribute. After a mistake the function stays as it was written.
pub(crate) fn llm_span(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Diagnostics::default();
    let (arguments, mark) = stacked::unmarked(arguments);
    let function = Function::parse(MACRO_NAME, item.clone(), &mut errors);
    let function = function.map(|function| function.marked(&mark));
    let expanded = function.as_ref().and_then(|function| {
        let args = args::Args::parse(arguments.clone(), function, &mut errors);
        let call = model::ModelCall::new(args, function, &mut errors)?;
        let around_others = stacked::around_others(
            "llm_span",
            &arguments,
            &mark,
            &call.common.runtime,
            function,
        );
        Some(around_others.unwrap_or_else(|| expand::expand(&call, function)))
    });
    match (errors.into_compile_errors(), expanded) {
        (None, Some(expanded)) => expanded,
        (errors, _) => {
            let item = unannotated(function.as_ref(), &arguments, item);
            [errors.unwrap_or_default(), item].into_iter().collect()
        }
    }
}

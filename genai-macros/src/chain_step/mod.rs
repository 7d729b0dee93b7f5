//! `#[chain_step]`: a step of a chain.

mod args;
mod expand;
mod model;

use proc_macro2::TokenStream;

use crate::diagnostics::Diagnostics;
use crate::fallback::unannotated;
use crate::function::Function;
use crate::stacked;

const MACRO_NAME: &str = "#[chain_step]";

/// Expands the attribute. After a mistake the function stays as it was written.
pub(crate) fn chain_step(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Diagnostics::default();
    let (arguments, mark) = stacked::unmarked(arguments);
    let function = Function::parse(MACRO_NAME, item.clone(), &mut errors);
    let function = function.map(|function| function.marked(&mark));
    let expanded = function.as_ref().map(|function| {
        let args = args::Args::parse(arguments.clone(), function, &mut errors);
        let around_others = stacked::around_others(
            "chain_step",
            &arguments,
            &mark,
            &args.common.runtime,
            function,
        );
        around_others.unwrap_or_else(|| expand::expand(&args, function))
    });
    match (errors.into_compile_errors(), expanded) {
        (None, Some(expanded)) => expanded,
        (errors, _) => {
            let item = unannotated(function.as_ref(), &arguments, item);
            [errors.unwrap_or_default(), item].into_iter().collect()
        }
    }
}

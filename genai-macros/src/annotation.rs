//! The pipeline that both attribute macros share, from arguments and item to the expansion.

use proc_macro2::TokenStream;

use crate::common::Common;
use crate::diagnostics::Diagnostics;
use crate::fallback::unannotated;
use crate::function::Function;
use crate::macro_names::MacroName;
use crate::stacked;

/// A parsed annotation.
pub(crate) trait Annotation: Sized {
    const NAME: MacroName;

    /// Parses the arguments; `None` if an error leaves nothing to expand.
    fn read(arguments: TokenStream, function: &Function, errors: &mut Diagnostics) -> Option<Self>;

    /// The arguments that all annotations have in common.
    fn common(&self) -> &Common;

    fn expand(&self, function: &Function) -> TokenStream;
}

/// Expands an annotation. After an error the function stays as it was written.
pub(crate) fn expand<A: Annotation>(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Diagnostics::default();
    let (arguments, mark) = stacked::unmarked(arguments);
    let function = Function::parse(A::NAME.attribute, item.clone(), &mut errors);
    if let Some(function) = &function
        && mark.is_copied_to(function)
    {
        return item;
    }
    let function = function.map(|function| function.marked(&mark));
    let expanded = function.as_ref().and_then(|function| {
        let annotation = A::read(arguments.clone(), function, &mut errors)?;
        let runtime = &annotation.common().runtime;
        let deferred =
            stacked::expand_others_first(A::NAME.ident, &arguments, &mark, runtime, function);
        Some(deferred.unwrap_or_else(|| annotation.expand(function)))
    });
    match (errors.into_compile_errors(), expanded) {
        (None, Some(expanded)) => expanded,
        (errors, _) => {
            let item = unannotated(function.as_ref(), &arguments, item);
            [errors.unwrap_or_default(), item].into_iter().collect()
        }
    }
}

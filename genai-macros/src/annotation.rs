//! What the annotations of functions have in common: their names, and the way from what was written to the function.

use proc_macro2::TokenStream;

use crate::common::Common;
use crate::diagnostics::Diagnostics;
use crate::fallback::unannotated;
use crate::function::Function;
use crate::stacked;

/// How an annotation is called.
pub(crate) struct Name {
    pub(crate) of_macro: &'static str,
    /// As messages show it.
    pub(crate) written: &'static str,
}

pub(crate) const LLM_SPAN: Name = Name {
    of_macro: "llm_span",
    written: "#[llm_span]",
};

pub(crate) const CHAIN_STEP: Name = Name {
    of_macro: "chain_step",
    written: "#[chain_step]",
};

/// All of them.
pub(crate) const ANNOTATIONS: [Name; 2] = [LLM_SPAN, CHAIN_STEP];

/// What an annotation says of its function.
pub(crate) trait Annotation: Sized {
    const NAME: Name;

    /// Reads the arguments; none if a mistake in them leaves nothing to go on with.
    fn read(arguments: TokenStream, function: &Function, errors: &mut Diagnostics) -> Option<Self>;

    /// What the arguments say that every annotation takes.
    fn common(&self) -> &Common;

    fn expand(&self, function: &Function) -> TokenStream;
}

/// Expands an annotation. After a mistake the function stays as it was written.
pub(crate) fn expand<A: Annotation>(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Diagnostics::default();
    let (arguments, mark) = stacked::unmarked(arguments);
    let function = Function::parse(A::NAME.written, item.clone(), &mut errors);
    if let Some(function) = &function
        && mark.is_copied_to(function)
    {
        return item;
    }
    let function = function.map(|function| function.marked(&mark));
    let expanded = function.as_ref().and_then(|function| {
        let said = A::read(arguments.clone(), function, &mut errors)?;
        let runtime = &said.common().runtime;
        let around_others =
            stacked::around_others(A::NAME.of_macro, &arguments, &mark, runtime, function);
        Some(around_others.unwrap_or_else(|| said.expand(function)))
    });
    match (errors.into_compile_errors(), expanded) {
        (None, Some(expanded)) => expanded,
        (errors, _) => {
            let item = unannotated(function.as_ref(), &arguments, item);
            [errors.unwrap_or_default(), item].into_iter().collect()
        }
    }
}

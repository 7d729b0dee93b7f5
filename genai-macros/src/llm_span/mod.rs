//! `#[llm_span]`: one call to a model.

mod args;
mod expand;
mod model;
mod parameter;
mod prompt;
mod reporting;

use proc_macro2::TokenStream;

use crate::annotation::{self, Annotation};
use crate::common::Common;
use crate::diagnostics::Diagnostics;
use crate::function::Function;
use crate::macro_names::{LLM_SPAN, MacroName};
use args::Args;
use model::ModelCall;

const MACRO_NAME: &str = LLM_SPAN.attribute;

pub(crate) fn llm_span(arguments: TokenStream, item: TokenStream) -> TokenStream {
    annotation::expand::<ModelCall>(arguments, item)
}

impl Annotation for ModelCall {
    const NAME: MacroName = LLM_SPAN;

    fn read(arguments: TokenStream, function: &Function, errors: &mut Diagnostics) -> Option<Self> {
        let args = Args::parse(arguments, function, errors);
        Self::new(args, function, errors)
    }

    fn common(&self) -> &Common {
        &self.common
    }

    fn expand(&self, function: &Function) -> TokenStream {
        expand::expand(self, function)
    }
}

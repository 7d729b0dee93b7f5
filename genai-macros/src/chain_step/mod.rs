//! `#[chain_step]`: a step of a chain.

mod args;
mod expand;
mod model;

use proc_macro2::TokenStream;

use crate::annotation::{self, Annotation};
use crate::common::Common;
use crate::diagnostics::Diagnostics;
use crate::function::Function;
use crate::macro_names::{CHAIN_STEP, MacroName};
use args::Args;

const MACRO_NAME: &str = CHAIN_STEP.attribute;

pub(crate) fn chain_step(arguments: TokenStream, item: TokenStream) -> TokenStream {
    annotation::expand::<Args>(arguments, item)
}

impl Annotation for Args {
    const NAME: MacroName = CHAIN_STEP;

    fn read(arguments: TokenStream, function: &Function, errors: &mut Diagnostics) -> Option<Self> {
        Some(Self::parse(arguments, function, errors))
    }

    fn common(&self) -> &Common {
        &self.common
    }

    fn expand(&self, function: &Function) -> TokenStream {
        expand::expand(self, function)
    }
}

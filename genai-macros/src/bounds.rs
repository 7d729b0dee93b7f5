//! Bounds of a returned future or stream that no operation can keep.

use quote::ToTokens;
use syn::{ReturnType, Type};

use crate::diagnostics::Diagnostics;
use crate::form::Form;
use crate::function::Function;
use crate::stream::Said;
use crate::types::{bound_on, opaque};

/// Traits of values that are there more than once, are compared or are shown; and of streams that are written to:
/// what a future or a stream is besides, its operation does not know.
const NOT_KEPT: [&str; 12] = [
    "Clone",
    "Copy",
    "Default",
    "Deref",
    "DerefMut",
    "Display",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Sink",
];

impl Function {
    /// Refuses what would be no such thing any more: the compiler would speak of the adapter.
    pub(crate) fn check_bounds(&self, said: Said, errors: &mut Diagnostics) {
        let is_future = matches!(self.form(), Form::OpaqueFuture | Form::DeferredFuture);
        if let ReturnType::Type(_, future) = &self.signature.output
            && is_future
        {
            let help = "help: return the future without it, and let callers that need it make it so, as \
                        `.shared()` of `futures` does";
            refuse("future", future, help, errors);
        }
        if self.stream(said).is_some_and(|stream| !stream.is_boxed)
            && let Some(stream) = self.success_type()
        {
            let help = "help: return the stream without it, or write `stream = false`: the span then ends when \
                        the stream is returned";
            refuse("stream", stream, help, errors);
        }
    }
}

fn refuse(what: &str, returned: &Type, help: &str, errors: &mut Diagnostics) {
    for bound in opaque(returned).unwrap_or_default() {
        let name = NOT_KEPT.iter().find(|name| bound_on(bound, name).is_some());
        if let Some(name) = name {
            let message = format!(
                "the {what} of an annotated function cannot be `{name}`: it is one running operation\n{help}"
            );
            errors.error(bound.to_token_stream(), message);
        }
    }
}

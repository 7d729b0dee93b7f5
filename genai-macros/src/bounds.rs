//! Refuses bounds of a returned future or stream that its adapter cannot keep, and `error_type` on functions without
//! errors.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{ReturnType, Type};

use crate::diagnostics::Diagnostics;
use crate::errors::down_to_results;
use crate::form::Form;
use crate::function::Function;
use crate::stream::StreamArg;
use crate::types::{PRIMITIVE, bound_on, boxed, is_named, opaque};

/// Traits that the adapter of a future or stream cannot implement: it stands for one running operation.
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
    /// Refuses bounds that the adapter does not satisfy; rustc would report them about the adapter's type.
    pub(crate) fn check_bounds(&self, argument: StreamArg, errors: &mut Diagnostics) {
        if self.has_pending_macros {
            return;
        }
        self.refuse_future_of_another_name(errors);
        let is_future = matches!(self.form(), Form::OpaqueFuture | Form::DeferredFuture);
        if let ReturnType::Type(_, future) = &self.signature.output
            && is_future
        {
            let help = "help: return the future without it, and let callers that need it make it so, as \
                        `.shared()` of `futures` does";
            refuse("future", future, help, errors);
        }
        if self.stream(argument).is_some_and(|stream| !stream.is_boxed)
            && let Some(stream) = self.stream_type(argument)
        {
            let help = "help: return the stream without it, or write `stream = false`: the span then ends when \
                        the stream is returned";
            refuse("stream", stream, help, errors);
        }
    }

    /// Refuses `TryFuture`, which would not be recognized as a future.
    fn refuse_future_of_another_name(&self, errors: &mut Diagnostics) {
        let ReturnType::Type(_, returned) = &self.signature.output else {
            return;
        };
        if self.form() != Form::Sync {
            return;
        }
        let bounds = opaque(returned).or_else(|| boxed(returned));
        for bound in bounds.unwrap_or_default() {
            if bound_on(bound, "TryFuture").is_some() {
                errors.error(
                    bound,
                    "a `TryFuture` is not followed; write `Future<Output = Result<…, …>>`, which it implements as well",
                );
            }
        }
    }

    /// Refuses `error_type` on a function that cannot return an error.
    pub(crate) fn check_error_type(
        &self,
        key: &Ident,
        argument: StreamArg,
        errors: &mut Diagnostics,
    ) {
        if self.has_pending_macros {
            return;
        }
        let has_none = self.is_success_certain() && self.value_type().is_none_or(has_no_error);
        if has_none && self.stream(argument).is_none() {
            errors.error(
                key,
                "`error_type` names the class of an error, and this function returns none; leave it out, or return \
                 a `Result`",
            );
        }
    }
}

fn has_no_error(value: &Type) -> bool {
    match value {
        Type::Tuple(_) | Type::Array(_) | Type::Reference(_) | Type::Never(_) => true,
        value => {
            is_named(value, &PRIMITIVE)
                || is_named(value, &["String", "Vec"])
                || (is_named(value, &["Option"]) && down_to_results(value).is_empty())
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

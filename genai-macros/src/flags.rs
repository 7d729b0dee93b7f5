//! The flags that both attribute macros take: `stream` and `boxed`.

use syn::Expr;

use crate::arguments::{Argument, Arguments, Value};
use crate::diagnostics::Diagnostics;
use crate::expressions::bare;
use crate::form::Form;
use crate::function::Function;
use crate::stream::StreamArg;
use crate::types;

/// The argument `stream`.
pub(crate) fn stream(
    arguments: &mut Arguments,
    function: &Function,
    errors: &mut Diagnostics,
) -> StreamArg {
    let Some(Argument { key, value }) = arguments.take("stream") else {
        return StreamArg::Unset;
    };
    match value {
        Value::Expression(value) if is_false(&value) && !may_return_stream(function) => {
            errors.error(
                &key,
                "`stream = false` goes on a function that returns a stream",
            );
            StreamArg::Unset
        }
        Value::Flag if !may_return_stream(function) => {
            errors.error(&key, "`stream` goes on a function that returns a stream");
            StreamArg::Unset
        }
        Value::Flag => StreamArg::Stream(key.span()),
        Value::Expression(value) if is_false(&value) => StreamArg::NoStream,
        Value::Expression(_) | Value::List(_) => {
            errors.error(
                &key,
                "`stream` is a flag; write it without a value, or `stream = false`",
            );
            StreamArg::Unset
        }
    }
}

fn may_return_stream(function: &Function) -> bool {
    let is_hidden =
        |returned| types::opaque(returned).is_some() || types::boxed(returned).is_some();
    function.has_pending_macros
        || function.possible_stream().is_some()
        || function.success_type().is_some_and(is_hidden)
}

/// The argument `boxed`: whether to box the future of an `async fn`.
pub(crate) fn boxed(
    arguments: &mut Arguments,
    function: &Function,
    errors: &mut Diagnostics,
) -> bool {
    let Some(Argument { key, value }) = arguments.take("boxed") else {
        return false;
    };
    if !matches!(value, Value::Flag) {
        errors.error(&key, "`boxed` is a flag; write it without a value");
        return true;
    }
    match function.form() {
        Form::Async => {}
        _ if function.was_deferred => {}
        Form::BoxedFuture | Form::DeferredBoxedFuture => {
            errors.error(
                &key,
                "this function's future is boxed already; remove `boxed`",
            );
        }
        Form::Sync | Form::OpaqueFuture | Form::DeferredFuture => errors.error(
            &key,
            "`boxed` goes on an `async fn`; box the future of any other function in its body",
        ),
    }
    true
}

fn is_false(value: &Expr) -> bool {
    matches!(bare(value), Expr::Lit(literal) if matches!(&literal.lit, syn::Lit::Bool(lit) if !lit.value))
}

//! How a function returns its result, according to its signature and body.

use syn::{ReturnType, Type, TypeParamBound};

use crate::function::Function;
use crate::types::{arguments, associated, boxed, has_bound, inside, opaque, peel};

/// How a function returns its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Directly.
    Sync,
    /// As an `async fn`.
    Async,
    /// As a future of an opaque type.
    OpaqueFuture,
    /// As a boxed future.
    BoxedFuture,
    /// As a future of an opaque type that the body does nothing but make, so that it can run at the first poll.
    DeferredFuture,
    /// As a boxed future that the body does nothing but make.
    DeferredBoxedFuture,
}

impl Function {
    pub(crate) fn form(&self) -> Form {
        if self.signature.asyncness.is_some() {
            return Form::Async;
        }
        let form = match &self.signature.output {
            ReturnType::Type(_, returned) => form_of_returned(returned),
            ReturnType::Default => Form::Sync,
        };
        match form {
            Form::OpaqueFuture if self.is_deferred() => Form::DeferredFuture,
            Form::BoxedFuture if self.is_deferred() => Form::DeferredBoxedFuture,
            form => form,
        }
    }

    /// Whether the body can run at the first poll. If an inner macro has left anything out of its `async` block, such
    /// as unused parameters, that must not become a part of the future.
    fn is_deferred(&self) -> bool {
        self.is_async_block() || (self.was_deferred && self.async_block().is_none())
    }

    /// The type of the function's result: the output of a returned future, or else the returned type.
    pub(crate) fn value_type(&self) -> Option<&Type> {
        let ReturnType::Type(_, returned) = &self.signature.output else {
            return None;
        };
        Some(peel(future_output(returned).unwrap_or(returned)))
    }

    /// The type of a successful result: the first argument of `Result` or `Option`, or else the whole.
    pub(crate) fn success_type(&self) -> Option<&Type> {
        let value = self.value_type()?;
        Some(of_success(value).unwrap_or(value))
    }

    /// Whether the written success type is the actual one: an alias of a boxed future may have another output than its
    /// argument.
    pub(crate) fn is_success_certain(&self) -> bool {
        match &self.signature.output {
            ReturnType::Type(_, returned) => !is_named_future(returned),
            ReturnType::Default => true,
        }
    }
}

/// The success type of a `Result` or an `Option`. A module's own `Result` has one argument; the arguments of any other
/// alias are unknown.
pub(crate) fn of_success(value: &Type) -> Option<&Type> {
    let of_result = arguments(value, &["Result"]).filter(|all| all.len() < 3);
    match of_result {
        Some(all) => all.first().copied(),
        None => inside(value, &["Option"]),
    }
}

/// The output of a type that is a future.
pub(crate) fn future_output(returned: &Type) -> Option<&Type> {
    let bounds = opaque(returned).or_else(|| boxed(returned));
    match bounds {
        Some(bounds) => {
            let mut bounds = bounds.into_iter();
            bounds.find_map(|bound| {
                FUTURES
                    .iter()
                    .find_map(|name| associated(bound, name, "Output"))
            })
        }
        None => inside(returned, &NAMED),
    }
}

/// Traits of futures.
const FUTURES: [&str; 2] = ["Future", "FusedFuture"];

/// Types of boxed futures that are known by their names.
const NAMED: [&str; 2] = ["BoxFuture", "LocalBoxFuture"];

/// Whether a type is a boxed future, judged by its name alone.
pub(crate) fn is_named_future(returned: &Type) -> bool {
    inside(returned, &NAMED).is_some()
}

fn form_of_returned(returned: &Type) -> Form {
    let is_future = |bounds: Vec<&TypeParamBound>| has_bound(&bounds, &FUTURES);
    if opaque(returned).is_some_and(is_future) {
        Form::OpaqueFuture
    } else if boxed(returned).is_some_and(is_future) || is_named_future(returned) {
        Form::BoxedFuture
    } else {
        Form::Sync
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::Form;
    use crate::function::Function;
    use crate::stacked::Mark;

    fn function(tokens: proc_macro2::TokenStream) -> Function {
        syn::parse2(tokens).unwrap()
    }

    #[test]
    fn the_form_follows_the_signature() {
        for (tokens, form) in [
            (
                quote!(
                    fn f() {}
                ),
                Form::Sync,
            ),
            (
                quote!(
                    fn f() -> Result<u8, E> {}
                ),
                Form::Sync,
            ),
            (
                quote!(
                    async fn f() -> u8 {}
                ),
                Form::Async,
            ),
            (
                quote!(
                    fn f() -> impl Future<Output = u8> + Send {}
                ),
                Form::OpaqueFuture,
            ),
            (
                quote!(
                    fn f() -> impl Iterator<Item = u8> {}
                ),
                Form::Sync,
            ),
            (
                quote!(
                    fn f<'a>() -> ::core::pin::Pin<Box<dyn Future<Output = u8> + Send + 'a>> {}
                ),
                Form::BoxedFuture,
            ),
            (
                quote!(
                    fn f() -> BoxFuture<'static, u8> {}
                ),
                Form::BoxedFuture,
            ),
            (
                quote!(
                    fn f() -> Pin<Box<dyn Stream<Item = u8>>> {}
                ),
                Form::Sync,
            ),
        ] {
            assert_eq!(function(tokens.clone()).form(), form, "{tokens}");
        }
    }

    /// As `#[async_recursion]` expands an `async fn` below an annotation.
    #[test]
    fn what_an_inner_macro_left_out_of_its_block_stays_out() {
        let returned = quote!(Pin<Box<dyn Future<Output = u8> + Send>>);
        for (body, form) in [
            (
                quote!(Box::pin(async move { a + b })),
                Form::DeferredBoxedFuture,
            ),
            (quote!(Box::pin(async move { a })), Form::BoxedFuture),
            (quote!(made_by_others(a)), Form::DeferredBoxedFuture),
        ] {
            let mut mark = Mark::default();
            mark.was_deferred = true;
            let function = function(quote!(fn f(a: u8, b: u8) -> #returned { #body }));
            assert_eq!(function.marked(&mark).form(), form, "{body}");
        }
    }
}

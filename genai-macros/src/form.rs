//! How a function's result comes about, as its signature shows it.

use syn::{GenericArgument, PathArguments, ReturnType, Type, TypeParamBound};

use crate::function::Function;

/// How a function's result comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The body returns it.
    Sync,
    /// `async fn`
    Async,
    /// The body returns a future of it, of an opaque type.
    OpaqueFuture,
    /// The body returns a boxed future of it.
    BoxedFuture,
}

impl Function {
    pub(crate) fn form(&self) -> Form {
        if self.signature.asyncness.is_some() {
            return Form::Async;
        }
        match &self.signature.output {
            ReturnType::Type(_, returned) => form_of_returned(returned),
            ReturnType::Default => Form::Sync,
        }
    }

    /// Whether the returned type shows that it is a stream.
    pub(crate) fn returns_stream(&self) -> bool {
        let is_stream = |bound: &syn::TypeParamBound| is_trait(bound, "Stream");
        let Some(returned) = self.success_type() else {
            return false;
        };
        match inside(returned, &["Pin"]).and_then(|pinned| inside(pinned, &["Box"])) {
            Some(Type::TraitObject(object)) => object.bounds.iter().any(is_stream),
            _ => match returned {
                Type::ImplTrait(opaque) => opaque.bounds.iter().any(is_stream),
                returned => inside(returned, &["BoxStream", "LocalBoxStream"]).is_some(),
            },
        }
    }

    /// The type that says what came back: inside `Result` or `Option` it is their first argument.
    pub(crate) fn success_type(&self) -> Option<&Type> {
        let ReturnType::Type(_, returned) = &self.signature.output else {
            return None;
        };
        Some(inside(returned, &["Result", "Option"]).unwrap_or(returned))
    }
}

fn form_of_returned(returned: &Type) -> Form {
    match returned {
        Type::ImplTrait(opaque) if opaque.bounds.iter().any(is_future) => Form::OpaqueFuture,
        Type::Path(path) => {
            let name = path
                .path
                .segments
                .last()
                .map(|segment| segment.ident.to_string());
            let boxed_future = match name.as_deref() {
                Some("BoxFuture" | "LocalBoxFuture") => true,
                Some("Pin") => inside(returned, &["Pin"])
                    .and_then(|pinned| inside(pinned, &["Box"]))
                    .is_some_and(|boxed| match boxed {
                        Type::TraitObject(object) => object.bounds.iter().any(is_future),
                        _ => false,
                    }),
                _ => false,
            };
            if boxed_future {
                Form::BoxedFuture
            } else {
                Form::Sync
            }
        }
        _ => Form::Sync,
    }
}

fn is_future(bound: &TypeParamBound) -> bool {
    is_trait(bound, "Future")
}

fn is_trait(bound: &TypeParamBound, name: &str) -> bool {
    match bound {
        TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last();
            last.is_some_and(|segment| segment.ident == name)
        }
        _ => false,
    }
}

/// The first type argument of a path that ends in one of these names.
fn inside<'a>(outer: &'a Type, names: &[&str]) -> Option<&'a Type> {
    let Type::Path(path) = outer else { return None };
    let last = path.path.segments.last()?;
    if !names.iter().any(|name| last.ident == name) {
        return None;
    }
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::Form;
    use crate::function::Function;

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

    #[test]
    fn streams_are_seen_in_the_return_type() {
        for (tokens, is_stream) in [
            (
                quote!(
                    fn f() -> impl Stream<Item = u8> {}
                ),
                true,
            ),
            (
                quote!(
                    async fn f() -> Result<impl Stream<Item = u8> + Send, E> {}
                ),
                true,
            ),
            (
                quote!(
                    fn f() -> Pin<Box<dyn Stream<Item = u8> + Send>> {}
                ),
                true,
            ),
            (
                quote!(
                    fn f() -> Option<BoxStream<'static, u8>> {}
                ),
                true,
            ),
            (
                quote!(
                    fn f() -> Vec<u8> {}
                ),
                false,
            ),
            (
                quote!(
                    fn f() {}
                ),
                false,
            ),
        ] {
            assert_eq!(
                function(tokens.clone()).returns_stream(),
                is_stream,
                "{tokens}"
            );
        }
    }
}

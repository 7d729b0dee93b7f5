//! How a function's result comes about, as its signature shows it.

use syn::{GenericArgument, PathArguments, PathSegment, ReturnType, Type, TypeParamBound};

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

    /// The type that says what came back: inside `Result` or `Option` it is their first argument.
    pub(crate) fn success_type(&self) -> Option<&Type> {
        let ReturnType::Type(_, returned) = &self.signature.output else {
            return None;
        };
        let value = future_output(returned).unwrap_or(returned);
        Some(inside(value, &["Result", "Option"]).unwrap_or(value))
    }
}

/// What the future that a type is gives.
pub(crate) fn future_output(returned: &Type) -> Option<&Type> {
    if let Type::ImplTrait(opaque) = returned {
        return opaque.bounds.iter().find_map(output_of_bound);
    }
    if let Some(output) = inside(returned, &["BoxFuture", "LocalBoxFuture"]) {
        return Some(output);
    }
    match inside(returned, &["Pin"]).and_then(|pinned| inside(pinned, &["Box"]))? {
        Type::TraitObject(object) => object.bounds.iter().find_map(output_of_bound),
        _ => None,
    }
}

fn output_of_bound(bound: &TypeParamBound) -> Option<&Type> {
    associated_type(bound, "Future", "Output")
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

pub(crate) fn is_trait(bound: &TypeParamBound, name: &str) -> bool {
    path_of_bound(bound, name).is_some()
}

/// The last segment of a trait's path, if it has this name.
fn path_of_bound<'a>(bound: &'a TypeParamBound, name: &str) -> Option<&'a PathSegment> {
    let TypeParamBound::Trait(bound) = bound else {
        return None;
    };
    let last = bound.path.segments.last();
    last.filter(|segment| segment.ident == name)
}

/// The type that a bound on a trait gives to one of its associated types.
pub(crate) fn associated_type<'a>(
    bound: &'a TypeParamBound,
    name: &str,
    associated: &str,
) -> Option<&'a Type> {
    let PathArguments::AngleBracketed(arguments) = &path_of_bound(bound, name)?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(given) if given.ident == associated => Some(&given.ty),
        _ => None,
    })
}

/// The first type argument of a path that ends in one of these names.
pub(crate) fn inside<'a>(outer: &'a Type, names: &[&str]) -> Option<&'a Type> {
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
}

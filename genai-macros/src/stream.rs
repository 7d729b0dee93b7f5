//! Streams that a function returns, as its signature shows them.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Type, TypeParamBound};

use crate::form::{associated_type, inside, is_trait};
use crate::function::Function;

/// A stream that a function returns.
#[derive(Clone, Copy)]
pub(crate) struct StreamForm<'a> {
    /// Whether it comes in a box, whose type is to stay the same.
    pub(crate) is_boxed: bool,
    /// Where the signature or the annotation says that it is one.
    pub(crate) span: Span,
    /// What its items are, where the signature says it.
    pub(crate) item: Option<&'a Type>,
}

impl<'a> StreamForm<'a> {
    /// What its chunks are: items, inside `Result`.
    pub(crate) fn chunk(&self) -> Option<&'a Type> {
        self.item
            .map(|item| inside(item, &["Result"]).unwrap_or(item))
    }
}

/// Bounds of streams.
const TRAITS: [&str; 3] = ["Stream", "TryStream", "FusedStream"];

impl Function {
    /// The returned stream, if the signature shows one, or if the annotation says that there is one
    /// behind an alias.
    pub(crate) fn stream(&self, said: Option<Span>) -> Option<StreamForm<'_>> {
        let returned = self.success_type()?;
        let span = returned.span();
        let boxed = inside(returned, &["Pin"]).and_then(|pinned| inside(pinned, &["Box"]));
        let shown = match (boxed, returned) {
            (Some(Type::TraitObject(object)), _) => Some((true, object.bounds.iter())),
            (_, Type::ImplTrait(opaque)) => Some((false, opaque.bounds.iter())),
            _ => None,
        };
        if let Some((is_boxed, mut bounds)) = shown {
            let bound = bounds.find(|bound| is_stream(bound))?;
            let mut traits = TRAITS.iter();
            let item = traits.find_map(|name| associated_type(bound, name, "Item"));
            return Some(StreamForm {
                is_boxed,
                span,
                item,
            });
        }
        if let Some(item) = inside(returned, &["BoxStream", "LocalBoxStream"]) {
            return Some(StreamForm {
                is_boxed: true,
                span,
                item: Some(item),
            });
        }
        said.map(|span| StreamForm {
            is_boxed: true,
            span,
            item: None,
        })
    }
}

fn is_stream(bound: &TypeParamBound) -> bool {
    TRAITS.iter().any(|name| is_trait(bound, name))
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens, quote};

    use crate::function::Function;

    /// Whether the stream is boxed, and its chunk.
    fn stream(signature: &proc_macro2::TokenStream, is_said: bool) -> Option<(bool, String)> {
        let function: Function = syn::parse2(quote!(#signature {})).unwrap();
        let stream = function.stream(is_said.then(proc_macro2::Span::call_site))?;
        let chunk = stream
            .chunk()
            .map(|chunk| chunk.to_token_stream().to_string());
        Some((stream.is_boxed, chunk.unwrap_or_default()))
    }

    #[test]
    fn streams_are_seen_in_the_return_type() {
        let opaque = Some((false, "u8".to_owned()));
        let boxed = Some((true, "u8".to_owned()));
        for (signature, expected) in [
            (quote!(fn f() -> impl Stream<Item = u8>), &opaque),
            (
                quote!(fn f() -> impl TryStream<Item = Result<u8, E>>),
                &opaque,
            ),
            (
                quote!(async fn f() -> Result<impl futures::Stream<Item = Result<u8, E>> + Send, E>),
                &opaque,
            ),
            (
                quote!(fn f() -> impl Future<Output = Option<impl Stream<Item = u8>>>),
                &opaque,
            ),
            (
                quote!(fn f<'a>() -> Pin<Box<dyn Stream<Item = u8> + Send + 'a>>),
                &boxed,
            ),
            (quote!(fn f() -> Option<BoxStream<'static, u8>>), &boxed),
            (
                quote!(fn f() -> io::Result<LocalBoxStream<'_, Result<u8, E>>>),
                &boxed,
            ),
            (
                quote!(
                    fn f<'a>() -> Pin<
                        Box<dyn Future<Output = Result<BoxStream<'a, u8>, E>> + Send + 'a>,
                    >
                ),
                &boxed,
            ),
            (quote!(fn f() -> BoxFuture<'_, BoxStream<'_, u8>>), &boxed),
            (quote!(fn f() -> Vec<u8>), &None),
            (quote!(fn f() -> Pin<Box<dyn Future<Output = u8>>>), &None),
            (quote!(fn f()), &None),
        ] {
            assert_eq!(&stream(&signature, false), expected, "{signature}");
        }
    }

    #[test]
    fn an_alias_hides_a_boxed_stream() {
        let signature = quote!(async fn f() -> Result<Chunks, E>);
        assert_eq!(stream(&signature, false), None);
        assert_eq!(stream(&signature, true), Some((true, String::new())));
    }
}

//! Streams that a function returns, as its signature shows them.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Type, TypeParamBound};

use crate::function::Function;
use crate::statements::ErrorClass;
use crate::types::{PRIMITIVE, arguments, associated, bound_on, boxed, inside, opaque};

/// A stream that a function returns.
#[derive(Clone)]
pub(crate) struct StreamForm {
    /// Whether it comes in a box, whose type is to stay the same.
    pub(crate) is_boxed: bool,
    /// Where the signature or the annotation says that it is one.
    pub(crate) span: Span,
    /// What its items are, where the signature says it.
    pub(crate) item: Option<Type>,
}

/// What an annotation says of a returned stream.
#[derive(Clone, Copy)]
pub(crate) enum Said {
    /// Nothing: the signature shows it.
    Nothing,
    /// `stream`: there is one behind an alias.
    Stream(Span),
    /// `stream = false`: what looks like one is none to be followed.
    NoStream,
}

/// Bounds of streams.
const TRAITS: [&str; 3] = ["Stream", "TryStream", "FusedStream"];

impl StreamForm {
    /// What its chunks are: items, inside `Result`.
    pub(crate) fn chunk(&self) -> Option<&Type> {
        let item = self.item.as_ref()?;
        Some(inside(item, &["Result"]).unwrap_or(item))
    }
}

impl Function {
    /// The returned stream, if the signature shows one, or if the annotation says that there is one.
    pub(crate) fn stream(&self, said: Said) -> Option<StreamForm> {
        if matches!(said, Said::NoStream) {
            return None;
        }
        let returned = self.success_type()?;
        let shown = match (opaque(returned), boxed(returned)) {
            (Some(bounds), _) => Some((false, bounds)),
            (_, Some(bounds)) => Some((true, bounds)),
            _ => None,
        };
        let span = returned.span();
        if let Some((is_boxed, bounds)) = &shown
            && bounds.iter().any(|bound| is_stream(bound))
        {
            return Some(StreamForm {
                is_boxed: *is_boxed,
                span,
                item: bounds.iter().find_map(|bound| item(bound)),
            });
        }
        if let Some(item) = inside(returned, &["BoxStream", "LocalBoxStream"]) {
            return Some(StreamForm {
                is_boxed: true,
                span,
                item: Some(item.clone()),
            });
        }
        match said {
            Said::Stream(span) => Some(StreamForm {
                is_boxed: shown.is_none_or(|(is_boxed, _)| is_boxed),
                span,
                item: None,
            }),
            Said::Nothing | Said::NoStream => None,
        }
    }

    /// How `error_type` is to be asked about the function's own error, and about those of the items.
    pub(crate) fn error_classes(&self, stream: &StreamForm) -> (ErrorClass, ErrorClass) {
        let own = self.value_type().map_or(Shown::None, error_of_value);
        let of_item = stream.item.as_ref().map_or(Shown::Unknown, error_of_item);
        match (own, of_item) {
            (Shown::None, _) => (ErrorClass::Default, ErrorClass::Given),
            (Shown::Error(own), Shown::Error(of_item)) if own == of_item => {
                (ErrorClass::Given, ErrorClass::Given)
            }
            _ => (ErrorClass::GivenIfItFits, ErrorClass::GivenIfItFits),
        }
    }
}

/// Types by whose names everybody knows that they are no streams, besides those of the language.
const PLAIN: [&str; 6] = ["String", "str", "Vec", "Value", "Usage", "HashMap"];

/// Whether a type of this name may hide a stream.
pub(crate) fn may_be_stream(returned: &Type) -> bool {
    match returned {
        Type::Path(path) => {
            let last = path.path.segments.last();
            let mut plain = PLAIN.iter().chain(&PRIMITIVE);
            last.is_none_or(|last| plain.all(|plain| last.ident != plain))
        }
        // A type that is not known yet, as that of a returned closure may be, would be taken for a stream.
        Type::ImplTrait(opaque) => opaque.bounds.iter().any(|bound| match bound {
            TypeParamBound::Trait(bound) => {
                let last = bound.path.segments.last();
                last.is_some_and(|last| last.ident.to_string().contains("Stream"))
            }
            _ => false,
        }),
        _ => false,
    }
}

/// The error of a `Result`, as far as it is written there.
enum Shown {
    /// There is none.
    None,
    Error(String),
    Unknown,
}

fn error_of_value(value: &Type) -> Shown {
    let is_plain = opaque(value).is_some()
        || boxed(value).is_some()
        || inside(value, &["Option", "BoxStream", "LocalBoxStream"]).is_some();
    if is_plain {
        return Shown::None;
    }
    error_of_item(value)
}

fn error_of_item(item: &Type) -> Shown {
    match arguments(item, &["Result"]).as_deref() {
        Some([_, error]) => Shown::Error(error.to_token_stream().to_string()),
        _ => Shown::Unknown,
    }
}

fn is_stream(bound: &TypeParamBound) -> bool {
    TRAITS.iter().any(|name| bound_on(bound, name).is_some())
}

/// What the items are that a bound speaks of.
fn item(bound: &TypeParamBound) -> Option<Type> {
    let given = |name| associated(bound, name, "Item").cloned();
    TRAITS.into_iter().find_map(given).or_else(|| {
        let ok = associated(bound, "TryStream", "Ok")?;
        let error = associated(bound, "TryStream", "Error")?;
        Some(syn::parse_quote!(::core::result::Result<#ok, #error>))
    })
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;
    use quote::{ToTokens, quote};

    use super::Said;
    use crate::function::Function;

    /// Whether the stream is boxed, and its chunk.
    fn stream(signature: &proc_macro2::TokenStream, said: Said) -> Option<(bool, String)> {
        let function: Function = syn::parse2(quote!(#signature {})).unwrap();
        let stream = function.stream(said)?;
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
            assert_eq!(&stream(&signature, Said::Nothing), expected, "{signature}");
        }
    }

    #[test]
    fn an_alias_hides_a_boxed_stream() {
        let signature = quote!(async fn f() -> Result<Chunks, E>);
        assert_eq!(stream(&signature, Said::Nothing), None);
        assert_eq!(
            stream(&signature, Said::Stream(Span::call_site())),
            Some((true, String::new()))
        );
    }
}

//! What a signature and its annotation show of a stream.

use proc_macro2::Span;
use quote::{ToTokens, quote};

use super::StreamArg;
use crate::function::Function;

/// Whether the stream is boxed, and its chunk.
fn stream(signature: &proc_macro2::TokenStream, argument: StreamArg) -> Option<(bool, String)> {
    let function: Function = syn::parse2(quote!(#signature {})).unwrap();
    let stream = function.stream(argument)?;
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
        (quote!(fn f() -> IoResult<impl Stream<Item = u8>>), &opaque),
        (quote!(async fn f() -> IoResult<BoxStream<'_, u8>>), &boxed),
        (quote!(fn f() -> StreamResult<u8>), &None),
        (quote!(fn f() -> Vec<u8>), &None),
        (quote!(fn f() -> Pin<Box<dyn Future<Output = u8>>>), &None),
        (quote!(fn f()), &None),
    ] {
        assert_eq!(
            &stream(&signature, StreamArg::Unset),
            expected,
            "{signature}"
        );
    }
}

#[test]
fn an_alias_hides_a_stream() {
    for (signature, is_boxed) in [
        (quote!(async fn f() -> Result<Chunks, E>), true),
        (quote!(async fn f() -> StreamResult<u8>), true),
        (quote!(async fn f() -> StreamResult<impl Chunks>), false),
        (quote!(async fn f() -> Fallible<impl Chunks>), false),
    ] {
        assert_eq!(stream(&signature, StreamArg::Unset), None);
        assert_eq!(
            stream(&signature, StreamArg::Stream(Span::call_site())),
            Some((is_boxed, String::new()))
        );
    }
}

#[test]
fn a_declared_stream_is_found_in_any_alias() {
    for (signature, is_boxed) in [
        (quote!(fn f() -> Fallible<impl Stream<Item = u8>>), false),
        (quote!(fn f() -> own::Fallible<BoxStream<'_, u8>>), true),
        (
            quote!(async fn f() -> Option<Fallible<impl Stream<Item = u8>>>),
            false,
        ),
    ] {
        assert_eq!(stream(&signature, StreamArg::Unset), None);
        assert_eq!(
            stream(&signature, StreamArg::Stream(Span::call_site())),
            Some((is_boxed, "u8".to_owned())),
            "{signature}"
        );
    }
}

#[test]
fn an_alias_may_hide_a_stream() {
    for (signature, may_be) in [
        (quote!(fn f() -> String), false),
        (quote!(fn f() -> Result<Vec<u8>, E>), false),
        (quote!(fn f() -> io::Result<()>), false),
        (quote!(fn f() -> Option<u8>), false),
        (quote!(fn f() -> StreamResult<String>), true),
        (quote!(fn f() -> Result<u8, E, S>), true),
        (quote!(fn f() -> Option<Chunks>), true),
        (quote!(fn f() -> BoxFuture<'_, String>), true),
    ] {
        let function: Function = syn::parse2(quote!(#signature {})).unwrap();
        let unseen = function.possible_stream();
        assert_eq!(unseen.is_some(), may_be, "{signature}");
    }
}

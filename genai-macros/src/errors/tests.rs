//! What a signature shows of the errors inside of a value.

use quote::{ToTokens, quote};

use super::{ErrorClass, ErrorClasses, down_to_results};
use crate::function::Function;
use crate::stream::StreamArg;

const DEFAULT: ErrorClass = ErrorClass::Default;
const GIVEN: ErrorClass = ErrorClass::Given;
const FITS: ErrorClass = ErrorClass::GivenIfItFits;

fn function(signature: &proc_macro2::TokenStream) -> Function {
    syn::parse2(quote!(#signature {})).unwrap()
}

fn classes(outer: ErrorClass, nested: ErrorClass) -> ErrorClasses {
    ErrorClasses { outer, nested }
}

#[test]
fn results_are_seen_through_results_and_options() {
    let none: &[&str] = &[];
    for (value, expected) in [
        (quote!(Result<u8, E>), none),
        (quote!(Option<u8>), none),
        (quote!(Result<Option<u8>, E>), none),
        (quote!(Result<Vec<Result<u8, E>>, F>), none),
        (quote!(Timed<Result<u8, E>>), none),
        (quote!(Result<u8, Result<u8, E>>), none),
        (quote!(Result<Result<u8, E>, F>), &["Result < u8 , E >"]),
        (quote!(Option<fmt::Result>), &["fmt :: Result"]),
        (
            quote!((anyhow::Result<(io::Result<Option<u8>>)>)),
            &["io :: Result < Option < u8 > >"],
        ),
        (
            quote!(Option<Option<Result<u8, E>>>),
            &["Option < Result < u8 , E > >", "Result < u8 , E >"],
        ),
    ] {
        let value = syn::parse2(value).unwrap();
        let layers: Vec<_> = down_to_results(&value)
            .iter()
            .map(|layer| layer.to_token_stream().to_string())
            .collect();
        assert_eq!(layers, expected);
    }
}

#[test]
fn an_error_must_be_accepted_unless_there_are_others() {
    for (signature, expected) in [
        (quote!(fn f() -> Result<u8, E>), classes(GIVEN, GIVEN)),
        (quote!(fn f() -> Alias<u8>), classes(GIVEN, GIVEN)),
        (
            quote!(fn f() -> Result<Result<u8, E>, E>),
            classes(GIVEN, GIVEN),
        ),
        (
            quote!(fn f() -> Result<Result<u8, E>, F>),
            classes(FITS, FITS),
        ),
        (
            quote!(fn f() -> io::Result<Result<u8, E>>),
            classes(FITS, FITS),
        ),
        (
            quote!(fn f() -> Option<Result<u8, E>>),
            classes(DEFAULT, GIVEN),
        ),
        (
            quote!(fn f() -> Option<Result<Result<u8, E>, F>>),
            classes(DEFAULT, FITS),
        ),
        (
            quote!(fn f() -> BoxFuture<'_, Option<Result<u8, E>>>),
            classes(FITS, FITS),
        ),
    ] {
        assert_eq!(
            function(&signature).error_classes(),
            expected,
            "{signature}"
        );
    }
}

#[test]
fn errors_of_items_count_as_others() {
    for (signature, own, of_items) in [
        (
            quote!(fn f() -> BoxStream<'_, u8>),
            classes(DEFAULT, GIVEN),
            classes(GIVEN, GIVEN),
        ),
        (
            quote!(fn f() -> Result<BoxStream<'_, u8>, E>),
            classes(FITS, FITS),
            classes(FITS, FITS),
        ),
        (
            quote!(fn f() -> Result<BoxStream<'_, Result<u8, E>>, E>),
            classes(GIVEN, GIVEN),
            classes(GIVEN, GIVEN),
        ),
        (
            quote!(fn f() -> Result<BoxStream<'_, Result<Result<u8, F>, E>>, E>),
            classes(FITS, FITS),
            classes(FITS, FITS),
        ),
        (
            quote!(fn f() -> impl Stream<Item = Option<Result<u8, E>>>),
            classes(DEFAULT, GIVEN),
            classes(DEFAULT, GIVEN),
        ),
    ] {
        let function = function(&signature);
        let stream = function.stream(StreamArg::Unset).unwrap();
        let found = function.error_classes_of_stream(&stream);
        assert_eq!(found, (own, of_items), "{signature}");
    }
}

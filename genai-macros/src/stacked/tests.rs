//! Annotations above macros that change what a function returns.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::chain_step::chain_step;
use crate::llm_span::llm_span;

fn is_refused(expanded: &TokenStream) -> bool {
    expanded.to_string().contains("compile_error")
}

/// An annotation with arguments over a macro, and what that makes of the function.
struct Case {
    annotation: fn(TokenStream, TokenStream) -> TokenStream,
    arguments: TokenStream,
    other: TokenStream,
    before: TokenStream,
    after: TokenStream,
}

fn cases() -> [Case; 4] {
    [
        Case {
            annotation: chain_step,
            arguments: quote!(error_type = class),
            other: quote!(#[throws(Error)]),
            before: quote!(
                fn f() -> String {
                    body()
                }
            ),
            after: quote!(
                fn f() -> Result<String, Error> {
                    body()
                }
            ),
        },
        Case {
            annotation: llm_span,
            arguments: quote!(system = "openai", model = "m"),
            other: quote!(#[try_stream(ok = Chunk, error = Error)]),
            before: quote!(
                async fn f() {
                    body()
                }
            ),
            after: quote!(
                fn f() -> impl Stream<Item = Result<Chunk, Error>> {
                    body()
                }
            ),
        },
        Case {
            annotation: chain_step,
            arguments: quote!(stream = false),
            other: quote!(#[stream(item = Chunk)]),
            before: quote!(
                async fn f() {
                    body()
                }
            ),
            after: quote!(
                fn f() -> impl Stream<Item = Chunk> {
                    body()
                }
            ),
        },
        Case {
            annotation: chain_step,
            arguments: quote!(),
            other: quote!(#[followed]),
            before: quote!(
                fn f() -> impl TryFuture<Ok = u8, Error = Error> {
                    body()
                }
            ),
            after: quote!(
                fn f() -> impl Future<Output = Result<u8, Error>> {
                    body()
                }
            ),
        },
    ]
}

#[test]
fn return_types_are_checked_after_inner_macros_have_expanded() {
    for Case {
        annotation,
        arguments,
        other,
        before,
        after,
    } in cases()
    {
        assert!(
            is_refused(&annotation(arguments.clone(), before.clone())),
            "{before}"
        );
        // Annotations change nothing of what is returned.
        let refused = annotation(arguments.clone(), quote!(#[chain_step] #before));
        assert!(is_refused(&refused), "{before}");
        let first = annotation(arguments.clone(), quote!(#other #before));
        assert!(!is_refused(&first), "{first}");
        // As the inner macro leaves it, and as one leaves it that changes nothing.
        let marked = quote!(__genai_outer(#other ()), #arguments);
        let second = annotation(marked.clone(), after);
        assert!(!is_refused(&second), "{second}");
        assert!(is_refused(&annotation(marked, before.clone())), "{before}");
    }
}

#[test]
fn an_inner_macro_finds_doc_comments_before_the_annotation() {
    let function = quote! {
        #[doc = " Adds."]
        #[tool(name = "add")]
        #[doc = " Two numbers."]
        #[inline]
        fn add(&self) -> u8 {
            body()
        }
    };
    let expanded = chain_step(quote!(kind = tool), function).to_string();
    let expected = quote! {
        #[tool(name = "add")]
        #[::genai_runtime::__private::chain_step(__genai_outer(#[tool(name = "add")] (_) add), kind = tool)]
        #[doc = " Adds."]
        #[doc = " Two numbers."]
        #[inline]
        fn add(&self) -> u8 {
            body()
        }
    };
    assert_eq!(expanded, expected.to_string());
}

#[test]
fn a_renamed_function_keeps_its_name_in_spans() {
    let marked = quote!(__genai_outer(#[memoize] (_) look_up));
    let renamed = quote!(
        fn memoized_look_up(key: u8) -> u8 {
            body()
        }
    );
    for (annotation, arguments) in [
        (chain_step as fn(_, _) -> _, quote!()),
        (
            llm_span,
            quote!(, system = "openai", model = "m", usage = none),
        ),
    ] {
        let expanded = annotation(quote!(#marked #arguments), renamed.clone()).to_string();
        assert!(expanded.contains("\"look_up\""), "{expanded}");
        assert!(!expanded.contains("\"memoized_look_up\""), "{expanded}");
        // Two macros, one after the other.
        let other = quote!(#[other] #renamed);
        let expanded = annotation(quote!(#marked #arguments), other).to_string();
        assert!(expanded.contains("(_) look_up)"), "{expanded}");
    }
}

#[test]
fn functions_for_foreign_callers_are_not_instrumented() {
    let marked = quote!(__genai_outer(#[napi] (_, _) complete), system = "openai");
    let glue = quote! {
        extern "C" fn complete_c_callback(environment: Environment) -> Value {
            body()
        }
    };
    let expanded = llm_span(marked.clone(), glue.clone());
    assert_eq!(expanded.to_string(), glue.to_string());
    // What it makes of the annotated function itself is that function.
    let exported = quote! {
        extern "C" fn complete(model: &str, prompt: &str) -> Usage {
            body()
        }
    };
    let expanded = llm_span(marked, exported).to_string();
    assert!(expanded.contains("callsite"), "{expanded}");
}

#[test]
fn functions_for_foreign_callers_of_methods_are_not_instrumented() {
    for name in [
        "__wasm_bindgen_generated_Weather_get",
        "__wbindgen_describe_weather_get",
        "get_c_callback",
    ] {
        let name = Ident::new(name, Span::call_site());
        let glue = quote! {
            unsafe extern "C" fn #name(environment: napi_env, information: napi_callback_info) -> napi_value {
                body()
            }
        };
        let expanded = chain_step(quote!(kind = tool), glue.clone());
        assert_eq!(expanded.to_string(), glue.to_string());
    }
    // Handwritten functions.
    for item in [
        quote!(
            extern "C" fn on_close_c_callback(code: u8) {
                body()
            }
        ),
        quote!(
            fn __wasm_bindgen_generated_get() {
                body()
            }
        ),
    ] {
        let expanded = chain_step(quote!(), item).to_string();
        assert!(expanded.contains("callsite"), "{expanded}");
    }
}

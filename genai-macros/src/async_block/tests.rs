//! Which bodies do nothing but make a future.

use proc_macro2::TokenStream;
use quote::quote;

use crate::function::Function;

fn only_makes_a_future(function: &TokenStream) -> bool {
    let parsed: Function = syn::parse2(function.clone()).unwrap();
    parsed.is_async_block()
}

#[test]
fn bodies_that_only_make_a_future_are_recognized() {
    for function in [
        quote!(
            fn f<'async_trait>(&self, a: &str) -> F {
                Box::pin(async move { 1 })
            }
        ),
        quote!(
            fn f(a: u8) -> F {
                async move { a }
            }
        ),
        quote!(
            fn f(&self) -> F {
                Box::pin(async move { self.x })
            }
        ),
        quote!(
            fn f() -> F {
                ::std::boxed::Box::pin(async move { 1 })
            }
        ),
        quote!(
            fn f(self) -> F {
                async move { self.x() }
            }
        ),
        quote!(
            fn f(self, a: u8) -> F {
                Box::pin(async move {
                    if let Some(early) = None::<u8> {
                        return early;
                    }
                    let this = self;
                    let mut a = a;
                    let result = match this {
                        a => a.x(),
                    };
                    result
                })
            }
        ),
        quote!(
            fn f(&self, a: T, b: Vec<u8>) -> F {
                Box::pin(async move {
                    use x::Y as _;
                    let mut c = self.c.d(&a).await?;
                    for e in b {
                        c.g(|h| h + e);
                    }
                    match c.i() {
                        Some(j) => Ok(j),
                        None => Err(a.k()),
                    }
                })
            }
        ),
        quote!(
            fn f(&self, a: &str) -> F {
                async move { self.x.y(S { b: a.c }).await }
            }
        ),
        quote!(
            fn f(&self, a: T) -> F {
                Box::pin(async move {
                    let this = self;
                    let (b, _) = {
                        let a = a;
                        a
                    };
                    this.c(b)
                })
            }
        ),
    ] {
        assert!(only_makes_a_future(&function), "{function}");
    }
}

#[test]
fn parameters_that_the_block_does_not_capture_are_found() {
    for function in [
        quote!(
            fn f(&self) -> F {
                Box::pin(async move { 1 })
            }
        ),
        quote!(
            fn f(a: u8) -> F {
                async move { 1 }
            }
        ),
        quote!(
            fn f(self) -> F {
                async move { self.x }
            }
        ),
        quote!(
            fn f(_: u8) -> F {
                async move { 1 }
            }
        ),
        quote!(
            fn f(a: u8) -> F {
                let b = a;
                async move { a }
            }
        ),
        quote!(
            fn f(a: u8) -> F {
                Box::pin(make(a))
            }
        ),
        quote!(
            fn f(a: u8) -> F {
                async move {
                    let _ = a;
                }
            }
        ),
        quote!(
            fn f(a: u8) -> F {
                async move {
                    let (b, _) = a;
                    b
                }
            }
        ),
        quote!(
            fn f(a: T) -> F {
                async move {
                    match a {
                        T(b, _) => b,
                    }
                }
            }
        ),
        quote!(
            fn f(a: T) -> F {
                async move { if let T(b, _) = a { b } else { 1 } }
            }
        ),
        quote!(
            fn f(a: u8) -> F {
                async move { stringify!(a) }
            }
        ),
        quote!(
            fn f(a: u8) -> F {
                async move { S { a: 1 } }
            }
        ),
        quote!(
            fn f(a: u8) -> F {
                async move { a.0(1) }
            }
        ),
        quote!(
            fn f(&self, a: &str) -> F {
                async move { self.x }
            }
        ),
        quote!(
            fn f() -> F {
                async { 1 }.boxed()
            }
        ),
    ] {
        assert!(!only_makes_a_future(&function), "{function}");
    }
}

#[test]
fn shadowed_parameters_are_found() {
    for function in [
        quote!(
            fn f(a: u8) -> F {
                async move {
                    let a = 1;
                    a
                }
            }
        ),
        quote!(
            fn f(a: u8) -> F {
                async move { g(|a| a + 1) }
            }
        ),
        quote!(
            fn f(a: u8) -> F {
                async move {
                    match g() {
                        Some(a) => h(a),
                        None => 1,
                    }
                }
            }
        ),
        quote!(
            fn f(a: u8) -> F {
                async move {
                    fn g(a: u8) -> u8 {
                        a
                    }
                    g(1)
                }
            }
        ),
    ] {
        assert!(!only_makes_a_future(&function), "{function}");
    }
}

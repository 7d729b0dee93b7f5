//! Annotated futures are hardly larger than plain ones and can be nested nearly as deep.

use std::cell::Cell;
use std::future::{Future, ready};
use std::mem::size_of_val;
use std::rc::Rc;

use futures::FutureExt;
use genai_runtime::testing::capture;

/// The bytes that an annotation may add to a future.
const ADDED: usize = 256;

/// Defines functions plain and annotated, and pairs their futures.
macro_rules! side_by_side {
    ($($name:ident($($parameter:ident: $kind:ty = $given:expr),*) -> $returned:ty $body:block)*) => {
        mod plain {
            $(pub(super) async fn $name($($parameter: $kind),*) -> $returned $body)*
        }

        mod annotated {
            $(
                #[genai_runtime::chain_step]
                pub(super) async fn $name($($parameter: $kind),*) -> $returned $body
            )*
        }

        #[test]
        fn an_annotated_future_is_hardly_larger() {
            $({
                let plain = size_of_val(&plain::$name($($given),*));
                let annotated = size_of_val(&annotated::$name($($given),*));
                assert!(
                    annotated <= plain + ADDED,
                    "{}: {annotated} bytes annotated, {plain} bytes plain",
                    stringify!($name)
                );
            })*
        }
    };
}

side_by_side! {
    nothing() -> () {}
    number(a: u8 = 1) -> u8 { a }
    waiting(a: String = String::new()) -> usize {
        std::future::ready(()).await;
        a.len()
    }
    parameters(a: [u8; 512] = [0; 512], b: String = String::new()) -> usize {
        std::future::ready(()).await;
        a.len() + b.len()
    }
    locals(a: u64 = 1) -> u64 {
        let buffer = [a; 256];
        std::future::ready(()).await;
        buffer.iter().sum()
    }
    fallible(a: &'static str = "1") -> Result<u64, std::num::ParseIntError> {
        std::future::ready(()).await;
        a.parse()
    }
    returning_much(a: u8 = 1) -> [u8; 1024] {
        std::future::ready(()).await;
        [a; 1024]
    }
}

/// Annotated functions, each of which awaits the previous one.
macro_rules! nested {
    ([$($arguments:tt)*] $first:ident $($name:ident)*) => {
        async fn $first(depth: usize) -> usize {
            ready(depth).await
        }
        nested!(@ [$($arguments)*] $first $($name)*);
    };
    (@ [$($arguments:tt)*] $inner:ident $name:ident $($rest:ident)*) => {
        #[genai_runtime::chain_step($($arguments)*)]
        async fn $name(depth: usize) -> usize {
            $inner(depth + 1).await
        }
        nested!(@ [$($arguments)*] $name $($rest)*);
    };
    (@ [$($arguments:tt)*] $last:ident) => {
        fn outermost() -> impl Future<Output = usize> + Send {
            $last(0)
        }
    };
}

mod direct {
    use super::{Future, ready};

    nested!([] f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19 f20 f21 f22 f23 f24 f25
        f26 f27 f28 f29 f30);

    pub(super) fn thirty() -> impl Future<Output = usize> + Send {
        outermost()
    }
}

mod boxed {
    use super::{Future, ready};

    nested!([boxed] f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19 f20 f21 f22 f23 f24
        f25 f26 f27 f28 f29 f30 f31 f32 f33 f34 f35 f36 f37 f38 f39 f40 f41 f42 f43 f44 f45 f46 f47 f48 f49 f50
        f51 f52 f53 f54 f55 f56 f57 f58 f59 f60 f61 f62 f63 f64 f65 f66 f67 f68 f69 f70 f71 f72 f73 f74 f75 f76
        f77 f78 f79 f80 f81 f82 f83 f84 f85 f86 f87 f88 f89 f90 f91 f92 f93 f94 f95 f96 f97 f98 f99 f100);

    pub(super) fn hundred() -> impl Future<Output = usize> + Send {
        outermost()
    }
}

#[test]
fn annotated_functions_nest_under_the_default_recursion_limit() {
    let capture = capture();
    assert_eq!(capture.run_async(direct::thirty()).now_or_never(), Some(30));
    assert_eq!(capture.spans().len(), 30);
}

#[test]
fn boxed_functions_nest_a_hundred_levels_deep() {
    let capture = capture();
    assert_eq!(
        capture.run_async(boxed::hundred()).now_or_never(),
        Some(100)
    );
    assert_eq!(capture.spans().len(), 100);
}

#[test]
fn a_boxed_function_may_call_itself() {
    #[genai_runtime::chain_step(boxed)]
    async fn countdown(from: u8) -> u8 {
        if from == 0 {
            0
        } else {
            countdown(from - 1).await
        }
    }
    fn is_send<T: Send>(future: T) -> T {
        future
    }
    let capture = capture();
    let future = is_send(countdown(3));
    assert_eq!(capture.run_async(future).now_or_never(), Some(0));
    assert_eq!(capture.spans().len(), 4);
}

#[test]
fn a_future_that_can_be_polled_after_completion_still_can() {
    #[genai_runtime::chain_step]
    fn again(value: u8) -> impl Future<Output = u8> {
        std::future::poll_fn(move |_| std::task::Poll::Ready(value))
    }
    let capture = capture();
    capture.run(|| {
        let mut future = std::pin::pin!(again(7));
        for _ in 0..3 {
            assert_eq!(future.as_mut().now_or_never(), Some(7));
        }
    });
    assert_eq!(capture.spans().len(), 1);
}

/// `#[async_recursion]` leaves unused parameters out of its future.
#[test]
fn parameters_that_another_macro_leaves_out_of_its_future_stay_out() {
    #[genai_runtime::chain_step]
    #[async_recursion::async_recursion]
    async fn double<T>(number: u8, _log: &T, _sink: T) -> u8 {
        2 * number
    }

    fn sent<F: Future + Send>(future: F) -> F {
        future
    }

    let capture = capture();
    let log = Rc::new(Cell::new(0));
    let doubled = capture.run(|| sent(double(21, &log, log.clone())).now_or_never());
    assert_eq!(doubled, Some(42));
    assert_eq!(Rc::strong_count(&log), 1);
    assert_eq!(capture.only_span().name, "double");
}

#[test]
fn a_function_named_main_can_be_annotated() {
    #[genai_runtime::chain_step(kind = workflow, name = "program")]
    async fn main() -> Result<u8, String> {
        ready(Err("no model".to_owned())).await
    }
    let capture = capture();
    let ended = capture.run_async(main()).now_or_never();
    assert_eq!(ended, Some(Err("no model".to_owned())));
    let span = capture.only_span();
    assert_eq!(span.name, "invoke_workflow program");
    assert_eq!(span.text("error.type").as_deref(), Some("_OTHER"));
}

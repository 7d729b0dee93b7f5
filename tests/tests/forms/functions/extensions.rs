//! The user's extension traits, whose methods have the names of others.

use super::llm_span;
use crate::case::{Case, future, sync};
use crate::log::Noisy;

pub(crate) const CASES: &[Case] = &[
    sync("by_value", &["chat a"; 2], |log| {
        log.returned([true, false].map(|ok| by_value::call(log.noisy("a"), ok)))
    }),
    sync("by_reference", &["chat a"; 2], |log| {
        log.returned([true, false].map(|ok| by_reference::call(log.noisy("a"), ok)))
    }),
    future("async_by_value", &["chat a"], |log| {
        let form = by_value::async_call(log.noisy("a"), true);
        Box::pin(log.awaited(form))
    }),
    future("async_by_reference", &["chat a"], |log| {
        let form = by_reference::async_call(log.noisy("a"), true);
        Box::pin(log.awaited(form))
    }),
];

macro_rules! extension {
    ($module:ident, $($receiver:tt)+) => {
        mod $module {
            use super::{Noisy, llm_span};

            #[allow(dead_code, reason = "nothing may call them")]
            trait Extension: Sized {
                extension!(@ ($($receiver)+)
                    describe open enter provider known_provider model endpoint max_tokens parent name
                    ended success error_type error_text report is_recording map_stream kind set text
                    texts number integer map poll finish take disarm attach end_once is_observed
                );
            }
            impl<T> Extension for T {}

            #[llm_span(
                system = "openai", model = a.name, endpoint = "localhost", usage = |_| super::usage(),
                attributes("app.name" = a.name), result(|value| "app.result" = value.name)
            )]
            pub(super) fn call(a: Noisy, ok: bool) -> Result<Noisy, String> {
                a.touch();
                if ok { Ok(a) } else { Err("error".to_owned()) }
            }

            #[llm_span(
                system = "openai", model = a.name, endpoint = "localhost", usage = |_| super::usage(),
                attributes("app.name" = a.name), result(|value| "app.result" = value.name)
            )]
            pub(super) async fn async_call(a: Noisy, ok: bool) -> Result<Noisy, String> {
                a.log().pause("one").await;
                if ok { Ok(a) } else { Err("error".to_owned()) }
            }
        }
    };
    (@ $receiver:tt $($method:ident)+) => {
        $(extension!(@@ $method $receiver);)+
    };
    (@@ $method:ident ($($receiver:tt)+)) => {
        fn $method($($receiver)+) {
            unreachable!()
        }
    };
}
extension!(by_value, self);
extension!(by_reference, &self);

#[allow(dead_code, reason = "without the annotations nobody asks for it")]
fn usage() -> genai_runtime::Usage {
    genai_runtime::Usage::new().input(1)
}

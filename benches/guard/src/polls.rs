//! A poll of a pending call.

use std::future::pending;
use std::task::{Context, Waker};

use genai_runtime::{Usage, llm_span};

use crate::{Work, host, repeated};

#[llm_span(system = "openai")]
async fn complete(model: &str) -> Usage {
    pending::<()>().await;
    Usage::new().input(model.len() as u64)
}

pub(crate) fn poll() -> Work {
    host::install_tracer();
    let mut call = Box::pin(complete("gpt-4o-mini"));
    repeated(move || {
        let mut task = Context::from_waker(Waker::noop());
        assert!(call.as_mut().poll(&mut task).is_pending());
    })
}

//! Links from the current span to spans of other contexts.

use std::borrow::Borrow;

use opentelemetry::Context;

use crate::attributes::AttributeList;
use crate::signals;

/// Links the current span (that of the innermost annotated function, or one that another library opened inside
/// it) to the span of another context.
///
/// A context without a trace, and the current span itself, are ignored. Samplers do not see links, because
/// the span has already started.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "testing")] {
/// use genai_runtime::opentelemetry::Context;
/// use genai_runtime::{chain_step, propagation, testing};
///
/// #[chain_step]
/// fn ask() -> Context {
///     Context::current() // kept beside the cached answer
/// }
///
/// #[chain_step]
/// fn answer_from_cache(asked: &Context) {
///     propagation::link(asked);
/// }
///
/// let capture = testing::capture();
/// capture.run(|| answer_from_cache(&ask()));
/// assert!(capture.span("answer_from_cache").is_linked_to(&capture.span("ask")));
/// # }
/// ```
pub fn link(context: &Context) {
    link_with(context, AttributeList::new());
}

/// Links the current span to the span of another context, as [`link`] does, with attributes on the link.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "testing")] {
/// use genai_runtime::opentelemetry::Context;
/// use genai_runtime::{attributes, chain_step, propagation, testing};
///
/// #[chain_step]
/// fn attempt(previous: Option<&Context>) -> Context {
///     if let Some(previous) = previous {
///         propagation::link_with(previous, attributes! { "app.link" = "retry" });
///     }
///     Context::current()
/// }
///
/// let capture = testing::capture();
/// capture.run(|| attempt(Some(&attempt(None))));
/// let second = capture.spans().pop().unwrap();
/// assert_eq!(second.links[0].attribute("app.link"), Some(&"retry".into()));
/// # }
/// ```
pub fn link_with(context: &Context, attributes: AttributeList) {
    signals::link(std::iter::once(context), attributes);
}

/// Links the current span to the spans of all these contexts, sampled or not: the jobs of a batch, the answers
/// in a vote.
///
/// Every span is linked once, however often it occurs; contexts without a trace, and the current span itself, are
/// ignored. The SDK keeps 128 links per span unless `OTEL_SPAN_LINK_COUNT_LIMIT` says otherwise.
///
/// # Examples
///
/// ```
/// # #[cfg(all(feature = "testing", feature = "serde_json"))] {
/// use genai_runtime::{chain_step, propagation, testing};
/// use serde_json::Value;
///
/// #[chain_step]
/// fn digest(jobs: &[Value]) {
///     propagation::link_all(jobs.iter().map(propagation::extract));
/// }
///
/// # let capture = testing::capture();
/// # let job = serde_json::json!({ "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" });
/// # capture.run(|| digest(&[job.clone(), job, serde_json::json!({})]));
/// # assert_eq!(capture.span("digest").links.len(), 1);
/// # }
/// ```
pub fn link_all<I>(contexts: I)
where
    I: IntoIterator<Item: Borrow<Context>>,
{
    signals::link(contexts, AttributeList::new());
}

/// A value for the argument `links = …` of an annotation: a context, or a slice, array, `Vec` or `Option` of
/// contexts, each also behind a reference.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a context to link to",
    label = "expected a `Context`, found `{Self}`",
    note = "expected a `Context`, or a slice, array, `Vec` or `Option` of them; collect an iterator first"
)]
pub trait Contexts {
    /// Calls `take` with each context.
    fn each(&self, take: &mut dyn FnMut(&Context));
}

impl Contexts for Context {
    fn each(&self, take: &mut dyn FnMut(&Context)) {
        take(self);
    }
}

impl<T: Contexts> Contexts for [T] {
    fn each(&self, take: &mut dyn FnMut(&Context)) {
        for contexts in self {
            contexts.each(take);
        }
    }
}

impl<T: Contexts, const N: usize> Contexts for [T; N] {
    fn each(&self, take: &mut dyn FnMut(&Context)) {
        self.as_slice().each(take);
    }
}

impl<T: Contexts> Contexts for Vec<T> {
    fn each(&self, take: &mut dyn FnMut(&Context)) {
        self.as_slice().each(take);
    }
}

impl<T: Contexts> Contexts for Option<T> {
    fn each(&self, take: &mut dyn FnMut(&Context)) {
        if let Some(contexts) = self {
            contexts.each(take);
        }
    }
}

impl<T: Contexts + ?Sized> Contexts for &T {
    fn each(&self, take: &mut dyn FnMut(&Context)) {
        (**self).each(take);
    }
}

//! Lists of attributes, and whether there is a span to record them.

use std::cell::Cell;
use std::fmt;

use genai_semconv::AttributeKey;
use opentelemetry::trace::TraceContextExt;
use opentelemetry::{Context, Value};

use super::{AttributeTarget, ValueFor, set};
use crate::shield::context_is_reachable;

/// Attributes for [`record`](crate::record) and [`event`](crate::event): made by [`attributes!`](crate::attributes), which checks them,
/// or one by one under [typed keys](crate::semconv).
#[derive(Default, Clone)]
#[must_use = "attributes are recorded by `record` and `event`"]
pub struct AttributeList {
    attributes: Vec<(&'static str, Value)>,
    is_saturated: bool,
}

/// Shows keys only: the values may hold content.
impl fmt::Debug for AttributeList {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = self.attributes.iter().map(|(key, _)| key);
        formatter.debug_set().entries(keys).finish()
    }
}

impl AttributeList {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an attribute of the conventions; a value of another type than the key's does not compile.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::{AttributeList, semconv};
    ///
    /// let list = AttributeList::new()
    ///     .with(semconv::GEN_AI_REQUEST_MAX_TOKENS, Some(256_u16))
    ///     .with(semconv::GEN_AI_REQUEST_STOP_SEQUENCES, ["END"]);
    /// ```
    #[expect(
        clippy::needless_pass_by_value,
        reason = "literals and options read better by value"
    )]
    pub fn with<K: ?Sized>(mut self, key: AttributeKey<K>, value: impl ValueFor<K>) -> Self {
        set(&mut self, key, &value);
        self
    }

    pub(crate) fn into_values(self) -> Vec<(&'static str, Value)> {
        self.attributes
    }

    /// Whether an integer did not fit an `i64` and was replaced by the nearest one that does.
    pub(crate) fn is_saturated(&self) -> bool {
        self.is_saturated
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }
}

impl AttributeTarget for AttributeList {
    fn keep(&mut self, key: &'static str, value: Option<Value>, is_saturated: bool) {
        self.is_saturated |= is_saturated;
        self.attributes.extend(value.map(|value| (key, value)));
    }
}

/// Whether attributes are kept: by the current span, or by a [`wanted`] list.
#[doc(hidden)]
pub fn is_recording() -> bool {
    let is_wanted = WANTED.try_with(Cell::get).unwrap_or(false);
    let has_span = || Context::map_current(|context| context.span().is_recording());
    is_wanted || (context_is_reachable() && has_span())
}

thread_local! {
    /// Whether a list is being made for a span that has not started yet.
    static WANTED: Cell<bool> = const { Cell::new(false) };
}

/// Makes a list that is wanted regardless of the current span, for a span that has not started yet.
pub(crate) fn wanted(list: impl FnOnce() -> AttributeList) -> AttributeList {
    struct Before(bool);
    impl Drop for Before {
        fn drop(&mut self) {
            let _ = WANTED.try_with(|wanted| wanted.set(self.0));
        }
    }
    let before = WANTED.try_with(|wanted| wanted.replace(true));
    let _before = Before(before.unwrap_or(false));
    list()
}

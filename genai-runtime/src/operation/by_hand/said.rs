//! The values that describe an operation, as given: none is copied or converted before the span is recording.

use std::fmt;

use super::super::Start;
use super::sealed;
use crate::content::content_value::ContentValue;
use crate::report::value::Text;
use crate::report::{MessageReport, RequestReport, ToolReport};

/// Values that describe an operation, evaluated once its span is recording.
///
/// This trait is sealed: it cannot be implemented for other types.
pub trait Says: sealed::Saying {
    /// Whether there are no values.
    #[doc(hidden)]
    fn is_nothing(&self) -> bool {
        false
    }

    /// Sets the model, before the span starts.
    #[doc(hidden)]
    fn identify(&self, _start: &mut Start) {}

    /// Adds the names of the [`Request`](crate::Request) methods that these values override.
    #[doc(hidden)]
    fn keys(&self, _keys: &mut Vec<&'static str>) {}

    /// Describes the operation; a request leaves out what is `overridden`.
    #[doc(hidden)]
    fn say(&self, overridden: &[&'static str], start: &mut Start);
}

impl Says for () {
    fn is_nothing(&self) -> bool {
        true
    }

    fn say(&self, _overridden: &[&'static str], _start: &mut Start) {}
}

/// One more value that describes an operation.
#[derive(Debug, Clone, Copy)]
pub struct With<S, T> {
    before: S,
    said: T,
}

impl<S, T> With<S, T> {
    pub(super) const fn new(before: S, said: T) -> Self {
        Self { before, said }
    }
}

impl<S: Says, T: Says> Says for With<S, T> {
    fn identify(&self, start: &mut Start) {
        self.before.identify(start);
        self.said.identify(start);
    }

    fn keys(&self, keys: &mut Vec<&'static str>) {
        self.before.keys(keys);
        self.said.keys(keys);
    }

    fn say(&self, overridden: &[&'static str], start: &mut Start) {
        self.before.say(overridden, start);
        self.said.say(overridden, start);
    }
}

macro_rules! said {
    ($($(#[$doc:meta])* $name:ident: $report:ident => $setter:ident $(, $key:literal)?;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name<T>(pub(super) T);

        // Content must not leak through `Debug`.
        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }

        impl<T: $report> Says for $name<T> {
            $(
                fn keys(&self, keys: &mut Vec<&'static str>) {
                    keys.push($key);
                }
            )?

            fn say(&self, _overridden: &[&'static str], start: &mut Start) {
                start.$setter(&self.0);
            }
        }
    )*};
}

said! {
    /// The input of a model, an agent or a workflow.
    Input: MessageReport => input, "input";
    /// Instructions that are given apart from the conversation.
    Instructions: MessageReport => system_instructions, "system_instructions";
    /// The tools that may be called.
    Definitions: ToolReport => tools, "tools";
    /// The arguments of a tool call.
    Arguments: ContentValue => arguments;
    /// The query of a retrieval or of a search in a memory.
    Query: Text => query;
}

/// A request to a model.
#[derive(Clone, Copy)]
pub struct RequestOf<T>(pub(super) T);

impl<T> fmt::Debug for RequestOf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestOf")
    }
}

impl<T: RequestReport> Says for RequestOf<T> {
    fn identify(&self, start: &mut Start) {
        start.request_model(&self.0);
    }

    fn say(&self, overridden: &[&'static str], start: &mut Start) {
        start.request(&self.0, overridden);
    }
}

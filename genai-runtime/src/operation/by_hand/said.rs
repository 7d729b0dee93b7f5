//! What was said, as it was given: nothing is copied or converted before the span is recorded.

use std::fmt;

use super::super::Start;
use super::sealed;
use crate::report::value::Text;
use crate::report::{ContentValue, MessageReport, RequestReport, ToolReport};

/// Values that describe an operation and are asked once its span is recorded.
///
/// This trait is sealed: it cannot be implemented for other types.
pub trait Says: sealed::Saying {
    /// Whether there is nothing to ask.
    #[doc(hidden)]
    fn is_nothing(&self) -> bool {
        false
    }

    /// Says who is asked, before the span starts.
    #[doc(hidden)]
    fn identify(&self, _start: &mut Start) {}

    /// Adds what it is, by the names of the methods of [`Request`](crate::Request).
    #[doc(hidden)]
    fn keys(&self, _keys: &mut Vec<&'static str>) {}

    /// Says what it knows; a request leaves out what is said besides it.
    #[doc(hidden)]
    fn say(&self, besides: &[&'static str], start: &mut Start);
}

impl Says for () {
    fn is_nothing(&self) -> bool {
        true
    }

    fn say(&self, _besides: &[&'static str], _start: &mut Start) {}
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

    fn say(&self, besides: &[&'static str], start: &mut Start) {
        self.before.say(besides, start);
        self.said.say(besides, start);
    }
}

macro_rules! said {
    ($($(#[$doc:meta])* $name:ident: $report:ident => $setter:ident $(, $key:literal)?;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name<T>(pub(super) T);

        // What was said is not to be found in what is printed.
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

            fn say(&self, _besides: &[&'static str], start: &mut Start) {
                start.$setter(&self.0);
            }
        }
    )*};
}

said! {
    /// What a model, an agent or a workflow is told.
    Input: MessageReport => input, "input";
    /// Instructions that are given apart from the conversation.
    Instructions: MessageReport => system_instructions, "system_instructions";
    /// The tools that may be called.
    Definitions: ToolReport => tools, "tools";
    /// What a tool is given.
    Arguments: ContentValue => arguments;
    /// What is looked for.
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

    fn say(&self, besides: &[&'static str], start: &mut Start) {
        start.request(&self.0, besides);
    }
}

//! Functions that report the content of a returned value.

use std::fmt;

use super::super::End;
use super::Reports;
use crate::content::content_value::ContentValue;
use crate::report::value::Text;
use crate::report::{RecordReport, Records};

/// Receives the result of a tool (`gen_ai.tool.call.result`).
#[derive(Debug)]
pub struct ToolResult<'a>(End<'a>);

impl ToolResult<'_> {
    /// Reports the result, which is converted only where content is captured.
    pub fn value(&mut self, value: &(impl ContentValue + ?Sized)) {
        self.0.result(value);
    }
}

/// Receives the answer of an agent or a workflow (`gen_ai.output.messages`).
#[derive(Debug)]
pub struct Output<'a>(End<'a>);

impl Output<'_> {
    /// Reports a text of the answer, which is copied only where content is captured.
    pub fn text(&mut self, text: &(impl Text + ?Sized)) {
        self.0.output(text);
    }
}

macro_rules! by_function {
    ($($(#[$doc:meta])* $name:ident: $sink:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name<F>(pub(super) F);

        impl<F> fmt::Debug for $name<F> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }

        impl<V, T, F: Fn(&T, &mut $sink<'_>)> Reports<V, T> for $name<F> {
            const IS_EXPECTED: bool = false;

            fn reports(&self, _value: &V, success: Option<&T>, end: &mut End<'_>) {
                if let Some(success) = success
                    && end.is_recording()
                {
                    self.say(success, end);
                }
            }
        }
    )*};
}

by_function! {
    /// A function reports the answer in the returned value.
    OutputBy: Output;
    /// A function reports the result of a tool in the returned value.
    ResultBy: ToolResult;
    /// A function reports the documents, or records of a memory, in the returned value.
    RecordsBy: Records;
}

impl<F> OutputBy<F> {
    fn say<T>(&self, success: &T, end: &mut End<'_>)
    where
        F: Fn(&T, &mut Output<'_>),
    {
        (self.0)(success, &mut Output(end.without_outcome()));
    }
}

impl<F> ResultBy<F> {
    fn say<T>(&self, success: &T, end: &mut End<'_>)
    where
        F: Fn(&T, &mut ToolResult<'_>),
    {
        (self.0)(success, &mut ToolResult(end.without_outcome()));
    }
}

impl<F> RecordsBy<F> {
    fn say<T>(&self, success: &T, end: &mut End<'_>)
    where
        F: Fn(&T, &mut Records<'_>),
    {
        struct By<'a, F, T>(&'a F, &'a T);
        impl<T, F: Fn(&T, &mut Records<'_>)> RecordReport for By<'_, F, T> {
            fn report(&self, records: &mut Records<'_>) {
                (self.0)(self.1, records);
            }
        }
        end.records(&By(&self.0, success));
    }
}

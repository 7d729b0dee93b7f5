//! Methods that set the input of an operation and the functions that report its output.

use super::{
    Agent, Arguments, Definitions, Input, Instructions, Memory, Model, Operation, OutputBy, Query,
    RecordsBy, RemoteAgent, RequestOf, ResultBy, Retrieval, Tool, With, Workflow,
};
use crate::content::content_value::ContentValue;
use crate::report::value::Text;
use crate::report::{MessageReport, RequestReport, ToolReport};

macro_rules! said {
    ($($kind:ident),*: $($(#[$doc:meta])* $name:ident: $report:ident => $said:ident;)*) => {
        said!(@ ($($kind)*) $([$(#[$doc])* $name: $report => $said])*);
    };
    (@ () $($setter:tt)*) => {};
    (@ ($kind:ident $($kinds:ident)*) $($setter:tt)*) => {
        impl<U, C, S> Operation<$kind, U, C, S> {
            $(said!(@@ $kind $setter);)*
        }
        said!(@ ($($kinds)*) $($setter)*);
    };
    (@@ $kind:ident [$(#[$doc:meta])* $name:ident: $report:ident => $said:ident]) => {
        $(#[$doc])*
        pub fn $name<T: $report>(self, said: T) -> Operation<$kind, U, C, With<S, $said<T>>> {
            self.saying($said(said))
        }
    };
}

said! {
    Model, Workflow, Agent, RemoteAgent:
    /// Sets the input, for `genai_runtime.input.bytes` and, where content is captured, `gen_ai.input.messages`.
    input: MessageReport => Input;
}

said! {
    Model, Agent, RemoteAgent:
    /// Sets the instructions that are given apart from the conversation, for `genai_runtime.input.bytes` and, where
    /// content is captured, `gen_ai.system_instructions`.
    system_instructions: MessageReport => Instructions;
    /// Sets the tools that the model may call (`gen_ai.tool.definitions`, where content is captured).
    tools: ToolReport => Definitions;
}

said! {
    Tool:
    /// Sets the arguments of the call, for `genai_runtime.input.bytes` and, where content is captured,
    /// `gen_ai.tool.call.arguments`.
    arguments: ContentValue => Arguments;
}

said! {
    Retrieval, Memory:
    /// Sets the query, for `genai_runtime.input.bytes` and, where content is captured, `gen_ai.retrieval.query.text` or
    /// `gen_ai.memory.query.text` (unreleased conventions).
    query: Text => Query;
}

impl<U, C, S> Operation<Model, U, C, S> {
    /// Sets the request, which reports the model, the parameters and the input. Other methods override what it reports.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(all(feature = "serde_json", feature = "testing"))] {
    /// use genai_runtime::{Operation, Usage, testing};
    /// use serde_json::json;
    ///
    /// let request = json!({
    ///     "model": "gpt-4o-mini",
    ///     "temperature": 0.2,
    ///     "messages": [{"role": "user", "content": "hello"}],
    /// });
    /// let capture = testing::capture();
    /// capture.run(|| {
    ///     let call = Operation::llm("openai").request(&request).temperature(0.7);
    ///     call.run(|| Some(Usage::new().input(5).output(1)))
    /// });
    /// let span = capture.span("chat gpt-4o-mini");
    /// assert_eq!(span.number("gen_ai.request.temperature"), Some(0.7));
    /// assert_eq!(span.integer("genai_runtime.input.bytes"), Some(5));
    /// # }
    /// ```
    pub fn request<T: RequestReport>(
        self,
        request: T,
    ) -> Operation<Model, U, C, With<S, RequestOf<T>>> {
        self.saying(RequestOf(request))
    }
}

macro_rules! output {
    ($($kind:ident),*) => {$(
        impl<U, C, S> Operation<$kind, U, C, S> {
            /// Sets a function that reports the answer in a success, for `genai_runtime.output.bytes` and, where
            /// content is captured, `gen_ai.output.messages`.
            pub fn output<F>(self, output: F) -> Operation<$kind, OutputBy<F>, C, S> {
                self.reported(OutputBy(output))
            }
        }
    )*};
}

output!(Workflow, Agent, RemoteAgent);

impl<U, C, S> Operation<Tool, U, C, S> {
    /// Sets a function that reports the result in a success, for `genai_runtime.output.bytes` and, where content is
    /// captured, `gen_ai.tool.call.result`.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::Operation;
    /// use genai_runtime::operations::ToolResult;
    ///
    /// let tool = Operation::tool("weather").arguments(r#"{"city": "Oslo"}"#);
    /// let tool = tool.result(|degrees: &f64, result: &mut ToolResult<'_>| result.value(degrees));
    /// assert_eq!(tool.run(|| Some(21.5)), Some(21.5));
    /// ```
    pub fn result<F>(self, result: F) -> Operation<Tool, ResultBy<F>, C, S> {
        self.reported(ResultBy(result))
    }
}

impl<U, C, S> Operation<Retrieval, U, C, S> {
    /// Sets a function that reports the documents in a success (`gen_ai.retrieval.documents`). It is called only where
    /// content is captured.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::{Operation, RecordReport, Records};
    ///
    /// let retrieval = Operation::retrieval("handbook").query("vacation");
    /// let retrieval = retrieval.documents(|pages: &Vec<String>, documents: &mut Records<'_>| {
    ///     for (page, text) in pages.iter().enumerate() {
    ///         documents.record(page.to_string(), 1.0, text);
    ///     }
    /// });
    /// retrieval.run(|| Some(vec!["28 days per year".to_owned()]));
    /// ```
    pub fn documents<F>(self, documents: F) -> Operation<Retrieval, RecordsBy<F>, C, S> {
        self.reported(RecordsBy(documents))
    }
}

impl<U, C, S> Operation<Memory, U, C, S> {
    /// Sets a function that reports the records in a success (`gen_ai.memory.records`, unreleased conventions). It is
    /// called only where content is captured; nothing is written under v1.41.
    pub fn records<F>(self, records: F) -> Operation<Memory, RecordsBy<F>, C, S> {
        self.reported(RecordsBy(records))
    }
}

//! What the fuzzer may reach of what is private. Exists for `cargo fuzz` only.

use serde_json::Value;

use crate::content::{Budget, Input, Output, RecordList, rendered};
use crate::report::{
    InputFacts, Messages, Records, Request, RequestFacts, RequestReport, Response, ResponseFacts,
    Tools, Usage, UsageReport,
};

/// What is said of a choice, and where it concerns one, of the tool call at an index.
#[derive(Debug, Clone, Copy)]
pub enum Said<'a> {
    /// Text of a choice.
    Text(usize, &'a str),
    /// Reasoning of a choice.
    Reasoning(usize, &'a str),
    /// Identifier of a tool call.
    Id(usize, usize, &'a str),
    /// Name of a tool call.
    Name(usize, usize, &'a str),
    /// Arguments of a tool call.
    Arguments(usize, usize, &'a str),
}

/// An answer put together and rendered.
#[derive(Debug)]
pub struct Answer(Output);

impl Answer {
    /// An answer of which `total` bytes are kept, and of each part `part`.
    pub fn new(part: usize, total: usize) -> Self {
        Self(Output::new(Budget { part, total }))
    }

    /// Adds to the answer.
    pub fn say(&mut self, said: Said<'_>) {
        match said {
            Said::Text(choice, text) => self.0.text(choice, text),
            Said::Reasoning(choice, text) => self.0.reasoning(choice, text),
            Said::Id(choice, index, id) => self.0.tool_call_id(choice, index, id),
            Said::Name(choice, index, name) => self.0.tool_call_name(choice, index, name),
            Said::Arguments(choice, index, text) => self.0.tool_call_arguments(choice, index, text),
        }
    }

    /// The answer as JSON.
    pub fn to_json(&self, finish_reasons: &[Option<String>]) -> Option<String> {
        self.0.to_json(finish_reasons, None).map(|piece| piece.json)
    }
}

/// What a model is told, rendered.
#[derive(Debug)]
pub struct Conversation(InputFacts);

/// JSON, and how many bytes of what was said are not in it.
pub type Piece = (String, u64);

impl Conversation {
    /// Nothing is told yet.
    pub fn new() -> Self {
        Self(InputFacts {
            input: Some(Input::default()),
            ..InputFacts::default()
        })
    }

    /// Takes messages.
    pub fn messages(&mut self) -> Messages<'_> {
        Messages::new(&mut self.0)
    }

    /// Takes instructions.
    pub fn instructions(&mut self) -> Messages<'_> {
        Messages::instructions(&mut self.0)
    }

    /// Takes tools.
    pub fn tools(&mut self) -> Tools<'_> {
        Tools::new(&mut self.0)
    }

    /// Messages, instructions and tools as JSON, each in so many bytes, and each part in so many.
    pub fn to_json(&self, part: usize, total: usize) -> [Option<Piece>; 3] {
        let input = self.0.input.as_ref();
        input.map_or([None, None, None], |input| {
            rendered::input(input, part, total)
        })
    }
}

impl Default for Conversation {
    fn default() -> Self {
        Self::new()
    }
}

/// What a provider's JSON says as chunks of an answer: usage, and where bytes of a part and in all are given, the
/// answer as JSON.
pub fn answered(chunks: &[Value], budget: Option<(usize, usize)>) -> (Usage, Option<String>) {
    let mut facts = ResponseFacts {
        output: budget.map(|(part, total)| Box::new(Output::new(Budget { part, total }))),
        ..ResponseFacts::default()
    };
    for chunk in chunks {
        UsageReport::report(chunk, &mut Response::new(&mut facts));
    }
    let reasons = facts.finish_reasons.iter();
    let reasons: Vec<_> = reasons
        .map(|reason| reason.as_deref().map(str::to_owned))
        .collect();
    let output = facts.output.as_ref();
    let piece = output.and_then(|output| output.to_json(&reasons, None));
    (facts.usage, piece.map(|piece| piece.json))
}

/// What a provider's JSON says as a request.
pub fn asked(request: &Value) -> Conversation {
    let mut conversation = Conversation::new();
    let mut facts = RequestFacts::default();
    let mut said = Request::new(&mut facts, &mut conversation.0, &[]);
    RequestReport::report(request, &mut said);
    conversation
}

/// Documents as JSON in so many bytes, and each of them in so many.
pub fn documents(say: impl FnOnce(&mut Records<'_>), part: usize, total: usize) -> Option<Piece> {
    let mut list = RecordList::default();
    say(&mut Records::new(&mut list));
    rendered::records(&list, part, total)
}

/// Arguments of a tool as JSON in so many bytes.
pub fn arguments(text: &str, part: usize, total: usize) -> Option<Piece> {
    rendered::arguments(text, part, total)
}

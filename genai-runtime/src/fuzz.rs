//! Entry points into private code for `cargo fuzz`.

use serde_json::Value;

use crate::content::{Budget, Input, Output, RecordList, rendered};
use crate::report::{
    InputFacts, Messages, Records, Request, RequestFacts, RequestReport, Response, ResponseFacts,
    Tools, Usage, UsageReport,
};

/// A piece of an answer: its choice, the index of its tool call where it belongs to one, and a text.
#[derive(Debug, Clone, Copy)]
pub enum AnswerFragment<'a> {
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

/// An answer that is assembled from pieces and rendered.
#[derive(Debug)]
pub struct Answer(Output);

impl Answer {
    /// An empty answer that keeps at most `total` bytes, and `part` of each part.
    pub fn new(part: usize, total: usize) -> Self {
        Self(Output::new(Budget { part, total }))
    }

    /// Adds to the answer.
    pub fn add(&mut self, fragment: AnswerFragment<'_>) {
        match fragment {
            AnswerFragment::Text(choice, text) => self.0.text(choice, text),
            AnswerFragment::Reasoning(choice, text) => self.0.reasoning(choice, text),
            AnswerFragment::Id(choice, index, id) => self.0.tool_call_id(choice, index, id),
            AnswerFragment::Name(choice, index, name) => self.0.tool_call_name(choice, index, name),
            AnswerFragment::Arguments(choice, index, text) => {
                self.0.tool_call_arguments(choice, index, text)
            }
        }
    }

    /// The answer as JSON.
    pub fn to_json(&self, finish_reasons: &[Option<String>]) -> Option<String> {
        self.0.to_json(finish_reasons, None).map(|piece| piece.json)
    }
}

/// The input of a model, rendered.
#[derive(Debug)]
pub struct Conversation(InputFacts);

/// JSON, and how many bytes of the content were cut off.
pub type Piece = (String, u64);

impl Conversation {
    /// An empty conversation.
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

    /// Messages, instructions and tools as JSON, each in at most `total` bytes, and each part in at most `part`.
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

/// What chunks of a provider's JSON report: usage, and with a `budget` (bytes per part and in all) the answer as JSON.
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

/// What a request in a provider's JSON reports.
pub fn asked(request: &Value) -> Conversation {
    let mut conversation = Conversation::new();
    let mut facts = RequestFacts::default();
    let mut sink = Request::new(&mut facts, &mut conversation.0, &[]);
    RequestReport::report(request, &mut sink);
    conversation
}

/// Documents as JSON in at most `total` bytes, and each of them in at most `part`.
pub fn documents(
    report: impl FnOnce(&mut Records<'_>),
    part: usize,
    total: usize,
) -> Option<Piece> {
    let mut list = RecordList::default();
    report(&mut Records::new(&mut list));
    rendered::records(&list, part, total)
}

/// Arguments of a tool as JSON in at most `total` bytes.
pub fn arguments(text: &str, part: usize, total: usize) -> Option<Piece> {
    rendered::arguments(text, part, total)
}

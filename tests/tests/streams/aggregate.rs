//! The telemetry of a stream is the fold of the chunks seen up to its end.

use std::collections::BTreeMap;

use futures::executor::block_on;
use futures::stream::{self, Stream, StreamExt};
use genai_runtime::testing::{CapturedSpan, assert_conformant, capture};
use genai_runtime::{ContentCapture, Response, UsageReport, llm_span};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

/// A fact in a chunk.
#[derive(Debug, Clone)]
pub(crate) enum Fact {
    Id(String),
    Input(u16),
    Output(u16),
    Text(usize, String),
    Reasoning(usize, String),
    Call(usize, usize, Option<String>, String),
    Finish(usize, String),
}

#[derive(Debug, Clone)]
pub(crate) struct Chunk(pub(crate) Vec<Fact>);

impl UsageReport for Chunk {
    fn report(&self, response: &mut Response<'_>) {
        for fact in &self.0 {
            match fact {
                Fact::Id(id) => response.id(id),
                Fact::Input(count) => response.input_tokens(*count),
                Fact::Output(count) => response.output_tokens(*count),
                Fact::Text(choice, text) => response.text(*choice, text),
                Fact::Reasoning(choice, text) => response.reasoning(*choice, text),
                Fact::Call(choice, call, name, fragment) => {
                    let call = response.tool_call(*choice, *call);
                    call.name(name).arguments(fragment);
                    &mut *response
                }
                Fact::Finish(choice, reason) => response.finish_reason(*choice, reason),
            };
        }
    }
}

#[llm_span(system = "openai", model = "m")]
fn answer(chunks: Vec<Chunk>) -> impl Stream<Item = Chunk> {
    stream::iter(chunks)
}

/// Takes so many chunks and drops the stream.
pub(crate) fn span_of(chunks: Vec<Chunk>, taken: usize, content: ContentCapture) -> CapturedSpan {
    let capture = capture().with_content(content);
    let read = async { answer(chunks).take(taken).collect::<Vec<_>>().await };
    capture.run(|| drop(block_on(read)));
    assert_conformant(&capture);
    capture.only_span()
}

/// The fold of the facts, independent of the code under test.
#[derive(Debug, Default)]
struct Folded {
    id: Option<String>,
    input: Option<i64>,
    output: Option<i64>,
    bytes: usize,
    choices: BTreeMap<usize, Choice>,
}

#[derive(Debug, Default)]
struct Choice {
    parts: Vec<(Part, String)>,
    finish: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Text,
    Reasoning,
    Call(usize, String),
}

impl Folded {
    fn add(&mut self, fact: &Fact) {
        match fact {
            Fact::Id(id) => self.id = Some(id.clone()),
            Fact::Input(count) => self.input = Some(i64::from(*count)),
            Fact::Output(count) => self.output = Some(i64::from(*count)),
            Fact::Text(choice, text) => self.append(*choice, Part::Text, text),
            Fact::Reasoning(choice, text) => self.append(*choice, Part::Reasoning, text),
            Fact::Finish(choice, reason) => {
                self.choices.entry(*choice).or_default().finish = Some(reason.clone());
            }
            Fact::Call(choice, call, name, fragment) => {
                self.bytes += fragment.len();
                let parts = &mut self.choices.entry(*choice).or_default().parts;
                let known = parts
                    .iter_mut()
                    .find(|(part, _)| matches!(part, Part::Call(known, _) if known == call));
                let new = (Part::Call(*call, String::new()), String::new());
                let (part, text) = match known {
                    Some(known) => known,
                    None => {
                        parts.push(new);
                        parts.last_mut().unwrap()
                    }
                };
                text.push_str(fragment);
                if let (Part::Call(_, known), Some(name)) = (part, name) {
                    known.clone_from(name);
                }
            }
        }
    }

    fn append(&mut self, choice: usize, part: Part, text: &str) {
        self.bytes += text.len();
        let parts = &mut self.choices.entry(choice).or_default().parts;
        match parts.last_mut() {
            Some((last, known)) if *last == part => known.push_str(text),
            _ => parts.push((part, text.to_owned())),
        }
    }

    /// Finish reasons by choice: a missing one is `error`.
    fn finish_reasons(&self) -> Option<Vec<String>> {
        let content = self
            .choices
            .iter()
            .filter(|(_, choice)| choice.finish.is_some());
        let last = content.map(|(index, _)| *index).max()?;
        let reason = |index| {
            let choice: Option<&Choice> = self.choices.get(&index);
            let reason = choice.and_then(|choice| choice.finish.clone());
            reason.unwrap_or_else(|| "error".to_owned())
        };
        Some((0..=last).map(reason).collect())
    }

    fn messages(&self) -> Value {
        let last = self.choices.keys().max().copied();
        let message = |index| {
            let nothing = Choice::default();
            let choice = self.choices.get(&index).unwrap_or(&nothing);
            let parts: Vec<Value> = choice.parts.iter().map(part_as_json).collect();
            let finish = choice.finish.as_deref().unwrap_or("error");
            json!({ "role": "assistant", "parts": parts, "finish_reason": finish })
        };
        last.map_or(json!([]), |last| (0..=last).map(message).collect())
    }
}

fn part_as_json((part, text): &(Part, String)) -> Value {
    match part {
        Part::Text => json!({ "type": "text", "content": text }),
        Part::Reasoning => json!({ "type": "reasoning", "content": text }),
        Part::Call(_, name) => {
            let arguments = serde_json::from_str(text).unwrap_or(Value::from(text.as_str()));
            json!({ "type": "tool_call", "name": name, "arguments": arguments })
        }
    }
}

fn facts() -> impl Strategy<Value = Fact> {
    let text = || "[a-z \"\\\\é]{1,8}";
    prop_oneof![
        text().prop_map(Fact::Id),
        any::<u16>().prop_map(Fact::Input),
        any::<u16>().prop_map(Fact::Output),
        (0..3_usize, text()).prop_map(|(choice, text)| Fact::Text(choice, text)),
        (0..3_usize, text()).prop_map(|(choice, text)| Fact::Reasoning(choice, text)),
        (
            0..3_usize,
            0..3_usize,
            option::of("[a-z]{1,4}"),
            "[{}\":a0,]{1,6}"
        )
            .prop_map(|(choice, call, name, text)| Fact::Call(choice, call, name, text)),
        (0..3_usize, "stop|length").prop_map(|(choice, reason)| Fact::Finish(choice, reason)),
    ]
}

#[test]
fn the_aggregate_is_the_fold_of_the_chunks_seen() {
    let chunks = vec(vec(facts(), 0..4).prop_map(Chunk), 0..12);
    let mut runner = TestRunner::new(Config::with_cases(512));
    let outcome = runner.run(&(chunks, 0..12_usize), |(chunks, taken)| {
        let mut folded = Folded::default();
        for Chunk(facts) in chunks.iter().take(taken) {
            for fact in facts {
                folded.add(fact);
            }
        }
        let span = span_of(chunks, taken, ContentCapture::SpanOnly);
        assert_eq!(span.text("gen_ai.response.id"), folded.id);
        assert_eq!(span.integer("gen_ai.usage.input_tokens"), folded.input);
        assert_eq!(span.integer("gen_ai.usage.output_tokens"), folded.output);
        assert_eq!(
            span.integer("genai_runtime.stream.bytes"),
            Some(i64::try_from(folded.bytes).unwrap())
        );
        let reasons = span.texts("gen_ai.response.finish_reasons");
        assert_eq!(reasons, folded.finish_reasons());
        let content = folded
            .choices
            .values()
            .any(|choice| !choice.parts.is_empty());
        let messages = span.text("gen_ai.output.messages");
        let messages = messages.map(|json| serde_json::from_str::<Value>(&json).unwrap());
        assert_eq!(messages, content.then(|| folded.messages()));
        Ok(())
    });
    outcome.unwrap();
}

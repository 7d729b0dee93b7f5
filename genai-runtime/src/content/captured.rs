//! What was captured of one operation, from the first word to the JSON that leaves.

use std::sync::Arc;

use genai_semconv::attribute;

use super::further_names::FurtherNames;
use super::hidden::hides_content;
use super::input::Input;
use super::kept_text::KeptText;
use super::output::Output;
use super::policy::ContentPolicy;
use super::record_list::RecordList;
use super::render::{Limit, Piece, object_of, reference};
use super::store::{DropMeter, Storing};

/// What was captured of one operation, as it was said.
#[derive(Debug)]
pub(crate) struct Captured {
    pub(crate) policy: Arc<ContentPolicy>,
    pub(crate) input: Option<Input>,
    pub(crate) output: Option<Output>,
    pub(crate) finish_reasons: Vec<Option<String>>,
    pub(crate) step: Option<Box<StepContent>>,
    /// By which names besides its own the span says it.
    pub(crate) further_names: FurtherNames,
    /// Who counts what does not reach the policy's store.
    pub(crate) meter: Option<Arc<dyn DropMeter>>,
}

/// What steps take and give.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct StepContent {
    /// `gen_ai.tool.call.arguments`
    pub(crate) arguments: Option<KeptText>,
    /// `gen_ai.tool.call.result`
    pub(crate) result: Option<KeptText>,
    /// `gen_ai.retrieval.query.text` or `gen_ai.memory.query.text`, and which of them
    pub(crate) query: Option<(&'static str, KeptText)>,
    /// `gen_ai.retrieval.documents` or `gen_ai.memory.records`, and which of them
    pub(crate) records: Option<(&'static str, RecordList)>,
    /// Texts under keys of their own: the variables of prompts.
    pub(crate) texts: Vec<(String, KeptText)>,
}

/// Content as it leaves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Rendered {
    pub(crate) attributes: Vec<(String, Shape)>,
    /// Bytes of what was captured and does not leave.
    pub(crate) omitted: u64,
    /// By which names besides its own the span says it.
    pub(crate) further_names: FurtherNames,
}

/// The value of an attribute.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    Text(String),
    Json(String),
}

hides_content!(StepContent, Shape);

impl Captured {
    /// Bytes that wait to be rendered.
    #[cfg(feature = "sdk")]
    pub(crate) fn bytes(&self) -> usize {
        let messages = self.input.as_ref().map_or(0, Input::bytes);
        let answers = self.output.as_ref().map_or(0, Output::bytes);
        let step = self.step.as_ref().map_or(0, |step| step.bytes());
        let said = messages.saturating_add(answers);
        let said = said.saturating_mul(self.further_names.of_messages());
        said.saturating_add(step.saturating_mul(self.further_names.of_steps()))
    }

    /// Takes out what must not leave, cuts what is too long, and writes the rest as the conventions have it.
    pub(crate) fn render(mut self) -> Rendered {
        let policy = Arc::clone(&self.policy);
        let redaction = policy.redaction.as_ref();
        if let Some(redaction) = redaction {
            self.redact(redaction);
        }
        let storing = policy.store.as_ref().map(|queue| Storing {
            queue,
            meter: self.meter.as_ref(),
        });
        // Of what is stored, too, something may be missing.
        let mut omitted = 0;
        if let (Some(storing), Some(input)) = (storing, &mut self.input) {
            omitted += storing.messages(input.messages.iter_mut());
            omitted += storing.parts(input.instructions.iter_mut());
        }
        if let (Some(storing), Some(step)) = (storing, &mut self.step) {
            omitted += step.store_records(storing);
        }
        let mut writer = Writer {
            rendered: Rendered {
                further_names: self.further_names,
                omitted,
                ..Rendered::default()
            },
            policy: &policy,
            storing,
            left: policy.budget.of_span(),
        };
        if let Some(output) = &self.output {
            let reasons = &self.finish_reasons;
            let piece = match storing {
                Some(storing) => {
                    let limit = writer.limit_of(attribute::GEN_AI_OUTPUT_MESSAGES);
                    output.to_references(reasons, redaction, (storing, limit))
                }
                None => output.to_json(reasons, redaction),
            };
            writer.write(attribute::GEN_AI_OUTPUT_MESSAGES, piece, 0);
        }
        if let Some(input) = &self.input {
            let limit = writer.limit_of(attribute::GEN_AI_INPUT_MESSAGES);
            let bytes = input.messages.said_bytes();
            let messages = input.messages.json(limit);
            writer.write_or_count(attribute::GEN_AI_INPUT_MESSAGES, messages, bytes);
            let limit = writer.limit();
            let instructions = input.instructions.json(limit);
            let bytes = input.instructions.said_bytes();
            writer.write_or_count(attribute::GEN_AI_SYSTEM_INSTRUCTIONS, instructions, bytes);
            let limit = writer.limit();
            let tools = input.tools.json(limit);
            let bytes = input.tools.said_bytes();
            writer.write_or_count(attribute::GEN_AI_TOOL_DEFINITIONS, tools, bytes);
        }
        if let Some(step) = &self.step {
            step.write(&mut writer);
        }
        let rendered = writer.rendered;
        if let Some(input) = self.input.take() {
            input.recycle();
        }
        rendered
    }
}

impl StepContent {
    #[cfg(feature = "sdk")]
    fn bytes(&self) -> usize {
        let values = [&self.arguments, &self.result];
        let values: usize = values.into_iter().flatten().map(KeptText::bytes).sum();
        let query = self.query.as_ref().map_or(0, |(_, query)| query.bytes());
        let records = self.records.as_ref().map_or(0, |(_, list)| list.weight());
        let places = self.texts.len() * size_of::<(String, KeptText)>();
        let texts = self.texts.iter();
        let texts: usize = texts.map(|(key, text)| key.len() + text.bytes()).sum();
        values + query + records + places + texts
    }

    /// Stores the contents of documents and records, which become references. Bytes that are missing in them.
    fn store_records(&mut self, storing: Storing<'_>) -> u64 {
        let lists = self.records.iter_mut();
        let records = lists.flat_map(|(_, list)| list.iter_mut());
        let omitted = records.map(|record| {
            let (stored, omitted) = storing.piece("content", record.whole_content())?;
            record.stored = Some(stored);
            Some(omitted)
        });
        omitted.flatten().sum()
    }

    fn write(&self, writer: &mut Writer<'_>) {
        if let Some(arguments) = &self.arguments {
            let piece = writer.object(arguments, "arguments");
            let bytes = arguments.said_bytes();
            writer.write_or_count(attribute::GEN_AI_TOOL_CALL_ARGUMENTS, piece, bytes);
        }
        if let Some(result) = &self.result {
            let piece = writer.object(result, "result");
            let bytes = result.said_bytes();
            writer.write_or_count(attribute::GEN_AI_TOOL_CALL_RESULT, piece, bytes);
        }
        if let Some((key, query)) = &self.query {
            writer.text((*key).to_owned(), query);
        }
        if let Some((key, records)) = &self.records {
            let piece = records.json(writer.limit());
            writer.write_or_count(key, piece, records.said_bytes());
        }
        for (key, text) in &self.texts {
            writer.text(key.clone(), text);
        }
    }
}

/// Attributes on their way, within the budget of the span.
struct Writer<'a> {
    rendered: Rendered,
    policy: &'a ContentPolicy,
    storing: Option<Storing<'a>>,
    left: usize,
}

impl Writer<'_> {
    /// What the next attribute may take.
    fn limit(&self) -> Limit {
        self.limit_within(self.left)
    }

    /// What this one may take, with all its names.
    fn limit_of(&self, key: &str) -> Limit {
        self.limit_within(self.left / self.rendered.further_names.of(key))
    }

    fn limit_within(&self, left: usize) -> Limit {
        let budget = self.policy.budget.of_attribute(left);
        Limit {
            part: budget.part,
            total: budget.total,
        }
    }

    /// A value as the object that the conventions want, or a reference to it.
    fn object(&self, value: &KeptText, key: &str) -> Option<Piece> {
        match self.storing {
            Some(storing) => {
                let (stored, omitted) = storing.piece(key, object_of(value, key, Limit::NONE))?;
                let shown = reference(&stored, self.limit())?;
                Some(Piece { omitted, ..shown })
            }
            None => object_of(value, key, self.limit()),
        }
    }

    fn write_or_count(&mut self, key: &'static str, piece: Option<Piece>, bytes: u64) {
        let bytes = if piece.is_some() { 0 } else { bytes };
        self.write(key, piece, bytes);
    }

    fn write(&mut self, key: &'static str, piece: Option<Piece>, missing: u64) {
        self.rendered.omitted += missing;
        if let Some(Piece { json, omitted }) = piece {
            let names = self.rendered.further_names.of(key);
            self.left = self.left.saturating_sub(json.len() * names);
            self.rendered.omitted += omitted;
            self.rendered
                .attributes
                .push((key.to_owned(), Shape::Json(json)));
        }
    }

    /// A text that is no JSON; of a long one the beginning.
    fn text(&mut self, key: String, text: &KeptText) {
        let limit = self.limit();
        let shown = super::beginning(text.beginning(), limit.part.min(limit.total));
        self.rendered.omitted += text.said_bytes() - shown.len() as u64;
        if !shown.is_empty() || text.said_bytes() == 0 {
            self.left = self.left.saturating_sub(shown.len());
            self.rendered
                .attributes
                .push((key, Shape::Text(shown.to_owned())));
        }
    }
}

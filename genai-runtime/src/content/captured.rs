//! The captured content of one operation, and its rendering as attributes.

use std::sync::Arc;

use genai_semconv::attribute;

use super::further_names::FurtherNames;
use super::hidden::hides_content;
use super::input::Input;
use super::kept_text::KeptText;
use super::output::Output;
use super::policy::ContentPolicy;
use super::record_list::RecordList;
use super::store::{DropMeter, Storing};
use super::writer::{DraftContent, Writer};

/// The captured content of one operation, not yet redacted or rendered.
#[derive(Debug)]
pub(crate) struct Captured {
    pub(crate) policy: Arc<ContentPolicy>,
    pub(crate) input: Option<Input>,
    pub(crate) output: Option<Output>,
    pub(crate) finish_reasons: Vec<Option<String>>,
    pub(crate) step: Option<Box<StepContent>>,
    /// Further attribute names under which the span carries the content.
    pub(crate) further_names: FurtherNames,
    /// Counts parts that do not reach the policy's store.
    pub(crate) meter: Option<Arc<dyn DropMeter>>,
}

/// The content of a step: what it takes and returns.
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

/// Content as attributes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Rendered {
    pub(crate) attributes: Vec<(String, Shape)>,
    /// Bytes of captured content that are left out.
    pub(crate) omitted: u64,
    /// Further attribute names under which the span carries the content.
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
    /// The approximate size in bytes while rendering is deferred.
    #[cfg(feature = "sdk")]
    pub(crate) fn bytes(&self) -> usize {
        let messages = self.input.as_ref().map_or(0, Input::bytes);
        let answers = self.output.as_ref().map_or(0, Output::bytes);
        let step = self.step.as_ref().map_or(0, |step| step.bytes());
        let conversation = messages.saturating_add(answers);
        let conversation = conversation.saturating_mul(self.further_names.of_messages());
        conversation.saturating_add(step.saturating_mul(self.further_names.of_steps()))
    }

    /// Redacts, cuts and stores the content, and renders it in the form of the conventions.
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
        // Stored content may be incomplete, too.
        let mut omitted = 0;
        if let (Some(storing), Some(input)) = (storing, &mut self.input) {
            omitted += storing.messages(input.messages.iter_mut());
            omitted += storing.parts(input.instructions.iter_mut());
        }
        if let (Some(storing), Some(step)) = (storing, &mut self.step) {
            omitted += step.store_records(storing);
        }
        let rendered = Rendered {
            further_names: self.further_names,
            omitted,
            ..Rendered::default()
        };
        let mut writer = Writer::new(rendered, policy.budget, storing);
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
            let bytes = input.messages.content_bytes();
            let messages = input.messages.json(limit);
            writer.write_or_count(attribute::GEN_AI_INPUT_MESSAGES, messages, bytes);
            let limit = writer.limit_of(attribute::GEN_AI_SYSTEM_INSTRUCTIONS);
            let instructions = input.instructions.json(limit);
            let bytes = input.instructions.content_bytes();
            writer.write_or_count(attribute::GEN_AI_SYSTEM_INSTRUCTIONS, instructions, bytes);
            let limit = writer.limit_of(attribute::GEN_AI_TOOL_DEFINITIONS);
            let tools = input.tools.json(limit);
            let bytes = input.tools.content_bytes();
            writer.write_or_count(attribute::GEN_AI_TOOL_DEFINITIONS, tools, bytes);
        }
        if let Some(step) = &self.step {
            step.write(&mut writer);
        }
        let rendered = writer.into_rendered();
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

    /// Replaces the contents of documents and records by references to the store. Returns the bytes that are missing in
    /// the stored contents.
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
        let result = self.result.as_ref().map(|result| {
            let bytes = result.content_bytes();
            let result = writer.value(result, "result");
            writer.draft(attribute::GEN_AI_TOOL_CALL_RESULT, result, bytes)
        });
        let records = self.records.as_ref().map(|(key, records)| {
            let bytes = records.content_bytes();
            writer.draft(key, DraftContent::Records(records), bytes)
        });
        // Arguments and query are written first, but leave room for result and records.
        writer.reserve([&result, &records].into_iter().flatten());
        if let Some(arguments) = &self.arguments {
            let key = attribute::GEN_AI_TOOL_CALL_ARGUMENTS;
            let shown = writer.value(arguments, "arguments");
            let piece = shown.json(writer.limit_of(key));
            writer.write_or_count(key, piece, arguments.content_bytes());
        }
        if let Some((key, query)) = &self.query {
            writer.text((*key).to_owned(), query);
        }
        writer.release();
        for draft in [result, records].into_iter().flatten() {
            writer.write_draft(draft);
        }
        for (key, text) in &self.texts {
            writer.text(key.clone(), text);
        }
    }
}

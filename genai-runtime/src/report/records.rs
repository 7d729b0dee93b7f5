//! The sink that documents and records of memories are reported to.

use std::borrow::Cow;

use super::value::{Number, Text};
use crate::content::RecordList;
use crate::content::content_value::ContentValue;

/// Collects the documents that a retrieval finds (`gen_ai.retrieval.documents`) or the records of a memory
/// (`gen_ai.memory.records`).
///
/// They are recorded only where content is captured on spans.
#[derive(Debug)]
pub struct Records<'a> {
    list: &'a mut RecordList,
}

#[cfg(feature = "content")]
impl<'a> Records<'a> {
    pub(crate) fn new(list: &'a mut RecordList) -> Self {
        Self { list }
    }
}

impl Records<'_> {
    /// Adds a document or record: its identifier, its score and its content. `None` leaves one out.
    pub fn record(
        &mut self,
        id: impl Text,
        score: impl Number,
        content: impl ContentValue,
    ) -> &mut Self {
        self.list
            .add(id.text().as_deref(), score.number(), &content.to_json());
        self
    }
}

/// A value that holds documents or records of a memory.
///
/// The values of the arguments `documents` and `records` of [`chain_step`](macro@crate::chain_step) implement it. A
/// text is a document without an identifier.
///
/// # Examples
///
/// ```
/// use genai_runtime::{RecordReport, Records};
///
/// struct Page { url: String, similarity: f32, text: String }
///
/// impl RecordReport for Page {
///     fn report(&self, records: &mut Records<'_>) {
///         records.record(&self.url, self.similarity, &self.text);
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which documents it is",
    label = "`{Self}` does not implement `RecordReport`",
    note = "give texts, or implement `genai_runtime::RecordReport` for `{Self}`"
)]
pub trait RecordReport {
    /// Reports the documents in their order.
    fn report(&self, records: &mut Records<'_>);
}

impl RecordReport for str {
    fn report(&self, records: &mut Records<'_>) {
        records.record(None::<&str>, None::<f64>, self);
    }
}

impl RecordReport for String {
    fn report(&self, records: &mut Records<'_>) {
        self.as_str().report(records);
    }
}

impl RecordReport for Cow<'_, str> {
    fn report(&self, records: &mut Records<'_>) {
        (**self).report(records);
    }
}

impl<T: RecordReport> RecordReport for Option<T> {
    fn report(&self, records: &mut Records<'_>) {
        if let Some(value) = self {
            value.report(records);
        }
    }
}

impl<T: RecordReport> RecordReport for [T] {
    fn report(&self, records: &mut Records<'_>) {
        for value in self {
            value.report(records);
        }
    }
}

impl<T: RecordReport, const N: usize> RecordReport for [T; N] {
    fn report(&self, records: &mut Records<'_>) {
        self.as_slice().report(records);
    }
}

impl<T: RecordReport> RecordReport for Vec<T> {
    fn report(&self, records: &mut Records<'_>) {
        self.as_slice().report(records);
    }
}

through_pointers!(RecordReport: report(records: &mut Records<'_>));

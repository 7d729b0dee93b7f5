//! Documents and records as they are kept until the operation ends.

use super::model::{JsonText, kept};
use super::render::Record;

/// Of all documents no more is kept than this, in bytes.
const MOST: usize = 4 << 20;

/// Documents or records.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct RecordList {
    pub(crate) records: Vec<Record>,
    bytes: usize,
}

impl RecordList {
    /// Adds one; beyond what is kept, only its identifier.
    pub(crate) fn add(&mut self, id: Option<&str>, score: Option<f64>, content: &str) {
        self.bytes = self.bytes.saturating_add(content.len());
        let content = if self.bytes <= MOST {
            kept(content)
        } else {
            super::clip::Omitted(content.len() as u64).to_string()
        };
        self.records.push(Record {
            id: id.map(str::to_owned),
            score,
            content: JsonText(content),
            stored: None,
        });
    }
}

//! Documents and records as they are kept until the operation ends.

use super::kept_text::KeptText;
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
            KeptText::of(content)
        } else {
            KeptText::omitted_whole(content.len())
        };
        self.records.push(Record {
            id: id.map(str::to_owned),
            score,
            content,
            stored: None,
        });
    }
}

//! Stands in for documents where the feature `content` is off.

/// There are no documents that are kept.
#[derive(Debug)]
pub(crate) enum RecordList {}

impl RecordList {
    pub(crate) fn add(&mut self, _id: Option<&str>, _score: Option<f64>, _content: &str) {
        match *self {}
    }
}

//! Stands in for captured documents if the feature `content` is off.

/// Never constructed.
#[derive(Debug)]
pub(crate) enum RecordList {}

impl RecordList {
    pub(crate) fn add(&mut self, _id: Option<&str>, _score: Option<f64>, _content: &str) {
        match *self {}
    }
}

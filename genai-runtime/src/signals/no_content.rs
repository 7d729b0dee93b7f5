//! Stands in for captured content if the feature `content` is off.

use opentelemetry::logs::AnyValue;
use opentelemetry::{Key, KeyValue};

/// No content.
#[derive(Debug)]
pub(crate) struct Content(pub(crate) ());

impl Content {
    pub(super) fn span_attributes(&self) -> Vec<KeyValue> {
        let () = self.0;
        Vec::new()
    }

    pub(super) fn event_attributes(&self) -> Vec<(Key, AnyValue)> {
        let () = self.0;
        Vec::new()
    }

    pub(super) fn offering<R>(_content: Option<&Self>, run: impl FnOnce() -> R) -> R {
        run()
    }
}

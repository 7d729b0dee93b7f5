//! Captured content whose parts are stored and referred to.

use std::sync::Arc;

use super::{ContentDigest, DropMeter, StoreQueue, StoredPart};
use crate::content::model::{Message, Part};
use crate::content::render::{Limit, Piece};

/// Puts the parts of one operation into a store.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Storing<'a> {
    pub(crate) queue: &'a StoreQueue,
    pub(crate) meter: Option<&'a Arc<dyn DropMeter>>,
}

impl Storing<'_> {
    /// Stores the parts of messages, which become references.
    pub(crate) fn messages(self, messages: &mut [Message]) {
        for message in messages {
            self.parts(&mut message.parts);
        }
    }

    /// Stores parts, which become references.
    pub(crate) fn parts(self, parts: &mut [Part]) {
        for part in parts {
            if let Some(json) = part.to_json() {
                let bytes = part.bytes();
                let stored = self.json(part.kind(), json);
                *part = Part::Stored { stored, bytes };
            }
        }
    }

    /// Stores a value that is rendered in full.
    pub(crate) fn piece(self, part: &str, piece: Option<Piece>) -> Option<StoredPart> {
        piece.map(|piece| self.json(part, piece.json))
    }

    fn json(self, part: &str, json: String) -> StoredPart {
        let digest = ContentDigest::of(json.as_bytes());
        let stored = StoredPart::new(part, digest, json.len() as u64);
        self.queue
            .put(digest, json.into_bytes(), self.meter.cloned());
        stored
    }
}

impl Part {
    /// The whole part as the conventions' schema has it.
    fn to_json(&self) -> Option<String> {
        let piece = crate::content::render::Item::render(self, Limit::NONE);
        piece.map(|piece| piece.json)
    }

    /// Its `type`.
    fn kind(&self) -> &str {
        match self {
            Self::Text(_) => "text",
            Self::Reasoning(_) => "reasoning",
            Self::Cut(text) => text.kind(),
            Self::ToolCall { .. } => "tool_call",
            Self::ToolResponse { .. } => "tool_call_response",
            Self::ServerToolCall { .. } => "server_tool_call",
            Self::ServerToolResponse { .. } => "server_tool_call_response",
            Self::Blob { .. } => "blob",
            Self::File { .. } => "file",
            Self::Uri { .. } => "uri",
            Self::Compaction { .. } => "compaction",
            Self::Other { kind, .. } => kind,
            Self::Stored { stored, .. } => stored.part(),
        }
    }
}

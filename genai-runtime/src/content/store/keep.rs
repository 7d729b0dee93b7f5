//! Captured content whose parts are stored and referred to.

use std::sync::Arc;

use super::{ContentDigest, DropMeter, StoreQueue, StoredPart};
use crate::content::model::{Message, Part};
use crate::content::render::{Item, Limit, Piece};

/// Puts the parts of one operation into a store.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Storing<'a> {
    pub(crate) queue: &'a StoreQueue,
    pub(crate) meter: Option<&'a Arc<dyn DropMeter>>,
}

impl Storing<'_> {
    /// Stores the parts of messages, which become references. Bytes that are missing in them.
    pub(crate) fn messages<'m>(self, messages: impl Iterator<Item = &'m mut Message>) -> u64 {
        messages
            .map(|message| self.parts(message.parts.iter_mut()))
            .sum()
    }

    /// Stores parts, which become references. Bytes that are missing in them.
    pub(crate) fn parts<'m>(self, parts: impl Iterator<Item = &'m mut Part>) -> u64 {
        let omitted = parts.map(|part| {
            let bytes = part.bytes();
            let (stored, omitted) = self.piece(part.kind(), part.whole())?;
            *part = Part::Stored { stored, bytes };
            Some(omitted)
        });
        omitted.flatten().sum()
    }

    /// Stores a value that is rendered in full, and says how many bytes are missing in it.
    pub(crate) fn piece(self, part: &str, piece: Option<Piece>) -> Option<(StoredPart, u64)> {
        piece.map(|piece| (self.json(part, piece.json), piece.omitted))
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
    /// The whole part as the conventions' schema has it; none where it would be a note alone.
    fn whole(&self) -> Option<Piece> {
        let is_there = !matches!(self, Self::Blob { content, .. } if content.is_omitted_whole());
        let render = || Item::render(self, Limit::NONE);
        is_there.then(render).flatten()
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

//! Stores parts of captured content, and replaces them by references.

use std::sync::Arc;

use super::{ContentDigest, DropMeter, StoreQueue, StoredPart};
use crate::content::model::{Message, Part};
use crate::content::render::{Item, Limit, Piece};

/// Stores the content of one operation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Storing<'a> {
    pub(crate) queue: &'a StoreQueue,
    pub(crate) meter: Option<&'a Arc<dyn DropMeter>>,
}

impl Storing<'_> {
    /// Replaces the parts of messages by references. Returns the bytes that are missing in the stored parts.
    pub(crate) fn messages<'m>(self, messages: impl Iterator<Item = &'m mut Message>) -> u64 {
        messages
            .map(|message| self.parts(message.parts.iter_mut()))
            .sum()
    }

    /// Replaces parts by references. Returns the bytes that are missing in the stored parts.
    pub(crate) fn parts<'m>(self, parts: impl Iterator<Item = &'m mut Part>) -> u64 {
        let omitted = parts.map(|part| {
            let bytes = part.bytes();
            let (stored, omitted) = self.piece(part.kind(), part.whole())?;
            *part = Part::Stored { stored, bytes };
            Some(omitted)
        });
        omitted.flatten().sum()
    }

    /// Stores a rendered value; returns the reference and the bytes that are missing in it.
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
    /// The whole part in the form of the conventions' schema; `None` if all of it is missing.
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

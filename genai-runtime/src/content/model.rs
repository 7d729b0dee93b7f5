//! Messages and their parts: the owned data model of the conventions' schemas.

use std::borrow::Cow;

use super::borrowed_part::{BorrowedPart, Media};
use super::bounded::Weight;
use super::buffers;
use super::cut_text::CutText;
use super::hidden::hides_content;
use super::kept_text::KeptText;
use super::render::Item;
use super::store::StoredPart;

/// A message of a conversation.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Message {
    /// Borrowed if it is a common one.
    pub(crate) role: Cow<'static, str>,
    pub(crate) name: Option<String>,
    /// The finish reason of an answer.
    pub(crate) finish_reason: Option<String>,
    pub(crate) parts: Vec<Part>,
    /// Bytes of parts that were not kept.
    pub(crate) omitted: u64,
}

/// A part of a message.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Text(String),
    Reasoning(String),
    /// A text that was too long to be kept whole.
    Cut(CutText),
    ToolCall {
        id: Option<String>,
        name: String,
        arguments: Option<KeptText>,
    },
    ToolResponse {
        id: Option<String>,
        response: KeptText,
    },
    ServerToolCall {
        id: Option<String>,
        name: String,
        call: KeptText,
    },
    ServerToolResponse {
        id: Option<String>,
        response: KeptText,
    },
    Blob {
        media: OwnedMedia,
        /// Whole, or nothing of it.
        content: KeptText,
    },
    File {
        media: OwnedMedia,
        id: String,
    },
    Uri {
        media: OwnedMedia,
        uri: KeptText,
    },
    Compaction {
        id: Option<String>,
        content: Option<KeptText>,
    },
    Other {
        kind: String,
        properties: KeptText,
    },
    /// A reference to a stored part that had `bytes` bytes.
    Stored {
        stored: StoredPart,
        bytes: usize,
    },
}

/// The kind of attached data.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct OwnedMedia {
    pub(crate) modality: String,
    pub(crate) mime_type: Option<String>,
}

/// A tool that the model may call.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ToolDefinition {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) description: Option<KeptText>,
    pub(crate) parameters: Option<KeptText>,
}

hides_content!(Message, Part, OwnedMedia, ToolDefinition);

impl ToolDefinition {
    /// The texts of unbounded length.
    pub(super) fn texts(&self) -> impl Iterator<Item = &KeptText> {
        self.description.iter().chain(&self.parameters)
    }
}

impl Weight for ToolDefinition {
    fn weight(&self) -> usize {
        let texts: usize = self.texts().map(KeptText::bytes).sum();
        size_of::<Self>() + self.kind.len() + self.name.len() + texts
    }
}

impl Message {
    /// A message without parts.
    pub(super) fn new(role: &str) -> Self {
        let known = ["user", "assistant", "system", "tool", "developer"];
        let known = known.into_iter().find(|known| *known == role);
        Self {
            role: known.map_or_else(|| role.to_owned().into(), Cow::Borrowed),
            name: None,
            finish_reason: None,
            parts: Vec::new(),
            omitted: 0,
        }
    }

    /// Drops the last part; returns its weight, if there was one.
    pub(super) fn drop_last_part(&mut self) -> Option<usize> {
        let part = self.parts.pop()?;
        self.omitted += Item::bytes(&part);
        Some(part.weight())
    }
}

impl Weight for Message {
    fn weight(&self) -> usize {
        let labels =
            self.role.len() + bytes_of(self.name.as_ref()) + bytes_of(self.finish_reason.as_ref());
        let parts: usize = self.parts.iter().map(Part::weight).sum();
        size_of::<Self>() + labels + parts
    }
}

fn bytes_of(label: Option<&String>) -> usize {
    label.map_or(0, String::len)
}

impl From<Media<'_>> for OwnedMedia {
    fn from(media: Media<'_>) -> Self {
        Self {
            modality: media.modality.to_owned(),
            mime_type: media.mime_type.map(str::to_owned),
        }
    }
}

impl From<&BorrowedPart<'_>> for Part {
    fn from(part: &BorrowedPart<'_>) -> Self {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        match *part {
            BorrowedPart::Text(text) => Self::Text(buffers::copy(text)),
            BorrowedPart::Reasoning(text) => Self::Reasoning(buffers::copy(text)),
            BorrowedPart::ToolCall {
                id,
                name,
                arguments,
            } => Self::ToolCall {
                id: owned(id),
                name: name.to_owned(),
                arguments: arguments.map(KeptText::from),
            },
            BorrowedPart::ToolResponse { id, response } => Self::ToolResponse {
                id: owned(id),
                response: response.into(),
            },
            BorrowedPart::ServerToolCall { id, name, call } => Self::ServerToolCall {
                id: owned(id),
                name: name.to_owned(),
                call: call.into(),
            },
            BorrowedPart::ServerToolResponse { id, response } => Self::ServerToolResponse {
                id: owned(id),
                response: response.into(),
            },
            BorrowedPart::Blob { media, content } => Self::Blob {
                media: media.into(),
                content: KeptText::of(content),
            },
            BorrowedPart::File { media, id } => Self::File {
                media: media.into(),
                id: id.to_owned(),
            },
            BorrowedPart::Uri { media, uri } => Self::Uri {
                media: media.into(),
                uri: KeptText::of(uri),
            },
            BorrowedPart::Compaction { id, content } => Self::Compaction {
                id: owned(id),
                content: content.map(KeptText::of),
            },
            BorrowedPart::Other { kind, properties } => Self::Other {
                kind: kind.to_owned(),
                properties: properties.into(),
            },
        }
    }
}

impl Part {
    /// Returns the buffer of a long text to the pool.
    pub(super) fn recycle(self) {
        if let Self::Text(text) | Self::Reasoning(text) = self {
            buffers::give_back(text);
        }
    }

    /// Kept bytes of the content.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Text(text) | Self::Reasoning(text) | Self::File { id: text, .. } => text.len(),
            Self::Cut(text) => text.bytes(),
            Self::Stored { bytes, .. } => *bytes,
            _ => self.text().map_or(0, KeptText::bytes),
        }
    }

    /// Missing bytes of the content.
    pub(crate) fn omitted(&self) -> u64 {
        match self {
            Self::Cut(text) => text.omitted(),
            _ => self.text().map_or(0, KeptText::omitted),
        }
    }

    /// Bytes of identifiers, names and types.
    fn label_bytes(&self) -> usize {
        match self {
            Self::ToolCall { id, name, .. } | Self::ServerToolCall { id, name, .. } => {
                bytes_of(id.as_ref()) + name.len()
            }
            Self::ToolResponse { id, .. }
            | Self::ServerToolResponse { id, .. }
            | Self::Compaction { id, .. } => bytes_of(id.as_ref()),
            Self::Blob { media, .. } | Self::File { media, .. } | Self::Uri { media, .. } => {
                media.modality.len() + bytes_of(media.mime_type.as_ref())
            }
            Self::Other { kind, .. } => kind.len(),
            Self::Stored { stored, .. } => stored.part().len(),
            Self::Text(_) | Self::Reasoning(_) | Self::Cut(_) => 0,
        }
    }

    /// The text of unbounded length, if the part has one.
    fn text(&self) -> Option<&KeptText> {
        match self {
            Self::ToolCall { arguments, .. } => arguments.as_ref(),
            Self::Compaction { content, .. } => content.as_ref(),
            Self::ToolResponse { response: text, .. }
            | Self::ServerToolCall { call: text, .. }
            | Self::ServerToolResponse { response: text, .. }
            | Self::Other {
                properties: text, ..
            }
            | Self::Blob { content: text, .. }
            | Self::Uri { uri: text, .. } => Some(text),
            Self::Text(_)
            | Self::Reasoning(_)
            | Self::Cut(_)
            | Self::File { .. }
            | Self::Stored { .. } => None,
        }
    }
}

impl Weight for Part {
    fn weight(&self) -> usize {
        size_of::<Self>() + self.label_bytes() + self.bytes()
    }
}

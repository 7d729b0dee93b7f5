//! Messages and their parts as they are kept: what the conventions' schemas know, in full.

use std::borrow::Cow;

use super::cut_text::CutText;
use super::hidden::hides_content;
use super::said::{Json, Media, Said};
use super::store::StoredPart;
use super::{buffers, width};

/// A message of a conversation.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Message {
    /// Borrowed where it is one that most conversations have.
    pub(crate) role: Cow<'static, str>,
    pub(crate) name: Option<String>,
    /// Why an answer ended.
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
        arguments: Option<JsonText>,
    },
    ToolResponse {
        id: Option<String>,
        response: JsonText,
    },
    ServerToolCall {
        id: Option<String>,
        name: String,
        call: JsonText,
    },
    ServerToolResponse {
        id: Option<String>,
        response: JsonText,
    },
    Blob {
        media: OwnedMedia,
        content: String,
    },
    File {
        media: OwnedMedia,
        id: String,
    },
    Uri {
        media: OwnedMedia,
        uri: String,
    },
    Compaction {
        id: Option<String>,
        content: Option<String>,
    },
    Other {
        kind: String,
        properties: JsonText,
    },
    /// A reference to a part of so many bytes that is stored elsewhere.
    Stored {
        stored: StoredPart,
        bytes: usize,
    },
}

/// What kind of data is attached.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct OwnedMedia {
    pub(crate) modality: String,
    pub(crate) mime_type: Option<String>,
}

/// A value as the text that JSON writes it with, or any other text, which is shown as a string.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct JsonText(pub(crate) String);

/// A tool that the model may call.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ToolDefinition {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) parameters: Option<JsonText>,
}

hides_content!(Message, Part, OwnedMedia, JsonText, ToolDefinition);

impl ToolDefinition {
    /// Bytes that are kept for what was said.
    pub(crate) fn bytes(&self) -> usize {
        let description = self.description.as_ref().map_or(0, String::len);
        let parameters = self.parameters.as_ref().map_or(0, |json| json.0.len());
        self.name.len() + description + parameters
    }
}

impl Message {
    /// A message of which nothing is said yet but who it is from.
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
}

impl From<Json<'_>> for JsonText {
    fn from(json: Json<'_>) -> Self {
        Self(match json {
            Json::Text(text) => kept(text),
            Json::Value(value) => value.to_string(),
        })
    }
}

impl From<Media<'_>> for OwnedMedia {
    fn from(media: Media<'_>) -> Self {
        Self {
            modality: media.modality.to_owned(),
            mime_type: media.mime_type.map(str::to_owned),
        }
    }
}

impl From<&Said<'_>> for Part {
    fn from(said: &Said<'_>) -> Self {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        match *said {
            Said::Text(text) => Self::Text(kept(text)),
            Said::Reasoning(text) => Self::Reasoning(kept(text)),
            Said::ToolCall {
                id,
                name,
                arguments,
            } => Self::ToolCall {
                id: owned(id),
                name: name.to_owned(),
                arguments: arguments.map(JsonText::from),
            },
            Said::ToolResponse { id, response } => Self::ToolResponse {
                id: owned(id),
                response: response.into(),
            },
            Said::ServerToolCall { id, name, call } => Self::ServerToolCall {
                id: owned(id),
                name: name.to_owned(),
                call: call.into(),
            },
            Said::ServerToolResponse { id, response } => Self::ServerToolResponse {
                id: owned(id),
                response: response.into(),
            },
            Said::Blob { media, content } => Self::Blob {
                media: media.into(),
                content: kept(content),
            },
            Said::File { media, id } => Self::File {
                media: media.into(),
                id: id.to_owned(),
            },
            Said::Uri { media, uri } => Self::Uri {
                media: media.into(),
                uri: kept(uri),
            },
            Said::Compaction { id, content } => Self::Compaction {
                id: owned(id),
                content: content.map(kept),
            },
            Said::Other { kind, properties } => Self::Other {
                kind: kind.to_owned(),
                properties: properties.into(),
            },
        }
    }
}

impl Part {
    /// Gives the memory of a long text back.
    pub(super) fn recycle(self) {
        if let Self::Text(text) | Self::Reasoning(text) = self {
            buffers::give_back(text);
        }
    }

    /// Bytes that are kept for what was said.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Text(text)
            | Self::Reasoning(text)
            | Self::Blob { content: text, .. }
            | Self::File { id: text, .. }
            | Self::Uri { uri: text, .. } => text.len(),
            Self::ToolCall { arguments, .. } => arguments.as_ref().map_or(0, |json| json.0.len()),
            Self::ToolResponse { response: json, .. }
            | Self::ServerToolCall { call: json, .. }
            | Self::ServerToolResponse { response: json, .. }
            | Self::Other {
                properties: json, ..
            } => json.0.len(),
            Self::Cut(text) => text.bytes(),
            Self::Compaction { content, .. } => content.as_ref().map_or(0, String::len),
            Self::Stored { bytes, .. } => *bytes,
        }
    }
}

/// Of a single text no more is copied than this, in bytes.
pub(super) const LONGEST_TEXT: usize = 1 << 20;

/// A copy of a text, or of the beginning of a very long one with a note on the rest.
pub(super) fn kept(text: &str) -> String {
    if text.len() <= LONGEST_TEXT {
        return buffers::copy(text);
    }
    let end = width::boundary_before(text, LONGEST_TEXT);
    let beginning = text.get(..end).unwrap_or_default();
    let omitted = super::clip::Omitted((text.len() - end) as u64);
    format!("{beginning}{omitted}")
}

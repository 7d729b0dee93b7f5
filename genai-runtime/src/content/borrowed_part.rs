//! A part of a message as it is reported: borrowed, so that it costs nothing if it is not captured.

#[cfg(feature = "serde_json")]
use serde_json::Value;

use super::hidden::hides_content;
#[cfg(feature = "serde_json")]
use super::json_size;

/// A part of a message; the kinds are those of the conventions' schemas.
#[derive(Clone, Copy)]
#[cfg_attr(
    not(feature = "content"),
    expect(dead_code, reason = "only sizes leave where nothing can be captured")
)]
pub(crate) enum BorrowedPart<'a> {
    Text(&'a str),
    Reasoning(&'a str),
    ToolCall {
        id: Option<&'a str>,
        name: &'a str,
        arguments: Option<Json<'a>>,
    },
    ToolResponse {
        id: Option<&'a str>,
        response: Json<'a>,
    },
    ServerToolCall {
        id: Option<&'a str>,
        name: &'a str,
        call: Json<'a>,
    },
    ServerToolResponse {
        id: Option<&'a str>,
        response: Json<'a>,
    },
    Blob {
        media: Media<'a>,
        content: &'a str,
    },
    File {
        media: Media<'a>,
        id: &'a str,
    },
    Uri {
        media: Media<'a>,
        uri: &'a str,
    },
    Compaction {
        id: Option<&'a str>,
        content: Option<&'a str>,
    },
    Other {
        kind: &'a str,
        properties: Json<'a>,
    },
}

/// The kind of attached data.
#[derive(Clone, Copy)]
#[cfg_attr(
    not(feature = "content"),
    expect(dead_code, reason = "only sizes leave where nothing can be captured")
)]
pub(crate) struct Media<'a> {
    pub(crate) modality: &'a str,
    pub(crate) mime_type: Option<&'a str>,
}

/// A JSON value, or the text of one.
#[derive(Clone, Copy)]
pub(crate) enum Json<'a> {
    Text(&'a str),
    #[cfg(feature = "serde_json")]
    Value(&'a Value),
}

hides_content!(BorrowedPart<'a>, Media<'a>, Json<'a>);

impl BorrowedPart<'_> {
    /// Bytes of the content, without identifiers, names and types.
    pub(crate) fn bytes(&self) -> u64 {
        match self {
            Self::Text(text) | Self::Reasoning(text) => text.len() as u64,
            Self::ToolCall { arguments, .. } => arguments.map_or(0, Json::bytes),
            Self::ToolResponse { response: json, .. }
            | Self::ServerToolCall { call: json, .. }
            | Self::ServerToolResponse { response: json, .. }
            | Self::Other {
                properties: json, ..
            } => json.bytes(),
            Self::Blob { content, .. } => content.len() as u64,
            Self::File { id, .. } => id.len() as u64,
            Self::Uri { uri, .. } => uri.len() as u64,
            Self::Compaction { content, .. } => content.map_or(0, str::len) as u64,
        }
    }
}

impl Json<'_> {
    pub(crate) fn bytes(self) -> u64 {
        match self {
            Self::Text(text) => text.len() as u64,
            #[cfg(feature = "serde_json")]
            Self::Value(value) => json_size(value),
        }
    }
}

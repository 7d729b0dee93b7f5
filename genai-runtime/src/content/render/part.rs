//! Parts of messages.

use serde_json::Value;

use super::json::parsed;
use super::object::Object;
use super::text::{NOTE, cut_string, kept_string, quoted, string, whole_or_nothing};
use super::{Item, Limit, Piece};
use crate::content::clip::Omitted;
use crate::content::kept_text::KeptText;
use crate::content::model::{OwnedMedia, Part};
use crate::content::store::{self as stored, StoredPart};

impl Item for Part {
    fn render(&self, limit: Limit) -> Option<Piece> {
        match self {
            Self::Text(text) => with(Object::typed("text", limit), "content", limit, |room| {
                string(text, room)
            }),
            Self::Reasoning(text) => with(
                Object::typed("reasoning", limit),
                "content",
                limit,
                |room| string(text, room),
            ),
            Self::Cut(text) => with(
                Object::typed(text.kind(), limit),
                "content",
                limit,
                |room| cut_string(text, room),
            ),
            Self::ToolCall {
                id,
                name,
                arguments,
            } => {
                let call = Object::typed("tool_call", limit).label("id", id.as_deref());
                let call = call.label("name", Some(name));
                match arguments {
                    Some(arguments) => with(call, "arguments", limit, |room| arguments.value(room)),
                    None => without(call, limit),
                }
            }
            Self::ToolResponse { id, response } => {
                let answer = Object::typed("tool_call_response", limit).label("id", id.as_deref());
                with(answer, "response", limit, |room| response.value(room))
            }
            Self::ServerToolCall { id, name, call } => {
                let shown = Object::typed("server_tool_call", limit).label("id", id.as_deref());
                let shown = shown.label("name", Some(name));
                with(shown, "server_tool_call", limit, |room| {
                    call.typed(
                        name,
                        Limit {
                            total: room,
                            ..limit
                        },
                    )
                })
            }
            Self::ServerToolResponse { id, response } => {
                let shown =
                    Object::typed("server_tool_call_response", limit).label("id", id.as_deref());
                with(shown, "server_tool_call_response", limit, |room| {
                    response.typed(
                        "other",
                        Limit {
                            total: room,
                            ..limit
                        },
                    )
                })
            }
            Self::Blob { media, content } => {
                with(of_media("blob", media, limit), "content", limit, |room| {
                    whole_or_nothing(content, room)
                })
            }
            Self::File { media, id } => {
                with(of_media("file", media, limit), "file_id", limit, |room| {
                    string(id, room)
                })
            }
            Self::Uri { media, uri } => with(of_media("uri", media, limit), "uri", limit, |room| {
                kept_string(uri, room)
            }),
            Self::Compaction { id, content } => {
                let shown = Object::typed("compaction", limit).label("id", id.as_deref());
                match content {
                    Some(content) => {
                        with(shown, "content", limit, |room| kept_string(content, room))
                    }
                    None => without(shown, limit),
                }
            }
            Self::Other { kind, properties } => other(kind, properties, limit),
            Self::Stored { stored, .. } => reference(stored, limit),
        }
    }

    fn bytes(&self) -> u64 {
        Self::bytes(self) as u64 + self.omitted()
    }

    fn gap(count: u64, bytes: u64) -> String {
        match count {
            0 => note(&Omitted(bytes).to_string()),
            _ => note(&format!("…[{count} parts, {bytes} bytes omitted]…")),
        }
    }
}

/// A text part with a note on missing bytes.
pub(super) fn note(text: &str) -> String {
    let content = super::text::quoted(text);
    let note = Object::typed("text", Limit::NONE).raw("content", &content);
    note.finish().json
}

/// An object whose last field takes the remaining room.
pub(super) fn with(
    object: Object,
    key: &str,
    limit: Limit,
    value: impl FnOnce(usize) -> Option<Piece>,
) -> Option<Piece> {
    filled(object, key, limit, value).map(Object::finish)
}

/// The same for an object that is not complete yet.
pub(super) fn filled(
    object: Object,
    key: &str,
    limit: Limit,
    value: impl FnOnce(usize) -> Option<Piece>,
) -> Option<Object> {
    // A note on missing bytes fits however small the budget of a part.
    let room = object.room(key, limit.total)?.min(limit.part.max(NOTE));
    Some(object.piece(key, &value(room)?))
}

/// Completes an object, if it fits.
pub(super) fn without(object: Object, limit: Limit) -> Option<Piece> {
    let piece = object.finish();
    (piece.json.len() <= limit.total).then_some(piece)
}

/// The reference to a stored part, whole or not at all.
pub(crate) fn reference(stored: &StoredPart, limit: Limit) -> Option<Piece> {
    let kind = Object::typed(stored::TYPE, limit).label("part", Some(stored.part()));
    let digest = kind.raw("digest", &quoted(&stored.digest().to_string()));
    without(digest.raw("bytes", &stored.bytes().to_string()), limit)
}

fn of_media(kind: &str, media: &OwnedMedia, limit: Limit) -> Object {
    Object::typed(kind, limit)
        .label("mime_type", media.mime_type.as_deref())
        .label("modality", Some(&media.modality))
}

/// A part of a custom type, with its properties beside the type if they are an object that fits.
fn other(kind: &str, properties: &KeptText, limit: Limit) -> Option<Piece> {
    let object = Object::typed(kind, limit);
    let whole = properties.whole().filter(|json| json.len() <= limit.part);
    if let Some(Value::Object(fields)) = whole.and_then(parsed) {
        let fields = fields.iter().filter(|(key, _)| *key != "type");
        let shown = fields.fold(object.clone(), |object, (key, value)| {
            object.raw(key, &value.to_string())
        });
        let shown = without(shown, limit);
        if shown.is_some() {
            return shown;
        }
    }
    let omitted = properties.content_bytes();
    with(object, "omitted", limit, |room| {
        string(&Omitted(omitted).to_string(), room).map(|note| Piece { omitted, ..note })
    })
}

//! Images, audio and documents in messages: as data, as a URL, or as the identifier of a file.

use serde_json::Value;

use super::{at, elements, mime_types, text};
use crate::report::MessageParts;

/// Media at a URL, or the data in a `data:` URL.
pub(in crate::report) fn at_url<'m>(
    modality: &str,
    url: Option<&str>,
    sink: MessageParts<'m>,
) -> MessageParts<'m> {
    let Some(url) = url else { return sink };
    match in_data_url(url) {
        Some((mime_type, data)) => sink.blob(modality_of(mime_type, modality), mime_type, data),
        None => sink.uri(modality, None::<&str>, url),
    }
}

/// The media type and the base64 text of `data:image/png;base64,…`.
fn in_data_url(url: &str) -> Option<(Option<&str>, &str)> {
    let (head, data) = url.strip_prefix("data:")?.split_once(',')?;
    let mime_type = head.strip_suffix(";base64")?.split(';').next();
    Some((mime_type.filter(|mime_type| !mime_type.is_empty()), data))
}

/// The modality of a media type, or `otherwise` if it is absent or unknown.
pub(super) fn modality_of<'a>(mime_type: Option<&str>, otherwise: &'a str) -> &'a str {
    match mime_type.and_then(|mime_type| mime_type.split('/').next()) {
        Some("image") => "image",
        Some("audio") => "audio",
        Some("video") => "video",
        Some("text" | "application") => "document",
        _ => otherwise,
    }
}

/// OpenAI's file or image: its identifier, its data, its URL.
pub(in crate::report) fn file<'m>(
    modality: &str,
    [id, data, url]: [Option<&str>; 3],
    sink: MessageParts<'m>,
) -> MessageParts<'m> {
    let sink = sink.file(modality, None::<&str>, id);
    let sink = match data {
        Some(data) if data.starts_with("data:") => at_url(modality, Some(data), sink),
        data => sink.blob(modality, None::<&str>, data),
    };
    at_url(modality, url, sink)
}

/// A URL, or the one in an object's `url`.
pub(super) fn url(value: &Value) -> Option<&str> {
    value.get("url").unwrap_or(value).as_str()
}

/// OpenAI's `input_audio`, which has a short name for its format; Mistral's is the data alone.
pub(super) fn audio<'m>(audio: Option<&Value>, sink: MessageParts<'m>) -> MessageParts<'m> {
    let Some(audio) = audio else { return sink };
    let mime_type = mime_type(text(audio, "format"), "audio");
    let data = audio.get("data").unwrap_or(audio);
    sink.blob("audio", mime_type, data)
}

/// The `source` of Anthropic's images and documents.
pub(super) fn source<'m>(
    modality: &str,
    source: &Value,
    sink: MessageParts<'m>,
) -> MessageParts<'m> {
    let mime_type = text(source, "media_type");
    match text(source, "type") {
        Some("text") => sink.text(source.get("data")),
        Some("content") => super::parts::content(source.get("content"), sink),
        _ => {
            let sink = sink.blob(modality, mime_type, source.get("data"));
            let sink = sink.uri(modality, mime_type, source.get("url"));
            sink.file(modality, mime_type, source.get("file_id"))
        }
    }
}

/// Bedrock's image, document, audio or video, which has a short name for its format.
pub(super) fn with_format<'m>(
    modality: &str,
    media: &Value,
    sink: MessageParts<'m>,
) -> MessageParts<'m> {
    let mime_type = mime_type(text(media, "format"), modality);
    let sink = sink.blob(modality, mime_type, at(media, &["source", "bytes"]));
    let sink = sink.text(at(media, &["source", "text"]));
    let uri = at(media, &["source", "s3Location", "uri"]);
    sink.uri(modality, mime_type, uri)
}

/// The media type of a format's short name.
fn mime_type(format: Option<&str>, modality: &str) -> Option<&'static str> {
    mime_types::of_format(modality, format?)
}

/// Ollama's images, which are base64 texts, and those that Cohere embeds, which are `data:` URLs.
pub(super) fn images<'m>(images: Option<&Value>, sink: MessageParts<'m>) -> MessageParts<'m> {
    elements(images).fold(sink, |sink, image| {
        file("image", [None, image.as_str(), None], sink)
    })
}

//! The content of steps: documents, records of memories, arguments and results of tools.

use super::object::Object;
use super::part::{reference, with, without};
use super::text::quoted;
use super::{Item, Limit, Piece};
use crate::content::bounded::Weight;
use crate::content::hidden::hides_content;
use crate::content::kept_text::KeptText;
use crate::content::store::StoredPart;

/// A document of a retrieval, or a record of a memory.
#[derive(Clone, PartialEq, Default)]
pub(crate) struct Record {
    pub(crate) id: Option<String>,
    pub(crate) score: Option<f64>,
    pub(crate) content: KeptText,
    /// The reference that replaces the content once that is stored.
    pub(crate) stored: Option<StoredPart>,
}

hides_content!(Record);

impl Record {
    /// The whole content as JSON; `None` if all of it is missing.
    pub(crate) fn whole_content(&self) -> Option<Piece> {
        let is_there = !self.content.is_omitted_whole();
        let value = || self.content.value(usize::MAX);
        is_there.then(value).flatten()
    }
}

impl Weight for Record {
    fn weight(&self) -> usize {
        let id = self.id.as_ref().map_or(0, String::len);
        size_of::<Self>() + id + self.content.bytes()
    }
}

impl Item for Record {
    fn render(&self, limit: Limit) -> Option<Piece> {
        let record = Object::new(limit).label("id", self.id.as_deref());
        let score = self
            .score
            .and_then(|score| serde_json::to_string(&score).ok());
        let record = match score.filter(|score| score != "null") {
            Some(score) => record.raw("score", &score),
            None => record,
        };
        if let Some(stored) = &self.stored {
            let reference = reference(stored, limit)?;
            return without(record.piece("content", &reference), limit);
        }
        with(record, "content", limit, |room| self.content.value(room))
    }

    fn bytes(&self) -> u64 {
        match self.stored {
            // Missing bytes of stored content were counted before.
            Some(_) => self.content.bytes() as u64,
            None => self.content.content_bytes(),
        }
    }

    fn gap(count: u64, bytes: u64) -> String {
        let note = quoted(&format!("…[{count} more, {bytes} bytes omitted]…"));
        Object::new(Limit::NONE).raw("content", &note).finish().json
    }
}

/// A value as the object that the conventions require: itself if it is one, else wrapped under `key`.
pub(crate) fn object_of(value: &KeptText, key: &str, limit: Limit) -> Option<Piece> {
    let room = limit.part.min(limit.total);
    let whole = value.whole().filter(|json| json.len() <= room);
    let is_object = |json: &&str| super::json::parsed(json).is_some_and(|value| value.is_object());
    if let Some(json) = whole.filter(is_object) {
        return Some(Piece {
            json: json.to_owned(),
            omitted: 0,
        });
    }
    with(Object::new(limit), key, limit, |room| value.value(room))
}

//! Messages with their parts, and tools.

use super::json::parsed;
use super::object::Object;
use super::part::{filled, note, without};
use super::text::kept_string;
use super::{Item, Limit, Piece};
use crate::content::kept_text::KeptText;
use crate::content::model::{Message, Part, ToolDefinition};

/// The longest note on omitted parts.
const WIDEST_GAP: usize = 128;

/// The role of the message that stands for omitted ones: no participant sent it, and the schema allows custom roles.
pub(crate) const OMITTED: &str = "omitted";

impl Item for Message {
    fn render(&self, limit: Limit) -> Option<Piece> {
        let frame = Object::new(limit)
            .label("role", Some(&self.role))
            .label("name", self.name.as_deref());
        let end = Object::new(limit).label("finish_reason", self.finish_reason.as_deref());
        let end = end.finish();
        let missing = end.omitted;
        // The braces are counted with the frame.
        let end = end.json.trim_matches(['{', '}']);
        let comma = if end.is_empty() { "" } else { "," };
        let room = frame.room("parts", limit.total)?;
        let total = room.checked_sub(comma.len() + end.len())?;
        let (parts, omitted) = self.parts_in(Limit { total, ..limit })?;
        let parts = Piece {
            json: format!("{parts}{comma}{end}"),
            omitted: omitted + missing,
        };
        Some(frame.piece("parts", &parts).finish())
    }

    fn bytes(&self) -> u64 {
        self.omitted + self.parts.iter().map(Item::bytes).sum::<u64>()
    }

    fn gap(count: u64, bytes: u64) -> String {
        let parts = note(&format!("…[{count} messages, {bytes} bytes omitted]…"));
        let frame = Object::new(Limit::NONE).label("role", Some(OMITTED));
        frame.raw("parts", &format!("[{parts}]")).finish().json
    }
}

impl Message {
    /// The parts as a JSON array, as many as have room.
    fn parts_in(&self, limit: Limit) -> Option<(String, u64)> {
        let room = limit.total.checked_sub("[]".len())?;
        let alone = Limit {
            total: usize::MAX,
            ..limit
        };
        let whole: Vec<_> = self.parts.iter().map(|part| part.render(alone)).collect();
        let has_all = whole.iter().all(Option::is_some);
        let mut pieces: Vec<Piece> = whole.into_iter().flatten().collect();
        if self.omitted > 0 {
            pieces.push(gap(0, self.omitted));
        }
        let width: usize = pieces.iter().map(|piece| piece.json.len() + 1).sum();
        if !has_all || width > room + 1 {
            pieces = self.fitting_parts(room, limit)?;
        }
        let omitted = pieces.iter().map(|piece| piece.omitted).sum();
        let shown: Vec<String> = pieces.into_iter().map(|piece| piece.json).collect();
        Some((format!("[{}]", shown.join(",")), omitted))
    }

    /// As many parts as have room, the last one cut, and a note on the others.
    fn fitting_parts(&self, mut room: usize, limit: Limit) -> Option<Vec<Piece>> {
        let mut shown = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            let total = room.saturating_sub(WIDEST_GAP + 1);
            let piece = part.render(Limit { total, ..limit });
            let is_last = piece.as_ref().is_none_or(|piece| piece.omitted > 0);
            let kept = piece.is_some();
            if let Some(piece) = piece {
                room = room.saturating_sub(piece.json.len() + 1);
                shown.push(piece);
            }
            if is_last {
                let rest = self
                    .parts
                    .get(index + usize::from(kept)..)
                    .unwrap_or_default();
                let bytes = self.omitted + rest.iter().map(Item::bytes).sum::<u64>();
                let note = gap(rest.len() as u64, bytes);
                if bytes > 0 || !rest.is_empty() {
                    if note.json.len() < room {
                        shown.push(note);
                    } else if let Some(first) = shown.first_mut() {
                        first.omitted += note.omitted;
                    }
                }
                break;
            }
        }
        (!shown.is_empty()).then_some(shown)
    }
}

/// A part that stands for omitted ones.
fn gap(count: u64, bytes: u64) -> Piece {
    Piece {
        json: Part::gap(count, bytes),
        // Empty parts count as missing, too.
        omitted: bytes.max(1),
    }
}

impl Item for ToolDefinition {
    fn render(&self, limit: Limit) -> Option<Piece> {
        let tool = Object::typed(&self.kind, limit).label("name", Some(&self.name));
        let described = match &self.description {
            Some(description) => filled(tool, "description", limit, |room| {
                kept_string(description, room)
            })?,
            None => tool,
        };
        let Some(parameters) = &self.parameters else {
            return without(described, limit);
        };
        // A schema that is cut is invalid: it is exported whole or not at all.
        let schema = parameters.whole().filter(|json| {
            json.len() <= limit.part && parsed(json).is_some_and(|schema| schema.is_object())
        });
        let full = schema.map(|schema| described.clone().raw("parameters", schema));
        let full = full.and_then(|full| without(full, limit));
        full.or_else(|| {
            let described = without(described, limit)?;
            Some(Piece {
                omitted: described.omitted + parameters.content_bytes(),
                ..described
            })
        })
    }

    fn bytes(&self) -> u64 {
        self.name.len() as u64 + self.texts().map(KeptText::content_bytes).sum::<u64>()
    }

    fn gap(count: u64, _bytes: u64) -> String {
        let name = format!("…[{count} tools omitted]…");
        let gap = Object::typed("omitted", Limit::NONE).label("name", Some(&name));
        gap.finish().json
    }
}

//! Writes the attributes of a span or an event, within the budget of all of them.

use super::budget::ContentBudget;
use super::captured::{Rendered, Shape};
use super::kept_text::KeptText;
use super::record_list::RecordList;
use super::render::{Limit, Piece, object_of, reference};
use super::store::{StoredPart, Storing};

/// Writes one attribute after the other while there is room. An attribute with several names takes room for each.
pub(super) struct Writer<'a> {
    rendered: Rendered,
    budget: ContentBudget,
    storing: Option<Storing<'a>>,
    left: usize,
    /// The part of the room that is reserved for drafts.
    reserved: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        rendered: Rendered,
        budget: ContentBudget,
        storing: Option<Storing<'a>>,
    ) -> Self {
        Self {
            rendered,
            budget,
            storing,
            left: budget.of_span(),
            reserved: 0,
        }
    }

    pub(super) fn into_rendered(self) -> Rendered {
        self.rendered
    }

    /// The current limit of an attribute, for each of its names.
    pub(super) fn limit_of(&self, key: &str) -> Limit {
        let left = self.left.saturating_sub(self.reserved);
        let budget = self.budget.of_attribute(left / self.names(key));
        Limit {
            part: budget.part,
            total: budget.total,
        }
    }

    fn names(&self, key: &str) -> usize {
        self.rendered.further_names.of(key)
    }

    pub(super) fn write_or_count(&mut self, key: &'static str, piece: Option<Piece>, bytes: u64) {
        let bytes = if piece.is_some() { 0 } else { bytes };
        self.write(key, piece, bytes);
    }

    pub(super) fn write(&mut self, key: &'static str, piece: Option<Piece>, missing: u64) {
        self.rendered.omitted += missing;
        if let Some(Piece { json, omitted }) = piece {
            self.rendered.omitted += omitted;
            self.push(key.to_owned(), json.len(), Shape::Json(json));
        }
    }

    /// Writes a text that is not JSON; a long one is cut.
    pub(super) fn text(&mut self, key: String, text: &KeptText) {
        let limit = self.limit_of(&key);
        let shown = super::beginning(text.beginning(), limit.part.min(limit.total));
        self.rendered.omitted += text.content_bytes() - shown.len() as u64;
        if !shown.is_empty() || text.content_bytes() == 0 {
            self.push(key, shown.len(), Shape::Text(shown.to_owned()));
        }
    }

    fn push(&mut self, key: String, bytes: usize, shape: Shape) {
        self.left = self.left.saturating_sub(bytes * self.names(&key));
        self.rendered.attributes.push((key, shape));
    }

    /// A value, with the key that wraps it if it is not an object; with a store, its reference.
    pub(super) fn value<'v>(&self, value: &'v KeptText, key: &'static str) -> DraftContent<'v> {
        let whole = || object_of(value, key, Limit::NONE);
        let stored = self.storing.and_then(|storing| storing.piece(key, whole()));
        match stored {
            Some((stored, omitted)) => DraftContent::Stored(stored, omitted),
            None => DraftContent::Value(value, key),
        }
    }

    /// Drafts an attribute that is written later; `bytes` is the size of its content.
    pub(super) fn draft<'v>(
        &self,
        key: &'static str,
        shown: DraftContent<'v>,
        bytes: u64,
    ) -> Draft<'v> {
        let piece = shown.json(self.limit_of(key));
        Draft {
            key,
            shown,
            bytes,
            piece,
        }
    }

    /// Reserves room for drafts: what they need, but at most half of what is left, so that neither they nor the
    /// attributes before them use up all of it.
    pub(super) fn reserve<'d, 'v: 'd>(&mut self, drafts: impl Iterator<Item = &'d Draft<'v>>) {
        let takes = |draft: &Draft<'_>| {
            let bytes = draft.piece.as_ref().map_or(0, |piece| piece.json.len());
            bytes * self.names(draft.key)
        };
        let needed: usize = drafts.map(takes).sum();
        self.reserved = needed.min(self.left / 2);
    }

    /// Releases the reserved room for the drafts.
    pub(super) fn release(&mut self) {
        self.reserved = 0;
    }

    /// Writes a draft, rendered again if there is less room by now.
    pub(super) fn write_draft(&mut self, draft: Draft<'_>) {
        let Draft {
            key,
            shown,
            bytes,
            piece,
        } = draft;
        let limit = self.limit_of(key);
        let fitting = piece.filter(|piece| piece.json.len() <= limit.total);
        let piece = fitting.or_else(|| shown.json(limit));
        self.write_or_count(key, piece, bytes);
    }
}

/// Content that can be rendered in more or less room.
pub(super) enum DraftContent<'a> {
    /// A value, and the key that wraps it if it is not an object, as the conventions require.
    Value(&'a KeptText, &'static str),
    /// The reference to a stored value, and the bytes that are missing in that.
    Stored(StoredPart, u64),
    Records(&'a RecordList),
}

impl DraftContent<'_> {
    pub(super) fn json(&self, limit: Limit) -> Option<Piece> {
        match self {
            Self::Value(value, key) => object_of(value, key, limit),
            Self::Stored(stored, omitted) => reference(stored, limit).map(|piece| Piece {
                omitted: *omitted,
                ..piece
            }),
            Self::Records(records) => records.json(limit),
        }
    }
}

/// An attribute as it would be rendered with all of the room.
pub(super) struct Draft<'a> {
    key: &'static str,
    shown: DraftContent<'a>,
    /// Bytes of its content.
    bytes: u64,
    piece: Option<Piece>,
}

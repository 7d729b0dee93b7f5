//! Attributes on their way to a span or an event, within what all of them may take.

use super::budget::ContentBudget;
use super::captured::{Rendered, Shape};
use super::kept_text::KeptText;
use super::record_list::RecordList;
use super::render::{Limit, Piece, object_of, reference};
use super::store::{StoredPart, Storing};

/// Writes one attribute after the other, as long as there is room. What a span says by several names takes room as often.
pub(super) struct Writer<'a> {
    rendered: Rendered,
    budget: ContentBudget,
    storing: Option<Storing<'a>>,
    left: usize,
    /// What of that is kept for drafts.
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

    /// What an attribute may take now, under each of its names.
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

    /// A text that is no JSON; of a long one the beginning.
    pub(super) fn text(&mut self, key: String, text: &KeptText) {
        let limit = self.limit_of(&key);
        let shown = super::beginning(text.beginning(), limit.part.min(limit.total));
        self.rendered.omitted += text.said_bytes() - shown.len() as u64;
        if !shown.is_empty() || text.said_bytes() == 0 {
            self.push(key, shown.len(), Shape::Text(shown.to_owned()));
        }
    }

    fn push(&mut self, key: String, bytes: usize, shape: Shape) {
        self.left = self.left.saturating_sub(bytes * self.names(&key));
        self.rendered.attributes.push((key, shape));
    }

    /// A value under the key that it has where it is no object; with a store, stored.
    pub(super) fn value<'v>(&self, value: &'v KeptText, key: &'static str) -> Shown<'v> {
        let whole = || object_of(value, key, Limit::NONE);
        let stored = self.storing.and_then(|storing| storing.piece(key, whole()));
        match stored {
            Some((stored, omitted)) => Shown::Stored(stored, omitted),
            None => Shown::Value(value, key),
        }
    }

    /// An attribute that is to be written later, in which so many bytes are said.
    pub(super) fn draft<'v>(&self, key: &'static str, shown: Shown<'v>, bytes: u64) -> Draft<'v> {
        let piece = shown.json(self.limit_of(key));
        Draft {
            key,
            shown,
            bytes,
            piece,
        }
    }

    /// Keeps room for drafts: what they take, or half of what is left, so that neither they nor what is written before
    /// drive the other out.
    pub(super) fn reserve<'d, 'v: 'd>(&mut self, drafts: impl Iterator<Item = &'d Draft<'v>>) {
        let takes = |draft: &Draft<'_>| {
            let bytes = draft.piece.as_ref().map_or(0, |piece| piece.json.len());
            bytes * self.names(draft.key)
        };
        let needed: usize = drafts.map(takes).sum();
        self.reserved = needed.min(self.left / 2);
    }

    /// Gives drafts the room that is kept for them.
    pub(super) fn release(&mut self) {
        self.reserved = 0;
    }

    /// Writes a draft, as it is or in what room there is by now.
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

/// What takes more or less room.
pub(super) enum Shown<'a> {
    /// A value as the object that the conventions want, which has it under this key where it is none.
    Value(&'a KeptText, &'static str),
    /// Where a value is stored, and the bytes that are missing there.
    Stored(StoredPart, u64),
    Records(&'a RecordList),
}

impl Shown<'_> {
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

/// An attribute as it would be written if nothing were written before it.
pub(super) struct Draft<'a> {
    key: &'static str,
    shown: Shown<'a>,
    /// Bytes of what was said.
    bytes: u64,
    piece: Option<Piece>,
}

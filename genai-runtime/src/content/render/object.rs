//! JSON objects, written field by field.

use super::text::quoted;
use super::{Limit, Piece};
use crate::content::hidden::hides_content;
use crate::content::width;

/// Labels, such as names and identifiers, may be so wide however little a part may take.
const NARROWEST_LABEL: usize = 64;

/// An object in the making.
#[derive(Clone)]
pub(super) struct Object {
    json: String,
    widest_label: usize,
    /// Bytes of labels that are left out.
    omitted: u64,
}

hides_content!(Object);

impl Object {
    /// An object whose labels may take what a part may.
    pub(super) fn new(limit: Limit) -> Self {
        Self {
            json: "{".to_owned(),
            widest_label: limit.part.max(NARROWEST_LABEL),
            omitted: 0,
        }
    }

    /// An object whose `type` says what it is.
    pub(super) fn typed(kind: &str, limit: Limit) -> Self {
        Self::new(limit).label("type", Some(kind))
    }

    /// A short text; of a long one the beginning.
    pub(super) fn label(mut self, key: &str, label: Option<&str>) -> Self {
        match label {
            Some(label) => {
                let (beginning, _) = width::beginning(label, self.widest_label);
                self.omitted += (label.len() - beginning.len()) as u64;
                self.raw(key, &quoted(beginning))
            }
            None => self,
        }
    }

    /// A value that is written already.
    pub(super) fn raw(mut self, key: &str, json: &str) -> Self {
        self.json.push_str(self.separator());
        self.json.push_str(&quoted(key));
        self.json.push(':');
        self.json.push_str(json);
        self
    }

    /// The room that is left for a value under a key, if there is any.
    pub(super) fn room(&self, key: &str, total: usize) -> Option<usize> {
        let around = self.json.len() + self.separator().len() + quoted(key).len() + ":}".len();
        total.checked_sub(around)
    }

    /// Likewise, of which something may be missing.
    pub(super) fn piece(mut self, key: &str, piece: &Piece) -> Self {
        self.omitted += piece.omitted;
        self.raw(key, &piece.json)
    }

    pub(super) fn finish(mut self) -> Piece {
        self.json.push('}');
        Piece {
            json: self.json,
            omitted: self.omitted,
        }
    }

    fn separator(&self) -> &'static str {
        if self.json.len() > 1 { "," } else { "" }
    }
}

//! JSON objects, written field by field.

use super::text::quoted;
use super::{Limit, Piece};
use crate::content::hidden::hides_content;
use crate::content::width;

/// The width that labels, such as names and identifiers, have at least, however small the budget of a part.
const NARROWEST_LABEL: usize = 64;

/// An incomplete object.
#[derive(Clone)]
pub(super) struct Object {
    json: String,
    widest_label: usize,
    /// Bytes of labels that are left out.
    omitted: u64,
}

hides_content!(Object);

impl Object {
    /// An empty object whose labels have the budget of a part.
    pub(super) fn new(limit: Limit) -> Self {
        Self {
            json: "{".to_owned(),
            widest_label: limit.part.max(NARROWEST_LABEL),
            omitted: 0,
        }
    }

    /// An object with a `type`.
    pub(super) fn typed(kind: &str, limit: Limit) -> Self {
        Self::new(limit).label("type", Some(kind))
    }

    /// Adds a short text; a long one is cut.
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

    /// Adds a value in its JSON form.
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

    /// Adds a value that may be incomplete.
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

//! Captured documents and records, as they are kept until the operation ends.

use super::bounded::{MOST, Weight};
use super::kept_text::{KeptText, LONGEST_COPY};
use super::render::{Item, Limit, Piece, Record, list};

/// A list of documents or records that keeps the first ones, which usually are the best.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct RecordList {
    records: Vec<Record>,
    /// Bytes of all kept records.
    weight: usize,
    gone: Gone,
}

/// Records for which there was no room.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Gone {
    records: u64,
    bytes: u64,
}

impl RecordList {
    /// Adds a record: whole if there is room for it, else without its content, else only counted.
    pub(crate) fn add(&mut self, id: Option<&str>, score: Option<f64>, content: &str) {
        let place = size_of::<Record>() + id.map_or(0, str::len);
        let room = MOST.saturating_sub(self.weight);
        let Some(room) = room.checked_sub(place) else {
            self.gone.records += 1;
            self.gone.bytes += content.len() as u64;
            return;
        };
        let record = Record {
            id: id.map(str::to_owned),
            score,
            content: if content.len().min(LONGEST_COPY) <= room {
                KeptText::of(content)
            } else {
                KeptText::omitted_whole(content.len())
            },
            stored: None,
        };
        self.weight += record.weight();
        self.records.push(record);
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Record> {
        self.records.iter_mut()
    }

    /// The records as a JSON array within a limit, with a note on dropped ones at the end.
    pub(super) fn json(&self, limit: Limit) -> Option<Piece> {
        let is_gone = self.gone.records > 0;
        let gone = is_gone.then_some(Shown::Gone(self.gone));
        let shown: Vec<Shown<'_>> = self.records.iter().map(Shown::Kept).chain(gone).collect();
        list(&shown, (0, 0), limit)
    }

    /// Bytes of the contents of all records, dropped ones included.
    pub(super) fn said_bytes(&self) -> u64 {
        self.gone.bytes + self.records.iter().map(Item::bytes).sum::<u64>()
    }

    /// Bytes of all kept records.
    #[cfg(feature = "sdk")]
    pub(super) fn weight(&self) -> usize {
        self.weight
    }
}

/// An element of the rendered list.
enum Shown<'a> {
    Kept(&'a Record),
    Gone(Gone),
}

impl Item for Shown<'_> {
    fn render(&self, limit: Limit) -> Option<Piece> {
        match self {
            Self::Kept(record) => record.render(limit),
            Self::Gone(Gone { records, bytes }) => {
                let json = Record::gap(*records, *bytes);
                let omitted = *bytes;
                (json.len() <= limit.total).then_some(Piece { json, omitted })
            }
        }
    }

    fn bytes(&self) -> u64 {
        match self {
            Self::Kept(record) => record.bytes(),
            Self::Gone(gone) => gone.bytes,
        }
    }

    fn gap(count: u64, bytes: u64) -> String {
        Record::gap(count, bytes)
    }
}

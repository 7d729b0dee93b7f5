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
    dropped: Dropped,
}

/// Records for which there was no room.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Dropped {
    records: u64,
    bytes: u64,
}

impl RecordList {
    /// Adds a record: whole if there is room for it, else without its content, else only counted.
    pub(crate) fn add(&mut self, id: Option<&str>, score: Option<f64>, content: &str) {
        let place = size_of::<Record>() + id.map_or(0, str::len);
        let room = MOST.saturating_sub(self.weight);
        let Some(room) = room.checked_sub(place) else {
            self.dropped.records += 1;
            self.dropped.bytes += content.len() as u64;
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
        let has_dropped = self.dropped.records > 0;
        let dropped = has_dropped.then_some(Element::Dropped(self.dropped));
        let elements: Vec<Element<'_>> = self
            .records
            .iter()
            .map(Element::Kept)
            .chain(dropped)
            .collect();
        list(&elements, (0, 0), limit)
    }

    /// Bytes of the contents of all records, dropped ones included.
    pub(super) fn content_bytes(&self) -> u64 {
        self.dropped.bytes + self.records.iter().map(Item::bytes).sum::<u64>()
    }

    /// Bytes of all kept records.
    #[cfg(feature = "sdk")]
    pub(super) fn weight(&self) -> usize {
        self.weight
    }
}

/// An element of the rendered list.
enum Element<'a> {
    Kept(&'a Record),
    Dropped(Dropped),
}

impl Item for Element<'_> {
    fn render(&self, limit: Limit) -> Option<Piece> {
        match self {
            Self::Kept(record) => record.render(limit),
            Self::Dropped(Dropped { records, bytes }) => {
                let json = Record::gap(*records, *bytes);
                let omitted = *bytes;
                (json.len() <= limit.total).then_some(Piece { json, omitted })
            }
        }
    }

    fn bytes(&self) -> u64 {
        match self {
            Self::Kept(record) => record.bytes(),
            Self::Dropped(dropped) => dropped.bytes,
        }
    }

    fn gap(count: u64, bytes: u64) -> String {
        Record::gap(count, bytes)
    }
}

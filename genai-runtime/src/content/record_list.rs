//! Documents and records as they are kept until the operation ends.

use super::bounded::{MOST, Weight};
use super::kept_text::{KeptText, LONGEST_COPY};
use super::render::{Item, Limit, Piece, Record, list};

/// The first of many documents or records, which mostly are the best ones.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct RecordList {
    records: Vec<Record>,
    /// Bytes that are kept, with those of places.
    weight: usize,
    gone: Gone,
}

/// What there is no place for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Gone {
    records: u64,
    bytes: u64,
}

impl RecordList {
    /// Adds one: as long as there is room for it, then without its content, then as one more.
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

    /// The records as an array in at most that much room, the last of them a note on those that are gone.
    pub(super) fn json(&self, limit: Limit) -> Option<Piece> {
        let is_gone = self.gone.records > 0;
        let gone = is_gone.then_some(Shown::Gone(self.gone));
        let shown: Vec<Shown<'_>> = self.records.iter().map(Shown::Kept).chain(gone).collect();
        list(&shown, (0, 0), limit)
    }

    /// Bytes of all contents.
    pub(super) fn said_bytes(&self) -> u64 {
        self.gone.bytes + self.records.iter().map(Item::bytes).sum::<u64>()
    }

    /// Bytes that are kept, with those of places.
    #[cfg(feature = "sdk")]
    pub(super) fn weight(&self) -> usize {
        self.weight
    }
}

/// A thing in the list that is shown.
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

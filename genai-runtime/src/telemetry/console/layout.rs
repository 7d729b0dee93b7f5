//! The columns of a tree and their widths in the available width.

use self::Column::{Bar, FirstChunk, Model, Tokens};
use super::cells::{Cells, Words};
use super::summary::SpanSummary;
use super::text;
use super::units;

/// Columns between two cells.
const GAP: usize = 2;
/// Shorter names are hard to tell apart.
const READABLE_NAME: usize = 20;
/// Shorter bars are not informative.
const MIN_BAR: usize = 8;

/// The space that the layout has and needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Columns of a line.
    pub(super) width: usize,
    /// Columns of the longest name with its indentation.
    pub(super) name: usize,
    /// Columns of the deepest indentation.
    pub(super) indent: usize,
}

/// Columns of a tree; a width of 0 means that the column is not shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    pub(super) cells: Cells,
    pub(super) name: usize,
    pub(super) bar: usize,
    pub(super) duration: usize,
    pub(super) model: usize,
    pub(super) tokens: usize,
    pub(super) first_chunk: usize,
}

/// A column that a narrow terminal can do without.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Bar,
    Model,
    Tokens,
    FirstChunk,
}

/// The columns to show, in the order in which they are tried until the names are readable.
const STEPS: [(Words, &[Column]); 9] = [
    (Words::Long, &[Bar, Model, Tokens, FirstChunk]),
    (Words::Short, &[Bar, Model, Tokens, FirstChunk]),
    (Words::Terse, &[Bar, Model, Tokens, FirstChunk]),
    (Words::Long, &[Model, Tokens, FirstChunk]),
    (Words::Short, &[Model, Tokens, FirstChunk]),
    (Words::Terse, &[Tokens, FirstChunk]),
    (Words::Bare, &[Tokens, FirstChunk]),
    (Words::Bare, &[Tokens]),
    (Words::Bare, &[]),
];

impl Layout {
    /// Chooses the columns.
    pub(super) fn choose(spans: &[SpanSummary], room: Room) -> Self {
        let duration = spans
            .iter()
            .map(|span| text::width(&units::duration(span.duration())))
            .max()
            .unwrap_or(0);
        let readable = (room.width / 4).max(READABLE_NAME).max(room.indent + 10);
        let min_name = room.name.min(readable);
        let mut layout = Self::of(Cells::measure(spans, Words::Bare), room, duration);
        for (words, shown) in STEPS {
            let columns = |column: Column, columns: usize| {
                let is_shown = shown.contains(&column);
                if is_shown { columns } else { 0 }
            };
            let cells = Cells::measure(spans, words);
            // Long words must not cost the bar its meaning.
            let bar = if words == Words::Long {
                good_bar(room)
            } else {
                MIN_BAR
            };
            layout = Self {
                bar: columns(Bar, bar),
                model: columns(Model, cells.model),
                tokens: columns(Tokens, cells.tokens),
                first_chunk: columns(FirstChunk, cells.first_chunk),
                ..Self::of(cells, room, duration)
            };
            if min_name + layout.columns_beside_name() <= room.width {
                break;
            }
        }
        layout.share_out(room, min_name);
        layout
    }

    fn of(cells: Cells, room: Room, duration: usize) -> Self {
        Self {
            cells,
            name: room.name,
            bar: 0,
            duration,
            model: 0,
            tokens: 0,
            first_chunk: 0,
        }
    }

    fn columns_beside_name(&self) -> usize {
        [
            self.bar,
            self.duration,
            self.model,
            self.tokens,
            self.first_chunk,
        ]
        .into_iter()
        .filter(|columns| *columns > 0)
        .map(|columns| columns + GAP)
        .sum()
    }

    /// Gives the columns that are left to the bar until it is of use, then to the names, then to
    /// the bar again.
    fn share_out(&mut self, room: Room, min_name: usize) {
        let bar = std::mem::take(&mut self.bar);
        let spare = room.width.saturating_sub(self.columns_beside_name());
        if bar == 0 {
            self.name = room.name.min(spare);
            return;
        }
        let spare = spare.saturating_sub(GAP);
        let best_bar = (room.width / 4).clamp(MIN_BAR, 40);
        self.name = room
            .name
            .min(spare.saturating_sub(good_bar(room)).max(min_name));
        self.bar = spare.saturating_sub(self.name).clamp(MIN_BAR, best_bar);
    }

    /// Columns that the bar can do without.
    pub(super) fn spare_bar(&self) -> usize {
        self.bar.saturating_sub(MIN_BAR)
    }

    /// The column where the bar begins.
    pub(super) fn bar_start(&self) -> usize {
        self.name + GAP
    }

    /// The column where the duration ends.
    pub(super) fn duration_end(&self) -> usize {
        after(self.name, self.bar) + GAP + self.duration
    }

    /// The column where the model begins.
    pub(super) fn model_start(&self) -> usize {
        self.duration_end() + GAP
    }

    /// The column where the tokens begin.
    pub(super) fn tokens_start(&self) -> usize {
        after(self.duration_end(), self.model) + GAP
    }

    /// The column where the time to the first chunk begins.
    pub(super) fn first_chunk_start(&self) -> usize {
        after(self.tokens_start() - GAP, self.tokens) + GAP
    }
}

/// Columns from which on a bar shows the order of things.
fn good_bar(room: Room) -> usize {
    (room.width / 8).clamp(MIN_BAR, 24)
}

/// The end of a column that begins a gap behind `end`, if it is shown.
fn after(end: usize, columns: usize) -> usize {
    if columns == 0 {
        end
    } else {
        end + GAP + columns
    }
}

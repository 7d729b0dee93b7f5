//! The columns to the right of a span's duration, in long and in short words.

use super::summary::{Model, SpanSummary};
use super::text;
use super::units::{self, ABSENT};

/// How many words the columns use, from many to few.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Words {
    /// Everything in full.
    Long,
    /// Shorter labels and models.
    Short,
    /// No model where the name ends with the one that was requested.
    Terse,
    /// No cached tokens either.
    Bare,
}

/// Writes the cells of a tree so that they align from row to row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cells {
    words: Words,
    input: usize,
    output: usize,
    /// Columns of the model cells.
    pub(super) model: usize,
    /// Columns of the token cells.
    pub(super) tokens: usize,
    /// Columns of the cells for the time to the first chunk.
    pub(super) first_chunk: usize,
}

impl Cells {
    /// Measures the cells of these spans.
    pub(super) fn measure(spans: &[SpanSummary], words: Words) -> Self {
        let mut cells = Self {
            words,
            input: 0,
            output: 0,
            model: 0,
            tokens: 0,
            first_chunk: 0,
        };
        for span in spans {
            if !span.tokens.is_empty() {
                cells.input = cells.input.max(text::width(&count(span.tokens.input)));
                cells.output = cells.output.max(text::width(&count(span.tokens.output)));
            }
            cells.model = cells.model.max(text::width(&cells.model(span)));
            let first_chunk = cells.first_chunk(span);
            cells.first_chunk = cells.first_chunk.max(text::width(&first_chunk));
        }
        cells.tokens = spans
            .iter()
            .map(|span| text::width(&cells.tokens(span)))
            .max()
            .unwrap_or(0);
        cells
    }

    /// The model, unless the span's name contains it.
    pub(super) fn model(self, span: &SpanSummary) -> String {
        let Some(Model { name, brief }) = &span.model else {
            return String::new();
        };
        match (self.words, brief) {
            (Words::Long, _) => text::shorten(name, 28),
            (Words::Short, Some(brief)) => text::shorten(brief, 14),
            (_, Some(_)) => String::new(),
            (_, None) => text::shorten(name, 14),
        }
    }

    /// Tokens in and out: `812 → 96 tok (512 cached)`.
    pub(super) fn tokens(self, span: &SpanSummary) -> String {
        if span.tokens.is_empty() {
            return String::new();
        }
        let input = right(&count(span.tokens.input), self.input);
        let output = right(&count(span.tokens.output), self.output);
        let unit = if self.words <= Words::Short {
            " tok"
        } else {
            ""
        };
        let cached = match (span.tokens.cached, self.words) {
            (None, _) | (_, Words::Bare) => String::new(),
            (Some(cached), Words::Long) => format!(" ({} cached)", units::count(cached)),
            (Some(cached), _) => format!(" ({})", units::count(cached)),
        };
        format!("{input} → {output}{unit}{cached}")
    }

    /// Time to the first chunk of a stream: `first chunk 210 ms`.
    pub(super) fn first_chunk(self, span: &SpanSummary) -> String {
        let label = if self.words == Words::Long {
            "first chunk"
        } else {
            "first"
        };
        span.first_chunk
            .map(|time| format!("{label} {}", units::duration(time)))
            .unwrap_or_default()
    }
}

fn count(count: Option<u64>) -> String {
    count.map_or_else(|| ABSENT.to_owned(), units::count)
}

fn right(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(text::width(text));
    format!("{}{text}", " ".repeat(blanks))
}

//! The columns to the right of a span's duration, in long and in short words.

use super::summary::{Model, SpanSummary, Tokens};
use super::text;
use super::units::{self, ABSENT};

/// How many words the columns use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    Long,
    Short,
}

impl Words {
    fn model_columns(self) -> usize {
        match self {
            Self::Long => 28,
            Self::Short => 14,
        }
    }
}

/// Writes the cells of a tree so that they align from row to row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cells {
    words: Words,
    input: usize,
    cached: usize,
    output: usize,
    /// Columns of the model cells.
    pub(super) model: usize,
    /// Columns of the token cells.
    pub(super) tokens: usize,
    /// Columns of the cells for the time to the first chunk.
    pub(super) first_chunk: usize,
}

impl Cells {
    /// Measures what the spans have to say.
    pub(super) fn measure(spans: &[SpanSummary], words: Words) -> Self {
        let mut cells = Self {
            words,
            input: 0,
            cached: 0,
            output: 0,
            model: 0,
            tokens: 0,
            first_chunk: 0,
        };
        for span in spans {
            if !span.tokens.is_empty() {
                cells.input = cells.input.max(text::width(&count(span.tokens.input)));
                cells.cached = cells
                    .cached
                    .max(text::width(&cells.cached_words(span.tokens)));
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

    /// The model, where the name does not say it.
    pub(super) fn model(self, span: &SpanSummary) -> String {
        let columns = self.words.model_columns();
        match &span.model {
            None => String::new(),
            Some(Model {
                brief: Some(brief), ..
            }) if self.words == Words::Short => text::shorten(brief, columns),
            Some(model) => text::shorten(&model.name, columns),
        }
    }

    /// Tokens in and out: `812 (512 cached) → 96 tok`.
    pub(super) fn tokens(self, span: &SpanSummary) -> String {
        if span.tokens.is_empty() {
            return String::new();
        }
        let mut out = right(&count(span.tokens.input), self.input);
        let cached = self.cached_words(span.tokens);
        out.push_str(&cached);
        out.push_str(&" ".repeat(self.cached.saturating_sub(text::width(&cached))));
        out.push_str(" → ");
        out.push_str(&right(&count(span.tokens.output), self.output));
        if self.words == Words::Long {
            out.push_str(" tok");
        }
        out
    }

    /// Time to the first chunk of a stream: `first chunk 210 ms`.
    pub(super) fn first_chunk(self, span: &SpanSummary) -> String {
        let label = match self.words {
            Words::Long => "first chunk",
            Words::Short => "first",
        };
        span.first_chunk
            .map(|time| format!("{label} {}", units::duration(time)))
            .unwrap_or_default()
    }

    fn cached_words(self, tokens: Tokens) -> String {
        match (tokens.cached, self.words) {
            (None, _) => String::new(),
            (Some(cached), Words::Long) => format!(" ({} cached)", units::count(cached)),
            (Some(cached), Words::Short) => format!(" ({})", units::count(cached)),
        }
    }
}

fn count(count: Option<u64>) -> String {
    count.map_or_else(|| ABSENT.to_owned(), units::count)
}

fn right(text: &str, columns: usize) -> String {
    let blanks = columns.saturating_sub(text::width(text));
    format!("{}{text}", " ".repeat(blanks))
}

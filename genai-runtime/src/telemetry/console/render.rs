//! A trace as lines of text: heading, one line per span, totals.

use opentelemetry::trace::TraceId;

use super::bar::Axis;
use super::indent::Indent;
use super::layout::{Layout, Room};
use super::line::{Line, write_parts};
use super::style::{Paint, Terminal};
use super::summary::{SpanSummary, Tokens};
use super::text;
use super::tree::{self, Node, Row};
use super::units::{self, ABSENT};

/// Columns between a row and the note behind it.
const NOTE_GAP: usize = 2;

/// The facts in the heading of a trace.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heading<'a> {
    pub(super) trace_id: TraceId,
    pub(super) service: Option<&'a str>,
    pub(super) is_continued: bool,
}

/// Appends the printed form of the spans, which belong to one trace.
pub(super) fn trace(
    heading: Heading<'_>,
    spans: &[SpanSummary],
    terminal: Terminal,
    out: &mut String,
) {
    write_heading(heading, terminal, out);
    let rows = tree::rows(spans);
    let deepest = rows.iter().map(|row| row.depth).max().unwrap_or(0);
    let indent = Indent::fit(deepest, terminal.width() / 4);
    let widths = rows.iter().map(|row| text::width(&indent.before_name(row)));
    let names = rows.iter().map(|row| match span_of(row, spans) {
        Some(span) => text::width(&indent.before_name(row)) + text::width(&span.name),
        None => 0,
    });
    let room = Room {
        width: terminal.width(),
        name: names.max().unwrap_or(0),
        indent: widths.max().unwrap_or(0),
    };
    let mut tree = Tree {
        indent,
        layout: Layout::choose(spans, room),
        axis: Axis::of(spans),
        terminal,
    };
    tree.make_room_for_notes(spans);
    for row in &rows {
        match span_of(row, spans) {
            Some(span) => tree.write_span(row, span, out),
            None => tree.write_missing(row, out),
        }
    }
    write_totals(spans, tree.axis, terminal, out);
}

fn span_of<'a>(row: &Row, spans: &'a [SpanSummary]) -> Option<&'a SpanSummary> {
    match row.node {
        Node::Span(index) => spans.get(index),
        Node::Missing(_) => None,
    }
}

fn write_heading(heading: Heading<'_>, terminal: Terminal, out: &mut String) {
    let mut parts = vec![(Paint::Bold, format!("trace {}", heading.trace_id))];
    parts.extend(
        heading
            .service
            .map(|name| (Paint::Plain, text::escape(name))),
    );
    if heading.is_continued {
        parts.push((Paint::Yellow, "continued".to_owned()));
    }
    write_parts(&parts, terminal, out);
}

fn write_totals(spans: &[SpanSummary], axis: Axis, terminal: Terminal, out: &mut String) {
    let number = |wanted: fn(&SpanSummary) -> bool| {
        let number = spans.iter().filter(|span| wanted(span)).count();
        u64::try_from(number).unwrap_or(u64::MAX)
    };
    let errors = number(|span| span.error.is_some());
    let error_paint = if errors > 0 { Paint::Red } else { Paint::Dim };
    let tokens = spans
        .iter()
        .fold(Tokens::default(), |sum, span| sum.add(span.tokens));
    let mut parts = vec![
        (Paint::Dim, units::counted(number(|_| true), "span")),
        (
            Paint::Dim,
            units::counted(number(|span| span.is_model_call), "model call"),
        ),
    ];
    if !tokens.is_empty() {
        parts.push((Paint::Dim, total_tokens(tokens)));
    }
    parts.push((error_paint, units::counted(errors, "error")));
    parts.push((Paint::Dim, units::duration(axis.length())));
    write_parts(&parts, terminal, out);
}

fn total_tokens(tokens: Tokens) -> String {
    let count = |count: Option<u64>| count.map_or_else(|| ABSENT.to_owned(), units::count);
    let cached = tokens
        .cached
        .map(|cached| format!(" ({} cached)", units::count(cached)))
        .unwrap_or_default();
    format!(
        "{} → {} tokens{cached}",
        count(tokens.input),
        count(tokens.output)
    )
}

/// What all rows of a tree share.
struct Tree {
    indent: Indent,
    layout: Layout,
    axis: Axis,
    terminal: Terminal,
}

impl Tree {
    /// Shortens the bars where that saves notes from going on a line of their own.
    fn make_room_for_notes(&mut self, spans: &[SpanSummary]) {
        let missing = |span: &SpanSummary| {
            let mut line = Line::default();
            self.push_cells(span, &mut line);
            (line.columns() + columns(&note(span))).saturating_sub(self.terminal.width())
        };
        let spare = self.layout.spare_bar();
        let noted = spans.iter().filter(|span| !note(span).is_empty());
        let missing = noted.map(missing).filter(|missing| *missing <= spare).max();
        self.layout.bar -= missing.unwrap_or(0);
    }

    fn write_missing(&self, row: &Row, out: &mut String) {
        if let Node::Missing(parent_id) = row.node {
            let mut line = Line::default();
            let note = format!("parent {parent_id} has not ended here");
            line.push(Paint::Yellow, &text::shorten(&note, self.terminal.width()));
            line.finish(self.terminal, out);
        }
    }

    fn write_span(&self, row: &Row, span: &SpanSummary, out: &mut String) {
        let mut line = Line::default();
        self.push_name(row, span, &mut line);
        self.push_cells(span, &mut line);
        let note = note(span);
        if !note.is_empty() {
            if line.columns() + columns(&note) <= self.terminal.width() {
                line.pad_to(line.columns() + NOTE_GAP);
            } else {
                line.finish(self.terminal, out);
                line = Line::default();
                line.push(Paint::Dim, &self.indent.below_name(row));
            }
        }
        for (paint, text) in note {
            let room = self.terminal.width().saturating_sub(line.columns());
            line.push(paint, &text::shorten(&text, room));
        }
        line.finish(self.terminal, out);
    }

    fn push_name(&self, row: &Row, span: &SpanSummary, line: &mut Line) {
        line.push(Paint::Dim, &self.indent.before_name(row));
        let room = self.layout.name.saturating_sub(line.columns());
        let paint = match (&span.error, row.depth) {
            (Some(_), _) => Paint::Red,
            (None, 0) => Paint::Bold,
            (None, _) => Paint::Plain,
        };
        line.push(paint, &text::shorten(&span.name, room));
    }

    fn push_cells(&self, span: &SpanSummary, line: &mut Line) {
        let layout = &self.layout;
        if layout.bar > 0 {
            line.pad_to(layout.bar_start());
            self.push_bar(span, line);
        }
        let duration = units::duration(span.duration());
        line.push_right(Paint::Plain, &duration, layout.duration_end());
        let cells = [
            (
                layout.model,
                layout.model_start(),
                Paint::Dim,
                layout.cells.model(span),
            ),
            (
                layout.tokens,
                layout.tokens_start(),
                Paint::Plain,
                layout.cells.tokens(span),
            ),
            (
                layout.first_chunk,
                layout.first_chunk_start(),
                Paint::Dim,
                layout.cells.first_chunk(span),
            ),
        ];
        for (columns, start, paint, cell) in cells {
            if columns > 0 && !cell.is_empty() {
                line.pad_to(start);
                line.push(paint, &cell);
            }
        }
    }

    fn push_bar(&self, span: &SpanSummary, line: &mut Line) {
        let bar = self.axis.bar(span, self.layout.bar);
        let paint = match span {
            SpanSummary { error: Some(_), .. } => Paint::Red,
            SpanSummary {
                outcome: Some(_), ..
            } => Paint::Yellow,
            span if span.is_model_call => Paint::Blue,
            _ => Paint::Cyan,
        };
        let glyph = if bar.is_thin { "▌" } else { "█" };
        line.push(Paint::Dim, &"·".repeat(bar.before));
        line.push(paint, &glyph.repeat(bar.filled));
        line.push(Paint::Dim, &"·".repeat(bar.after));
    }
}

/// Columns of a note with the gap in front of it.
fn columns(note: &[(Paint, String)]) -> usize {
    let columns: usize = note.iter().map(|(_, text)| text::width(text)).sum();
    NOTE_GAP + columns
}

/// What did not go as it should.
fn note(span: &SpanSummary) -> Vec<(Paint, String)> {
    let mut note = Vec::new();
    if let Some(outcome) = &span.outcome {
        let gap = if span.error.is_some() { "  " } else { "" };
        note.push((Paint::Yellow, format!("{outcome}{gap}")));
    }
    note.extend(
        span.error
            .iter()
            .map(|error| (Paint::Red, format!("✗ {error}"))),
    );
    note
}

//! One printed line: coloured pieces whose columns are counted, never wider than the terminal.

use super::style::{Paint, Terminal};
use super::text;

const SEPARATOR: &str = " · ";

/// A line in the making.
#[derive(Debug, Default)]
pub(super) struct Line {
    pieces: Vec<(Paint, String)>,
    columns: usize,
}

impl Line {
    /// Columns taken so far.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// Adds text, which must have been escaped.
    pub(super) fn push(&mut self, paint: Paint, text: &str) {
        if !text.is_empty() {
            self.columns += text::width(text);
            self.pieces.push((paint, text.to_owned()));
        }
    }

    /// Adds blanks up to a column.
    pub(super) fn pad_to(&mut self, column: usize) {
        let blanks = column.saturating_sub(self.columns);
        self.push(Paint::Plain, &" ".repeat(blanks));
    }

    /// Adds text that ends at a column.
    pub(super) fn push_right(&mut self, paint: Paint, text: &str, column: usize) {
        self.pad_to(column.saturating_sub(text::width(text)));
        self.push(paint, text);
    }

    /// Writes the line; whatever is beyond the terminal's edge is cut off.
    pub(super) fn finish(self, terminal: Terminal, out: &mut String) {
        let mut room = terminal.width();
        let overflows = self.columns > room;
        for (paint, piece) in self.pieces {
            let columns = text::width(&piece);
            if overflows && columns >= room {
                // The ellipsis must also mark that further pieces were cut off.
                let cut = text::shorten_end(&format!("{piece}…"), room);
                paint.write(&cut, terminal.colour(), out);
                break;
            }
            paint.write(&piece, terminal.colour(), out);
            room -= columns;
        }
        out.push('\n');
    }
}

/// Writes parts with ` · ` between them, on as many lines as they need.
pub(super) fn write_parts(parts: &[(Paint, String)], terminal: Terminal, out: &mut String) {
    let mut line = Line::default();
    for (paint, part) in parts {
        let part = text::shorten(part, terminal.width());
        let columns = text::width(&part);
        if line.columns() > 0 {
            if line.columns() + text::width(SEPARATOR) + columns > terminal.width() {
                std::mem::take(&mut line).finish(terminal, out);
            } else {
                line.push(Paint::Dim, SEPARATOR);
            }
        }
        line.push(*paint, &part);
    }
    line.finish(terminal, out);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(line: Line, width: usize) -> String {
        let mut out = String::new();
        line.finish(Terminal::fixed(width, false), &mut out);
        out
    }

    #[test]
    fn cells_are_at_their_columns() {
        let mut line = Line::default();
        line.push(Paint::Bold, "検索");
        line.pad_to(6);
        line.push(Paint::Plain, "x");
        line.push_right(Paint::Plain, "12", 10);
        assert_eq!(finished(line, 80), "検索  x 12\n");
    }

    #[test]
    fn a_line_ends_at_the_edge() {
        for width in 1..12 {
            let mut line = Line::default();
            line.push(Paint::Plain, "検索");
            line.push(Paint::Plain, "abc");
            line.push(Paint::Plain, "defg");
            let text = finished(line, width);
            assert!(text::width(text.trim_end()) <= width, "{text:?} in {width}");
            assert_eq!(text.contains('…'), width < 11, "{text:?} in {width}");
        }
    }

    #[test]
    fn parts_that_do_not_fit_are_on_the_next_line() {
        let parts = [
            (Paint::Plain, "5 spans".to_owned()),
            (Paint::Plain, "2 model calls".to_owned()),
            (Paint::Plain, "0 errors".to_owned()),
        ];
        let mut out = String::new();
        write_parts(&parts, Terminal::fixed(24, false), &mut out);
        assert_eq!(out, "5 spans · 2 model calls\n0 errors\n");
    }
}

//! Metric points as a table: attributes on the left, numbers in columns on the right. Where the
//! numbers leave no room for the attributes, they go below them, each behind its label.

use super::line::Line;
use super::points::{Instrument, Numbers, Point};
use super::style::{Paint, Terminal};
use super::text;
use super::units::{self, ABSENT};

const GAP: usize = 2;
const INDENT: usize = 2;
/// Attributes that get less room than this are not readable.
const MIN_ATTRIBUTES: usize = 30;

const VALUE_LABELS: &[&str] = &["value"];
const DISTRIBUTION_LABELS: &[&str] = &["count", "sum", "mean", "min", "max"];

/// Appends the instruments' points.
pub(super) fn write(instruments: &[Instrument], terminal: Terminal, out: &mut String) {
    let table = Table::measure(instruments, terminal);
    for instrument in instruments {
        table.write_instrument(instrument, out);
    }
}

struct Table {
    /// Widths of the number columns; none where the numbers go below the attributes.
    columns: Option<Vec<usize>>,
    terminal: Terminal,
}

impl Table {
    fn measure(instruments: &[Instrument], terminal: Terminal) -> Self {
        let mut columns: Vec<usize> = Vec::new();
        for point in instruments.iter().flat_map(|instrument| &instrument.points) {
            let labels = labels(point.numbers).iter().map(|label| text::width(label));
            let cells = cells(point.numbers);
            for (index, (label, cell)) in labels.zip(cells).enumerate() {
                let width = text::width(&cell).max(label);
                match columns.get_mut(index) {
                    Some(column) => *column = width.max(*column),
                    None => columns.push(width),
                }
            }
        }
        let numbers: usize = columns.iter().map(|column| column + GAP).sum();
        let fits = numbers + MIN_ATTRIBUTES <= terminal.width();
        Self {
            columns: fits.then_some(columns),
            terminal,
        }
    }

    fn write_instrument(&self, instrument: &Instrument, out: &mut String) {
        let Some(first) = instrument.points.first() else {
            return;
        };
        let unit = match instrument.unit.as_str() {
            "" => String::new(),
            unit => format!(" ({unit})"),
        };
        let title = format!("{}{unit}", instrument.name);
        let mut line = Line::default();
        line.push(Paint::Bold, &text::shorten(&title, self.terminal.width()));
        if let Some(columns) = &self.columns {
            if line.columns() > self.attributes_width(columns) {
                std::mem::take(&mut line).finish(self.terminal, out);
            }
            let labels = labels(first.numbers)
                .iter()
                .map(|label| (*label).to_owned());
            self.push_numbers(columns, labels, Paint::Dim, &mut line);
        }
        line.finish(self.terminal, out);
        for point in &instrument.points {
            self.write_point(point, out);
        }
    }

    fn write_point(&self, point: &Point, out: &mut String) {
        let Some(columns) = &self.columns else {
            self.write_stacked(point, out);
            return;
        };
        let mut lines = attribute_lines(point, self.attributes_width(columns)).into_iter();
        let mut line = lines.next().unwrap_or_default();
        self.push_numbers(
            columns,
            cells(point.numbers).into_iter(),
            Paint::Plain,
            &mut line,
        );
        line.finish(self.terminal, out);
        for line in lines {
            line.finish(self.terminal, out);
        }
    }

    fn write_stacked(&self, point: &Point, out: &mut String) {
        let width = self.terminal.width();
        let numbers = labels(point.numbers).iter().zip(cells(point.numbers));
        let numbers = numbers.map(|(label, cell)| format!("{label} {cell}"));
        for line in attribute_lines(point, width)
            .into_iter()
            .chain(wrap(numbers, GAP, width))
        {
            line.finish(self.terminal, out);
        }
    }

    fn attributes_width(&self, columns: &[usize]) -> usize {
        let numbers: usize = columns.iter().map(|column| column + GAP).sum();
        self.terminal.width().saturating_sub(numbers)
    }

    fn push_numbers(
        &self,
        columns: &[usize],
        cells: impl Iterator<Item = String>,
        paint: Paint,
        line: &mut Line,
    ) {
        let mut end = self.attributes_width(columns);
        for (column, cell) in columns.iter().zip(cells) {
            end += GAP + column;
            line.push_right(paint, &cell, end);
        }
    }
}

/// The attributes on as many lines as they need.
fn attribute_lines(point: &Point, width: usize) -> Vec<Line> {
    if point.attributes.is_empty() {
        return wrap(std::iter::once("(no attributes)".to_owned()), 1, width);
    }
    let pairs = point.attributes.iter().map(|pair| pair.text(width));
    wrap(pairs, 1, width)
}

/// Puts items side by side, indented, on as many lines as they need.
fn wrap(items: impl Iterator<Item = String>, gap: usize, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    for item in items {
        let item = text::shorten(&item, width.saturating_sub(INDENT));
        if line.columns() > 0 && line.columns() + gap + text::width(&item) > width {
            lines.push(std::mem::take(&mut line));
        }
        let start = if line.columns() == 0 {
            INDENT
        } else {
            line.columns() + gap
        };
        line.pad_to(start);
        line.push(Paint::Plain, &item);
    }
    lines.push(line);
    lines
}

fn labels(numbers: Numbers) -> &'static [&'static str] {
    match numbers {
        Numbers::Value(_) => VALUE_LABELS,
        Numbers::Distribution { .. } => DISTRIBUTION_LABELS,
    }
}

fn cells(numbers: Numbers) -> Vec<String> {
    let optional = |number: Option<f64>| number.map_or_else(|| ABSENT.to_owned(), units::value);
    match numbers {
        Numbers::Value(value) => vec![units::value(value)],
        Numbers::Distribution {
            count,
            sum,
            min,
            max,
        } => {
            #[expect(clippy::cast_precision_loss, reason = "four digits are shown")]
            let mean = (count > 0).then(|| sum / count as f64);
            vec![
                units::count(count),
                units::value(sum),
                optional(mean),
                optional(min),
                optional(max),
            ]
        }
    }
}

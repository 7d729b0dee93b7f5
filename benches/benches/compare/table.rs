//! The table of all rows.

use std::fmt;

/// The median, the smallest and the largest of several rounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Figure {
    pub(crate) median: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Figure {
    /// Requires at least one sample; with an even number, the median is the mean of the middle two.
    pub(crate) fn of(mut samples: Vec<f64>) -> Self {
        samples.sort_by(f64::total_cmp);
        let at = |place: usize| samples.get(place).copied().unwrap_or(f64::NAN);
        let last = samples.len().saturating_sub(1);
        Self {
            median: f64::midpoint(at(last / 2), at(samples.len() / 2)),
            low: at(0),
            high: at(last),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Unit {
    Nanoseconds,
    Milliseconds,
    Bytes,
    Allocations,
    PerSecond,
    Spans,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Nanoseconds => "ns",
            Self::Milliseconds => "ms",
            Self::Bytes => "B",
            Self::Allocations => "allocs",
            Self::PerSecond => "/s",
            Self::Spans => "spans",
        }
    }
}

/// The limit on a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Limit {
    /// `ours / other` is at most this.
    Ratio(f64),
    /// `ours - other` is at most this, in the row's unit.
    More(f64),
    /// `ours` is at most this, in the row's unit.
    AtMost(f64),
    /// No limit.
    None,
}

impl fmt::Display for Limit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ratio(limit) => write!(formatter, "<= {limit:.2}"),
            Self::More(limit) => write!(formatter, "<= +{limit}"),
            Self::AtMost(limit) => write!(formatter, "<= {limit}"),
            Self::None => formatter.write_str("-"),
        }
    }
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) number: u8,
    pub(crate) case: String,
    pub(crate) unit: Unit,
    pub(crate) ours: Figure,
    pub(crate) other: Option<Figure>,
    /// `ours / other` in each round; `ours - other` for a limit on the difference.
    pub(crate) ratio: Option<Figure>,
    pub(crate) limit: Limit,
}

impl Row {
    /// Whether the limit is met; `None` without a limit.
    fn is_met(&self) -> Option<bool> {
        match self.limit {
            Limit::Ratio(limit) | Limit::More(limit) => {
                Some(self.ratio.is_some_and(|ratio| ratio.median <= limit))
            }
            Limit::AtMost(limit) => Some(self.ours.median <= limit),
            Limit::None => None,
        }
    }

    fn ratio_text(&self, value: f64) -> String {
        match self.limit {
            Limit::More(_) => format!("{value:+.1}"),
            _ => format!("{value:.2}"),
        }
    }

    fn cells(&self) -> [String; 7] {
        let measured = |figure: Figure| {
            let digits = usize::from(figure.median < 1000.0);
            format!("{:.digits$} {}", figure.median, self.unit.name())
        };
        let spread = match self.ratio {
            Some(ratio) => format!(
                "{} to {}",
                self.ratio_text(ratio.low),
                self.ratio_text(ratio.high)
            ),
            None => format!("{:.0} to {:.0}", self.ours.low, self.ours.high),
        };
        let verdict = match self.is_met() {
            Some(true) => ", is",
            Some(false) => ", IS NOT",
            None => "",
        };
        [
            self.number.to_string(),
            self.case.clone(),
            measured(self.ours),
            self.other.map_or_else(|| "-".to_owned(), measured),
            self.ratio
                .map_or_else(|| "-".to_owned(), |ratio| self.ratio_text(ratio.median)),
            spread,
            format!("{}{verdict}", self.limit),
        ]
    }
}

/// Prints the table, sorted by the rows' numbers.
pub(crate) fn print(rows: &[Row]) {
    let mut rows: Vec<&Row> = rows.iter().collect();
    rows.sort_by_key(|row| row.number);
    let head = ["row", "case", "ours", "other", "ratio", "spread", "must be"];
    let mut lines = vec![head.map(str::to_owned)];
    lines.extend(rows.into_iter().map(Row::cells));
    let mut widths = [0; 7];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.chars().count().max(*width);
        }
    }
    println!();
    for line in lines {
        let cells = line.iter().zip(widths);
        let cells: Vec<String> = cells
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        println!("{}", cells.join(" | ").trim_end());
    }
}

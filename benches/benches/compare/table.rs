//! Figures and limits, and how they are shown.

use std::fmt;

/// The median of several rounds with their smallest and largest.
pub(crate) struct Figure {
    pub(crate) median: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Figure {
    pub(crate) fn of(mut samples: Vec<f64>) -> Self {
        samples.sort_by(f64::total_cmp);
        let at = |position: usize| samples.get(position).copied().unwrap_or(f64::NAN);
        Self {
            median: at(samples.len() / 2),
            low: at(0),
            high: at(samples.len().saturating_sub(1)),
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} ({:.3}–{:.3})", self.median, self.low, self.high)
    }
}

#[derive(Debug)]
pub(crate) enum Unit {
    Milliseconds,
    Bytes,
}

#[derive(Debug)]
pub(crate) enum Limit {
    Ratio(f64),
    None,
}

pub(crate) struct Row {
    pub(crate) number: u8,
    pub(crate) case: String,
    pub(crate) unit: Unit,
    pub(crate) ours: Figure,
    pub(crate) other: Option<Figure>,
    pub(crate) ratio: Option<Figure>,
    pub(crate) limit: Limit,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |figure: &Option<Figure>| figure.as_ref().map(Figure::to_string);
        write!(
            f,
            "{:>2} {:<60} {:?} {} | {} | ratio {} | {:?}",
            self.number,
            self.case,
            self.unit,
            self.ours,
            shown(&self.other).unwrap_or_default(),
            shown(&self.ratio).unwrap_or_default(),
            self.limit
        )
    }
}

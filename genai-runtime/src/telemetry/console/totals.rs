//! Cumulative totals of the data points that were printed.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::points::{Instrument, Numbers, Series};

/// How many series are remembered: with attributes of high cardinality and delta temporality, old series never return.
const MOST: usize = 10_000;

/// The totals of the remembered series.
#[derive(Debug, Default)]
pub(super) struct Totals {
    series: HashMap<Series, Total>,
    /// How many exports there were.
    exports: u64,
}

#[derive(Debug)]
struct Total {
    numbers: Numbers,
    /// The last export that contained the series.
    export: u64,
}

impl Totals {
    /// Keeps the points that changed, in their order and with their totals. Deltas are added up: all exporters share
    /// one reader, which has the temporality that other exporters prefer.
    pub(super) fn changed(&mut self, mut instruments: Vec<Instrument>) -> Vec<Instrument> {
        self.exports += 1;
        let export = self.exports;
        for instrument in &mut instruments {
            let is_delta = instrument.is_delta;
            instrument.points.retain_mut(|point| {
                let Some(total) = self.series.get_mut(&point.series) else {
                    let numbers = point.numbers;
                    self.series
                        .insert(point.series.clone(), Total { numbers, export });
                    return true;
                };
                let before = total.numbers;
                if is_delta {
                    point.numbers = before.and(point.numbers);
                }
                let numbers = point.numbers;
                *total = Total { numbers, export };
                before != numbers
            });
        }
        instruments.retain(|instrument| !instrument.points.is_empty());
        if self.series.len() > MOST {
            self.forget();
        }
        instruments
    }

    /// Evicts the series that were exported longest ago, but none of the current export.
    fn forget(&mut self) {
        let mut exports: Vec<_> = self.series.values().map(|total| total.export).collect();
        exports.sort_unstable_by_key(|export| Reverse(*export));
        // Evicts half, so that not every export from now on has to.
        let Some(oldest) = exports.get(MOST / 2).copied() else {
            return;
        };
        let newest = self.exports;
        self.series
            .retain(|_, total| total.export > oldest || total.export == newest);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use opentelemetry::{InstrumentationScope, KeyValue};

    use super::super::points::{Kind, Number, Point, Source};
    use super::{Instrument, MOST, Numbers, Series, Totals};

    /// What was counted since the last export, by series.
    fn counted(series: impl Iterator<Item = String>) -> Vec<Instrument> {
        let source = Arc::new(Source {
            scope: InstrumentationScope::default(),
            name: "calls".to_owned(),
            unit: String::new(),
            kind: Kind::Counter,
            number: Number::U64,
        });
        let point = |name: String| Point {
            series: Series {
                source: source.clone(),
                attributes: vec![KeyValue::new("name", name)],
            },
            attributes: Vec::new(),
            numbers: Numbers::Value(1.0),
        };
        vec![Instrument {
            name: "calls".to_owned(),
            unit: String::new(),
            is_delta: true,
            points: series.map(point).collect(),
        }]
    }

    #[test]
    fn series_that_are_not_exported_again_are_removed() {
        const EACH: usize = 1_500;
        let mut totals = Totals::default();
        for export in 1..=40_u32 {
            let new = (0..EACH).map(|number| format!("{export}: {number}"));
            let series = new.chain(["steady".to_owned()]);
            let changed = totals.changed(counted(series));
            let steady = changed.iter().flat_map(|it| &it.points).last();
            let steady = steady.map(|point| point.numbers);
            assert_eq!(steady, Some(Numbers::Value(f64::from(export))));
            assert!(totals.series.len() <= MOST + EACH);
        }
    }

    #[test]
    fn series_of_the_last_export_are_kept() {
        let mut totals = Totals::default();
        let all = || (0..2 * MOST).map(|number| number.to_string());
        totals.changed(counted(all()));
        assert_eq!(totals.series.len(), 2 * MOST);
    }
}

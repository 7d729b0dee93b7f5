//! Rows that compare the cost of two commands, run alternately.

use std::io;
use std::process::Command;
use std::time::Duration;

use genai_benches::cost::Cost;

use crate::table::{Figure, Limit, Row, Unit};

/// The costs of both commands in each round.
pub(crate) struct Rounds {
    costs: Vec<(Cost, Cost)>,
}

impl Rounds {
    /// Runs the commands of each round: ours, then the other.
    pub(crate) fn run(
        count: usize,
        mut round: impl FnMut(usize) -> io::Result<[Command; 2]>,
    ) -> io::Result<Self> {
        let mut costs = Vec::new();
        for number in 0..count {
            let [mut ours, mut other] = round(number)?;
            costs.push((Cost::of(&mut ours)?, Cost::of(&mut other)?));
        }
        Ok(Self { costs })
    }

    /// A row of wall time and one of CPU time. The limit applies to wall time if the machine was otherwise idle, else
    /// to CPU time.
    pub(crate) fn rows(&self, number: u8, case: &str, ratio: Option<f64>) -> Vec<Row> {
        let is_quiet = |(ours, other): &(Cost, Cost)| ours.is_quiet && other.is_quiet;
        let has_cpu = |(ours, other): &(Cost, Cost)| ours.cpu.is_some() && other.cpu.is_some();
        let (is_quiet, has_cpu) = (
            self.costs.iter().all(is_quiet),
            self.costs.iter().all(has_cpu),
        );
        let limit = |is_judged: bool| match ratio {
            Some(ratio) if is_judged => Limit::Ratio(ratio),
            _ => Limit::None,
        };
        let wall = self.row(
            number,
            format!("{case}, wall time"),
            limit(is_quiet || !has_cpu),
            |cost| Some(cost.wall),
        );
        let cpu = || {
            let limit = limit(!is_quiet);
            self.row(number, format!("{case}, CPU time"), limit, |cost| cost.cpu)
        };
        [wall].into_iter().chain(has_cpu.then(cpu)).collect()
    }

    fn row(
        &self,
        number: u8,
        case: String,
        limit: Limit,
        time: impl Fn(&Cost) -> Option<Duration>,
    ) -> Row {
        let milliseconds =
            |cost: &Cost| time(cost).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3);
        let pairs: Vec<(f64, f64)> = self
            .costs
            .iter()
            .map(|(ours, other)| (milliseconds(ours), milliseconds(other)))
            .collect();
        Row {
            number,
            case,
            unit: Unit::Milliseconds,
            ours: Figure::of(pairs.iter().map(|(ours, _)| *ours).collect()),
            other: Some(Figure::of(pairs.iter().map(|(_, other)| *other).collect())),
            ratio: Some(Figure::of(
                pairs.iter().map(|(ours, other)| ours / other).collect(),
            )),
            limit,
        }
    }
}

//! Rounds that time all sides of a case in turn, paced by criterion.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use allocation_counter::opt_out;
use criterion::{Criterion, SamplingMode, Throughput};

use crate::table::{Figure, Limit, Row, Unit};

/// The number of rounds per figure.
const ROUNDS: usize = 30;

/// The durations of warm-up and measurement of a case, including the work between passes.
const WARM_UP: Duration = Duration::from_millis(500);
const MEASUREMENT: Duration = Duration::from_secs(6);

/// How often a case runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Pace {
    /// Once, to check that it works.
    Smoke,
    /// As often as needed to measure it.
    Measured,
}

/// One side of a case: makes so many calls, returns their duration, and cleans up afterwards.
pub(crate) type Side<'a> = &'a mut dyn FnMut(u64) -> Duration;

/// Nanoseconds per call of each side in each round.
#[derive(Debug)]
pub(crate) struct Rounds<const N: usize>(Vec<[f64; N]>);

/// Times the sides in passes of `calls` calls. Within a round the sides alternate pass by pass, so that disturbances
/// affect all of them; a side's time in a round is that of its median pass.
///
/// For criterion, which paces the rounds, one iteration is one pass of each side, and its time that of the first.
pub(crate) fn alternate<const N: usize>(
    name: &str,
    pace: Pace,
    calls: u64,
    mut sides: [Side<'_>; N],
) -> Rounds<N> {
    if pace == Pace::Smoke {
        return Rounds(vec![round(1, 1, &mut sides)]);
    }
    let rounds = RefCell::new(Vec::new());
    let mut criterion = Criterion::default()
        .sample_size(ROUNDS)
        .warm_up_time(WARM_UP)
        .measurement_time(MEASUREMENT);
    let mut group = criterion.benchmark_group("compare");
    group
        .sampling_mode(SamplingMode::Flat)
        .throughput(Throughput::Elements(calls));
    group.bench_function(name, |bencher| {
        bencher.iter_custom(|passes| {
            let round = round(passes, calls, &mut sides);
            rounds.borrow_mut().push(round);
            let ours = round.first().copied().unwrap_or_default();
            Duration::from_secs_f64(ours * calls as f64 * passes as f64 / 1e9)
        });
    });
    group.finish();
    let mut rounds = rounds.into_inner();
    // Earlier rounds were for warming up.
    let measured = rounds.split_off(rounds.len().saturating_sub(ROUNDS));
    Rounds(measured)
}

fn round<const N: usize>(passes: u64, calls: u64, sides: &mut [Side<'_>; N]) -> [f64; N] {
    let mut times = [const { Vec::new() }; N];
    for pass in 0..passes {
        // The order rotates, so that no side always follows the same one.
        let first = usize::try_from(pass).unwrap_or_default() % N;
        for turn in 0..N {
            let turn = (first + turn) % N;
            if let (Some(side), Some(times)) = (sides.get_mut(turn), times.get_mut(turn)) {
                // Counting allocations takes time, and more on the side that allocates more.
                opt_out(|| times.push(side(calls).as_secs_f64() * 1e9 / calls as f64));
            }
        }
    }
    times.map(|times| Figure::of(times).median)
}

/// The time of so many calls; the caller keeps their results from being optimized out.
pub(crate) fn time<T>(calls: u64, mut call: impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    for _ in 0..calls {
        call();
    }
    start.elapsed()
}

impl<const N: usize> Rounds<N> {
    /// Compares one side with another.
    pub(crate) fn row(&self, number: u8, case: &str, sides: (usize, usize), limit: Limit) -> Row {
        let of = |side: usize| {
            self.0
                .iter()
                .filter_map(move |round| round.get(side).copied())
        };
        row(
            (number, Unit::Nanoseconds),
            case,
            of(sides.0).zip(of(sides.1)).collect(),
            limit,
        )
    }
}

/// Compares the times of ours with those of the other.
pub(crate) fn row(
    (number, unit): (u8, Unit),
    case: &str,
    rounds: Vec<(f64, f64)>,
    limit: Limit,
) -> Row {
    let compared = rounds.iter().map(|(ours, other)| match limit {
        Limit::More(_) => ours - other,
        _ => ours / other,
    });
    let ratio = Figure::of(compared.collect());
    let (ours, other) = rounds.into_iter().unzip();
    Row {
        number,
        case: case.to_owned(),
        unit,
        ours: Figure::of(ours),
        other: Some(Figure::of(other)),
        ratio: Some(ratio),
        limit,
    }
}

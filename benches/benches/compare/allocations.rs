//! Allocations of calls on the calling thread.

use allocation_counter::measure;

use crate::rounds;
use crate::table::{Limit, Row, Unit};

const CALLS: u32 = 100;

/// The mean allocations per call of both sides, after a warm-up call.
pub(crate) fn compare<T, U>(
    number: u8,
    case: &str,
    ours: impl FnMut() -> T,
    other: impl FnMut() -> U,
    limit: Limit,
) -> Row {
    let compared = (per_call(ours), per_call(other));
    rounds::row(
        (number, Unit::Allocations),
        &format!("{case}, allocations"),
        vec![compared],
        limit,
    )
}

fn per_call<T>(mut call: impl FnMut() -> T) -> f64 {
    call();
    let counted = measure(|| {
        for _ in 0..CALLS {
            call();
        }
    });
    counted.count_total as f64 / f64::from(CALLS)
}

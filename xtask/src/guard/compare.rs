//! Compares counts with those of the baseline.

use std::fmt;

use super::baseline::{Baseline, Counts};

/// The share by which a count may grow, in percent.
const TOLERANCE: u64 = 5;

/// A difference from the baseline.
#[derive(Debug, PartialEq)]
pub(super) enum Change {
    /// A count differs by more than the tolerance.
    Count {
        case: String,
        unit: &'static str,
        old: u64,
        new: u64,
    },
    /// Instructions are counted, but not recorded in the baseline.
    Uncounted { case: String },
    /// A case is missing in the baseline.
    Unknown { case: String },
    /// A case of the baseline is not counted any more.
    Gone { case: String },
}

impl Change {
    /// Whether CI fails.
    pub(super) fn is_mistake(&self) -> bool {
        match self {
            Self::Count { old, new, .. } => new > old,
            Self::Uncounted { .. } | Self::Unknown { .. } | Self::Gone { .. } => true,
        }
    }
}

/// All differences from the baseline. Instructions are compared only if they are counted now.
pub(super) fn changes(baseline: &Baseline, now: &Baseline) -> Vec<Change> {
    let mut changes = Vec::new();
    for (case, counts) in &now.cases {
        match baseline.cases.get(case) {
            Some(known) => changes.extend(of_case(case, known, counts)),
            None => changes.push(Change::Unknown { case: case.clone() }),
        }
    }
    let mut known = baseline.cases.keys().cloned().collect::<Vec<_>>();
    known.retain(|case| !now.cases.contains_key(case));
    changes.extend(known.into_iter().map(|case| Change::Gone { case }));
    changes
}

fn of_case(case: &str, known: &Counts, now: &Counts) -> Vec<Change> {
    let uncounted = match (known.instructions, now.instructions) {
        (None, Some(_)) => Some(Change::Uncounted {
            case: case.to_owned(),
        }),
        _ => None,
    };
    let counts = [
        ("instructions", known.instructions.zip(now.instructions)),
        ("allocations", Some((known.allocations, now.allocations))),
    ];
    let changed = counts.into_iter().filter_map(|(unit, counts)| {
        let (old, new) = counts?;
        (old.abs_diff(new) * 100 > old * TOLERANCE).then(|| Change::Count {
            case: case.to_owned(),
            unit,
            old,
            new,
        })
    });
    uncounted.into_iter().chain(changed).collect()
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count {
                case,
                unit,
                old,
                new,
            } => write!(f, "`{case}` takes {new} {unit}, and took {old}"),
            Self::Uncounted { case } => {
                write!(
                    f,
                    "the baseline does not say how many instructions `{case}` takes"
                )
            }
            Self::Unknown { case } => write!(f, "`{case}` is not in the baseline"),
            Self::Gone { case } => write!(f, "`{case}` is in the baseline, and nothing counts it"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, changes};
    use crate::guard::baseline::{Baseline, Counts};

    fn of(case: &str, instructions: Option<u64>, allocations: u64) -> Baseline {
        let counts = Counts {
            instructions,
            allocations,
        };
        Baseline {
            cases: [(case.to_owned(), counts)].into(),
        }
    }

    #[test]
    fn a_count_may_grow_by_five_percent() {
        let known = of("call", Some(1000), 20);
        assert_eq!(changes(&known, &of("call", Some(1050), 21)), []);
        let grown = changes(&known, &of("call", Some(1051), 22));
        let grown: Vec<String> = grown.iter().map(Change::to_string).collect();
        assert_eq!(
            grown,
            [
                "`call` takes 1051 instructions, and took 1000",
                "`call` takes 22 allocations, and took 20"
            ]
        );
    }

    #[test]
    fn a_case_without_allocations_may_not_begin_to_allocate() {
        let [grown] = &*changes(&of("poll", Some(9), 0), &of("poll", Some(9), 1)) else {
            panic!("expected one change");
        };
        assert!(grown.is_mistake());
    }

    #[test]
    fn instructions_that_the_baseline_lacks_are_a_mistake_where_they_are_counted() {
        let [uncounted] = &*changes(&of("call", None, 1), &of("call", Some(9), 1)) else {
            panic!("expected one change");
        };
        assert!(uncounted.is_mistake());
        assert_eq!(
            uncounted.to_string(),
            "the baseline does not say how many instructions `call` takes"
        );
        assert_eq!(changes(&of("call", None, 1), &of("call", None, 1)), []);
    }

    #[test]
    fn instructions_that_are_not_counted_are_not_compared() {
        assert_eq!(changes(&of("call", Some(9), 1), &of("call", None, 1)), []);
    }

    #[test]
    fn a_shrunk_count_is_reported_and_no_mistake() {
        let [shrunk] = &*changes(&of("call", Some(1000), 1), &of("call", Some(900), 1)) else {
            panic!("expected one change");
        };
        assert!(!shrunk.is_mistake());
    }

    #[test]
    fn a_case_on_one_side_alone_is_a_mistake() {
        let changes = changes(&of("old", None, 1), &of("new", None, 1));
        let expected = [
            Change::Unknown {
                case: "new".to_owned(),
            },
            Change::Gone {
                case: "old".to_owned(),
            },
        ];
        assert_eq!(changes, expected);
        assert!(changes.iter().all(Change::is_mistake));
    }
}

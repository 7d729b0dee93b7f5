//! The recorded costs of all cases, and their file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;

/// The costs of all cases.
#[derive(Debug, Default, Clone, PartialEq, Deserialize)]
#[serde(transparent)]
pub(super) struct Baseline {
    pub(super) cases: BTreeMap<String, Counts>,
}

/// The cost of one case with all its repetitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Counts {
    /// `None` if they cannot be counted.
    pub(super) instructions: Option<u64>,
    pub(super) allocations: u64,
}

impl Baseline {
    pub(super) fn read(file: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(file).map_err(|error| error.to_string());
        text.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()))
            .map_err(|error| format!("{}: {error}", file.display()))
    }

    /// These counts, with instructions that they lack taken from another baseline.
    pub(super) fn over(mut self, known: &Self) -> Self {
        for (name, counts) in &mut self.cases {
            let known = known.cases.get(name).and_then(|known| known.instructions);
            counts.instructions = counts.instructions.or(known);
        }
        self
    }

    pub(super) fn write(&self, file: &Path) -> Result<(), String> {
        fs::write(file, self.text()).map_err(|error| format!("{}: {error}", file.display()))
    }

    /// One line for each case.
    fn text(&self) -> String {
        let mut text = "{".to_owned();
        for (position, (name, counts)) in self.cases.iter().enumerate() {
            let comma = if position == 0 { "" } else { "," };
            let instructions = counts
                .instructions
                .map_or_else(|| "null".to_owned(), |count| count.to_string());
            let _ = write!(
                text,
                "{comma}\n  \"{name}\": {{ \"instructions\": {instructions}, \"allocations\": {} }}",
                counts.allocations
            );
        }
        text + "\n}\n"
    }
}

#[cfg(test)]
mod tests {
    use super::{Baseline, Counts};

    fn baseline(counts: &[(&str, Option<u64>, u64)]) -> Baseline {
        let cases = counts.iter().map(|&(name, instructions, allocations)| {
            let counts = Counts {
                instructions,
                allocations,
            };
            (name.to_owned(), counts)
        });
        Baseline {
            cases: cases.collect(),
        }
    }

    #[test]
    fn a_written_baseline_is_read_again() {
        let written = baseline(&[("call", Some(1200), 3), ("poll", None, 0)]);
        let read: Baseline = serde_json::from_str(&written.text()).unwrap();
        assert_eq!(read, written);
        assert_eq!(written.text().lines().count(), 2 + 2);
    }

    #[test]
    fn instructions_that_cannot_be_counted_stay_as_they_are_known() {
        let known = baseline(&[("call", Some(1200), 3), ("gone", Some(1), 1)]);
        let now = baseline(&[("call", None, 2), ("new", None, 5)]);
        let expected = baseline(&[("call", Some(1200), 2), ("new", None, 5)]);
        assert_eq!(now.over(&known), expected);
    }
}

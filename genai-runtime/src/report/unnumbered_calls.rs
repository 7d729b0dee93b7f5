//! Counts tool calls without an index.

use super::response::LAST_CHOICE;

/// The number of tool calls without an index in each choice. Nearly all responses have one choice, which takes no
/// allocation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct UnnumberedCalls {
    first: usize,
    others: Vec<usize>,
}

impl UnnumberedCalls {
    /// The index of the next call of a choice. Choices beyond [`LAST_CHOICE`] are not counted.
    pub(super) fn next(&mut self, choice: usize) -> usize {
        let Some(count) = self.of(choice) else {
            return 0;
        };
        let next = *count;
        *count = next.saturating_add(1);
        next
    }

    /// The index of the last call of a choice.
    #[cfg(feature = "serde_json")]
    pub(super) fn last(&self, choice: usize) -> usize {
        let count = match choice.checked_sub(1) {
            None => Some(&self.first),
            Some(index) => self.others.get(index),
        };
        count.map_or(0, |count| count.saturating_sub(1))
    }

    /// Merges newer counts, which continued from these.
    pub(super) fn merge(&mut self, newer: &Self) {
        self.first = self.first.max(newer.first);
        for (index, &newer) in newer.others.iter().enumerate() {
            if let Some(mine) = self.of(index + 1) {
                *mine = newer.max(*mine);
            }
        }
    }

    fn of(&mut self, choice: usize) -> Option<&mut usize> {
        let Some(index) = choice.checked_sub(1) else {
            return Some(&mut self.first);
        };
        if choice <= LAST_CHOICE && self.others.len() <= index {
            self.others.resize(choice, 0);
        }
        self.others.get_mut(index)
    }
}

#[cfg(test)]
impl PartialEq<usize> for UnnumberedCalls {
    fn eq(&self, total: &usize) -> bool {
        self.first + self.others.iter().sum::<usize>() == *total
    }
}

#[cfg(test)]
mod tests {
    use super::UnnumberedCalls;

    #[test]
    fn calls_are_counted_by_choice() {
        let mut calls = UnnumberedCalls::default();
        let indexes = [0, 2, 2, 0, 1].map(|choice| calls.next(choice));
        assert_eq!(indexes, [0, 0, 1, 1, 0]);
        #[cfg(feature = "serde_json")]
        assert_eq!([0, 1, 2, 3].map(|choice| calls.last(choice)), [1, 0, 1, 0]);
    }

    #[test]
    fn implausible_choices_take_no_memory() {
        let mut calls = UnnumberedCalls::default();
        assert_eq!([calls.next(usize::MAX), calls.next(256)], [0, 0]);
        assert_eq!(calls, UnnumberedCalls::default());
    }

    #[test]
    fn separate_counts_continue_from_the_earlier_ones() {
        let mut calls = UnnumberedCalls::default();
        calls.next(1);
        let mut apart = calls.clone();
        apart.next(0);
        apart.next(1);
        calls.merge(&apart);
        assert_eq!([calls.next(0), calls.next(1)], [1, 2]);
    }
}

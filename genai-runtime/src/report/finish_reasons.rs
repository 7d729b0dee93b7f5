//! The finish reasons of a response.

use std::borrow::Cow;

/// The finish reason of each choice of a response, in the order of the choices; `None` for a choice that has not ended.
/// Nearly all responses have one choice, which takes no allocation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FinishReasons {
    first: Option<Reason>,
    others: Vec<Reason>,
}

type Reason = Option<Cow<'static, str>>;

impl FinishReasons {
    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// The number of choices.
    pub(crate) fn len(&self) -> usize {
        usize::from(self.first.is_some()) + self.others.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Reason> {
        self.first.iter().chain(&self.others)
    }

    /// Their size in bytes, texts included.
    #[cfg(feature = "sdk")]
    pub(crate) fn bytes(&self) -> usize {
        let texts = self.iter().flatten().map(|reason| reason.len());
        texts.sum::<usize>() + self.others.capacity() * size_of::<Reason>()
    }

    /// The reason of the choice at an index, adding choices up to it.
    pub(crate) fn at(&mut self, index: usize) -> Option<&mut Reason> {
        let first = self.first.get_or_insert_default();
        match index.checked_sub(1) {
            None => Some(first),
            Some(index) => {
                if self.others.len() <= index {
                    self.others.resize(index + 1, None);
                }
                self.others.get_mut(index)
            }
        }
    }

    /// Merges newer reasons, which take precedence.
    pub(crate) fn merge(&mut self, newer: Self) {
        let newer = newer.first.into_iter().chain(newer.others);
        for (index, newer) in newer.enumerate() {
            if let Some(mine) = self.at(index)
                && newer.is_some()
            {
                *mine = newer;
            }
        }
    }
}

#[cfg(test)]
impl<const N: usize> From<[Reason; N]> for FinishReasons {
    fn from(reasons: [Reason; N]) -> Self {
        let mut reasons = reasons.into_iter();
        Self {
            first: reasons.next(),
            others: reasons.collect(),
        }
    }
}

#[cfg(test)]
impl<const N: usize> PartialEq<[Reason; N]> for FinishReasons {
    fn eq(&self, reasons: &[Reason; N]) -> bool {
        self.iter().eq(reasons)
    }
}

#[cfg(test)]
mod tests {
    use super::FinishReasons;

    #[test]
    fn a_reason_of_a_later_choice_adds_the_choices_before_it() {
        let mut reasons = FinishReasons::default();
        assert!(reasons.is_empty());
        if let Some(third) = reasons.at(2) {
            *third = Some("stop".into());
        }
        assert_eq!(reasons, [None, None, Some("stop".into())]);
    }

    #[test]
    fn a_newer_reason_replaces_an_older_one_unless_it_is_absent() {
        let mut reasons = FinishReasons::from([Some("length".into()), None]);
        reasons.merge(FinishReasons::from([None, Some("stop".into()), None]));
        let expected = [Some("length".into()), Some("stop".into()), None];
        assert_eq!(reasons, expected);
    }
}

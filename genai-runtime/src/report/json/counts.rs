//! Counts of tokens in JSON.

use serde_json::Value;

use super::{at, elements};
use crate::report::usage::is_reasoning_apart;
use crate::report::value::{NotACount, TokenCount};

/// A whole JSON number that is not negative. `null` is an absent count, anything else an invalid one.
impl TokenCount for Value {
    fn token_count(&self) -> Option<Result<u64, NotACount>> {
        match self {
            Self::Null => None,
            other => Some(other.as_u64().or_else(|| whole(other)).ok_or(NotACount)),
        }
    }
}

/// The count in a number such as `7.0`: Cohere's API defines its counts as `double`s.
pub(super) fn whole(value: &Value) -> Option<u64> {
    const LAST_EXACT: f64 = 9_007_199_254_740_992.0;
    let number = value.as_f64()?;
    let is_count = number.fract() == 0.0 && (0.0..=LAST_EXACT).contains(&number);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the number is whole, and in the range of a count"
    )]
    is_count.then_some(number as u64)
}

/// The sum of two counts; absent only if both are.
pub(super) struct Sum<'a>(pub(super) Option<&'a Value>, pub(super) Option<&'a Value>);

impl TokenCount for Sum<'_> {
    fn token_count(&self) -> Option<Result<u64, NotACount>> {
        sum(self.0.token_count(), self.1.token_count())
    }
}

/// The output tokens of a usage including `reasoning`, which is added only if the total shows that the output lacks it.
/// `keys` are those of the input, output and total tokens.
pub(super) fn whole_output<'a>(
    usage: &'a Value,
    keys: [&str; 3],
    reasoning: Option<&'a Value>,
) -> Sum<'a> {
    let [input, output, total] = keys.map(|key| usage.get(key));
    let count = |value: Option<&Value>| value.and_then(Value::as_u64);
    let is_apart = is_reasoning_apart(
        [count(input), count(output)],
        count(reasoning),
        count(total),
    );
    Sum(output, reasoning.filter(|_| is_apart))
}

/// The sum of the counts at a path of each element of a list.
pub(super) struct SumOf<'a>(
    pub(super) Option<&'a Value>,
    pub(super) &'static [&'static str],
);

impl TokenCount for SumOf<'_> {
    fn token_count(&self) -> Option<Result<u64, NotACount>> {
        let counts = elements(self.0).map(|element| at(element, self.1).token_count());
        counts.fold(None, sum)
    }
}

type Count = Option<Result<u64, NotACount>>;

/// The sum of two counts; invalid if either is.
pub(super) fn sum(one: Count, other: Count) -> Count {
    match (one, other) {
        (Some(Ok(one)), Some(Ok(other))) => Some(Ok(one.saturating_add(other))),
        (Some(Err(error)), _) | (_, Some(Err(error))) => Some(Err(error)),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::report::Usage;
    use crate::report::json::facts::facts;

    #[test]
    fn whole_numbers_in_any_notation_are_counts() {
        let usage = |tokens| json!({"usage": {"prompt_tokens": tokens}});
        assert_eq!(facts([&usage(json!(7.0))]).usage, Usage::new().input(7));
        for odd in [json!(7.5), json!(-7.0), json!(1e300), json!([7])] {
            let facts = facts([&usage(odd)]);
            assert_eq!(facts.usage, Usage::new());
            assert!(facts.is_inconsistent());
        }
    }
}

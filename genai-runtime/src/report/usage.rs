//! Token counts in the meaning of the conventions.

use super::count::Count;
use super::{Response, UsageReport};

/// Token counts of one call, in the meaning of the OpenTelemetry GenAI conventions.
///
/// `input` includes cached tokens and `output` includes reasoning tokens. A count that the provider
/// did not give is absent, never 0.
///
/// # Examples
///
/// ```
/// use genai_runtime::Usage;
///
/// // A provider that counts cached input apart (Anthropic) is normalised:
/// let usage = Usage::new().input(20).cache_read(100).cache_write(30).output(8).with_separate_cache();
/// assert_eq!(usage.input_tokens(), Some(150));
/// assert_eq!(usage.cache_read_tokens(), Some(100));
/// assert!(!usage.is_inconsistent());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    input: Count,
    output: Count,
    cache_read: Count,
    cache_write: Count,
    reasoning: Count,
    separate_cache: bool,
}

impl Usage {
    /// Creates a usage without counts.
    pub const fn new() -> Self {
        Self {
            input: Count::ABSENT,
            output: Count::ABSENT,
            cache_read: Count::ABSENT,
            cache_write: Count::ABSENT,
            reasoning: Count::ABSENT,
            separate_cache: false,
        }
    }

    /// Whether no count is known.
    pub(crate) const fn is_empty(&self) -> bool {
        self.input.is_absent()
            && self.output.is_absent()
            && self.cache_read.is_absent()
            && self.cache_write.is_absent()
            && self.reasoning.is_absent()
    }

    /// Sets the tokens that were sent to the model (`gen_ai.usage.input_tokens`).
    #[must_use]
    pub const fn input(mut self, tokens: u64) -> Self {
        self.input = Count::of(tokens);
        self
    }

    /// Sets the tokens that the model generated, reasoning included (`gen_ai.usage.output_tokens`).
    #[must_use]
    pub const fn output(mut self, tokens: u64) -> Self {
        self.output = Count::of(tokens);
        self
    }

    /// Sets the input tokens that came from the provider's cache
    /// (`gen_ai.usage.cache_read.input_tokens`).
    #[must_use]
    pub const fn cache_read(mut self, tokens: u64) -> Self {
        self.cache_read = Count::of(tokens);
        self
    }

    /// Sets the input tokens that were written to the provider's cache
    /// (`gen_ai.usage.cache_creation.input_tokens`).
    #[must_use]
    pub const fn cache_write(mut self, tokens: u64) -> Self {
        self.cache_write = Count::of(tokens);
        self
    }

    /// Sets the output tokens that were spent on reasoning
    /// (`gen_ai.usage.reasoning.output_tokens`).
    #[must_use]
    pub const fn reasoning(mut self, tokens: u64) -> Self {
        self.reasoning = Count::of(tokens);
        self
    }

    /// Declares that the provider's input count leaves out cached tokens, as Anthropic's does; they
    /// are added so that [`Usage::input_tokens`] is the whole input.
    #[must_use]
    pub const fn with_separate_cache(mut self) -> Self {
        self.separate_cache = true;
        self
    }

    /// All input tokens, cached ones included.
    pub const fn input_tokens(&self) -> Option<u64> {
        match self.input.get() {
            Some(input) if self.separate_cache => {
                let cached = self
                    .cache_read
                    .or_zero()
                    .saturating_add(self.cache_write.or_zero());
                Count::of(input.saturating_add(cached)).get()
            }
            input => input,
        }
    }

    /// All output tokens, reasoning included.
    pub const fn output_tokens(&self) -> Option<u64> {
        self.output.get()
    }

    /// Input tokens that were read from the provider's cache.
    pub const fn cache_read_tokens(&self) -> Option<u64> {
        self.cache_read.get()
    }

    /// Input tokens that were written to the provider's cache.
    pub const fn cache_write_tokens(&self) -> Option<u64> {
        self.cache_write.get()
    }

    /// Output tokens that were spent on reasoning.
    pub const fn reasoning_tokens(&self) -> Option<u64> {
        self.reasoning.get()
    }

    /// Whether a part is larger than its total. Such counts are reported as the provider gave them
    /// and marked with `genai_runtime.usage.inconsistent`.
    pub const fn is_inconsistent(&self) -> bool {
        let cached = self
            .cache_read
            .or_zero()
            .saturating_add(self.cache_write.or_zero());
        exceeds(cached, self.input_tokens()) || exceeds(self.reasoning.or_zero(), self.output.get())
    }

    /// Replaces every count that `newer` has.
    pub(super) fn update(&mut self, newer: Self) {
        if !newer.input.is_absent() {
            self.separate_cache = newer.separate_cache;
        }
        self.input.update(newer.input);
        self.output.update(newer.output);
        self.cache_read.update(newer.cache_read);
        self.cache_write.update(newer.cache_write);
        self.reasoning.update(newer.reasoning);
        self.separate_cache |= newer.separate_cache;
    }
}

const fn exceeds(part: u64, total: Option<u64>) -> bool {
    match total {
        Some(total) => part > total,
        None => false,
    }
}

/// Whether the output count excludes reasoning tokens: if they exceed it (Perplexity), or if prompt and completion add
/// up to the total only together with them (xAI).
#[cfg(feature = "serde_json")]
pub(super) fn is_reasoning_apart(
    counts: [Option<u64>; 2],
    reasoning: Option<u64>,
    total: Option<u64>,
) -> bool {
    let [input, output] = counts;
    let (Some(output), Some(reasoning)) = (output, reasoning) else {
        return false;
    };
    let sum = input.and_then(|input| input.checked_add(output)?.checked_add(reasoning));
    reasoning > output || (reasoning > 0 && sum.is_some() && sum == total)
}

impl UsageReport for Usage {
    fn report(&self, response: &mut Response<'_>) {
        response.usage(*self);
    }
}

#[cfg(test)]
mod tests {
    use super::Usage;

    #[test]
    fn absent_counts_stay_absent() {
        let usage = Usage::new().cache_read(5).with_separate_cache();
        assert_eq!(usage.input_tokens(), None);
        assert_eq!(usage.output_tokens(), None);
        assert!(!usage.is_inconsistent());
    }

    #[test]
    fn a_part_larger_than_its_total_is_inconsistent() {
        assert!(Usage::new().input(10).cache_read(11).is_inconsistent());
        assert!(
            Usage::new()
                .input(10)
                .cache_read(6)
                .cache_write(6)
                .is_inconsistent()
        );
        assert!(Usage::new().output(3).reasoning(4).is_inconsistent());
        assert!(
            !Usage::new()
                .input(10)
                .cache_read(10)
                .output(4)
                .reasoning(4)
                .is_inconsistent()
        );
    }

    #[test]
    fn separate_caches_saturate() {
        let usage = Usage::new()
            .input(u64::MAX)
            .cache_read(1)
            .with_separate_cache();
        assert_eq!(usage.input_tokens(), Some(i64::MAX.unsigned_abs()));
    }

    #[test]
    fn an_update_of_the_input_replaces_whether_the_cache_is_separate() {
        let mut usage = Usage::new().input(5).cache_read(3).with_separate_cache();
        usage.update(Usage::new().output(1));
        assert_eq!(usage.input_tokens(), Some(8));
        usage.update(Usage::new().input(50).cache_read(10));
        assert_eq!(usage.input_tokens(), Some(50));
    }

    #[test]
    fn newer_counts_replace_older_ones() {
        let mut usage = Usage::new().input(5).output(1);
        usage.update(Usage::new().output(7).reasoning(2));
        assert_eq!(usage, Usage::new().input(5).output(7).reasoning(2));
    }
}

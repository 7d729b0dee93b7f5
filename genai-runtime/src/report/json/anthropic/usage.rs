//! The `usage` of Anthropic's Messages API.

use serde_json::Value;

use crate::report::Response;
use crate::report::json::{at, elements, sum, text};
use crate::report::value::{NotACount, TokenCount};

/// Reports a usage. The counts of a stream are running totals: later events replace those of earlier ones.
pub(super) fn report(usage: Option<&Value>, response: &mut Response<'_>) {
    if let Some(usage) = usage.filter(|usage| usage.is_object()) {
        if iterations(usage).any(is_compaction) {
            response.compacted();
        }
        let billed = |key| Billed { usage, key };
        response
            .separate_cache()
            .input_tokens(billed("input_tokens"))
            .output_tokens(billed("output_tokens"))
            .cache_read_tokens(billed("cache_read_input_tokens"))
            .cache_write_tokens(billed("cache_creation_input_tokens"))
            .reasoning_tokens(at(usage, &["output_tokens_details", "thinking_tokens"]));
    }
}

/// A count as it is billed. If the conversation was compacted on the way, only `iterations` include the tokens of that
/// (<https://platform.claude.com/docs/en/build-with-claude/compaction>).
struct Billed<'a> {
    usage: &'a Value,
    key: &'static str,
}

impl TokenCount for Billed<'_> {
    fn token_count(&self) -> Option<Result<u64, NotACount>> {
        if !iterations(self.usage).any(is_compaction) {
            return self.usage.get(self.key).token_count();
        }
        iterations(self.usage)
            // `advisor_message` has the tokens of another model.
            .filter(|iteration| text(iteration, "type") != Some("advisor_message"))
            .map(|iteration| iteration.get(self.key).token_count())
            .fold(None, sum)
    }
}

/// The usage of each call of a model within the request.
fn iterations(usage: &Value) -> impl Iterator<Item = &Value> {
    elements(usage.get("iterations"))
}

fn is_compaction(iteration: &Value) -> bool {
    text(iteration, "type") == Some("compaction")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::report::Usage;
    use crate::report::json::anthropic::tests::{end, start};
    use crate::report::json::facts::facts;

    #[test]
    fn the_tokens_of_a_compaction_are_counted() {
        let iteration = |kind: &str, input: u64, output: u64| json!({"type": kind, "input_tokens": input, "output_tokens": output, "cache_read_input_tokens": 2});
        let usage = json!({
            "input_tokens": 23000, "output_tokens": 1000, "cache_read_input_tokens": 2, "iterations": [
                iteration("compaction", 180_000, 3500), iteration("message", 23000, 1000),
                iteration("advisor_message", 7, 7)
            ]
        });
        let whole = Usage::new().input(203_000).output(4500).cache_read(4);
        let mut last = usage.clone();
        for key in ["input_tokens", "cache_read_input_tokens"] {
            last[key] = json!(null);
        }
        for events in [
            vec![start(&usage)],
            vec![
                start(&json!({"input_tokens": 23000, "output_tokens": 1})),
                end(&last),
            ],
        ] {
            let facts = facts(&events);
            assert_eq!(facts.usage, whole.with_separate_cache());
            assert!(facts.is_compacted);
        }
        let mut plain = usage;
        plain["iterations"] = json!([iteration("message", 23000, 1000)]);
        let plain = facts([&start(&plain)]);
        assert_eq!(plain.usage.output_tokens(), Some(1000));
        assert!(!plain.is_compacted);
    }

    /// `message_start` has the counts of input and cache; what `message_delta` repeats are running totals.
    #[test]
    fn running_totals_replace_each_other() {
        let first = json!({
            "input_tokens": 10, "output_tokens": 1,
            "cache_read_input_tokens": 100, "cache_creation_input_tokens": 20
        });
        let lasts = [
            json!({"output_tokens": 30}),
            json!({"output_tokens": 30, "input_tokens": null, "cache_read_input_tokens": null}),
            json!({"output_tokens": 30, "cache_read_input_tokens": 100}),
            json!({
                "output_tokens": 30, "input_tokens": 10,
                "cache_read_input_tokens": 100, "cache_creation_input_tokens": 20
            }),
        ];
        let whole = Usage::new()
            .input(10)
            .output(30)
            .cache_read(100)
            .cache_write(20);
        for last in lasts {
            let facts = facts([&start(&first), &end(&last)]);
            assert_eq!(facts.usage, whole.with_separate_cache(), "{last}");
            assert_eq!(facts.usage.input_tokens(), Some(130), "{last}");
        }
        // A tool that the provider runs itself makes the input grow while the stream runs.
        let last = json!({"output_tokens": 9, "input_tokens": 50, "cache_read_input_tokens": 200});
        let facts = facts([&start(&first), &end(&last)]);
        assert_eq!(facts.usage.input_tokens(), Some(50 + 200 + 20));
    }
}

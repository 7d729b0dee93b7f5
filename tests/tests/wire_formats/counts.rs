//! Token counts in recorded bodies, as the conventions define them: cached tokens are part of the input, reasoning
//! tokens part of the output.

use serde_json::Value;

use crate::format::Format;
use crate::places::first;

/// Counts in the order of [`COUNTS`](crate::expected::COUNTS), and whether they contradict each other.
pub(crate) type Counts = ([Option<i64>; 5], bool);

/// The counts of a call's bodies: the last value of each.
pub(crate) fn counts(format: Format, bodies: &[Value]) -> Counts {
    let mut counts = [None; 5];
    let mut is_spoilt = false;
    for usage in bodies.iter().filter_map(|body| first(body, format.usage())) {
        let mut found = format
            .counts(usage)
            .map(|places| Count::of(format, usage, places));
        let [_, output, .., reasoning] = &mut found;
        if let (Count::Of(output), Count::Of(reasoning)) = (output, reasoning)
            && has_total(format)
            && is_apart(*reasoning, *output, usage)
        {
            *output += *reasoning;
        }
        for (count, found) in counts.iter_mut().zip(found) {
            match found {
                Count::Of(tokens) => *count = Some(tokens),
                Count::None => {}
                Count::Spoilt => is_spoilt = true,
            }
        }
    }
    let [input, output, read, write, reasoning] = &mut counts;
    let cached = read.unwrap_or(0) + write.unwrap_or(0);
    if let (Format::Messages | Format::Converse, Some(input)) = (format, &mut *input) {
        *input += cached;
    }
    let exceeds = |part: i64, whole: &Option<i64>| whole.is_some_and(|whole| part > whole);
    let is_spoilt = is_spoilt || exceeds(cached, input) || exceeds(reasoning.unwrap_or(0), output);
    (counts, is_spoilt)
}

#[derive(Clone, Copy)]
enum Count {
    Of(i64),
    None,
    /// Something other than a count.
    Spoilt,
}

impl Count {
    fn of(format: Format, usage: &Value, places: &[&str]) -> Self {
        let iterations = usage["iterations"].as_array();
        // The tokens of a compaction are only among the iterations; another model's are advice.
        let billed = iterations.filter(|all| {
            format == Format::Messages && all.iter().any(|one| one["type"] == "compaction")
        });
        let Some(billed) = billed else {
            return Self::read(format, usage, places);
        };
        let billed = billed.iter().filter(|one| one["type"] != "advisor_message");
        billed.fold(Self::None, |sum, one| {
            sum.and(Self::read(format, one, places))
        })
    }

    /// A whole number, which Cohere and Titan write with a decimal point, or the length of Jurassic's list of tokens.
    fn read(format: Format, usage: &Value, places: &[&str]) -> Self {
        let Some(value) = first(usage, places) else {
            return Self::None;
        };
        let decimal = || {
            value
                .as_f64()
                .map(|number| number.to_string().parse::<u64>())
        };
        let listed = value.as_array().filter(|_| format == Format::Jurassic);
        let listed = listed.and_then(|tokens| u64::try_from(tokens.len()).ok());
        let tokens = value.as_u64().or_else(|| decimal()?.ok()).or(listed);
        match tokens.map(i64::try_from) {
            Some(Ok(tokens)) => Self::Of(tokens),
            _ => Self::Spoilt,
        }
    }

    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Of(one), Self::Of(other)) => Self::Of(one + other),
            (Self::Spoilt, _) | (_, Self::Spoilt) => Self::Spoilt,
            (Self::None, other) => other,
            (one, Self::None) => one,
        }
    }
}

fn has_total(format: Format) -> bool {
    matches!(
        format,
        Format::Chat | Format::Completions | Format::Embeddings | Format::Responses
    )
}

/// Whether reasoning is counted separately from the output: it exceeds the output, or the counts add up to the total
/// only with it.
fn is_apart(reasoning: i64, output: i64, usage: &Value) -> bool {
    let count = |key: &str| usage[key].as_i64();
    let input = count("prompt_tokens").or_else(|| count("input_tokens"));
    let sum = input.map(|input| input + output + reasoning);
    reasoning > output || (reasoning > 0 && sum.is_some() && sum == count("total_tokens"))
}

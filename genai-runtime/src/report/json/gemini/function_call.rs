//! Function calls: whole, or streamed in parts whose `partialArgs` have the arguments leaf by leaf.

use serde_json::Value;

use crate::report::Response;
use crate::report::json::{at, elements, text};

pub(super) fn report(choice: usize, function: &Value, response: &mut Response<'_>) {
    let name = text(function, "name");
    let is_continued = name.is_none() && response.has_open_arguments(choice);
    let partial = || elements(function.get("partialArgs"));
    if !is_continued {
        response.close_arguments();
        let arguments = at(function, &["args"]);
        if name.is_none() && arguments.is_none() && partial().next().is_none() {
            return;
        }
        let call = response.next_tool_call(choice);
        let call = call.id(text(function, "id")).name(name);
        if let Some(arguments) = arguments {
            call.arguments_json(arguments);
            return;
        }
        if goes_on(function) || partial().next().is_some() {
            response.open_arguments(choice);
        }
    }
    for leaf in partial() {
        report_leaf(leaf, response);
    }
    if !goes_on(function) {
        response.close_arguments();
    }
}

/// The keys of a leaf's value; a leaf has one of them, or `nullValue`.
const VALUES: [&str; 3] = ["stringValue", "numberValue", "boolValue"];

fn report_leaf(leaf: &Value, response: &mut Response<'_>) {
    let value = VALUES.iter().find_map(|name| leaf.get(name));
    // `nullValue` is the string "NULL_VALUE".
    let value = value.or_else(|| Some(&Value::Null).filter(|_| leaf.get("nullValue").is_some()));
    if let (Some(path), Some(value)) = (text(leaf, "jsonPath"), value) {
        response.argument(path, value, goes_on(leaf));
    }
}

fn goes_on(part: &Value) -> bool {
    part.get("willContinue").and_then(Value::as_bool) == Some(true)
}

#[cfg(all(test, feature = "content"))]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed unwrap is a failed test"
)]
mod tests {
    use serde_json::{Value, json};

    use crate::content::{Budget, Output};
    use crate::report::{Response, ResponseFacts, UsageReport};

    fn part(function: &Value) -> Value {
        json!({"candidates": [{"content": {"parts": [{"functionCall": function}]}}]})
    }

    fn leaf(path: &str, text: &str, goes_on: bool) -> Value {
        let leaf = json!({"jsonPath": path, "stringValue": text, "willContinue": goes_on});
        part(&json!({"partialArgs": [leaf], "willContinue": true}))
    }

    /// The names and arguments of the calls in a stream. Each chunk reports to the same facts, or `apart` to facts of
    /// its own, which are merged.
    fn calls(chunks: &[Value], apart: bool) -> (Value, u64) {
        let output = Output::new(Budget {
            part: 1_000,
            total: 10_000,
        });
        let mut facts = ResponseFacts {
            output: Some(Box::new(output)),
            ..ResponseFacts::default()
        };
        for chunk in chunks {
            if apart {
                let mut newer = facts.apart();
                chunk.report(&mut Response::new(&mut newer));
                facts.merge(newer);
            } else {
                chunk.report(&mut Response::new(&mut facts));
            }
        }
        let piece = facts.output.unwrap().to_json(&[], None).unwrap();
        let messages: Value = serde_json::from_str(&piece.json).unwrap();
        let parts = messages[0]["parts"].as_array().unwrap().iter();
        let calls = parts.map(|part| json!([part["name"], part["arguments"]]));
        (calls.collect(), facts.output_bytes)
    }

    #[test]
    fn arguments_in_parts_are_joined() {
        let end = part(&json!({}));
        let open = part(&json!({"name": "weather", "willContinue": true}));
        let chunks = [
            open.clone(),
            leaf("$.city", "Bos", true),
            leaf("$.city", "ton", true),
            leaf("$.city", "", false),
            end.clone(),
            part(&json!({"name": "now"})),
            open,
            leaf("$.city", "Oslo", false),
            // A call is ended by the next call, and by the end of the answer.
            part(
                &json!({"name": "weather", "partialArgs": [{"jsonPath": "$.days", "numberValue": 2}], "willContinue": true}),
            ),
            json!({"candidates": [{"content": {"parts": [{"text": ""}]}, "finishReason": "STOP"}]}),
            end,
        ];
        let expected = json!([
            ["weather", {"city": "Boston"}],
            ["now", null],
            ["weather", {"city": "Oslo"}],
            ["weather", {"days": 2}]
        ]);
        for apart in [false, true] {
            let (found, bytes) = calls(&chunks, apart);
            assert_eq!(found, expected, "apart: {apart}");
            assert_eq!(bytes, 17 + 15 + 10);
        }
    }
}

//! Reads the JSON in recorded bodies, independently of the code under test.

use std::fmt;

use serde_json::Value;

use crate::Interaction;

/// The last event of OpenAI's streams.
const DONE: &str = "[DONE]";

/// The framing of values in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Framing {
    /// The body is one value.
    Whole,
    /// Server-sent events.
    Events,
    /// One value per line.
    Lines,
}

/// Text that is not JSON, such as an event that was cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotJson(pub String);

impl Interaction {
    /// The framing of the response's body, by its content type.
    pub fn framing(&self) -> Framing {
        let is = |kind: &str| self.content_type.to_ascii_lowercase().contains(kind);
        if is("text/event-stream") {
            Framing::Events
        } else if ["ndjson", "jsonl", "stream+json", "json-lines"]
            .into_iter()
            .any(is)
        {
            Framing::Lines
        } else {
            Framing::Whole
        }
    }

    /// Whether the response was streamed as events or lines.
    pub fn is_stream(&self) -> bool {
        self.framing() != Framing::Whole
    }

    /// The values in the response's body, in order.
    pub fn values(&self) -> Vec<Result<Value, NotJson>> {
        let body = self.response_body.as_str();
        let body = body.strip_prefix('\u{feff}').unwrap_or(body);
        let texts = match self.framing() {
            Framing::Whole => vec![body.to_owned()],
            Framing::Events => events(body),
            Framing::Lines => lines(body).map(str::to_owned).collect(),
        };
        let texts = texts.iter().map(|text| text.trim());
        let texts = texts.take_while(|text| *text != DONE);
        let texts = texts.filter(|text| !text.is_empty());
        texts
            .map(|text| serde_json::from_str(text).map_err(|_| NotJson(text.to_owned())))
            .collect()
    }
}

/// The data of all events; the last one counts even without an empty line at its end.
fn events(body: &str) -> Vec<String> {
    let mut events = Vec::new();
    let mut data = Vec::new();
    for line in lines(body).chain([""]) {
        if line.is_empty() && !data.is_empty() {
            events.push(data.join("\n"));
            data.clear();
        } else if let Some(text) = line.strip_prefix("data:") {
            data.push(text);
        }
    }
    events
}

/// Splits at line feeds, carriage returns, or both.
fn lines(body: &str) -> impl Iterator<Item = &str> {
    let lines = body.split('\n');
    lines.flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

impl fmt::Display for NotJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let beginning: String = self.0.chars().take(40).collect();
        write!(f, "no JSON: {beginning:?}")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]
mod tests {
    use serde_json::json;

    use super::*;

    fn values(content_type: &str, body: &str) -> Vec<Result<Value, NotJson>> {
        let interaction = json!({
            "host": "h", "method": "POST", "path": "/", "request_body": null, "status": 200,
            "content_type": content_type, "response_body": body
        });
        let interaction: Interaction = serde_json::from_value(interaction).unwrap();
        interaction.values()
    }

    fn not_json(text: &str) -> Result<Value, NotJson> {
        Err(NotJson(text.to_owned()))
    }

    #[test]
    fn events_end_at_an_empty_line_or_at_the_end_of_the_body() {
        let body =
            "event: a\r\ndata: {\"n\":\r\ndata: 1}\r\n\r\n: ping\n\ndata:2\n\ndata\n\ndata: {\"cut";
        let expected = [Ok(json!({"n": 1})), Ok(json!(2)), not_json("{\"cut")];
        assert_eq!(values("text/event-stream; charset=utf-8", body), expected);
    }

    #[test]
    fn events_after_done_are_ignored() {
        let body = "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n";
        assert_eq!(values("text/event-stream", body), [Ok(json!(1))]);
    }

    #[test]
    fn each_line_or_the_whole_body_is_a_value() {
        let expected = [Ok(json!(1)), not_json("{"), Ok(json!([2]))];
        assert_eq!(values("application/x-ndjson", "1\n\n{\n[2]\n"), expected);
        assert_eq!(
            values("application/json", "{\n\"a\": 1\n}\n"),
            [Ok(json!({"a": 1}))]
        );
        let frames = "\0\0\u{fffd}{}";
        assert_eq!(
            values("application/vnd.amazon.eventstream", frames),
            [not_json(frames)]
        );
        assert_eq!(values("", ""), []);
    }
}

//! OpenAI's recorded responses in the types of `async-openai`.

use async_openai::types::responses::{Response, ResponseStreamEvent};
use genai_runtime::llm_span;
use genai_runtime::testing::capture;
use genai_tests::replay::{Interaction, Verdict, Verdicts, recordings};
use serde::Deserialize;
use serde_json::Value;

use crate::Recorded;
use crate::expected::Expected;
use crate::format::{Format, kind};

#[llm_span(system = "openai", model = "recorded")]
fn as_response(response: Response) -> Response {
    response
}

/// Like [`as_response`], for the events of streams.
#[llm_span(system = "openai", model = "recorded")]
fn as_events(events: Vec<ResponseStreamEvent>) -> Vec<ResponseStreamEvent> {
    events
}

const NOT_TYPED: &str = "a response that `async-openai` has no type for";

#[test]
fn spans_have_the_facts_of_the_recorded_responses() {
    let Some(set) = recordings().unwrap() else {
        return;
    };
    let mut verdicts = Verdicts::default();
    let responses = |interaction: &Interaction| Format::of(interaction) == Some(Format::Responses);
    for (name, interaction) in set.interactions().filter(|(_, one)| responses(one)) {
        verdicts.judge(&name, || judge(interaction));
    }
    verdicts.finish(&set, |verdicts| {
        let checked = [("Responses", 21), ("Responses in events", 16)];
        assert_eq!(verdicts.all_checked(), checked);
        assert_eq!(verdicts.skipped(NOT_TYPED), [""; 0]);
    });
}

fn judge(interaction: &Interaction) -> Verdict {
    let recorded = match Recorded::read(interaction) {
        Ok(recorded) => recorded,
        Err(why) => return Verdict::Skipped(why),
    };
    let bodies: Vec<Value> = recorded.values.into_iter().flatten().collect();
    let capture = capture();
    if interaction.is_stream() {
        let events = bodies.iter().map(ResponseStreamEvent::deserialize);
        let Ok(events) = events.collect::<Result<Vec<_>, _>>() else {
            return Verdict::Skipped(NOT_TYPED.to_owned());
        };
        capture.run(|| as_events(events));
    } else {
        let Ok(response) = Response::deserialize(&bodies[0]) else {
            return Verdict::Skipped(NOT_TYPED.to_owned());
        };
        capture.run(|| as_response(response));
    }
    assert_eq!(
        Expected::captured(&capture),
        recorded.expected,
        "span, recording"
    );
    Verdict::Checked(kind(recorded.format, interaction))
}

//! OpenAI's Responses API in the types of `async-openai`: the response object, and the events of its
//! stream.

use async_openai::types::responses::{
    self, OutputItem, OutputMessageContent, ReasoningItem, ReasoningItemContent,
    ResponseStreamEvent, ServiceTierResponses, Status, SummaryPart,
};

use super::{responses_calls, responses_error, responses_texts, whole_output};
use crate::content::Place;
use crate::report::{CHOICE, Response, UsageReport};

impl UsageReport for responses::Response {
    fn report(&self, response: &mut Response<'_>) {
        report_head(self, response);
        for (position, item) in self.output.iter().enumerate() {
            report_item(position, item, response);
        }
    }
}

impl UsageReport for responses::ResponseUsage {
    fn report(&self, response: &mut Response<'_>) {
        let counts = [self.input_tokens, self.output_tokens, self.total_tokens];
        let reasoning = self.output_tokens_details.reasoning_tokens;
        response
            .input_tokens(self.input_tokens)
            .output_tokens(whole_output(counts, Some(reasoning)))
            .cache_read_tokens(self.input_tokens_details.cached_tokens)
            .cache_write_tokens(self.input_tokens_details.cache_write_tokens)
            .reasoning_tokens(reasoning);
    }
}

impl UsageReport for ResponseStreamEvent {
    fn report(&self, response: &mut Response<'_>) {
        match self {
            Self::ResponseCreated(event) => report_open(&event.response, response),
            Self::ResponseInProgress(event) => report_open(&event.response, response),
            Self::ResponseQueued(event) => report_open(&event.response, response),
            Self::ResponseCompleted(event) => report_end(&event.response, response),
            Self::ResponseIncomplete(event) => report_end(&event.response, response),
            Self::ResponseFailed(event) => report_end(&event.response, response),
            Self::ResponseError(event) => responses_error::report_event(event, response),
            Self::ResponseOutputItemAdded(event) => {
                responses_calls::report_added(event.output_index, &event.item, response);
            }
            Self::ResponseOutputItemDone(event) => {
                report_done(event.output_index, &event.item, response);
            }
            texts => responses_texts::report(texts, response),
        }
    }
}

/// A response that has not ended.
fn report_open(value: &responses::Response, response: &mut Response<'_>) {
    response.finish_reason(CHOICE, None::<&str>);
    report_head(value, response);
}

/// The response in the last event of a stream, which repeats the whole output.
fn report_end(value: &responses::Response, response: &mut Response<'_>) {
    if response.has_answered() {
        report_head(value, response);
    } else {
        value.report(response);
    }
}

/// A completed item of a stream, whose parts may have come in deltas before.
fn report_done(output_index: u32, item: &OutputItem, response: &mut Response<'_>) {
    if let Ok(position) = usize::try_from(output_index)
        && !responses_calls::report_done(position, item, response)
        && response.takes_whole_item(position)
    {
        report_item(position, item, response);
    }
}

fn report_head(value: &responses::Response, response: &mut Response<'_>) {
    response
        .id(&value.id)
        .model(&value.model)
        .service_tier(value.service_tier.as_ref().map(service_tier));
    if let Some(error) = &value.error {
        responses_error::report(error, response);
    }
    let details = value.incomplete_details.as_ref();
    let reason = details.map(|details| details.reason.as_str());
    match value.status {
        // The API has no finish reason for a complete response; its status stands for one.
        Status::Completed => {
            response.finish_reason(CHOICE, reason.unwrap_or("completed"));
        }
        Status::Incomplete => {
            response.finish_reason(CHOICE, reason.unwrap_or("incomplete"));
        }
        Status::Failed | Status::Cancelled => {
            response.finish_reason(CHOICE, None::<&str>);
        }
        Status::InProgress | Status::Queued => {}
    }
    value.usage.report(response);
}

/// An output item of a whole response.
fn report_item(position: usize, item: &OutputItem, response: &mut Response<'_>) {
    let place = Place::of_item(position);
    match item {
        OutputItem::Message(message) => {
            for part in &message.content {
                let text = match part {
                    OutputMessageContent::OutputText(part) => &part.text,
                    OutputMessageContent::Refusal(part) => &part.refusal,
                };
                response.text_at(CHOICE, place, text);
            }
        }
        OutputItem::Reasoning(item) => report_reasoning(position, item, response),
        OutputItem::Compaction(_) => drop(response.compacted()),
        _ => responses_calls::report(position, item, response),
    }
}

fn report_reasoning(position: usize, item: &ReasoningItem, response: &mut Response<'_>) {
    for (index, SummaryPart::SummaryText(part)) in item.summary.iter().enumerate() {
        response.reasoning_at(CHOICE, Place::of_summary(position, index), &part.text);
    }
    for ReasoningItemContent::ReasoningText(part) in item.content.iter().flatten() {
        response.reasoning_at(CHOICE, Place::of_item(position), &part.text);
    }
}

pub(super) const fn service_tier(tier: &ServiceTierResponses) -> &'static str {
    match tier {
        ServiceTierResponses::Auto => "auto",
        ServiceTierResponses::Default => "default",
        ServiceTierResponses::Flex => "flex",
        ServiceTierResponses::Scale => "scale",
        ServiceTierResponses::Priority => "priority",
        ServiceTierResponses::Fast => "fast",
        ServiceTierResponses::Ultrafast => "ultrafast",
    }
}

#[cfg(test)]
mod tests {
    use async_openai::types::responses::{self, ResponseStreamEvent};
    use serde_json::{Value, json};

    use crate::report::async_openai::tests::facts;
    use crate::report::{Response, ResponseFacts, Usage, UsageReport};

    fn response(status: &str, output: &Value) -> Value {
        json!({
            "id": "resp_1", "object": "response", "created_at": 1, "model": "gpt-5",
            "status": status, "service_tier": "default", "output": output,
            "usage": {
                "input_tokens": 20, "input_tokens_details": {"cached_tokens": 12, "cache_write_tokens": 4},
                "output_tokens": 9, "output_tokens_details": {"reasoning_tokens": 5},
                "total_tokens": 29
            }
        })
    }

    fn output() -> Value {
        json!([
            {"type": "reasoning", "id": "rs", "summary": [{"type": "summary_text", "text": "hmm"}]},
            {
                "type": "message", "id": "msg", "role": "assistant", "status": "completed",
                "content": [{"type": "output_text", "text": "hello", "annotations": []}]
            },
            {"type": "function_call", "call_id": "c1", "name": "now", "arguments": "{\"a\":1}"}
        ])
    }

    #[test]
    fn every_field_of_a_response_is_reported() {
        let facts = facts::<responses::Response>(response("completed", &output()));
        assert_eq!(
            facts,
            ResponseFacts {
                id: "resp_1".into(),
                model: Some("gpt-5".into()),
                finish_reasons: [Some("completed".into())].into(),
                service_tier: Some("default".into()),
                usage: Usage::new()
                    .input(20)
                    .output(9)
                    .cache_read(12)
                    .cache_write(4)
                    .reasoning(5),
                output_bytes: 3 + 5 + 7,
                ..ResponseFacts::default()
            }
        );
    }

    #[test]
    fn reasoning_tokens_that_are_counted_separately_are_added_to_the_output() {
        let mut body = response("completed", &json!([]));
        body["usage"]["output_tokens_details"]["reasoning_tokens"] = json!(70);
        let facts = facts::<responses::Response>(body);
        assert_eq!(facts.usage.output_tokens(), Some(79));
        assert!(!facts.is_inconsistent());
    }

    #[test]
    fn the_reason_of_an_incomplete_response_is_reported() {
        let mut body = response("incomplete", &json!([]));
        body["incomplete_details"] = json!({"reason": "max_output_tokens"});
        let cut = facts::<responses::Response>(body);
        let reason = "max_output_tokens".into();
        assert_eq!(cut.finish_reasons, [Some(reason)]);
        let failed = facts::<responses::Response>(response("failed", &json!([])));
        assert_eq!(failed.finish_reasons, [None]);
    }

    #[test]
    fn items_without_fragments_are_read_once_they_are_complete() {
        let done = |event: &str, item: u32, key: &str, text: &str| {
            json!({
                "type": event, "sequence_number": 1, "item_id": "i", "output_index": item,
                "content_index": 0, "summary_index": 0, key: text
            })
        };
        let item = |event: &str, index: usize| {
            let item = &output()[index];
            json!({"type": event, "sequence_number": 1, "output_index": index, "item": item})
        };
        let added = "response.output_item.added";
        let whole = "response.output_item.done";
        let end = json!({"type": "response.completed", "sequence_number": 1, "response": response("completed", &output())});
        for events in [
            vec![
                done("response.reasoning_summary_text.done", 0, "text", "hmm"),
                done("response.output_text.done", 1, "text", "hello"),
                item(whole, 1),
                item(added, 2),
                done(
                    "response.function_call_arguments.done",
                    2,
                    "arguments",
                    "{\"a\":1}",
                ),
                item(whole, 2),
            ],
            vec![
                item(whole, 0),
                item(whole, 1),
                item(added, 2),
                item(whole, 2),
            ],
            vec![],
        ] {
            let mut facts = ResponseFacts::default();
            for event in events.iter().chain([&end]) {
                let is_said = events.is_empty() || event != &end || facts.output_bytes == 15;
                assert!(is_said, "{events:?}");
                let event: ResponseStreamEvent = serde_json::from_value(event.clone()).unwrap();
                event.report(&mut Response::new(&mut facts));
            }
            assert_eq!(facts.output_bytes, 3 + 5 + 7, "{events:?}");
        }
    }

    #[test]
    fn each_text_of_a_stream_is_reported_once() {
        let delta = |event: &str, item: u32, text: &str| {
            json!({
                "type": event, "sequence_number": 1, "item_id": "i", "output_index": item,
                "content_index": 0, "summary_index": 0, "delta": text
            })
        };
        let whole = |event: &str, status: &str, output: &Value| json!({"type": event, "sequence_number": 1, "response": response(status, output)});
        let events = [
            whole("response.created", "in_progress", &json!([])),
            delta("response.reasoning_summary_text.delta", 0, "hmm"),
            delta("response.output_text.delta", 1, "hello"),
            json!({
                "type": "response.output_item.added", "sequence_number": 1, "output_index": 2,
                "item": {"type": "function_call", "call_id": "c1", "name": "now", "arguments": ""}
            }),
            delta("response.function_call_arguments.delta", 2, "{\"a\":1}"),
            json!({
                "type": "response.audio.transcript.delta", "sequence_number": 1,
                "response_id": "resp_1", "delta": "good"
            }),
            whole("response.completed", "completed", &output()),
        ];
        let mut facts = ResponseFacts::default();
        for event in events {
            let event: ResponseStreamEvent = serde_json::from_value(event).unwrap();
            event.report(&mut Response::new(&mut facts));
        }
        assert_eq!(facts.id.get(), Some("resp_1"));
        assert_eq!(facts.finish_reasons, [Some("completed".into())]);
        assert_eq!(facts.usage.output_tokens(), Some(9));
        assert_eq!(facts.output_bytes, 3 + 5 + 7 + 4);
    }
}

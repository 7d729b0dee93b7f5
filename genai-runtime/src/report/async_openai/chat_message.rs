//! Output messages of chat completions, and their deltas in a stream.

use async_openai::types::chat::{
    ChatCompletionMessageToolCallChunk, ChatCompletionMessageToolCalls,
    ChatCompletionResponseMessage, ChatCompletionStreamResponseDelta,
};

use crate::report::Response;

#[expect(
    deprecated,
    reason = "models still answer in the form that tool calls have replaced"
)]
pub(super) fn report_message(
    choice: usize,
    message: &ChatCompletionResponseMessage,
    response: &mut Response<'_>,
) {
    let audio = message.audio.as_ref();
    response
        .text(choice, &message.content)
        .text(choice, &message.refusal)
        .text(choice, audio.map(|audio| &audio.transcript));
    for (position, call) in message.tool_calls.iter().flatten().enumerate() {
        let sink = response.tool_call(choice, position);
        match call {
            ChatCompletionMessageToolCalls::Function(call) => sink
                .id(&call.id)
                .name(&call.function.name)
                .arguments(&call.function.arguments),
            ChatCompletionMessageToolCalls::Custom(call) => sink
                .id(&call.id)
                .name(&call.custom_tool.name)
                .arguments(&call.custom_tool.input),
        };
    }
    if let Some(function) = &message.function_call {
        let call = response.tool_call(choice, 0).name(&function.name);
        call.arguments(&function.arguments);
    }
}

#[expect(
    deprecated,
    reason = "models still answer in the form that tool calls have replaced"
)]
pub(super) fn report_delta(
    choice: usize,
    delta: &ChatCompletionStreamResponseDelta,
    response: &mut Response<'_>,
) {
    let audio = delta.audio.as_ref();
    response
        .text(choice, &delta.content)
        .text(choice, &delta.refusal)
        .text(choice, audio.and_then(|audio| audio.transcript.as_ref()));
    for call in delta.tool_calls.iter().flatten() {
        report_tool_call(choice, call, response);
    }
    if let Some(function) = &delta.function_call {
        let call = response.tool_call(choice, 0).name(&function.name);
        call.arguments(&function.arguments);
    }
}

fn report_tool_call(
    choice: usize,
    call: &ChatCompletionMessageToolCallChunk,
    response: &mut Response<'_>,
) {
    if let Ok(index) = usize::try_from(call.index) {
        let sink = response.tool_call(choice, index).id(&call.id);
        if let Some(function) = &call.function {
            sink.name(&function.name).arguments(&function.arguments);
        }
    }
}

#[cfg(test)]
mod tests {
    use async_openai::types::chat::{
        CreateChatCompletionResponse, CreateChatCompletionStreamResponse,
    };
    use serde_json::{Value, json};

    use crate::report::async_openai::tests::facts;

    #[test]
    fn the_text_and_the_tool_calls_of_a_message_are_reported() {
        let facts = facts::<CreateChatCompletionResponse>(json!({
            "id": "c", "object": "chat.completion", "created": 1, "model": "m",
            "choices": [{"index": 0, "finish_reason": "tool_calls", "message": {
                "role": "assistant", "content": "hello", "refusal": "no",
                "audio": {"id": "a", "expires_at": 1, "data": "UklGRg==", "transcript": "good"},
                "tool_calls": [
                    {"id": "t1", "type": "function", "function": {"name": "now", "arguments": "{}"}},
                    {"id": "t2", "type": "custom", "custom_tool": {"name": "sh", "input": "ls -l"}}
                ]
            }}]
        }));
        assert_eq!(facts.output_bytes, 5 + 2 + 4 + 2 + 5);
    }

    #[test]
    fn the_fragments_of_a_delta_are_reported() {
        let chunk = |delta: Value| {
            facts::<CreateChatCompletionStreamResponse>(json!({
                "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m",
                "choices": [{"index": 0, "delta": delta, "finish_reason": null}]
            }))
        };
        assert_eq!(chunk(json!({"content": "hel"})).output_bytes, 3);
        let call = json!({"tool_calls": [{"index": 1, "function": {"arguments": "{\"a\""}}]});
        assert_eq!(chunk(call).output_bytes, 4);
        assert_eq!(chunk(json!({})).output_bytes, 0);
        let audio = json!({"audio": {"transcript": "good"}});
        assert_eq!(chunk(audio).output_bytes, 4);
    }
}

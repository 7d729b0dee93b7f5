//! Calls of tools and answers from their results.

use async_openai::types::chat::{
    ChatCompletionMessageToolCall, ChatCompletionMessageToolCalls,
    ChatCompletionRequestAssistantMessage, ChatCompletionRequestToolMessage,
    ChatCompletionRequestUserMessage, ChatCompletionTool, ChatCompletionTools,
    CreateChatCompletionRequest, FinishReason, FunctionObject,
};
use futures::TryStreamExt;
use serde_json::{Value, json};

use super::start;

fn tool(name: &str, parameters: &Value) -> ChatCompletionTools {
    ChatCompletionTools::Function(ChatCompletionTool {
        function: FunctionObject {
            name: name.to_owned(),
            description: None,
            parameters: Some(json!({"type": "object", "properties": parameters})),
            strict: None,
        },
    })
}

fn ask(question: &str) -> CreateChatCompletionRequest {
    CreateChatCompletionRequest {
        model: "gpt-4o-mini".to_owned(),
        messages: vec![ChatCompletionRequestUserMessage::from(question).into()],
        tools: Some(vec![
            tool("search", &json!({"query": {"type": "string"}})),
            tool(
                "weather",
                &json!({"city": {"type": "string", "enum": ["Oslo", "Rome"]}}),
            ),
        ]),
        ..CreateChatCompletionRequest::default()
    }
}

fn functions(calls: &[ChatCompletionMessageToolCalls]) -> Vec<&ChatCompletionMessageToolCall> {
    let functions = calls.iter().filter_map(|call| match call {
        ChatCompletionMessageToolCalls::Function(call) => Some(call),
        ChatCompletionMessageToolCalls::Custom(_) => None,
    });
    functions.collect()
}

#[tokio::test]
async fn tools_are_called_with_values_from_the_question_and_answers_use_their_results() {
    let (_server, client) = start().await;
    let mut request = ask("Is it warm in Rome?");
    let response = client.chat().create(request.clone()).await.unwrap();
    let choice = &response.choices[0];
    assert_eq!(choice.finish_reason, Some(FinishReason::ToolCalls));
    assert_eq!(choice.message.content, None);
    let asked = choice.message.tool_calls.clone().unwrap();
    let calls = functions(&asked);
    let arguments: Vec<Value> = calls
        .iter()
        .map(|call| serde_json::from_str(&call.function.arguments).unwrap())
        .collect();
    assert_eq!(
        arguments,
        [
            json!({"query": "Is it warm in Rome?"}),
            json!({"city": "Rome"})
        ]
    );
    assert_ne!(calls[0].id, calls[1].id);

    let results = ["[7] Climate: Rome is warm. It rains in Oslo.", "31 degrees"];
    let messages = calls.iter().zip(results).map(|(call, result)| {
        let message = ChatCompletionRequestToolMessage {
            content: result.into(),
            tool_call_id: call.id.clone(),
        };
        message.into()
    });
    let messages: Vec<_> = messages.collect();
    let assistant = ChatCompletionRequestAssistantMessage {
        tool_calls: Some(asked.clone()),
        ..ChatCompletionRequestAssistantMessage::default()
    };
    request.messages.push(assistant.into());
    request.messages.extend(messages);
    let response = client.chat().create(request).await.unwrap();
    let choice = &response.choices[0];
    assert_eq!(choice.finish_reason, Some(FinishReason::Stop));
    assert_eq!(
        choice.message.content.as_deref(),
        Some("Rome is warm. [7] 31 degrees")
    );
}

#[tokio::test]
async fn a_tool_is_not_called_if_the_question_names_no_value_of_its_enum() {
    let (_server, client) = start().await;
    let response = client.chat().create(ask("Is it warm?")).await.unwrap();
    let calls = response.choices[0].message.tool_calls.clone().unwrap();
    let names: Vec<_> = functions(&calls)
        .iter()
        .map(|call| call.function.name.clone())
        .collect();
    assert_eq!(names, ["search"]);
}

#[tokio::test]
async fn a_stream_asks_for_the_same_calls_as_a_plain_answer() {
    let (_server, client) = start().await;
    let request = ask("Is it warm in Oslo?");
    let plain = client.chat().create(request.clone()).await.unwrap();
    let asked = plain.choices[0].message.tool_calls.clone().unwrap();
    let stream = client.chat().create_stream(request).await.unwrap();
    let chunks: Vec<_> = stream.try_collect().await.unwrap();
    let choices: Vec<_> = chunks.iter().flat_map(|chunk| &chunk.choices).collect();
    let streamed: Vec<_> = choices
        .iter()
        .flat_map(|choice| choice.delta.tool_calls.iter().flatten())
        .map(|call| (call.index, call.function.as_ref().unwrap()))
        .collect();
    let calls = functions(&asked);
    assert_eq!(streamed.len(), calls.len());
    for ((index, function), (at, call)) in streamed.into_iter().zip((0..).zip(calls)) {
        assert_eq!(index, at);
        assert_eq!(function.name.as_ref(), Some(&call.function.name));
        assert_eq!(function.arguments.as_ref(), Some(&call.function.arguments));
    }
    let last = choices.last().unwrap();
    assert_eq!(last.finish_reason, Some(FinishReason::ToolCalls));
}

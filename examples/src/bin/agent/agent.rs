//! The agent's loop: the model plans, the tools that it asks for run concurrently, and their results go back to it.

use async_openai::types::chat::{
    ChatCompletionMessageToolCall, ChatCompletionMessageToolCalls,
    ChatCompletionRequestAssistantMessage, ChatCompletionRequestMessage,
    ChatCompletionRequestSystemMessage, ChatCompletionRequestToolMessage,
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest,
};
use futures::future::join_all;
use genai_runtime::{chain_step, decision};

use crate::check::Answer;
use crate::error::AgentError;
use crate::model::ChatModel;
use crate::tools::Tools;

const MODEL: &str = "gpt-4o-mini";
const INSTRUCTIONS: &str =
    "Answer the employee's question from what your tools give, in one or two sentences.";

/// The maximum number of calls to the model per question.
const MAX_TURNS: usize = 5;

/// What the model decided to do next.
enum Plan {
    CallTools(Vec<ChatCompletionMessageToolCalls>),
    Answer(String),
}

/// Answers a question with the help of tools.
#[chain_step(
    kind = agent,
    description = "Answers from the handbook, or says who can.",
    model = MODEL,
    system = "openai",
    input = question,
    system_instructions = INSTRUCTIONS,
    tools = tools.definitions,
    output = |answer| &answer.text
)]
pub(crate) async fn helper(
    model: &ChatModel,
    tools: &Tools,
    question: &str,
) -> Result<Answer, AgentError> {
    let mut conversation = vec![
        ChatCompletionRequestSystemMessage::from(INSTRUCTIONS).into(),
        ChatCompletionRequestUserMessage::from(question).into(),
    ];
    let mut evidence = Vec::new();
    for _ in 0..MAX_TURNS {
        match plan(model, tools, &conversation).await? {
            Plan::Answer(text) => return Ok(Answer { text, evidence }),
            Plan::CallTools(calls) => {
                let results = call_all(tools, &calls).await;
                conversation.push(request_message(calls));
                for (id, result) in results {
                    evidence.push(result.clone());
                    conversation.push(result_message(id, result));
                }
            }
        }
    }
    Err(AgentError::TooManyTurns(MAX_TURNS))
}

/// Lets the model decide what to do next.
#[chain_step(kind = plan)]
async fn plan(
    model: &ChatModel,
    tools: &Tools,
    conversation: &[ChatCompletionRequestMessage],
) -> Result<Plan, AgentError> {
    let request = CreateChatCompletionRequest {
        model: MODEL.to_owned(),
        messages: conversation.to_vec(),
        tools: Some(tools.definitions.clone()),
        temperature: Some(0.0),
        ..CreateChatCompletionRequest::default()
    };
    let message = model.next(request).await?;
    let (calls, text) = message.map_or((None, None), |message| {
        (message.tool_calls, message.content)
    });
    Ok(match calls {
        Some(calls) if !calls.is_empty() => {
            decision("next", "call_tools");
            Plan::CallTools(calls)
        }
        _ => {
            decision("next", "answer");
            Plan::Answer(text.unwrap_or_default())
        }
    })
}

/// Runs all calls concurrently. The model is told of errors, too, so that it can try something else.
async fn call_all(
    tools: &Tools,
    calls: &[ChatCompletionMessageToolCalls],
) -> Vec<(String, String)> {
    let functions = calls.iter().filter_map(function);
    let results = functions.map(|call| async {
        let result = tools.call(call).await;
        let result = result.unwrap_or_else(|error| format!("error: {error}"));
        (call.id.clone(), result)
    });
    join_all(results).await
}

fn function(call: &ChatCompletionMessageToolCalls) -> Option<&ChatCompletionMessageToolCall> {
    match call {
        ChatCompletionMessageToolCalls::Function(call) => Some(call),
        ChatCompletionMessageToolCalls::Custom(_) => None,
    }
}

/// The assistant's message that asked for these calls.
fn request_message(calls: Vec<ChatCompletionMessageToolCalls>) -> ChatCompletionRequestMessage {
    let message = ChatCompletionRequestAssistantMessage {
        tool_calls: Some(calls),
        ..ChatCompletionRequestAssistantMessage::default()
    };
    message.into()
}

/// The message that tells the model the result of a call.
fn result_message(id: String, result: String) -> ChatCompletionRequestMessage {
    let message = ChatCompletionRequestToolMessage {
        content: result.into(),
        tool_call_id: id,
    };
    message.into()
}

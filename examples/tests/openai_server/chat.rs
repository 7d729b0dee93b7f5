//! Chat completions, plain and streamed.

use async_openai::types::chat::{
    ChatCompletionStreamOptions, FinishReason, ResponseFormat, ResponseFormatJsonSchema,
};
use futures::TryStreamExt;
use genai_examples::openai_server::OpenAiServer;
use serde_json::{Value, json};

use super::{chat, http, start};

#[tokio::test]
async fn a_chat_answers_from_the_passages_and_counts_tokens() {
    let (_server, client) = start().await;
    let response = client
        .chat()
        .create(chat("How many days carry over?"))
        .await
        .unwrap();

    let choice = &response.choices[0];
    assert_eq!(
        choice.message.content.as_deref(),
        Some("Five vacation days carry over. [1]")
    );
    assert_eq!(choice.finish_reason, Some(FinishReason::Stop));
    assert_eq!(response.model, "gpt-4o-mini-2024-07-18");
    assert!(response.id.starts_with("chatcmpl-"));
    let usage = response.usage.unwrap();
    // Five words, a full stop, " [", "1" and "]".
    assert_eq!(usage.completion_tokens, 9);
    assert_eq!(usage.total_tokens, usage.prompt_tokens + 9);
}

#[tokio::test]
async fn equal_requests_get_equal_responses() {
    let (_server, client) = start().await;
    let (_other_server, other_client) = start().await;
    let request = chat("May I bring my dog?");
    let first = client.chat().create(request.clone()).await.unwrap();
    let second = other_client.chat().create(request).await.unwrap();
    let third = client.chat().create(chat("May I bring a dog?")).await;

    assert_eq!(first, second);
    assert_ne!(first.id, third.unwrap().id);
}

#[tokio::test]
async fn a_schema_with_an_enum_is_answered_by_one_of_its_values() {
    let (_server, client) = start().await;
    for (question, route) in [
        ("May I bring my dog?", "yes"),
        ("Who won the cup in 1998?", "no"),
    ] {
        let mut request = chat(question);
        request.response_format = Some(ResponseFormat::JsonSchema {
            json_schema: ResponseFormatJsonSchema {
                description: None,
                name: "covered".to_owned(),
                schema: json!({"type": "object", "properties": {"covered": {"enum": ["yes", "no"]}}}),
                strict: None,
            },
        });
        let response = client.chat().create(request).await.unwrap();
        let content = response.choices[0].message.content.as_deref().unwrap();
        let content: Value = serde_json::from_str(content).unwrap();
        assert_eq!(content, json!({"covered": route}), "{question}");
    }
}

#[tokio::test]
async fn a_token_limit_cuts_the_answer_and_n_repeats_it() {
    let (_server, client) = start().await;
    let mut request = chat("How many days carry over?");
    request.max_completion_tokens = Some(3);
    request.n = Some(2);
    let response = client.chat().create(request).await.unwrap();

    assert_eq!(response.choices.len(), 2);
    for (index, choice) in (0..).zip(&response.choices) {
        assert_eq!(choice.index, index);
        assert_eq!(
            choice.message.content.as_deref(),
            Some("Five vacation days")
        );
        assert_eq!(choice.finish_reason, Some(FinishReason::Length));
    }
    assert_eq!(response.usage.unwrap().completion_tokens, 6);
}

#[tokio::test]
async fn a_streamed_answer_equals_the_plain_answer() {
    let (_server, client) = start().await;
    let mut request = chat("How many days carry over?");
    let plain = client.chat().create(request.clone()).await.unwrap();
    request.stream_options = Some(ChatCompletionStreamOptions {
        include_usage: Some(true),
        include_obfuscation: None,
    });
    let stream = client.chat().create_stream(request).await.unwrap();
    let chunks: Vec<_> = stream.try_collect().await.unwrap();

    let text: String = chunks
        .iter()
        .flat_map(|chunk| &chunk.choices)
        .filter_map(|choice| choice.delta.content.as_deref())
        .collect();
    assert_eq!(Some(text), plain.choices[0].message.content);
    let (last, before) = chunks.split_last().unwrap();
    assert_eq!(last.usage, plain.usage);
    assert!(last.choices.is_empty());
    assert!(before.iter().all(|chunk| chunk.usage.is_none()));
    let finish = before.last().unwrap().choices[0].finish_reason;
    assert_eq!(finish, Some(FinishReason::Stop));
    assert_eq!(before.len(), 9 + 2);
}

#[tokio::test]
async fn a_stream_ends_with_done_and_has_no_usage_unless_requested() {
    let server = OpenAiServer::start().await.unwrap();
    let response = http()
        .post(format!("{}/chat/completions", server.base_url()))
        .bearer_auth("key")
        .body(json!({"model": "gpt-4o", "stream": true, "messages": [{"role": "user", "content": "hi"}]}).to_string())
        .send()
        .await
        .unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let body = response.text().await.unwrap();
    assert!(body.ends_with("data: [DONE]\n\n"), "{body}");
    assert!(!body.contains("usage"), "{body}");
}

//! The requests that the server refuses, and its list of models.

use async_openai::error::OpenAIError;
use genai_examples::openai_server::OpenAiServer;
use serde_json::{Value, json};

use super::{chat, client, embedding, http, start};

fn api_error(error: OpenAIError) -> (u16, Option<String>, String) {
    match error {
        OpenAIError::ApiError(error) => (
            error.status_code.as_u16(),
            error.api_error.code,
            error.api_error.message,
        ),
        other => panic!("expected an API error, found {other:?}"),
    }
}

#[tokio::test]
async fn a_request_without_a_key_is_unauthorized() {
    let server = OpenAiServer::start().await.unwrap();
    let refused = client(&server, "").chat().create(chat("hi")).await;
    let (status, code, _) = api_error(refused.unwrap_err());
    assert_eq!((status, code.as_deref()), (401, Some("invalid_api_key")));
}

#[tokio::test]
async fn an_unknown_model_is_not_found() {
    let (_server, client) = start().await;
    let mut request = chat("hi");
    request.model = "gpt-nope".to_owned();
    let chat = client.chat().create(request.clone()).await.unwrap_err();
    let Err(stream) = client.chat().create_stream(request).await else {
        panic!("the stream of an unknown model started");
    };
    let mut request = embedding(&["text"]);
    request.model = "gpt-4o-mini".to_owned();
    let embedding = client.embeddings().create(request).await.unwrap_err();
    for error in [chat, stream, embedding] {
        let (status, code, message) = api_error(error);
        assert_eq!((status, code.as_deref()), (404, Some("model_not_found")));
        assert!(message.contains("`gpt-"), "{message}");
    }
}

#[tokio::test]
async fn invalid_bodies_are_refused_in_openais_format() {
    let server = OpenAiServer::start().await.unwrap();
    let user = json!([{"role": "user", "content": "hi"}]);
    let cases = [
        ("chat/completions", "{not json".to_owned(), Value::Null),
        (
            "chat/completions",
            json!({"model": "gpt-4o"}).to_string(),
            Value::Null,
        ),
        (
            "chat/completions",
            json!({"model": "gpt-4o", "messages": []}).to_string(),
            json!("messages"),
        ),
        (
            "chat/completions",
            json!({"model": "gpt-4o", "messages": user, "temperature": 3}).to_string(),
            json!("temperature"),
        ),
        (
            "chat/completions",
            json!({"model": "gpt-4o", "messages": user, "n": 0}).to_string(),
            json!("n"),
        ),
        (
            "embeddings",
            json!({"model": "text-embedding-3-small", "input": []}).to_string(),
            json!("input"),
        ),
        (
            "embeddings",
            json!({"model": "text-embedding-3-small", "input": "x", "dimensions": 0}).to_string(),
            json!("dimensions"),
        ),
    ];
    for (path, body, param) in cases {
        let response = http()
            .post(format!("{}/{path}", server.base_url()))
            .bearer_auth("key")
            .body(body.clone())
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 400, "{body}");
        let error: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
        assert_eq!(error["error"]["type"], "invalid_request_error", "{body}");
        assert_eq!(error["error"]["param"], param, "{body}");
    }
}

#[tokio::test]
async fn models_are_listed_and_unknown_urls_are_not_found() {
    let server = OpenAiServer::start().await.unwrap();
    let get = async |path: &str| {
        let url = format!("{}/{path}", server.base_url());
        let response = http().get(url).bearer_auth("key").send().await.unwrap();
        let status = response.status().as_u16();
        let body: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
        (status, body)
    };
    let (status, models) = get("models").await;
    assert_eq!(status, 200);
    assert_eq!(models["data"][0]["id"], "gpt-4o-mini");
    let (status, unknown) = get("nothing").await;
    assert_eq!(
        (status, &unknown["error"]["code"]),
        (404, &json!("unknown_url"))
    );
    let (status, wrong) = get("embeddings").await;
    assert_eq!(
        (status, &wrong["error"]["code"]),
        (405, &json!("method_not_supported"))
    );
}

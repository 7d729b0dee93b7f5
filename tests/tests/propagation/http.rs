//! Through an HTTP request: the client's span is the parent of the server's.

use std::sync::Arc;

use ::http::HeaderMap;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{Usage, chain_step, llm_span, propagation};
use opentelemetry::Context;
use opentelemetry::baggage::BaggageExt;
use tokio::net::TcpListener;

#[llm_span(system = "openai", model = "gpt-4o-mini", parent = propagation::extract(headers))]
async fn complete(headers: &HeaderMap) -> Usage {
    tokio::task::yield_now().await;
    Usage::new().input(3)
}

/// The server's telemetry, and the tenant in the caller's baggage.
async fn handle(State(server): State<Arc<Capture>>, headers: HeaderMap) -> String {
    let handling = async {
        complete(&headers).await;
        let context = propagation::extract(&headers);
        let tenant = context.baggage().get("tenant").cloned();
        tenant.map(|tenant| tenant.to_string()).unwrap_or_default()
    };
    server.run_async(handling).await
}

#[chain_step]
async fn ask(url: &str) -> String {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut request = client.get(url).build().unwrap();
    propagation::inject(request.headers_mut());
    client.execute(request).await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn a_request_carries_the_trace_and_the_baggage() {
    let (client, server) = (capture(), Arc::new(capture()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let app = Router::new()
        .route("/", get(handle))
        .with_state(server.clone());
    let serving = tokio::spawn(async { axum::serve(listener, app).await });

    let asking = async {
        let tenant = opentelemetry::KeyValue::new("tenant", "acme & söhne");
        let context = Context::current_with_baggage([tenant]);
        propagation::InContext::new(context, ask(&url)).await
    };
    assert_eq!(client.run_async(asking).await, "acme & söhne");
    serving.abort();

    let asked = client.only_span();
    let answered = server.only_span();
    assert!(answered.is_child_of(&asked));
    assert!(answered.parent_is_remote);
    assert_conformant(&client);
    assert_conformant(&server);
}

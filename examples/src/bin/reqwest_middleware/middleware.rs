//! A middleware that turns calls to an OpenAI-compatible endpoint into operations.

use async_trait::async_trait;
use genai_runtime::propagation;
use http::Extensions;
use reqwest::{Request, Response};
use reqwest_middleware::{Error, Middleware, Next};

use crate::answer::{Answer, CallError, accepted, encoded, events};
use crate::call::Call;

/// Turns calls to an OpenAI-compatible endpoint into operations; passes on all other requests.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GenAi {
    pub(crate) provider: &'static str,
}

#[async_trait]
impl Middleware for GenAi {
    async fn handle(
        &self,
        request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> Result<Response, Error> {
        let Some(call) = Call::of(&request) else {
            return next.run(request, extensions).await;
        };
        let operation = call.operation(self.provider).error_type(CallError::class);
        let sending = send(request, extensions, next);
        if call.is_streamed() {
            let mut head = None;
            let answer = async {
                let (of_response, events) = events(sending.await?);
                head = Some(of_response);
                Ok(events)
            };
            let events = operation.run_async_stream(answer).await;
            return match (events, head) {
                (Ok(events), Some(head)) => head.with(encoded(events)),
                (Ok(events), None) => Ok(http::Response::new(encoded(events)).into()),
                (Err(error), _) => error.into_response(),
            };
        }
        let answer = async { Answer::read(sending.await?).await };
        match operation.run_async(answer).await {
            Ok(answer) => Ok(answer.response),
            Err(error) => error.into_response(),
        }
    }
}

/// Sends the request with the operation's trace context in its headers.
async fn send(
    mut request: Request,
    extensions: &mut Extensions,
    next: Next<'_>,
) -> Result<Response, CallError> {
    propagation::inject(request.headers_mut());
    accepted(next.run(request, extensions).await?)
}

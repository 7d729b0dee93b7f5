//! `POST /v1/chat/completions`.

mod completion;
mod request;
mod stream;
mod tools;

use axum::Json;
use axum::body::Bytes;
use axum::response::{IntoResponse, Response};

use super::error::{ApiError, read};
use super::text::hash;
use completion::Completion;
use request::ChatRequest;

pub(super) async fn create(body: Bytes) -> Result<Response, ApiError> {
    let request: ChatRequest = read(&body)?;
    request.check()?;
    let completion = Completion::answer(&request, hash(&body))?;
    if request.is_stream() {
        Ok(stream::events(&completion, request.include_usage()).into_response())
    } else {
        Ok(Json(completion.to_json()).into_response())
    }
}

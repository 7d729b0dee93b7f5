//! Errors in OpenAI's JSON format, with their HTTP status.

use axum::Json;
use axum::body::Bytes;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::json;

#[derive(Debug)]
pub(super) struct ApiError {
    status: StatusCode,
    message: String,
    param: Option<&'static str>,
    code: Option<&'static str>,
}

impl ApiError {
    fn new(status: StatusCode, message: String) -> Self {
        Self {
            status,
            message,
            param: None,
            code: None,
        }
    }

    pub(super) fn missing_key() -> Self {
        Self {
            code: Some("invalid_api_key"),
            ..Self::new(
                StatusCode::UNAUTHORIZED,
                "no API key given; send one as `Authorization: Bearer <key>`".to_owned(),
            )
        }
    }

    pub(super) fn unknown_model(model: &str) -> Self {
        Self {
            param: Some("model"),
            code: Some("model_not_found"),
            ..Self::new(
                StatusCode::NOT_FOUND,
                format!("the model `{model}` does not exist or cannot be used here"),
            )
        }
    }

    pub(super) fn unknown_url(method: &Method, uri: &Uri) -> Self {
        Self {
            code: Some("unknown_url"),
            ..Self::new(
                StatusCode::NOT_FOUND,
                format!("unknown URL: {method} {}", uri.path()),
            )
        }
    }

    pub(super) fn unknown_method(method: &Method, uri: &Uri) -> Self {
        Self {
            code: Some("method_not_supported"),
            ..Self::new(
                StatusCode::METHOD_NOT_ALLOWED,
                format!("{} does not take {method} requests", uri.path()),
            )
        }
    }

    pub(super) fn malformed(error: &serde_json::Error) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            format!("the request body is malformed: {error}"),
        )
    }

    pub(super) fn invalid(param: &'static str, message: String) -> Self {
        Self {
            param: Some(param),
            code: Some("invalid_value"),
            ..Self::new(StatusCode::BAD_REQUEST, message)
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = json!({
            "error": {
                "message": self.message,
                "type": "invalid_request_error",
                "param": self.param,
                "code": self.code,
            }
        });
        (self.status, Json(body)).into_response()
    }
}

/// Parses a request body regardless of its content type, as OpenAI does.
pub(super) fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, ApiError> {
    serde_json::from_slice(body).map_err(|error| ApiError::malformed(&error))
}

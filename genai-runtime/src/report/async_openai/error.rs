//! `error.type` of the errors of `async-openai`.

use std::borrow::Cow;

use async_openai::error::OpenAIError;
use genai_semconv::value::ERROR_TYPE_OTHER;

use crate::report::ErrorReport;
use crate::report::error::class_of;

/// For errors of the API: the provider's code or type if it has one, else the HTTP status.
impl ErrorReport for OpenAIError {
    fn error_type(&self) -> Cow<'static, str> {
        match self {
            Self::ApiError(error) => {
                let words = [&error.api_error.code, &error.api_error.r#type];
                match class_of(words.into_iter().flatten().map(String::as_str)) {
                    Some(class) if class != ERROR_TYPE_OTHER => class.to_owned().into(),
                    _ => error.status_code.as_str().to_owned().into(),
                }
            }
            Self::Reqwest(error) if error.is_timeout() => "timeout".into(),
            Self::Reqwest(_) => "reqwest::Error".into(),
            Self::JSONDeserialize(..) => "serde_json::Error".into(),
            Self::StreamError(_) => "stream_error".into(),
            Self::InvalidArgument(_) => "invalid_argument".into(),
            _ => "async_openai::error::OpenAIError".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use async_openai::error::{ApiError, OpenAIError};

    use crate::report::ErrorReport;

    #[test]
    fn the_class_of_a_providers_error_is_its_code_its_type_or_its_status() {
        let sentence = Some("Slow down, please");
        for (code, kind, class) in [
            (
                Some("rate_limit_exceeded"),
                Some("requests"),
                "rate_limit_exceeded",
            ),
            (sentence, Some("requests"), "requests"),
            (sentence, sentence, "429"),
            (Some(""), None, "429"),
            (None, None, "429"),
        ] {
            let error = OpenAIError::ApiError(async_openai::error::ApiErrorResponse {
                status_code: http::StatusCode::TOO_MANY_REQUESTS,
                api_error: ApiError {
                    r#type: kind.map(str::to_owned),
                    code: code.map(str::to_owned),
                    ..ApiError::default()
                },
            });
            assert_eq!(error.error_type(), class);
        }
    }
}

//! The choice between answering from the handbook and forwarding the question to a team.

use async_openai::types::chat::{ResponseFormat, ResponseFormatJsonSchema};
use serde::Deserialize;
use serde_json::json;

use crate::error::RagError;
use crate::model::Prompt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Route {
    /// The passages answer the question.
    Handbook,
    /// The passages do not answer the question.
    Escalate,
}

#[derive(Deserialize)]
struct Verdict {
    route: Route,
}

impl Route {
    /// The prompt that asks a model to choose a route.
    pub(crate) fn prompt(question: &str, passages: &str) -> Prompt {
        Prompt {
            system: "Decide whether the passages of the employee handbook answer the question: \
                     `handbook` if they do, `escalate` if they do not.",
            user: format!("{passages}\n\nQuestion: {question}"),
            format: ResponseFormat::JsonSchema {
                json_schema: ResponseFormatJsonSchema {
                    description: None,
                    name: "route".to_owned(),
                    schema: json!({
                        "type": "object",
                        "properties": {"route": {"type": "string", "enum": [Self::Handbook.name(), Self::Escalate.name()]}},
                        "required": ["route"],
                        "additionalProperties": false,
                    }),
                    strict: Some(true),
                },
            },
        }
    }

    /// The name of the route in the model's answer and in the trace.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Handbook => "handbook",
            Self::Escalate => "escalate",
        }
    }

    /// Parses the model's answer.
    pub(crate) fn parse(text: &str) -> Result<Self, RagError> {
        match serde_json::from_str::<Verdict>(text) {
            Ok(verdict) => Ok(verdict.route),
            Err(error) => Err(RagError::Unexpected(format!(
                "`{text}` is not a route: {error}"
            ))),
        }
    }
}

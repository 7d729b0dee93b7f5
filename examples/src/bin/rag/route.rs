//! Where a question goes: to the handbook, or to the people who know more than it says.

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
    /// They do not.
    Escalate,
}

#[derive(Deserialize)]
struct Verdict {
    route: Route,
}

impl Route {
    /// Asks a model to choose a route.
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

    /// How the route is called, in the model's answer and in the trace.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Handbook => "handbook",
            Self::Escalate => "escalate",
        }
    }

    /// Reads the model's choice.
    pub(crate) fn parse(text: &str) -> Result<Self, RagError> {
        match serde_json::from_str::<Verdict>(text) {
            Ok(verdict) => Ok(verdict.route),
            Err(error) => Err(RagError::Unexpected(format!(
                "`{text}` names no route: {error}"
            ))),
        }
    }
}

//! The tools of the agent: their definitions and their implementations.

use async_openai::types::chat::{
    ChatCompletionMessageToolCall, ChatCompletionTool, ChatCompletionTools, FunctionObject,
};
use genai_runtime::chain_step;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::directory::Directory;
use crate::error::ToolError;
use crate::handbook;

/// The maximum number of attempts while a tool is busy.
const ATTEMPTS: u32 = 3;

/// The definitions of the tools, and their state.
#[derive(Debug)]
pub(crate) struct Tools {
    pub(crate) definitions: Vec<ChatCompletionTools>,
    directory: Directory,
}

#[derive(Deserialize)]
struct Search {
    query: String,
}

#[derive(Deserialize)]
struct Lookup {
    topic: String,
}

impl Tools {
    pub(crate) fn new() -> Self {
        Self {
            definitions: vec![
                definition(
                    "search_handbook",
                    "Finds passages of the employee handbook.",
                    "query",
                    &json!({"type": "string"}),
                ),
                definition(
                    "find_contact",
                    "Finds the team that knows about a topic.",
                    "topic",
                    &json!({"type": "string", "enum": Directory::topics()}),
                ),
            ],
            directory: Directory::default(),
        }
    }

    /// Executes a call that the model asked for.
    pub(crate) async fn call(
        &self,
        call: &ChatCompletionMessageToolCall,
    ) -> Result<String, ToolError> {
        match &*call.function.name {
            "search_handbook" => search_handbook(call),
            "find_contact" => self.find_contact_with_retries(call).await,
            _ => Err(ToolError::Unknown),
        }
    }

    async fn find_contact_with_retries(
        &self,
        call: &ChatCompletionMessageToolCall,
    ) -> Result<String, ToolError> {
        for attempt in 1..ATTEMPTS {
            match self.find_contact(call, attempt).await {
                Err(ToolError::Busy) => {}
                done => return done,
            }
        }
        self.find_contact(call, ATTEMPTS).await
    }

    /// Looks up the team for a topic. Each attempt is a span; later ones are linked to the first.
    #[chain_step(
        kind = tool,
        type = "function",
        call_id = call.id,
        arguments = call.function.arguments,
        result = |contact| contact,
        attempt = attempt
    )]
    async fn find_contact(
        &self,
        call: &ChatCompletionMessageToolCall,
        attempt: u32,
    ) -> Result<String, ToolError> {
        let lookup: Lookup = arguments(call)?;
        self.directory.find(&lookup.topic).await
    }
}

/// Searches the handbook.
#[chain_step(
    kind = tool,
    type = "datastore",
    call_id = call.id,
    arguments = call.function.arguments,
    result = |passages| passages
)]
fn search_handbook(call: &ChatCompletionMessageToolCall) -> Result<String, ToolError> {
    let search: Search = arguments(call)?;
    Ok(handbook::search(&search.query))
}

/// Parses the arguments, which the model may have got wrong.
fn arguments<'a, T: Deserialize<'a>>(
    call: &'a ChatCompletionMessageToolCall,
) -> Result<T, ToolError> {
    serde_json::from_str(&call.function.arguments).map_err(ToolError::Arguments)
}

fn definition(
    name: &str,
    description: &str,
    parameter: &str,
    schema: &Value,
) -> ChatCompletionTools {
    ChatCompletionTools::Function(ChatCompletionTool {
        function: FunctionObject {
            name: name.to_owned(),
            description: Some(description.to_owned()),
            parameters: Some(json!({
                "type": "object",
                "properties": {parameter: schema},
                "required": [parameter],
                "additionalProperties": false,
            })),
            strict: Some(true),
        },
    })
}

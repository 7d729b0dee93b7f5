//! Definitions of tools in the wire formats.

use serde_json::Value;

use super::{at, elements, text};
use crate::report::{ToolReport, Tools};

/// A definition or an array of definitions in the wire formats of the providers, the name of a function, or a
/// whole request. Anything else defines nothing.
impl ToolReport for Value {
    fn report(&self, tools: &mut Tools<'_>) {
        match self {
            Self::String(name) => {
                tools.function(name, None::<&str>, None::<&str>);
            }
            Self::Array(_) => defined(Some(self), tools),
            Self::Object(_) if super::is_request(self) => of_request(self, tools),
            Self::Object(_) => definition(self, tools),
            _ => {}
        }
    }
}

/// The tools of a whole request.
pub(super) fn of_request(request: &Value, tools: &mut Tools<'_>) {
    defined(request.get("tools"), tools);
    defined(request.get("functions"), tools);
    defined(at(request, &["toolConfig", "tools"]), tools);
}

fn defined(definitions: Option<&Value>, tools: &mut Tools<'_>) {
    for one in elements(definitions) {
        match one {
            Value::Object(_) => definition(one, tools),
            Value::String(name) => {
                tools.function(name, None::<&str>, None::<&str>);
            }
            _ => {}
        }
    }
}

fn definition(tool: &Value, tools: &mut Tools<'_>) {
    let kind = text(tool, "type");
    let is_schema_given = SCHEMAS.iter().any(|key| tool.get(key).is_some());
    match kind {
        Some("function") => function(tool.get("function").unwrap_or(tool), tools),
        // Anthropic's tools have no type or this one; OpenAI's of this type have no schema: they take any text.
        Some("custom") if is_schema_given => function(tool, tools),
        Some("custom") => {
            let custom = tool.get("custom").unwrap_or(tool);
            tools.other("custom", text(custom, "name"));
        }
        Some(kind) => {
            let name = text(tool, "name").or_else(|| text(tool, "server_label"));
            tools.other(kind, name.unwrap_or(kind));
        }
        None if text(tool, "name").is_some() => function(tool, tools),
        None => by_key(tool, tools),
    }
}

/// Tools that have no `type` but a key of that name: Gemini's, Bedrock's, and functions as Mistral's own client sends
/// them.
fn by_key(tool: &Value, tools: &mut Tools<'_>) {
    for (key, value) in tool.as_object().into_iter().flatten() {
        match key.as_str() {
            "functionDeclarations" | "function_declarations" => {
                for one in elements(Some(value)) {
                    function(one, tools);
                }
            }
            "toolSpec" => function(value, tools),
            "function" if value.is_object() => function(value, tools),
            "systemTool" => {
                tools.other(key, text(value, "name"));
            }
            "cachePoint" => {}
            _ => {
                tools.other(key, key);
            }
        }
    }
}

/// The keys of the schema of a function's parameters.
const SCHEMAS: [&str; 5] = [
    "parameters",
    "input_schema",
    "inputSchema",
    "parametersJsonSchema",
    "parameters_json_schema",
];

fn function(function: &Value, tools: &mut Tools<'_>) {
    let schema = SCHEMAS.iter().find_map(|key| at(function, &[key]));
    // Bedrock's `inputSchema` has it in `json`.
    let schema = schema.map(|schema| match schema.get("json") {
        Some(inner) if inner.is_object() => inner,
        _ => schema,
    });
    let (name, description) = (text(function, "name"), text(function, "description"));
    tools.function_json(name, description, schema);
}

//! Attributes of content, which is exported only if it is captured: to set such an attribute would bypass that.

use genai_semconv::{attribute, value};

/// Keys of content, and the arguments that set them.
const CONTENT: [(&str, &str); 10] = [
    (attribute::GEN_AI_INPUT_MESSAGES, "input = …"),
    (attribute::GEN_AI_OUTPUT_MESSAGES, "output = |value| …"),
    (
        attribute::GEN_AI_SYSTEM_INSTRUCTIONS,
        "system_instructions = …",
    ),
    (attribute::GEN_AI_TOOL_DEFINITIONS, "tools = …"),
    (attribute::GEN_AI_TOOL_CALL_ARGUMENTS, "arguments = …"),
    (attribute::GEN_AI_TOOL_CALL_RESULT, "result = |value| …"),
    (attribute::GEN_AI_RETRIEVAL_QUERY_TEXT, "query = …"),
    (
        attribute::GEN_AI_RETRIEVAL_DOCUMENTS,
        "documents = |value| …",
    ),
    (attribute::GEN_AI_MEMORY_QUERY_TEXT, "query = …"),
    (attribute::GEN_AI_MEMORY_RECORDS, "records = |value| …"),
];

/// The argument that sets a key of content.
pub(super) fn argument(key: &str) -> Option<&'static str> {
    let known = CONTENT.iter().find(|(content, _)| *content == key);
    known.map(|(_, argument)| *argument)
}

/// Whether a key is that of a model's answer, which the returned value reports and no argument sets.
pub(super) fn is_answer_of_call(key: &str, operation: &str) -> bool {
    key == attribute::GEN_AI_OUTPUT_MESSAGES && value::OPERATIONS.contains(&operation)
}

/// What to write for a key of content on a span of that operation; `None` for any other key.
pub(super) fn argument_on(key: &str, operation: Option<&str>) -> Option<String> {
    let place = match operation {
        None => " in the function's annotation",
        Some(_) => "",
    };
    if let Some(variable) = variable(key) {
        return Some(format!("`prompt(variables({variable} = …))`{place}"));
    }
    let argument = argument(key)?;
    let is_answer = match operation {
        None => key == attribute::GEN_AI_OUTPUT_MESSAGES,
        Some(operation) => is_answer_of_call(key, operation),
    };
    if is_answer {
        let of_steps = match operation {
            None => format!(", or `{argument}` in the annotation of an agent or a workflow"),
            Some(_) => String::new(),
        };
        return Some(format!(
            "`#[usage(text)]` on a field of what the call to the model returns{of_steps}"
        ));
    }
    Some(format!("`{argument}`{place}"))
}

/// The name of a variable of a prompt.
fn variable(key: &str) -> Option<&str> {
    let name = key.strip_prefix(attribute::GEN_AI_PROMPT_VARIABLE)?;
    name.strip_prefix('.')
}

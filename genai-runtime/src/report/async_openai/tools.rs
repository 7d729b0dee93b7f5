//! Definitions of tools in the types of `async-openai`.

use async_openai::types::chat::{
    ChatCompletionFunctions, ChatCompletionTool, ChatCompletionTools, FunctionObject,
};
use async_openai::types::responses::Tool;

use crate::report::{ToolReport, Tools};

impl ToolReport for FunctionObject {
    fn report(&self, tools: &mut Tools<'_>) {
        tools.function_json(&self.name, &self.description, self.parameters.as_ref());
    }
}

impl ToolReport for ChatCompletionTool {
    fn report(&self, tools: &mut Tools<'_>) {
        self.function.report(tools);
    }
}

impl ToolReport for ChatCompletionTools {
    fn report(&self, tools: &mut Tools<'_>) {
        match self {
            Self::Function(tool) => tool.report(tools),
            Self::Custom(tool) => {
                tools.other("custom", &tool.custom.name);
            }
        }
    }
}

impl ToolReport for ChatCompletionFunctions {
    fn report(&self, tools: &mut Tools<'_>) {
        tools.function_json(&self.name, &self.description, Some(&self.parameters));
    }
}

/// The tools of OpenAI's Responses API.
impl ToolReport for Tool {
    fn report(&self, tools: &mut Tools<'_>) {
        match self {
            Self::Function(function) => {
                let parameters = function.parameters.as_ref();
                tools.function_json(&function.name, &function.description, parameters);
            }
            Self::Custom(custom) => {
                tools.other("custom", &custom.name);
            }
            Self::Mcp(server) => {
                tools.other("mcp", &server.server_label);
            }
            // The provider's own tools are named by their type.
            other if tools.captures_content() => {
                if let Ok(tool) = serde_json::to_value(other) {
                    ToolReport::report(&tool, tools);
                }
            }
            _ => {}
        }
    }
}

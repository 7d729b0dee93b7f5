//! Items that call a tool of the application.

use serde_json::Value;

use super::CHOICE;
use crate::report::json::{at, first, text};
use crate::report::{Response, ToolCall};

/// Where the arguments are of tools that have no name but their items' type.
const ACTIONS: [&[&str]; 3] = [&["action"], &["actions"], &["operation"]];

/// An item that calls a tool of the application; the provider's own tools are not called by it.
pub(in crate::report::json) struct Call<'a> {
    id: Option<&'a str>,
    pub(in crate::report::json) name: Option<&'a str>,
    pub(in crate::report::json) arguments: Option<&'a Value>,
    /// Whether the arguments are a value, and not a text that streams say in fragments.
    pub(super) is_action: bool,
}

impl<'a> Call<'a> {
    pub(in crate::report::json) fn of(item: &'a Value) -> Option<Self> {
        let id = text(item, "call_id");
        match text(item, "type")? {
            "function_call" | "custom_tool_call" => Some(Self {
                id,
                name: text(item, "name"),
                arguments: item.get("arguments").or_else(|| item.get("input")),
                is_action: false,
            }),
            kind @ ("computer_call" | "local_shell_call" | "shell_call" | "apply_patch_call") => {
                // The provider has run it in a container of its own.
                let is_hosted = at(item, &["environment", "container_id"]).is_some();
                (!is_hosted).then_some(Self {
                    id,
                    name: kind.strip_suffix("_call"),
                    arguments: first(item, &ACTIONS),
                    is_action: true,
                })
            }
            _ => None,
        }
    }

    pub(super) fn open<'r, 'f>(
        &self,
        position: usize,
        response: &'r mut Response<'f>,
    ) -> ToolCall<'r, 'f> {
        let call = response.tool_call(CHOICE, position);
        call.id(self.id).name(self.name)
    }
}

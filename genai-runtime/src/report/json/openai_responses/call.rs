//! Output items that call a tool of the application. The provider runs its own tools itself.

use serde_json::Value;

use super::CHOICE;
use crate::report::json::{at, first, text};
use crate::report::{Response, ToolCall};

/// The keys of the arguments of built-in tools, such as `computer`, whose name is the type of the item.
const ACTIONS: [&[&str]; 3] = [&["action"], &["actions"], &["operation"]];

/// A call of a tool of the application.
pub(in crate::report::json) struct Call<'a> {
    id: Option<&'a str>,
    pub(in crate::report::json) name: Option<&'a str>,
    pub(in crate::report::json) arguments: Option<&'a Value>,
    /// Whether the arguments are a JSON value, for which streams have no deltas, and not a text.
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
                // Run by the provider in a container of its own.
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

//! Calls of the application's tools among the output items of OpenAI's Responses API. The provider runs its own tools
//! itself.

use async_openai::types::responses::{FunctionShellCallEnvironment, OutputItem};
use serde::Serialize;

use crate::content::json_size_of;
use crate::report::{CHOICE, Response, ToolCall};

/// The identifier of a call, the name of its tool, and its arguments.
type Call<'a> = (&'a str, &'a str, Arguments<'a>);

enum Arguments<'a> {
    None,
    /// A stream sends them in deltas before the completed item.
    Text(&'a str),
    Action(&'a dyn Action),
}

/// A call in a whole response.
pub(super) fn report(position: usize, item: &OutputItem, response: &mut Response<'_>) {
    if let Some((id, name, arguments)) = call(item) {
        let sink = response.tool_call(CHOICE, position).id(id).name(name);
        match arguments {
            Arguments::None => {}
            Arguments::Text(text) => drop(sink.arguments(text)),
            Arguments::Action(action) => action.report(sink),
        }
    }
}

/// The first event of a call in a stream.
pub(super) fn report_added(output_index: u32, item: &OutputItem, response: &mut Response<'_>) {
    if let Ok(position) = usize::try_from(output_index)
        && let Some((id, name, _)) = call(item)
    {
        response.tool_call(CHOICE, position).id(id).name(name);
    }
}

/// Reports the arguments of a completed call that come without deltas; `false` for any other item.
pub(super) fn report_done(position: usize, item: &OutputItem, response: &mut Response<'_>) -> bool {
    let action = match call(item) {
        Some((_, _, Arguments::Action(action))) => Some(action),
        _ => None,
    };
    if let Some(action) = action {
        action.report(response.tool_call(CHOICE, position));
    }
    action.is_some()
}

fn call(item: &OutputItem) -> Option<Call<'_>> {
    match item {
        OutputItem::FunctionCall(call) => {
            Some((&call.call_id, &call.name, Arguments::Text(&call.arguments)))
        }
        OutputItem::CustomToolCall(call) => {
            Some((&call.call_id, &call.name, Arguments::Text(&call.input)))
        }
        OutputItem::ComputerCall(call) => {
            let arguments = match (&call.action, &call.actions) {
                (Some(action), _) => Arguments::Action(action),
                (None, Some(actions)) => Arguments::Action(actions),
                (None, None) => Arguments::None,
            };
            Some((&call.call_id, "computer", arguments))
        }
        OutputItem::LocalShellCall(call) => {
            let action = Arguments::Action(&call.action);
            Some((&call.call_id, "local_shell", action))
        }
        OutputItem::ShellCall(call) => {
            let environment = call.environment.as_ref();
            let is_hosted = environment.is_some_and(|environment| {
                matches!(
                    environment,
                    FunctionShellCallEnvironment::ContainerReference(_)
                )
            });
            let action = Arguments::Action(&call.action);
            (!is_hosted).then_some((&call.call_id, "shell", action))
        }
        OutputItem::ApplyPatchCall(call) => {
            let operation = Arguments::Action(&call.operation);
            Some((&call.call_id, "apply_patch", operation))
        }
        _ => None,
    }
}

/// Structured arguments: serialized to JSON where content is captured, else only measured.
trait Action {
    fn report(&self, sink: ToolCall<'_, '_>);
}

impl<T: Serialize> Action for T {
    fn report(&self, sink: ToolCall<'_, '_>) {
        if !sink.captures_content() {
            sink.counted_arguments(json_size_of(self).unwrap_or_default());
        } else if let Ok(text) = serde_json::to_string(self) {
            sink.arguments(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use async_openai::types::responses::{self, ResponseStreamEvent};
    use serde_json::{Value, json};

    use crate::report::async_openai::tests::facts;

    fn calls() -> Value {
        let id =
            |kind: &str| json!({"type": kind, "id": "i", "call_id": "c", "status": "completed"});
        let mut computer = id("computer_call");
        computer["pending_safety_checks"] = json!([]);
        let bare = computer.clone();
        let mut batched = computer.clone();
        computer["action"] = json!({"type": "wait"});
        batched["actions"] = json!([{"type": "wait"}]);
        let mut patch = id("apply_patch_call");
        patch["operation"] = json!({"type": "delete_file", "path": "a"});
        let mut shell = id("shell_call");
        shell["action"] = json!({"commands": ["ls"], "timeout_ms": 1, "max_output_length": 2});
        let mut hosted = shell.clone();
        hosted["environment"] = json!({"type": "container_reference", "container_id": "c"});
        json!([computer, batched, patch, shell, hosted, bare])
    }

    const ARGUMENTS: [&str; 6] = [
        r#"{"type":"wait"}"#,
        r#"[{"type":"wait"}]"#,
        r#"{"type":"delete_file","path":"a"}"#,
        r#"{"commands":["ls"],"timeout_ms":1,"max_output_length":2}"#,
        "",
        "",
    ];

    #[test]
    fn calls_that_the_application_executes_are_reported() {
        let response = json!({
            "id": "resp_1", "object": "response", "created_at": 1, "model": "gpt-5",
            "status": "completed", "output": calls()
        });
        let facts = facts::<responses::Response>(response);
        assert_eq!(facts.output_bytes, ARGUMENTS.concat().len() as u64);
    }

    #[test]
    fn each_action_of_a_stream_is_reported_once() {
        let calls = calls();
        for (item, arguments) in calls.as_array().unwrap().iter().zip(ARGUMENTS) {
            for (event, expected) in [
                ("response.output_item.added", ""),
                ("response.output_item.done", arguments),
            ] {
                let event = json!({
                    "type": event, "sequence_number": 1, "output_index": 2, "item": item
                });
                let facts = facts::<ResponseStreamEvent>(event);
                assert_eq!(facts.output_bytes, expected.len() as u64, "{item}");
            }
        }
    }
}

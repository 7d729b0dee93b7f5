//! Recognises Gemini's interactions by their `object`, their usage, or their `status` and the types of their steps.

use serde_json::Value;

use crate::report::json::{at, elements, text};

/// Statuses of a running interaction.
const OPEN: [&str; 2] = ["in_progress", "queued"];

/// Statuses of a failed or cancelled interaction.
const FAILURES: [&str; 2] = ["cancelled", "failed"];

/// Statuses of an ended interaction. The API has no finish reason; the status stands for one.
const ENDS: [&str; 4] = [
    "budget_exceeded",
    "completed",
    "incomplete",
    "requires_action",
];

/// Types of steps.
const STEPS: [&str; 17] = [
    "code_execution_call",
    "code_execution_result",
    "file_search_call",
    "file_search_result",
    "function_call",
    "function_result",
    "google_maps_call",
    "google_maps_result",
    "google_search_call",
    "google_search_result",
    "mcp_server_tool_call",
    "mcp_server_tool_result",
    "model_output",
    "thought",
    "url_context_call",
    "url_context_result",
    "user_input",
];

/// Whether a value is an interaction, and not JSON with a `status` and `steps` that the model wrote.
pub(super) fn is_interaction(value: &Value) -> bool {
    let counts = ["total_input_tokens", "total_output_tokens"];
    let mut counts = counts.iter();
    let status = text(value, "status");
    text(value, "object") == Some("interaction")
        || (status.is_some() && counts.any(|key| at(value, &["usage", key]).is_some()))
        || (status.is_some_and(is_status) && has_steps(value))
}

/// Whether the status is that of an ended interaction.
pub(super) fn is_end(status: &str) -> bool {
    ENDS.contains(&status)
}

/// Whether the status is that of a running interaction.
pub(super) fn is_open(status: &str) -> bool {
    OPEN.contains(&status)
}

fn is_status(status: &str) -> bool {
    is_end(status) || is_open(status) || FAILURES.contains(&status)
}

/// Whether a value has steps, all of which have a known type.
fn has_steps(value: &Value) -> bool {
    let mut steps = elements(value.get("steps")).peekable();
    steps.peek().is_some() && steps.all(|step| text(step, "type").is_some_and(is_step))
}

/// Whether this is the type of a step.
pub(in crate::report::json) fn is_step(kind: &str) -> bool {
    STEPS.contains(&kind)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::report::ResponseFacts;
    use crate::report::json::facts::{facts, reasons};

    #[test]
    fn an_interaction_is_recognised_by_its_object_its_counts_or_its_steps() {
        for known in [
            json!({"object": "interaction", "id": "v1_a", "status": "incomplete"}),
            json!({"id": "v1_a", "status": "incomplete", "usage": {"total_input_tokens": 9}}),
            json!({"id": "v1_a", "status": "incomplete", "steps": [{"type": "thought"}]}),
        ] {
            let facts = facts([&known]);
            assert_eq!(facts.id.get(), Some("v1_a"), "{known}");
            assert_eq!(reasons(&facts), [Some("incomplete")], "{known}");
        }
    }

    #[test]
    fn similar_json_in_generated_content_is_not_an_interaction() {
        let failed = json!({"message": "of Bob Smith"});
        for steps in [
            json!(["call the ward"]),
            json!([{"type": "call the ward"}]),
            json!([{"type": "thought"}, {"type": "call"}]),
            json!([]),
        ] {
            for status in ["Bob Smith is still feverish", "feverish", "completed"] {
                let written = json!({"id": "patient-7", "model": "a bed", "status": status, "steps": steps, "error": failed});
                assert_eq!(facts([&written]), ResponseFacts::default(), "{written}");
            }
        }
        let steps = json!([{"type": "thought"}]);
        let written = json!({"id": "patient-7", "status": "feverish", "steps": steps});
        assert_eq!(facts([&written]), ResponseFacts::default());
    }

    #[test]
    fn only_a_known_status_is_a_reason() {
        for status in ["Bob Smith is still feverish", "feverish", "failed"] {
            let interaction = json!({"object": "interaction", "status": status});
            let event = json!({"event_type": "interaction.completed", "interaction": interaction});
            for value in [interaction, event] {
                assert_eq!(reasons(&facts([&value])), [None], "{value}");
            }
        }
    }
}

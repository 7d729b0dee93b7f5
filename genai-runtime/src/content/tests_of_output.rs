//! The rendered form of answers.

#![cfg(feature = "content")]

use serde_json::Value;

use super::{Budget, Output};

#[test]
fn an_answer_is_written_in_the_form_of_the_conventions() {
    let mut output = Output::new(Budget::default());
    output.reasoning(0, "Hm");
    output.reasoning(0, "m.");
    output.text(0, "Let me see: ");
    output.tool_call_id(0, 0, "call_1");
    output.tool_call_name(0, 0, "weather");
    output.tool_call_arguments(0, 0, r#"{"city": "#);
    output.text(0, "done");
    output.tool_call_arguments(0, 0, r#""Oslo", "days": 1.0}"#);
    output.text(2, "Hi");
    let reasons = [Some("tool_calls".to_owned())];
    assert_eq!(
        output.to_json(&reasons, None).unwrap().json,
        concat!(
            r#"[{"role":"assistant","parts":[{"type":"reasoning","content":"Hmm."},"#,
            r#"{"type":"text","content":"Let me see: "},"#,
            r#"{"type":"tool_call","id":"call_1","name":"weather","#,
            r#""arguments":{"city": "Oslo", "days": 1.0}},"#,
            r#"{"type":"text","content":"done"}],"finish_reason":"tool_calls"},"#,
            r#"{"role":"assistant","parts":[],"finish_reason":"error"},"#,
            r#"{"role":"assistant","parts":[{"type":"text","content":"Hi"}],"finish_reason":"error"}]"#,
        )
    );
}

#[test]
fn arguments_that_readers_may_not_parse_are_a_string() {
    let deep = "[".repeat(100) + &"]".repeat(100);
    for arguments in ["{\"city\":", "1e999", "\"\\ud800\"", &deep, " "] {
        let mut output = Output::new(Budget::default());
        output.tool_call_arguments(0, 0, arguments);
        let json: Value = serde_json::from_str(&output.to_json(&[], None).unwrap().json).unwrap();
        assert_eq!(json[0]["parts"][0]["arguments"], arguments);
    }
}

#[test]
fn cut_arguments_are_a_string_even_if_the_rest_is_json() {
    let mut output = Output::new(Budget {
        part: 8,
        total: 1000,
    });
    output.tool_call_arguments(0, 0, "123456789");
    let json: Value = serde_json::from_str(&output.to_json(&[], None).unwrap().json).unwrap();
    assert_eq!(
        json[0]["parts"][0]["arguments"],
        "1234…[1 bytes omitted]…6789"
    );
}

#[test]
fn parts_without_room_are_counted() {
    let mut output = Output::new(Budget {
        part: 100,
        total: 280,
    });
    output.text(0, "first");
    output.reasoning(0, "second, which finds no room");
    output.text(0, "third");
    let json: Value = serde_json::from_str(&output.to_json(&[], None).unwrap().json).unwrap();
    let contents: Vec<_> = json[0]["parts"].as_array().unwrap().iter().collect();
    assert_eq!(contents.len(), 2, "{contents:?}");
    assert_eq!(contents[0]["content"], "first");
    assert_eq!(contents[1]["content"], "…[32 bytes omitted]…");
}

#[test]
fn an_empty_answer_has_no_message() {
    let mut output = Output::new(Budget::default());
    output.text(0, "");
    output.tool_call_arguments(0, 0, "");
    assert_eq!(output.to_json(&[Some("stop".to_owned())], None), None);
}
